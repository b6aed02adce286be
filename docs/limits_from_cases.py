"""Makes ``explanation/limits.md`` from the known failures of ``tests/cases`` and ``tests/metamorphic`` and the rates.

Run ``python docs/limits_from_cases.py`` after a case has moved or ``benchmarks/results`` has changed; a test checks
that the page is up to date.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent
FAILURES = DOCS.parent / "tests" / "cases" / "known_failures"
FLIPS = DOCS.parent / "tests" / "metamorphic" / "known_failures.txt"
RESULTS = DOCS.parent / "benchmarks" / "results"

HEAD = """\
# Limits

<!-- Made by docs/limits_from_cases.py from the known failures in tests and from benchmarks/results. -->

The library reads English, one text at a time, and answers from the text alone: it knows nothing of the world,
and a name that the text never gives is a name that it cannot find. It does not tell true quotations from
invented ones. Where every single speaker of a long novel must be right, read the answers with a low
`confidence` yourself, or ask a large language model about those.

It reads plain text: HTML, Markdown, mail and PDF are to be [cleaned first](../how-to/clean-text-first.md).
"""
KNOWN = """
## What it is known to get wrong

Each line is a small text in `tests/cases/known_failures`. The tests expect every one of them to fail, so that
the day one is read rightly, it leaves this list.
"""
CHANGED = """
## Where a change that should not matter does

These texts in `tests/cases` get another answer, at some place, when they are changed as it says. The tests expect
these to fail, too.

"""
NONE = """
At the moment no text in `tests/cases` is known to be read wrongly.
"""


RATES = """
## How often it is wrong

In the articles and novels that its thresholds were chosen on (the part called dev; none was learned from):

| what | right, of 100 |
|---|---|
"""
MEASURED = [
    ("News: speech in marks is found and given to the words that name its speaker", "news", "segments attributed"),
    ("News: the speaker of speech in marks has the right name", "news", "speaker all"),
    ("News: a clause of reported speech without marks is found", "news", "relations indirect lenient"),
    ("Novels: the speaker of a turn, all turns", "fiction", "speaker all"),
    ("Novels: where a name stands next to the turn", "fiction", "speaker Explicit"),
    ("Novels: where a pronoun or a common noun does", "fiction", "speaker Anaphoric"),
    ("Novels: where nothing does", "fiction", "speaker Implicit"),
]
"""What is said, the corpus, and the measure of ``benchmarks accuracy``."""


def rates(results: Path = RESULTS) -> list[tuple[str, float]]:
    """Return what was measured, each with its rate in per cent; a measure that was not taken is left out."""
    found = []
    for title, corpus, measure in MEASURED:
        file = results / f"accuracy-{corpus}-dev.json"
        tables: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))["tables"] if file.exists() else {}
        rows = {row["measure"]: row["R"] for row in tables.get(corpus, ())}
        if rows.get(measure) is not None:
            found.append((title, rows[measure]))
    return found


def titles(path: Path) -> list[str]:
    """Return the titles of the cases in *path*: the line in front of every third full stop."""
    found, stops, before = [], 0, ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line == ".":
            if stops % 3 == 0:
                found.append(before.strip())
            stops += 1
        before = line
    return found


def flips() -> list[str]:
    """Return the changes and the titles of the cases that they change more in than they should."""
    lines = [line for line in FLIPS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    parts = [line.split(": ", 2) for line in lines]
    return [f"{title}: {change}" for change, _, title in parts]


def page() -> str:
    """Return the page of limits."""
    sections = [
        f"\n### {path.stem.replace('_', ' ').capitalize()}\n\n" + "".join(f"- {title}\n" for title in titles(path))
        for path in sorted(FAILURES.glob("*.txt"))
        if titles(path)
    ]
    measured = "".join(f"| {title} | {rate:.1f} |\n" for title, rate in rates())
    changed = CHANGED + "".join(f"- {flip}\n" for flip in flips()) if flips() else ""
    return HEAD + (RATES + measured if measured else "") + (KNOWN + "".join(sections) if sections else NONE) + changed


if __name__ == "__main__":
    (DOCS / "explanation" / "limits.md").write_text(page(), encoding="utf-8")
