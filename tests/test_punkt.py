"""Punkt answers as NLTK's does, which the library does not import."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

from quoteattr import weights
from quoteattr.sentences import abbreviations, punkt


@pytest.fixture(scope="module")
def nltk() -> PunktSentenceTokenizer:
    learned = weights.load("punkt")
    parameters = PunktParameters()
    parameters.abbrev_types = set(abbreviations())
    parameters.sent_starters = set(learned["starters"])
    parameters.ortho_context.update(learned["capitals"])
    return PunktSentenceTokenizer(parameters)


KNOWN = sorted(abbreviations()) + sorted(weights.load("punkt")["starters"]) + ["lee", "x", "1", "2,5", "a-sen", "é"]
WORDS = st.sampled_from([form(word) for word in KNOWN for form in (str.lower, str.capitalize, str.upper)])
ODD = st.text("abÉZ.-,'()1 ?!…", min_size=1, max_size=8)


@given(WORDS | ODD, WORDS | ODD)
def test_every_pair_of_words_is_answered_as_by_nltk(nltk: PunktSentenceTokenizer, word: str, following: str) -> None:
    text = f"{word}. {following}"
    assert punkt().breaks(text) == bool(nltk.text_contains_sentbreak(text))


@pytest.mark.parametrize(
    ("text", "breaks"),
    [
        ("Sen. Lee", False),  # an abbreviation
        ("the end. He", True),
        ("K. Rowling", False),  # an initial
        ("at 5 p.m. The", True),  # an abbreviation before what opens sentences
        ("at 5 p.m. on", False),
        ("well... the", False),  # an ellipsis
        ("of 1990. It", True),  # a number
    ],
)
def test_both_answers_are_given(nltk: PunktSentenceTokenizer, text: str, breaks: bool) -> None:
    assert punkt().breaks(text) == bool(nltk.text_contains_sentbreak(text)) == breaks
