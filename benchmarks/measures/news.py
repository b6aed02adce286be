"""The measures of news: segments, relations, characters, exact spans, canonical speakers.

Two stretches are compared by their letters and digits alone, so that marks, commas and spaces at
the edges never matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from attrs import frozen

from benchmarks.annotation import Article, Attribution, NamedSpeaker, Offsets
from benchmarks.measures.scores import Figures, Judgement, Score, by_type
from benchmarks.systems import Prediction

KINDS = ("direct", "mixed", "indirect")
PARTS = ("content", "source", "cue")
FORMS = ("name", "pronoun", "nominal", "none")

MARK = re.compile(r"“|”|\"|‘‘|’’|''|``|\n")
TITLE = re.compile(
    r"^(?:the|a|an|mr|mrs|ms|miss|dr|sen|rep|gov|president|sir|lord|lady|senator|secretary|former)\.?\s+",
    re.I,
)


def measure(article: Article, predictions: Sequence[Prediction]) -> Figures:
    """Return every figure of one article; add them up with `total`."""
    mask = quoted_mask(article.text)
    gold = [relation(a, article.text, mask, a.kind) for a in article.attributions]
    predicted = [relation(p, article.text, mask) for p in predictions]
    predicted = [p for p in predicted if p.content]
    named = by_type(judge_names(article, predictions), FORMS)
    return {
        **segment_figures(article.text, mask, gold, predicted),
        **relation_figures(gold, predicted),
        **character_figures(gold, predicted),
        **exact_figures(article.text, gold, predicted),
        **{f"speaker {form}": score for form, score in named.items()},
    }


Letters = frozenset[int]
Place = TypeVar("Place", int, Offsets)


@frozen
class Relation:
    """A gold or predicted attribution, its parts as the places of their letters and digits."""

    content: Letters
    source: Letters
    cue: Letters
    kind: str
    origin: Attribution | Prediction

    def part(self, name: str) -> Letters:
        """Return the part called *name*."""
        return {"content": self.content, "source": self.source, "cue": self.cue}[name]


def relation(origin: Attribution | Prediction, text: str, mask: bytearray, kind: str | None = None) -> Relation:
    """Return an attribution or a prediction ready to be compared; the marks tell its kind unless given."""
    content = letters(origin.content, text)
    return Relation(
        content,
        letters(origin.source, text),
        letters(origin.cue, text),
        kind or kind_of(content, mask),
        origin,
    )


def letters(spans: Iterable[Offsets], text: str) -> Letters:
    """Return the places of the letters and digits within the spans."""
    return frozenset(i for start, end in spans for i in range(start, end) if text[i].isalnum())


def kind_of(content: Letters, mask: bytearray) -> str:
    """Return the kind of a content: indirect without a quoted letter, direct from 95 % on."""
    quoted = sum(mask[i] for i in content)
    if not quoted:
        return "indirect"
    return "direct" if quoted >= 0.95 * len(content) else "mixed"


def quoted_mask(text: str) -> bytearray:
    """Return a 1 for every character inside double marks (straight, curly, a pair of single ones).

    A paragraph's end closes an open mark.
    """
    mask = bytearray(len(text))
    opened: int | None = None
    for mark in MARK.finditer(text):
        sign = mark.group()
        opens = sign in ("“", "‘‘", "``") or (opened is None and sign in ('"', "''"))
        if opened is not None:
            end = mark.start() if opens or sign == "\n" else mark.end()
            mask[opened:end] = b"\1" * (end - opened)
        opened = mark.start() if opens else None
    return mask


# segments


def segment_figures(text: str, mask: bytearray, gold: Sequence[Relation], predicted: Sequence[Relation]) -> Figures:
    """Return how many quoted stretches were found, and attributed to the right mention."""
    wanted = segments(text, mask, gold)
    offered = segments(text, mask, predicted)
    quoted = set[int]().union(*(stretch for stretch, _ in wanted))
    found = ok = silent = 0
    for stretch, owner in wanted:
        best = finder(stretch, predicted)
        if best is not None:
            found += 1
            ok += same_source(owner, best)
            silent += bool(owner.source) and not best.source
    right = sum(2 * len(stretch & quoted) >= len(stretch) for stretch, _ in offered)
    return {
        "segments found": Score(right, len(offered), found, len(wanted)),
        "segments attributed": Score.share(ok, len(wanted)),
        "segments attributed, of found": Score.share(ok, found),
        "segments without a speaker": Score.share(silent, len(wanted)),
    }


def judge_segments(article: Article, predictions: Sequence[Prediction]) -> list[Judgement]:
    """Return a judgement per gold segment: right when it is attributed to the right mention."""
    text, mask = article.text, quoted_mask(article.text)
    gold = [relation(a, text, mask, a.kind) for a in article.attributions]
    predicted = [p for p in (relation(p, text, mask) for p in predictions) if p.content]
    judgements = []
    for stretch, owner in segments(text, mask, gold):
        best = finder(stretch, predicted)
        judgements.append(
            Judgement(
                article.id,
                (min(stretch), max(stretch) + 1),
                owner.kind,
                best.origin if best is not None and isinstance(best.origin, Prediction) else None,
                best is not None and same_source(owner, best),
                " … ".join(text[start:end] for start, end in owner.origin.source),
            )
        )
    return judgements


def finder(stretch: Letters, predicted: Sequence[Relation]) -> Relation | None:
    """Return the first prediction that shares most with a stretch, where it covers half of it."""
    best = max(predicted, key=lambda p: len(stretch & p.content), default=None)
    return best if best is not None and 2 * len(stretch & best.content) >= len(stretch) else None


def segments(text: str, mask: bytearray, relations: Iterable[Relation]) -> list[tuple[Letters, Relation]]:
    """Return the quoted stretches of two words or more within each content."""
    return [(s, each) for each in relations for s in stretches(each.origin.content, text, mask)]


def stretches(spans: Iterable[Offsets], text: str, mask: bytearray) -> list[Letters]:
    """Return the stretches inside marks; an opening curly mark begins a new one."""
    found = []
    for start, end in spans:
        while start < end:
            stop = start + 1
            if mask[start]:
                while stop < end and mask[stop] and text[stop] != "“":
                    stop += 1
                stretch = letters([(start, stop)], text)
                if stretch and len(text[start:stop].split()) >= 2:
                    found.append(stretch)
            start = stop
    return found


def same_source(gold: Relation, predicted: Relation) -> bool:
    """Return whether the sources are the same mention, or both are silent."""
    return same_mention(gold.source, predicted.source) or not (gold.source or predicted.source)


def same_mention(gold: Letters, predicted: Letters) -> bool:
    """Return whether half of the shorter one is shared, and the prediction is no catch-all."""
    if not gold or not predicted:
        return False
    shared = len(gold & predicted)
    return 2 * shared >= min(len(gold), len(predicted)) and len(predicted) <= 20 + 3 * len(gold)


# relations


def relation_figures(gold: Sequence[Relation], predicted: Sequence[Relation]) -> Figures:
    """Return the relations matched by content, leniently and strictly, with and without the source."""
    partners = matched(gold, predicted)
    partner_of = {p: g for g, (p, _) in partners.items()}
    figures: Figures = {
        f"relations {kind} {match}": Score()
        for kind in (*KINDS, "all")
        for match in ("lenient", "lenient+source", "strict", "strict+source")
    }

    def count(kind: str, hits: dict[str, bool], gold_side: bool) -> None:
        for name in (kind, "all"):
            for match, hit in hits.items():
                score = Score(found=hit, gold=1) if gold_side else Score(right=hit, predicted=1)
                figures[f"relations {name} {match}"] += score

    for g, each in enumerate(gold):
        p, overlap = partners.get(g, (None, 0.0))
        count(each.kind, hits(overlap, p is not None and same_source(each, predicted[p])), True)
    for p, each in enumerate(predicted):
        partner = partner_of.get(p)
        if partner is None:
            count(each.kind, hits(0.0, False), False)
        else:  # a match counts where its gold counts
            source = same_source(gold[partner], each)
            count(gold[partner].kind, hits(partners[partner][1], source), False)
    return figures


def hits(overlap: float, source: bool) -> dict[str, bool]:
    """Return what a pair with this overlap counts for."""
    lenient, strict = overlap >= 0.5, overlap > 0.999
    return {
        "lenient": lenient,
        "lenient+source": lenient and source,
        "strict": strict,
        "strict+source": strict and source,
    }


def matched(gold: Sequence[Relation], predicted: Sequence[Relation]) -> dict[int, tuple[int, float]]:
    """Return gold to (predicted, overlap), one to one, the largest overlap first."""
    pairs = sorted(
        (
            (len(g.content & p.content) / len(g.content | p.content), i, j)
            for i, g in enumerate(gold)
            for j, p in enumerate(predicted)
            if g.content & p.content
        ),
        reverse=True,
    )
    partners: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for overlap, i, j in pairs:
        if overlap >= 0.5 and i not in partners and j not in taken:
            partners[i] = (j, overlap)
            taken.add(j)
    return partners


# characters and exact spans


def character_figures(gold: Sequence[Relation], predicted: Sequence[Relation]) -> Figures:
    """Return the letters shared over the whole article, by part."""
    return {
        f"characters {part}": shared(
            set[int]().union(*(g.part(part) for g in gold)),
            set[int]().union(*(p.part(part) for p in predicted)),
        )
        for part in PARTS
    }


def exact_figures(text: str, gold: Sequence[Relation], predicted: Sequence[Relation]) -> Figures:
    """Return the spans with the same first and last letter over the whole article, by part."""
    return {f"exact {part}": shared(edges(text, gold, part), edges(text, predicted, part)) for part in PARTS}


def edges(text: str, relations: Iterable[Relation], part: str) -> set[Offsets]:
    """Return the first and last letter of every span of a part."""
    spans = {span for each in relations for span in getattr(each.origin, part)}
    places = (letters([span], text) for span in spans)
    return {(min(place), max(place)) for place in places if place}


def shared(gold: set[Place], predicted: set[Place]) -> Score:
    """Return the score of two sets."""
    both = len(gold & predicted)
    return Score(both, len(predicted), both, len(gold))


# canonical speakers


def judge_names(article: Article, predictions: Sequence[Prediction]) -> list[Judgement]:
    """Return a judgement per annotated speaker: right when a predicted name equals a right one."""
    contents = [(letters(p.content, article.text), p) for p in predictions]
    return [judge_name(article, named, contents) for named in article.speakers if named.name is not None]


def judge_name(article: Article, named: NamedSpeaker, contents: Sequence[tuple[Letters, Prediction]]) -> Judgement:
    """Return the judgement of one annotated speaker."""
    spans = article.attributions[named.attribution].content
    wanted = letters(spans, article.text)
    place, best = max(contents, key=lambda each: len(wanted & each[0]), default=(frozenset(), None))
    if not wanted & place:
        best = None
    names = {folded(name) for name in best.names} if best is not None else set()
    right = bool(names & {folded(name) for name in (named.name or "", *named.also)})
    return Judgement(article.id, (spans[0][0], spans[-1][1]), named.form, best, right, named.name or "")


def folded(name: str) -> str:
    """Return a name without case, titles, articles, possessive and odd spacing.

    >>> folded("Former President  Obama’s")
    'obama'
    """
    name = re.sub(r"[’']s$", "", " ".join(name.split())).strip(" .,")
    while TITLE.match(name) and len(name.split()) > 1:
        name = TITLE.sub("", name, count=1)
    return name.casefold()
