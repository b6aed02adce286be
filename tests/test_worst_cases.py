"""The worst texts end in time and give a list; how cost grows is measured in ``benchmarks``."""

from __future__ import annotations

import ast
import inspect
import sys
import timeit
from collections.abc import Iterator
from pathlib import Path

import pytest

import quoteattr
from benchmarks import growth
from quoteattr import (
    Quote,
    QuoteExtractor,
    extract_quotes,
)
from tests.property.invariants import a_dictionary_loses_nothing, every_export_takes_them

MEGABYTE = 1_000_000

WORST = {
    "nothing": "",
    "one mark": "“",
    "lone surrogates": "\ud800“Go,”\udfff said Mary.\udc80",
    "only lone surrogates": "\ud800" * 20_000,
    "NUL between all words": "\0“Go,\0”\0said\0Mary.\0" * 500,
    "20,000 opening marks": "“" * 20_000,
    "20,000 opening marks, spaced": "“ " * 20_000,
    "20,000 closing marks": "”" * 20_000,
    "20,000 straight marks": '"' * 20_000,
    "20,000 opening marks, a paragraph each": "“Go\n\n" * 20_000,
    "a speech of 20,000 paragraphs": "“I went on.\n\n" * 20_000,
    "a one-megabyte line": "word " * (MEGABYTE // 5),
    "a one-megabyte word": "a" * MEGABYTE,
    "a one-megabyte quotation": "“" + "word " * (MEGABYTE // 5) + "” said Mary.",
    "a one-megabyte sentence with a cue": "Mary said that " + "the road, the bridge, " * (MEGABYTE // 22),
    "a megabyte of spaces": " " * MEGABYTE,
    "a megabyte of newlines": "\n" * MEGABYTE,
    "nothing but apostrophes": "'" * 100_000,
    "nothing but curly apostrophes": "’" * 100_000,
    "apostrophes and letters": "a'" * 50_000,
    "nothing but grave accents": "`" * 100_000,
    "nothing but dashes": "—" * 100_000,
    "nothing but cues": "said " * 20_000,
    "nothing but pronouns": "he " * 20_000,
    "nothing but commas": ", " * 50_000,
    "marks nested 5,000 deep": "“‘" * 2_500 + "Go" + "’”" * 2_500,
    "marks nested 5,000 deep with words": "“a ‘b " * 2_500 + "c’ d” " * 2_500,
    "guillemets nested 5,000 deep": "«a " * 5_000 + "»" * 5_000,
    "opening brackets": "(" * 50_000,
    "HTML that never closes": "<p “" * 10_000,
    "Markdown links that never close": "[Mary](" * 10_000,
    "capital letters with stops": "A. B. C. " * 10_000,
    "a run of initials before a tag": "“Go,” said " + "A. " * 10_000,
    "a party's noun as the first word": "Republican Senator",
    "a name of bodies of bodies": "Bank Quill of " * 10_000,
    "a name of days": "the ministry " + "Friday " * 10_000 + "said it was 5 5 5 5.",
    "abbreviations": "Mr. Mrs. Dr. " * 10_000,
    "combining accents": "“e" + "\N{COMBINING ACUTE ACCENT}" * 50_000 + ",” said Mary.",
    "a relative clause without end": "“Go,” Mary, " + "who knew Tom, " * 5_000 + "said.",
    "appositions without end": "“Go,” said Mary, " + "the sister of Tom, " * 5_000,
    "according to according to": "according to " * 10_000,
    "tags in tags": "“Go,” said Mary, " * 3_000,
    "a conversation without a tag": "“Go.”\n\n“Stay.”\n\n" * 3_000,
}


@pytest.mark.parametrize("text", WORST.values(), ids=WORST.keys())
def test_the_worst_text_gives_a_list(text: str) -> None:
    quotes = extract_quotes(text)
    assert isinstance(quotes, list)
    assert all(type(quote) is Quote for quote in quotes)


def test_no_text_needs_a_deep_stack() -> None:
    """However deep marks nest and clauses follow each other, calls are nested no deeper than some hundred."""
    explain = QuoteExtractor(thoughts=True).explain

    def everything(text: str) -> None:
        quotes = extract_quotes(text)
        assert explain(text[:1_000]) is not None
        a_dictionary_loses_nothing(text, quotes)
        every_export_takes_them(text, quotes)

    everything("“Go,” said Mary.")  # modules and weights are read
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 300)
    try:
        for text in WORST.values():
            everything(text[:4_000])
    finally:
        sys.setrecursionlimit(limit)


def test_twenty_thousand_names_give_a_list() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = (
        a + b + c + d for a in letters for b in "aeiou" for c in letters for d in ("ba", "do", "ki", "lu", "ne", "po")
    )
    people = [name.title() for name, _ in zip(names, range(20_000), strict=False)]
    text = "\n\n".join(f"“Go,” said {name} Oxley." for name in people)
    quotes = extract_quotes(text)
    assert len(people) == 20_000
    assert len(quotes) == 20_000
    assert str(quotes[-1].speaker) == f"{people[-1]} Oxley"


def test_words_after_the_worst_are_still_read() -> None:
    """A mark that never closes costs one quotation, even when there are many of them."""
    text = "“Go\n\nThen nothing.\n\n" * 2_000 + "“Stay where you are,” said Mary."
    last = extract_quotes(text)[-1]
    assert (last.text, str(last.speaker)) == ("Stay where you are,", "Mary")


def matched_without_an_end() -> Iterator[str]:
    """Yield the patterns that the package matches at a place in a text, with no end to it."""
    package = Path(quoteattr.__file__).parent
    for file in package.rglob("*.py"):
        module = ".".join(file.relative_to(package).with_suffix("").parts)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(ast.Attribute(ast.Name(pattern), "match" | "search"), [_, _]) if pattern.isupper():
                    yield f"{module}.{pattern}"


@pytest.mark.parametrize("name", sorted(set(matched_without_an_end())))
def test_a_pattern_matched_at_a_place_reads_no_farther_than_it_must(name: str) -> None:
    """Where a pattern asks for a colon, say, ``regex`` first looks for one, through all the rest of a text."""
    pattern = growth.patterns()[name]
    text = "a " * (MEGABYTE // 2)
    assert min(timeit.repeat(lambda: pattern.match(text, 2), number=1, repeat=9)) < 0.000_1
