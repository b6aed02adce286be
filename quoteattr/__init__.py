"""Finds the quotations in a text and says who spoke them."""

from quoteattr.extractor import QuoteExtractor, extract_quotes
from quoteattr.models import Attribution, AttributionType, Cue, Mention, Quote, QuoteKind, Span, Speaker
from quoteattr.rule import Context, RuleError, SpeakerRule
from quoteattr.rules import DEFAULT_RULES

__all__ = [
    "DEFAULT_RULES",
    "Attribution",
    "AttributionType",
    "Context",
    "Cue",
    "Mention",
    "Quote",
    "QuoteExtractor",
    "QuoteKind",
    "RuleError",
    "Span",
    "Speaker",
    "SpeakerRule",
    "extract_quotes",
]
