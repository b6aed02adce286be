"""``python -m quoteattr`` prints who said what."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

TEXT = "“The bridge is closed,” said Mary <mary@example.org>. “Then we walk,” said Tom."


def run(*arguments: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "quoteattr", *arguments],
        input=given,
        stdin=subprocess.DEVNULL if given is None else None,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1", "PATH": ""},
        check=False,
    )


def test_without_a_file_it_reads_its_example_text() -> None:
    done = run()
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) >= 10


def test_a_file_gives_a_line_for_each_quotation(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text(TEXT, encoding="utf-8")
    first, second = run(str(path)).stdout.splitlines()
    assert "Mary" in first
    assert "The bridge is closed," in first
    assert "Tom" in second
    assert "Then we walk," in second


def test_a_hyphen_reads_standard_input() -> None:
    lines = run("-", given=TEXT).stdout.splitlines()
    assert len(lines) == 2
    assert "Mary" in lines[0]


def test_json_can_be_read_back() -> None:
    printed = run("--json", "-", given=TEXT).stdout
    try:
        rows = json.loads(printed)
    except json.JSONDecodeError:
        rows = [json.loads(line) for line in printed.splitlines()]
    assert len(rows) == 2
    assert "The bridge is closed," in json.dumps(rows[0], ensure_ascii=False)


def test_html_is_a_page_with_everything_escaped() -> None:
    page = run("--html", "-", given=TEXT).stdout
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert "&lt;mary@example.org&gt;" in page
    assert "<mary@example.org>" not in page


def test_a_missing_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    done = run(str(tmp_path / "no-such-file.txt"))
    assert done.returncode != 0
    assert "no-such-file.txt" in done.stderr
    assert "Traceback" not in done.stderr
