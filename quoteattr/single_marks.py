"""Which single marks open and close where they stand outside, as in British novels; the rest are apostrophes.

No mark can be read by itself: 'The boys' boats' holds a possessive or ends behind "boys", and only what follows
tells.  So the marks of a paragraph are read together: every reading of a mark costs something by its neighbours,
every way to go on costs something by what is open, and the cheapest row of readings is taken.
"""

from __future__ import annotations

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


def single_roles(text: str, marks: Sequence[int], paragraph: Span, inside: bool, followed: bool) -> dict[int, Role]:
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
        costs = _costs(text, place, paragraph)
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
LEFT_OPEN_BEFORE_A_MARK = 3.0
BOTH_LEFT_OPEN = 7.0

_MOVES = (
    ((Role.NONE, 0, 0.0), (Role.OPEN, 1, 0.0)),
    ((Role.NONE, 1, 0.0), (Role.CLOSE, 0, 0.0), (Role.NEST, 2, 1.0), (Role.REOPEN, 1, 4.0)),
    ((Role.NONE, 2, 0.0), (Role.CLOSE, 1, 0.0), (Role.REOPEN, 1, 7.0)),
)
"""For each number of quotations open: what a mark may do, how many are open then, and what that costs."""


def _costs(text: str, place: int, paragraph: Span) -> dict[Role, float]:
    """Return what it costs to read the mark at *place* as opening, closing, or an apostrophe."""
    left, right = place, place + 1  # marks that touch are read by what stands before and behind all of them
    while left > paragraph.start and text[left - 1] in TOUCHING:
        left -= 1
    while right < paragraph.end and text[right] in TOUCHING:
        right += 1
    before = text[left - 1] if left > paragraph.start else " "
    after = text[right] if right < paragraph.end else " "
    glyph = text[place]
    if before in "_*" and (before_that := text[left - 2 : left - 1]) and left - 2 >= paragraph.start:
        # _emphasis_: behind the word its mark stands for the stop, before the word for white space
        before = "." if not before_that.isspace() else before
    free = before.isspace() or before in "([{*_/|"
    dash = before in "—–-"
    ends = not (after.isalnum() or after in "_*")
    if before.isspace() and after.isspace():
        edge = left <= paragraph.start
        costs = (0.0, 9.0, 9.0) if edge else (1.0, 0.5, 3.0)
        if right >= paragraph.end:
            costs = (9.0, 0.0, 3.0)
    elif free and (not ends or after in ".…—–-¿¡([$£*"):
        costs = (0.0, 9.0, 0.3 if ELISION.match(text, place + 1) else 4.0)
    elif dash and not ends:
        costs = (0.5, 3.0, 4.0)
    elif dash:
        costs = (4.0, 0.0, 4.0)
    elif ends and before.isalpha():
        costs = (9.0, 2.5, 0.3 if _CLIPPED.search(text, max(paragraph.start, left - 9), left) else 1.0)
    elif ends:
        costs = (9.0, 0.0, 5.0)
    elif before.isalnum():
        costs = (9.0, 9.0, 0.0)
    else:
        costs = (3.0, 3.0, 4.0)
    opening, closing, neither = costs
    if glyph in "‘‚‛`":
        closing = 9.0
    elif glyph == "’":
        opening, neither = opening + 4.0, min(neither, 0.5) if free else neither
    return {Role.OPEN: opening, Role.CLOSE: closing, Role.NONE: neither}


TOUCHING = frozenset("'‘’‚‛`\"“”„«»")
ELISION = regex.compile(
    r"(?:em|tis|twas|twere|twill|twould|tisn|twasn|til|cause|bout|cos|coz|gainst|neath|nother|ere|ad|ave|im|ow|ome|ospital|n|s|ll|m|re|ve|d|t)\b",
    regex.IGNORECASE,
)
_CLIPPED = regex.compile(r"(?:s|in|\b(?:o|an|th|wi|ol|mo|fo|po))\Z", regex.IGNORECASE)
