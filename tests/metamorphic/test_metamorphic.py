"""A text that is changed in one way gets an answer that is changed in that way, and in no other.

The texts are those of ``tests/cases``, whether the library answers them rightly or not.  A pair of
change and case that does not hold yet stands in ``known_failures.txt`` beside this file and must fail.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from quoteattr import Quote, extract_quotes
from tests.case_files import FAMILIES, Case, read_cases, words
from tests.metamorphic.changes import CHANGES, Change

TEXTS = [case for family in FAMILIES if family != "known_failures" for case in read_cases(family)]


def pairs() -> list[Any]:
    known = Path(__file__).with_name("known_failures.txt").read_text(encoding="utf-8").splitlines()
    limits = {line for line in known if line and not line.startswith("#")}
    parameters = []
    for change in CHANGES:
        for case in TEXTS:
            if change.apply(case.text) is None:
                continue
            name = f"{change.name}: {case.id}"
            known_limit = pytest.mark.xfail(strict=True, raises=AssertionError, reason="a known limit")
            parameters.append(pytest.param(change, case, id=name, marks=[known_limit] if name in limits else []))
            limits.discard(name)
    assert not limits, f"known failures that name no test: {sorted(limits)}"
    return parameters


def answer(text: str, quotes: Sequence[Quote], rename: dict[str, str]) -> list[str]:
    """What was found, a line for each quotation, by words alone."""
    lower = {old.casefold(): new.casefold() for old, new in rename.items()}

    def said(found: object) -> str:
        return (
            "none" if found is None else " ".join(lower.get(word, word) for word in words(normalize("NFC", str(found))))
        )

    return [
        f"{' + '.join(said(span.of(text)) for span in quote.spans)} = {said(quote.speaker)}"
        f" | kind={quote.kind} | cue={said(quote.cue and quote.cue.text)}"
        f" | mention={said(quote.mention and quote.mention.text)}"
        f" | type={quote.attribution} | rule={quote.rule}"
        f" | is={quote.speaker and (quote.speaker.kind, quote.speaker.gender)} | via={said(quote.via)}"
        f" | to={sorted(map(said, quote.addressees))} | holds={answer(text, quote.quotes, rename)}"
        for quote in quotes
    ]


@cache
def unchanged(text: str) -> tuple[Quote, ...]:
    """The answer to a case as it stands, asked for once."""
    return tuple(extract_quotes(text))


def offsets(quotes: Sequence[Quote], place: Callable[[int], int]) -> list[Any]:
    """The start and the end of all that was found, each moved to its *place*."""
    return [
        [
            span and (place(span.start), place(span.end))
            for span in (
                quote.extent,
                *quote.spans,
                quote.mention and quote.mention.span,
                quote.cue and quote.cue.span,
            )
        ]
        for quote in quotes
    ]


@pytest.mark.parametrize(("change", "case"), pairs())
def test_a_change_of_the_text_changes_the_answer_in_that_way_only(change: Change, case: Case) -> None:
    text = change.apply(case.text)
    assert text is not None
    assert text != case.text
    before, after = change.kept(case.text, unchanged(case.text)), change.kept(case.text, extract_quotes(text))
    assert answer(text, after, {}) == answer(case.text, before, change.rename or {})
    if change.place is not None:
        assert offsets(after, lambda offset: offset) == offsets(before, partial(change.place, case.text))


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_every_change_applies_to_some_text(change: Change) -> None:
    assert sum(change.apply(case.text) is not None for case in TEXTS) >= 10


def test_the_texts_hold_quotations_to_compare() -> None:
    assert sum(len(unchanged(case.text)) for case in TEXTS) >= 100
