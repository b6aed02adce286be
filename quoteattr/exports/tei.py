"""A TEI document for the scholar's shelf: ``<said who="#s1" aloud="true" direct="true">``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import regex

from quoteattr.exports.sweep import Mark, Occurrence, Open, Text, occurrences, sweep
from quoteattr.models import Quote, QuoteKind, Speaker

_BLANK_LINE = regex.compile(r"(?>\r\n|[\n\r])(?>[ \t]*+[\n\r]++)++")
# Only white space that XML knows may stand between two <p>; those of _SPACES become such.
_BETWEEN = " \t\r\n\v\f\x1c\x1d\x1e\x1f"
_SPACES = regex.compile(r"[\v\f\x1C-\x1F]")
_NOT_XML = regex.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")

# What these introduce was not vocalised, as TEI asks of aloud="true".
# fmt: off
_THOUGHTS = frozenset({
    "assume", "believe", "decide", "desire", "dream", "expect", "fear", "feel",
    "guess", "hope", "imagine", "intend", "know", "muse", "plan", "reflect",
    "remember", "suppose", "suspect", "think", "want", "wish", "wonder", "worry",
})
# fmt: on
_SEXES = {"female": "F", "male": "M"}


def to_tei(text: str, quotes: Iterable[Quote], *, title: str = "A text with its quotations") -> str:
    """Return a TEI P5 document in which each quotation is a ``<said>``, to be written as UTF-8.

    >>> from quoteattr.models import Span
    >>> quote = Quote("Go,", (Span(1, 4),), Span(0, 5), speaker=Speaker("Mary"), confidence=0.9)
    >>> document = to_tei("“Go,” said Mary.", [quote])
    >>> '<said who="#s1" aloud="true" direct="true" cert="0.9" xml:id="q1">Go,</said>' in document
    True

    Persons, groups and organisations are listed in the header.  A quotation in several parts (a tag
    in the middle, a new paragraph) is several ``<said>``, each with ``next`` and ``prev``.  The text
    of the body is the text given, character for character, save that those that XML forbids are
    replaced: page breaks and the like by a space, the rest by U+FFFD.
    """
    found = occurrences(text, quotes)
    ids = {speaker: f"s{number}" for number, speaker in enumerate(_everybody(found), 1)}
    return _DOCUMENT.format(title=_xml(title), participants=_participants(ids), body="".join(_body(text, found, ids)))


def _everybody(found: list[Occurrence]) -> list[Speaker]:
    """Return all who speak, are spoken to or pass words on, in the order they come in."""
    speakers: dict[Speaker, None] = {}
    for occurrence in found:
        quote = occurrence.quote
        named = (quote.speaker, *quote.addressees, quote.via)
        speakers.update(dict.fromkeys(speaker for speaker in named if speaker is not None))
    return list(speakers)


def _participants(ids: dict[Speaker, str]) -> str:
    organisations = [_organisation(s, name) for s, name in ids.items() if s.kind == "organization"]
    persons = [_person(s, name) for s, name in ids.items() if s.kind != "organization"]
    # TEI allows no empty list.
    lists = ""
    if persons:
        lists += "\n<listPerson>\n" + "\n".join(persons) + "\n</listPerson>"
    if organisations:
        lists += "\n<listOrg>\n" + "\n".join(organisations) + "\n</listOrg>"
    return f"\n<profileDesc>\n<particDesc>{lists}\n</particDesc>\n</profileDesc>" if lists else ""


def _person(speaker: Speaker, name: str) -> str:
    element = "personGrp" if speaker.kind == "group" else "person"
    sex = f'<sex value="{_SEXES[speaker.gender]}">{speaker.gender}</sex>' if speaker.gender in _SEXES else ""
    return f'<{element} xml:id="{name}">{_names("persName", speaker)}{sex}</{element}>'


def _organisation(speaker: Speaker, name: str) -> str:
    return f'<org xml:id="{name}">{_names("orgName", speaker)}</org>'


def _names(element: str, speaker: Speaker) -> str:
    aliases = "".join(f'<{element} type="alias">{_xml(alias)}</{element}>' for alias in speaker.aliases)
    return f"<{element}>{_xml(speaker.name)}</{element}>{aliases}"


def _body(text: str, found: list[Occurrence], ids: dict[Speaker, str]) -> Iterator[str]:
    paragraphs = _paragraphs(text)
    if not paragraphs:
        # A body needs a paragraph, be it empty.
        yield "<p/>" + _xml(text)
        return
    # The paragraphs are marks like the quotations, with the owner -1, so always outside of them:
    # cut at the paragraphs' ends, no quotation crosses one.
    marks = [Mark(start, end, -1) for start, end in paragraphs]
    marks += _quotation_marks(found, paragraphs)
    events = list(sweep(len(text), marks))
    counts = Counter(event.owner for event in events if isinstance(event, Open))
    tags: list[str] = []
    for event in events:
        if isinstance(event, Text):
            yield _xml(text[event.start : event.end])
        elif isinstance(event, Open) and event.owner < 0:
            tags.append("p")
            yield "<p>"
        elif isinstance(event, Open):
            tags.append("said")
            yield _said(found[event.owner], event.fragment, counts[event.owner], ids)
        else:
            yield f"</{tags.pop()}>"


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Return where the paragraphs begin and end; between two of them stands a blank line."""
    start, found = 0, []
    for separator in [*_BLANK_LINE.finditer(text), None]:
        end = separator.start() if separator else len(text)
        stretch = text[start:end]
        left = start + len(stretch) - len(stretch.lstrip(_BETWEEN))
        right = start + len(stretch.rstrip(_BETWEEN))
        if left < right:
            found.append((left, right))
        start = separator.end() if separator else end
    return found


def _quotation_marks(found: list[Occurrence], paragraphs: list[tuple[int, int]]) -> Iterator[Mark]:
    """Yield the spans of the quotations, cut where a paragraph ends."""
    spans = sorted((span.start, span.end, o.number) for o in found for span in o.quote.spans)
    first = 0
    for start, end, owner in spans:
        # Spans come in the order of their starts: paragraphs that end before are done with.
        while first < len(paragraphs) and paragraphs[first][1] <= start:
            first += 1
        place = first
        while place < len(paragraphs) and paragraphs[place][0] < end:
            yield Mark(max(start, paragraphs[place][0]), min(end, paragraphs[place][1]), owner)
            place += 1


def _said(occurrence: Occurrence, fragment: int, count: int, ids: dict[Speaker, str]) -> str:
    quote, number = occurrence.quote, occurrence.number + 1
    attributes: dict[str, str] = {}
    if quote.speaker:
        attributes["who"] = f"#{ids[quote.speaker]}"
    if quote.addressees:
        attributes["toWhom"] = " ".join(f"#{ids[addressee]}" for addressee in quote.addressees)
    if quote.via:
        attributes["source"] = f"#{ids[quote.via]}"
    attributes["aloud"] = "false" if quote.cue and quote.cue.lemma in _THOUGHTS else "true"
    attributes["direct"] = "true" if quote.kind is QuoteKind.DIRECT else "false"
    if quote.speaker and 0 <= quote.confidence <= 1:
        attributes["cert"] = f"{quote.confidence:.4f}".rstrip("0").rstrip(".")
    attributes["xml:id"] = _part(number, fragment)
    if fragment > 0:
        attributes["prev"] = f"#{_part(number, fragment - 1)}"
    if fragment < count - 1:
        attributes["next"] = f"#{_part(number, fragment + 1)}"
    from xml.sax.saxutils import quoteattr  # here, since it brings urllib and http along

    return "<said" + "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items()) + ">"


def _part(number: int, fragment: int) -> str:
    return f"q{number}.{fragment + 1}" if fragment else f"q{number}"


def _xml(text: str) -> str:
    allowed = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", _SPACES.sub(" ", text))
    # As it stands, a reader of XML would make a newline of a carriage return.
    from xml.sax.saxutils import escape

    return escape(allowed, {"\r": "&#13;"})


_DOCUMENT = """\
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader>
<fileDesc>
<titleStmt><title>{title}</title></titleStmt>
<publicationStmt><p>Not published.</p></publicationStmt>
<sourceDesc><p>Quotations and speakers were marked by quoteattr.</p></sourceDesc>
</fileDesc>{participants}
</teiHeader>
<text>
<body xml:space="preserve">{body}</body>
</text>
</TEI>
"""
