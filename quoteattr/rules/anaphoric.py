"""A pronoun or a common noun next to the quotation says who speaks."""

from __future__ import annotations

from quoteattr.models import Attribution, AttributionType
from quoteattr.rule import Context


def pronoun_tag(context: Context) -> Attribution | None:
    """“Go,” she said."""
    return _tagged(context, "pronoun")


def noun_tag(context: Context) -> Attribution | None:
    """“Go,” said the old woman.    A senior aide said …"""
    return _tagged(context, "nominal")


def _tagged(context: Context, form: str) -> Attribution | None:
    tag = context.tag()
    if tag is None or tag[1] is None or tag[1].form != form:
        return None
    cue, mention = tag
    likely = context.likely(mention)
    speaker, confidence = likely[0] if likely else (None, None)
    return Attribution(mention, speaker, cue, AttributionType.ANAPHORIC, confidence=confidence)
