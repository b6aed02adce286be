"""What words tell by themselves, kept from text to text for those met of late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(dict[str, T], Generic[T]):
    """What a function tells of words, each asked about when it is first met.

    >>> lower = Remembered(str.lower)
    >>> lower["Ann"], lower
    ('ann', {'Ann': 'ann'})
    """

    def __init__(self, of: Callable[[str], T]) -> None:
        self._of = of

    def __missing__(self, word: str) -> T:
        found = self._of(word)
        if len(word) <= LONGEST:
            if len(self) >= KEPT:
                self.clear()
            self[word] = found
        return found


KEPT = 16_384
"""In words: when there are more, all are forgotten."""
LONGEST = 40
"""In characters: what is longer is hardly met again."""
