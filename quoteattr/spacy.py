"""Quotations in a spaCy pipeline: ``nlp.add_pipe("quoteattr")`` (extra ``[spacy]``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import evolve, frozen
from spacy.language import Language
from spacy.tokens import Doc, Span
from srsly import msgpack_decoders, msgpack_encoders

from quoteattr.exports import from_dict, to_dict
from quoteattr.extractor import QuoteExtractor
from quoteattr.models import Quote, QuoteKind, Speaker
from quoteattr.models import Span as Extent


def make_component(
    nlp: Any, name: str, kinds: list[str], thoughts: bool, extractor: Any, spans_key: str
) -> QuoteComponent:
    """Return the component; *extractor*, of a function registered with spaCy, takes the place of the rest."""
    chosen = QuoteExtractor(kinds=kinds, thoughts=thoughts) if extractor is None else extractor
    return QuoteComponent(chosen, spans_key)


class QuoteComponent:
    """Sets ``doc._.quotes`` and ``doc.spans["quotes"]``, and changes nothing else.

    The text alone is read: neither tags nor entities of the pipeline are used, so that the place in it is of
    no matter.  Each stretch of a quotation is a span, widened to whole tokens, with the kind as its label;
    ``span._.quote`` is its quotation.
    """

    def __init__(self, extractor: QuoteExtractor, spans_key: str = "quotes") -> None:
        self.extractor, self.spans_key = extractor, spans_key

    def __call__(self, doc: Any) -> Any:
        quotes = self.extractor.extract(doc.text)
        doc.user_data[_KEY] = _Found(tuple(quotes))
        spans = [
            doc.char_span(span.start, span.end, label=quote.kind.value, alignment_mode="expand", span_id=number)
            for number, quote in enumerate(quotes, 1)
            for span in quote.spans
        ]
        doc.spans[self.spans_key] = [span for span in spans if span is not None]
        return doc


_KEY = "quoteattr"


@frozen
class _Found:
    """The quotations of a document, in a form that spaCy can write into bytes and send to processes."""

    quotes: tuple[Quote, ...] = ()


def _quotes(doc: Any) -> list[Quote]:
    return list(_found(doc).quotes)


def _quote(span: Any) -> Quote | None:
    quotes = _found(span.doc).quotes
    return quotes[span.id - 1] if 1 <= span.id <= len(quotes) else None


def _found(doc: Any) -> _Found:
    found: _Found = doc.user_data.get(_KEY, _Found())
    if isinstance(found, dict):  # read from bytes before this module was imported
        found = doc.user_data[_KEY] = _decode(found)
    return found


# Into bytes and back.  A speaker with its mentions is written once, however often it speaks: in the
# quotations its number stands for its name.


def _encode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    if not isinstance(value, _Found):
        return value if chain is None else chain(value)
    numbers: dict[Speaker, int] = {}

    def numbered(speaker: Speaker) -> Speaker:
        return Speaker(str(numbers.setdefault(speaker, len(numbers))))

    quotes = [to_dict(_with_speakers(quote, numbered)) for quote in value.quotes]
    # to_dict takes quotations only: each speaker says nothing, once
    cast = [to_dict(Quote("", (), Extent(0, 0), speaker=speaker)) for speaker in numbers]
    return {"quoteattr": quotes, "speakers": cast}


def _decode(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    if not (isinstance(value, dict) and value.keys() == {"quoteattr", "speakers"}):
        return value if chain is None else chain(value)
    cast = [from_dict(one).speaker for one in value["speakers"]]

    def named(speaker: Speaker) -> Speaker:
        found = cast[int(speaker.name)]
        assert found is not None
        return found

    return _Found(tuple(_with_speakers(from_dict(quote), named) for quote in value["quoteattr"]))


def _with_speakers(quote: Quote, change: Callable[[Speaker], Speaker]) -> Quote:
    return evolve(
        quote,
        speaker=change(quote.speaker) if quote.speaker else None,
        via=change(quote.via) if quote.via else None,
        addressees=tuple(change(speaker) for speaker in quote.addressees),
        quotes=tuple(_with_speakers(inner, change) for inner in quote.quotes),
    )


Language.factory(
    "quoteattr",
    assigns=["doc._.quotes", "doc.spans", "span._.quote"],
    default_config={
        "kinds": [kind.value for kind in QuoteKind],
        "thoughts": False,
        "extractor": None,
        "spans_key": "quotes",
    },
    func=make_component,
)
Doc.set_extension("quotes", getter=_quotes)
Span.set_extension("quote", getter=_quote)
msgpack_encoders.register("quoteattr", func=_encode)
msgpack_decoders.register("quoteattr", func=_decode)
