"""Trains whether a text is news or a story, on pieces of PolNeAR, PDNC and LitBank train.

Run as ``python -m benchmarks train genre --data DIR``.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.train import command, ranker
from benchmarks.train.reported import document_of, read
from quoteattr.genre import counts, score

LENGTHS = (150, 400, 800, 1500, 3000)
"""In characters, of the pieces that a text is cut into, at paragraphs."""
MOST = 2500
"""So many pieces of each corpus."""
PENALTY = 1.0


def main(argv: list[str] | None = None) -> None:
    command.run("genre", __doc__, train, argv)


def train(data: Path, out: Path) -> None:
    rows: list[dict[str, float]] = []
    is_news: list[bool] = []
    for corpus in ("polnear", "pdnc", "litbank"):
        found = [piece for row in read(data / corpus / "train.jsonl.gz") for piece in pieces(row["text"])]
        random.Random(corpus).shuffle(found)
        rows += map(counts_of, found[:MOST])
        is_news += [corpus == "polnear"] * len(found[:MOST])
    learned = fit(rows, is_news)
    right = sum((score(row, learned) > 0) == news for row, news in zip(rows, is_news, strict=True))
    print(f"{len(rows)} pieces, {100 * right / len(rows):.1f} % told right")
    ranker.save(out / "genre.json.gz", learned)


def pieces(text: str) -> Iterator[str]:
    """Yield a text in pieces of several lengths; the seed is the text itself."""
    draw = random.Random(text[:1000])
    paragraphs = [paragraph for paragraph in text.split("\n\n" if "\n\n" in text else "\n") if paragraph.strip()]
    piece: list[str] = []
    length = draw.choice(LENGTHS)
    for paragraph in paragraphs:
        piece.append(paragraph)
        if sum(map(len, piece)) >= length:
            yield "\n\n".join(piece)
            piece, length = [], draw.choice(LENGTHS)


def counts_of(text: str) -> dict[str, float]:
    document = document_of(text)
    return counts(document.words, document.lower, document.capital, document.quoted, document.openings)


def fit(rows: list[dict[str, float]], right: list[bool]) -> dict[str, int]:
    """Return in whole hundredths what each count weighs for news, by logistic regression, and "all" for the start."""
    names = sorted(rows[0])
    matrix = np.array([[1.0, *(row[name] for name in names)] for row in rows])
    side = np.where(right, 1.0, -1.0)

    def loss(vector: np.ndarray) -> tuple[float, np.ndarray]:
        margin = side * (matrix @ vector)
        slope = -side / (1 + np.exp(margin))
        value = float(np.logaddexp(0, -margin).sum()) + 0.5 * PENALTY * float(vector @ vector)
        return value, matrix.T @ slope + PENALTY * vector

    found = ranker.minimum(loss, np.zeros(len(names) + 1), 500)
    return {name: round(100 * float(weight)) for name, weight in zip(["all", *names], found, strict=True)}


if __name__ == "__main__":
    main()
