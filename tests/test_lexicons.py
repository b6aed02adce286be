"""The word lists keep to their format."""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files

import pytest

from quoteattr import lexicons

COLUMNS = {
    "abbreviations": (1, 2),
    "cue_nouns": (3, 3),
    "cue_phrases": (3, 3),
    "cue_verbs": (3, 3),
    "demonyms": (3, 3),
    "function_words": (1, 1),
    "group_nouns": (3, 3),
    "kin_nouns": (3, 3),
    "name_particles": (1, 1),
    "name_suffixes": (1, 1),
    "nameless_nouns": (1, 1),
    "nicknames": (2, 2),
    "not_names": (1, 2),
    "organization_words": (1, 1),
    "organizations": (2, 2),
    "person_nouns": (3, 3),
    "places": (1, 2),
    "press_words": (1, 1),
    "pronouns": (4, 4),
    "source_nouns": (2, 2),
    "titles": (3, 3),
}
VALUES = {  # list: {column: its allowed values}
    "abbreviations": {1: {"word"}},
    "cue_nouns": {1: {"speech", "thought"}},
    "cue_phrases": {1: {"speech", "thought"}, 2: {"after", "none"}},
    "cue_verbs": {1: {"speech", "thought", "both", "manner"}},
    "demonyms": {1: {"m", "f", "-"}},
    "group_nouns": {2: {"organization", "group"}},
    "kin_nouns": {1: {"m", "f", "-"}},
    "not_names": {1: {"name"}},
    "person_nouns": {1: {"m", "f", "-"}},
    "places": {1: {"name"}},
    "pronouns": {1: {"m", "f", "-"}, 2: {"sg", "pl"}, 3: {"subject", "object", "possessive", "reflexive"}},
    "titles": {1: {"m", "f", "-"}, 2: {"abbr", "word"}},
}
IRREGULAR = {  # forms that do not begin with the stem of their lemma
    "beseech": {"besought"},
    "bid": {"bade"},
    "choose": {"chose", "chosen"},
    "dare": {"durst"},
    "feel": {"felt"},
    "forbid": {"forbade", "forbad"},
    "foresee": {"foresaw"},
    "foretell": {"foretold"},
    "forget": {"forgot", "forgotten"},
    "go": {"went"},
    "hold": {"held"},
    "know": {"knew"},
    "lie": {"lying"},
    "break": {"broke", "broken"},
    "plead": {"pled"},
    "misspeak": {"misspoke", "misspoken"},
    "retell": {"retold"},
    "rethink": {"rethought"},
    "say": {"sez"},
    "see": {"saw"},
    "seek": {"sought"},
    "sing": {"sang", "sung"},
    "speak": {"spoke", "spoken", "spake"},
    "spit": {"spat"},
    "swear": {"swore", "sworn"},
    "tell": {"told"},
    "think": {"thought"},
    "understand": {"understood"},
    "weep": {"wept"},
    "write": {"wrote"},
    "begin": {"began", "begun"},
    "find": {"found"},
}


def names_of_lists() -> list[str]:
    """Return the names of the word lists that the package carries."""
    return sorted(f.name[:-4] for f in files(lexicons).iterdir() if f.name.endswith(".txt"))


def test_every_list_is_known() -> None:
    assert set(COLUMNS) <= set(names_of_lists())


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_format(name: str) -> None:
    rows = lexicons.rows(name)
    assert rows
    low, high = COLUMNS[name]
    for row in rows:
        assert low <= len(row) <= high, row
        for column in row:
            assert column, row
            assert column == column.lower(), row
            assert column == unicodedata.normalize("NFC", column), row
            assert "’" not in column, row
            assert not re.search(r"\s\s|^\s|\s$", column), row
        for place, allowed in VALUES.get(name, {}).items():
            assert len(row) <= place or row[place] in allowed, row
    firsts = [row[0] for row in rows]
    assert len(set(firsts)) == len(firsts), sorted({w for w in firsts if firsts.count(w) > 1})
    assert lexicons.words(name) == set(firsts)


def test_titles_begin_with_mr() -> None:
    assert lexicons.rows("titles")[0] == ("mr", "m", "abbr")


def test_forms_of_cue_verbs() -> None:
    for lemma, _, forms in lexicons.rows("cue_verbs"):
        listed = forms.split()
        assert listed[0] == lemma
        assert len(set(listed)) == len(listed), lemma
        stem = re.sub(r"[ey]$", "", lemma)
        strange = {form for form in listed if not form.startswith(stem)}
        assert strange <= IRREGULAR.get(lemma, set()), (lemma, strange)
        if lemma != "quoth":
            assert len(listed) >= 3
            assert any(form.endswith("ing") for form in listed), lemma
            assert any(form.endswith("s") for form in listed), lemma


def test_singulars_and_plurals_of_nouns() -> None:
    for name, column in (("person_nouns", 2), ("kin_nouns", 2), ("group_nouns", 1), ("source_nouns", 1)):
        for row in lexicons.rows(name):
            assert row[column][0] == row[0][0], row
    for row in lexicons.rows("cue_nouns"):
        assert row[2].split(" ")[0] == row[0], row


def test_hardly_a_noun_for_people_is_a_body_and_none_stands_in_two_lists() -> None:
    people = {row[0] for row in lexicons.rows("person_nouns")}
    bodies = {row[0] for row in lexicons.rows("body_nouns")} | {row[0] for row in lexicons.rows("organizations")}
    assert people & bodies <= {"courier", "sentinel", "economist", "observer", "guardian"}  # people and newspapers
    assert people.isdisjoint(row[0] for row in lexicons.rows("demonyms"))


def test_nicknames_do_not_stand_for_themselves() -> None:
    for nickname, full in lexicons.rows("nicknames"):
        assert nickname not in full.split(" "), nickname


def test_familiar_words_are_there() -> None:
    assert {"say", "quoth", "tweet", "allege"} <= lexicons.words("cue_verbs")
    assert {"according to", "reportedly"} <= lexicons.words("cue_phrases")
    assert {"u.s", "a.m", "ph.d", "mrs"} <= lexicons.words("abbreviations")
    assert {"she", "themselves"} <= lexicons.words("pronouns")
