"""Marks that are no quotation marks: apostrophes, and the signs of feet and inches."""

from __future__ import annotations

from collections import Counter

import regex
from attrs import frozen

from quoteattr.tokenizer import letter_before


@frozen
class Apostrophes:
    """How a text writes its apostrophes."""

    lost: bool
    """There are none, as where "don t" was made of "don't"."""
    behind: frozenset[str]
    """Words that it clips at the end again and again: "yo' hand"."""
    before: frozenset[str]
    """Words that it clips at the front again and again: "he was 'shamed"."""


def apostrophes(text: str) -> Apostrophes:
    """Return how *text* writes its apostrophes.

    >>> how = apostrophes("Mind yo' hand. Mind yo' head. Mind yo' step. She was 'shamed and I'm 'shamed too.")
    >>> how.lost, sorted(how.behind), sorted(how.before)
    (False, ['yo'], ['shamed'])
    """
    lost = len(text) > LONG and sum(1 for _ in _INSIDE.finditer(text)) * LONG < len(text)
    return Apostrophes(lost, _often(_MARK_BEHIND, text, 3), _often(_MARK_BEFORE, text, 2))


def _often(pattern: regex.Pattern[str], text: str, least: int) -> frozenset[str]:
    found = Counter(match[1].lower() for match in pattern.finditer(text))
    return frozenset(word for word, count in found.items() if count >= least)


LONG = 5000
"""In characters: a text of that length has an apostrophe."""
_INSIDE = regex.compile(r"(?<=\p{L})['’](?=\p{L})")
_MARK_BEHIND = regex.compile(r"\b(\p{L}{1,12}+)(?=['’]\s\p{Ll})")
_MARK_BEFORE = regex.compile(r"(?<=\p{L}\s{1,2})['’](\p{Ll}{1,12}+)(?=[\s,])")


def is_apostrophe(text: str, start: int, end: int, elisions: bool = True) -> bool:
    """Tell whether a single mark stands between letters or digits: don't, '90s, 5'10; or, with *elisions*, 'em."""
    before = letter_before(text, start)
    after = text[end : end + 1]
    if before.isalnum() and after.isalnum():
        return True
    if after.isdigit() and not before.isalnum():
        return bool(_DECADE.match(text, end))
    if before.isdigit() and not after.isalnum():
        return bool(_FEET.match(text, end))
    return elisions and after.isalpha() and not before.isalnum() and is_elided(text, end)


def is_elided(text: str, start: int) -> bool:
    """Tell whether a word that is often written with an apostrophe before it begins at *start*: 'em, 'tis."""
    return _ELISION.match(text, start) is not None


_DECADE = regex.compile(r"\d\ds?\b")
_FEET = regex.compile(r"\s{0,9}+\d{1,9}+\s{0,9}+(?:[\"”″]|''|in\b)|\s{1,9}+(?:tall|wide|long|high|deep)\b")
_ELISION = regex.compile(
    r"(?:em|tis|twas|twere|twill|twould|tisn|twasn|til|cause|bout|cos|coz|gainst|neath|nother|ere|ad|ave|im|ow|ome|ospital|n|s|ll|m|re|ve|d|t)\b",
    regex.IGNORECASE,
)


def is_inch(text: str, start: int) -> bool:
    """Tell whether a mark stands behind a digit, as inches do: 6'2", 12" records."""
    return text[start - 1 : start].isdigit() and text[start] in "\"'’”"


def is_inch_behind_feet(text: str, start: int) -> bool:
    """Tell whether a curly mark stands for inches, which it does behind feet alone: 6’4”."""
    return bool(_INCHES.search(text, max(0, start - 4), start))


_INCHES = regex.compile(r"\d['’]\d{1,2}\Z")
