"""Trains who speaks, among the people about, on PDNC, LitBank and PolNeAR train.

Run as ``python -m benchmarks train conversation --data DIR``.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.train import exchanges, pronouns, ranker, rivals
from benchmarks.train.checksums import WEIGHTS
from benchmarks.train.exchanges import Walk
from benchmarks.train.reported import read
from quoteattr import candidates, linear
from quoteattr.entity import Entity
from quoteattr.extractor import QuoteExtractor
from quoteattr.models import QuoteKind, Speaker
from quoteattr.quotations import Draft
from quoteattr.resolver import Resolver
from quoteattr.weights import load

HALVINGS = 4
"""In how many ways the stories are halved; a training on each half, and of all of them the mean is taken."""

NARRATORS = {
    "TheGambler": "Alexis Ivanovitch",
    "TheMysteriousAffairAtStyles": "Mr. Hastings",
    "TheSunAlsoRises": "Jake Barnes",
    "TheSignOfTheFour": "Dr. Watson",
}
"""First-person narrators of PDNC, whom the text's "I" is."""


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks train conversation", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--only", choices=["fiction", "news", "rivals"], help="leave other weights as they are")
    arguments = parser.parse_args(argv)
    train(arguments.data, arguments.out, arguments.only)


def train(data: Path, out: Path, only: str | None = None) -> None:
    """Train one ranker for stories and one for news; *only* one of them, and the other stays as it is.

    Beside the one for stories stands what compares whole ways to read a stretch of them; *only* that is "rivals".

    CoreNLP's chains teach their mistakes where annotation tells who is meant: for news they stand in only for
    quotations without a tag.
    """
    weights: dict[str, Any] = {} if only is None else dict(load("conversation"))
    if only != "news":
        learned = _fit_scenes([*novels(data), *openings(data)])
        weights |= learned if only != "rivals" else {"rivals": learned["rivals"]}
    if only in (None, "news"):
        whole, unsure, silver = (
            list(walks) for walks in (_articles(data, SPEAKERS), _articles(data, UNSURE), _silver_articles(data))
        )
        weights["pronouns"] = pronouns.fit([*whole, *unsure])
        pronouns.link(silver, weights["pronouns"])
        pronouns.link_by_halves([*whole, *unsure])
        weights["news"] = _fit_turns([*whole, *whole, *unsure, *silver])
    ranker.save(out / "conversation.json.gz", weights)


def _fit_scenes(stories: Sequence[Walk]) -> dict[str, dict[str, int]]:
    """Return the mean of trainings that see half of the stories each, and what compares ways to read a stretch.

    One training differs from the next by a point, as it settles on what its stories have in common; their mean is
    better than any.  Source of the idea: bagging (Breiman, Machine Learning 24, 1996).  Each reads the other half, and
    from the ways it finds there the second is learned.
    """
    found: Counter[str] = Counter()
    choices: list[rivals.Choice] = []
    for halving in range(HALVINGS):
        for half in (0, 1):
            sides = [(n >> halving) % 2 == half for n in range(len(stories))]
            weights = _fit_half([walk for walk, own in zip(stories, sides, strict=True) if own])
            found.update(weights)
            for walk, own in zip(stories, sides, strict=True):
                if not own:
                    choices += rivals.collect(walk, weights)
    mean = ranker.rounded({feature: weight / (2 * HALVINGS) for feature, weight in found.items()})
    return {"fiction": mean, "rivals": rivals.fit(choices)}


def _fit_half(stories: Sequence[Walk]) -> dict[str, float]:
    """Train on single turns with the right history first, then on whole scenes."""
    groups = [group for walk in stories for group in collect(walk, None)]
    start = {name: weight / 100 for name, weight in ranker.fit(groups, penalty=8.0, prune=0.0).items()}
    print(len(groups), "choices", len(start), "weights", flush=True)
    return exchanges.fit(stories, start)


def without_each_half(corpora: Sequence[Sequence[Walk]]) -> Iterator[dict[str, dict[str, int]]]:
    """Yield weights for stories learned without every other one of each corpus: without the first, then the second."""
    for half in (0, 1):
        yield _fit_scenes([walk for stories in corpora for walk in stories[1 - half :: 2]])


@contextmanager
def read_with(weights: Mapping[str, Mapping[str, int]]) -> Iterator[None]:
    """Read stories with *weights* in place of those of the package."""
    models = candidates.models()
    own = dict(models)
    for part, table in weights.items():
        models[part] = linear.Linear({feature: weight / 100 for feature, weight in table.items()})
    try:
        yield
    finally:
        models.clear()
        models.update(own)


def _fit_turns(walks: Sequence[Walk]) -> dict[str, int]:
    """Train twice: with the right answers as history, then also with the answers of first models.

    What is read at run time follows its own mistakes; a model that never saw one trusts its history too much.
    The first models come from one half of the documents each and are followed on the other half; the documents are
    halved in two ways, for more mistakes to learn from.
    """
    right = [list(collect(walk, None)) for walk in walks]
    followed: list[ranker.Group] = []
    for run in (1, 2):
        halves = [number // run % 2 for number in range(len(walks))]
        models = []
        for half in (0, 1):
            learned = [group for groups, side in zip(right, halves, strict=True) if side == half for group in groups]
            weights = ranker.fit(learned, penalty=4.0, min_count=5)
            models.append(linear.Linear({name: weight / 100 for name, weight in weights.items()}))
        for walk, half in zip(walks, halves, strict=True):
            followed += collect(walk, models[1 - half])
    groups = [*(group for groups in right for group in groups), *followed]
    weights = ranker.fit(groups, penalty=8.0, min_count=5)
    print(len(groups), "choices", len(weights), "weights", flush=True)
    return weights


def collect(walk: Walk, model: linear.Linear | None) -> Iterator[ranker.Group]:
    """Yield each choice among candidates; the history is the right one, or with *model* what it answers."""
    resolver = walk.resolver
    resolver.start_conversation()
    for number, draft in enumerate(resolver.drafts):
        tag = resolver.tag_of(number)
        mention = tag[1] if tag else None
        known = walk.gold_of(draft)
        named = mention is not None and mention.form == "name"
        chosen: Entity | None = None
        if mention is not None and named:
            chosen = resolver.entity_of(resolver.made.of_mention(mention))
        else:
            weighed = candidates.candidates(resolver.conversation, number)
            hits = [i for i, (entity, _) in enumerate(weighed) if known and walk.right(entity)]
            if hits:
                chosen = weighed[hits[0]][0]
                wrong = [features for i, (_, features) in enumerate(weighed) if i not in hits]
                yield [weighed[hits[0]][1], *wrong], 0
            if model is not None and weighed:
                chosen = weighed[model.best([features for _, features in weighed])][0]
        resolver.conversation.note(draft, chosen, mention is not None, resolver.conversation.tags[number].noun)


def novels(data: Path, cast: bool = False) -> Iterator[Walk]:
    """Yield the novels of PDNC, each with its *cast* given or without."""
    for row in read(data / "pdnc" / "train.jsonl.gz"):
        characters = [_character(character) for character in row["characters"]] if cast else []
        resolver = QuoteExtractor(kinds={QuoteKind.DIRECT}, characters=characters).resolver(row["text"])
        names = _Cast(row["characters"])
        owner: dict[int, str] = {}
        for quote in row["quotes"]:
            for start, end in quote["spans"]:
                for i in range(start, end, 7):
                    owner[i // 7] = quote["speaker"]
        gold: list[str] = [""]

        def gold_of(draft: Draft, owner: dict[int, str] = owner, gold: list[str] = gold) -> bool:
            votes = Counter(
                owner[i] for span in draft.spans for i in range(span.start // 7, span.end // 7 + 1) if i in owner
            )
            gold[0] = votes.most_common(1)[0][0] if votes else ""
            return bool(votes)

        def right(
            entity: Entity,
            row: Any = row,
            names: _Cast = names,
            resolver: Resolver = resolver,
            gold: list[str] = gold,
        ) -> bool:
            if entity is resolver.entities.narrator:
                return NARRATORS.get(row["id"]) == gold[0]
            return names.character(entity) == gold[0]

        yield Walk(resolver, gold_of, right)


def _character(row: Any) -> Speaker:
    gender = {"M": "male", "F": "female"}.get(row["gender"])
    return Speaker(row["name"], tuple(alias for alias in row["aliases"] if alias != row["name"]), "person", gender)


class _Cast:
    """Which character of a novel an entity is."""

    def __init__(self, characters: list[dict[str, Any]]) -> None:
        self._exact: dict[str, str] = {}
        self._words: defaultdict[str, set[str]] = defaultdict(set)
        for character in characters:
            for alias in character["aliases"]:
                self._exact.setdefault(_plain(alias), character["name"])
                for word in _plain(alias).split():
                    self._words[word].add(character["name"])
        self._known: dict[int, str | None] = {}

    def character(self, entity: Entity) -> str | None:
        if entity.number not in self._known:
            self._known[entity.number] = self._find(entity)
        return self._known[entity.number]

    def _find(self, entity: Entity) -> str | None:
        for form in (entity.name, *entity.forms):
            if _plain(form) in self._exact:
                return self._exact[_plain(form)]
        if entity.references and entity.core and entity.core[0][0].isupper():
            sets = [self._words.get(word, set()) for word in _plain(" ".join(entity.core)).split()]
            both = set.intersection(*sets) if sets else set()
            if len(both) == 1:
                return both.pop()
        return None


def _plain(name: str) -> str:
    words = name.lower().replace(".", "").replace("’", "'").split()
    return " ".join(word for word in words if word not in ("the", "a", "an"))


def openings(data: Path) -> Iterator[Walk]:
    """Yield the openings of LitBank's novels."""
    extractor = QuoteExtractor(kinds={QuoteKind.DIRECT})
    for row in read(data / "litbank" / "train.jsonl.gz"):
        resolver = extractor.resolver(row["text"])
        ends = {tuple(m["span"])[1]: m["entity"] for m in sorted(row["mentions"], key=lambda m: m["span"][0])}
        votes: defaultdict[int, Counter[str]] = defaultdict(Counter)
        for reference, entity in zip(resolver.entities.references, resolver.entities.of_reference, strict=True):
            if entity is not None:
                gold_entity = ends.get(resolver.document.end(reference.last - 1))
                if gold_entity is not None:
                    votes[entity.number][gold_entity] += 1
        best = {number: count.most_common(1)[0][0] for number, count in votes.items()}
        spans = sorted((quote["span"][0], quote["span"][1], quote["speaker"]) for quote in row["quotes"])
        gold: list[Any] = [None]

        def gold_of(draft: Draft, spans: Any = spans, gold: list[Any] = gold) -> bool:
            gold[0] = next(
                (who for start, end, who in spans if start < draft.spans[0].end and draft.spans[0].start < end),
                None,
            )
            return gold[0] is not None

        def right(entity: Entity, best: Any = best, gold: list[Any] = gold) -> bool:
            return bool(best.get(entity.number) == gold[0])

        yield Walk(resolver, gold_of, right)


SPEAKERS = Path(__file__).with_name("polnear_speakers.jsonl")
"""Who is meant by the pronouns and common nouns that are sources in 181 articles of PolNeAR train: by the number of
the attribution a name, or where the one who has none is first mentioned.  Annotated for this project by a language
model that read each article once; see docs/explanation/data.md."""


UNSURE = Path(__file__).with_name("polnear_unsure.jsonl")
"""The same for single sources of other articles of PolNeAR train, of whom a ranker gave nobody four fifths, then nobody
95 of 100.  A language model chose among the ranker's first four or five, by some 330 to 480 characters before the
source, once; where it could not, they were left out."""


def _articles(data: Path, annotation: Path) -> Iterator[Walk]:
    """Pronouns and common nouns of news, as the annotated articles have them."""
    extractor = QuoteExtractor(thoughts=True)
    speakers = _speakers(annotation)
    for row in read(data / "polnear" / "train.jsonl.gz"):
        if row["id"] in speakers:
            yield _article(extractor.resolver(row["text"]), row, speakers[row["id"]])


def _speakers(annotation: Path = SPEAKERS) -> dict[str, Any]:
    with annotation.open(encoding="utf8") as lines:
        return {row["id"]: row["speakers"] for row in map(json.loads, lines)}


def _silver_articles(data: Path) -> Iterator[Walk]:
    """The other articles, for quotations without a tag: CoreNLP's chains are the (silver) answer."""
    extractor = QuoteExtractor(thoughts=True)
    speakers = _speakers()
    analyses = {row["id"]: row for row in read(data / "polnear" / "corenlp_train.jsonl.gz")}
    for row in read(data / "polnear" / "train.jsonl.gz"):
        if row["id"] in analyses and row["id"] not in speakers:
            yield _silver_article(extractor.resolver(row["text"]), row, analyses[row["id"]])


def _article(resolver: Resolver, row: Any, speakers: dict[str, Any]) -> Walk:
    answers = {
        tuple(row["attributions"][int(i)]["source"][0]): answer for i, answer in speakers.items()
    }  # the span of a source -> whom it means
    gold: list[Any] = [None]

    def gold_of(draft: Draft) -> bool:
        gold[0] = None
        if draft.report is not None and draft.report.source is not None:
            span = resolver.document.span(*draft.report.source)
            found = next((answers[s, e] for s, e in answers if s < span.end and span.start < e), None)
            if isinstance(found, list):
                tag = resolver.tags.of_mention(resolver.mention_at(*found))
                found = tag.entity
            gold[0] = found
        return gold[0] is not None

    def right(entity: Entity) -> bool:
        if isinstance(gold[0], Entity):
            return entity is gold[0]
        name = _plain(gold[0])
        return any(_plain(form) == name or name.endswith(" " + _plain(form)) for form in entity.forms)

    return Walk(resolver, gold_of, right)


def _silver_article(resolver: Resolver, row: Any, analysis: Any) -> Walk:
    text = row["text"]
    name_of = {
        (start, end): text[head[0] : head[1]]
        for chain in analysis["coref"]
        for head in [next((mention for mention in chain if mention[2]), chain[0])]
        for start, end, _ in chain
    }
    gold: list[str] = [""]
    sources = [(span, source) for a in row["attributions"] for span in a["content"] for source in a["source"][:1]]

    def gold_of(draft: Draft) -> bool:
        gold[0] = ""
        if draft.report is None:
            start, end = draft.spans[0].start, draft.spans[0].end
            source = next((tuple(s) for (a, b), s in sources if a < end and start < b), None)
            if source is not None:
                gold[0] = _plain(str(name_of.get(source, text[source[0] : source[1]])))
        return bool(gold[0])

    def right(entity: Entity) -> bool:
        return any(_plain(form) == gold[0] or gold[0].endswith(" " + _plain(form)) for form in entity.forms)

    return Walk(resolver, gold_of, right)


if __name__ == "__main__":
    main()
