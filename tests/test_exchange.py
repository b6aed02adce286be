"""The turns of a conversation, read together: what a later tag tells of earlier turns, and what a rule says between."""

from __future__ import annotations

import pytest

from quoteattr import DEFAULT_RULES, Attribution, Context, QuoteExtractor, extract_quotes
from quoteattr.exchange import READINGS, Exchange, Reading

PIER = """\
Ann and Tom sat on the pier and looked at the water.

“Shall we go?” asked Ann.

“Where to?”

“Anywhere.”

“It is late.”

“It is not yet nine,” said Ann.

“Then let us go.”
"""
SPEAKERS = ["Ann", "Tom", "Ann", "Tom", "Ann", "Tom"]


def speakers(text: str, **options: object) -> list[str]:
    extractor = QuoteExtractor(**options)  # type: ignore[arg-type]
    return [str(quote.speaker) for quote in extractor.extract(text)]


def test_turns_alternate_between_two_tags() -> None:
    assert speakers(PIER) == SPEAKERS


def test_it_is_read_once_for_a_scene(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    original = Exchange._read_from
    monkeypatch.setattr(Exchange, "_read_from", lambda self, number: read.append(number) or original(self, number))
    extract_quotes(PIER)
    assert read == [1]


def test_what_follows_is_read_again_when_a_rule_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    def third_party(context: Context) -> Attribution | None:
        if context.quote.text == "Anywhere.":
            captain = next(s for s in context.speakers if s.name == "Captain Orr")
            return Attribution(speaker=captain)
        return None

    read: list[int] = []
    original = Exchange._read_from
    monkeypatch.setattr(Exchange, "_read_from", lambda self, number: read.append(number) or original(self, number))
    text = PIER.replace("sat on", "and Captain Orr sat on")
    found = speakers(text, rules=(third_party, *DEFAULT_RULES))
    assert found[2] == "Captain Orr"
    assert read == [1, 3]


def test_a_rule_that_passes_changes_nothing() -> None:
    assert speakers(PIER, rules=(lambda context: None, *DEFAULT_RULES)) == SPEAKERS


def test_a_rule_that_asks_changes_nothing() -> None:
    def asks(context: Context) -> None:
        context.likely()
        tag = context.tag()
        if tag is not None:
            context.likely(tag[1])

    assert speakers(PIER, rules=(asks, *DEFAULT_RULES)) == SPEAKERS


def test_the_probabilities_of_a_turn_add_up_to_one() -> None:
    told: list[float] = []

    def listens(context: Context) -> None:
        likely = context.likely()
        told.append(sum(probability for _, probability in likely))
        assert [p for _, p in likely] == sorted((p for _, p in likely), reverse=True)

    QuoteExtractor(rules=(listens, *DEFAULT_RULES)).extract(PIER)
    assert told == pytest.approx([1.0] * len(told))


def test_a_scene_without_end_is_read_in_parts() -> None:
    text = "Ann met Tom.\n\n“Go,” said Ann.\n\n" + "“No.”\n\n“Why not?”\n\n" * 200
    found = speakers(text)
    assert len(found) == 401
    assert set(found) == {"Ann", "Tom"}


def test_few_readings_are_kept_and_the_best_stands_first() -> None:
    resolver = QuoteExtractor().resolver(PIER)
    exchange = resolver.exchange
    readings = [Reading(0.0, ())]
    for number in exchange.scene_from(0):
        readings = exchange.kept(exchange.options(readings, number), number)
        scores = [reading.score for reading in readings]
        assert scores == sorted(scores, reverse=True)
        assert 1 <= len(readings) <= READINGS


def test_a_rule_that_asks_without_the_tag_sees_nothing_of_what_follows() -> None:
    told: list[set[str]] = []

    def listens(context: Context) -> None:
        told.append({str(speaker) for speaker, _ in context.likely()})

    named = "“Yes,” said Ann.\n\n“No,” said Tom.\n\n" * 5
    text = f"Ann met Tom.\n\n“Go.”\n\n{named}Then Captain Orr came.\n\n“You two!” he cried.\n"
    QuoteExtractor(rules=(listens, *DEFAULT_RULES)).extract(text)
    assert len(told) == 12
    assert not any("Captain Orr" in names for names in told[:11])
    assert "Captain Orr" in told[11]
