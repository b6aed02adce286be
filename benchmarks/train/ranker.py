"""Fits the linear rankers of the package: a softmax over the candidates of each choice, by L-BFGS."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from benchmarks.train import checksums
from quoteattr import weights

Group = tuple[Sequence[Sequence[str]], int]
"""The features of each candidate, and the index of the right one."""


Loss = Callable[[np.ndarray], tuple[float, np.ndarray]]
"""Returns the loss at a point and its slope there."""


def minimum(loss: Loss, start: np.ndarray, iterations: int, memory: int = 7) -> np.ndarray:
    """Return where *loss* is least, by L-BFGS (Nocedal & Wright 2006, 7.2) with a halving line search.

    In plain numpy, since SciPy's own spends most of its time on bounds that there are none of.
    """
    at, (value, slope) = start, loss(start)
    steps: list[tuple[np.ndarray, np.ndarray, float]] = []
    for _ in range(iterations):
        direction = _direction(slope, steps)
        rate = 1.0 if steps else 1.0 / max(1.0, float(np.linalg.norm(slope)))
        descent = float(slope @ direction)
        for _ in range(20):
            there = at + rate * direction
            new_value, new_slope = loss(there)
            if new_value <= value + 1e-4 * rate * descent:
                break
            rate /= 2
        moved, turned = there - at, new_slope - slope
        curvature = float(moved @ turned)
        if curvature > 1e-10:
            steps = [*steps[-memory + 1 :], (moved, turned, 1.0 / curvature)]
        gain = value - new_value
        at, value, slope = there, new_value, new_slope
        if gain < 2e-6 * abs(value):
            break
    return at


def _direction(slope: np.ndarray, steps: list[tuple[np.ndarray, np.ndarray, float]]) -> np.ndarray:
    """Return the quasi-Newton direction of descent, by the two-loop recursion."""
    direction = -slope
    shares = []
    for moved, turned, inverse in reversed(steps):
        share = inverse * float(moved @ direction)
        direction = direction - share * turned
        shares.append(share)
    if steps:
        moved, turned, inverse = steps[-1]
        direction = direction / (inverse * float(turned @ turned))
    for (moved, turned, inverse), share in zip(steps, reversed(shares), strict=True):
        direction = direction + (share - inverse * float(turned @ direction)) * moved
    return direction


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
    matrix = csr_matrix(
        (np.ones(len(columns)), np.array(columns), np.array(row_ends)), shape=(len(row_ends) - 1, len(names))
    )
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

    weights = minimum(loss, np.zeros(len(names)), 120)
    return rounded({name: float(w) for name, w in zip(names, weights, strict=True)}, prune)


def rounded(by_feature: Mapping[str, float], prune: float = 0.03) -> dict[str, int]:
    """Return weights in whole hundredths, without those that hardly count."""
    return {name: round(weight * 100) for name, weight in by_feature.items() if abs(weight) >= prune}


def binary(examples: Iterable[tuple[Sequence[str], bool]]) -> list[Group]:
    """Return yes-or-no examples as choices between the features and nothing."""
    return [((features, ()), 0 if right else 1) for features, right in examples]


def save(path: Path, content: Mapping[str, Any]) -> None:
    """Write *content* as gzipped JSON, the same bytes for the same content; in ASCII, which is read faster."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode("ascii"), 9, mtime=0))
    if path.parent.resolve() == checksums.WEIGHTS:
        checksums.main()  # the package reads no file of weights without its checksum
        weights.checksums.cache_clear()
