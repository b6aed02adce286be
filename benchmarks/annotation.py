"""What annotators have marked: articles with attributions, novels with turns, openings with quotations."""

from __future__ import annotations

from attrs import frozen

Offsets = tuple[int, int]


@frozen
class Attribution:
    """One annotated attribution of a news article."""

    content: tuple[Offsets, ...]
    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    kind: str | None = None


@frozen
class NamedSpeaker:
    """The annotated canonical speaker of one attribution."""

    attribution: int
    """Its index in the article's attributions."""
    name: str | None
    also: tuple[str, ...]
    form: str
    type: str | None = None


@frozen
class Article:
    """A news article with its attributions and, where they were annotated, canonical speakers."""

    id: str
    text: str
    attributions: tuple[Attribution, ...]
    speakers: tuple[NamedSpeaker, ...] = ()


@frozen
class Character:
    """A character of a novel."""

    name: str
    aliases: tuple[str, ...]
    gender: str = ""
    """PDNC's letter: M, F, or another where it is unknown or mixed."""
    category: str = "?"


@frozen
class Turn:
    """A row of PDNC: what one character says, the narrator's interruptions left out."""

    id: str
    spans: tuple[Offsets, ...]
    speaker: str
    type: str | None
    addressees: tuple[str, ...] = ()
    referring_expression: str | None = None


@frozen
class Novel:
    """A whole novel with its turns and its cast."""

    id: str
    text: str
    turns: tuple[Turn, ...]
    characters: tuple[Character, ...]


@frozen
class EntityMention:
    """A mention of an entity in LitBank."""

    span: Offsets
    category: str
    form: str
    entity: str


@frozen
class SpokenSpan:
    """A quotation of LitBank, marks included, with the entity that speaks."""

    span: Offsets
    speaker: str | None


@frozen
class Opening:
    """The opening of a novel, as LitBank annotates it."""

    id: str
    text: str
    quotes: tuple[SpokenSpan, ...]
    mentions: tuple[EntityMention, ...]
