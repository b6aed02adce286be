"""Which single marks open and close where they stand outside, as in British novels; the rest are apostrophes.

No mark can be read by itself: 'The boys' boats' holds a possessive or ends behind "boys", and only what follows
tells.  So the marks of a paragraph are read together: every reading of a mark costs something by its neighbours,
every way to go on costs something by what is open, and the cheapest row of readings is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from quoteattr.apostrophes import Apostrophes, is_elided
from quoteattr.marks import Role
from quoteattr.models import Span


def single_roles(
    text: str, marks: Sequence[int], paragraph: Span, inside: bool, followed: bool, how: Apostrophes
) -> dict[int, Role]:
    """Return the roles of the single marks at the offsets *marks* in *paragraph*; apostrophes are left out.

    *inside*: a quotation of the paragraph before is open still.  *followed*: the next paragraph begins with a
    mark, so that this one may be left open.

    >>> from quoteattr.apostrophes import apostrophes
    >>> text = "'The boys' boats are Ann's,' he said."
    >>> roles = single_roles(text, [0, 9, 24, 27], Span(0, len(text)), False, False, apostrophes(text))
    >>> {place: role.value for place, role in roles.items()}
    {27: 'closes', 0: 'opens'}
    """
    best = {SPEECH if inside else NOTHING: 0.0}
    rows: list[dict[int, tuple[int, Role]]] = []
    for place in marks:
        costs = _costs(text, place, paragraph, how)
        after: dict[int, float] = {}
        row: dict[int, tuple[int, Role]] = {}
        for before, so_far in best.items():
            for then, role, kind, more in _MOVES[before]:
                cost = so_far + costs[kind] + more
                if then not in after or cost < after[then]:
                    after[then] = cost
                    row[then] = before, role
        rows.append(row)
        best = after
    at_end = (0.0, LEFT_OPEN_BEFORE_A_MARK if followed else LEFT_OPEN, UNPAIRED, UNPAIRED)
    state = min(best, key=lambda state: best[state] + at_end[state])
    roles: dict[int, Role] = {}
    for place, row in zip(reversed(marks), reversed(rows), strict=True):
        state, role = row[state]
        if role is not Role.NONE:
            roles[place] = role
    return roles


class _Costs(NamedTuple):
    """What each reading of a mark costs by its neighbours."""

    neither: float
    opens: float
    opens_word: float
    nests: float
    closes: float
    closes_word: float


NOTHING, SPEECH, WORD, NESTED = range(4)
"""What is open: nothing, speech, a word or title outside speech, something inside speech."""
NEITHER, OPENS, OPENS_WORD, NESTS, CLOSES, CLOSES_WORD = range(6)
"""The readings, by their place in ``_Costs``."""

_MOVES = (
    ((NOTHING, Role.NONE, NEITHER, 0.0), (SPEECH, Role.OPEN, OPENS, 0.0), (WORD, Role.OPEN, OPENS_WORD, 0.0)),
    (
        (SPEECH, Role.NONE, NEITHER, 0.0),
        (NOTHING, Role.CLOSE, CLOSES, 0.0),
        (NESTED, Role.NEST, NESTS, 1.0),
        (SPEECH, Role.OPEN, OPENS, 4.0),  # what was open never closed
    ),
    ((WORD, Role.NONE, NEITHER, 0.0), (NOTHING, Role.CLOSE, CLOSES_WORD, 0.0), (SPEECH, Role.OPEN, OPENS, 5.0)),
    ((NESTED, Role.NONE, NEITHER, 0.0), (SPEECH, Role.CLOSE, CLOSES_WORD, 0.0), (SPEECH, Role.OPEN, OPENS, 7.0)),
)
"""By what is open: what a mark may do, and what that costs whatever its neighbours; first what is open behind it."""

LEFT_OPEN = 5.0
LEFT_OPEN_BEFORE_A_MARK = 3.5
UNPAIRED = 8.0
NEVER = 20.0


def _costs(text: str, place: int, paragraph: Span, how: Apostrophes) -> _Costs:
    left, right = place, place + 1  # marks that touch are read by what stands before and behind all of them
    while left > paragraph.start and text[left - 1] in _MARKS:
        left -= 1
    while right < paragraph.end and text[right] in _MARKS:
        right += 1
    first, last = left <= paragraph.start, right >= paragraph.end
    before = " " if first else text[left - 1]
    after = " " if last else text[right]
    if before in "_*" and left - 1 > paragraph.start and not text[left - 2].isspace():
        before = "."  # the end of _emphasis_ is as good as a stop
    free = before.isspace() or before in "([{*_/|"
    word = after.isalnum() or after in "_*"
    within = free and not first and _WORD_AND_SPACE.search(text, max(paragraph.start, left - 4), left) is not None
    closes_word = None
    if free and after.isspace():
        opens, closes, neither = (0.0, NEVER, 9.0) if first else (NEVER, 0.0, 9.0) if last else (1.0, 0.5, 3.0)
    elif free and (word or after in ".…—–-¿¡([$£"):
        opens, closes, neither = 0.0, NEVER, 7.0 if first else 5.0 if after.isupper() else 4.0
        behind = _WORD_BEHIND.match(text, place + 1)
        if is_elided(text, place + 1):
            neither = 0.3
        elif within and after.islower():
            opens, neither = 1.0, 1.5 if behind is not None and behind[0] in how.before else 2.5
    elif before in "—–-":
        opens, closes, neither = (0.5, 3.0, 4.0) if word else (4.0, 0.0, 4.0)
    elif not word and before.isalpha():
        ahead = _WORD_BEFORE.search(text, max(paragraph.start, left - 20), left)
        known = ahead is not None and (_CLIPPED.search(ahead[0]) or ahead[0].lower() in how.behind)
        opens, closes_word, neither = (NEVER, 2.5, 0.3) if known else (NEVER, 1.0, 2.0)
        closes = closes_word if how.lost else closes_word + 1.5
    elif not word:
        opens, closes, neither = NEVER, 0.0, 8.0 if last else 5.0
    elif before.isalnum():
        opens, closes, neither = NEVER, NEVER, 0.0
    else:
        opens, closes, neither = 3.0, 3.0, 4.0
    nests = opens
    glyph = text[place]
    if glyph in "‘‚‛`":
        closes = NEVER if free or word else 1.0
        neither += 3.0
    elif glyph == "’" and free:  # typed for an opening mark, if it is one
        nests += 2.0 if after.isupper() else 4.0
        opens += 6.0
        neither = min(neither, 2.0 if after.isupper() else 0.5)
    return _Costs(
        neither, opens, opens if within else NEVER, nests, closes, closes if closes_word is None else closes_word
    )


_MARKS = frozenset("'‘’‚‛`\"“”„«»")
_WORD_AND_SPACE = regex.compile(r"\p{L}\p{M}?[\s(\[{*_/|]{1,2}\Z")
"""No stop, no comma before a mark."""
_WORD_BEFORE = regex.compile(r"[\p{L}\p{M}]{1,20}+\Z")
_WORD_BEHIND = regex.compile(r"\p{Ll}{1,12}+")
_CLIPPED = regex.compile(r"(?:s|in|^(?:o|an|th|wi|ol|mo|fo|po|yo|jes|mus|befo|tha|gi))\Z", regex.IGNORECASE)
