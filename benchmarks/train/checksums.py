"""Write the checksum of each file of weights to ``quoteattr/weights/SHA256SUMS``; every training ends with it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from benchmarks.tables import ROOT

WEIGHTS = ROOT / "quoteattr" / "weights"


def main(argv: Sequence[str] = (), weights: Path = WEIGHTS) -> int:
    """Write the file, and return 0."""
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(weights.glob("*.gz"))]
    (weights / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")
    return 0
