"""What holds for every text and its quotations, however untidy: the tests and ``benchmarks fuzz`` ask the same."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from xml.etree import ElementTree

from quoteattr import (
    AttributionType,
    Quote,
    QuoteKind,
    Span,
    from_dict,
    to_brat,
    to_dict,
    to_html,
    to_records,
    to_tei,
    to_web_annotations,
)
from tests.property.strategies import MARKS

EDGES = "".join(MARKS) + " \t\r\n\f\x85\N{NO-BREAK SPACE}\N{LINE SEPARATOR}"

Invariant = Callable[[str, Sequence[Quote]], None]
"""Raises AssertionError where a text and its quotations are unsound."""


def every(quotes: Sequence[Quote]) -> Iterator[Quote]:
    """Yield the quotations and those inside them."""
    for quote in quotes:
        yield quote
        yield from every(quote.quotes)


def spans(quote: Quote) -> Iterator[Span]:
    """Yield every span that a quotation carries, its speaker's mentions included."""
    yield from quote.spans
    yield quote.extent
    for value in (quote.mention, quote.cue):
        if value:
            yield value.span
    for speaker in (quote.speaker, quote.via, *quote.addressees):
        if speaker:
            yield from (mention.span for mention in speaker.mentions)


def a_list_of_quotations(text: str, quotes: Sequence[Quote]) -> None:
    assert isinstance(quotes, list)
    assert all(type(quote) is Quote for quote in every(quotes))


def every_span_lies_in_the_text_and_holds_something(text: str, quotes: Sequence[Quote]) -> None:
    for quote in every(quotes):
        assert quote.spans
        for span in spans(quote):
            assert 0 <= span.start < span.end <= len(text)


def the_text_is_the_words_of_the_spans(text: str, quotes: Sequence[Quote]) -> None:
    """Joined by one space, outer marks off."""
    for quote in every(quotes):
        joined = " ".join(span.of(text) for span in quote.spans)
        assert quote.text.strip(EDGES).split() == joined.strip(EDGES).split()


def mentions_and_cues_are_slices(text: str, quotes: Sequence[Quote]) -> None:
    for quote in every(quotes):
        for value in (quote.mention, quote.cue, *(quote.speaker.mentions if quote.speaker else ())):
            if value:
                assert value.text == value.span.of(text)


def the_extent_contains_the_spans_in_order(text: str, quotes: Sequence[Quote]) -> None:
    for quote in every(quotes):
        assert quote.extent.start <= quote.spans[0].start
        assert quote.spans[-1].end <= quote.extent.end
        assert all(first.end <= second.start for first, second in pairwise(quote.spans))


def quotations_come_in_text_order(text: str, quotes: Sequence[Quote]) -> None:
    starts = [quote.extent.start for quote in quotes]
    assert starts == sorted(starts)


def direct_quotations_never_overlap(text: str, quotes: Sequence[Quote]) -> None:
    direct = sorted(span for quote in quotes if quote.kind is QuoteKind.DIRECT for span in quote.spans)
    assert all(first.end <= second.start for first, second in pairwise(direct))


def a_nested_quotation_lies_inside_its_outer_one(text: str, quotes: Sequence[Quote]) -> None:
    for quote in every(quotes):
        for inner in quote.quotes:
            assert quote.extent.start <= inner.extent.start
            assert inner.extent.end <= quote.extent.end
            assert inner.extent != quote.extent


def fields_keep_to_their_values(text: str, quotes: Sequence[Quote]) -> None:
    for quote in every(quotes):
        assert 0 <= quote.confidence <= 1
        assert isinstance(quote.kind, QuoteKind)
        assert quote.attribution is None or isinstance(quote.attribution, AttributionType)
        assert (quote.speaker is None) or quote.speaker.name
        for value in (quote.speaker, quote.via):
            if value:
                assert value.kind in {"person", "organization", "group", "unknown"}
                assert value.gender in {"female", "male", None}
        if quote.mention:
            assert quote.mention.form in {"name", "nominal", "pronoun"}


def pickling_loses_nothing(text: str, quotes: Sequence[Quote]) -> None:
    assert pickle.loads(pickle.dumps(quotes)) == quotes


def a_dictionary_loses_nothing(text: str, quotes: Sequence[Quote]) -> None:
    assert [from_dict(to_dict(quote)) for quote in quotes] == quotes


def quotations_are_hashable(text: str, quotes: Sequence[Quote]) -> None:
    assert {quote: quote for quote in quotes}.keys() == set(quotes)


def every_export_takes_them(text: str, quotes: Sequence[Quote]) -> None:
    """No export raises, all can be written as UTF-8, and TEI is well-formed."""
    assert len(to_records(quotes)) == len(quotes)
    json.dumps(to_web_annotations(text, quotes), ensure_ascii=False).encode()
    to_brat(text, quotes).encode()
    to_html(text, quotes).encode()
    ElementTree.fromstring(to_tei(text, quotes).encode())


INVARIANTS: list[Invariant] = [
    a_list_of_quotations,
    every_span_lies_in_the_text_and_holds_something,
    the_text_is_the_words_of_the_spans,
    mentions_and_cues_are_slices,
    the_extent_contains_the_spans_in_order,
    quotations_come_in_text_order,
    direct_quotations_never_overlap,
    a_nested_quotation_lies_inside_its_outer_one,
    fields_keep_to_their_values,
    pickling_loses_nothing,
    a_dictionary_loses_nothing,
    quotations_are_hashable,
    every_export_takes_them,
]
