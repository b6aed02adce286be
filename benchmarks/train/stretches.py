"""Trains whether a marked stretch is direct speech, on PolNeAR, PDNC and LitBank train.

Run as ``python -m benchmarks train stretches --data DIR``.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.train import ranker
from benchmarks.train.reported import WEIGHTS, document_of, read
from quoteattr.quotations import stretch_features


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks train stretches", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    arguments = parser.parse_args(argv)
    train(arguments.data, arguments.out)


def train(data: Path, out: Path) -> None:
    examples = []
    for row in read(data / "polnear" / "train.jsonl.gz"):
        spans = [tuple(span) for a in row["attributions"] if a["kind"] == "direct" for span in a["content"]]
        examples += _examples(
            row["text"],
            spans,
            indirect=[tuple(s) for a in row["attributions"] if a["kind"] == "mixed" for s in a["content"]],
        )
    for row in read(data / "pdnc" / "train.jsonl.gz"):
        examples += _examples(row["text"], [tuple(span) for quote in row["quotes"] for span in quote["spans"]])
    for row in read(data / "litbank" / "train.jsonl.gz"):
        examples += _examples(row["text"], [tuple(quote["span"]) for quote in row["quotes"]])
    spoken = []
    for row in read(data / "polnear" / "train.jsonl.gz"):
        spans = [tuple(span) for a in row["attributions"] for span in a["content"]]
        spoken += _examples(row["text"], spans)
    print(len(examples), sum(right for _, right in examples), len(spoken), sum(right for _, right in spoken))
    models = {
        "quotation": ranker.fit(ranker.binary(examples), penalty=1.0),
        "spoken": ranker.fit(ranker.binary(spoken), penalty=1.0),
    }
    ranker.save(out / "stretches.json.gz", models)


def _examples(
    text: str, gold: list[tuple[int, int]], indirect: Sequence[tuple[int, int]] = ()
) -> list[tuple[list[str], bool]]:
    document = document_of(text)
    covered = bytearray(len(text) + 1)
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
