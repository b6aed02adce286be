"""What a speaker rule is, and what it sees.

A rule is any callable that takes a :class:`Context` and answers with an :class:`~quoteattr.Attribution`, or with
None to let the next rule speak.  It changes nothing.  The list of rules is the registry: nothing is global.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from quoteattr.models import Attribution, Cue, Mention, Quote, Span, Speaker

if TYPE_CHECKING:
    from quoteattr.resolver import Resolver

SpeakerRule = Callable[["Context"], Attribution | None]


class RuleError(Exception):
    """A speaker rule raised, or answered with something else than an Attribution or None."""


class Context:
    """One quotation and its surroundings, as a speaker rule sees them; everything is looked up when asked for."""

    __slots__ = ("_number", "_resolver", "quote", "text")

    def __init__(self, resolver: Resolver, number: int) -> None:
        self._resolver, self._number = resolver, number
        self.text: str = resolver.document.text
        """The whole text."""
        self.quote: Quote = resolver.quote(number)
        """The quotation; its speaker is not known yet."""

    def __repr__(self) -> str:
        return f"Context({self.quote.text[:40]!r})"

    @property
    def previous(self) -> Quote | None:
        """The quotation before, already resolved; None for the first."""
        return self._resolver.resolved[-1] if self._resolver.resolved else None

    @property
    def paragraph(self) -> Span:
        """The paragraph that the quotation begins in."""
        return self._resolver.document.paragraphs[self._resolver.drafts[self._number].paragraph]

    @property
    def before(self) -> Span:
        """The narration before the quotation, back to the previous quotation or the paragraph's start."""
        return self._resolver.narration_before(self._number)

    @property
    def after(self) -> Span:
        """The narration behind the quotation, up to the next quotation or the paragraph's end."""
        return self._resolver.narration_after(self._number)

    @property
    def mentions(self) -> Sequence[Mention]:
        """The mentions in the narration of the paragraph, in order."""
        return self._resolver.mentions_of_paragraph(self._number)

    @property
    def cues(self) -> Sequence[Cue]:
        """The cue of the quotation, where one was found."""
        tag = self._resolver.tag_of(self._number)
        return (tag[0],) if tag is not None else ()

    @property
    def speakers(self) -> Sequence[Speaker]:
        """All speakers that the text names."""
        return self._resolver.speakers

    def mention(self, span: Span | tuple[int, int]) -> Mention:
        """Return the mention that *span* covers, name, nominal or pronoun as its words tell."""
        start, end = (span.start, span.end) if isinstance(span, Span) else span
        return self._resolver.mention_at(start, end)

    def tag(self) -> tuple[Cue, Mention | None] | None:
        """Return the cue and the mention that tag the quotation ("said", "Mary"), or None without a tag."""
        return self._resolver.tag_of(self._number)

    def likely(self, mention: Mention | None = None) -> Sequence[tuple[Speaker, float]]:
        """Return the speakers that the conversation makes likely, with their probabilities, the likeliest first."""
        return self._resolver.likely(self._number, mention)
