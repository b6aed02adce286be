"""Ways to change a text that must change the answer in that way alone; ``benchmarks metamorphic`` has the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from attrs import frozen

from quoteattr import Quote

RAIN = "It rained all night, and the gutters ran over."
"""Neither of news nor of a story."""
NEW_NAMES = {
    "Mary": "Zoë",
    "Tom": "Henry",
    "Greta": "Susan",
    "Willem": "Peter",
    "Nadia": "Laura",
    "Elsa": "Helen",
    "Ellen": "Joan",
    "Irena": "Diana",
}
WIDTH = 72


@frozen
class Change:
    """One way to change a text, and what becomes of the answer's words and offsets."""

    name: str
    apply: Callable[[str], str | None]
    """The changed text, or None for a text that cannot be changed in this way."""
    rename: dict[str, str] | None = None
    place: Callable[[str, int], int] | None = None
    """Where an offset of the text stands in the changed one, where that is known."""
    last_paragraph: bool = True
    """False where the last paragraph's quotations may become others."""

    def kept(self, text: str, quotes: Sequence[Quote]) -> list[Quote]:
        """Return those of *quotes* that must stay as they are, for the unchanged *text*."""
        if self.last_paragraph:
            return list(quotes)
        end = text.rstrip().rfind("\n")
        return [quote for quote in quotes if quote.extent.end <= end]


def paired(text: str) -> bool:
    """Tell whether curly double marks are the only ones, each closed or taken up by the next paragraph."""
    if re.search(r"[\"'`‘„«»‹›「」『』]|(?<!\w)’|’(?!\w)", text) or "“" not in text:
        return False
    open_ = False
    for mark in re.finditer(r"\n\s*\n\s*“|[“”]", text):
        if mark[0] == "”":
            if not open_:
                return False
            open_ = False
        elif open_ and mark[0] == "“":
            return False
        else:
            open_ = True
    return not open_


def marks(opening: str, closing: str) -> Callable[[str], str | None]:
    """Return the change from curly double marks to others."""

    def apply(text: str) -> str | None:
        return text.replace("“", opening).replace("”", closing) if paired(text) else None

    return apply


def with_names(text: str, names: dict[str, str]) -> str | None:
    """Return *text* with its people called otherwise, or None where none of them occurs."""
    if not any(re.search(rf"\b{name}\b", text) for name in names):
        return None
    assert not any(re.search(rf"\b{name}\b", text) for name in names.values())
    for old, new in names.items():
        text = re.sub(rf"\b{old}\b", new, text)
    return text


def crlf(text: str) -> str | None:
    """Return *text* with the line ends of Windows."""
    return text.replace("\n", "\r\n") if "\n" in text else None


def decomposed(text: str) -> str | None:
    """Return *text* with its accents behind their letters."""
    return _unless_same(unicodedata.normalize("NFD", text), text)


def doubled_spaces(text: str) -> str | None:
    """Return *text* with two spaces for each single one between words."""
    return _unless_same(re.sub(r"(?<=\S) (?=\S)", "  ", text), text)


def wrapped(text: str) -> str | None:
    """Return *text* with its lines wrapped, each space where a line ends made a line end: every offset stays.

    None where paragraphs are lines already, since a line end would then mean two things.
    """
    if re.search(r"(?<!\n)\n(?!\n)", text.strip()) or not any(len(line) > WIDTH for line in text.split("\n")):
        return None
    return "\n".join(_wrapped_line(line) for line in text.split("\n"))


def _wrapped_line(line: str) -> str:
    characters, start, space = list(line), 0, 0
    for i, character in enumerate(line):
        if character == " " and 0 < i < len(line) - 1 and line[i - 1] != " ":
            if i - start > WIDTH and space > start:
                characters[space] = "\n"
                start = space + 1
            space = i
    if len(line) - start > WIDTH and space > start:
        characters[space] = "\n"
    return "".join(characters)


def without_last_character(text: str) -> str | None:
    """Return *text* without its last character that is no white space; it needs two paragraphs or more."""
    cut = text.rstrip()[:-1]
    return cut if "\n" in cut else None


def stays(text: str, offset: int) -> int:
    """Return where an offset stands that does not move."""
    return offset


def behind(head: str) -> Callable[[str, int], int]:
    """Return what tells where an offset stands behind *head*."""
    return lambda text, offset: len(head) + offset


def behind_changed(apply: Callable[[str], str | None]) -> Callable[[str, int], int]:
    """Return what tells where an offset stands behind the text before it, changed."""
    return lambda text, offset: len(apply(text[:offset]) or text[:offset])


def _unless_same(changed: str, text: str) -> str | None:
    return None if changed == text else changed


CHANGES = [
    Change("straight marks", marks('"', '"'), place=stays),
    Change("guillemets", marks("«", "»"), place=stays),
    Change("single curly marks", marks("‘", "’"), place=stays),
    Change("low-high marks", marks("„", "“"), place=stays),
    Change("CRLF", crlf, place=behind_changed(crlf)),
    Change("new names", lambda text: with_names(text, NEW_NAMES), rename=NEW_NAMES),
    Change("a paragraph in front", lambda text: f"{RAIN}\n\n{text}", place=behind(f"{RAIN}\n\n")),
    Change("a paragraph behind", lambda text: f"{text}\n\n{RAIN}", place=stays),
    Change("a byte order mark in front", lambda text: f"\ufeff{text}", place=behind("\ufeff")),
    Change("doubled spaces", doubled_spaces),
    Change("lines of 72", wrapped, place=stays),
    Change("the last character dropped", without_last_character, place=stays, last_paragraph=False),
    Change("decomposed accents", decomposed, place=behind_changed(decomposed)),
]
