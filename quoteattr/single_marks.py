"""Which single marks open and close where they stand outside, as in British novels; the rest are apostrophes.

No mark can be read by itself: 'The boys' boats' holds a possessive or ends behind "boys", and only what follows
tells.  So the marks of a paragraph are read together: every reading of a mark costs something by its neighbours,
every way to go on costs something by what is open, and the cheapest row of readings is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import Enum

import regex

from quoteattr.models import Span


class Role(Enum):
    """What a single mark does."""

    OPEN = "opens"
    NEST = "opens inside what is open"
    CLOSE = "closes"
    REOPEN = "opens, and what was open was never closed"
    NONE = "is an apostrophe"


def single_roles(text: str, marks: Sequence[int], paragraph: Span, inside: bool, followed: bool, clipped: frozenset[str] = frozenset()) -> dict[int, Role]:
    """Return the roles of the single marks at the offsets *marks* in *paragraph*; apostrophes are left out.

    *inside*: a quotation of the paragraph before is open still.  *followed*: the next paragraph begins with a
    mark, so that this one may be left open.

    >>> text = "'The boys' boats are Ann's,' he said."
    >>> roles = single_roles(text, [0, 9, 24, 27], Span(0, len(text)), False, False)
    >>> {place: role.value for place, role in roles.items()}
    {0: 'opens', 27: 'closes'}
    """
    best: dict[int, float] = {1 if inside else 0: 0.0}  # by how many quotations are open
    ways: list[dict[int, tuple[int, Role]]] = []
    for place in marks:
        costs = _costs(text, place, paragraph, clipped)
        after: dict[int, float] = {}
        way: dict[int, tuple[int, Role]] = {}
        for depth, cost in best.items():
            for role, then, more in _MOVES[depth]:
                total = cost + costs[role if role in costs else Role.OPEN] + more
                if total < after.get(then, INFINITE):
                    after[then] = total
                    way[then] = depth, role
        ways.append(way)
        best = after
    ends = {0: 0.0, 1: LEFT_OPEN_BEFORE_A_MARK if followed else LEFT_OPEN, 2: BOTH_LEFT_OPEN}
    depth = min(best, key=lambda depth: best[depth] + ends[depth])
    roles: dict[int, Role] = {}
    for place, way in zip(reversed(marks), reversed(ways), strict=True):
        depth, role = way[depth]
        if role is not Role.NONE:
            roles[place] = role
    return dict(sorted(roles.items()))


INFINITE = 1e9
LEFT_OPEN = 5.0
LEFT_OPEN_BEFORE_A_MARK = 4.0
BOTH_LEFT_OPEN = 7.0

_MOVES = (
    ((Role.NONE, 0, 0.0), (Role.OPEN, 1, 0.0)),
    ((Role.NONE, 1, 0.0), (Role.CLOSE, 0, 0.0), (Role.NEST, 2, 1.0), (Role.REOPEN, 1, 4.0)),
    ((Role.NONE, 2, 0.0), (Role.CLOSE, 1, 0.0), (Role.REOPEN, 1, 7.0)),
)
"""For each number of quotations open: what a mark may do, how many are open then, and what that costs."""


def _costs(text: str, place: int, paragraph: Span, clipped: frozenset[str]) -> dict[Role, float]:
    """Return what it costs to read the mark at *place* as opening, closing, or an apostrophe."""
    left, right = place, place + 1  # marks that touch are read by what stands before and behind all of them
    while left > paragraph.start and text[left - 1] in TOUCHING:
        left -= 1
    while right < paragraph.end and text[right] in TOUCHING:
        right += 1
    first, last = left <= paragraph.start, right >= paragraph.end
    before = " " if first else text[left - 1]
    after = " " if last else text[right]
    if before in "_*" and left - 1 > paragraph.start and not text[left - 2].isspace():
        before = "."  # the end of _emphasis_ is as good as a stop
    free = before.isspace() or before in "([{*_/|"
    word = after.isalnum() or after in "_*"
    if free and after.isspace():
        opening, closing, neither = (0.0, 9.0, 9.0) if first else (9.0, 0.0, 9.0) if last else (1.0, 0.5, 3.0)
    elif free and (word or after in ".…—–-¿¡([$£"):
        opening, closing, neither = 0.0, 9.0, 7.0 if first else 4.0
        if ELISION.match(text, place + 1):
            neither = 0.3
        elif after.islower() and not first and text[left - 2 : left - 1].isalpha():
            opening, neither = 1.0, 2.5
    elif before in "—–-":
        opening, closing, neither = (0.5, 3.0, 4.0) if word else (4.0, 0.0, 4.0)
    elif not word and before.isalpha():
        behind = _WORD_BEFORE.search(text, max(paragraph.start, left - 20), left)
        is_clipped = behind is not None and (_CLIPPED.search(behind[0]) or behind[0].lower() in clipped)
        opening, closing, neither = (9.0, 2.5, 0.3) if is_clipped else (9.0, 1.5, 2.0)
    elif not word:
        opening, closing, neither = 9.0, 0.0, 8.0 if last else 5.0
    elif before.isalnum():
        opening, closing, neither = 9.0, 9.0, 0.0
    else:
        opening, closing, neither = 3.0, 3.0, 4.0
    glyph = text[place]
    if glyph in "‘‚‛`":
        opening, closing, neither = (opening, 9.0, neither + 3.0) if free or word else (9.0, 1.0, 5.0)
    elif glyph == "’" and free:
        opening, neither = opening + 4.0, min(neither, 0.5)
    return {Role.OPEN: opening, Role.CLOSE: closing, Role.NONE: neither}


def clipped_words(text: str) -> frozenset[str]:
    """Return the words that *text* writes with a mark behind them again and again: "befo' the", "yo' hand"."""
    found = Counter(match[0].lower() for match in _WITH_MARK_BEHIND.finditer(text))
    return frozenset(word for word, count in found.items() if count >= OFTEN)


OFTEN = 3
TOUCHING = frozenset("'‘’‚‛`\"“”„«»")
ELISION = regex.compile(
    r"(?:em|tis|twas|twere|twill|twould|tisn|twasn|til|cause|bout|cos|coz|gainst|neath|nother|ere|ad|ave|im|ow|ome|ospital|n|s|ll|m|re|ve|d|t)\b",
    regex.IGNORECASE,
)
_WORD_BEFORE = regex.compile(r"[\p{L}\p{M}]+\Z")
_WITH_MARK_BEHIND = regex.compile(r"\b\p{L}{1,12}+(?=['’]\s\p{Ll})")
_CLIPPED = regex.compile(r"(?:s|in|^(?:o|an|th|wi|ol|mo|fo|po))\Z", regex.IGNORECASE)
