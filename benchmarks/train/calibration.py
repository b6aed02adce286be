"""Fits how confidence is read off a rule's own value, on PolNeAR and PDNC train.

Run as ``python -m benchmarks train calibration --data DIR``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from benchmarks import systems
from benchmarks.accuracy import read
from benchmarks.calibration import answered
from benchmarks.evaluation import Document, evaluate, jobs_for, judgements_of
from benchmarks.train import command, ranker
from benchmarks.train.conversation import novels, openings, read_with, without_each_half

Answered = tuple[float, bool, str]
"""The confidence of an answer, whether it was right, and the rule that gave it."""

KNOTS = 8
"""At most; each stands on as many answers as the next."""

EXPLICIT = ("name_tag", "speaker_label", "name_line")
IMPLICIT = ("same_paragraph", "conversation")
LEAST_STEP = 0.01
"""Between the values of two knots."""


def main(argv: list[str] | None = None) -> None:
    command.run("calibration", __doc__, train, argv)


def train(data: Path, out: Path) -> None:
    """Measure with no calibration in place, so that the confidence is what the rules give; then fit and save."""
    ranker.save(out / "calibration.json.gz", {})
    answers: defaultdict[str, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right, rule in _news(data):
        if rule in EXPLICIT:  # PolNeAR train tells whether the mention is right, not whom a pronoun means
            answers[rule].append((confidence, right))
        elif rule in IMPLICIT:
            answers[f"{rule}, news"].append((confidence, right))
    for confidence, right, rule in _novels(data):
        answers[rule].append((confidence, right))
    knots = {rule: fitted(own) for rule, own in sorted(answers.items()) if len(own) >= 50}
    for rule, points in knots.items():
        print(f"{rule}: {len(answers[rule])} answers, {points}")
    ranker.save(out / "calibration.json.gz", knots)


def _news(data: Path) -> list[Answered]:
    outcomes = evaluate(systems.quoteattr, jobs_for(_documents("news", data)), 2)
    return answered(judgements_of(outcomes, "segments"))


def _novels(data: Path) -> list[Answered]:
    """Read each half of the novels with a ranker that has not seen it: one is too sure of those it was trained on."""
    documents = _documents("fiction", data)
    found = []
    for half, weights in enumerate(without_each_half([list(novels(data)), list(openings(data))])):
        with read_with(weights):
            outcomes = evaluate(systems.quoteattr, jobs_for(documents[half::2]), 1)
        found += answered(judgements_of(outcomes, "turns"))
    return found


def _documents(corpus: str, data: Path) -> Sequence[Document]:
    documents = read(corpus, data, "train")
    if documents is None:
        raise SystemExit(f"{corpus} is missing")
    return documents


def fitted(answers: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Return knots of (value, share right) that never fall: pool adjacent violators over groups of one size.

    >>> fitted([(0.1, False), (0.2, True), (0.8, False), (0.9, True)] * 10)
    [(0.1, 0.0), (0.5, 0.5), (0.9, 1.0)]
    """
    answers = sorted(answers, key=lambda answer: answer[0])
    pools: list[list[float]] = []  # sum of values, number right, count
    bounds = [number * len(answers) // KNOTS for number in range(KNOTS + 1)]
    for start, end in pairwise(bounds):
        group = answers[start:end]
        if not group:
            continue
        pools.append([sum(value for value, _ in group), float(sum(right for _, right in group)), float(len(group))])
        while len(pools) > 1 and (
            pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]
            or pools[-1][0] / pools[-1][2] - pools[-2][0] / pools[-2][2] < LEAST_STEP
        ):
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    return [(round(value / count, 3), round(right / count, 3)) for value, right, count in pools]


if __name__ == "__main__":
    main()
