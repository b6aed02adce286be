"""Nothing next to the quotation names the speaker: the place in the text and the conversation do."""

from __future__ import annotations

from quoteattr.models import Attribution, AttributionType, QuoteKind
from quoteattr.rule import Context


def same_paragraph(context: Context) -> Attribution | None:
    """“Go,” said Mary. She turned to the door. “And take the dog.”"""
    previous = context.previous
    if previous is None or previous.speaker is None or previous.kind is not QuoteKind.DIRECT:
        return None
    if context.quote.kind is not QuoteKind.DIRECT or previous.extent.end < context.paragraph.start:
        return None
    if not context.before.of(context.text).strip() and previous.extent.end < context.quote.extent.start:
        return None  # “Is she in?” “No.”
    return Attribution(previous.mention, previous.speaker, type=AttributionType.IMPLICIT)


def conversation(context: Context) -> Attribution | None:
    """“Will you come?” asked Ann. / “No.” / “Why not?”"""
    if context.quote.kind is not QuoteKind.DIRECT:
        return None
    likely = context.likely()
    if not likely:
        return None
    speaker, confidence = likely[0]
    mention, previous = context.mention_beside(speaker), context.previous
    if (
        mention is None
        and previous is not None
        and previous.speaker is speaker
        and context.before.start == context.before.end
    ):
        mention = previous.mention  # the words go on in another paragraph
    return Attribution(mention, speaker, type=AttributionType.IMPLICIT, confidence=confidence)
