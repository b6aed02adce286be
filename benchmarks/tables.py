"""Plain tables with aligned columns, and the record that every one of them comes with."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from attrs import field, frozen

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).resolve().parent / "results"

Cell = str | float | int | None


@frozen
class Table:
    """Rows under a title and headings."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    def __str__(self) -> str:
        """Return the table as text: words to the left, figures to the right."""
        lines = [self.columns, *(tuple(shown(cell) for cell in row) for row in self.rows)]
        widths = [max(len(line[i]) for line in lines) for i in range(len(self.columns))]
        words = [any(isinstance(row[i], str) for row in self.rows) for i in range(len(self.columns))]
        body = [
            "  ".join(
                cell.ljust(width) if left else cell.rjust(width)
                for cell, width, left in zip(line, widths, words, strict=True)
            ).rstrip()
            for line in lines
        ]
        rule = "-" * (sum(widths) + 2 * len(widths) - 2)
        return "\n".join([self.title, *([self.note] if self.note else []), body[0], rule, *body[1:]])

    def records(self) -> list[dict[str, Cell]]:
        """Return the rows as dictionaries."""
        return [
            dict(zip(self.columns, (round(c, 4) if isinstance(c, float) else c for c in row), strict=True))
            for row in self.rows
        ]


@frozen
class Report:
    """The tables of one run, with what made them."""

    command: str
    corpus: str
    part: str
    tables: tuple[Table, ...] = field(default=())

    def __str__(self) -> str:
        """Return the record and the tables as text."""
        heading = " | ".join(f"{name}: {value}" for name, value in self.record().items())
        return "\n\n".join([heading, *map(str, self.tables)])

    def record(self) -> dict[str, str]:
        """Return the command, the commit, the corpus, its part and the date."""
        return {
            "command": self.command,
            "commit": commit(),
            "corpus": self.corpus,
            "part": self.part,
            "date": date.today().isoformat(),
        }

    def to_json(self) -> dict[str, Any]:
        """Return the record and the tables, ready for JSON."""
        tables = {table.title: table.records() for table in self.tables}
        return {**self.record(), "python": sys.version.split()[0], "tables": tables}


def shown(cell: Cell) -> str:
    """Return a cell as it is printed: one decimal, or two below 1."""
    if cell is None:
        return "-"
    if isinstance(cell, float):
        return f"{cell:.1f}" if cell >= 1 or cell == 0 else f"{cell:.2f}"
    return str(cell)


def commit(folder: Path = ROOT) -> str:
    """Return the short commit of the checkout, with "+dirty" where files differ from it."""
    try:
        short = git("rev-parse", "--short", "HEAD", folder=folder)
        # the results themselves do not make a checkout dirty
        changed = git("status", "--porcelain", "--", ".", ":!benchmarks/results", folder=folder)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return short + ("+dirty" if changed else "")


def git(*arguments: str, folder: Path = ROOT) -> str:
    """Return what git prints."""
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def command_line() -> str:
    """Return the command as it was typed."""
    return " ".join(["python -m benchmarks", shlex.join(sys.argv[1:])])


def publish(reports: Sequence[Report], json_file: Path | None = None, save: str | None = None) -> None:
    """Print the reports; write them as JSON to a file, and where *save* names the command, to the results."""
    for report in reports:
        print(report, end="\n\n")
    if json_file:
        write_json(json_file, [report.to_json() for report in reports])
    if save:
        for report in reports:
            write_json(RESULTS / f"{save}-{report.corpus}-{report.part}.json", report.to_json())


def write_json(path: Path, value: Any) -> None:
    """Write *value* to a file, and say so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf8")
    print(f"written: {path}")
