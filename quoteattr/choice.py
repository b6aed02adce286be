"""A choice among a few candidates, weighed by features that are pairs: a context, and a candidate's answer to it.

The context ("the verb is *say*") is the same for all candidates of a choice, so that its tables of weights are
looked up once; a candidate's answers ("the next word is *that*") are looked up in these small tables.  Each context
has a table for each of the questions asked in it.  Questions are known by their place: a row has the answers of the
first context, then those of the second, and so on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import repeat
from math import exp, log
from operator import getitem
from sys import intern

NONE = -1
"""The value of the candidate "nowhere"."""

Answers = Sequence[str]


Asked = tuple[Sequence[str], Sequence[Answers]]
"""The contexts, and for each candidate its row of answers, one to a question or fewer."""
Ask = Callable[[Sequence[int]], Asked]
"""Asks what speaks for and against the candidates with certain values."""


class Choice:
    """The candidates of one choice, by their values, and how to ask about them."""

    __slots__ = ("ask", "glance", "modest", "near", "step", "values")

    def __init__(
        self,
        step: str,
        values: Sequence[int],
        ask: Ask,
        glance: Ask | None = None,
        near: float = 0.0,
        modest: int = 1 << 30,
    ) -> None:
        self.step, self.values = step, values
        self.ask = ask
        self.glance = glance
        """Asks little, to tell those worth more questions."""
        self.near = near
        """How far behind the first one may be at a glance to be worth them."""
        self.modest = modest
        """Values beyond it are chosen only when much speaks for them."""


class Ranker:
    """The weights of one kind of choice, for each context its tables of answers.

    *answers* says how many answers go with each context; where the tables of one are written, two spaces part them.

    >>> ranker = Ranker([2, 1], [{"say": "that 150 if -50  IN 20"}, {"": "1 10"}])
    >>> ranker.scores(["say", ""], [["that", "IN"], ["if", "NN"], ["when", "", "1"]])
    [1.7, -0.5, 0.1]
    """

    __slots__ = ("_tables",)

    def __init__(self, answers: Sequence[int], encoded: Sequence[Mapping[str, str]]) -> None:
        self._tables = [_Tables(count, contexts) for count, contexts in zip(answers, encoded, strict=True)]

    def scores(self, contexts: Sequence[str], rows: Sequence[Answers]) -> list[float]:
        """Return the score of each row of answers; what a row lacks at its end counts nothing."""
        tables: Tables = sum(map(getitem, self._tables, contexts), ())
        return [sum(map(dict.get, tables, answers, _ZEROS)) / 100 for answers in rows]

    def score(self, contexts: Sequence[str], answers: Answers) -> float:
        """Return the score of one row of answers."""
        tables: Tables = sum(map(getitem, self._tables, contexts), ())
        return sum(map(dict.get, tables, answers, _ZEROS)) / 100


_Table = dict[str, int]
"""The weights of the answers to a question in one context."""
Tables = tuple[_Table, ...]


class _Tables(dict[str, Tables]):
    """The tables of the contexts, each read when first asked for: few ever are."""

    def __init__(self, count: int, encoded: Mapping[str, str]) -> None:
        self._encoded = encoded
        self._nothing = (_NO_TABLE,) * count

    def __missing__(self, context: str) -> Tables:
        if len(self) >= CACHE_SIZE:
            self.clear()
        encoded = self._encoded.get(context)
        tables = self._nothing if encoded is None else tuple(map(_table, encoded.split("  ")))
        self[context] = tables
        return tables


def _table(encoded: str) -> _Table:
    if not encoded:
        return _NO_TABLE
    parts = encoded.split(" ")  # the same answers and weights stand in many tables: one object for each
    return dict(zip(map(intern, parts[::2]), map(_weight, parts[1::2]), strict=False))


_ZEROS = repeat(0)
_NO_TABLE: _Table = {}
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
