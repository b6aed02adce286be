"""Linear models over sparse features: a score is the sum of the weights of the features that hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import repeat
from math import exp
from typing import Any

from quoteattr import weights

Features = tuple[str, ...]
Fact = tuple[Any, ...]
"""A function, and values that it spells features of: few values come again and again, and so do these features."""

_NOTHING = repeat(0.0)
"""What features without a weight count."""


KEPT = 16_000
"""In facts: so many sums are kept."""


def spelled(facts: Iterable[Fact]) -> list[str]:
    """Return the features that *facts* stand for.

    >>> spelled([(lambda place, gap: (f"tp={place}", f"tp={place} gap={gap}"), "1", "2")])
    ['tp=1', 'tp=1 gap=2']
    """
    return [feature for spell, *values in facts for feature in spell(*values)]


class Linear:
    """A weight per feature; features without one count nothing.

    >>> model = Linear({"after a mark": 1.5, "word=said": 2.0})
    >>> model.score(["word=said", "after a mark", "word=Mary"])
    3.5
    >>> model.best([["word=and"], ["word=said"]])
    1
    """

    __slots__ = ("_sums", "get")

    def __init__(self, by_feature: Mapping[str, float]) -> None:
        self.get = by_feature.get
        self._sums: dict[Fact, float] = {}

    def score(self, features: Iterable[str]) -> float:
        """Return the sum of the weights of *features*."""
        return sum(map(self.get, features, _NOTHING))

    def total(self, facts: Iterable[Fact]) -> float:
        """Return the score of the features that *facts* stand for; those of a fact are spelled and summed once."""
        get, total = self._sums.get, 0.0
        for fact in facts:
            known = get(fact)
            total += self._sum(fact) if known is None else known
        return total

    def _sum(self, fact: Fact) -> float:
        if len(self._sums) >= KEPT:
            self._sums.clear()
        found = self._sums[fact] = self.score(fact[0](*fact[1:]))
        return found

    def scores(self, candidates: Iterable[Iterable[str]]) -> list[float]:
        """Return the score of each candidate."""
        return [self.score(features) for features in candidates]

    def best(self, candidates: Sequence[Iterable[str]]) -> int:
        """Return the index of the candidate that scores most; the earlier of equals."""
        scores = self.scores(candidates)
        return max(range(len(scores)), key=scores.__getitem__)


@cache
def load(name: str) -> dict[str, Linear]:
    """Return the models of the weights file *name* by their names."""
    return {part: Linear(_floats(table)) for part, table in weights.load(name).items()}


def probability(score: float) -> float:
    """Return the logistic of *score*.

    >>> probability(0.0)
    0.5
    """
    return 1.0 / (1.0 + exp(-score)) if score > -60 else 0.0


def _floats(table: Mapping[str, int]) -> dict[str, float]:
    """Weights are kept as whole hundredths."""
    return {feature: weight / 100 for feature, weight in table.items()}
