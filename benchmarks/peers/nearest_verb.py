"""The floor: marks that toggle, and the nearest "X said" or "said X".  No dependency."""

from __future__ import annotations

import re

from benchmarks.annotation import Offsets
from benchmarks.systems import Options, Prediction, System

QUOTED = re.compile(r"[“\"](?:(?!\n\s*\n)[^“”\"])+[”\"]?")  # a paragraph's end closes an open mark
VERB = r"(?P<cue>said|says|told|added|asked|replied|wrote|cried|tweeted|announced|explained|answered)"
NAME = r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\. )?[A-Z][\w’'-]*(?: (?:[A-Z]\. )?[A-Z][\w’'-]*)*"
WHO = rf"(?P<who>{NAME}|[Hh]e|[Ss]he|[Tt]hey|I|[Tt]he \w+)"
ATTRIBUTED = [re.compile(rf"\b{WHO} {VERB}\b"), re.compile(rf"\b{VERB} {WHO}")]
REACH = 120
"""How many characters to either side of a quotation are looked at."""


def make(options: Options) -> System:
    """Return the script as a system; it has no options."""
    return predictions


def predictions(text: str) -> list[Prediction]:
    """Return a prediction per pair of marks, with the nearest attribution where there is one.

    >>> [predicted.names for predicted in predictions("“We will go,” said Mary. “And you?” Tom asked.")]
    [('Mary',), ('Tom',)]
    """
    return [predicted(text, mark.span()) for mark in QUOTED.finditer(text)]


def predicted(text: str, span: Offsets) -> Prediction:
    """Return the prediction for the quotation at *span*."""
    found = nearest(text, span)
    if found is None:
        return Prediction((span,), kind="direct")
    return Prediction((span,), (found.span("who"),), (found.span("cue"),), (found["who"],), "direct")


def nearest(text: str, span: Offsets) -> re.Match[str] | None:
    """Return the attribution nearest to a quotation, in its paragraph."""
    start, end = span
    left = max(text.rfind("\n", 0, start) + 1, start - REACH)
    stop = text.find("\n", end)
    right = min(stop if stop >= 0 else len(text), end + REACH)
    after = [m for pattern in ATTRIBUTED for m in pattern.finditer(text, end, right)]
    before = [m for pattern in ATTRIBUTED for m in pattern.finditer(text, left, start)]
    ranked = [(m.start() - end, m) for m in after] + [(start - m.end(), m) for m in before]
    return min(ranked, key=lambda pair: pair[0], default=(0, None))[1]
