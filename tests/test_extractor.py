"""What the extractor's choices do, seen from outside."""

from __future__ import annotations

import copy
import json
import os
import pickle
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import attrs
import pytest
import regex

import quoteattr
from quoteattr import (
    DEFAULT_RULES,
    Attribution,
    AttributionType,
    Context,
    Cue,
    ExtractionError,
    Mention,
    Quote,
    QuoteExtractor,
    QuoteKind,
    RuleError,
    Span,
    Speaker,
    extract_quotes,
    from_dict,
    to_dict,
    to_html,
)
from quoteattr.weights import WeightsError

NEWS = (
    "“The pier is a promise,” Mayor Ruth Adeyemi said. She added that no tree would be cut. "
    "Tom Garrow said the plan was “a castle of paper.”"
)


def speakers(quotes: list[Quote]) -> list[str]:
    return [str(quote.speaker) for quote in quotes]


class TestKinds:
    def test_all_three_kinds_come_by_default(self) -> None:
        assert [quote.kind for quote in extract_quotes(NEWS)] == ["direct", "indirect", "mixed"]

    @pytest.mark.parametrize("kind", ["direct", "mixed", "indirect"])
    def test_a_kind_may_be_named_by_a_plain_string(self, kind: str) -> None:
        assert [quote.kind for quote in QuoteExtractor(kinds={kind}).extract(NEWS)] == [kind]

    def test_a_list_of_kinds_is_as_good_as_a_set(self) -> None:
        listed = QuoteExtractor(kinds=["direct", QuoteKind.MIXED])
        assert listed.kinds == frozenset({QuoteKind.DIRECT, QuoteKind.MIXED})
        assert [quote.kind for quote in listed.extract(NEWS)] == ["direct", "mixed"]

    def test_no_kind_at_all_gives_nothing(self) -> None:
        assert QuoteExtractor(kinds=()).extract(NEWS) == []

    def test_direct_quotations_do_not_change_when_the_rest_is_left_out(self) -> None:
        direct = [quote for quote in extract_quotes(NEWS) if quote.kind == "direct"]
        assert [(quote.text, str(quote.speaker)) for quote in QuoteExtractor(kinds={"direct"}).extract(NEWS)] == [
            (quote.text, str(quote.speaker)) for quote in direct
        ]


class TestThoughts:
    TEXT = "Ruth Adeyemi believes that the pier can be saved."

    def test_thoughts_are_left_out_by_default(self) -> None:
        assert extract_quotes(self.TEXT) == []

    def test_thoughts_come_when_asked_for(self) -> None:
        [quote] = QuoteExtractor(thoughts=True).extract(self.TEXT)
        assert (quote.text.removeprefix("that "), quote.kind) == ("the pier can be saved", QuoteKind.INDIRECT)
        assert (str(quote.speaker), quote.cue and quote.cue.lemma) == ("Ruth Adeyemi", "believe")

    def test_speech_stays_when_thoughts_are_asked_for(self) -> None:
        assert "The pier is a promise," in [quote.text for quote in QuoteExtractor(thoughts=True).extract(NEWS)]


class TestCharacters:
    def test_aliases_that_differ_in_case_and_article_alone_are_one(self) -> None:
        general = Speaker("The General", aliases=("General", "the General"), gender="male")
        [quote] = QuoteExtractor(characters=[general]).extract("“No,” the General replied.")
        assert (quote.speaker and quote.speaker.name) == "The General"

    ANN = Speaker("Annabel Crowe", aliases=("Mother Duck", "Annie"), kind="person", gender="female")
    BEN = Speaker("Ben Crowe", aliases=("the boatman",), kind="person", gender="male")

    def test_an_alias_of_the_cast_names_its_speaker(self) -> None:
        [quote] = QuoteExtractor(characters=[self.ANN]).extract("“Go,” said Mother Duck.")
        assert quote.speaker is not None
        assert quote.speaker.name == "Annabel Crowe"
        assert quote.mention is not None
        assert quote.mention.text == "Mother Duck"

    def test_what_a_cast_leaves_open_the_text_tells(self) -> None:
        text = "Bob Day met Ann Lee. “Go,” she said. “No,” said Bob."
        cast = [Speaker("Ann Lee"), Speaker("Bob Day", gender="male")]
        speakers = [quote.speaker for quote in QuoteExtractor(characters=cast).extract(text)]
        assert [(s.kind, s.gender) for s in speakers if s] == [("person", "female"), ("person", "male")]

    def test_the_gender_of_the_cast_decides_a_pronoun(self) -> None:
        text = "Robin met Sasha on the quay. “You are late,” she said."
        for name in ("Robin", "Sasha"):
            other = "Sasha" if name == "Robin" else "Robin"
            cast = [
                Speaker(name, kind="person", gender="female"),
                Speaker(other, kind="person", gender="male"),
            ]
            assert speakers(QuoteExtractor(characters=cast).extract(text)) == [name]

    def test_an_alias_that_is_a_common_noun_names_its_speaker(self) -> None:
        quotes = QuoteExtractor(characters=[self.ANN, self.BEN]).extract("“Get in,” said the boatman.")
        assert speakers(quotes) == ["Ben Crowe"]

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("“No,” Kadyrov said.", "Ramzan Kadyrov"),  # the full name stands nowhere in the text
            ("“No,” said Mr. Kadyrov.", "Ramzan Kadyrov"),
            ("“No,” said Mrs. Kadyrov.", "Mrs. Kadyrov"),
            ("“No,” said John Adeyemi.", "John F. Adeyemi"),
            ("“No,” said Jack Adeyemi.", "Jack Adeyemi"),
            ("“No,” said Mr. Lee.", "Tom Lee"),
            ("“No,” said Mrs. Lee.", "Ann Lee"),
            ("Ann Lee sat with a mariner. “No,” said the mariner.", "The Mariner"),
            ("Ann Lee sat with a mariner. “No,” said another mariner.", "another mariner"),
        ],
    )
    def test_one_of_the_cast_is_known_by_a_part_of_the_name(self, text: str, name: str) -> None:
        cast = [
            Speaker("Ramzan Kadyrov", kind="person", gender="male"),
            Speaker("John F. Adeyemi", kind="person", gender="male"),
            Speaker("Ann Lee", kind="person", gender="female"),
            Speaker("Tom Lee", kind="person", gender="male"),
            Speaker("The Mariner", kind="person"),
        ]
        assert speakers(QuoteExtractor(characters=cast).extract(text)) == [name]

    def test_a_noun_of_the_cast_is_as_sure_as_a_name(self) -> None:
        """Without the cast "the mariner" is weighed: he may be Tom Lee.  So may be "the lad", cast or not."""
        text = "It was late, and Tom Lee had met the {0}. “No!” said the {0}."
        tags = [
            QuoteExtractor(characters=cast).resolver(text.format(noun)).conversation.tags[0].word
            for noun in ("mariner", "lad")
            for cast in ([Speaker(f"The {noun.title()}")], [Speaker("Tom Lee")], [])
        ]
        assert tags == ["name", "noun-the", "noun-the", "noun-the", "noun-the", "noun-the"]

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("Ellen Harrow came in. “No,” said Miss Harrow.", "Ellen"),  # the text has her surname
            ("Mr. Harrow met Ellen Harrow. She shook her head. “No,” said her father.", "Mr. Harrow"),
            ("Mr. Harrow met Ellen Harrow. “No,” said Harrow.", "Mr. Harrow"),
            ("Mr. Harrow met Ellen Harrow. “No,” said Ellen Street.", "Ellen Street"),
            ("“No,” said Mrs. Seward.", "Mrs. Seward"),  # his wife, though the cast has him as Seward too
            ("“No,” said Mrs. John Seward.", "Mrs. John Seward"),
            ("Mrs. John Reeve waited. “No,” said John Reeve.", "John Reeve"),
            ("“No,” said the Duchess of Dover.", "The Duchess of Dover"),
        ],
    )
    def test_the_cast_is_known_by_title_and_surname(self, text: str, name: str) -> None:
        cast = [
            Speaker("Mr. Harrow", kind="person", gender="male"),
            Speaker("Ellen", kind="person", gender="female"),
            Speaker("John Seward", aliases=("Seward",), kind="person", gender="male"),
            Speaker("Martha", aliases=("Mrs. John Reeve",), kind="person", gender="female"),
            Speaker("The Duchess of Dover", kind="person", gender="female"),
        ]
        assert speakers(QuoteExtractor(characters=cast).extract(text)) == [name]

    def test_a_cast_with_people_without_a_name_is_full(self) -> None:
        """Then who is but a common noun is one of them; a list of the main characters leaves the old man out."""
        text = "Tom Lee sat down beside a newcomer. The newcomer sighed. “No,” said the newcomer."
        tom = Speaker("Tom Lee", kind="person", gender="male")
        mariner = Speaker("The Mariner", kind="person")
        assert speakers(QuoteExtractor(characters=[tom]).extract(text)) == ["the newcomer"]
        assert speakers(QuoteExtractor(characters=[tom, mariner]).extract(text)) == ["Tom Lee"]
        for other in ("another newcomer", "the driver", "Ann Berg"):
            told = text.replace("said the newcomer", f"said {other}")
            assert speakers(QuoteExtractor(characters=[tom, mariner]).extract(told)) == [other]

    def test_a_name_that_is_no_name_elsewhere_is_one_of_the_cast(self) -> None:
        [quote] = QuoteExtractor(characters=[Speaker("Seven", gender="male")]).extract("“No,” said Seven.")
        assert quote.speaker is not None
        assert (quote.speaker.name, quote.speaker.gender) == ("Seven", "male")

    @pytest.mark.parametrize("blank", [" ", "\r", "The", "the the"])
    def test_a_name_without_words_names_nobody(self, blank: str) -> None:
        cast = [Speaker(blank), Speaker("Ann Lee", aliases=(blank,))]
        assert speakers(QuoteExtractor(characters=cast).extract("“No,” said Tom.")) == ["Tom"]

    def test_people_outside_the_cast_still_speak(self) -> None:
        assert speakers(QuoteExtractor(characters=[self.ANN]).extract("“Go,” said Tom.")) == ["Tom"]

    def test_a_cast_that_does_not_occur_changes_nothing(self) -> None:
        assert QuoteExtractor(characters=[self.BEN]).extract(NEWS) == extract_quotes(NEWS)


class TestWordLists:
    def test_a_new_cue_verb_is_read(self) -> None:
        text = "Nobody stirred. “The tide,” harrumphled Edith Vane."
        extractor = QuoteExtractor()
        added = attrs.evolve(extractor, cue_verbs=[*extractor.cue_verbs, "harrumphle"])
        [quote] = added.extract(text)
        assert quote.cue is not None
        assert (quote.cue.text, quote.cue.lemma) == ("harrumphled", "harrumphle")
        assert str(quote.speaker) == "Edith Vane"

    def test_without_its_verb_a_clause_is_no_quotation(self) -> None:
        extractor = QuoteExtractor()
        fewer = attrs.evolve(extractor, cue_verbs=[verb for verb in extractor.cue_verbs if verb != "add"])
        assert [str(quote.kind) for quote in fewer.extract(NEWS)] == ["direct", "mixed"]

    def test_a_new_title_belongs_to_no_name(self) -> None:
        text = "“The tide turns,” said Harbourmistress Vane. “Then row,” Vane added."
        extractor = QuoteExtractor()
        added = attrs.evolve(extractor, titles=[*extractor.titles, "harbourmistress"])
        assert len({quote.speaker for quote in added.extract(text)}) == 1

    def test_the_full_stop_of_a_new_title_ends_no_sentence(self) -> None:
        extractor = QuoteExtractor()
        added = attrs.evolve(extractor, titles=[*extractor.titles, "hptm"])
        [quote] = added.extract("“The tide turns,” said Hptm. Vogel.")
        assert quote.mention is not None
        assert (str(quote.speaker), quote.mention.text) == ("Vogel", "Hptm. Vogel")


def transcript_label(context: Any) -> Attribution | None:
    """MAYOR: “We will.”"""
    label = regex.search(r"(\p{Lu}[\p{Lu} ]+):\s*$", context.before.of(context.text))
    return Attribution(context.mention(label.span(1))) if label else None


class TestCustomRules:
    LABELS = "MAYOR: “We will.”\n\nTHE OLD CLERK: “We will not.”"

    def test_the_rule_of_the_contract_answers(self) -> None:
        quotes = QuoteExtractor(rules=[transcript_label]).extract(self.LABELS)
        assert [quote.rule for quote in quotes] == ["transcript_label", "transcript_label"]
        assert [quote.mention and quote.mention.text for quote in quotes] == ["MAYOR", "THE OLD CLERK"]
        assert all(quote.speaker for quote in quotes)

    def test_the_first_rule_that_answers_wins(self) -> None:
        def always(context: Any) -> Attribution:
            return Attribution(speaker=Speaker("Everyman"))

        first = QuoteExtractor(rules=[always, *DEFAULT_RULES], kinds={"direct"}).extract(NEWS)
        assert [(str(quote.speaker), quote.rule) for quote in first] == [("Everyman", "always")]
        last = QuoteExtractor(rules=[*DEFAULT_RULES, always], kinds={"direct"}).extract(NEWS)
        assert speakers(last) == ["Ruth Adeyemi"]

    def test_without_rules_every_direct_quotation_is_kept_and_nobody_speaks(self) -> None:
        [quote] = QuoteExtractor(rules=(), kinds={"direct"}).extract(NEWS)
        assert (quote.text, quote.speaker, quote.rule) == ("The pier is a promise,", None, None)

    def test_a_rule_sees_its_quotation_and_what_stands_around_it(self) -> None:
        seen = []

        def watching(context: Any) -> None:
            seen.append(
                (
                    context.quote.text,
                    context.before.of(context.text).strip(),
                    context.after.of(context.text).strip(),
                    context.previous and str(context.previous.speaker),
                )
            )

        text = "“Go,” said Mary.\n\nTom rose. “Stay,” he said."
        QuoteExtractor(rules=[watching, *DEFAULT_RULES]).extract(text)
        assert [words for words, *_ in seen] == ["Go,", "Stay,"]
        assert seen[0][2].startswith("said Mary.")
        assert seen[1][1].endswith("Tom rose.")
        assert [previous for *_, previous in seen] == [None, "Mary"]

    def test_a_rule_answers_with_all_the_fields_of_an_attribution(self) -> None:
        wire = Speaker("Centrex", kind="organization")

        def full(context: Any) -> Attribution:
            return Attribution(speaker=Speaker("Ann"), type=AttributionType.IMPLICIT, via=wire, confidence=0.25)

        [quote] = QuoteExtractor(rules=[full]).extract("“Go.”")
        assert (str(quote.speaker), quote.attribution, quote.via) == ("Ann", AttributionType.IMPLICIT, wire)
        assert quote.confidence == 0.25

    def test_two_extractors_do_not_disturb_each_other(self) -> None:
        mine, plain = QuoteExtractor(rules=[transcript_label]), QuoteExtractor()
        before = plain.extract(NEWS)
        mine.extract(self.LABELS)
        assert plain.extract(NEWS) == before


class TestExtractMany:
    TEXTS = tuple(f"“Number {number} is up,” said Mary.\n\nNothing more." for number in range(40))

    def test_the_order_is_kept(self) -> None:
        found = list(QuoteExtractor().extract_many(self.TEXTS))
        assert [quotes[0].text for quotes in found] == [f"Number {number} is up," for number in range(40)]

    def test_a_text_without_quotations_keeps_its_place(self) -> None:
        found = list(QuoteExtractor().extract_many(["Nothing.", self.TEXTS[0], ""]))
        assert [len(quotes) for quotes in found] == [0, 1, 0]

    def test_workers_give_the_same_in_the_same_order(self) -> None:
        extractor = QuoteExtractor()
        assert list(extractor.extract_many(self.TEXTS, workers=2)) == [extractor.extract(text) for text in self.TEXTS]

    def test_texts_are_read_only_when_needed(self) -> None:
        taken = []

        def endless() -> Iterator[str]:
            while True:
                taken.append(1)
                yield "“Go,” said Mary."

        found = QuoteExtractor().extract_many(endless())
        assert taken == []
        assert speakers(next(found)) == ["Mary"]
        assert len(taken) <= 2


class TestImmutability:
    def test_a_field_cannot_be_set(self) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            QuoteExtractor().thoughts = True  # type: ignore[misc]

    def test_evolve_makes_another_and_leaves_the_first(self) -> None:
        first = QuoteExtractor()
        second = attrs.evolve(first, kinds={"direct"})
        assert len(first.extract(NEWS)) == 3
        assert len(second.extract(NEWS)) == 1

    def test_a_list_that_is_changed_later_changes_nothing(self) -> None:
        rules: list[Any] = [*DEFAULT_RULES]
        extractor = QuoteExtractor(rules=rules)
        rules.clear()
        assert extractor.extract(NEWS) == extract_quotes(NEWS)
        assert isinstance(extractor.rules, tuple)

    def test_the_default_rules_are_a_tuple_of_named_callables(self) -> None:
        assert isinstance(DEFAULT_RULES, tuple)
        names = [rule.__name__ for rule in DEFAULT_RULES]
        assert len(set(names)) == len(names) > 0

    def test_a_copy_and_a_pickle_answer_the_same(self) -> None:
        extractor = QuoteExtractor(kinds={"direct"}, characters=[Speaker("Ruth Adeyemi", gender="female")])
        expected = extractor.extract(NEWS)
        assert copy.deepcopy(extractor).extract(NEWS) == expected
        assert pickle.loads(pickle.dumps(extractor)).extract(NEWS) == expected

    def test_a_quotation_cannot_be_changed(self) -> None:
        quote = extract_quotes(NEWS)[0]
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            quote.text = "something else"  # type: ignore[misc]


class TestNotebook:
    def test_a_notebook_shows_the_page(self) -> None:
        shown = extract_quotes(NEWS)._repr_html_()  # type: ignore[attr-defined]
        assert shown == to_html(NEWS, extract_quotes(NEWS))._repr_html_()  # type: ignore[attr-defined]

    def test_elsewhere_the_result_is_a_list(self) -> None:
        quotes = extract_quotes(NEWS)
        assert isinstance(quotes, list)
        assert repr(quotes) == repr(list(quotes))
        for made in (
            pickle.loads(pickle.dumps(quotes)),
            copy.copy(quotes),
            copy.deepcopy(quotes),
            quotes[:],
        ):
            assert type(made) is list
            assert made == quotes

    def test_many_texts_are_not_kept(self) -> None:
        assert [type(quotes) for quotes in QuoteExtractor().extract_many([NEWS])] == [list]


class TestExplain:
    def test_there_is_one_entry_for_each_quotation(self) -> None:
        assert len(list(QuoteExtractor().explain(NEWS))) == len(extract_quotes(NEWS))

    def test_the_winning_rule_is_named(self) -> None:
        entries = list(QuoteExtractor(kinds={"direct"}).explain(NEWS))
        [quote] = QuoteExtractor(kinds={"direct"}).extract(NEWS)
        assert quote.rule is not None
        assert [quote.rule in str(entry) for entry in entries] == [True]

    def test_a_text_without_quotations_has_nothing_to_explain(self) -> None:
        assert list(QuoteExtractor().explain("Nothing.")) == []


class TestSpeakers:
    def test_two_quotations_of_one_speaker_are_equal_on_it(self) -> None:
        first, second, third = extract_quotes(NEWS)
        assert first.speaker == second.speaker
        assert first.speaker != third.speaker
        assert len({first.speaker, second.speaker, third.speaker}) == 2

    def test_a_speaker_knows_its_other_names_and_all_its_mentions(self) -> None:
        text = "Ruth Adeyemi arrived. “No,” Adeyemi said. She sat down. “No,” she said."
        speaker = extract_quotes(text)[0].speaker
        assert speaker is not None
        assert speaker.name == "Ruth Adeyemi"
        assert "Adeyemi" in speaker.aliases
        assert (speaker.kind, speaker.gender) == ("person", "female")
        named = [mention.text for mention in speaker.mentions if mention.form == "name"]
        assert named == ["Ruth Adeyemi", "Adeyemi"]
        assert all(mention.span.of(text) == mention.text for mention in speaker.mentions)

    def test_spans_point_into_the_text_as_it_was_given(self) -> None:
        text = "\ufeff\r\n“No,”\r\nsaid Mary."
        [quote] = extract_quotes(text)
        assert quote.extent == Span(text.index("“"), text.index("”") + 1)
        assert [span.of(text) for span in quote.spans] == ["No,"]


class TestDictionaries:
    def test_a_quotation_survives_json(self) -> None:
        for quote in extract_quotes(NEWS):
            assert from_dict(json.loads(json.dumps(to_dict(quote)))) == quote

    def test_a_full_quotation_survives_json(self) -> None:
        text = "“Then Tom said ‘No’ to me, Ann,” Mary said in Oslo, Centrex reported."
        for quote in extract_quotes(text):
            full = attrs.evolve(
                quote, addressees=(Speaker("Ann", ("Annie",)),), via=Speaker("Centrex"), quotes=(quote,)
            )
            assert from_dict(json.loads(json.dumps(to_dict(full)))) == full

    def test_a_dictionary_holds_plain_values_only(self) -> None:
        def plain(value: object) -> bool:
            if isinstance(value, dict):
                return all(type(key) is str and plain(item) for key, item in value.items())
            if isinstance(value, list):
                return all(map(plain, value))
            return type(value) in {str, int, float, bool, type(None)}

        assert all(plain(to_dict(quote)) for quote in extract_quotes(NEWS))


SHARED = [NEWS, "“Go,” said Mary.", "“Stay,” he said.", "Nothing.", "— Sit down, child, she said.\n\nMAYOR: Go."]
SHARED += [
    f"‘Number {n},’ said {name} Oxley. She said it twice.\n\n‘Why?’\n\n" * 3
    for n, name in enumerate(["Ann", "Bo", "Cy"])
]


def read_by_threads(extractor: QuoteExtractor) -> list[list[list[Quote]]]:
    """Return what each of 16 threads reads in all texts, each in another order, at the same time."""
    barrier = threading.Barrier(16)  # all at once: none reads alone while the others are still being started

    def read(number: int) -> list[list[Quote]]:
        barrier.wait()
        order = [(number + k) % len(SHARED) for k in range(len(SHARED) * 3)]
        found = {k: extractor.extract(SHARED[k]) for k in order}
        return [found[k] for k in range(len(SHARED))]

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # in the midst of a text, and not only between two
    try:
        with ThreadPoolExecutor(16) as pool:
            return list(pool.map(read, range(16)))
    finally:
        sys.setswitchinterval(interval)


@pytest.mark.parametrize(
    "extractor",
    [QuoteExtractor(), QuoteExtractor(thoughts=True, characters=[Speaker("Ruth Adeyemi", gender="female")])],
    ids=["as it is", "with a cast"],
)
def test_sixteen_threads_may_share_one_extractor(extractor: QuoteExtractor) -> None:
    expected = [extractor.extract(text) for text in SHARED]
    assert sum(map(len, expected)) > 20
    assert all(found == expected for found in read_by_threads(extractor))


class Forgetful:
    """A rule that keeps in itself what it reads: no two threads may share it."""

    def __call__(self, context: Context) -> Attribution | None:
        self.text = context.text
        time.sleep(0.001)
        return Attribution(speaker=Speaker(self.text[1:9]))


def test_what_threads_disturb_would_be_seen() -> None:
    extractor = QuoteExtractor(rules=[Forgetful()], kinds={"direct"})
    expected = [extractor.extract(text) for text in SHARED]
    assert any(found != expected for found in read_by_threads(extractor))


@pytest.mark.skipif(
    not sysconfig.get_config_var("Py_GIL_DISABLED"),
    reason="needs a Python without the global interpreter lock, as python3.14t, which .ci/run uses where it is found",
)
def test_the_threads_here_hold_no_lock() -> None:
    assert not sys._is_gil_enabled()  # type: ignore[attr-defined,unused-ignore]


def test_sixteen_threads_may_make_the_first_call() -> None:
    """What is read once is read while all wait for it, or more than once, but never by halves."""
    program = (
        "import sys, threading; from concurrent.futures import ThreadPoolExecutor\n"
        "from quoteattr import extract_quotes\n"
        "sys.setswitchinterval(1e-5); barrier = threading.Barrier(16)\n"
        "def read(_): barrier.wait(); return extract_quotes(TEXT)\n"
        f"TEXT = {NEWS!r}\n"
        "with ThreadPoolExecutor(16) as pool: found = list(pool.map(read, range(16)))\n"
        "assert len(found[0]) == 3 and all(quotes == extract_quotes(TEXT) for quotes in found)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_answers_are_the_same_to_the_last_bit_in_every_run() -> None:
    """Sets have another order in each run; nothing that is summed or chosen may go by it."""
    program = (
        "from quoteattr import QuoteExtractor; from tests.case_files import read_cases; ask = QuoteExtractor()\n"
        "for case in read_cases('in_the_wild'): print(case.id, list(ask.extract(case.text)))"
    )
    root = str(Path(__file__).parent.parent)
    paths = os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "123"
    }
    assert len(printed) == 1
    assert b"rule='conversation'" in printed.pop()


PUBLIC_VALUES = [
    Span(1, 2),
    QuoteKind.MIXED,
    AttributionType.IMPLICIT,
    Mention("she", Span(0, 3), "pronoun"),
    Cue("said", Span(4, 8), "say"),
    Speaker("Ann", ("Nan",), "person", "female", (Mention("Ann", Span(0, 3), "name"),)),
    Attribution(Mention("she", Span(0, 3), "pronoun"), Speaker("Ann"), confidence=0.5),
    *extract_quotes(NEWS),
    *QuoteExtractor().explain(NEWS),
    QuoteExtractor(kinds={"direct"}, characters=[Speaker("Ann")]),
]


@pytest.mark.parametrize("value", PUBLIC_VALUES, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_every_public_value_survives_pickling(value: Any, protocol: int) -> None:
    again = pickle.loads(pickle.dumps(value, protocol))
    assert (again, hash(again), type(again)) == (value, hash(value), type(value))
    assert copy.copy(value) == copy.deepcopy(value) == value


def test_no_public_value_is_left_out() -> None:
    public = {value for value in vars(quoteattr).values() if isinstance(value, type) and attrs.has(value)}

    def types(value: Any) -> set[type]:
        if isinstance(value, tuple):
            return set().union(*map(types, value))
        inner = [getattr(value, field.name) for field in attrs.fields(type(value))] if attrs.has(type(value)) else []
        return {type(value)}.union(*map(types, inner))

    assert public <= types(tuple(PUBLIC_VALUES))


def test_errors_survive_pickling() -> None:
    for error in (ExtractionError(7, "its worker died"), RuleError("a rule raised"), WeightsError("damaged")):
        again = pickle.loads(pickle.dumps(error))
        assert (str(again), type(again)) == (str(error), type(error))


def test_a_story_names_its_people_as_it_calls_them() -> None:
    text = "“Go,” said Philip Orr.\n\n" + "“Why?” asked Ada.\n\n“Because,” said Mr. Orr.\n\n" * 30
    names = {quote.speaker.name: quote.speaker.aliases for quote in extract_quotes(text) if quote.speaker}
    assert names["Mr. Orr"] == ("Philip Orr",)


def test_a_short_text_names_its_people_in_full() -> None:
    text = "“Go,” said Philip Orr.\n\n“Why?” asked Ada.\n\n“Because,” said Mr. Orr.\n\n“I see,” said Ada."
    assert [str(quote.speaker) for quote in extract_quotes(text)] == ["Philip Orr", "Ada", "Philip Orr", "Ada"]


def test_who_is_called_both_mr_and_by_the_first_name_all_along_is_two_men() -> None:
    told = "Mr. Harrow poured the tea and sighed. Charles sat down and read the paper.\n\n" * 12
    text = (
        f"Charles Harrow had come by the late train.\n\n{told}“It is late,” said Mr. Harrow.\n\n“It is,” said Charles."
    )
    assert [str(quote.speaker) for quote in extract_quotes(text)] == ["Mr. Harrow", "Charles Harrow"]


def test_who_is_called_mr_now_and_then_is_one_man() -> None:
    told = "Charles poured the tea and sighed, and then he sat down and read the paper.\n\n" * 12
    text = (
        f"Charles Harrow had come by the late train.\n\n{told}“It is late,” said Mr. Harrow.\n\n“It is,” said Charles."
    )
    speakers = [quote.speaker for quote in extract_quotes(text)]
    assert speakers[0] is speakers[1]


def test_a_poll_of_two_houses_is_neither_of_them() -> None:
    # no case: "/" parts answers there
    text = "According to a CNN/ORC poll, 23 percent of the voters said on May 3, 2016 that it was fair."
    assert str(extract_quotes(text)[0].speaker) == "a CNN/ORC poll"


def test_a_thought_takes_no_answer_from_whom_it_is() -> None:
    text = "It was late.\n\n“My brother knows it,” was Henry's answer.\n\n“Then why does he stay?” asked Judith.\n\n"
    text += "“Think of me at four,” was Mrs. Pell's parting shot. She went home."
    speakers = [quote.speaker and quote.speaker.name for quote in QuoteExtractor(thoughts=True).extract(text)]
    assert speakers == ["Henry", "Judith", "Mrs. Pell"]
