"""A conversation on its way: what has been said so far, who is called and named, and what tags further on tell.

What is seen of one turn is in scene.py and history.py; candidates.py weighs who speaks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from attrs import define, frozen

from quoteattr.document import Document
from quoteattr.entities import Entities
from quoteattr.entity import Entity
from quoteattr.lexicons import words
from quoteattr.models import QuoteKind
from quoteattr.partners import Partners
from quoteattr.quotations import Draft
from quoteattr.salience import Salience
from quoteattr.voices import Voices


@frozen
class Tag:
    """What names the speaker next to a quotation: a pronoun, a common noun, a name, or nothing ("")."""

    word: str = ""
    """The pronoun; for a common noun "noun" and its kind of article; "name", for the Queen too; "" without a tag."""
    gender: str | None = None
    entity: Entity | None = None
    """The one whom a name names, or that a common noun makes on its own."""
    words: tuple[str, ...] = ()
    """Of a common noun, the head and what narrows it: "ohio", "congressman"."""

    @property
    def noun(self) -> Entity | None:
        """The one that a common noun makes on its own."""
        return self.entity if self.word.startswith("noun") else None

    @property
    def anchor(self) -> Entity | None:
        """The entity, where the tag alone tells it."""
        return self.entity if self.word in ("name", "i") else None


NO_TAG = Tag()


@define
class Turn:
    """A quotation that has been read, with its speaker."""

    draft: Draft
    entity: Entity | None
    tagged: bool
    called: tuple[Entity, ...] = ()
    """Those whom the quotation calls by name."""
    noun: Entity | None = None
    """The one that the common noun of its tag makes on its own."""


@frozen
class Speech:
    """What the words of a quotation are like, for who may have said it after whom."""

    opening: str
    asks: bool
    size: int
    words: frozenset[str]
    """Those that are no function words."""


_NOTED: Final = 150
"""In words: of a quotation no more are compared with those of another."""


def _speech(document: Document, draft: Draft) -> Speech:
    first, _ = document.tokens_of(draft.spans[0].start, draft.spans[0].end)
    _, last = document.tokens_of(draft.spans[-1].start, draft.spans[-1].end)
    lower = document.lower
    opening = next((word for word in lower[first : min(last, first + 4)] if word[0].isalpha()), "-")
    closing = next((word for word in reversed(lower[max(first, last - 3) : last]) if word in ("?", "!", ".", ",")), "-")
    content = frozenset(_content_words(document, draft))
    return Speech(opening, closing == "?", min(6, (last - first).bit_length()), content)


def _content_words(document: Document, draft: Draft) -> Iterator[str]:
    common, left = words("function_words"), _NOTED
    for span in draft.spans:
        first, last = document.tokens_of(span.start, span.end)
        said = document.lower[first : min(last, first + left)]
        left -= len(said)
        yield from (word for word in said if word[0].isalpha() and word not in common)


_ACTORS: Final = 60
"""In references: so far back somebody is looked for who does something."""
HEARD: Final = 12
"""In turns: what was said before has no say any more."""
SAME_SCENE = 3
"""In paragraphs: quotations farther apart belong to two conversations."""


class Conversation:
    """Reads the drafts of a document in order and weighs who speaks each."""

    def __init__(self, document: Document, entities: Entities, drafts: Sequence[Draft], tags: Sequence[Tag]) -> None:
        self.document, self.entities, self.drafts, self.tags = document, entities, drafts, tags
        self.references = entities.references
        self.salience = Salience(document, entities, drafts)
        self.turns: list[Turn] = []
        self._called: dict[int, tuple[Entity, ...]] = {}
        self.genders: dict[int, str] = {}
        """What a pronoun that meant an entity has told of its gender."""
        self._most: dict[str | None, int] = {}
        """How often the one of each gender is mentioned who is mentioned most."""
        self.profiles: dict[int, tuple[str, str, str]] = {}
        """Of entities that have been weighed, what they are like wherever they speak."""
        self._recents: dict[int, list[tuple[int, int]]] = {}
        self._ahead = self._next_anchors()
        self._company = self._companies()
        self._speeches: dict[int, Speech] = {}
        self._voices: Voices | None = None
        self._partners: Partners | None = None
        self._next = 0
        self._last: dict[int, int] = {}  # number of an entity -> its last reference in the narration, oldest first
        self.dense = min(3, len(document.stretches) * 1500 // (document.length + 1500))

    def note(self, draft: Draft, entity: Entity | None, tagged: bool, noun: Entity | None = None) -> None:
        """Take down who spoke *draft*, if it is a turn; *noun* is whom the common noun of its tag would make alone."""
        if is_turn(draft, entity):
            self.turns.append(Turn(draft, entity, tagged, self.called(draft), noun))

    def learn(self, entity: Entity, gender: str | None) -> None:
        """Take down that a pronoun of *gender* meant *entity*."""
        if gender is not None:
            self.genders[entity.number] = gender

    def weight_in_text(self, entity: Entity) -> str:
        """Return by how many doublings another of the gender is mentioned more often: 0 for the heroine, at most 5."""
        if not self._most:
            for one in self.entities.all:
                if one.kind in ("person", "unknown") and one is not self.entities.narrator:
                    self._most[one.gender] = max(self._most.get(one.gender, 1), len(one.references))
        most = self._most.get(entity.gender, 1)
        return str(max(0, min(5, (most // max(1, len(entity.references))).bit_length() - 1)))

    def speech(self, draft: Draft) -> Speech:
        """Return what the words of a draft are like."""
        start = draft.extent.start
        known = self._speeches.get(start)
        if known is None:
            if len(self._speeches) == 300:
                del self._speeches[next(iter(self._speeches))]
            known = self._speeches[start] = _speech(self.document, draft)
        return known

    def voices(self, draft: Draft) -> dict[int, str]:
        """Return for those whom tags name often how well the words of *draft* suit their own: see Voices."""
        if self._voices is None:
            anchors = [(draft, tag.anchor) for draft, tag in zip(self.drafts, self.tags, strict=True)]
            self._voices = Voices(self.document, anchors)
        return self._voices.of(draft)

    @property
    def partners(self) -> Partners:
        """Who talks with whom."""
        if self._partners is None:
            speakers = [tag.anchor for tag in self.tags]
            self._partners = Partners(
                (draft, speaker, () if speaker is None else self.called(draft))
                for draft, speaker in zip(self.drafts, speakers, strict=True)
            )
        return self._partners

    # What is called and named ----------------------------------------------------------------------------------

    def called(self, draft: Draft) -> tuple[Entity, ...]:
        """Return the entities that *draft* calls by name ("Well, Ann, what now?")."""
        known = self._called.get(draft.extent.start)
        if known is None:
            known = self._called[draft.extent.start] = tuple(self._find_called(draft))
        return known

    def _find_called(self, draft: Draft) -> list[Entity]:
        found: list[Entity] = []
        for k in self.references_in(draft):
            reference, entity = self.references[k], self.entities.of_reference[k]
            if entity is None or reference.form != "name":
                continue
            if entity.kind == "unknown" and all(map(self._may_be_no_name, entity.references[:20])):
                continue  # “Help!” calls nobody
            if self.entities.stands_alone(reference) and entity not in found:
                found.append(entity)
        return found

    def _may_be_no_name(self, k: int) -> bool:
        """Tell whether a reference is quoted and may have its capital from where it stands; not in “Well, Harrow,”."""
        reference = self.references[k]
        return reference.quoted and (reference.first == 0 or self.document.words[reference.first - 1] != ",")

    def references_in(self, draft: Draft) -> list[int]:
        """Return the references inside the first two hundred and last two hundred words of a quotation."""
        document = self.document
        ranges = []
        for span in draft.spans:
            first, last = document.tokens_of(span.start, span.end)
            ranges += [(first, last)] if last - first <= 400 else [(first, first + 200), (last - 200, last)]
        at = self.entities.reference_at
        return [k for first, last in ranges[:6] for k in range(at(first), at(last))]

    def mentioned(self, first: int, last: int) -> list[int]:
        """Return the numbers of the entities that the narration mentions between two tokens, in order."""
        found: list[int] = []
        references = self.references
        begin = self.entities.reference_at(first)
        for k in range(begin, min(begin + 400, len(references))):  # a paragraph without end is not read through
            if references[k].first >= last or len(found) >= 12:
                break
            entity = self.entities.narrated(k)
            if entity is not None and entity.number not in found:
                found.append(entity.number)
        return found

    def acting(self, first: int, last: int) -> tuple[dict[int, int], dict[int, int]]:
        """Return who is subject of a main clause of the narration between two tokens: by any word, and by name or noun.

        The numbers of the entities, the latest first, each with the token where it was so last.
        """
        found: dict[int, int] = {}
        named: dict[int, int] = {}
        at = self.entities.reference_at
        for k in range(at(last) - 1, max(at(first), at(last) - _ACTORS) - 1, -1):
            entity, reference = self.entities.narrated(k), self.references[k]
            if entity is not None and entity.number not in named and self.entities.parts.of(k) == "main":
                found.setdefault(entity.number, reference.first)
                if reference.form != "pronoun":
                    named[entity.number] = reference.first
        return found, named

    def pronouns(self, first: int, last: int) -> tuple[str, str]:
        """Return the genders of the first and last "he" or "she" of the narration between two tokens; "" for none."""
        begin = self.entities.reference_at(first)
        found: list[str] = []
        for reference in self.references[begin : begin + 60]:
            if reference.first >= last:
                break
            if reference.form == "pronoun" and reference.gender is not None and not reference.quoted:
                found.append(reference.gender)
        return (found[0], found[-1]) if found else ("", "")

    def recent(self, number: int) -> list[tuple[int, int]]:
        """Return the entities last mentioned in the narration before a draft, each with that reference; newest first.

        Asked for ever later drafts, but for the last few hundred.
        """
        known = self._recents.get(number)
        if known is not None:
            return known
        start = self.drafts[number].extent.start
        token, _ = self.document.tokens_of(start, start + 1)
        references, last = self.references, self._last
        while self._next < len(references) and references[self._next].first < token:
            entity = self.entities.narrated(self._next)
            if entity is not None:
                last.pop(entity.number, None)
                last[entity.number] = self._next
            self._next += 1
        if len(self._recents) == 300:
            del self._recents[next(iter(self._recents))]
        found = self._recents[number] = [(key, last[key]) for key in islice(reversed(last), 14)]
        return found

    # What tags tell of a conversation --------------------------------------------------------------------------

    def following(self, number: int) -> list[tuple[int, int]]:
        """Return the next two quotations of direct speech, each with how many paragraphs off it is."""
        found: list[tuple[int, int]] = []
        draft = self.drafts[number]
        for k in range(number + 1, min(number + 5, len(self.drafts))):
            after = self.drafts[k]
            if after.kind is QuoteKind.DIRECT:
                found.append((k, min(3, after.paragraph - draft.last_paragraph)))
                if len(found) == 2:
                    break
        return found

    def ahead(self, number: int) -> tuple[int, Entity] | None:
        """Return the next named speaker of the conversation, and how many turns off it is."""
        return self._ahead[number]

    def company(self, number: int) -> frozenset[int]:
        """Return the numbers of those whom tags name in the conversation that *number* belongs to."""
        return self._company[number]

    def _next_anchors(self) -> list[tuple[int, Entity] | None]:
        found: list[tuple[int, Entity] | None] = [None] * len(self.drafts)
        known: tuple[int, Entity] | None = None
        following: Draft | None = None
        for k in range(len(self.drafts) - 1, -1, -1):
            draft = self.drafts[k]
            if draft.kind is not QuoteKind.DIRECT:
                continue
            if following is not None:
                gap = following.paragraph - draft.last_paragraph
                known = None if gap > SAME_SCENE or known is None else (known[0] + (gap > 0), known[1])
            found[k] = known
            anchor = self.tags[k].anchor
            if anchor is not None:
                known = (0, anchor)
            following = draft
        return found

    def _companies(self) -> list[frozenset[int]]:
        found: list[frozenset[int]] = [frozenset()] * len(self.drafts)
        members: set[int] = set()
        run: list[int] = []

        def close() -> None:
            company = frozenset(members)
            for i in run:
                found[i] = company

        for k, draft in enumerate(self.drafts):
            if draft.kind is not QuoteKind.DIRECT:
                continue
            if run and not same_scene(self.drafts[run[-1]], draft):
                close()
                members, run = set(), []
            run.append(k)
            anchor = self.tags[k].anchor
            if anchor is not None:
                members.add(anchor.number)
        close()
        return found


def is_turn(draft: Draft, entity: Entity | None) -> bool:
    """Tell whether a draft is a turn for those after it: spoken, or by a speaker who is known."""
    return entity is not None or draft.kind is QuoteKind.DIRECT


def same_scene(draft: Draft, following: Draft) -> bool:
    """Tell whether two quotations, one after the other, belong to one conversation."""
    return following.paragraph - draft.last_paragraph <= SAME_SCENE
