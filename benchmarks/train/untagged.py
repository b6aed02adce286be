"""Stories with fewer tags: some of those whose speaker is known are taken out, so that more turns are to be told."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import regex

Edit = tuple[int, int, str]
"""From where to where, and what stands there instead."""


def without_tags(row: Any, share: float, seed: int) -> Any:
    """Return a novel of PDNC with a *share* of its tags, drawn by *seed*, left out of its text where that is simple.

    >>> text = '"Come in," said Tom. "Sit."\\n\\n"No," said Ann.\\n\\n"Oh," said Ann, and sat.'
    >>> quotes = [{"spans": [(1, 9), (22, 26)], "referring_expression": "said Tom"}]
    >>> quotes += [{"spans": [(start, end)], "referring_expression": "said Ann"} for start, end in ((30, 33), (47, 50))]
    >>> found = without_tags({"id": "Door", "text": text, "quotes": quotes}, share=1.0, seed=0)
    >>> print(found["text"])
    "Come in. Sit."
    <BLANKLINE>
    "No."
    <BLANKLINE>
    "Oh," said Ann, and sat.
    >>> [[found["text"][start:end] for start, end in quote["spans"]] for quote in found["quotes"]]
    [['Come in.', 'Sit.'], ['No.'], ['Oh,']]
    """
    draw = random.Random(f"{row['id']} {seed}").random
    tagged = [quote for quote in row["quotes"] if quote["referring_expression"] and draw() < share]
    edits = sorted(edit for quote in tagged for edit in _edits(row["text"], quote))
    pieces: list[str] = []
    ends, shifts = [0], [0]  # up to the end of an edit, and how far what follows it moves
    for start, end, instead in edits:
        if start >= ends[-1]:
            pieces += [row["text"][ends[-1] : start], instead]
            ends.append(end)
            shifts.append(shifts[-1] + len(instead) - (end - start))
    pieces.append(row["text"][ends[-1] :])

    def moved(place: int) -> int:
        return place + shifts[bisect_right(ends, place) - 1]

    quotes = [
        {**quote, "spans": [(moved(start), moved(end)) for start, end in quote["spans"]]} for quote in row["quotes"]
    ]
    return {**row, "text": "".join(pieces), "quotes": quotes}


def _edits(text: str, quote: Any) -> Iterator[Edit]:
    """Yield the edit that takes out the tag of a quotation, if nothing but the tag goes with it."""
    words = r"\s+".join(map(regex.escape, quote["referring_expression"].split()))
    tag = regex.compile(rf'["”]\s+{words}\s*(?P<stop>[.,;])\s*')
    spans: Sequence[Sequence[int]] = quote["spans"]
    for (_, end), following in zip(spans, [*spans[1:], None], strict=True):
        found = tag.match(text, end)
        if found is None or text[end - 1].isalnum():
            continue
        comma, stop = text[end - 1] == ",", found["stop"]
        if following is not None and found.end() + 1 == following[0] and "\n\n" not in found[0]:
            # "Come in," said Tom. "Sit."
            yield end - 1, following[0], (stop if comma else text[end - 1]) + " "
        elif stop == ".":
            yield end - 1, found.end("stop"), ("." if comma else text[end - 1]) + text[end]
        return
