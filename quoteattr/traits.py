"""What a text says of people beside their names: "Chechen leader Ann Lee", "Sen. Lee, an Ohio Democrat"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

import regex

from quoteattr.document import Document
from quoteattr.lexicons import words
from quoteattr.people import People
from quoteattr.word_lists import person_nouns, seat_of


def find_roles(people: People) -> None:
    """Take down the title and the common noun before a name: "Chechen leader Ann Lee".

    (One behind it, "Ann Lee, a lawyer", misleads more often than it helps: see the experiments.)
    """
    document, nouns = people.document, person_nouns()
    lower = document.lower
    for reference, entity in zip(people.references, people.of_reference, strict=True):
        if reference.form != "name" or entity is None:
            continue
        title = reference.title.rpartition(" ")[2]  # "the general" of an attorney general
        entity.roles.update(_ROLES_OF_TITLE.get(title, title).split())
        if seat := seat_of(reference.core):
            entity.roles.add(seat)
        if entity.kind in ("organization", "place"):
            continue
        first = reference.first
        comma = first > 1 and lower[first - 1] == ","
        noun = lower[first - 1 - comma] if first > comma else ""
        if noun in nouns and not comma:
            entity.roles.add(noun)
        if (
            entity.kind == "unknown"
            and not people.in_story
            and ((_is_person(noun) and not comma) or _has_age(document, reference.last))
        ):
            entity.kind = "person"
        if noun in nouns and not nouns[noun][1] and entity.gender is None:
            entity.gender = nouns[noun][0]  # "spokeswoman Robin Lee", "his wife, Robin Lee"
            entity.roles.add(noun)


def _is_person(noun: str) -> bool:
    """Tell whether a noun is for one person, not for several or for a body."""
    known = person_nouns().get(noun)
    return known is not None and not known[1] and known[2] == "person"


def _has_age(document: Document, token: int) -> bool:
    """Tell whether an age stands between commas behind a name: "Ann Lee, 42, said"."""
    behind = document.lower[token : token + 3]
    return len(behind) == 3 and behind[0] == "," and behind[2] in (",", ".") and _AGE.fullmatch(behind[1]) is not None


_AGE = regex.compile("[1-9][0-9]")


_ROLES_OF_TITLE = {
    "sen": "senator", "rep": "representative", "gov": "governor", "pres": "president", "gen": "general",
    "prof": "professor", "dr": "doctor physician", "rev": "reverend pastor minister priest", "capt": "captain",
    "col": "colonel", "lt": "lieutenant", "sgt": "sergeant", "del": "delegate", "insp": "inspector",
    "supt": "superintendent", "adm": "admiral", "atty": "attorney", "father": "father priest", "sister": "sister nun",
}  # fmt: skip
COMMON_ROLES = frozenset(
    ["", "man", "woman", "boy", "girl", "child", "person", "people", "friend", "mr", "mrs", "miss", "ms", "sir", "lady",
     "lord", "master", "madam"]
)  # fmt: skip
"""Those that tell nobody from others."""


def find_traits(people: People) -> None:
    """Take down what news says of people and bodies beside their names: "Ohio Gov. Ann Lee, a Democrat, …"."""
    document = people.document
    if not document.is_news:
        return
    for reference, entity in zip(people.references, people.of_reference, strict=True):
        if reference.form != "name" or entity is None or len(entity.traits) > _MANY_TRAITS:
            continue
        if entity.kind != "person":
            entity.traits.update(word.lower() for word in reference.core[len(reference.core) == 1 :])
            entity.traits.update(people.nouns_of(reference.core))
        entity.traits.update(_words_before(document, reference.first))
        entity.traits.update(_words_behind(document, reference.last))
    functions = words("function_words")
    for entity in people.all:
        entity.traits -= functions


_MANY_TRAITS = 100


def _words_before(document: Document, token: int) -> Iterator[str]:
    lower, quoted = document.lower, document.quoted
    for k in range(token - 1, max(-1, token - 7), -1):
        if quoted[k] or not lower[k][0].isalnum() or lower[k] in words("function_words"):
            return
        yield lower[k]


def _words_behind(document: Document, token: int) -> Iterator[str]:
    lower, quoted = document.lower, document.quoted
    behind = document.words[token : token + 12]
    if len(behind) < 4:
        return
    if behind[0] == "(" and behind[1][:2] in _PARTIES:
        yield from _PARTIES[behind[1][:2]]
    elif behind[0] == "of" and behind[1][0].isupper():
        yield from (word.lower() for word in takewhile(lambda word: word[0].isupper(), behind[1:4]))
    elif behind[0] == "," and not quoted[token + 1]:
        opens = lower[token + 1]
        if opens in ("a", "an", "the") or opens in person_nouns():
            for word in lower[token + 1 : token + 12]:
                if word in (",", ".", ";", "—", "--", "(", "who"):
                    return
                yield word


_PARTIES = {"R-": ("republican",), "D-": ("democrat", "democratic"), "I-": ("independent",)}
"""Of the marks behind the names of lawmakers: "(D-Ohio)"."""
