"""The same texts give the same weights, byte for byte, whatever the order of a set is in a process."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.train import first_names

ROOT = Path(__file__).parents[1]
PAGE = (
    "Sen. Ann Lee met Gov. Tom Garrow in St. Ives on Jan. 5. They spoke of the pier. The pier is old.\n"
    "It leans, e.g. in a storm, towards the town. Mr. Pell of Pell Bros. built it. He was no sailor.\n\n"
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with three made-up texts in the place of each corpus that Punkt learns from."""
    for corpus in ("polnear", "pdnc", "litbank"):
        (tmp_path / corpus).mkdir()
        rows = [json.dumps({"id": str(n), "text": PAGE * (3 + n)}) for n in range(3)]
        (tmp_path / corpus / "train.jsonl.gz").write_bytes(gzip.compress("\n".join(rows).encode()))
    return tmp_path


def trained(data: Path, seed: int) -> bytes:
    out = data / f"punkt-{seed}.json.gz"
    command = [sys.executable, "-m", "benchmarks", "train", "punkt", "--data", str(data), "--out", str(out)]
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    return out.read_bytes()


def test_punkt_learns_the_same_twice(data: Path) -> None:
    once = trained(data, 1)
    assert once == trained(data, 2)
    learned = json.loads(gzip.decompress(once))
    assert {"sen", "gov", "bros"} <= set(learned["abbreviations"])
    assert learned["capitals"]


def test_first_names_are_the_same_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(1900, "F", "Ann", 900, 0.03), (1900, "M", "Ann", 9, 0.01), (1950, "M", "Bo", 700, 0.1)]
    written = []
    for order in (rows, rows[::-1]):
        monkeypatch.setattr(first_names, "read_counts", lambda order=order: order)
        first_names.train(None, tmp_path / "names.json.gz")
        written.append((tmp_path / "names.json.gz").read_bytes())
    assert written[0] == written[1]
    assert json.loads(gzip.decompress(written[0])) == {"Ann": 75, "Bo": 0}
