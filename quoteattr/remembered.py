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
        if len(self) >= KEPT:
            self.clear()
        found = self[word] = self._of(word)
        return found


KEPT = 16_384
"""In words: when there are more, all are forgotten."""
