"""The stretches of a text that stand inside quotation marks; who spoke them comes later.

Quotation marks are a small grammar, not a toggle: whether a mark opens or closes is read from its shape, its
neighbours and what is open; an apostrophe is no mark; the text's own style says whether double or single
marks stand outside; and a paragraph's end closes what was left open, so that an odd mark costs one quotation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex
from attrs import evolve, frozen

from quoteattr import dash_dialogue
from quoteattr.apostrophes import Apostrophes, apostrophes, is_apostrophe, is_inch, is_inch_behind_feet
from quoteattr.house_style import house_style
from quoteattr.labels import labelled_turns
from quoteattr.marks import (
    FAMILIES,
    FAMILY_OF,
    OPENING,
    Role,
    begins_with,
    closes_first,
    marks_of,
    role,
    roles_inside_double,
)
from quoteattr.models import Span
from quoteattr.sentences import stripped
from quoteattr.single_marks import single_roles


@frozen
class Stretch:
    """One stretch inside marks, within one paragraph."""

    start: int
    """The opening mark (the first word where the quotation runs on without one)."""
    end: int
    """Behind the closing mark."""
    inner: Span
    """The words, without the marks and the white space next to them."""
    mark: str
    """The opening mark; a dash for dash dialogue."""
    paragraph: int
    closed: bool = True
    runs_on: bool = False
    """Goes on in the next paragraph."""
    nested: tuple[Stretch, ...] = ()


def detect(text: str, paragraphs: Sequence[Span], style: str | None = None) -> list[Stretch]:
    """Return the outermost marked stretches of *text*, in order; those inside them are their ``nested``.

    *style* is the text's house style, if it is known.

    >>> [s.inner.of(text) for text in ['"Go," he said. "It’s the ‘90s."'] for s in detect(text, [Span(0, len(text))])]
    ['Go,', 'It’s the ‘90s.']
    """
    style = style or house_style(text)
    if style == "dash":
        return _dash_stretches(text, paragraphs)
    how = apostrophes(text) if style == "single" else None
    turns = labelled_turns(text, paragraphs)
    found: list[Stretch] = []
    open_family = ""  # the family of a mark that the last paragraph left open
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        if not open_family:
            dash = dash_dialogue.opening_dash(text, paragraph)
            if dash and dash_dialogue.has_tag(text, dash.end, paragraph.end):
                found += _behind_dash(text, paragraph, number, dash)
                continue
            if number in turns:
                words = Span(turns[number], paragraph.end)
                inside = tuple(_stretches_of_paragraph(text, words, number, style, how))
                found.append(Stretch(words.start, words.end, words, LABEL, number, nested=inside))
                continue
        stretches = _stretches_of_paragraph(text, paragraph, number, style, how, open_family, following)
        open_family = ""
        if stretches and not stretches[-1].closed and following is not None:
            open_family = FAMILY_OF[stretches[-1].mark]
            reopens = begins_with(text, following, open_family)
            if reopens or closes_first(text, following, open_family):
                stretches[-1] = evolve(stretches[-1], runs_on=True)
            if reopens or not stretches[-1].runs_on:
                open_family = ""
        found += stretches
    return found


LABEL = ":"
"""The ``mark`` of a turn in a transcript that has a label in front and no marks: MAYOR: We will."""


def _dash_stretches(text: str, paragraphs: Sequence[Span]) -> list[Stretch]:
    """Return the stretches of a text whose dialogue has dashes, and those inside marks elsewhere."""
    found: list[Stretch] = []
    for number, paragraph in enumerate(paragraphs):
        dash = dash_dialogue.opening_dash(text, paragraph)
        if dash:
            found += _behind_dash(text, paragraph, number, dash)
        else:
            found += _stretches_of_paragraph(text, paragraph, number, "double", None)
    return found


def _behind_dash(text: str, paragraph: Span, number: int, dash: Span) -> list[Stretch]:
    """Return what is spoken in a paragraph behind its *dash*, which belongs to the first words."""
    return [
        Stretch(dash.start if part.start == dash.end else part.start, part.end, part, "—", number)
        for part in dash_dialogue.spoken_parts(text, dash.end, paragraph.end)
    ]


def _stretches_of_paragraph(
    text: str,
    paragraph: Span,
    number: int,
    style: str,
    how: Apostrophes | None,
    open_family: str = "",
    following: Span | None = None,
) -> list[Stretch]:
    """Return the outermost stretches of a paragraph; one of *open_family* runs on from the paragraph before.

    *how* tells of the text's apostrophes where single marks stand outside.
    """
    marks = marks_of(text, paragraph, style)
    if not marks and not open_family:
        return []
    if how is not None:
        singles = _roles_outside(text, marks, paragraph, how, open_family, following)
    else:
        singles = roles_inside_double(text, marks)
    nesting = _Nesting(text, number)
    if open_family:
        nesting.open(FAMILIES[open_family][0], paragraph.start, paragraph.start)
    for k, match in enumerate(marks):
        mark, start, end = match[0], match.start(), match.end()
        family = FAMILY_OF[mark]
        does = singles.get(start, Role.NONE) if family == "single" else role(text, match, paragraph)
        if does is Role.NONE:
            continue
        at = nesting.height(family)
        partner = nesting.waiting[at].mark if at >= 0 else ""
        if mark == "“" and partner == "„":
            does = Role.CLOSE  # „low-high“
        elif family == "guillemet":  # « French » and »German« alike: what stands open decides
            does = Role.OPEN if partner in ("", mark) else Role.CLOSE
        elif does is Role.EITHER:
            does = Role.CLOSE if partner else Role.OPEN
            if does is Role.OPEN and is_inch(text, start):
                continue
        if does is Role.NEST or (does is Role.OPEN and not partner):
            nesting.open(mark, start, end)
        elif does is Role.OPEN:
            if mark not in OPENING or not _nests(text, marks, k, partner, paragraph):
                nesting.break_off(at, start)
            nesting.open(mark, start, end)
        elif partner:
            inch = is_inch(text, start) if mark == '"' else mark == "”" and is_inch_behind_feet(text, start)
            if not (inch and _closer_follows(text, marks, k, paragraph)):
                nesting.close(at, start, end)
    return nesting.ended(paragraph.end, style)


def _roles_outside(
    text: str,
    marks: Sequence[re.Match[str]],
    paragraph: Span,
    how: Apostrophes,
    open_family: str,
    following: Span | None,
) -> dict[int, Role]:
    """Return what the single marks do in a text that has them outside."""
    places = [
        match.start()
        for match in marks
        if FAMILY_OF[match[0]] == "single" and not is_apostrophe(text, match.start(), match.end(), elisions=False)
    ]
    followed = following is not None and begins_with(text, following, "single")
    return single_roles(text, places, paragraph, open_family == "single", followed, how)


class _Open:
    """A mark that waits for its partner, and what is done inside it."""

    __slots__ = ("children", "end", "mark", "start")

    def __init__(self, mark: str, start: int, end: int) -> None:
        self.mark, self.start, self.end = mark, start, end
        self.children: list[Stretch] = []


class _Nesting:
    """The stretches of a paragraph while its marks are read: those done, and the marks that wait for a partner."""

    def __init__(self, text: str, number: int) -> None:
        self.text, self.number = text, number
        self.done: list[Stretch] = []
        self.waiting: list[_Open] = []

    def height(self, family: str) -> int:
        """Return the place of the innermost mark of the family that waits, of the eight last, or -1."""
        top = len(self.waiting) - 1
        return next((at for at in range(top, max(-1, top - 8), -1) if FAMILY_OF[self.waiting[at].mark] == family), -1)

    def open(self, mark: str, start: int, end: int) -> None:
        if len(self.waiting) < DEEPEST:
            self.waiting.append(_Open(mark, start, end))

    def close(self, at: int, end_inner: int, end: int, closed: bool = True) -> None:
        """Close the mark at height *at*; those above it never found their partner and are dropped."""
        mark, *lost = self.waiting[at:]
        del self.waiting[at:]
        inner = Span(*stripped(self.text, mark.end, end_inner))
        if inner.start < inner.end:
            nested = (*mark.children, *_children(lost))
            stretch = Stretch(mark.start, end, inner, mark.mark, self.number, closed, False, nested)
            (self.waiting[-1].children if self.waiting else self.done).append(stretch)

    def break_off(self, at: int, end: int) -> None:
        """Close the mark at height *at*, which was never closed, before another of its kind that opens at *end*."""
        self.close(at, end, end, closed=False)
        if self.done and not self.waiting and not self.done[-1].closed:
            self.done[-1] = _cut_to_sentence(self.text, self.done[-1])

    def ended(self, end: int, style: str) -> list[Stretch]:
        """Return the outermost stretches; the paragraph's *end* closes what is open, but for an odd single mark."""
        if self.waiting and FAMILY_OF[self.waiting[0].mark] == "single" and style != "single":
            self.done += _children(self.waiting)
        elif self.waiting:
            self.close(0, end, end, closed=False)
        return self.done


DEEPEST = 64
"""How many marks may be open at once."""


def _children(marks: Sequence[_Open]) -> list[Stretch]:
    return [child for mark in marks for child in mark.children]


def _nests(text: str, marks: Sequence[re.Match[str]], k: int, outer: str, paragraph: Span) -> bool:
    """Tell whether an opener stands inside another of its kind: “He said “go” to me.”, "He said “go” to me."."""
    if outer == '"' and marks[k][0] == "“":
        closers = [match[0] for match in marks[k + 1 : k + 40]]
        if "”" not in closers:
            return False
        return '"' in closers[closers.index("”") :] or bool(_STRAIGHT_NEXT.match(text, paragraph.end))
    depth = 0
    for match in marks[k + 1 : k + 12]:
        if match[0] in ("“", "„"):
            return False
        if match[0] == "”":
            depth += 1
            if depth == 2:
                return True
    return False


_STRAIGHT_NEXT = regex.compile(r"\s{0,99}+\"")


def _closer_follows(text: str, marks: Sequence[re.Match[str]], k: int, paragraph: Span) -> bool:
    """Tell whether the next double mark of the paragraph can only be a closer."""
    following = next((m for m in marks[k + 1 : k + 6] if m[0] in ('"', "”", "“")), None)
    return following is not None and role(text, following, paragraph) is Role.CLOSE


def _cut_to_sentence(text: str, stretch: Stretch) -> Stretch:
    """Return a stretch that the next opener cut off up to the end of its sentence, without the narration behind it."""
    stop = _CUT.search(text, stretch.inner.start, stretch.inner.end)
    if stop is None or stop.end() >= stretch.inner.end:
        return stretch
    end = stop.end()
    inside = tuple(nested for nested in stretch.nested if nested.end <= end)
    return evolve(stretch, end=end, inner=Span(stretch.inner.start, end), nested=inside)


_CUT = regex.compile(
    r"[.!?](?=\s+\p{Lu})|,(?=\s+(?:\p{Lu}[\p{L}\p{M}.]+\s+){1,3}(?:said|says|told|added|asked)\b|\s+(?:he|she|they)\s+said\b)"
)
