"""A name next to the quotation says who speaks."""

from __future__ import annotations

import regex

from quoteattr.labels import label_before_marks, label_inside_marks
from quoteattr.models import Attribution, AttributionType, QuoteKind
from quoteattr.rule import Context


def name_tag(context: Context) -> Attribution | None:
    """“Go,” said Mary.    Kadyrov said he had gone.    According to Interfax, …"""
    tag = context.tag()
    if tag is None or tag[1] is None or tag[1].form != "name":
        return None
    return Attribution(tag[1], cue=tag[0], type=AttributionType.EXPLICIT)


def speaker_label(context: Context) -> Attribution | None:
    """MAYOR: “We will.”    “MAYOR: We will.”"""
    if context.quote.kind is QuoteKind.INDIRECT and context.tag() is not None:
        return None  # New Delhi: The river has risen, Ann Lee said.
    label = label_before_marks(context.text, context.before.start, context.before.end)
    if label is None:
        words = context.quote.spans[0]
        label = label_inside_marks(context.text, words.start, words.end)
    if label is None:
        return None
    return Attribution(context.mention(label.span("who")), type=AttributionType.EXPLICIT)


def name_line(context: Context) -> Attribution | None:
    """“We shall see.” — Ann Lee, farmer"""
    line = _NAME_LINE.match(context.text, context.after.start, context.after.end)
    if line is None or context.tag() is not None:
        return None
    return Attribution(context.mention(line.span("who")), type=AttributionType.EXPLICIT)


_NAME_LINE = regex.compile(
    r"\s{0,99}+(?:[—–―-]|--)\s{0,99}+"
    r"(?P<who>\p{Lu}[\p{L}\p{M}.'’-]{1,40}"
    r"(?:\s{1,9}+(?:(?:and\s{1,9}+)?\p{Lu}[\p{L}\p{M}.'’-]{0,40}|de|van|von|al)){0,9})\s{0,99}+(?=[,.(\n]|\Z)"
)
