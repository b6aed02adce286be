"""A novel with straight double marks rewritten in another house style, every offset unchanged."""

from __future__ import annotations

MARKS = {"curly": ("“", "”"), "single": ("'", "'"), "single_curly": ("‘", "’"), "guillemet": ("«", "»")}


def restyled(text: str, style: str) -> str:
    """Return *text* with its straight double marks as *style* writes them; the length stays.

    >>> restyled('"Go," she said. "Now."', "guillemet")
    '«Go,» she said. «Now.»'
    """
    opening, closing = MARKS[style]
    characters = list(text)
    opened = False
    for i, character in enumerate(text):
        if character == "\n" and text[i + 1 : i + 2] == "\n":  # a paragraph begins outside the marks
            opened = False
        elif character == '"':
            opened = opens(text, i, opened)
            characters[i] = opening if opened else closing
    if style == "single_curly":
        characters = ["’" if character == "'" else character for character in characters]
    return "".join(characters)


def opens(text: str, i: int, opened: bool) -> bool:
    """Return whether the mark at *i* is an opening one, by the spaces around it, else by turns."""
    before, after = text[i - 1] if i else " ", text[i + 1] if i + 1 < len(text) else " "
    if before.isspace() and not after.isspace():
        return True
    if not before.isspace() and (after.isspace() or after in ".,;:!?)"):
        return False
    return not opened
