"""Wrong types and faulty rules are told in a sentence that says what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quoteattr import (
    DEFAULT_RULES,
    Attribution,
    AttributionType,
    Context,
    Cue,
    Mention,
    QuoteExtractor,
    RuleError,
    Span,
    Speaker,
    extract_quotes,
    to_records,
)

ANN = Speaker("Ann")
TEXT = "“The bridge is closed,” said Mary.\n\n“It reopens in May,” said Tom."


class TestWrongInput:
    @pytest.mark.parametrize(
        "wrong", [None, b"bytes", bytearray(b"bytes"), ["a list"], 7, {"text": ""}, object()], ids=repr
    )
    def test_what_is_no_str_is_refused_with_a_sentence_that_names_str(self, wrong: Any) -> None:
        with pytest.raises(TypeError, match=r"\bstr\b") as told:
            extract_quotes(wrong)
        assert type(wrong).__name__ in str(told.value)

    def test_bytes_are_told_to_be_decoded(self) -> None:
        with pytest.raises(TypeError, match="decode"):
            extract_quotes(b"bytes")  # type: ignore[arg-type]

    @pytest.mark.parametrize("wrong", [None, b"bytes", ["a list"]], ids=repr)
    def test_an_extractor_refuses_the_same(self, wrong: Any) -> None:
        with pytest.raises(TypeError, match=r"\bstr\b"):
            QuoteExtractor().extract(wrong)
        with pytest.raises(TypeError, match=r"\bstr\b"):
            QuoteExtractor().explain(wrong)

    def test_a_single_text_for_extract_many_is_refused(self) -> None:
        """A str is an iterable of its letters, which nobody means."""
        with pytest.raises(TypeError, match="extract_many"):
            list(QuoteExtractor().extract_many(TEXT))

    def test_a_wrong_text_among_many_is_refused(self) -> None:
        with pytest.raises(TypeError, match=r"\bstr\b"):
            list(QuoteExtractor().extract_many([TEXT, None]))  # type: ignore[list-item]

    def test_a_path_and_a_file_are_told_to_be_read(self, tmp_path: Path) -> None:
        path = tmp_path / "news.txt"
        path.write_text(TEXT, encoding="utf-8")
        with pytest.raises(TypeError, match=r"pass its \.read_text\(encoding="):
            extract_quotes(path)  # type: ignore[arg-type]
        with path.open(encoding="utf-8") as file, pytest.raises(TypeError, match=r"pass its \.read\(\)"):
            extract_quotes(file)  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("texts", "advice"), [({"a": TEXT}, r"\.values\(\)"), (None, "iterable of str"), (7, "str")]
    )
    def test_what_is_no_row_of_texts_is_refused_by_extract_many(self, texts: Any, advice: str) -> None:
        with pytest.raises(TypeError, match=advice):
            QuoteExtractor().extract_many(texts)

    @pytest.mark.parametrize("texts", [[TEXT], (TEXT,), {TEXT}, {"a": TEXT}.values(), iter([TEXT])], ids=str)
    def test_any_iterable_of_texts_is_taken_by_extract_many(self, texts: Any) -> None:
        assert list(QuoteExtractor().extract_many(texts)) == [extract_quotes(TEXT)]

    def test_a_subclass_of_str_is_a_str(self) -> None:
        class Text(str):
            pass

        assert extract_quotes(Text(TEXT)) == extract_quotes(TEXT)


class TestWrongChoices:
    @pytest.mark.parametrize("kinds", [{"spoken"}, ["direct", "thought"], {None}], ids=repr)
    def test_an_unknown_kind_is_refused(self, kinds: Any) -> None:
        with pytest.raises(ValueError, match="direct"):
            QuoteExtractor(kinds=kinds)

    @pytest.mark.parametrize("rule", [None, "dialogue_tag", 7], ids=repr)
    def test_a_rule_that_is_no_callable_is_refused(self, rule: Any) -> None:
        with pytest.raises(TypeError, match="rule"):
            QuoteExtractor(rules=[rule])

    def test_characters_must_be_speakers(self) -> None:
        with pytest.raises(TypeError, match="Speaker"):
            QuoteExtractor(characters=["Mary"])  # type: ignore[list-item]


def no_rule(context: Any) -> None:
    """A rule that passes."""


WRONG_CHOICES: list[tuple[str, Any, str]] = [
    ("rules", no_rule, r"pass a list of rules, \[my_rule"),
    ("rules", None, "pass a list of rules"),
    ("rules", {"no_rule": no_rule}, "pass a list of rules"),
    ("characters", ANN, "pass a list of characters"),
    ("characters", None, "pass a list of characters"),
    ("characters", "Ann", "pass a list of characters, .* not 'Ann'"),
    ("characters", {"Ann": ANN}, "pass a list of characters"),
    ("kinds", None, "pass a set or list of kinds"),
    ("kinds", 7, "pass a set or list of kinds"),
    ("kinds", "direct", r"\{'direct'\}"),
    ("cue_verbs", None, "pass a list or set of words, not None"),
    ("cue_verbs", "burble", "not the str 'burble'"),
    ("cue_verbs", [1], "each word is a str, not 1"),
    ("titles", [b"mr"], "each word is a str, not b'mr'"),
    ("titles", {"mr": "m"}, "pass a list or set of words"),
    ("thoughts", "yes", "thoughts is True or False, not 'yes'"),
    ("thoughts", None, "thoughts is True or False"),
]


class TestChoicesOfAWrongType:
    @pytest.mark.parametrize(("name", "wrong", "advice"), WRONG_CHOICES, ids=str)
    def test_they_are_told_what_to_pass(self, name: str, wrong: Any, advice: str) -> None:
        with pytest.raises(TypeError, match=advice):
            QuoteExtractor(**{name: wrong})

    @pytest.mark.parametrize("several", [list, tuple, iter], ids=str)
    def test_any_iterable_of_the_right_things_is_taken(self, several: Any) -> None:
        extractor = QuoteExtractor(
            rules=several([no_rule]),
            characters=several([ANN]),
            kinds=several(["direct"]),
            cue_verbs=several(["say"]),
            titles=several(["mr"]),
            thoughts=True,
        )
        assert (extractor.rules, extractor.characters, extractor.kinds) == ((no_rule,), (ANN,), {"direct"})
        assert (extractor.cue_verbs, extractor.titles, extractor.thoughts) == ({"say"}, {"mr"}, True)


class TestCueVerbs:
    @pytest.mark.parametrize(
        ("given", "known"), [("said", "say"), ("Harrumphle", "harrumphle"), (" burble ", "burble")]
    )
    def test_a_capital_and_a_form_of_a_known_verb_are_understood(self, given: str, known: str) -> None:
        assert QuoteExtractor(cue_verbs=[given]).cue_verbs == {known}

    @pytest.mark.parametrize("given", ["spit out", "", "  "], ids=repr)
    def test_what_is_not_one_word_is_refused(self, given: str) -> None:
        with pytest.raises(ValueError, match="not one word"):
            QuoteExtractor(cue_verbs=["say", given])

    def test_a_verb_in_its_dictionary_form_is_left_alone(self) -> None:
        assert QuoteExtractor(cue_verbs=["harrumphle", "say", "find"]).cue_verbs == {"harrumphle", "say", "find"}
        assert QuoteExtractor(cue_verbs=QuoteExtractor().cue_verbs) == QuoteExtractor()

    def test_a_verb_with_a_capital_is_a_cue(self) -> None:
        plain = QuoteExtractor()
        extractor = QuoteExtractor(cue_verbs=[*plain.cue_verbs, "Harrumphle"])
        [quote] = extractor.extract("Nobody stirred. “The tide,” harrumphled Edith Vane.")
        assert (str(quote.speaker), str(quote.cue)) == ("Edith Vane", "harrumphled")


def broken_rule(context: Any) -> Attribution | None:
    """A rule with a fault in it."""
    if "reopens" in context.quote.text:
        raise KeyError("no such speaker")
    return None


def talkative_rule(context: Any) -> Any:
    """A rule that answers with a name, where an Attribution is due."""
    return "Mary" if "reopens" in context.quote.text else None


class TestFaultyRules:
    def test_a_rule_that_raises_is_reported_with_its_name_and_its_quotation(self) -> None:
        extractor = QuoteExtractor(rules=[broken_rule, *DEFAULT_RULES])
        with pytest.raises(Exception, match="broken_rule") as told:
            extractor.extract(TEXT)
        assert "It reopens in May" in str(told.value)
        assert "The bridge is closed" not in str(told.value)

    def test_the_fault_itself_stays_in_sight(self) -> None:
        extractor = QuoteExtractor(rules=[broken_rule, *DEFAULT_RULES])
        with pytest.raises(Exception, match="broken_rule") as told:
            extractor.extract(TEXT)
        assert isinstance(told.value.__cause__, KeyError)
        assert told.value.__cause__.args == ("no such speaker",)

    def test_a_rule_that_answers_with_something_else_is_reported(self) -> None:
        extractor = QuoteExtractor(rules=[talkative_rule, *DEFAULT_RULES])
        with pytest.raises(Exception, match="talkative_rule") as told:
            extractor.extract(TEXT)
        assert "It reopens in May" in str(told.value)
        assert "Attribution" in str(told.value)
        assert "str" in str(told.value)

    def test_a_lambda_and_a_callable_object_are_reported_by_some_name(self) -> None:
        class Broken:
            def __call__(self, context: Any) -> None:
                raise RuntimeError("broken")

        rules: list[tuple[Any, str]] = [(Broken(), "Broken"), (lambda context: 1 / 0, "lambda")]
        for rule, name in rules:
            with pytest.raises(Exception, match=name) as told:
                QuoteExtractor(rules=[rule]).extract(TEXT)
            assert "The bridge is closed" in str(told.value)

    @pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
    def test_a_wish_to_stop_is_passed_through(self, stop: type[BaseException]) -> None:
        def stopping(context: Any) -> None:
            raise stop

        with pytest.raises(stop):
            QuoteExtractor(rules=[stopping]).extract(TEXT)

    def test_one_faulty_call_leaves_the_next_untouched(self) -> None:
        extractor = QuoteExtractor(rules=[broken_rule, *DEFAULT_RULES])
        with pytest.raises(Exception, match="broken_rule"):
            extractor.extract(TEXT)
        assert [str(quote.speaker) for quote in extractor.extract("“Go,” said Mary.")] == ["Mary"]


OUTSIDE = Span(90, 999)
WRONG_ANSWERS: list[tuple[Any, str]] = [
    (Attribution("Mary"), "its mention must be a Mention"),  # type: ignore[arg-type]
    (Attribution(speaker="Mary"), "its speaker must be a Speaker"),  # type: ignore[arg-type]
    (Attribution(speaker=ANN, cue="said"), "its cue must be a Cue"),  # type: ignore[arg-type]
    (Attribution(speaker=ANN, type="explicit"), "its type must be an AttributionType"),  # type: ignore[arg-type]
    (Attribution(speaker=ANN, via="Interfax"), "its via must be a Speaker"),  # type: ignore[arg-type]
    (Attribution(speaker=ANN, confidence="high"), "its confidence must be a number"),  # type: ignore[arg-type]
    (Attribution(speaker=ANN, confidence=90), "its confidence must be a number from 0 to 1, not 90"),
    (Attribution(), "neither a mention nor a speaker"),
    (Attribution(confidence=0.5), "neither a mention nor a speaker"),
    (Attribution(Mention("Ann", (0, 3), "name")), "must be a Span"),  # type: ignore[arg-type]
    (Attribution(Mention("Ann", OUTSIDE, "name")), "outside of the text"),
    (Attribution(speaker=ANN, cue=Cue("said", Span(-2, 3), "say")), "outside of the text"),
]


class TestWrongAnswers:
    @pytest.mark.parametrize(("answer", "fault"), WRONG_ANSWERS, ids=lambda value: str(value)[:60])
    def test_a_field_that_is_wrong_is_reported_with_the_rule_and_the_quotation(self, answer: Any, fault: str) -> None:
        def faulty_rule(context: Context) -> Any:
            return answer if "reopens" in context.quote.text else None

        for asked in (QuoteExtractor.extract, QuoteExtractor.explain):
            with pytest.raises(RuleError, match="faulty_rule") as told:
                asked(QuoteExtractor(rules=[faulty_rule]), TEXT)
            assert "It reopens in May" in str(told.value)
            assert fault in str(told.value)

    @pytest.mark.parametrize(
        "answer",
        [
            Attribution(speaker=ANN),
            Attribution(Mention("Tom", Span(60, 63), "name")),
            Attribution(speaker=ANN, confidence=1),
            Attribution(speaker=ANN, type=AttributionType.IMPLICIT, via=Speaker("Interfax"), confidence=0.0),
        ],
        ids=str,
    )
    def test_a_right_answer_is_taken(self, answer: Attribution) -> None:
        for quote in QuoteExtractor(rules=[lambda context: answer]).extract(TEXT):
            assert str(quote.speaker) == ("Ann" if answer.speaker else "Tom")


class TestContext:
    @pytest.mark.parametrize("name", ["quote", "text", "previous", "before", "speakers", "other"])
    def test_it_cannot_be_changed(self, name: str) -> None:
        def meddling_rule(context: Context) -> None:
            setattr(context, name, None)

        with pytest.raises(RuleError, match="meddling_rule raised AttributeError") as told:
            QuoteExtractor(rules=[meddling_rule]).extract(TEXT)
        assert "The bridge is closed" in str(told.value)

    @pytest.mark.parametrize(
        "span", [Span(0, 999), (0, 999), (-5, 3), Span(-5, 3), (-1, -1), (7, 7), Span(9, 4), (400, 402)], ids=str
    )
    def test_a_mention_outside_of_the_text_is_refused(self, span: Any) -> None:
        """(-1, -1) is what a match gives for a group that took no part in it."""

        def far_off(context: Context) -> Attribution:
            return Attribution(context.mention(span))

        with pytest.raises(RuleError, match="far_off raised ValueError") as told:
            QuoteExtractor(rules=[far_off]).extract(TEXT)
        assert f"the text, which has {len(TEXT)} characters" in str(told.value)

    def test_a_span_counts_in_the_text_and_a_pair_in_the_narration_before_where_it_fits(self) -> None:
        text = "Speakers: Ann Lee, Bob Day.\n\nThe hearing opened late. A: “Yes.”"
        found = []

        def note(context: Context) -> None:
            start = context.before.start
            for span in (Span(10, 17), (10, 17), (start + 4, start + 11), Span(start + 4, start + 11), (0, len(text))):
                found.append(context.mention(span).text)

        QuoteExtractor(rules=[note]).extract(text)
        assert found == ["Ann Lee", "g opene", "hearing", "hearing", text]


def test_one_quotation_for_to_records_is_refused() -> None:
    with pytest.raises(TypeError):
        to_records(extract_quotes(TEXT)[0])  # type: ignore[arg-type]
