"""The command line that most trainings share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from benchmarks.train.checksums import WEIGHTS


def run(name: str, what: str | None, train: Callable[[Path, Path], object], argv: list[str] | None) -> None:
    """Call *train* with the folder of the corpora and the one to write to, as the command line has them."""
    parser = argparse.ArgumentParser(prog=f"benchmarks train {name}", description=what)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    arguments = parser.parse_args(argv)
    train(arguments.data, arguments.out)
