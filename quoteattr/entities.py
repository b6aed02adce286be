"""The people and bodies of a text: which mentions name the same one, and under which name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from quoteattr.bearers import link_names
from quoteattr.document import Document
from quoteattr.entity import Entity
from quoteattr.genders import weigh_genders
from quoteattr.models import Speaker
from quoteattr.narrator import find_narrator
from quoteattr.nominals import link_nominals
from quoteattr.people import People
from quoteattr.pronouns import link_pronouns
from quoteattr.reference import Reference
from quoteattr.traits import find_roles, find_traits


class Entities(People):
    """The entities of a document, and which reference belongs to which."""

    def __init__(self, document: Document, references: Sequence[Reference], characters: Sequence[Speaker]) -> None:
        super().__init__(document, references, characters)
        link_names(self)
        find_roles(self)
        find_traits(self)
        link_nominals(self)  # behind the roles and traits: "the senator" is whom the text calls so
        find_narrator(self)  # who stands there as a name already
        weigh_genders(self)  # behind the nominals: "his wife Ann", "the actress"
        link_pronouns(self)  # which agree with the genders
        self._narrated: dict[int, list[int]] = {}

    def is_named(self, entity: Entity) -> bool:
        """Tell whether the text or the caller's cast has a name for an entity."""
        return entity.given is not None or entity.number in self.first_named

    def is_subject(self, k: int) -> bool:
        """Tell whether the reference *k* is the first of its sentence's narration, as subjects are."""
        return self.subjects[k] > 0

    def last_narrated(self, entity: Entity, token: int) -> int | None:
        """Return the last reference before *token* by which the narration mentions an entity, if there is one.

        No pronoun counts but the narrator's.
        """
        found = self._narrated.get(entity.number)
        if found is None:
            references = self.references
            found = self._narrated[entity.number] = sorted(
                k
                for k in entity.references
                if not references[k].quoted and (references[k].form != "pronoun" or entity is self.narrator)
            )
        before = bisect_left(found, self.reference_at(token))
        return found[before - 1] if before else None

    def of_words(self, text: str, core: tuple[str, ...] = (), name: str = "") -> Entity:
        """Return the entity of a source that is no known reference: "a Times article", "the letter".

        *core* is its first phrase, for the longer ones, and *name* what goes before a clause: "a report on schools
        (released last year)".
        """
        key = tuple(text.lower().replace("’", "'").split())
        if key and key[0] in ("the", "a", "an", "this", "that"):
            key = key[1:]
        entity = self.of_phrase.get(key)
        if entity is None:
            entity = self.new(core or key, "", "group" if "and" in key else "unknown", None)
            self.of_phrase[key] = entity
        for form in dict.fromkeys((text, name) if len(key) <= LONG_NAME else (name or text,)):
            if form:
                entity.forms[" ".join(form.split())] += 1
        return entity

    def joint_before(self, k: int) -> Entity | None:
        """Return which two "they", the reference *k*, may mean: "Ann Lee and Tom Berg" in this sentence or the last."""
        document, references = self.document, self.references
        sentence = document.sentence_of(references[k].first)
        for i in range(k - 1, max(0, k - _NEAR), -1):
            one, other = references[i - 1], references[i]
            if document.sentence_of(other.first) < sentence - 1 or (other.plural and self.is_subject(i)):
                return None
            if other.quoted or one.form != "name" or other.form != "name":
                continue
            pair = self.of_reference[i - 1], self.of_reference[i]
            joined = document.lower[one.last : other.first] == ["and"]
            if joined and all(entity is not None and entity.kind in ("person", "unknown") for entity in pair):
                return self.of_words(
                    document.span(one.first, other.last).of(document.text),
                    name=" and ".join(entity.name for entity in pair if entity is not None),
                )
        return None


LONG_NAME = 15
"""In words: nobody is called by more."""
_NEAR = 16
"""In mentions: of those farther off "they" means none."""
