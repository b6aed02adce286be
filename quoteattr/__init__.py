"""Finds the quotations in a text and says who spoke them.

>>> from quoteattr import extract_quotes
>>> for quote in extract_quotes("“We will build it,” said Mayor Ruth Adeyemi."):
...     print(quote.speaker, quote.cue, quote.text)
Ruth Adeyemi said We will build it,
"""

from quoteattr.evidence import Evidence
from quoteattr.explanation import Candidate, Explanation, Joined
from quoteattr.exports import (
    from_dict,
    to_brat,
    to_dict,
    to_html,
    to_records,
    to_tei,
    to_web_annotations,
)
from quoteattr.extractor import QuoteExtractor, extract_quotes
from quoteattr.many import ExtractionError, Extractions
from quoteattr.models import (
    Attribution,
    AttributionType,
    Cue,
    Mention,
    Quote,
    QuoteKind,
    Span,
    Speaker,
)
from quoteattr.resolver import Answer
from quoteattr.rule import Context, RuleError, SpeakerRule
from quoteattr.rules import DEFAULT_RULES
from quoteattr.version import __version__ as __version__

__all__ = [
    "DEFAULT_RULES",
    "Answer",
    "Attribution",
    "AttributionType",
    "Candidate",
    "Context",
    "Cue",
    "Evidence",
    "Explanation",
    "ExtractionError",
    "Extractions",
    "Joined",
    "Mention",
    "Quote",
    "QuoteExtractor",
    "QuoteKind",
    "RuleError",
    "Span",
    "Speaker",
    "SpeakerRule",
    "extract_quotes",
    "from_dict",
    "to_brat",
    "to_dict",
    "to_html",
    "to_records",
    "to_tei",
    "to_web_annotations",
]
