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
from itertools import count, repeat, zip_longest
from math import exp, log

from attrs import frozen

from quoteattr import weights

NONE = -1
"""The value of the candidate "nowhere"."""

Answers = Sequence[str]


@frozen(eq=False)
class Choice:
    """The candidates of one choice: each a value and its answers, one per template or fewer."""

    step: str
    contexts: Sequence[str]
    candidates: Sequence[tuple[int, Answers]]
    modest: int = 1 << 30
    """Values beyond it are chosen only when much speaks for them."""


class Ranker:
    """The weights of one kind of choice: per template, context and answer.

    >>> ranker = Ranker([{"say": "that 150 if -50"}])
    >>> ranker.scores(["say"], [["that"], ["if"], ["when"]])
    [1.5, -0.5, 0.0]
    """

    __slots__ = ("_encoded", "_tables")

    def __init__(self, encoded: Sequence[Mapping[str, str]]) -> None:
        self._encoded = encoded
        self._tables: list[dict[str, dict[str, int]]] = [{} for _ in encoded]

    def scores(self, contexts: Sequence[str], rows: Sequence[Answers]) -> list[float]:
        """Return the score of each row of answers."""
        columns = []
        for tables, number, context, answers in zip(
            self._tables, count(), contexts, zip_longest(*rows, fillvalue=""), strict=False
        ):
            table = tables.get(context)
            if table is None:
                table = self._table(number, context)
            if table:  # a column at a time, so that the looking up is done in C
                columns.append(map(table.get, answers, _ZEROS))
        return [total / 100 for total in map(sum, zip(*columns, strict=False))] or [0.0] * len(rows)

    def score(self, contexts: Sequence[str], answers: Answers) -> float:
        """Return the score of one row of answers."""
        total = 0
        tables = self._tables
        for number, answer in enumerate(answers):
            context = contexts[number]
            table = tables[number].get(context)
            if table is None:
                table = self._table(number, context)
            if table:
                total += table.get(answer, 0)
        return total / 100

    def _table(self, number: int, context: str) -> dict[str, int]:
        tables = self._tables[number]
        table = tables.get(context)
        if table is None:
            parts = self._encoded[number].get(context, "").split(" ")  # read when first asked for: few ever are
            table = tables[context] = dict(zip(parts[::2], map(int, parts[1::2]), strict=False))
            if len(tables) > CACHE_SIZE:
                tables.clear()
        return table


_ZEROS = repeat(0)
CACHE_SIZE = 20_000


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
