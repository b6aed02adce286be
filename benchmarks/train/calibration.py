"""Fits how confidence is read off a rule's own value, on PolNeAR and PDNC train.

Run as ``python -m benchmarks train calibration --data DIR``.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks import systems
from benchmarks.accuracy import read
from benchmarks.calibration import answered
from benchmarks.evaluation import evaluate, jobs_for, judgements_of
from benchmarks.train import ranker
from benchmarks.train.reported import WEIGHTS

KNOTS = 8
"""At most; each stands on as many answers as the next."""

EXPLICIT = ("name_tag", "speaker_label", "name_line")
LEAST_STEP = 0.01
"""Between the values of two knots."""


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks train calibration", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    arguments = parser.parse_args(argv)
    train(arguments.data, arguments.out)


def train(data: Path, out: Path) -> None:
    """Measure with no calibration in place, so that the confidence is what the rules give; then fit and save."""
    ranker.save(out / "calibration.json.gz", {})
    answers: defaultdict[str, list[tuple[float, bool]]] = defaultdict(list)
    for corpus, judged in (("news", "segments"), ("fiction", "turns")):
        documents = read(corpus, data, "train")
        if documents is None:
            raise SystemExit(f"{corpus} is missing")
        outcomes = evaluate(systems.quoteattr, jobs_for(documents), 2)
        for confidence, right, rule in answered(judgements_of(outcomes, judged)):
            # PolNeAR train tells whether the mention is right, not whom a pronoun means
            if corpus == "fiction" or rule in EXPLICIT:
                answers[rule].append((confidence, right))
    knots = {rule: fitted(own) for rule, own in sorted(answers.items()) if len(own) >= 50}
    for rule, points in knots.items():
        print(f"{rule}: {len(answers[rule])} answers, {points}")
    ranker.save(out / "calibration.json.gz", knots)


def fitted(answers: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Return knots of (value, share right) that never fall: pool adjacent violators over groups of one size.

    >>> fitted([(0.1, False), (0.2, True), (0.8, False), (0.9, True)] * 10)
    [(0.1, 0.0), (0.5, 0.5), (0.9, 1.0)]
    """
    answers = sorted(answers, key=lambda answer: answer[0])
    size = max(1, len(answers) // KNOTS)
    pools: list[list[float]] = []  # sum of values, number right, count
    for start in range(0, len(answers), size):
        group = answers[start : start + size]
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
