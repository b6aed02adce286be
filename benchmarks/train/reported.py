"""Trains the model of reported speech on PolNeAR train: cue, source and content.

Run as ``python -m benchmarks train reported --data DIR``.
"""

from __future__ import annotations

import argparse
import gzip
import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import frozen

from benchmarks.train import ranker
from quoteattr import reported
from quoteattr.document import Document
from quoteattr.mentions import Reference, find_mentions
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
    cue_examples += _tags_of_novels(data / "pdnc" / "train.jsonl.gz", choices)
    models = {"cue": ranker.fit(cue_examples, penalty=2.0)}
    for step in sorted(choices):
        models[step] = ranker.fit(choices[step], penalty=2.0)
        print(f"{step}: {len(choices[step])} choices, {len(models[step])} weights", flush=True)
    print(f"cue: {len(cue_examples)} examples, {len(models['cue'])} weights")
    ranker.save(out / "reported.json.gz", models)


def _tags_of_novels(path: Path, choices: dict[str, list[ranker.Group]]) -> list[ranker.Group]:
    """Return the cues of novels: PDNC gives the words that name a speaker ("said Mrs Weston"), not their parts.

    Only cues in sentences next to a quotation are asked about; what PDNC does not call a tag is none.
    """
    examples: list[ranker.Group] = []
    for row in read(path):
        document = Document(row["text"], model())
        references = find_mentions(document)
        firsts = [reference.first for reference in references]
        golds: dict[int, Gold] = {}
        for quote in row["quotes"]:
            words = [word.lower() for word in (quote["referring_expression"] or "").split()]
            if 0 < len(words) <= 8:
                golds.update(_tag_of_novel(document, quote, words, references, firsts))
        memory: dict[str, int] = {}
        for head in reported.cue_candidates(document):
            if not reported.near_marks(document, head):
                continue
            gold = golds.get(head)
            examples += ranker.binary([(reported.cue_features(document, head, memory), gold is not None)])
            if gold is not None:
                memory[document.lower[head]] = memory.get(document.lower[head], 0) + 1
                reported.read_report(Window(document, head), _teacher(gold, choices))
    return examples


def _tag_of_novel(
    document: Document, quote: dict[str, Any], words: list[str], references: list[Reference], firsts: list[int]
) -> Iterator[tuple[int, Gold]]:
    first, _ = document.tokens_of(quote["spans"][0][0], quote["spans"][0][0] + 1)
    _, last = document.tokens_of(quote["spans"][0][0], quote["spans"][-1][1])
    near = [i for i in range(max(0, first - 40), min(len(document.words), last + 40)) if not document.quoted[i] and document.words[i][0].isalnum()]
    plain = [document.lower[i].replace("'", "").rstrip(".") for i in near]
    wanted = [word.replace("'", "") for word in words]
    places = [k for k in range(len(plain)) if plain[k : k + len(wanted)] == wanted]
    if not places:
        return
    place = min(places, key=lambda k: min(abs(near[k] - last), abs(near[k] - first)))
    begin, end = near[place], near[place + len(wanted) - 1] + 1
    heads = reported.cue_heads()
    possible = [i for i in range(begin, end) if document.lower[i] in heads]
    sources = [references[k] for k in range(bisect_left(firsts, begin), bisect_left(firsts, end))]
    if not possible or not sources:
        return
    source = sources[0]
    head = min(possible, key=lambda i: (min(abs(i - source.last), abs(i - source.first)), -heads[document.lower[i]]))
    pieces = []
    for start, stop in quote["spans"]:
        inside = document.tokens_of(start, stop)
        number = document.quoted[inside[0]] if inside[0] < inside[1] else 0
        if number:
            pieces.append(document.tokens_of(document.stretches[number - 1].start, document.stretches[number - 1].end))
    window = Window(document, head)
    pieces = [piece for piece in pieces if window.lo <= piece[0] and piece[1] <= window.hi]
    left = next((piece for piece in reversed(pieces) if piece[1] <= head), None)
    right = next((piece for piece in pieces if piece[0] > head), None)
    if left or right:
        yield head, Gold((head, head + 1), (source.first, source.last), left, right)


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
