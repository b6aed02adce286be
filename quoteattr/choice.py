"""A choice among a few candidates, weighed by features that are pairs: a context, and a candidate's answer
to it.

The context ("the verb is *say*") is the same for all candidates of a choice, so that its table of weights is
looked
up once; a candidate's answer ("the next word is *that*") is looked up in that small table.  Templates are
known by
their place: the first context goes with the first answer of each candidate, and so on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import repeat
from math import exp, log
from operator import getitem
from sys import intern
from typing import NamedTuple

from quoteattr import weights

NONE = -1
"""The value of the candidate "nowhere"."""

Answers = Sequence[str]


class Choice(NamedTuple):
    """The candidates of one choice: the value of each, and its row of answers, one per template or fewer."""

    step: str
    contexts: Sequence[str]
    values: Sequence[int]
    rows: Sequence[Answers]
    modest: int = 1 << 30
    """Values beyond it are chosen only when much speaks for them."""


class Ranker:
    """The weights of one kind of choice: per template, context and answer.

    >>> ranker = Ranker([{"say": "that 150 if -50"}])
    >>> ranker.scores(["say"], [["that"], ["if"], ["when"]])
    [1.5, -0.5, 0.0]
    """

    __slots__ = ("_tables",)

    def __init__(self, encoded: Sequence[Mapping[str, str]]) -> None:
        self._tables = [_Tables(template) for template in encoded]

    def scores(self, contexts: Sequence[str], rows: Sequence[Answers]) -> list[float]:
        """Return the score of each row of answers; what a row lacks at its end counts nothing."""
        tables = list(map(getitem, self._tables, contexts))
        return [sum(map(dict.get, tables, answers, _ZEROS)) / 100 for answers in rows]

    def score(self, contexts: Sequence[str], answers: Answers) -> float:
        """Return the score of one row of answers."""
        return sum(map(dict.get, map(getitem, self._tables, contexts), answers, _ZEROS)) / 100


class _Tables(dict[str, dict[str, int]]):
    """The weights of the answers by context, each read when first asked for: few ever are."""

    def __init__(self, encoded: Mapping[str, str]) -> None:
        self._encoded = encoded

    def __missing__(self, context: str) -> dict[str, int]:
        if len(self) >= CACHE_SIZE:
            self.clear()
        encoded = self._encoded.get(context)
        if encoded is None:
            table = _NO_TABLE
        else:  # the same answers and weights stand in many tables: one object for each
            parts = encoded.split(" ")
            table = dict(zip(map(intern, parts[::2]), map(_weight, parts[1::2]), strict=False))
        self[context] = table
        return table


_ZEROS = repeat(0)
_NO_TABLE: dict[str, int] = {}
CACHE_SIZE = 20_000


@cache
def _weight(digits: str) -> int:
    return int(digits)


def likeliest(scores: Sequence[float]) -> tuple[int, float]:
    """Return the index of the greatest of *scores* and the logarithm of its probability.

    >>> likeliest([0.5, 0.5])
    (0, -0.6931471805599453)
    """
    most = max(scores)
    return scores.index(most), -log(sum([exp(score - most) for score in scores]))


@cache
def load(name: str) -> dict[str, Ranker]:
    """Return the rankers of the weights file *name* by their steps."""
    return {step: Ranker(tables) for step, tables in weights.load(name).items()}
