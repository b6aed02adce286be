"""``python -m benchmarks steps``: where the time goes, step by step along the road of a text.

Processor time, so that other work on the machine counts little; shares of one run are to be compared, no more.  A
step's time is its own: what another step takes inside it is that one's.  Each text is read once before it is timed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from pkgutil import resolve_name
from time import process_time
from typing import Any
from unittest import mock

from benchmarks import systems
from benchmarks.speed import texts
from benchmarks.tables import Cell, Report, Table, command_line, publish

SUMS = "sums of weights"
STEPS = (
    ("words", "quoteattr.document.words_and_starts"),
    ("marks", "quoteattr.document.detect"),
    ("parts of speech", "quoteattr.tagger.Model.tags"),
    ("paragraphs, sentences", "quoteattr.extractor.Document"),
    ("reports, without the sums", "quoteattr.extractor.find_reports"),
    (SUMS, "quoteattr.choice.Ranker.scores"),
    (SUMS, "quoteattr.choice.Ranker.score"),
    (SUMS, "quoteattr.linear.Linear.score"),
    ("quotations", "quoteattr.extractor.assemble"),
    ("mentions", "quoteattr.extractor.find_mentions"),
    ("who is who", "quoteattr.extractor.Entities"),
    ("who speaks, without the sums", "quoteattr.resolver.Resolver.resolve"),
)
"""What a step is called, and the function whose time it is."""
REST = "the rest"
NOVEL = 200_000
"""Characters: so much of the novel is read."""


def main(argv: Sequence[str]) -> int:
    """Print the table of steps, and return 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks steps", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="where the corpora lie")
    parser.add_argument("--part", default="dev")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the table as JSON, too")
    parser.add_argument("--save", action="store_true", help="write the table to benchmarks/results/")
    arguments = parser.parse_args(argv)
    if not systems.available():
        return 1
    from quoteattr import QuoteExtractor

    articles, novel = texts(arguments.data, arguments.part)
    table = step_table(
        {
            "news": shares(QuoteExtractor().extract, articles),
            "a novel": shares(QuoteExtractor().extract, [novel[:NOVEL]]),
            "a novel, direct alone": shares(QuoteExtractor(kinds=frozenset({"direct"})).extract, [novel[:NOVEL]]),
        }
    )
    report = Report(command_line(), "all", arguments.part, (table,))
    publish([report], arguments.json, "steps" if arguments.save else None)
    return 0


def step_table(columns: dict[str, dict[str, float]]) -> Table:
    """Return a row per step with its share of the time of each kind of text, in percent."""
    names = [*dict.fromkeys(name for name, _ in STEPS), REST]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (name, *(column.get(name, 0.0) for column in columns.values())) for name in names
    )
    return Table("steps", ("step", *columns), rows, "percent of the processor time")


def shares(extract: Callable[[str], object], texts: Sequence[str], times: int = 3) -> dict[str, float]:
    """Return the percentage of the time that each step takes, of the quickest of so many times."""
    for text in texts:
        extract(text)
    runs = []
    for _ in range(times):
        with timed() as spent:
            for text in texts:
                extract(text)
        runs.append(spent)
    quickest = min(runs, key=lambda spent: sum(spent.values()))
    whole = sum(quickest.values())
    return {name: 100 * seconds / whole for name, seconds in quickest.items()}


@contextmanager
def timed() -> Iterator[dict[str, float]]:
    """Within it, the functions of STEPS note their time; all other time is the rest."""
    spent: dict[str, float] = {}
    running, since = [REST], process_time()

    def turn() -> None:
        """Give the time since the last turn to the step that runs."""
        nonlocal since
        now = process_time()
        spent[running[-1]] = spent.get(running[-1], 0.0) + now - since
        since = now

    def noting(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*args: Any, **keywords: Any) -> Any:
            turn()
            running.append(name)
            try:
                return function(*args, **keywords)
            finally:
                turn()
                running.pop()

        return noted

    with ExitStack() as stack:
        for name, place in STEPS:
            owner, attribute = resolve_name(place.rpartition(".")[0]), place.rpartition(".")[2]
            stack.enter_context(mock.patch.object(owner, attribute, noting(name, getattr(owner, attribute))))
        yield spent
        turn()
