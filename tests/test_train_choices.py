"""What the trainer of choices writes is what the package reads."""

from __future__ import annotations

import pytest

from quoteattr.choice import Ranker

pytest.importorskip("scipy")

from benchmarks.train.choices import Examples, count_weights

ANSWERS = (1, 2)


def fitted() -> list[dict[str, str]]:
    examples = Examples(ANSWERS)
    for _ in range(20):
        examples.add(["", "say"], [["VB", "that", "near"], ["NN", "if", "far"]], 0)
        examples.add(["", "ask"], [["VB", "that", "near"], ["NN", "if", "far"]], 1)
    return examples.fit(penalty=1.0, min_count=3, prune=0.01)


def test_what_was_learned_is_read_context_by_context() -> None:
    weights = fitted()
    ranker = Ranker(ANSWERS, weights)
    for verb, right in (("say", 0), ("ask", 1)):
        scores = ranker.scores(["", verb], [["VB", "that", "near"], ["NN", "if", "far"]])
        assert scores[right] > scores[1 - right]
    assert set(weights[1]) == {"ask", "say"}
    assert count_weights(weights) >= 8


def test_a_context_never_seen_says_nothing() -> None:
    assert Ranker(ANSWERS, fitted()).scores(["", "burble"], [["XX", "that", "near"]]) == [0.0]


def test_the_same_examples_give_the_same_weights() -> None:
    assert fitted() == fitted()
