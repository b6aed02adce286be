"""Trains the model of reported speech on PolNeAR train: cue, source and content.

Run as ``python -m benchmarks train reported --data DIR``.
"""

from __future__ import annotations

import gc
import gzip
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from attrs import frozen

from benchmarks.train import command
from benchmarks.train.choices import Examples, count_weights
from benchmarks.train.ranker import save
from benchmarks.train.varied import varied
from quoteattr import cues, readings, reported
from quoteattr.choice import NONE, Choice, Ranker
from quoteattr.cue import Cue
from quoteattr.document import Document
from quoteattr.lexicons import words
from quoteattr.linear import probability
from quoteattr.mentions import find_mentions
from quoteattr.readings import GLANCE, STEPS, Choose
from quoteattr.reference import Reference
from quoteattr.reported import ANSWERS, rankers_of
from quoteattr.tagger import model
from quoteattr.vocabulary import Vocabulary, vocabulary
from quoteattr.weights import load

FOLDS = 4
HALVINGS = (((0, 2), (1, 3)), ((0, 1), (2, 3)))
"""In two ways the documents are halved by their folds, so that what reads a document was learned without it."""
PENALTY = {"glance": 1.0, "cue": 4.0, "right end": 6.0}
MIN_COUNT = 3
PRUNE = 0.06
LEAST_GLANCE = -6.0
"""Words that are no cues at a glance teach what cues are like, down to this score."""
LEAST_CUE = 0.05
"""So does what is hardly a cue teach what whole reports are like."""
LIKELY = 0.35
"""How probable a cue is that counts for those after it, while whole reports cannot be judged yet."""

LONGEST_TAG = 40
"""In words: “Ann, who had been at the window all the while, turned round at last and said”."""
FARTHEST_TAG = 60
"""In tokens, from the quotation."""

VARIED = 0.25
"""The share of "said" that another verb takes the place of, in a copy of each article."""
FITTED = ("cue", *(step for step in (*GLANCE.values(), *STEPS) if step in ANSWERS))
"""All that is fitted to the right readings."""

Row = dict[str, Any]
Collection = dict[str, Examples]


@frozen
class Gold:
    """An attribution of the corpus, in tokens."""

    cue: tuple[int, int]
    source: tuple[int, int] | None
    left: tuple[int, int] | None
    right: tuple[int, int] | None


@frozen
class Varied:
    """An article with other verbs in the place of some "said", which teach."""

    number: int
    """Of the article."""
    document: Document
    row: Row
    golds: dict[int, Gold]
    taught: frozenset[int]
    """The tokens of the changed verbs."""


def main(argv: list[str] | None = None) -> None:
    command.run("reported", __doc__, train, argv)


def train(data: Path, out: Path) -> None:
    gc.disable()  # millions of features are kept anyway
    rows = list(read(data / "polnear" / "train.jsonl.gz"))
    save(out / "cue_heads.json.gz", _cue_heads([(document_of(row["text"]), row) for row in rows]))
    load.cache_clear()
    vocabulary.cache_clear()
    documents = [(document_of(row["text"]), row) for row in rows]
    documents += [(document_of(row["text"]), row) for row in read(data / "pdnc" / "train.jsonl.gz")]
    save(out / "reported.json.gz", learned(documents))


def _varied_of(documents: Sequence[tuple[Document, Row]]) -> list[Varied]:
    """Return a copy of each article with other verbs in the place of some "said"."""
    found = []
    for number, (_, row) in enumerate(documents):
        if "attributions" in row:
            changed, begins = varied(row, VARIED, number)
            document = document_of(changed["text"])
            golds = _golds_of(document, changed)
            taught = golds.keys() & {document.tokens_of(begin, begin + 1)[0] for begin in begins}
            found.append(Varied(number, document, changed, golds, frozenset(taught)))
    return found


def learned(documents: Sequence[tuple[Document, Row]]) -> dict[str, list[dict[str, str]]]:
    """Return the encoded weights of every kind of choice, learned from *documents*."""
    golds = [_golds_of(document, row) for document, row in documents]
    copies = _varied_of(documents)
    glance = Examples(ANSWERS["glance"])
    for copy in copies:
        for token in cues.possible_cues(copy.document, False, heads=copy.document.vocabulary.heads):
            if token in copy.taught:
                glance.add_answer(*cues.glance_answers(copy.document, token), True, copy.number % FOLDS)
    for number, (document, row) in enumerate(documents):
        for token in cues.possible_cues(document, "quotes" in row, heads=document.vocabulary.heads):
            if "quotes" not in row or token in golds[number] or _near_a_mark(document, token):
                glance.add_answer(*cues.glance_answers(document, token), token in golds[number], number % FOLDS)
    models = {"glance": _fit(glance, "glance")}
    print(f"glance: {len(glance)} words, {count_weights(models['glance'])} weights", flush=True)
    examples = {step: Examples(ANSWERS[step]) for step in FITTED}
    missed: Counter[str] = Counter()
    ranker = rankers_of(models)["glance"]
    for number, (document, row) in enumerate(documents):
        _collect(document, golds[number], examples, number % FOLDS, ranker, missed, "quotes" in row)
    for copy in copies:
        _collect(copy.document, copy.golds, examples, copy.number % FOLDS, ranker, missed, False, copy.taught)
    readers = [(half, _reader(models, examples, half)) for half in HALVINGS[0]]  # all of them before any example more
    for half, rankers in readers:
        for number, (document, row) in enumerate(documents):
            if number % FOLDS in half and "attributions" in row:
                _follow(document, golds[number], examples, number % FOLDS, rankers)
    for step in FITTED:
        models[step] = _fit(examples[step], step)
        print(
            f"{step}: {len(examples[step])} choices, {missed[step]} missed,",
            f"{count_weights(models[step])} weights",
            flush=True,
        )
    whole = Examples(ANSWERS["report"])
    for half in chain.from_iterable(HALVINGS):
        rankers = _reader(models, examples, half)
        for number, (document, row) in enumerate(documents):
            if number % FOLDS in half and "attributions" in row:
                _judge(document, row, rankers, whole)
        for copy in copies:
            if copy.number % FOLDS in half:
                _judge(copy.document, copy.row, rankers, whole, copy.taught)
    models["report"] = whole.fit(penalty=40.0, min_count=8, prune=0.02)
    print(f"report: {len(whole)} examples, {count_weights(models['report'])} weights")
    return models


def document_of(text: str) -> Document:
    """Return *text* with the package's own tagger and vocabulary."""
    return Document(text, model(), _vocabulary())


def _vocabulary() -> Vocabulary:
    return vocabulary(words("cue_verbs"), words("titles"))


def _reader(models: dict[str, list[dict[str, str]]], examples: Collection, without: Sequence[int]) -> dict[str, Ranker]:
    """Return the rankers that are learned without some folds; the glance at single words knows them all."""
    fitted = {step: _fit(examples[step], step, without) for step in FITTED}
    return rankers_of({**fitted, "glance": models["glance"]})


def _fit(examples: Examples, step: str, without: Sequence[int] = ()) -> list[dict[str, str]]:
    return examples.fit(PENALTY.get(step, 2.0), MIN_COUNT, PRUNE, without)


def _golds_of(document: Document, row: Row) -> dict[int, Gold]:
    """Return the gold by the token that heads its cue."""
    return dict(_golds(document, row)) if "attributions" in row else _tags_of_novel(document, row)


def _collect(
    document: Document,
    golds: dict[int, Gold],
    examples: Collection,
    fold: int,
    glance: Ranker,
    missed: Counter[str],
    marks_only: bool,
    taught: frozenset[int] | None = None,
) -> None:
    """Note every choice that the right reading of *document* asks for; with *taught* those at these cues alone."""
    for cue in cues.cues(document, marks_only, glance, LEAST_GLANCE, heads=document.vocabulary.heads):
        gold = golds.get(cue.token)
        teaches = taught is None or cue.token in taught
        if teaches and (gold is not None or not marks_only or _near_a_mark(document, cue.token)):
            examples["cue"].add_answer(*cues.cue_answers(cue), gold is not None, fold)
        if gold is not None:
            values = _in_units(cue, gold)
            choose = _teacher(values, examples, fold, missed) if teaches else _reciter(values)
            cue.accept(readings.read(cue, choose))


def _near_a_mark(document: Document, token: int) -> bool:
    """Tell whether a mark is so near that novels' gold can tell of it; of clauses it says nothing."""
    return any(document.quoted[max(0, token - 4) : token + 5])


def _in_units(cue: Cue, gold: Gold) -> tuple[int, ...]:
    """Return the gold as the values of the eight choices."""
    window = cue.window
    values: list[int] = []
    for piece in (gold.cue, gold.source, gold.right, gold.left):
        if piece is None or piece[1] <= window.starts[window.begin] or piece[0] >= window.starts[window.end]:
            values += (NONE, NONE)
        else:
            values += (window.unit(piece[0]), window.behind(min(piece[1], window.starts[window.end])))
    return tuple(values)


def _teacher(gold: tuple[int, ...], examples: Collection, fold: int, missed: Counter[str]) -> Choose:
    """Return a chooser that answers with the gold and notes what it was asked."""

    def choose(asked: Choice) -> tuple[int, float]:
        want = _wanted(gold, asked)
        if want is None:
            missed[asked.step] += 1
            return gold[STEPS.index(asked.step)], 0.0
        _note(examples, asked, want, fold)
        return want, 0.0

    return choose


def _reciter(gold: tuple[int, ...]) -> Choose:
    """Return a chooser that answers with the gold and notes nothing."""

    def choose(asked: Choice) -> tuple[int, float]:
        want = _wanted(gold, asked)
        return gold[STEPS.index(asked.step)] if want is None else want, 0.0

    return choose


def _follow(
    document: Document,
    golds: dict[int, Gold],
    examples: Collection,
    fold: int,
    rankers: dict[str, Ranker],
) -> None:
    """Note what *rankers* should choose behind a wrong choice of theirs.

    At run time each choice has an eye on those before it, some of them wrong; what was learned from right ones alone
    trusts them too much.  Source of the idea: Ross, Gordon & Bagnell, AISTATS 2011.
    """
    own = readings.chosen_by(rankers)
    for cue in cues.cues(document, False, rankers["glance"], LEAST_GLANCE, heads=document.vocabulary.heads):
        gold = golds.get(cue.token)
        cue.probability = probability(rankers["cue"].score(*cues.cue_answers(cue)))
        if gold is not None or cue.probability >= LIKELY:
            choose = own if gold is None else _follower(_in_units(cue, gold), own, examples, fold)
            reading = readings.read(cue, choose)
            if reading.has_content and cue.probability >= LIKELY:
                cue.accept(reading)


def _follower(gold: tuple[int, ...], own: Choose, examples: Collection, fold: int) -> Choose:
    """Return a chooser that answers as *own* does and notes what it was asked behind its first wrong answer."""
    strayed = False

    def choose(asked: Choice) -> tuple[int, float]:
        nonlocal strayed
        want = _wanted(gold, asked)
        if strayed and want is not None:
            _note(examples, asked, want, fold)
        value, share = own(asked)
        strayed = strayed or value != want
        return value, share

    return choose


def _wanted(gold: tuple[int, ...], asked: Choice) -> int | None:
    """Return the right one of the values that are asked about, None if it is not among them."""
    want = gold[STEPS.index(asked.step)]
    if want in asked.values:
        return want
    # stops at the edges do not count
    return next((value for value in asked.values if NONE not in (value, want) and abs(value - want) <= 1), None)


def _note(examples: Collection, asked: Choice, want: int, fold: int) -> None:
    values = asked.values
    if len(values) > 1:
        examples[asked.step].add(*asked.ask(values), values.index(want), fold)
        if asked.glance is not None:
            examples[GLANCE[asked.step]].add(*asked.glance(values), values.index(want), fold)


def _judge(
    document: Document, row: Row, rankers: dict[str, Ranker], whole: Examples, taught: frozenset[int] | None = None
) -> None:
    """Note for each report that *rankers* find whether its content and its source are right.

    With *taught* for those at these cues alone.
    """
    golds = []
    for attribution in row["attributions"]:
        content = {
            i
            for start, end in attribution["content"]
            for i in range(*document.tokens_of(start, end))
            if document.words[i][0].isalnum()
        }
        source = {
            i
            for start, end in attribution["source"]
            for i in range(*document.tokens_of(start, end))
            if document.words[i][0].isalnum()
        }
        golds.append((content, source))
    for cue, reading in readings.readings(document, rankers, least=LEAST_CUE):
        report = reported.report_of(cue, reading, 1.0)
        content = {i for piece in report.content for i in range(*piece) if document.words[i][0].isalnum()}
        source = {i for i in range(*report.source) if document.words[i][0].isalnum()} if report.source else set()
        right = any(
            2 * len(content & gold) >= len(content | gold) > 0
            and (2 * len(source & gold_source) >= min(len(source), len(gold_source)) > 0 or not (source or gold_source))
            for gold, gold_source in golds
        )
        if taught is None or cue.token in taught:
            whole.add_answer(*reported.report_answers(cue, reading), right)
        if cue.probability >= LIKELY:
            cue.accept(reading)


def _tags_of_novel(document: Document, row: Row) -> dict[int, Gold]:
    """Return the cues of a novel: PDNC gives the words that name a speaker ("said Mrs Weston"), not their
    parts.

    Only cues in sentences next to a quotation are asked about; what PDNC does not call a tag is none.
    """
    references = find_mentions(document)
    firsts = [reference.first for reference in references]
    golds: dict[int, Gold] = {}
    for quote in row["quotes"]:
        named = [word.lower() for word in (quote["referring_expression"] or "").split()]
        if 0 < len(named) <= LONGEST_TAG:
            golds.update(_tag_of_novel(document, quote, named, references, firsts))
    return golds


def _tag_of_novel(
    document: Document,
    quote: dict[str, Any],
    words: list[str],
    references: list[Reference],
    firsts: list[int],
) -> Iterator[tuple[int, Gold]]:
    first, _ = document.tokens_of(quote["spans"][0][0], quote["spans"][0][0] + 1)
    _, last = document.tokens_of(quote["spans"][0][0], quote["spans"][-1][1])
    near = [
        i
        for i in range(max(0, first - FARTHEST_TAG), min(len(document.words), last + FARTHEST_TAG))
        if not document.quoted[i] and document.words[i][0].isalnum()
    ]
    plain = [document.lower[i].replace("'", "").rstrip(".") for i in near]
    wanted = [word.replace("'", "") for word in words]
    places = [k for k in range(len(plain)) if plain[k : k + len(wanted)] == wanted]
    if not places:
        return
    place = min(places, key=lambda k: min(abs(near[k] - last), abs(near[k] - first)))
    begin, end = near[place], near[place + len(wanted) - 1] + 1
    heads = document.vocabulary.heads
    possible = [i for i in range(begin, end) if document.lower[i] in heads]
    sources = [references[k] for k in range(bisect_left(firsts, begin), bisect_left(firsts, end))]
    if not possible or not sources:
        return
    source = sources[0]
    # "Ann opened her door and said": no tag opens; and of equals the one next to the quotation
    head = max(possible, key=lambda i: (heads[document.lower[i]], -min(abs(i - first), abs(i - last))))
    pieces = []
    for start, stop in quote["spans"]:
        inside = document.tokens_of(start, stop)
        number = document.quoted[inside[0]] if inside[0] < inside[1] else 0
        if number:
            pieces.append(document.tokens_of(document.stretches[number - 1].start, document.stretches[number - 1].end))
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
    return {
        w: min(9, 10 * n // seen[w]) for w, n in sorted(inside.items()) if n >= 3 and seen[w] and n / seen[w] >= 0.04
    }


def _golds(document: Document, row: dict[str, Any]) -> Iterator[tuple[int, Gold]]:
    """Yield the head and the gold of each attribution whose cue has a possible head."""
    heads = document.vocabulary.heads
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


if __name__ == "__main__":
    main()
