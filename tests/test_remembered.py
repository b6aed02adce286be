"""What is kept from text to text is bounded, and changes no answer."""

from __future__ import annotations

import pytest

from quoteattr import extract_quotes, remembered, tokenizer
from quoteattr.remembered import Remembered
from quoteattr.tokenizer import words_and_starts

TEXT = "“We’ll see,” said Ann M. Lee of U.S. Steel. “The pier,” she said, “isn’t ours.” Al-Hadi and al-Hadi left."


def test_all_is_forgotten_when_there_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "KEPT", 2)
    asked: list[str] = []
    lower = Remembered(lambda word: asked.append(word) or word.lower())  # type: ignore[func-returns-value]
    assert [lower[word] for word in ("Ann", "Bo", "Ann", "Cy", "Ann")] == ["ann", "bo", "ann", "cy", "ann"]
    assert asked == ["Ann", "Bo", "Cy", "Ann"]
    assert len(lower) == 2


def test_answers_are_the_same_whatever_was_read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    words, quotes = words_and_starts(TEXT), extract_quotes(TEXT)
    monkeypatch.setattr(remembered, "KEPT", 1)
    monkeypatch.setattr(tokenizer, "_KEPT", 1)
    assert words_and_starts(TEXT) == words
    assert extract_quotes(TEXT) == quotes


def test_long_chunks_are_not_kept() -> None:
    chunk = "x" * 1000
    assert words_and_starts(f"{chunk} {chunk}")[0] == [chunk, chunk]
    assert chunk not in tokenizer._known
