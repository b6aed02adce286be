"""Brat standoff, the ``.ann`` file beside the ``.txt``: https://brat.nlplab.org/standoff.html."""

from __future__ import annotations

from collections.abc import Iterable

import regex
from attrs import define, field

from quoteattr.exports.sweep import occurrences
from quoteattr.models import Quote, Span

# Brat reads line by line as Python's splitlines does; a text-bound must hold none of these.
_LINE_END = regex.compile(r"[\n\r\v\f\x1C-\x1E\x85\u2028\u2029]+")


def to_brat(text: str, quotes: Iterable[Quote]) -> str:
    """Return the annotations of *text* as the lines of a ``.ann`` file.

    >>> from quoteattr.models import Cue, Mention
    >>> quote = Quote("Go,", (Span(1, 4),), Span(0, 5), mention=Mention("Mary", Span(11, 15), "name"),
    ...               cue=Cue("said", Span(6, 10), "say"))
    >>> print(to_brat("“Go,” said Mary.", [quote]).expandtabs(4), end="")
    T1  Quotation 1 4   Go,
    A1  Kind T1 direct
    T2  Mention 11 15   Mary
    A2  Form T2 name
    R1  SpokenBy Arg1:T1 Arg2:T2
    T3  Cue 6 10    said
    R2  CuedBy Arg1:T1 Arg2:T3

    A quotation in several spans, or over several lines, is one discontinuous text-bound.  The
    speaker's full name is a note on the quotation; a quotation inside another is PartOf it.
    Lone surrogates become U+FFFD, here as they must in the ``.txt``.
    """
    found = occurrences(text, quotes)
    lines = _Lines(text)
    quotations: dict[int, str] = {}
    for occurrence in found:
        quote = occurrence.quote
        quotation = lines.text_bound("Quotation", quote.spans)
        if not quotation:
            continue  # nothing but white space
        quotations[occurrence.number] = quotation
        lines.attribute("Kind", quotation, quote.kind.value)
        if quote.attribution:
            lines.attribute("Attribution", quotation, quote.attribution.value)
        if quote.mention:
            mention = lines.text_bound("Mention", (quote.mention.span,), once=True)
            lines.attribute("Form", mention, quote.mention.form)
            lines.relation("SpokenBy", quotation, mention)
        if quote.cue:
            lines.relation("CuedBy", quotation, lines.text_bound("Cue", (quote.cue.span,), once=True))
        if occurrence.parent is not None:
            lines.relation("PartOf", quotation, quotations.get(occurrence.parent, ""))
        if quote.speaker:
            lines.note(quotation, _note(quote))
    return "".join(f"{line}\n" for line in lines.written)


def _note(quote: Quote) -> str:
    assert quote.speaker is not None
    parts = [f"speaker: {quote.speaker.name}"]
    if quote.via:
        parts.append(f"via: {quote.via.name}")
    if quote.rule:
        parts.append(f"rule: {quote.rule}")
    return "; ".join([*parts, f"confidence: {quote.confidence:.2f}"])


@define
class _Lines:
    """The lines written so far, with brat's counter for each sort of them."""

    text: str
    written: list[str] = field(factory=list)
    _counts: dict[str, int] = field(factory=dict)
    _known: dict[tuple[str, tuple[Span, ...]], str] = field(factory=dict)
    _attributes: set[tuple[str, str]] = field(factory=set)

    def text_bound(self, kind: str, spans: tuple[Span, ...], once: bool = False) -> str:
        """Write a T line and return its id; with *once* the same words get only one, however often."""
        if once and (kind, spans) in self._known:
            return self._known[kind, spans]
        fragments = _fragments(self.text, spans)
        if not fragments:
            return ""
        places = ";".join(f"{span.start} {span.end}" for span in fragments)
        words = " ".join(span.of(self.text) for span in fragments)
        name = self._write("T", f"{kind} {places}\t{_writable(words)}")
        self._known[kind, spans] = name
        return name

    def attribute(self, kind: str, target: str, value: str) -> None:
        # brat splits at spaces, and an attribute has one value.
        if target and value and (kind, target) not in self._attributes:
            self._attributes.add((kind, target))
            self._write("A", f"{kind} {target} {'_'.join(_writable(value).split())}")

    def relation(self, kind: str, first: str, second: str) -> None:
        if first and second:
            self._write("R", f"{kind} Arg1:{first} Arg2:{second}")

    def note(self, target: str, words: str) -> None:
        self._write("#", f"AnnotatorNotes {target}\t{' '.join(_writable(words).split())}")

    def _write(self, sort: str, rest: str) -> str:
        self._counts[sort] = self._counts.get(sort, 0) + 1
        name = f"{sort}{self._counts[sort]}"
        self.written.append(f"{name}\t{rest}")
        return name


def _fragments(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return *spans* cut at line ends, without the white space at their edges."""
    found = []
    for span in spans:
        start = span.start
        ends = [(end.start(), end.end()) for end in _LINE_END.finditer(text, span.start, span.end)]
        for end, following in [*ends, (span.end, span.end)]:
            stretch = text[start:end]
            left = start + len(stretch) - len(stretch.lstrip())
            right = start + len(stretch.rstrip())
            if left < right:
                found.append(Span(left, right))
            start = following
    return found


def _writable(text: str) -> str:
    return str(regex.sub(r"[\uD800-\uDFFF]", "\N{REPLACEMENT CHARACTER}", text))
