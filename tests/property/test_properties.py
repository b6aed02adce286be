"""What holds for every text, however untidy."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from quoteattr import (
    DEFAULT_RULES,
    AttributionType,
    Quote,
    QuoteExtractor,
    QuoteKind,
    Span,
    extract_quotes,
    from_dict,
    to_dict,
)
from tests.property.strategies import MARKS, PAIRS, texts, turns

EDGES = "".join(MARKS) + " \t\r\n\f\x85\N{NO-BREAK SPACE}\N{LINE SEPARATOR}"


def every(quotes: Sequence[Quote]) -> Iterator[Quote]:
    """The quotations and those inside them."""
    for quote in quotes:
        yield quote
        yield from every(quote.quotes)


def spans(quote: Quote) -> Iterator[Span]:
    """Every span that a quotation carries, its speaker's mentions included."""
    yield from quote.spans
    yield quote.extent
    for value in (quote.mention, quote.cue):
        if value:
            yield value.span
    for speaker in (quote.speaker, quote.via, *quote.addressees):
        if speaker:
            yield from (mention.span for mention in speaker.mentions)


@given(texts)
@example("")
@example("“")
@example("\ud800“Go,”\udfff said \0.")
def test_any_str_gives_a_list_of_quotations(text: str) -> None:
    quotes = extract_quotes(text)
    assert isinstance(quotes, list)
    assert all(type(quote) is Quote for quote in every(quotes))


@given(texts)
def test_every_span_lies_in_the_text_and_holds_something(text: str) -> None:
    for quote in every(extract_quotes(text)):
        assert quote.spans
        for span in spans(quote):
            assert 0 <= span.start < span.end <= len(text)


@given(texts)
def test_the_text_of_a_quotation_is_the_words_of_its_spans(text: str) -> None:
    """Joined by one space, outer marks off."""
    for quote in every(extract_quotes(text)):
        joined = " ".join(span.of(text) for span in quote.spans)
        assert quote.text.strip(EDGES).split() == joined.strip(EDGES).split()


@given(texts)
def test_mentions_and_cues_are_slices_of_the_text(text: str) -> None:
    for quote in every(extract_quotes(text)):
        for value in (quote.mention, quote.cue, *(quote.speaker.mentions if quote.speaker else ())):
            if value:
                assert value.text == value.span.of(text)


@given(texts)
def test_the_extent_contains_the_spans_and_they_stand_in_order(text: str) -> None:
    for quote in every(extract_quotes(text)):
        assert quote.extent.start <= quote.spans[0].start
        assert quote.spans[-1].end <= quote.extent.end
        assert all(first.end <= second.start for first, second in pairwise(quote.spans))


@given(texts)
def test_quotations_come_in_the_order_of_the_text(text: str) -> None:
    starts = [quote.extent.start for quote in extract_quotes(text)]
    assert starts == sorted(starts)


@given(texts)
def test_direct_quotations_never_overlap(text: str) -> None:
    direct = sorted(span for quote in extract_quotes(text) if quote.kind is QuoteKind.DIRECT for span in quote.spans)
    assert all(first.end <= second.start for first, second in pairwise(direct))


@given(texts)
def test_a_nested_quotation_lies_inside_its_outer_one(text: str) -> None:
    for quote in every(extract_quotes(text)):
        for inner in quote.quotes:
            assert quote.extent.start <= inner.extent.start
            assert inner.extent.end <= quote.extent.end
            assert inner.extent != quote.extent


@given(texts)
def test_fields_keep_to_their_values(text: str) -> None:
    for quote in every(extract_quotes(text)):
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


@given(texts)
def test_the_same_text_gets_the_same_answer(text: str) -> None:
    assert extract_quotes(text) == extract_quotes(text) == QuoteExtractor().extract(text)


def nobody(context: Any) -> None:
    """A rule that always passes."""


@given(texts)
def test_a_rule_that_passes_changes_nothing(text: str) -> None:
    first, last = [nobody, *DEFAULT_RULES], [*DEFAULT_RULES, nobody]
    assert extract_quotes(text) == QuoteExtractor(rules=first).extract(text)
    assert extract_quotes(text) == QuoteExtractor(rules=last).extract(text)


@given(texts, st.sets(st.sampled_from(list(QuoteKind))))
def test_only_the_kinds_that_were_asked_for_come(text: str, kinds: set[QuoteKind]) -> None:
    quotes = QuoteExtractor(kinds=kinds).extract(text)
    assert {quote.kind for quote in quotes} <= kinds


@given(texts)
def test_quotations_survive_pickling(text: str) -> None:
    quotes = extract_quotes(text)
    assert pickle.loads(pickle.dumps(quotes)) == quotes


@given(texts)
def test_quotations_survive_a_dictionary(text: str) -> None:
    quotes = extract_quotes(text)
    assert [from_dict(to_dict(quote)) for quote in quotes] == quotes


@given(texts)
def test_quotations_are_hashable(text: str) -> None:
    quotes = extract_quotes(text)
    assert len(set(quotes)) <= len(quotes)
    assert {quote: quote for quote in quotes}.keys() == set(quotes)


@given(st.sampled_from(["“”", '""', "«»", "„“"]), st.sampled_from(["Mary", "Edith Vane", "Zoë"]))
def test_a_plain_tag_is_always_read(pair: str, name: str) -> None:
    [quote] = extract_quotes(f"{pair[0]}The bridge is closed,{pair[1]} said {name}.")
    assert (quote.text, str(quote.speaker)) == ("The bridge is closed,", name)


@given(turns())
def test_extract_agrees_with_extract_quotes_on_ordinary_turns(text: str) -> None:
    assert QuoteExtractor().extract(text) == extract_quotes(text)


def test_the_strategies_know_marks_in_pairs() -> None:
    assert all(len(pair) == 2 for pair in PAIRS)
