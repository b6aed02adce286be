"""Fits the rankers of ``quoteattr.choice``: a softmax over the candidates of each choice, by L-BFGS."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from benchmarks.train.ranker import minimum
from quoteattr.choice import Answers


class Examples:
    """Choices with their right answers, as rows of feature numbers."""

    def __init__(self, answers: Sequence[int]) -> None:
        """*answers* says how many answers go with each context."""
        self._answers = answers
        self._names: list[dict[str, list[dict[str, int]]]] = [{} for _ in answers]
        self._count = 0
        self._columns = array("i")
        self._row_ends = array("i", [0])
        self._first_rows = array("i")
        self._gold_rows = array("i")
        self.binary = False
        self.parts = array("b")
        """Which fold each choice belongs to."""

    def __len__(self) -> int:
        return len(self._first_rows)

    def add(self, contexts: Sequence[str], rows: Sequence[Answers], gold: int, part: int = 0) -> None:
        """Note a choice among *rows* of which number *gold* was right."""
        tables: list[dict[str, int]] = []
        for count, names, context in zip(self._answers, self._names, contexts, strict=True):
            if context not in names:
                names[context] = [{} for _ in range(count)]
            tables += names[context]
        first = len(self._row_ends) - 1
        self._first_rows.append(first)
        self._gold_rows.append(first + gold)
        self.parts.append(part)
        append = self._columns.append
        for row in rows:
            for table, answer in zip(tables, row, strict=False):
                if not answer:
                    continue
                column = table.get(answer)
                if column is None:
                    column = table[answer] = self._count
                    self._count += 1
                append(column)
            self._row_ends.append(len(self._columns))

    def add_answer(self, contexts: Sequence[str], answers: Answers, right: bool, part: int = 0) -> None:
        """Note whether what has these *answers* is *right*: a choice between it and nothing."""
        self.binary = True
        self.add(contexts, (answers,), 0, part)
        self._gold_rows[-1] = right

    def fit(
        self, penalty: float, min_count: int, prune: float, without: Sequence[int] = (), iterations: int = 100
    ) -> list[dict[str, str]]:
        """Return encoded tables of weights; *without* leaves folds out.

        *penalty* is the weight of the squared norm.  Features in fewer than *min_count* rows are left out; so
        are, after a first fit, weights below *prune*: the rest are fitted again without them.
        """
        matrix, first, gold = self._matrix(without)
        fitted = _logistic if self.binary else _softmax
        kept = np.flatnonzero(np.bincount(matrix.indices, minlength=self._count) >= min_count)
        vector = fitted(matrix[:, kept], first, gold, penalty, np.zeros(len(kept)), iterations)
        strong = np.abs(vector) >= prune
        kept, vector = kept[strong], vector[strong]
        vector = fitted(matrix[:, kept], first, gold, penalty, vector, iterations // 3)
        every = np.zeros(self._count)
        every[kept] = np.round(vector * 100)
        return self._encoded(every.tolist())

    def _matrix(self, without: Sequence[int]) -> tuple[Any, np.ndarray, np.ndarray]:
        columns = np.frombuffer(self._columns, dtype=np.int32)
        ends = np.frombuffer(self._row_ends, dtype=np.int32)
        matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(ends) - 1, self._count))
        first = np.frombuffer(self._first_rows, dtype=np.int32)
        gold = np.frombuffer(self._gold_rows, dtype=np.int32)
        if not without:
            return matrix, first, gold
        sizes = np.diff([*first, matrix.shape[0]])
        keep = ~np.isin(np.frombuffer(self.parts, dtype=np.int8), without)
        matrix = matrix[np.flatnonzero(np.repeat(keep, sizes))]
        if self.binary:
            return matrix, first[keep], gold[keep]
        offsets = (gold - first)[keep]
        first = np.concatenate([[0], np.cumsum(sizes[keep])[:-1]]).astype(np.int64)
        return matrix, first, first + offsets

    def _encoded(self, weights: Sequence[float]) -> list[dict[str, str]]:
        def written(table: dict[str, int]) -> str:
            pairs = [(answer, weight) for answer, column in table.items() if (weight := int(weights[column]))]
            return " ".join([f"{answer} {weight}" for answer, weight in sorted(pairs)])

        encoded = []
        for names in self._names:
            contexts = {context: "  ".join(map(written, tables)) for context, tables in sorted(names.items())}
            encoded.append({context: text for context, text in contexts.items() if text.strip()})
        return encoded


def _softmax(
    matrix: Any, first: np.ndarray, gold: np.ndarray, penalty: float, start: np.ndarray, iterations: int
) -> np.ndarray:
    transposed = matrix.T.tocsr()
    sizes = np.diff([*first, matrix.shape[0]])
    target = np.zeros(matrix.shape[0])
    target[gold] = 1.0

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ vector
        scores -= np.repeat(np.maximum.reduceat(scores, first), sizes)
        powers = np.exp(scores)
        totals = np.add.reduceat(powers, first)
        value = float(np.log(totals).sum() - scores[gold].sum()) + 0.5 * penalty * float(vector @ vector)
        return value, transposed @ (powers / np.repeat(totals, sizes) - target) + penalty * vector

    return minimum(loss, start, iterations)


def _logistic(
    matrix: Any, _: np.ndarray, right: np.ndarray, penalty: float, start: np.ndarray, iterations: int
) -> np.ndarray:
    transposed = matrix.T.tocsr()

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ vector
        value = float((np.logaddexp(0, scores) - right * scores).sum()) + 0.5 * penalty * float(vector @ vector)
        return value, transposed @ (1 / (1 + np.exp(-scores)) - right) + penalty * vector

    return minimum(loss, start, iterations)


def count_weights(tables: Iterable[dict[str, str]]) -> int:
    """Return how many weights *tables* hold."""
    return sum(len(text.split()) // 2 for table in tables for text in table.values())
