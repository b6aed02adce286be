"""Ways to give the turns of a stretch of talk to speakers, compared as wholes."""

from __future__ import annotations

import pytest

from quoteattr import QuoteExtractor
from quoteattr.exchange import Exchange
from quoteattr.resolver import Resolver
from quoteattr.rivals import Rivals

TALK = """\
Ann, Tom and Greta sat on the pier and looked at the water.

“Shall we go?” asked Ann.

“Where to, Greta?”

“Anywhere.”

“It is late.”

“It is not yet nine,” said Ann.
"""


def judged(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Resolver, list[Rivals]]:
    """Return the resolver of a text and all the rivals that were compared when it was read."""
    found: list[Rivals] = []

    def judge(rivals: Rivals) -> list[float]:
        found.append(rivals)
        return [way.score for way in rivals.ways]

    monkeypatch.setattr("quoteattr.exchange.judge", judge)
    resolver = QuoteExtractor().resolver(text)
    resolver.resolve()
    return resolver, found


def test_rivals_give_turns_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    _, found = judged(TALK, monkeypatch)
    (rivals,) = found
    rows = [tuple(step.turn.entity for step in way.steps[: rivals.size]) for way in rivals.ways]
    assert len(set(rows)) == len(rows) > 1
    scores = [way.score for way in rivals.ways]
    assert scores == sorted(scores, reverse=True)


def test_the_first_is_compared_with_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    _, (rivals,) = judged(TALK, monkeypatch)
    first, *others = rivals.features()
    assert not any(first.values())
    assert all(any(row.values()) for row in others)


def test_who_is_called_and_speaks_next_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    _, (rivals,) = judged(TALK, monkeypatch)
    for way, row in zip(rivals.ways, rivals.features(), strict=True):
        first, second = (step.turn.entity for step in way.steps[:2])
        assert first is not None
        assert second is not None
        assert (row.get("calls himself", 0.0) > 0) == (first.name == "Greta")
        if (first.name, second.name) == ("Tom", "Greta"):
            assert row["answers"] > 0 > row["calls nobody"]


def test_what_is_judged_best_is_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen: list[list[str]] = []

    def judge(rivals: Rivals) -> list[float]:
        last = rivals.ways[-1].steps[: rivals.size]
        chosen.append([step.turn.entity.name for step in last if step.turn.entity is not None])
        return [float(i) for i in range(len(rivals.ways))]

    monkeypatch.setattr("quoteattr.exchange.judge", judge)
    found = [str(quote.speaker) for quote in QuoteExtractor().extract(TALK)]
    assert found[1:] == chosen[0]


def test_nothing_is_judged_where_names_tell_all(monkeypatch: pytest.MonkeyPatch) -> None:
    _, found = judged("“Go,” said Ann.\n\n“Stay,” said Tom.\n\n“Go,” said Ann.\n", monkeypatch)
    assert found == []


def test_a_scene_without_end_is_settled_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    original = Exchange._read_from
    monkeypatch.setattr(Exchange, "_read_from", lambda self, number: read.append(number) or original(self, number))
    quotes = QuoteExtractor().extract("Ann met Tom.\n\n“Go,” said Ann.\n\n" + "“No.”\n\n“Why not?”\n\n" * 100)
    assert len(quotes) == 201
    assert len(read) <= 6  # from the start, and some eighty quotations on
