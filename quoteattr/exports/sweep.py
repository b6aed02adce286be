"""Where elements open and close when stretches of a text are marked up, so that they always nest.

    [We never [wanted] war] he [said]

A page and a TEI document both write elements into one text.  Elements must nest; quotations,
mentions and cues need not.  The sweep walks over the text once and, where two stretches cross,
ends the inner one early and takes it up again in a further fragment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from attrs import frozen

from quoteattr.models import Cue, Mention, Quote, Speaker


@frozen
class Mark:
    """A stretch to be marked, and the number of the thing that it marks."""

    start: int
    end: int
    owner: int
    """Several marks of one owner are its fragments, in text order."""


@frozen
class Text:
    """A stretch of text with no element opening or closing in it."""

    start: int
    end: int


@frozen
class Open:
    """An element of *owner* opens: the *fragment*-th one, counted from 0."""

    owner: int
    fragment: int


@frozen
class Close:
    """The element that was opened last closes."""


Event: TypeAlias = Text | Open | Close


@frozen
class Occurrence:
    """A quotation with its place among the others: *number* in walking order, *depth* 0 at the top."""

    number: int
    quote: Quote
    depth: int
    parent: int | None


def sweep(length: int, marks: Iterable[Mark]) -> Iterator[Event]:
    """Yield the stretches of a text of *length* characters with the elements that open and close between.

    Of two marks that begin together the longer one is outside; of two equal ones the earlier owner.

    >>> events = sweep(5, [Mark(0, 3, owner=0), Mark(2, 5, owner=1)])
    >>> " ".join(type(event).__name__ for event in events)
    'Open Text Open Text Close Close Open Text Close'
    """
    ordered = sorted(
        {mark for mark in marks if mark.start < mark.end},
        key=lambda mark: (mark.start, -mark.end, mark.owner),
    )
    # At one place: first all that closes, innermost first; then all that opens, outermost first.
    turns = [(mark.start, 1, place) for place, mark in enumerate(ordered)]
    turns += [(mark.end, 0, -place) for place, mark in enumerate(ordered)]
    turns.sort()

    written = 0
    opened: list[int] = []
    fragments: dict[int, int] = {}

    def open_again(place: int) -> Open:
        owner = ordered[place].owner
        fragment = fragments.get(owner, 0)
        fragments[owner] = fragment + 1
        opened.append(place)
        return Open(owner, fragment)

    for position, opens, signed_place in turns:
        if written < position:
            yield Text(written, position)
            written = position
        place = abs(signed_place)
        if opens:
            yield open_again(place)
            continue
        crossed = []
        while opened[-1] != place:
            crossed.append(opened.pop())
            yield Close()
        opened.pop()
        yield Close()
        for other in reversed(crossed):
            yield open_again(other)
    if written < length:
        yield Text(written, length)


def occurrences(text: str, quotes: Iterable[Quote]) -> list[Occurrence]:
    """Return all quotations, each before those inside it, after a look whether they belong to *text*.

    >>> from quoteattr.models import Span
    >>> inner = Quote("No", (Span(9, 11),), Span(8, 12))
    >>> outer = Quote("He said “No”", (Span(1, 13),), Span(0, 13), quotes=(inner,))
    >>> [(item.number, item.depth, item.parent) for item in occurrences("“He said “No”", [outer])]
    [(0, 0, None), (1, 1, 0)]
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, the one given to extract_quotes, not {_kind(text)}")
    found = walk(quotes)
    for occurrence in found:
        _check(occurrence.quote, len(text))
    return found


def walk(quotes: Iterable[Quote]) -> list[Occurrence]:
    """Return all quotations, each before those inside it."""
    if isinstance(quotes, (str, bytes, Quote)) or not isinstance(quotes, Iterable):
        raise TypeError(f"quotes must be a list of Quote, as extract_quotes returns it, not {_kind(quotes)}")
    found: list[Occurrence] = []
    # A stack and not recursion: thousands of opening marks may nest deeper than Python recurses.
    waiting: list[tuple[Quote, int, int | None]] = [(quote, 0, None) for quote in reversed(list(quotes))]
    while waiting:
        quote, depth, parent = waiting.pop()
        if not isinstance(quote, Quote):
            raise TypeError(f"quotes must hold Quote objects, not {_kind(quote)}")
        number = len(found)
        found.append(Occurrence(number, quote, depth, parent))
        waiting += [(inner, depth + 1, number) for inner in reversed(quote.quotes)]
    return found


def speakers_of(found: Sequence[Occurrence]) -> list[Speaker]:
    """Return those who speak, in the order of their first words."""
    return list(dict.fromkeys(o.quote.speaker for o in found if o.quote.speaker is not None))


def _check(quote: Quote, length: int) -> None:
    named: list[Mention | Cue] = [part for part in (quote.mention, quote.cue) if part is not None]
    for span in (quote.extent, *quote.spans, *(part.span for part in named)):
        if not 0 <= span.start <= span.end <= length:
            raise ValueError(
                f"the quotation {quote.text[:40]!r} covers {span.start} to {span.end}, outside of the text "
                f"({length} characters): pass the very text that was given to extract_quotes"
            )


def _kind(value: object) -> str:
    return type(value).__name__
