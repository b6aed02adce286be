"""What stands inside marks, from ``marked_stretches.txt``: which marks open, close, nest, and run on."""

from __future__ import annotations

from pathlib import Path

import pytest

from quoteattr.detector import Stretch, detect
from quoteattr.tokenizer import paragraphs

LINES = [
    line
    for line in Path(__file__).with_name("marked_stretches.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
TEXTS = list(zip(LINES[::2], LINES[1::2], strict=True))


def told(text: str, stretch: Stretch) -> str:
    nested = "".join(f" [{told(text, inner)}]" for inner in stretch.nested)
    return stretch.inner.of(text) + "~" * (not stretch.closed) + ">" * stretch.runs_on + nested


@pytest.mark.parametrize(("line", "expected"), TEXTS, ids=[line[:40] for line, _ in TEXTS])
def test_the_stretches_are_those_of_a_careful_reader(line: str, expected: str) -> None:
    text = line.replace("¶", "\n\n")
    found = detect(text, paragraphs(text))
    assert "=> " + " | ".join(told(text, stretch) for stretch in found) == expected
    for stretch in found:
        assert text[stretch.start : stretch.end].find(stretch.inner.of(text)) >= 0
        assert text[stretch.start] == stretch.mark[0] or stretch.mark == "—" or stretch.start == stretch.inner.start
