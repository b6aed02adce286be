"""Articles with other verbs in the place of "said" and "told", so that what is learned of one holds of all.

The corpus says "said" wherever it can; "…, the minister warns." and "she assured residents that …" stand in it a few
times or never.  A varied article teaches nothing but its changed cues.  Source of the idea: augmentation by
substitution, as in Şahin & Steedman, EMNLP 2018.
"""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

VERBS = (
    "add", "admit", "allege", "announce", "argue", "assert", "boast", "caution", "claim", "comment", "complain",
    "concede", "confess", "confirm", "contend", "declare", "disclose", "emphasise", "emphasize", "estimate", "explain",
    "forecast", "hint", "insist", "joke", "lament", "maintain", "mention", "note", "observe", "predict", "proclaim",
    "protest", "reason", "recall", "recount", "reiterate", "relate", "remark", "repeat", "reply", "report", "respond",
    "reveal", "state", "stress", "suggest", "testify", "tweet", "warn",
)  # fmt: skip
"""Regular verbs of speech that may stand for "said" wherever it stands."""
TELLING = (
    "assured", "assures", "informed", "informs", "notified", "notifies", "promised", "promises", "reminded", "reminds",
    "tells", "tells", "warned", "warns",
)  # fmt: skip
"""What may stand for "told"."""
_PRESENT = 0.4
"""How often the verb is in the present."""


def varied(row: Mapping[str, Any], share: float, seed: int) -> tuple[dict[str, Any], list[int]]:
    """Return an attributed article with a *share* of its "said", twice of its "told" changed, and where verbs are new.

    >>> row = {"text": "It is late, Ann said.", "attributions": [
    ...     {"cue": [[16, 20]], "source": [[12, 15]], "content": [[0, 10]]}]}
    >>> varied(row, 1.0, seed=3)[0]["text"]
    'It is late, Ann recalls.'
    """
    random, text = Random(seed), row["text"]
    places = sorted(
        {(start, end) for one in row["attributions"] for start, end in one["cue"][:1] if text[start:end] in _CHANGED}
    )
    pieces: list[str] = []
    moved: list[tuple[int, int]] = []
    """By the end of each place in the article, how much farther off all behind it stands."""
    begins: list[int] = []
    done = shift = 0
    for start, end in places:
        told = text[start:end] == "told"
        if random.random() >= (2 * share if told else share):
            continue
        verb = random.choice(TELLING) if told else _form(random.choice(VERBS), random.random() < _PRESENT)
        pieces += [text[done:start], verb]
        begins.append(start + shift)
        done, shift = end, shift + len(verb) - (end - start)
        moved.append((end, shift))
    pieces.append(text[done:])
    attributions = [
        {part: [[_moved(offset, moved) for offset in span] for span in one[part]] for part in _PARTS}
        for one in row["attributions"]
    ]
    return {"text": "".join(pieces), "attributions": attributions}, begins


_CHANGED = ("said", "says", "told")
_PARTS = ("cue", "source", "content")


def _moved(offset: int, moved: list[tuple[int, int]]) -> int:
    """Return where a place of the article is in the varied one."""
    return offset + next((shift for end, shift in reversed(moved) if offset >= end), 0)


def _form(verb: str, present: bool) -> str:
    """Return the third person or the past of a regular verb.

    >>> [_form(verb, present) for verb in ("argue", "reply", "stress", "admit") for present in (True, False)]
    ['argues', 'argued', 'replies', 'replied', 'stresses', 'stressed', 'admits', 'admitted']
    """
    if present:
        return f"{verb[:-1]}ies" if verb[-2:] == "ly" else f"{verb}{'es' if verb[-1] == 's' else 's'}"
    if verb == "forecast":
        return verb
    if verb == "admit":
        return "admitted"
    return f"{verb[:-1]}ied" if verb[-2:] == "ly" else f"{verb}d" if verb[-1] == "e" else f"{verb}ed"
