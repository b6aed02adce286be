"""Sentence boundaries inside a paragraph; Punkt is asked only where a full stop is in doubt."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache
from typing import Any
from unicodedata import normalize

import regex

from quoteattr import lexicons, weights
from quoteattr.first_names import female_share
from quoteattr.punkt import CAPITAL_AT_HEAD, Punkt


def sentence_spans(
    text: str, start: int = 0, end: int | None = None, own_titles: Set[str] = frozenset()
) -> list[tuple[int, int]]:
    """Return the sentences of ``text[start:end]`` as pairs of offsets, without white space at their ends.

    The stretch is one paragraph: an empty line inside it (a page break) ends no sentence.  Nor does the full stop of
    a title, those of the caller (*own_titles*) among them.

    >>> text = "“We left.” He sat with Mr. Smith. “Go!” he said."
    >>> [text[start:end] for start, end in sentence_spans(text)]
    ['“We left.”', 'He sat with Mr. Smith.', '“Go!” he said.']
    """
    if end is None:
        end = len(text)
    spans = []
    sentence = behind = start
    for sign in _STOP_SIGN.finditer(text, start, end):
        stop = STOP.match(text, sign.start(), end) if sign.start() >= behind else None
        if stop is None:
            continue
        behind = stop.end()
        if is_boundary(text, start, end, stop, own_titles):
            spans.append((sentence, stop.start("space")))
            sentence = behind
    spans.append((sentence, end))
    return [span for span in (stripped(text, *span) for span in spans) if span[0] < span[1]]


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the white space at its ends.

    >>> stripped(" ab ", 0, 4)
    (1, 3)
    """
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def is_boundary(text: str, start: int, end: int, stop: regex.Match[str], own_titles: Set[str]) -> bool:
    """Return whether a sentence ends at *stop*, a match of STOP in ``text[start:end]``; behind own titles none."""
    mark = stop["mark"]
    following = NEXT.match(text, stop.end(), end)
    if following is None:
        return False
    word = following["word"]
    if not word.isascii():
        word = normalize("NFC", word)
    first = word[0]
    if first.islower():
        return False
    if "!" in mark or "?" in mark:
        return not (stop["closers"] and TAG.match(text, stop.end(), end))
    last = last_word(text[max(start, stop.start() - LONGEST_WORD) : stop.start()])
    if not last.isascii():
        last = normalize("NFC", last)
    if len(mark) > 1 or mark == "…":
        if stop["closers"] and TAG.match(text, stop.end(), end):
            return False
        return punkt_says("...", word) if not stop["closers"] else True
    if (first.isdigit() and last.lower() in numbered()) or last.lower() in own_titles:
        return False
    if last.isalpha() and len(last) > 1 and last.lower() not in abbreviations():
        return first.isupper() or bool(following["openers"]) or punkt_says(last + ".", word)
    if len(last) == 1 and not following["openers"].strip() and _is_middle(text, start, stop.start() - 1, word):
        return False  # Ann M. Lee
    if following["openers"].strip() and last.lower() not in titles():
        return True  # said Sammy Davis Jr. “I am glad,” …
    return not last or punkt_says(last + ".", word)


def last_word(text: str) -> str:
    """Return the word that *text* ends with, "" if it ends with white space or a mark.

    >>> last_word("had (Mr"), last_word("so—")
    ('Mr', '')
    """
    word = text.rpartition(" ")[2]
    before = _UP_TO_WORD.match(word)
    return word[before.end() :] if before else word


def _is_middle(text: str, start: int, initial: int, following: str) -> bool:
    """Return whether the letter at *initial* stands between a first name and what may be a surname."""
    first_name = _WORD_BEFORE.search(text[max(start, initial - LONGEST_WORD) : initial])
    return (
        first_name is not None
        and first_name[1][0].isupper()
        and female_share(first_name[1]) is not None
        and following[0].isupper()
        and following.lower() not in lexicons.words("function_words")
    )


@lru_cache(maxsize=16_384)
def punkt_says(word: str, following: str) -> bool:
    """Return whether Punkt ends a sentence after *word*, which has its full stop, before *following*.

    >>> punkt_says("Sen.", "Smith"), punkt_says("U.S.", "The"), punkt_says("K.", "Rowling")
    (False, True, False)
    """
    if word[:-1].lower() in titles():
        return False
    if INITIALS.fullmatch(word) and not opens_sentences(following):
        return False  # U.S. Air Force, G.K. Butterfield: Punkt knows single initials only
    return punkt().breaks(f"{word} {following}")


def opens_sentences(word: str) -> bool:
    """Return whether *word* was seen at the head of sentences often enough to count.

    >>> opens_sentences("The"), opens_sentences("Air")
    (True, False)
    """
    learned: dict[str, Any] = weights.load("punkt")
    return bool(learned["capitals"].get(word.lower(), 0) & CAPITAL_AT_HEAD)


@lru_cache(maxsize=1)
def punkt() -> Punkt:
    """Return Punkt with the parameters learned here."""
    learned: dict[str, Any] = weights.load("punkt")
    return Punkt(abbreviations(), frozenset(learned["starters"]), learned["capitals"])


@lru_cache(maxsize=1)
def abbreviations() -> frozenset[str]:
    """Return the abbreviations learned and those listed, lower-case, without their last full stop."""
    try:
        listed = lexicons.words("abbreviations")
    except FileNotFoundError:
        listed = frozenset()
    return frozenset(weights.load("punkt")["abbreviations"]) | {
        word.lower().rstrip(".") for word in listed if word.lower().rstrip(".") not in numbered()
    }


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """Return the abbreviations that stand before a name and so end no sentence."""
    return frozenset(weights.load("punkt")["titles"])


@lru_cache(maxsize=1)
def numbered() -> frozenset[str]:
    """Return what is an abbreviation before a figure and may be a word elsewhere: "No. 5"."""
    return frozenset(weights.load("punkt")["numbered"])


INITIALS = regex.compile(r"\p{L}\.(?:\p{L}\.){1,20}+")
LONGEST_WORD = 30
_UP_TO_WORD = regex.compile(r".*[\s\"'“”‘’«»‹›(\[{—–-]", regex.DOTALL)

_WORD_BEFORE = regex.compile(r"(?<![\p{L}\p{M}])([\p{L}\p{M}]{2,30}+)\s{1,2}\Z")

_STOP_SIGN = re.compile("[.?!…]")
"""What a stop begins with: sought with ``re``, which passes over the letters between in a third of the time."""
STOP = regex.compile(
    r"""
    (?P<mark> \.(?:\s{1,2}\.){2,} | (?<! [.?!…] ) [.?!…]++ )
    (?P<closers> (?: ["'”’)\]}»›«‹“‘] | [ \u00a0\u202f][»›](?=\s) )*+ )
    (?P<space> \s++ )
    """,
    regex.VERBOSE,
)
NEXT = regex.compile(r"(?P<openers>[\"'“”‘’«»‹›„‚(\[{—–-]{0,30}+\s{0,2}+)(?P<word>[^\s\"”“»«)\],;:?!]{1,60}+)")
"""The word after white space, its opening marks set apart."""

TAG = regex.compile(
    r"""
    (?:(?:\p{Lu}[\p{L}\p{M}]{0,40}+\.?|de|van|von|of)\s{1,9}+){1,4}+
    (?:says?|said|ask(?:s|ed)|cried|replied|answered|exclaimed|shouted|whispered|murmured|added|continued
    |returned|repeated|muttered|called|screamed|yelled|demanded|[ie]nquired|observed|remarked|wrote)\b
    """,
    regex.VERBOSE,
)
"""What tells after "Go!" that the sentence runs on, though a capital follows: Mary said."""
