"""Everyday texts of our own (benchmarks/everyday) as rows of PolNeAR: attributions with their cue, source and content.

What is trained from them may see the parts that are read, never those that are only counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from benchmarks.everyday import cases
from tests.case_files import Answer

READ = ("A", "B", "C", "E")
"""The parts that may be learned from; D and F are counted."""
_FAR = 250
"""In characters: no cue is farther from its content, no source from its cue."""

Span = tuple[int, int]


def rows() -> Iterator[dict[str, Any]]:
    """Yield a row for each text of the parts that are read."""
    for part in READ:
        for case in cases(part):
            text = _Words(case.text)
            yield {"text": case.text, "everyday": True, "attributions": list(_attributions(text, case.answers))}


class _Words:
    """A text by its words, in small letters."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = list(re.finditer(r"\w+", text))
        self.spans = [match.span() for match in found]
        self.words = [match[0].casefold() for match in found]

    def places(self, phrase: str, first: int = 0) -> list[Span]:
        """Return where the words of *phrase* stand, in words, from the word *first* on."""
        wanted = re.findall(r"\w+", phrase.casefold())
        size = len(wanted)
        starts = range(first, len(self.words) - size + 1) if size else range(0)
        return [(i, i + size) for i in starts if self.words[i : i + size] == wanted]

    def span(self, place: Span) -> Span:
        """Return the characters of a range of words."""
        return self.spans[place[0]][0], self.spans[place[1] - 1][1]


def _attributions(text: _Words, answers: tuple[Answer, ...]) -> Iterator[dict[str, Any]]:
    at = 0
    for answer in answers:
        places = _content(text, answer, at)
        if places:
            at = places[0][0]
            content = [_with_marks(text.text, *text.span(place)) for place in places]
            cue = _nearest(text, answer.details.get("cue", ""), content, content)
            names = answer.details.get("mention") or answer.speaker
            source = _nearest(text, names, [cue] if cue else content, content)
            yield {
                "kind": _kind(answer.details["kind"], [text.text[start:end] for start, end in content]),
                "content": content,
                "cue": [cue] if cue else [],
                "source": [source] if source else [],
                "speaker": [name.strip() for name in answer.speaker.split("/")],
            }
        yield from _attributions(text, answer.nested)


def _kind(kind: str, contents: list[str]) -> str:
    """Return the kind of a quotation; where the answer leaves it open, direct if all of it stands in marks."""
    if kind != "*":
        return kind
    return "direct" if all(content[0] in _MARKS and content[-1] in _MARKS for content in contents) else "mixed"


_MARKS = "“”\"‘’'«»„"


def _content(text: _Words, answer: Answer, at: int) -> list[Span]:
    """Return where the pieces of an answer stand, one behind the other; none where one is not found."""
    found: list[Span] = []
    for piece in answer.pieces:
        place = next((p for form in _forms(piece) if (p := _place(text, form, at)) is not None), None)
        if place is None:
            return []
        found.append(place)
        at = place[1]
    return found


def _forms(piece: str) -> list[str]:
    """Return a piece with all that it may have and with nothing that it need not have: "(to) wait"."""
    return list(dict.fromkeys([piece, re.sub(r"\([^)]*\)", "", piece)]))


def _place(text: _Words, form: str, at: int) -> Span | None:
    begin, gap, end = form.partition(" … ")
    start = next(iter(text.places(begin, at)), None)
    if start is None or not gap:
        return start
    stop = next(iter(text.places(end, start[1])), None)
    return None if stop is None else (start[0], stop[1])


def _nearest(text: _Words, forms: str, near: list[Span], outside: list[Span]) -> Span | None:
    """Return which of the *forms*, parted by "/", stands nearest to *near*, and in none of *outside*."""
    found = []
    for form in forms.split("/"):
        for span in map(text.span, text.places(form)):
            off = min(max(span[0] - end, start - span[1]) for start, end in near)
            if off <= _FAR and all(span[1] <= start or span[0] >= end for start, end in outside):
                found.append((off, span))
    return min(found)[1] if found else None


def _with_marks(text: str, start: int, end: int) -> Span:
    """Return a content with the marks around it and with "that" before it, as PolNeAR has it."""
    opening = re.search(r"(?:\bthat\s+)?[“\"‘'«„]*$", text[:start])
    closing = re.match(r"[.,!?…—–-]*[”\"’'»“]+", text[end:])
    return start - len(opening[0]) if opening else start, end + len(closing[0]) if closing else end
