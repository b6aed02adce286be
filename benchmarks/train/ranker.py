"""Fits the linear rankers of the package: a softmax over the candidates of each choice, by L-BFGS."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Group = tuple[Sequence[Sequence[str]], int]
"""The features of each candidate, and the index of the right one."""


def fit(groups: Iterable[Group], penalty: float = 1.0, min_count: int = 3, prune: float = 0.03) -> dict[str, int]:
    """Return a weight per feature, in whole hundredths.

    *penalty* is the weight of the squared norm; features held by fewer than *min_count* candidates that were
    right or the ranker's business at all are left out; so are weights below *prune*.
    """
    groups = [(candidates, gold) for candidates, gold in groups if len(candidates) > 1]
    counts: Counter[str] = Counter()
    for candidates, _ in groups:
        for features in candidates:
            counts.update(features)
    names = sorted(feature for feature, count in counts.items() if count >= min_count)
    index = {feature: i for i, feature in enumerate(names)}
    columns: list[int] = []
    row_ends = [0]
    starts: list[int] = []
    gold_rows: list[int] = []
    for candidates, gold in groups:
        starts.append(len(row_ends) - 1)
        gold_rows.append(starts[-1] + gold)
        for features in candidates:
            columns += [index[feature] for feature in features if feature in index]
            row_ends.append(len(columns))
    matrix = csr_matrix((np.ones(len(columns)), np.array(columns), np.array(row_ends)), shape=(len(row_ends) - 1, len(names)))
    matrix.sum_duplicates()
    transposed = matrix.T.tocsr()
    first = np.array(starts)
    sizes = np.diff([*starts, len(row_ends) - 1])
    target = np.zeros(len(row_ends) - 1)
    target[gold_rows] = 1.0

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ vector
        scores -= np.repeat(np.maximum.reduceat(scores, first), sizes)
        powers = np.exp(scores)
        totals = np.add.reduceat(powers, first)
        value = float(np.log(totals).sum() - scores[gold_rows].sum()) + 0.5 * penalty * float(vector @ vector)
        gradient = transposed @ (powers / np.repeat(totals, sizes) - target) + penalty * vector
        return value, gradient

    result = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 120, "maxcor": 8})
    return {name: round(float(w) * 100) for name, w in zip(names, result.x, strict=True) if abs(w) >= prune}


def binary(examples: Iterable[tuple[Sequence[str], bool]]) -> list[Group]:
    """Return yes-or-no examples as choices between the features and nothing."""
    return [((features, ()), 0 if right else 1) for features, right in examples]


def save(path: Path, content: Mapping[str, Any]) -> None:
    """Write *content* as gzipped JSON, the same bytes for the same content."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
