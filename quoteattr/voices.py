"""How people speak, as far as tags with names tell."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from math import log
from typing import Final

from quoteattr.document import Document
from quoteattr.entity import Entity
from quoteattr.models import QuoteKind
from quoteattr.quotations import Draft


class Voices:
    """How people speak, by the words of the turns whose tags name them: one says "suh", another "so much obliged"."""

    LEAST: Final = 150
    """In words: of whom less is known has no voice."""
    _SMOOTH: Final = 300.0
    _HEARD: Final = 120
    """In words: a turn is heard so far."""

    def __init__(self, document: Document, turns: Iterable[tuple[Draft, Entity | None]]) -> None:
        """Read *turns*: quotations, and whom their tags name."""
        self._document = document
        counts: dict[int, Counter[str]] = {}
        for draft, speaker in turns:
            if speaker is not None and draft.kind is QuoteKind.DIRECT:
                counts.setdefault(speaker.number, Counter()).update(self._words(draft))
        every: Counter[str] = Counter()
        for one in counts.values():
            every.update(one)
        total = sum(every.values())
        self._weights: dict[str, list[tuple[int, float]]] = {}
        self._unheard: dict[int, float] = {}
        for number, one in counts.items():
            size = sum(one.values())
            if size < self.LEAST:
                continue
            self._unheard[number] = log(self._SMOOTH / (size + self._SMOOTH))
            for word, count in one.items():
                expected = self._SMOOTH * every[word] / total
                self._weights.setdefault(word, []).append((number, log(1 + count / expected)))

    def _words(self, draft: Draft) -> list[str]:
        found: list[str] = []
        for span in draft.spans:
            first, last = self._document.tokens_of(span.start, span.end)
            found += self._document.lower[first : min(last, first + self._HEARD - len(found))]
        return found

    def of(self, draft: Draft) -> dict[int, str]:
        """Return how much likelier the words are from one person than from anybody, in steps."""
        words = self._words(draft)
        sums = {number: len(words) * unheard for number, unheard in self._unheard.items()}
        for word in words:
            for number, weight in self._weights.get(word, ()):
                sums[number] += weight
        return {number: str(bisect_left(_STEPS, told)) for number, told in sums.items()}


_STEPS: Final = (-8.0, -4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 4.0, 8.0)
