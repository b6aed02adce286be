"""Learn the part-of-speech weights: UD English EWT (gold) and CoreNLP's tags of PolNeAR (silver)."""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from quoteattr import tagger
from quoteattr.tagger import ALPHABET, WEIGHT_OF, Lexicon, Model

Sentence = tuple[list[str], list[str]]

EPOCHS = 6
GOLD_COPIES = 2
SILVER_PARTS = 3
"""An epoch takes all gold sentences so many times, and one such part of the silver ones in turn."""
OPEN = "NN NNP NNS JJ VB VBD VBN VBG VBP VBZ RB CD NNPS UH FW ADD NFP SYM"
"""The tags that a word may have that was seldom or never seen."""
SCALE = 12
"""The integer weight of an averaged weight of 1."""
LEAST = 0.12
"""An averaged weight below this is dropped."""


def main(argv: Sequence[str] | None = None) -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(prog="train tagger", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the corpora")
    parser.add_argument("--out", type=Path, default=Path("quoteattr/weights/tagger.json.gz"))
    options = parser.parse_args(argv)
    report = train(options.data, options.out)
    print(json.dumps(report, indent=1))


def train(data: Path, out: Path) -> dict[str, Any]:
    """Write the weights learned from the corpora under *data* to *out*; return the figures."""
    started = time.perf_counter()
    gold = read_ewt(data / "ud_ewt/train.tsv.gz")
    silver = read_corenlp(data / "polnear", "train")
    classes = [tag for tag, _ in Counter(tag for _, tags in gold + silver for tag in tags).most_common()]
    lexicon = count_lexicon(gold, silver, classes)
    open_classes = "".join(ALPHABET[classes.index(tag)] for tag in OPEN.split())
    weights = learn(gold, silver, classes, Lexicon(lexicon, open_classes))
    model = {"classes": classes, "lexicon": lexicon, "open": open_classes, "weights": pack(weights)}
    write(out, model)
    seconds = round(time.perf_counter() - started)
    return {"seconds": seconds, "bytes": out.stat().st_size} | evaluate(data, model)


def evaluate(data: Path, model: dict[str, Any]) -> dict[str, float]:
    """Return the accuracy of *model* on the dev parts."""
    tag = Model(model).tags
    result = {}
    parts = {
        "ewt_dev": read_ewt(data / "ud_ewt/dev.tsv.gz"),
        "corenlp_dev": read_corenlp(data / "polnear", "dev"),
        "corenlp_dev_as_it_stands": read_corenlp(data / "polnear", "dev", adapt=False),
    }
    for name, sentences in parts.items():
        right = total = 0
        started = time.perf_counter()
        for words, tags in sentences:
            right += sum(map(str.__eq__, tag(words), tags))
            total += len(words)
        result[name] = round(100 * right / total, 2)
        result[name + "_tokens_per_second"] = round(total / (time.perf_counter() - started))
    return result


def read_ewt(path: Path) -> list[Sentence]:
    """Return the words and Penn tags of the sentences of UD English EWT."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        blocks = file.read().split("\n\n")
    rows = ([line.split("\t") for line in block.splitlines() if line] for block in blocks)
    return [([row[0] for row in block], [row[1] for row in block]) for block in rows if block]


def read_corenlp(folder: Path, part: str, adapt: bool = True) -> list[Sentence]:
    """Return the words and tags of CoreNLP's sentences, "to" tagged as EWT does unless *adapt* is off."""
    with gzip.open(folder / f"{part}.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = {document["id"]: document["text"] for document in map(json.loads, file)}
    sentences = []
    with gzip.open(folder / f"corenlp_{part}.jsonl.gz", "rt", encoding="utf-8") as file:
        for document in map(json.loads, file):
            text = texts[document["id"]]
            for tokens in document["sentences"]:
                words = [text[start:end] for start, end, *_ in tokens]
                tags = [token[2] for token in tokens]
                sentences.append((words, preposition_to(tags) if adapt else tags))
    return sentences


def preposition_to(tags: list[str]) -> list[str]:
    """Return *tags* with IN for a TO before no verb: the Penn Treebank has TO for both, EWT has not."""
    result = list(tags)
    for i, tag in enumerate(tags):
        if tag == "TO":
            following = [next_tag for next_tag in tags[i + 1 : i + 4] if next_tag not in ("RB", "``")]
            if following and following[0] not in ("VB", ",", ".", ":", "CC", "''"):
                result[i] = "IN"
    return result


def true_cased(sentence: Sentence) -> Sentence:
    """Return *sentence* lower-cased where it is all capitals, as the tagger will see it."""
    words, tags = sentence
    if not " ".join(words).isupper():
        return sentence
    pairs = zip(words, tags, strict=True)
    return [word.capitalize() if tag.startswith("NNP") else word.lower() for word, tag in pairs], tags


def count_lexicon(gold: Iterable[Sentence], silver: Iterable[Sentence], classes: list[str]) -> dict[str, str]:
    """Return word -> the tags it was seen with; a space before them says that it may have others."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for part, weight in ((gold, 2), (silver, 1)):
        for sentence in part:
            words, tags = true_cased(sentence)
            for word, tag in zip(words, tags, strict=True):
                counts[tagger.normalize(word)][tag] += weight
    lexicon = {}
    for word, seen in sorted(counts.items()):
        total = sum(seen.values())
        if total < 4:
            continue
        kept = [tag for tag, n in seen.most_common() if n >= max(2, 0.002 * total)]
        letters = "".join(ALPHABET[classes.index(tag)] for tag in kept)
        closed = total >= (60 if word[0].isupper() else 20)
        lexicon[word] = letters if closed else " " + letters
    return lexicon


def learn(
    gold: list[Sentence], silver: list[Sentence], classes: list[str], lexicon: Lexicon
) -> dict[str, dict[int, float]]:
    """Return feature -> class -> weight, averaged over all steps of a perceptron."""
    index = {tag: k for k, tag in enumerate(classes)}
    forms: dict[str, Named] = {"": Named("", lexicon)}

    def prepare(sentence: Sentence) -> Prepared:
        words, tags = true_cased(sentence)
        for word in words:
            if word not in forms:
                forms[word] = Named(word, lexicon)
        return [forms[word] for word in words], [index[tag] for tag in tags]

    prepared_gold, prepared_silver = list(map(prepare, gold)), list(map(prepare, silver))
    perceptron = Perceptron()
    order = random.Random(1)
    for epoch in range(EPOCHS):
        sentences = prepared_gold * GOLD_COPIES + prepared_silver[epoch % SILVER_PARTS :: SILVER_PARTS]
        order.shuffle(sentences)
        right = sum(perceptron.study(*sentence, forms[""], len(classes)) for sentence in sentences)
        total = sum(len(row) for row, _ in sentences)
        print(f"epoch {epoch + 1}: {100 * right / total:.2f} %", flush=True)
    return perceptron.averaged()


class Named:
    """A word form with the names of its features spelt out once."""

    def __init__(self, word: str, lexicon: Lexicon) -> None:
        form = lexicon.form(word)
        self.candidates, self.own, self.key = form.candidates, form.own, form.key
        self.to_next = [tagger.NEXT + name for name in form.near]
        self.to_second_next = [tagger.SECOND_NEXT + name for name in form.near]
        self.to_previous = [tagger.PREVIOUS + name for name in form.near]
        self.to_second_previous = [tagger.SECOND_PREVIOUS + name for name in form.near]
        self.by_previous_tag = [f"{tagger.TAG_WORD}{form.key} ", f"{tagger.TAG_KIND}{form.kind} "]
        self.to_previous_by_tag = f"{tagger.TAG_NEXT_KIND}{form.kind} "


Prepared = tuple[list[Named], list[int]]


def features_at(row: list[Named], i: int, previous: int, second_previous: int) -> list[str]:
    """Return the features that Model.tags sums, by name."""
    form, left, right = row[i], row[i - 1], row[i + 1]
    tag = ALPHABET[previous]
    return [
        *form.own,
        *left.to_next,
        *row[i - 2].to_second_next,
        *right.to_previous,
        *row[i + 2].to_second_previous,
        *tagger.tag_features(previous, second_previous),
        form.by_previous_tag[0] + tag,
        form.by_previous_tag[1] + tag,
        right.to_previous_by_tag + tag,
        f"{tagger.WORD_NEXT}{form.key} {right.key}",
        f"{tagger.WORD_PREVIOUS}{form.key} {left.key}",
    ]


class Perceptron:
    """A multi-class perceptron over named features that averages its weights over all steps."""

    def __init__(self) -> None:
        self.steps = 0
        self.weights: dict[str, dict[int, float]] = {}
        self.changes: dict[tuple[str, int], list[float]] = {}
        """Feature and class -> sum of its weights up to the last change, the step of that, all changes."""

    def study(self, row: list[Named], answer: list[int], edge: Named, start: int) -> int:
        """Tag a sentence, learning from each mistake; return how many tags were right."""
        padded = [*row, edge, edge]
        previous = second_previous = start
        right = 0
        for i, form in enumerate(row):
            guess = form.candidates[0]
            if len(form.candidates) > 1:
                features = features_at(padded, i, previous, second_previous)
                guess = self.guess(features, form.candidates)
                if guess != answer[i] and answer[i] in form.candidates:
                    self.learn(features, answer[i], guess)
            right += guess == answer[i]
            second_previous, previous = previous, guess
        return right

    def guess(self, features: list[str], candidates: list[int]) -> int:
        """Return the class among *candidates* that scores best, the first of equals."""
        self.steps += 1
        known = [row for row in map(self.weights.get, features) if row]
        return max(candidates, key=lambda k: sum([row[k] for row in known if k in row]))

    def learn(self, features: list[str], answer: int, guess: int) -> None:
        """Move the weights of *features* from the class *guess* towards the class *answer*."""
        for feature in features:
            row = self.weights.setdefault(feature, {})
            for k, change in ((answer, 1.0), (guess, -1.0)):
                weight = row.get(k, 0.0)
                past = self.changes.setdefault((feature, k), [0.0, self.steps, 0])
                past[0] += weight * (self.steps - past[1])
                past[1] = self.steps
                past[2] += 1
                row[k] = weight + change

    def averaged(self) -> dict[str, dict[int, float]]:
        """Return feature -> class -> weight; a weight changed once only is chance and left out."""
        result: dict[str, dict[int, float]] = {}
        for (feature, k), (total, since, changes) in self.changes.items():
            if changes > 1:
                weight = self.weights[feature][k]
                result.setdefault(feature, {})[k] = (total + weight * (self.steps - since)) / self.steps
        return result


def pack(weights: dict[str, dict[int, float]]) -> dict[str, str]:
    """Return the weights as Model reads them: see there."""
    codes = sorted((value, character) for character, value in WEIGHT_OF.items())
    packed: defaultdict[str, str] = defaultdict(str)
    for feature in sorted(weights):
        cells = ""
        by_tag = feature[0] in (tagger.TAG_WORD, tagger.TAG_KIND, tagger.TAG_NEXT_KIND)
        by_word = feature[0] in (tagger.WORD_NEXT, tagger.WORD_PREVIOUS)
        name, _, neighbour = feature.partition(" ") if by_tag or by_word else (feature, "", "")
        for k, weight in sorted(weights[feature].items()):
            value = round(weight * SCALE)
            if abs(weight) >= LEAST and value:
                character = min(codes, key=lambda code: abs(code[0] - value))[1]
                cells += (neighbour if by_tag else "") + ALPHABET[k] + character
        if not cells or " " in neighbour:
            continue
        if by_word:
            packed[name] += (" " if packed[name] else "") + f"{neighbour} {cells}"
        else:
            packed[name] += cells
    return dict(packed)


def write(out: Path, content: Any) -> None:
    """Write *content* as gzipped JSON: the same bytes for the same content, always; in ASCII, which is read faster."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    out.write_bytes(gzip.compress(text.encode("ascii"), compresslevel=9, mtime=0))


if __name__ == "__main__":
    main()
