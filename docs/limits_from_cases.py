"""Makes ``explanation/limits.md`` from the titles in ``tests/cases/known_failures``.

Run ``python docs/limits_from_cases.py`` after a case has moved; a test checks that the page is up to date.
"""

from __future__ import annotations

from pathlib import Path

DOCS = Path(__file__).resolve().parent
FAILURES = DOCS.parent / "tests" / "cases" / "known_failures"

HEAD = """\
# Limits

<!-- Made by docs/limits_from_cases.py from tests/cases/known_failures: change it there. -->

The library reads English, one text at a time, and answers from the text alone: it knows nothing of the world,
and a name that the text never gives is a name that it cannot find. It does not tell true quotations from
invented ones. Where every single speaker of a long novel must be right, read the answers with a low
`confidence` yourself, or ask a large language model about those.
"""
KNOWN = """
## What it is known to get wrong

Each line is a small text in `tests/cases/known_failures`. The tests expect every one of them to fail, so that
the day one is read rightly, it leaves this list.
"""
NONE = """
At the moment no text in `tests/cases` is known to be read wrongly.
"""


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


def page() -> str:
    """Return the page of limits."""
    sections = [
        f"\n### {path.stem.replace('_', ' ').capitalize()}\n\n" + "".join(f"- {title}\n" for title in titles(path))
        for path in sorted(FAILURES.glob("*.txt"))
        if titles(path)
    ]
    return HEAD + (KNOWN + "".join(sections) if sections else NONE)


if __name__ == "__main__":
    (DOCS / "explanation" / "limits.md").write_text(page(), encoding="utf-8")
