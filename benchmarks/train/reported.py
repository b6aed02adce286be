"""Trains the model of reported speech on PolNeAR train: cue, source and content.

Run as ``python -m benchmarks train reported --data DIR``.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from benchmarks.train import ranker
from quoteattr import reported
from quoteattr.document import Document
from quoteattr.reported import NONE, Candidates, Window
from quoteattr.tagger import model

WEIGHTS = Path(reported.__file__).parent / "weights"


@frozen
class Gold:
    """An attribution of the corpus, in tokens."""

    cue: tuple[int, int]
    source: tuple[int, int] | None
    left: tuple[int, int] | None
    right: tuple[int, int] | None


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks train reported", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    arguments = parser.parse_args(argv)
    train(arguments.data, arguments.out)


def train(data: Path, out: Path) -> None:
    rows = list(read(data / "polnear" / "train.jsonl.gz"))
    tagger = model()
    documents = [(Document(row["text"], tagger), row) for row in rows]
    ranker.save(out / "cue_heads.json.gz", _cue_heads(documents))
    reported.weights.load.cache_clear()
    reported.cue_heads.cache_clear()
    cue_examples: list[ranker.Group] = []
    choices: defaultdict[str, list[ranker.Group]] = defaultdict(list)
    for document, row in documents:
        golds = dict(_golds(document, row))
        memory: dict[str, int] = {}
        for head in reported.cue_candidates(document):
            features = reported.cue_features(document, head, memory)
            gold = golds.get(head)
            cue_examples += ranker.binary([(features, gold is not None)])
            if gold is not None:
                memory[document.lower[head]] = memory.get(document.lower[head], 0) + 1
                reported.read_report(Window(document, head), _teacher(gold, choices))
    models = {"cue": ranker.fit(cue_examples, penalty=2.0)}
    for step in sorted(choices):
        models[step] = ranker.fit(choices[step], penalty=2.0)
        print(f"{step}: {len(choices[step])} choices, {len(models[step])} weights", flush=True)
    print(f"cue: {len(cue_examples)} examples, {len(models['cue'])} weights")
    ranker.save(out / "reported.json.gz", models)


def read(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _cue_heads(documents: list[tuple[Document, dict[str, Any]]]) -> dict[str, int]:
    """Return the words that head a cue at least thrice and in one case of twenty, with how often in ten."""
    seen: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for document, row in documents:
        seen.update(word for word, quoted in zip(document.lower, document.quoted, strict=True) if not quoted)
        for attribution in row["attributions"]:
            for start, end in attribution["cue"]:
                first, last = document.tokens_of(start, end)
                inside.update({document.lower[i] for i in range(first, last) if not document.quoted[i]})
    return {w: min(9, 10 * n // seen[w]) for w, n in sorted(inside.items()) if n >= 3 and seen[w] and n / seen[w] >= 0.04}


def _golds(document: Document, row: dict[str, Any]) -> Iterator[tuple[int, Gold]]:
    """Yield the head and the gold of each attribution whose cue has a possible head."""
    heads = reported.cue_heads()
    for attribution in row["attributions"]:
        if not attribution["cue"]:
            continue
        cue = document.tokens_of(attribution["cue"][0][0], attribution["cue"][-1][1])
        possible = [i for i in range(*cue) if document.lower[i] in heads and not document.quoted[i]]
        if not possible:
            continue
        head = max(possible, key=lambda i: (heads[document.lower[i]], i))
        source = None
        if attribution["source"]:
            source = document.tokens_of(attribution["source"][0][0], attribution["source"][0][1])
        pieces = _merged(document, [document.tokens_of(start, end) for start, end in attribution["content"]])
        left = next((piece for piece in reversed(pieces) if piece[0] < cue[0]), None)
        right = next((piece for piece in pieces if piece[0] >= cue[1]), None)
        yield head, Gold(cue, source, left, right)


def _merged(document: Document, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join pieces with nothing but marks between them, as where an annotator cut at a sentence."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(pieces):
        if first >= last:
            continue
        if merged and all(not document.words[i][0].isalnum() for i in range(merged[-1][1], first)):
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return merged


def _teacher(gold: Gold, choices: dict[str, list[ranker.Group]]) -> reported.Choose:
    """Return a chooser that answers with the gold and notes what it was asked."""

    def wanted(step: str) -> int:
        sides = {"cue": gold.cue, "source": gold.source, "left": gold.left, "right": gold.right}
        name, edge = step.split()
        side = sides[name]
        return NONE if side is None else side[0] if edge == "start" else side[1]

    def choose(step: str, candidates: Candidates) -> int:
        want = wanted(step)
        values = [value for value, _ in candidates]
        if want not in values:
            # marks and stops at the edges do not count
            near = [v for v in values if v != NONE and want != NONE and abs(v - want) <= 1]
            if not near:
                return want
            want = near[0]
        choices[step].append(([features for _, features in candidates], values.index(want)))
        return want

    return choose


if __name__ == "__main__":
    main()
