"""``python -m benchmarks accuracy``: every figure of our own system, by corpus part, type and rule."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks import corpora, systems
from benchmarks.evaluation import (
    Document,
    Outcome,
    evaluate,
    figures_of,
    jobs_for,
    judgements_of,
    throughput,
)
from benchmarks.measures import Figures, Judgement, Score, by_attribution, by_rule
from benchmarks.restyle import MARKS
from benchmarks.systems import Factory
from benchmarks.tables import Cell, Report, Table, command_line, publish

CORPORA = ("news", "fiction", "litbank")

GOALS = {
    "news": {
        "segments found": "F1 98.5",
        "segments attributed": "R 93",
        "relations direct lenient+source": "F1 90",
        "relations mixed lenient+source": "F1 82",
        "relations indirect lenient+source": "F1 62",
        "exact source": "F1 70",
        "exact cue": "F1 65",
        "exact content": "F1 60",
        "speaker all": "R 92",
        "speaker pronoun": "R 85",
    },
    "fiction": {
        "quotations exact": "P 95, R 99",
        "speaker all": "R 80",
        "speaker Explicit": "R 96",
        "speaker Anaphoric": "R 80",
        "speaker Implicit": "R 70",
    },
    "fiction, cast given": {"quotations exact": "P 95, R 99", "speaker all": "R 88"},
    "litbank": {},
}
"""What we aim at, by measure and by the figure that counts."""


def main(argv: Sequence[str]) -> int:
    """Print the tables that *argv* asks for, and return 0."""
    arguments = parsed(argv)
    if not systems.available():
        return 1
    reports = [
        report
        for name in arguments.corpus or CORPORA
        if (report := report_on(name, arguments.data, arguments.part, arguments.full, arguments.workers))
    ]
    publish(reports, arguments.json, "accuracy" if arguments.save else None)
    return 0


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """Return the arguments."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks accuracy", description=__doc__)
    add_corpus_arguments(parser)
    parser.add_argument("--full", action="store_true", help="fiction also in the other house styles")
    return parser.parse_args(argv)


def add_corpus_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say what to read and where to write."""
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="where the corpora lie")
    parser.add_argument("--part", default="dev", help="train, dev or another part that is there")
    parser.add_argument("--corpus", action="append", choices=CORPORA, help="this one alone; may be repeated")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the tables as JSON, too")
    parser.add_argument("--save", action="store_true", help="write the tables to benchmarks/results/")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes side by side")


def read(name: str, data: Path, part: str) -> Sequence[Document] | None:
    """Return the documents of a corpus; where they are missing, print where they come from."""
    readers: dict[str, Callable[[Path, str], Sequence[Document] | None]] = {
        "news": corpora.news,
        "fiction": corpora.fiction,
        "litbank": corpora.litbank,
    }
    documents = readers[name](data, part)
    if documents is None:
        print(corpora.SOURCES[name].notice(data), end="\n\n")
    return documents


def part_of(name: str, part: str) -> str:
    """Return the part that is read when *part* is asked for: LitBank has one alone."""
    return "train" if name == "litbank" else part


def report_on(
    name: str,
    data: Path,
    part: str,
    full: bool = False,
    workers: int = 2,
    factory: Factory = systems.quoteattr,
) -> Report | None:
    """Return the tables of one corpus, or None where it is missing."""
    documents = read(name, data, part)
    if documents is None:
        return None
    outcomes = evaluate(factory, jobs_for(documents), workers)
    tables = [figure_table(name, outcomes), *judgement_tables(outcomes)]
    if name == "fiction":
        tables.insert(1, document_table("fiction, novel by novel", outcomes))
        tables += fiction_variants(factory, documents, full, workers)
    return Report(command_line(), name, part_of(name, part), tuple(tables))


def fiction_variants(factory: Factory, documents: Sequence[Document], full: bool, workers: int) -> Iterable[Table]:
    """Return the tables with the cast given, and where *full* in the other house styles."""
    outcomes = evaluate(factory, jobs_for(documents, cast=True), workers)
    yield figure_table("fiction, cast given", outcomes)
    yield document_table("fiction, cast given, novel by novel", outcomes)
    for style in MARKS if full else ():
        title = f"fiction, marks rewritten: {style}"
        yield figure_table(title, evaluate(factory, jobs_for(documents, style=style), workers))


# tables


def figure_table(name: str, outcomes: Sequence[Outcome]) -> Table:
    """Return every figure of a corpus beside its goal."""
    goals = GOALS.get(name, {})
    rows = tuple(
        (measure, score.gold, score.predicted or None, *percentages(score), goals.get(measure, ""))
        for measure, score in figures_of(outcomes).items()
    )
    note = f"{len(outcomes)} documents, {throughput(outcomes):.0f} kchar/s a process"
    return Table(name, ("measure", "gold", "predicted", "P", "R", "F1", "goal"), rows, note)


def percentages(score: Score) -> tuple[float | None, float, float | None]:
    """Return precision, recall and F1; recall alone where nothing counts as predicted."""
    if not score.predicted and not score.right:
        return None, score.recall, None
    return score.precision, score.recall, score.f1


def document_table(title: str, outcomes: Sequence[Outcome]) -> Table:
    """Return the chief figures of fiction by novel, of all, and as the mean of the novels."""
    columns = ("novel", "turns", "exact P", "exact R", "all", "explicit", "anaphoric", "implicit")
    figures = [fiction_row(outcome.figures) for outcome in outcomes]
    means = [sum(column) / len(figures) for column in zip(*figures, strict=True)]
    rows: list[tuple[Cell, ...]] = [(outcome.id, *row) for outcome, row in zip(outcomes, figures, strict=True)]
    rows.append(("all turns", *fiction_row(figures_of(outcomes))))
    rows.append(("mean of novels", None, *means[1:]))
    return Table(title, columns, tuple(rows))


def fiction_row(figures: Figures) -> tuple[float, ...]:
    """Return turns, exact precision and recall, and the right speakers: all and by type."""
    exact = figures["quotations exact"]
    speakers = [figures[f"speaker {group}"] for group in ("all", "Explicit", "Anaphoric", "Implicit")]
    return speakers[0].gold, exact.precision, exact.recall, *(score.recall for score in speakers)


def judgement_tables(outcomes: Sequence[Outcome]) -> list[Table]:
    """Return for everything that is judged who answered: by rule, and by the type that was predicted."""
    tables = []
    for name in outcomes[0].judgements if outcomes else ():
        judgements = judgements_of(outcomes, name)
        if judgements:
            tables.append(answer_table(f"{name} by rule", "rule", by_rule(judgements), judgements))
            types = by_attribution(judgements)
            tables.append(answer_table(f"{name} by predicted attribution", "attribution", types, judgements))
    return tables


def answer_table(title: str, what: str, figures: Figures, judgements: Sequence[Judgement]) -> Table:
    """Return how often each was asked, answered and right."""
    ordered = sorted(figures.items(), key=lambda item: (-item[1].predicted, item[0]))
    rows = [(name, s.gold or None, s.predicted, s.right, s.precision) for name, s in ordered]
    answered = sum(s.predicted for _, s in ordered)
    right = sum(s.right for _, s in ordered)
    note = f"{len(judgements)} gold, {len(judgements) - answered} not found, {right} right"
    return Table(title, (what, "asked", "answered", "right", "right %"), tuple(rows), note)
