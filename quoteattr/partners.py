"""Who talks with whom in a story, as far as tags with names tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from quoteattr.entity import Entity
from quoteattr.models import QuoteKind
from quoteattr.quotations import Draft

_NEAR = 2
"""In paragraphs: quotations farther apart answer each other hardly."""
_KNOWN = 3
"""Of whom fewer exchanges are known, nothing is told."""


class Partners:
    """Counts how often two people speak one after the other, or one calls the other by name."""

    def __init__(self, turns: Iterable[tuple[Draft, Entity | None, Sequence[Entity]]]) -> None:
        """Read *turns*: quotations, whom their tags name, and whom they call by name."""
        self._together: Counter[tuple[int, int]] = Counter()
        self._every: Counter[int] = Counter()
        before: tuple[Draft, Entity | None] | None = None
        for draft, speaker, called in turns:
            if draft.kind is not QuoteKind.DIRECT:
                continue
            if speaker is not None:
                for entity in called:
                    self._meet(speaker, entity)
                if before is not None and draft.paragraph - before[0].last_paragraph <= _NEAR:
                    self._meet(speaker, before[1])
            before = draft, speaker

    def _meet(self, one: Entity, other: Entity | None) -> None:
        if other is None or other is one:
            return
        self._together[one.number, other.number] += 1
        self._together[other.number, one.number] += 1
        self._every[one.number] += 1
        self._every[other.number] += 1

    def told(self, before: int | None, now: int) -> str:
        """Return how often *now* talks with *before*, who spoke last: in steps, with a + for half of the time.

        "same" for one and the same, "none" where too little is known of *before*, "-" where nobody spoke.
        """
        if before is None:
            return "-"
        if before == now:
            return "same"
        every = self._every[before]
        if every < _KNOWN:
            return "none"
        together = self._together[before, now]
        return f"{min(4, together.bit_length())}{'+' if 2 * together > every else ''}"
