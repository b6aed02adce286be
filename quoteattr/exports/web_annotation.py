"""W3C Web Annotations, JSON-LD: https://www.w3.org/TR/annotation-model/."""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Iterable
from typing import Any

import regex

from quoteattr.exports.sweep import occurrences
from quoteattr.models import Quote, Span

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# As many characters before and after as tell most repeated words apart (Hypothes.is takes 32, too).
_CONTEXT_LENGTH = 32


def to_web_annotations(text: str, quotes: Iterable[Quote], *, source: str | None = None) -> list[dict[str, Any]]:
    """Return one annotation a quotation, those inside others too, for ``json.dump``.

    >>> quote = Quote("Go,", (Span(1, 4),), Span(0, 5))
    >>> annotation, = to_web_annotations("“Go,” said Mary.", [quote], source="https://example.org/1")
    >>> annotation["target"]["source"], annotation["target"]["selector"][0]
    ('https://example.org/1', {'type': 'TextPositionSelector', 'start': 1, 'end': 4})
    >>> annotation["target"]["selector"][1]
    {'type': 'TextQuoteSelector', 'exact': 'Go,', 'prefix': '“', 'suffix': '” said Mary.'}

    *source* is the address of the text; without one it is named by its digest (RFC 6920).  Each body
    has a ``label``: speaker, kind, mention, cue, via, addressee.  A quotation in several spans has as
    many targets.  The same text and quotations give the same ids.
    """
    found = occurrences(text, quotes)
    address = _address(text) if source is None else source
    return [
        {
            "@context": _CONTEXT,
            "id": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{_plain(address)}#{occurrence.number}')}",
            "type": "Annotation",
            "motivation": "identifying" if occurrence.quote.speaker else "classifying",
            "body": _bodies(text, occurrence.quote, address),
            "target": _targets(text, occurrence.quote, address),
        }
        for occurrence in found
    ]


def _bodies(text: str, quote: Quote, address: str) -> list[dict[str, Any]]:
    bodies = []
    if quote.speaker:
        bodies.append(_textual("speaker", quote.speaker.name, "identifying"))
    bodies.append(_textual("kind", quote.kind.value, "classifying"))
    if quote.mention:
        bodies.append(_words(text, "mention", quote.mention.span, address))
    if quote.cue:
        bodies.append(_words(text, "cue", quote.cue.span, address))
    if quote.via:
        bodies.append(_textual("via", quote.via.name, "describing"))
    bodies += [_textual("addressee", addressee.name, "describing") for addressee in quote.addressees]
    return bodies


def _textual(label: str, value: str, purpose: str) -> dict[str, Any]:
    return {
        "type": "TextualBody",
        "label": label,
        "value": _plain(value),
        "format": "text/plain",
        "purpose": purpose,
    }


def _words(text: str, label: str, span: Span, address: str) -> dict[str, Any]:
    return {"type": "SpecificResource", "label": label, "purpose": "linking", **_place(text, span, address)}


def _targets(text: str, quote: Quote, address: str) -> Any:
    places = [{"type": "SpecificResource", **_place(text, span, address)} for span in quote.spans or (quote.extent,)]
    return places[0] if len(places) == 1 else places


def _place(text: str, span: Span, address: str) -> dict[str, Any]:
    before = text[max(0, span.start - _CONTEXT_LENGTH) : span.start]
    after = text[span.end : span.end + _CONTEXT_LENGTH]
    # Two selectors for the same words, and no refinedBy: that would look for the quotation with its
    # prefix inside the position's own stretch, where the prefix is not.
    return {
        "source": address,
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": _plain(span.of(text)),
                "prefix": _plain(before),
                "suffix": _plain(after),
            },
        ],
    }


def _address(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return f"ni:///sha-256;{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


def _plain(text: str) -> str:
    """Return *text* with lone surrogates as any reader of UTF-8 sees them."""
    return str(regex.sub(r"[\uD800-\uDFFF]", "\N{REPLACEMENT CHARACTER}", text))
