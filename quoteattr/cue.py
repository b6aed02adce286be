"""A word that may be a cue, and what was read around it: the cue's edges, its source, its content."""

from __future__ import annotations

from quoteattr.choice import NONE
from quoteattr.vocabulary import lemma
from quoteattr.window import Window


class Cue:
    """A word that may be the head of a cue, in its window, with what was read before it."""

    def __init__(self, window: Window, token: int, memory: dict[str, int], earlier: list[Reading]) -> None:
        self.window, self.token = window, token
        self.head = window.unit(token)
        document = window.document
        word = document.lower[token]
        self.word = document.vocabulary.known.get(word, word)
        """The word; a verb that the caller added is read as the like form of "say"."""
        self.base = lemma(self.word)
        self.tag = window.tags[self.head]
        self.probability = 1.0
        self.memory = memory
        """How often each word was a cue so far in the document; all of them together at ""."""
        self.earlier = earlier
        """The readings of earlier cues of the sentence."""
        self.enclosing = next((r for r in reversed(earlier) if r.right_start <= self.head < r.right_end), None)
        """The reading of the cue whose content this one stands in."""

    @property
    def near(self) -> float:
        """How far behind the first a candidate may be at a glance to be asked more: with marks more hangs on it."""
        return NEAR_WITH_MARKS if self.window.edges else NEAR

    def accept(self, reading: Reading) -> None:
        """Note that *reading* holds, for the cues to come."""
        for word in (self.word, ""):
            self.memory[word] = self.memory.get(word, 0) + 1
        self.earlier.append(reading)


NEAR = 3.0
NEAR_WITH_MARKS = 4.0


class Reading:
    """What was chosen so far around a cue, in units of its window."""

    __slots__ = (
        "cue_end",
        "cue_start",
        "left_end",
        "left_start",
        "right_end",
        "right_start",
        "shares",
        "source_end",
        "source_start",
    )

    cue_start: int
    cue_end: int
    source_start: int
    source_end: int
    right_start: int
    right_end: int
    left_start: int
    left_end: int

    def __init__(self) -> None:
        self.shares: list[float] = []
        """The logarithm of the probability of each choice."""

    @property
    def has_content(self) -> bool:
        return self.right_start != NONE or self.left_start != NONE
