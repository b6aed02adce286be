"""``python -m benchmarks calibration``: how far the confidence is to be believed.

A quotation counts once for every gold one that it was judged against, and only where it names a
speaker: a silent one has nothing to be confident of.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from attrs import frozen

from benchmarks import systems
from benchmarks.accuracy import add_corpus_arguments, part_of, read
from benchmarks.evaluation import evaluate, jobs_for, judgements_of
from benchmarks.measures import Judgement
from benchmarks.systems import Factory
from benchmarks.tables import Report, Table, command_line, publish

BINS = 10
JUDGED = {
    "segments": "news, attributed to the right mention",
    "names": "news, canonical speaker",
    "turns": "fiction, speaker of the turn",
    "quotes": "LitBank, speaker",
}


@frozen
class Bin:
    """The answers whose confidence lies within one tenth."""

    count: int
    confidence: float
    """Their mean confidence, 0 to 1."""
    accuracy: float
    """The share of them that is right, 0 to 1."""


def main(argv: Sequence[str]) -> int:
    """Print the reliability of the confidence, and return 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks calibration", description=__doc__)
    add_corpus_arguments(parser)
    arguments = parser.parse_args(argv)
    if not systems.available():
        return 1
    reports = []
    for name in arguments.corpus or ("news", "fiction"):
        report = report_on(name, arguments)
        if report:
            reports.append(report)
    publish(reports, arguments.json, "calibration" if arguments.save else None)
    return 0


def report_on(name: str, arguments: argparse.Namespace, factory: Factory = systems.quoteattr) -> Report | None:
    """Return the reliability tables of one corpus, or None where it is missing."""
    documents = read(name, arguments.data, arguments.part)
    if documents is None:
        return None
    outcomes = evaluate(factory, jobs_for(documents), arguments.workers)
    tables = []
    for judged in outcomes[0].judgements:
        judgements = answered(judgements_of(outcomes, judged))
        tables += [reliability_table(JUDGED[judged], judgements), rule_table(JUDGED[judged], judgements)]
    return Report(command_line(), name, part_of(name, arguments.part), tuple(tables))


def answered(judgements: Iterable[Judgement]) -> list[tuple[float, bool, str]]:
    """Return (confidence, right, rule) of the judgements whose prediction names a speaker."""
    return [
        (j.prediction.confidence, j.right, j.prediction.rule or "(none)")
        for j in judgements
        if j.prediction is not None and (j.prediction.names or j.prediction.source)
    ]


def bins(answers: Iterable[tuple[float, bool, str]]) -> list[Bin | None]:
    """Return the answers by tenth of confidence; None for an empty tenth."""
    groups: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right, _ in answers:
        groups[min(BINS - 1, max(0, int(confidence * BINS)))].append((confidence, right))
    return [as_bin(group) if group else None for group in groups]


def as_bin(group: Sequence[tuple[float, bool]]) -> Bin:
    """Return the answers of one tenth as a bin."""
    return Bin(len(group), sum(c for c, _ in group) / len(group), sum(r for _, r in group) / len(group))


def expected_error(answers: Sequence[tuple[float, bool, str]]) -> float:
    """Return the expected calibration error: the mean gap of confidence and accuracy, by bin.

    >>> expected_error([(0.75, True, ""), (0.75, True, ""), (0.75, True, ""), (0.75, False, "")])
    0.0
    """
    filled = [each for each in bins(answers) if each]
    total = sum(each.count for each in filled)
    return sum(each.count * abs(each.accuracy - each.confidence) for each in filled) / total if total else 0.0


def reliability_table(title: str, answers: Sequence[tuple[float, bool, str]]) -> Table:
    """Return confidence beside accuracy, a row a tenth."""
    rows = tuple(
        (f"{i / BINS:.1f}–{(i + 1) / BINS:.1f}", each.count, 100 * each.confidence, 100 * each.accuracy)
        for i, each in enumerate(bins(answers))
        if each
    )
    note = f"expected calibration error {expected_error(answers):.3f} over {len(answers)} answers (goal 0.05)"
    return Table(title, ("confidence", "answers", "mean confidence %", "right %"), rows, note)


def rule_table(title: str, answers: Sequence[tuple[float, bool, str]]) -> Table:
    """Return the same by rule."""
    rules = sorted({rule for _, _, rule in answers})
    rows = []
    for rule in rules:
        own = [answer for answer in answers if answer[2] == rule]
        whole = as_bin([(confidence, right) for confidence, right, _ in own])
        error = 100 * expected_error(own)
        rows.append((rule, whole.count, 100 * whole.confidence, 100 * whole.accuracy, error))
    rows.sort(key=lambda row: -row[1])
    columns = ("rule", "answers", "mean confidence %", "right %", "error %")
    return Table(f"{title}, by rule", columns, tuple(rows))
