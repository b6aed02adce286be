"""``python -m benchmarks compare A B``: figures side by side, and the quotations gained and lost.

A side is a commit, or "." for the checkout as it is; settings of the extractor may follow as JSON:
``'.:{"thoughts": false}'``, ``'HEAD~3:{"without_rules": ["turn_taking"]}'``.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from benchmarks.accuracy import CORPORA, add_corpus_arguments, part_of, read
from benchmarks.measures import Score
from benchmarks.tables import ROOT, Report, Table, command_line, publish

Dump = dict[str, Any]


@frozen
class Side:
    """A commit with settings."""

    commit: str
    settings: dict[str, Any]

    @classmethod
    def parse(cls, argument: str) -> Side:
        """Return the side that an argument names.

        >>> Side.parse('HEAD:{"thoughts": false}')
        Side(commit='HEAD', settings={'thoughts': False})
        """
        commit, _, settings = argument.partition(":")
        return cls(commit or ".", json.loads(settings) if settings else {})


def main(argv: Sequence[str]) -> int:
    """Print both sides and what changed between them, and return 0."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks compare",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("a", metavar="A", type=Side.parse)
    parser.add_argument("b", metavar="B", type=Side.parse)
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="quotations to list")
    add_corpus_arguments(parser)
    arguments = parser.parse_args(argv)
    reports = []
    for corpus in arguments.corpus or CORPORA:
        if read(corpus, arguments.data, arguments.part) is None:
            continue
        before, after = (dump(side, corpus, arguments) for side in (arguments.a, arguments.b))
        tables = compared(before, after, arguments.limit)
        reports.append(Report(command_line(), corpus, part_of(corpus, arguments.part), tables))
    publish(reports, arguments.json, "compare" if arguments.save else None)
    return 0


def dump(side: Side, corpus: str, arguments: argparse.Namespace) -> Dump:
    """Return what the package of one side makes of a corpus; it runs in a process of its own.

    The package comes from the commit; the benchmarks are always those of this checkout.
    """
    with tempfile.TemporaryDirectory() as folder:
        package, file = ROOT, Path(folder) / "dump.json"
        if side.commit != ".":
            package = Path(folder) / "commit"
            unpack(side.commit, package)
        data = str(arguments.data.resolve())
        settings = json.dumps(side.settings)
        wanted = [data, corpus, arguments.part, settings, str(arguments.workers), str(file)]
        paths = os.pathsep.join([str(package), str(ROOT)])
        subprocess.run(
            [sys.executable, "-m", "benchmarks.dump", *wanted],
            check=True,
            cwd=package,
            env={**os.environ, "PYTHONPATH": paths},
        )
        loaded: Dump = json.loads(file.read_text(encoding="utf8"))
        return loaded


def unpack(commit: str, folder: Path) -> None:
    """Put the package as it was at *commit* into *folder*."""
    command = ["git", "-C", str(ROOT), "archive", "--format=tar", commit, "quoteattr"]
    archive = subprocess.run(command, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")


def compared(before: Dump, after: Dump, limit: int = 20) -> tuple[Table, ...]:
    """Return the figures side by side, how many judgements turned, and the first of them by text."""
    turned = [
        (old, new)
        for old, new in zip(before["judgements"], after["judgements"], strict=True)
        if old["right"] != new["right"]
    ]
    lost = [pair for pair in turned if pair[0]["right"]]
    gained = [pair for pair in turned if pair[1]["right"]]
    return (
        figure_table(before["figures"], after["figures"]),
        change_table(f"gained: {len(gained)}", gained[:limit]),
        change_table(f"lost: {len(lost)}", lost[:limit]),
    )


def figure_table(before: dict[str, Any], after: dict[str, Any]) -> Table:
    """Return each measure's figure (F1, or recall where that is what counts) on both sides."""
    rows = []
    for name in before:
        a, b = Score(**before[name]), Score(**after[name])
        whole = bool(a.predicted or b.predicted)
        old, new = (score.f1 if whole else score.recall for score in (a, b))
        rows.append((name, "F1" if whole else "R", old, new, f"{new - old:+.2f}" if new != old else ""))
    return Table("side by side", ("measure", "figure", "A", "B", "change"), tuple(rows))


def change_table(title: str, pairs: Sequence[tuple[Dump, Dump]]) -> Table:
    """Return what each side said of the quotations that turned."""
    columns = ("document", "at", "judged", "gold", "A says", "A's rule", "B says", "B's rule", "quotation")
    rows = tuple(
        (
            old["document"][:30],
            str(old["span"][0]),
            old["judged"],
            old["gold"],
            said(old),
            old["rule"] or "",
            said(new),
            new["rule"] or "",
            old["text"],
        )
        for old, new in pairs
    )
    return Table(title, columns, rows)


def said(row: Dump) -> str:
    """Return what a system said: the name, with the mention where that is another."""
    if row["said"] is None:
        return "(not found)"
    if row["mention"] and row["mention"] != row["said"]:
        return f"{row['said']} ({row['mention']})"
    return row["said"] or "(nobody)"
