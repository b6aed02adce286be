"""Counts that add up over documents, and the figures that come of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from benchmarks.annotation import Offsets
from benchmarks.systems import Prediction


@frozen
class Score:
    """What was right, of the predicted and of the gold.

    >>> Score(9, 10, 9, 12) + Score(1, 2, 1, 0)
    Score(right=10, predicted=12, found=10, gold=12)
    >>> Score.share(3, 4).recall
    75.0
    """

    right: int = 0
    """Predictions that are right."""
    predicted: int = 0
    found: int = 0
    """Gold that was found."""
    gold: int = 0

    @classmethod
    def share(cls, right: int, of: int) -> Score:
        """Return a score of gold alone: *right* of so many."""
        return cls(found=right, gold=of)

    def __add__(self, other: Score) -> Score:
        """Return the two as one."""
        return Score(
            self.right + other.right,
            self.predicted + other.predicted,
            self.found + other.found,
            self.gold + other.gold,
        )

    @property
    def precision(self) -> float:
        """Per cent of the predicted that is right."""
        return percent(self.right, self.predicted)

    @property
    def recall(self) -> float:
        """Per cent of the gold that was found."""
        return percent(self.found, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        together = self.precision + self.recall
        return 2 * self.precision * self.recall / together if together else 0.0


Figures = dict[str, Score]
"""Scores by the name of the measure."""


@frozen
class Judgement:
    """One gold quotation, what was predicted for it, and whether its speaker is right."""

    document: str
    span: Offsets
    type: str
    """The gold's kind, form or type, by which it is counted."""
    prediction: Prediction | None
    right: bool
    gold_speaker: str = ""


def total(figures: Iterable[Figures]) -> Figures:
    """Return the figures of all documents as one."""
    summed: Figures = {}
    for each in figures:
        for name, score in each.items():
            summed[name] = summed.get(name, Score()) + score
    return summed


def percent(part: float, whole: float) -> float:
    """Return *part* in per cent; nothing of nothing is 0."""
    return 100 * part / whole if whole else 0.0


def by_type(judgements: Sequence[Judgement], types: Sequence[str] = ()) -> Figures:
    """Return how many are right: all, and by the gold's type."""
    figures = {name: Score() for name in ("all", *types)}
    for judgement in judgements:
        for name in ("all", judgement.type):
            figures[name] = figures.get(name, Score()) + Score.share(judgement.right, 1)
    return figures


def by_rule(judgements: Iterable[Judgement]) -> Figures:
    """Return for every rule how often it was asked (as gold), answered (predicted) and right.

    A system that does not say which rules it asked leaves `gold` at 0.
    """
    figures: Figures = {}
    for judgement in judgements:
        prediction = judgement.prediction
        if prediction is None:
            continue
        answered = prediction.rule or "(none)"
        figures[answered] = figures.get(answered, Score()) + Score(judgement.right, 1)
        for rule in prediction.asked:
            figures[rule] = figures.get(rule, Score()) + Score(found=rule == prediction.rule, gold=1)
    return figures


def by_attribution(judgements: Iterable[Judgement]) -> Figures:
    """Return by the *predicted* attribution type how many were answered and right."""
    figures: Figures = {}
    for judgement in judgements:
        if judgement.prediction is not None:
            name = judgement.prediction.attribution or "(none)"
            figures[name] = figures.get(name, Score()) + Score(judgement.right, 1)
    return figures
