"""Makes the speakers of a document, one object for each entity that speaks or is spoken to."""

from __future__ import annotations

from attrs import evolve

from quoteattr.document import Document
from quoteattr.entities import Entities
from quoteattr.entity import Entity
from quoteattr.heads import Heads
from quoteattr.models import Mention, Speaker
from quoteattr.reference import mention_of


class Speakers:
    """The speakers made so far."""

    def __init__(self, document: Document, entities: Entities, heads: Heads) -> None:
        self.document, self.entities, self.heads = document, entities, heads
        self._of_entity: dict[int, Speaker] = {}
        self._entities: dict[int, Entity] = {}
        self._of_words: dict[str, Speaker] = {}

    def of(self, entity: Entity) -> Speaker:
        """Return the speaker that *entity* is, one object each."""
        speaker = self._of_entity.get(entity.number)
        if speaker is None:
            speaker = self._make(entity)
            self._of_entity[entity.number] = speaker
            self._entities[id(speaker)] = entity
        return speaker

    def entity_of(self, speaker: Speaker | None) -> Entity | None:
        """Return the entity that *speaker* was made of, if any."""
        return self._entities.get(id(speaker)) if speaker is not None else None

    def of_mention(self, mention: Mention) -> Speaker:
        """Return the speaker whom the words of *mention* mean by themselves; if nobody known, one made of them."""
        first, last = self.document.tokens_of(mention.span.start, mention.span.end)
        k = self.heads.of(first, last) if first < last else None
        entity = self.entities.of_reference[k] if k is not None else None
        if mention.text.isupper() and k is not None and self.entities.references[k].form == "nominal":
            entity = self.heads.entity_of_words(mention.text, first, last)  # a label: THE OLD CLERK
        if entity is None:
            entity = self.entities.given("", mention.text.split())  # “…,” said Seven.
        if entity is None and (mention.form == "nominal" or " and " in mention.text):
            entity = self.heads.entity_of_words(mention.text, first, last)
        if entity is not None:
            return self.of(entity)
        if mention.text not in self._of_words:
            self._of_words[mention.text] = Speaker(" ".join(mention.text.split()))
        return self._of_words[mention.text]

    def _make(self, entity: Entity) -> Speaker:
        mentions = tuple(mention_of(self.document, self.entities.references[k]) for k in entity.references)
        kind = "organization" if entity.kind == "place" else entity.kind
        if kind == "organization" and entity.gender is not None:
            kind = "person"  # FRED: We will.
        if entity.given is not None:  # what the caller left open the text may tell
            gender = entity.given.gender or entity.gender
            if entity.given.kind != "unknown":
                kind = entity.given.kind
            elif kind == "unknown" and gender:
                kind = "person"
            return evolve(entity.given, kind=kind, gender=gender, mentions=mentions)
        name = entity.name
        aliases = tuple(
            form for form in sorted(entity.forms, key=lambda form: (-entity.forms[form], form)) if form != name
        )
        return Speaker(name, aliases, kind, entity.gender, mentions)
