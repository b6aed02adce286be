"""Quotations in a spaCy pipeline: ``nlp.add_pipe("quoteattr")`` (extra ``[spacy]``)."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

from attrs import evolve, frozen
from spacy.language import Language
from spacy.tokens import Doc, Span
from srsly import msgpack_decoders, msgpack_encoders

from quoteattr.annotated import Annotation, Name
from quoteattr.exports import from_dict, to_dict
from quoteattr.extractor import QuoteExtractor
from quoteattr.models import Quote, QuoteKind, Speaker
from quoteattr.models import Span as Extent


def make_component(
    nlp: Any,
    name: str,
    kinds: list[str],
    thoughts: bool,
    extractor: Any,
    spans_key: str,
    use_tags: bool,
    use_entities: bool,
) -> QuoteComponent:
    """Return the component; *extractor*, of a function registered with spaCy, takes the place of the choices."""
    if extractor is not None and not isinstance(extractor, QuoteExtractor):
        raise TypeError(
            f'pass a registered function that returns a QuoteExtractor, {{"@misc": "its name"}}, not {extractor!r}'
        )
    if nlp.lang not in ("en", "xx"):
        warnings.warn(f"quoteattr reads English, and this pipeline is for {nlp.lang!r}", stacklevel=2)
    chosen = QuoteExtractor(kinds=kinds, thoughts=thoughts) if extractor is None else extractor
    return QuoteComponent(chosen, spans_key, use_tags, use_entities)


class QuoteComponent:
    """Sets ``doc._.quotes`` and ``doc.spans["quotes"]``, and changes nothing else.

    Each stretch of a quotation is a span, widened to whole tokens, with the kind as its label; ``span._.quote``
    is its quotation.

    The text alone is read, so that the place in the pipeline is of no matter, unless *use_tags* takes spaCy's
    part-of-speech tags and *use_entities* its people, bodies and places as mentions: then the component stands
    behind what makes them.
    """

    def __init__(
        self,
        extractor: QuoteExtractor,
        spans_key: str = "quotes",
        use_tags: bool = False,
        use_entities: bool = False,
    ) -> None:
        self.extractor, self.spans_key = extractor, spans_key
        self.use_tags, self.use_entities = use_tags, use_entities

    def __call__(self, doc: Any) -> Any:
        if self.use_tags or self.use_entities:
            quotes = self.extractor.extract_annotated(doc.text, self._annotation(doc))
        else:
            quotes = self.extractor.extract(doc.text)
        doc.user_data[_KEY] = _Found(tuple(quotes))
        spans = [
            doc.char_span(span.start, span.end, label=quote.kind.value, alignment_mode="expand", span_id=number)
            for number, quote in enumerate(quotes, 1)
            for span in quote.spans
        ]
        doc.spans[self.spans_key] = [span for span in spans if span is not None]
        return doc

    def _annotation(self, doc: Any) -> Annotation:
        for wanted, annotation, maker in (
            (self.use_tags, "TAG", "tagger"),
            (self.use_entities, "ENT_IOB", "ner"),
        ):
            if wanted and len(doc) and not doc.has_annotation(annotation):
                raise ValueError(f"the document has no {annotation}: put quoteattr behind a {maker} in the pipeline")
        tokens = doc if self.use_tags else ()
        entities = doc.ents if self.use_entities else ()
        return Annotation(
            [(token.idx, token.idx + len(token), token.tag_) for token in tokens if not token.is_space],
            [
                Name(Extent(entity.start_char, entity.end_char), _KINDS[entity.label_])
                for entity in entities
                if entity.label_ in _KINDS
            ],
        )


_KINDS = {"PERSON": "person", "PER": "person", "ORG": "organization", "NORP": "unknown", "GPE": "place", "LOC": "place"}
"""The labels of entities that may speak, in the words of this library; PER and LOC are those of WikiNER's models."""
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
        "use_tags": False,
        "use_entities": False,
    },
    func=make_component,
)
Doc.set_extension("quotes", getter=_quotes)
Span.set_extension("quote", getter=_quote)
msgpack_encoders.register("quoteattr", func=_encode)
msgpack_decoders.register("quoteattr", func=_decode)
