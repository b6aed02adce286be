"""The measures of LitBank: quotations found in raw text, and whether the speaker is the entity."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.annotation import EntityMention, Offsets, Opening
from benchmarks.measures.fiction import common
from benchmarks.measures.news import folded
from benchmarks.measures.scores import Figures, Judgement, Score
from benchmarks.systems import Prediction

EDGE = " \n\t\r\"'“”‘’«»—-_`"


def measure(opening: Opening, predictions: Sequence[Prediction]) -> Figures:
    """Return every figure of one opening; add them up with `total`."""
    gold = [edged(opening.text, quote.span) for quote in opening.quotes]
    predicted = [edged(opening.text, span) for each in predictions for span in each.content]
    offered = set(predicted)
    exact = sum(span in offered for span in gold)
    found = sum(any(common(span, other) > 0 for other in predicted) for span in gold)
    right = sum(any(common(span, other) > 0 for other in gold) for span in predicted)
    speakers = sum(judgement.right for judgement in judge_quotes(opening, predictions))
    return {
        "quotations exact": Score(exact, len(predicted), exact, len(gold)),
        "quotations touching": Score(right, len(predicted), found, len(gold)),
        "speaker all": Score.share(speakers, len(gold)),
    }


def edged(text: str, span: Offsets) -> Offsets:
    """Return a span without white space, marks and dashes at its edges."""
    start, end = span
    words = text[start:end]
    return start + len(words) - len(words.lstrip(EDGE)), end - len(words) + len(words.rstrip(EDGE))


def judge_quotes(opening: Opening, predictions: Sequence[Prediction]) -> list[Judgement]:
    """Return a judgement per gold quotation: right when the predicted speaker is the annotated entity."""
    pieces = [(edged(opening.text, span), each) for each in predictions for span in each.content]
    mentions: dict[str | None, list[EntityMention]] = {}
    for mention in opening.mentions:
        mentions.setdefault(mention.entity, []).append(mention)
    judgements = []
    for quote in opening.quotes:
        span = edged(opening.text, quote.span)
        best = max(pieces, key=lambda piece: common(span, piece[0]), default=None)
        found = best[1] if best is not None and common(span, best[0]) > 0 else None
        right = found is not None and is_entity(found, opening.text, mentions.get(quote.speaker, []))
        judgements.append(Judgement(opening.id, quote.span, "all", found, right, quote.speaker or ""))
    return judgements


def is_entity(prediction: Prediction, text: str, mentions: Sequence[EntityMention]) -> bool:
    """Return whether the prediction names the entity with these mentions.

    By a name where the entity has one; else by touching a mention of it.
    """
    names = {folded(text[m.span[0] : m.span[1]]) for m in mentions if m.form == "PROP"}
    if names:
        return bool(names & {folded(name) for name in prediction.names})
    return any(common(source, mention.span) > 0 for source in prediction.source for mention in mentions)
