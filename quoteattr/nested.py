"""Who speaks a quotation inside a quotation: “And then Tom said ‘no’ to me,” said Mary."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve

from quoteattr.document import Document
from quoteattr.entities import Entities
from quoteattr.models import AttributionType, Cue, Mention, Quote, Speaker
from quoteattr.vocabulary import cue_classes, lemma

NEAR = 4
"""In tokens: how far from a nested quotation its cue may stand."""


def attribute_nested(
    quote: Quote,
    document: Document,
    entities: Entities,
    reference_at: Callable[[int], int | None],
    speaker_of: Callable[[int], Speaker],
) -> Quote:
    """Return *quote* with speakers for the quotations inside it, where a cue and a name stand next to them.

    *reference_at* gives the reference that begins at a token or ends before it; *speaker_of* its speaker.
    """
    if not quote.quotes:
        return quote
    return evolve(
        quote,
        quotes=tuple(_attributed(inner, quote, document, entities, reference_at, speaker_of) for inner in quote.quotes),
    )


def _attributed(
    inner: Quote,
    outer: Quote,
    document: Document,
    entities: Entities,
    reference_at: Callable[[int], int | None],
    speaker_of: Callable[[int], Speaker],
) -> Quote:
    first, last = document.tokens_of(inner.extent.start, inner.extent.end)
    outer_first, outer_last = document.tokens_of(outer.extent.start, outer.extent.end)
    for head in (
        *range(first - 1, max(outer_first, first - NEAR) - 1, -1),
        *range(last, min(outer_last, last + NEAR)),
    ):
        if cue_classes().get(document.lower[head]) not in ("speech", "both", "manner"):
            continue
        cue_span = document.span(head, head + 1)
        cue = Cue(cue_span.of(document.text), cue_span, lemma(document.lower[head]))
        if document.lower[head - 1] == "i" and outer.speaker is not None:
            span = document.span(head - 1, head)
            mention = Mention(span.of(document.text), span, "pronoun")
            return evolve(inner, speaker=outer.speaker, mention=mention, cue=cue, attribution=AttributionType.ANAPHORIC)
        for token in (head, head + 1):
            k = reference_at(token)
            if k is None:
                continue
            reference = entities.references[k]
            span = document.span(reference.first, reference.last)
            mention = Mention(span.of(document.text), span, reference.form)
            kind = AttributionType.EXPLICIT if reference.form == "name" else AttributionType.ANAPHORIC
            return evolve(inner, speaker=speaker_of(k), mention=mention, cue=cue, attribution=kind)
    return inner
