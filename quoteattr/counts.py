"""Counts as words, for features: looked up, they cost less than written each time."""

from __future__ import annotations

from quoteattr.document import LONGEST_SENTENCE

NUMBER = tuple(map(str, range(2 * LONGEST_SENTENCE)))
"""The counts; no window has so many units."""


def _up_to(most: int) -> tuple[str, ...]:
    return NUMBER[:most] + NUMBER[most : most + 1] * (len(NUMBER) - most)


UP_TO_1, UP_TO_2, UP_TO_3, UP_TO_4, UP_TO_6, UP_TO_7, UP_TO_8 = map(_up_to, (1, 2, 3, 4, 6, 7, 8))
"""The counts, all those above the most alike."""
