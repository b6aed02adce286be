"""What a speaker rule is, and what it sees.

A rule is any callable that takes a :class:`Context` and answers with an :class:`~quoteattr.Attribution`, or with
None to let the next rule speak.  It changes nothing.  The list of rules is the registry: nothing is global.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from quoteattr.models import Attribution, Cue, Mention, Quote, Span, Speaker

SpeakerRule = Callable[["Context"], Attribution | None]
"""What a rule is: any callable that takes a :class:`Context` and answers with an Attribution, or None to pass."""


class RuleError(Exception):
    """A speaker rule raised, or answered with something else than an Attribution or None."""


class Surroundings(Protocol):
    """What a context is looked up in: a document with its quotations, numbered in text order."""

    @property
    def text(self) -> str: ...
    @property
    def speakers(self) -> Sequence[Speaker]: ...
    def quote(self, number: int) -> Quote: ...
    def previous(self, number: int) -> Quote | None: ...
    def paragraph(self, number: int) -> Span: ...
    def narration_before(self, number: int) -> Span: ...
    def narration_after(self, number: int) -> Span: ...
    def mentions_of_paragraph(self, number: int) -> Sequence[Mention]: ...
    def tag_of(self, number: int) -> tuple[Cue, Mention | None] | None: ...
    def mention_at(self, start: int, end: int) -> Mention: ...
    def likely(self, number: int, mention: Mention | None) -> Sequence[tuple[Speaker, float]]: ...
    def mention_beside(self, number: int, speaker: Speaker) -> Mention | None: ...


class Context:
    """One quotation and its surroundings, as a speaker rule sees them; everything is looked up when asked for."""

    __slots__ = ("_number", "_quote", "_surroundings")

    def __init__(self, surroundings: Surroundings, number: int) -> None:
        self._surroundings, self._number = surroundings, number
        self._quote = surroundings.quote(number)

    def __repr__(self) -> str:
        return f"Context({self.quote.text[:40]!r})"

    @property
    def text(self) -> str:
        """The whole text."""
        return self._surroundings.text

    @property
    def quote(self) -> Quote:
        """The quotation; its speaker is not known yet."""
        return self._quote

    @property
    def previous(self) -> Quote | None:
        """The quotation before, already resolved; None for the first."""
        return self._surroundings.previous(self._number)

    @property
    def paragraph(self) -> Span:
        """The paragraph that the quotation begins in."""
        return self._surroundings.paragraph(self._number)

    @property
    def before(self) -> Span:
        """The narration before the quotation, back to the previous quotation or the paragraph's start."""
        return self._surroundings.narration_before(self._number)

    @property
    def after(self) -> Span:
        """The narration behind the quotation, up to the next quotation or the paragraph's end."""
        return self._surroundings.narration_after(self._number)

    @property
    def mentions(self) -> Sequence[Mention]:
        """The mentions in the narration of the paragraph, in order."""
        return self._surroundings.mentions_of_paragraph(self._number)

    @property
    def cues(self) -> Sequence[Cue]:
        """The cue of the quotation, where one was found."""
        tag = self._surroundings.tag_of(self._number)
        return (tag[0],) if tag is not None else ()

    @property
    def speakers(self) -> Sequence[Speaker]:
        """All speakers that the text names."""
        return self._surroundings.speakers

    def mention(self, span: Span | tuple[int, int]) -> Mention:
        """Return the mention that *span* covers, name, nominal or pronoun as its words tell.

        A :class:`~quoteattr.Span` counts in the text.  A pair of numbers counts there too, unless it would lie before
        ``context.before`` and fits into it: such a pair was found in ``context.before.of(context.text)``, and is
        understood so.  Raises ValueError where there are no words.
        """
        start, end = (span.start, span.end) if isinstance(span, Span) else span
        before = self.before
        if not isinstance(span, Span) and start < before.start and end <= before.end - before.start:
            start, end = start + before.start, end + before.start
        if not 0 <= start < end <= len(self.text):
            raise ValueError(
                f"a mention covers words of the text, which has {len(self.text)} characters; {start} to {end} are none"
            )
        return self._surroundings.mention_at(start, end)

    def tag(self) -> tuple[Cue, Mention | None] | None:
        """Return the cue and the mention that tag the quotation ("said", "Mary"), or None without a tag."""
        return self._surroundings.tag_of(self._number)

    def mention_beside(self, speaker: Speaker) -> Mention | None:
        """Return the words nearest to the quotation that mean *speaker*: in the narration before it, or behind it."""
        return self._surroundings.mention_beside(self._number, speaker)

    def likely(self, mention: Mention | None = None) -> Sequence[tuple[Speaker, float]]:
        """Return the speakers that the conversation makes likely, with their probabilities, the likeliest first."""
        return self._surroundings.likely(self._number, mention)
