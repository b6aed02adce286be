"""Trains whether a marked stretch is direct speech, on PolNeAR, PDNC and LitBank train.

Run as ``python -m benchmarks train stretches --data DIR``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.train import command, ranker
from benchmarks.train.reported import document_of, read
from quoteattr.document import Document
from quoteattr.stretches import stretch_features

Example = tuple[list[str], bool]
"""The features of a stretch, and whether it is what is asked for."""


def main(argv: list[str] | None = None) -> None:
    command.run("stretches", __doc__, train, argv)


def train(data: Path, out: Path) -> None:
    examples: list[Example] = []
    spoken: list[Example] = []
    for row in read(data / "polnear" / "train.jsonl.gz"):
        document = document_of(row["text"])
        spans = [tuple(span) for a in row["attributions"] if a["kind"] == "direct" for span in a["content"]]
        mixed = [tuple(span) for a in row["attributions"] if a["kind"] == "mixed" for span in a["content"]]
        examples += examples_of(document, spans, indirect=mixed)
        spoken += spoken_examples(document, row)
    for row in read(data / "pdnc" / "train.jsonl.gz"):
        spans = [tuple(span) for quote in row["quotes"] for span in quote["spans"]]
        examples += examples_of(document_of(row["text"]), spans)
    for row in read(data / "litbank" / "train.jsonl.gz"):
        examples += examples_of(document_of(row["text"]), [tuple(quote["span"]) for quote in row["quotes"]])
    print(len(examples), sum(right for _, right in examples), len(spoken), sum(right for _, right in spoken))
    models = {
        "quotation": ranker.fit(ranker.binary(examples), penalty=1.0),
        "spoken": spoken_model(spoken),
    }
    ranker.save(out / "stretches.json.gz", models)


def spoken_examples(document: Document, row: dict[str, Any]) -> list[Example]:
    """Return the stretches of an article of PolNeAR, and whether their words are the content of any attribution."""
    return examples_of(document, [tuple(span) for a in row["attributions"] for span in a["content"]])


def spoken_model(examples: Sequence[Example]) -> dict[str, int]:
    """Return the weights that tell whose words are somebody's."""
    return ranker.fit(ranker.binary(examples), penalty=4.0)


def examples_of(
    document: Document, gold: list[tuple[int, int]], indirect: Sequence[tuple[int, int]] = ()
) -> list[Example]:
    """Return the stretches of a document, and whether their words are *gold*."""
    covered = bytearray(len(document.text) + 1)
    for start, end in gold:
        covered[start:end] = b"\1" * (end - start)
    for start, end in indirect:
        covered[start:end] = b"\2" * (end - start)
    examples = []
    for number, stretch in enumerate(document.stretches, 1):
        values = covered[stretch.inner.start : stretch.inner.end]
        if values.count(2) > len(values) // 2 and len(values) > 60:
            continue  # long marked parts of mixed speech are neither here nor there
        examples.append((stretch_features(document, number), values.count(1) * 2 > len(values)))
    return examples


if __name__ == "__main__":
    main()
