"""The measures: for each corpus a module with ``measure(document, predictions)`` and its judgements."""

from benchmarks.measures import fiction, litbank, news
from benchmarks.measures.scores import Figures, Judgement, Score, by_attribution, by_rule, by_type, total

__all__ = [
    "Figures",
    "Judgement",
    "Score",
    "by_attribution",
    "by_rule",
    "by_type",
    "fiction",
    "litbank",
    "news",
    "total",
]
