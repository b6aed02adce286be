"""Quotation marks one by one: their families, and what each may do by its shape and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

import regex

from quoteattr.apostrophes import is_apostrophe
from quoteattr.models import Span


class Role(Enum):
    """What a mark does."""

    OPEN = "opens"
    NEST = "opens inside what is open"
    CLOSE = "closes"
    EITHER = "opens or closes, by what is open"
    NONE = "is an apostrophe"


FAMILIES = {
    "double": ('"', "''", "``", "‘‘", "’’", "“", "”", "„", "‟"),
    "guillemet": ("«", "»"),
    "single": ("'", "‘", "’", "‚", "‛", "`"),
    "angle": ("‹", "›"),
    "corner": ("「", "」"),
    "white corner": ("『", "』"),
}
FAMILY_OF = {mark: family for family, marks in FAMILIES.items() for mark in marks}
MARKS = frozenset(FAMILY_OF)
"""All quotation marks, of one character or two."""
OPENING = frozenset(["“", "„", "‟", "‘", "‚", "‛", "``", "‘‘", "「", "『", "`"])
"""Marks that open nearly wherever they stand."""


def marks_of(text: str, paragraph: Span, style: str) -> list[re.Match[str]]:
    """Return the marks of a paragraph; those inside HTML tags (``<a href="…">``) are none.

    Where single marks stand outside, two of them that touch are two: ''Tis he,' she said.

    >>> [[match[0] for match in marks_of("''Tis “he”,'", Span(0, 12), style)] for style in ("single", "double")]
    [["'", "'", '“', '”', "'"], ["''", '“', '”', "'"]]
    """
    mark = _MARK_WHERE_SINGLE if style == "single" else _MARK
    if "<" not in text[paragraph.start : paragraph.end]:
        return list(mark.finditer(text, paragraph.start, paragraph.end))
    found: list[re.Match[str]] = []
    start = paragraph.start
    for tag in _HTML_TAG.finditer(text, paragraph.start, paragraph.end):
        found += mark.finditer(text, start, tag.start())
        start = tag.end()
    found += mark.finditer(text, start, paragraph.end)
    return found


_ANY = "[\"'`«»\u2018-\u201f‹›「-』]"
"""Any of the marks of one character; patterns of ``re`` pass over the letters between in half the time."""
_MARK = re.compile(_ANY + r"(?:(?<=`)`|(?<=')(?!(?<=\S')''(?![^\W_]|'))'|(?<=‘)‘|(?<=’)’)?")
_HTML_TAG = regex.compile(r"</?[a-zA-Z][^<>]{0,2000}+>")
_MARK_WHERE_SINGLE = re.compile(_ANY + "(?:(?<=`)`|(?<=‘)‘)?")


def begins_with(text: str, paragraph: Span, family: str) -> bool:
    """Tell whether *paragraph* begins with a mark of the family, as where a speech runs on."""
    match = (_MARK_WHERE_SINGLE if family == "single" else _MARK).match(text, paragraph.start, paragraph.end)
    return match is not None and FAMILY_OF[match[0]] == family


def closes_first(text: str, paragraph: Span, family: str) -> bool:
    """Tell whether the first mark of the family in *paragraph* can only close: verse inside a speech."""
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        if FAMILY_OF[match[0]] == family:
            if family == "single" and is_apostrophe(text, match.start(), match.end()):
                continue
            return role(text, match, paragraph) is Role.CLOSE
    return False


def role(text: str, match: re.Match[str], paragraph: Span) -> Role:
    """Return what a mark that is not single does by itself: it opens, closes, or either.

    >>> text = 'He said: "Go."'
    >>> [role(text, match, Span(0, len(text))).name for match in marks_of(text, Span(0, len(text)), "double")]
    ['OPEN', 'CLOSE']
    """
    mark, start, end = match[0], match.start(), match.end()
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    free_before = before in _BEFORE_OPENER or before.isspace() or before in OPENING
    free_after = after.isspace()
    if mark in OPENING:
        return Role.CLOSE if free_after and not free_before else Role.OPEN
    if mark in _CLOSING:
        opens = free_before and not free_after and after.isalnum() and before not in "—–-…*_"
        return Role.OPEN if opens else Role.CLOSE
    if free_before and not free_after:
        open_or_either = before in "—–-…*_" or (before in "/>:=|" and not after.isalnum())
        return Role.EITHER if open_or_either else Role.OPEN
    if free_after and not free_before:
        return Role.CLOSE
    if not free_before and (after in ".,;:!?)]—–-…'’”»" or before in ".,!?…"):
        return Role.CLOSE
    return Role.EITHER


_CLOSING = frozenset(["”", "’’", "」", "』"])
_BEFORE_OPENER = frozenset(" \t\n\r\f\v\u00a0\u2009\u202f\u200b\ufeff([{<—–-―/*_>:=|…")


def roles_inside_double(text: str, matches: Sequence[re.Match[str]]) -> dict[int, Role]:
    """Return for the offset of each single mark in a text that has double ones outside what it does; no apostrophes.

    A closer without a stop before it looks like a possessive plural ("the boys' books"): it counts only when
    no better closer comes before the next opener.
    """
    shapes: list[tuple[int, str]] = []
    for match in matches:
        if FAMILY_OF[match[0]] == "single" and not is_apostrophe(text, match.start(), match.end()):
            shape = _shape_of_single(text, match)
            if shape:
                shapes.append((match.start(), shape))
    roles: dict[int, Role] = {}
    following = ""  # the nearest opener or strong closer to the right
    for start, shape in reversed(shapes):
        if shape != "weak":
            roles[start] = Role.CLOSE if shape == "strong" else Role.OPEN
            following = shape
        elif following != "strong":
            roles[start] = Role.CLOSE
    return roles


def _shape_of_single(text: str, match: re.Match[str]) -> str:
    """Return "open", or how surely a single mark closes, "strong" or "weak", or "" where it does neither."""
    mark, start, end = match[0], match.start(), match.end()
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    free_before = before in _BEFORE_OPENER or before.isspace() or before in '“"„«'
    if free_before and not after.isspace() and (after.isalnum() or after in '“"_.…—-¿¡([$£*'):
        if before in "—–-" and (mark == "’" or not after.isalnum()):
            return "strong"
        return "open" if mark != "’" else ""
    if mark in "‘‚‛`" and not after.isspace():
        return "open"
    if before in _STRONG_BEFORE_CLOSER or before in '"”':
        return "strong"
    return "weak" if not before.isspace() and not after.isalnum() else ""


_STRONG_BEFORE_CLOSER = frozenset(".,!?;:…—–-*_)")
