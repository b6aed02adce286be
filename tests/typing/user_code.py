"""What a user may write; only type-checked (``mypy --strict``), never run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

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
    Span,
    Speaker,
    extract_quotes,
    from_dict,
    to_brat,
    to_dict,
    to_html,
    to_records,
    to_tei,
    to_web_annotations,
)


def everyman(context: Context) -> Attribution | None:
    if context.before.of(context.text).endswith("ALL: "):
        return Attribution(speaker=Speaker("Everyman"))
    return None


def labelled(context: Context) -> Attribution | None:
    mention: Mention = context.mention((0, 4))
    return Attribution(mention, type=AttributionType.EXPLICIT)


class Counting:
    asked = 0

    def __call__(self, context: Context) -> Attribution | None:
        self.asked += 1
        return None


plain: QuoteExtractor = QuoteExtractor()
mine = QuoteExtractor(rules=[everyman, labelled, Counting(), *DEFAULT_RULES])
from_tuple = QuoteExtractor(rules=(everyman,), characters=(Speaker("Ann"),))
by_string = QuoteExtractor(kinds={"direct", "mixed"})
by_list = QuoteExtractor(kinds=["direct"])
by_value = QuoteExtractor(kinds=frozenset({QuoteKind.DIRECT}), characters=[Speaker("Ann", gender="female")])
thinking = QuoteExtractor(thoughts=True)
more_verbs = attrs.evolve(plain, cue_verbs=[*plain.cue_verbs, "harrumph"])

quotes: list[Quote] = extract_quotes("“Go,” said Mary.")
same: list[Quote] = mine.extract("“Go,” said Mary.")
many: Iterator[list[Quote]] = mine.extract_many(iter(["“Go,” said Mary."]), workers=2, progress=True)
page: str = to_html("“Go,” said Mary.", quotes)
tei: str = to_tei("“Go,” said Mary.", quotes)
rows = to_records(quotes, nested=True)
standoff: str = to_brat("“Go,” said Mary.", quotes)
web: list[dict[str, Any]] = to_web_annotations("“Go,” said Mary.", quotes, source="https://example.org/1")
again: list[Quote] = [from_dict(to_dict(quote)) for quote in quotes]

for quote in quotes:
    words: str = quote.text
    spans: tuple[Span, ...] = quote.spans
    extent: Span = quote.extent
    speaker: Speaker | None = quote.speaker
    cue: Cue | None = quote.cue
    confidence: float = quote.confidence
    inner: tuple[Quote, ...] = quote.quotes
    if quote.speaker is not None:
        name: str = quote.speaker.name
        gender: str | None = quote.speaker.gender
    if quote.kind is QuoteKind.DIRECT:
        print(extent.of(words), quote.rule)


def accounts(text: str) -> Iterator[tuple[str | None, list[tuple[str, float]], list[str]]]:
    for entry in QuoteExtractor().explain(text):
        weighed = [(candidate.speaker.name, candidate.probability) for candidate in entry.candidates]
        yield entry.rule, weighed, [f"{joined.mention.text}: {joined.why}" for joined in entry.joined]


def closing_early(texts: list[str]) -> Iterator[Quote]:
    try:
        with mine.extract_many(texts, workers=2) as found:
            yield from next(found)
    except ExtractionError as error:
        print(error.index, error.reason)


def same_values(quote: Quote) -> set[Span | Speaker | Quote]:
    return {quote, quote.extent, attrs.evolve(quote, speaker=None), *quote.addressees}
