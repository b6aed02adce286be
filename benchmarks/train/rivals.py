"""Trains which of a few ways to give the turns of a stretch of talk to speakers is right: see quoteattr/rivals.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from attrs import frozen

from benchmarks.train import ranker
from benchmarks.train.exchanges import Walk
from quoteattr import candidates, exchange, linear
from quoteattr.rivals import Rivals

PENALTY = 10.0
"""The weight of the squared distance from the score alone, in standard deviations."""
SHARPNESS = 2.0
"""A way that has a turn more right than another is as much likelier, in logarithms, as it is meant to be."""


@frozen
class Choice:
    """The ways to give the turns of a stretch to speakers."""

    rows: list[dict[str, float]]
    right: list[int]
    """How many turns each has right."""


def collect(walk: Walk, weights: Mapping[str, float]) -> list[Choice]:
    """Return the choices that there are in a story that is read with *weights*, which have not been learned from it."""
    resolver, found = walk.resolver, []

    def judge(rivals: Rivals) -> list[float]:
        right = [0] * len(rivals.ways)
        for steps in zip(*(way.steps[: rivals.size] for way in rivals.ways), strict=True):
            if walk.gold_of(steps[0].turn.draft):
                for i, step in enumerate(steps):
                    right[i] += step.turn.entity is not None and walk.right(step.turn.entity)
        found.append(Choice(rivals.features(), right))
        return [way.score for way in rivals.ways]

    models = candidates.models()
    own = models["fiction"]
    models["fiction"] = linear.Linear(weights)
    resolver.start_conversation()
    resolver.resolved.clear()
    resolver.exchange.judge = judge
    try:
        for number in range(len(resolver.drafts)):
            resolver.attribute(number)
    finally:
        models["fiction"] = own
        resolver.exchange.judge = exchange.judge
    return found


def fit(choices: Iterable[Choice]) -> dict[str, int]:
    """Return the weights that make those ways likely that have most turns right, in whole hundredths."""
    told = [choice for choice in choices if len(set(choice.right)) > 1]
    names = sorted({name for choice in told for row in choice.rows for name in row})
    index = {name: i for i, name in enumerate(names)}
    most = max(len(choice.rows) for choice in told)
    rows = np.zeros((len(told), most, len(names)))
    right = np.full((len(told), most), -np.inf)
    for i, choice in enumerate(told):
        right[i, : len(choice.rows)] = choice.right
        for j, row in enumerate(choice.rows):
            for name, value in row.items():
                rows[i, j, index[name]] = value
    there = np.isfinite(right)
    target = _shares(SHARPNESS * right)
    spread = np.sqrt((rows[there] ** 2).mean(0)) + 1e-6
    rows /= spread
    start = np.zeros(len(names))
    start[index["score"]] = spread[index["score"]]

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        shares = _shares(np.where(there, rows @ vector, -np.inf))
        off = vector - start
        value = PENALTY * float(off @ off) - float((target[there] * np.log(shares[there] + 1e-12)).sum())
        return value, 2 * PENALTY * off + np.einsum("ij,ijk->k", shares - target, rows)

    weights = ranker.minimum(loss, start, 200) / spread
    return ranker.rounded({name: float(weight) for name, weight in zip(names, weights, strict=True)}, 0.005)


def _shares(scores: np.ndarray) -> np.ndarray:
    """Return the probabilities that the scores of each row stand for."""
    powers = np.exp(scores - scores.max(1, keepdims=True))
    shares: np.ndarray = powers / powers.sum(1, keepdims=True)
    return shares
