"""The values that an extraction is made of: frozen, typed, without behaviour beyond their spans.

Every offset counts code points in the text exactly as the caller gave it, so that for any
value ``text[span.start:span.end]`` is what it stands for.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any

from attrs import field, frozen


class QuoteKind(str, Enum):
    """How the words are reported: all in marks, partly in marks, or without a mark."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"

    def __str__(self) -> str:
        return self.value


class AttributionType(str, Enum):
    """What names the speaker (the three types of the Project Dialogism Novel Corpus)."""

    EXPLICIT = "explicit"
    """A name next to the quotation: “Go,” said Mary."""
    ANAPHORIC = "anaphoric"
    """A pronoun or common noun: “Go,” she said; “Go,” said the old woman."""
    IMPLICIT = "implicit"
    """No tag: turn-taking and the like. A mention is then the words for the speaker nearby."""

    def __str__(self) -> str:
        return self.value


@frozen(order=True)
class Span:
    """A half-open range of code points.

    >>> Span(0, 4).of("Mary left.")
    'Mary'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the stretch of *text* that the span covers."""
        return text[self.start : self.end]


@frozen
class Mention:
    """The words that name a speaker once: "Kadyrov", "he", "a senior aide"."""

    text: str
    span: Span
    form: str
    """"name", "nominal" (a common noun) or "pronoun"."""

    def __str__(self) -> str:
        return self.text


@frozen
class Cue:
    """The words that say that somebody speaks: "said", "has repeatedly said", "according to"."""

    text: str
    span: Span
    lemma: str
    """The dictionary form of its main word: "say"."""

    def __str__(self) -> str:
        return self.text


def _name(_speaker: Any, _field: Any, name: Any) -> None:
    if not isinstance(name, str):
        raise TypeError(f"the name of a speaker is a str, not {name!r}")


def _aliases(aliases: Iterable[str]) -> tuple[str, ...]:
    if isinstance(aliases, str):
        raise TypeError(f"pass aliases as a tuple or list, ({aliases!r},), not as the str {aliases!r}")
    if not isinstance(aliases, Iterable):
        raise TypeError(f'pass aliases as a tuple or list of names, ("Nan",), not as {aliases!r}')
    found = tuple(aliases)
    for alias in found:
        if not isinstance(alias, str):
            raise TypeError(f"each of the aliases of a speaker is a str, not {alias!r}")
    return found


def _kind(_speaker: Any, _field: Any, kind: Any) -> None:
    if kind not in SPEAKER_KINDS:
        raise ValueError(f"{kind!r} is no kind of speaker; the kinds are {', '.join(map(repr, SPEAKER_KINDS))}")


def _gender(_speaker: Any, _field: Any, gender: Any) -> None:
    if gender is not None and gender not in GENDERS:
        raise ValueError(f"{gender!r} is no gender here; pass {', '.join(map(repr, GENDERS))} or None")


SPEAKER_KINDS = ("person", "organization", "group", "unknown")
GENDERS = ("female", "male")


@frozen(cache_hash=True)
class Speaker:
    """One person or body, under one name.

    >>> str(Speaker("Ann"))
    'Ann'
    """

    name: str = field(validator=_name)
    """The fullest form in the text: "Ramzan Kadyrov"; in a long story, of those that one mention in 25 has: "Emma"."""
    aliases: tuple[str, ...] = field(default=(), converter=_aliases)
    """The other forms seen: "Kadyrov"."""
    kind: str = field(default="unknown", validator=_kind)
    """"person", "organization", "group" or "unknown"."""
    gender: str | None = field(default=None, validator=_gender)
    """"female", "male" or None."""
    mentions: tuple[Mention, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        return self.name


@frozen(cache_hash=True)
class Quote:
    """One quotation: its words, where they stand, and who spoke them."""

    text: str
    """The words of the spans joined by one space, outer marks off."""
    spans: tuple[Span, ...]
    """Several where a tag interrupts, or where the quotation runs on over paragraphs."""
    extent: Span
    """From the first to the last character, marks included."""
    kind: QuoteKind = QuoteKind.DIRECT
    speaker: Speaker | None = None
    mention: Mention | None = None
    cue: Cue | None = None
    attribution: AttributionType | None = None
    addressees: tuple[Speaker, ...] = ()
    """Whom the words are spoken to; often empty."""
    via: Speaker | None = None
    """Who passes the quotation on: "…, Interfax reported"."""
    confidence: float = 0.0
    """How often an answer like this one was right in texts whose speakers are known, 0 to 1.

    Of a rule of your own it is what the rule says of itself, 1.0 if it says nothing.
    """
    rule: str | None = None
    """The name of the rule that decided the speaker."""
    quotes: tuple[Quote, ...] = ()
    """Quotations inside this one."""


@frozen
class Attribution:
    """A rule's answer: who speaks.  Either a mention or a speaker is enough; the rest may be left out."""

    mention: Mention | None = None
    """The words that name the speaker; whom they mean is found where no speaker is given."""
    speaker: Speaker | None = None
    """The speaker, where the rule knows more than the words."""
    cue: Cue | None = None
    """The cue of the quotation; with None the one that the library found beside it, if any."""
    type: AttributionType | None = None
    """With None, what the mention tells: a name is explicit, other words anaphoric, none implicit."""
    via: Speaker | None = None
    """Who passes the quotation on; with None the one that the library found, if any."""
    confidence: float | None = None
    """The rule's own word, from 0 to 1, and 1.0 with None: the library calibrates the answers of its own rules alone.

    Where the mention is the very one of a tag, it is multiplied by how sure the library is of the tag.
    """
