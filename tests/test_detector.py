"""What stands inside marks, from ``marked_stretches.txt``: which marks open, close, nest, and run on."""

from __future__ import annotations

from pathlib import Path

import pytest

from quoteattr.apostrophes import apostrophes
from quoteattr.detector import Stretch, detect
from quoteattr.house_style import house_style
from quoteattr.tokenizer import paragraphs

LINES = [
    line
    for line in Path(__file__).with_name("marked_stretches.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
TEXTS = list(zip(LINES[::2], LINES[1::2], strict=True))


def told(text: str, stretch: Stretch) -> str:
    nested = "".join(f" [{told(text, inner)}]" for inner in stretch.nested)
    return stretch.inner.of(text) + "~" * (not stretch.closed) + ">" * stretch.runs_on + nested


@pytest.mark.parametrize(("line", "expected"), TEXTS, ids=[f"text {n}" for n, _ in enumerate(TEXTS, 1)])
def test_the_stretches_are_those_of_a_careful_reader(line: str, expected: str) -> None:
    text = line.replace("¶", "\n\n")
    places = paragraphs(text)
    found = detect(text, places)
    assert "=> " + " | ".join(told(text, stretch) for stretch in found) == expected
    for stretch in found:
        place = places[stretch.paragraph]
        assert place.start <= stretch.start <= stretch.inner.start < stretch.inner.end <= stretch.end <= place.end
        assert not any(character.isalnum() for character in text[stretch.inner.end : stretch.end])
        assert text[stretch.start] == stretch.mark[0] or stretch.mark == "—" or stretch.start == stretch.inner.start


def test_a_dash_belongs_to_the_words_behind_it() -> None:
    text = "— Yes, he said. Go on.\n\n— No."
    assert [stretch.start for stretch in detect(text, paragraphs(text))] == [0, 16, 24]


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("It rained.", "double"),
        ("We read 'Dune' twice.", "double"),
        ("“He said ‘no,’” she said.", "double"),
        ("\"He said 'no,'\" she said.", "double"),
        ("``Go,'' she said. ``He said 'no,' twice.''", "double"),
        ("‘I heard “yes” twice,’ said Tom.", "single"),
        ('‘The 6" pipe,’ he said. “Stay.”', "single"),
        ("‘Go,’ she said.\n‘Stay,’ he said.\n— First came the rain.\n— Then came the snow.", "single"),
        ("— Yes, he said.\n— No, she said.", "dash"),
    ],
)
def test_the_marks_that_stand_outside_are_the_house_style(text: str, style: str) -> None:
    assert house_style(text) == style


def test_a_long_text_without_apostrophes_has_lost_them() -> None:
    words = "The boys hands don t move and Fanny s son is here. " * 200
    assert apostrophes(words).lost
    assert not apostrophes(words.replace("don t", "don't").replace("Fanny s", "Fanny’s")).lost
    assert not apostrophes("He said no.").lost


def test_words_clipped_again_and_again_are_known() -> None:
    behind = "Mind yo’ step. Mind YO’ head. Mind yo’ hand. "
    before = "He was 'shamed and 'fraid. She was 'shamed, too. "
    how = apostrophes(behind + before)
    assert (how.behind, how.before) == ({"yo"}, {"shamed"})
    assert not apostrophes(behind[: behind.rindex("Mind")]).behind
    assert not apostrophes(before[: before.rindex("She")]).before
