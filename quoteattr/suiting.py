"""How those who may speak suit the words that name the speaker: "she", "they", "the old man", or no words at all."""

from __future__ import annotations

from quoteattr.conversation import Conversation, Tag
from quoteattr.entity import Entity
from quoteattr.first_names import female_share
from quoteattr.genders import LEANS, SURE
from quoteattr.lexicons import words
from quoteattr.names import fold
from quoteattr.word_lists import noun_kind, person_nouns, tells_origin


class Suiting:
    """How the entities of a document suit the tag of one quotation."""

    def __init__(self, conversation: Conversation, number: int, tag: Tag) -> None:
        self.conversation, self.number, self.tag = conversation, number, tag
        self.is_news = conversation.document.is_news
        core = tag.noun.core if tag.noun is not None and self.is_news else ()
        self.noun = _sort_of_noun(core[-1]) if core else ""
        """What the common noun of the tag is for; "" in stories."""
        self.proper = self._capitals_of_source() if core else frozenset()
        """The words with a capital within the words for the speaker."""
        self.antecedent = (conversation.salience.antecedent(number) or tag.entity) if tag.word == "who" else None
        """Whom "who" means."""
        self._families = frozenset() if self.is_news else self._called_miss()
        """The surnames by which the quotation calls somebody Miss: none of the family does so."""
        self._known: dict[int, str] = {}

    def of(self, entity: Entity) -> str:
        """Return how an entity suits the tag: "no" where it cannot be meant."""
        known = self._known.get(entity.number)
        if known is None:
            known = self._known[entity.number] = self._of(entity)
        return known

    def _of(self, entity: Entity) -> str:
        word, narrator = self.tag.word, entity is self.conversation.entities.narrator
        if entity.kind == "place" and word in ("", "he", "she", "i"):
            return "no"
        if self._families and (entity.title or len(entity.core) > 1) and fold(entity.core[-1]) in self._families:
            return "no"  # “I beg your pardon, Miss Lee,” says no Mr. Lee
        if word == "i":
            return "yes" if narrator else "no"
        if narrator and word in ("he", "she", "it", "they"):
            return "no"
        if word in ("he", "she"):
            return self._of_gender(entity)
        if word == "it":
            return "no" if self._is_someone(entity) else entity.kind
        if word == "who" and self.antecedent is not None:
            return "yes" if entity is self.antecedent else "no"
        if word in ("they", "we"):
            return self._of_number(entity)
        if word.startswith("noun"):
            return self._of_noun(entity, narrator)
        return f"{entity.kind[:1]}{entity.gender is not None}"

    def _called_miss(self) -> frozenset[str]:
        """Return the surnames of those whom the quotation calls Miss Lee."""
        conversation = self.conversation
        draft = conversation.drafts[self.number]
        called = conversation.called(draft)
        if not called:
            return frozenset()
        found = (
            (conversation.references[k], conversation.entities.of_reference[k])
            for k in conversation.references_in(draft)
        )
        return frozenset(
            fold(reference.core[-1]) for reference, entity in found if reference.title == "miss" and entity in called
        )

    def _of_gender(self, entity: Entity) -> str:
        """Return how an entity suits "he" or "she", by its gender and what earlier tags have told of it."""
        learned = {"female": 1.5, "male": -1.5}.get(self.conversation.genders.get(entity.number, ""), 0.0)
        lean = (entity.lean + learned) * (1 if self.tag.gender == "female" else -1)
        if lean >= SURE:
            return "yes" if lean >= 2 * SURE else "likely"
        if lean <= -SURE:
            return "no" if lean <= -2 * SURE else "unlikely"
        if entity.kind in ("organization", "group"):
            return "no"
        return "leans" if self.is_news and lean >= LEANS else "?"

    def _of_number(self, entity: Entity) -> str:
        """Return how an entity suits "they" or "we"."""
        if entity.kind == "person" or entity.gender is not None:
            return "no"
        if not self.is_news:
            return "many" if entity.kind in ("group", "organization", "place") else "one"
        if entity.core and noun_kind(entity.core[-1]) == "thing":
            return "no"
        return "many" if entity.kind == "group" else "body" if entity.kind in ("organization", "place") else "one"

    def _of_noun(self, entity: Entity, narrator: bool) -> str:
        """Return how an entity suits a common noun: as what it is called, by its role, or not at all."""
        tag, own = self.tag, self.tag.entity
        if own is entity:
            return "own" if entity.core and not self._takes_up(entity) else "no"  # "this" alone is nobody
        if narrator or (tag.gender and entity.gender and tag.gender != entity.gender):
            return "no"
        if tag.word == "noun-new":
            return "no"  # "a woman", "another": none of those before
        if own is not None and self.conversation.entities.owners.get(own.number) is entity:
            return "no"  # "her sister" is not she
        if own is not None and {_is_body(own), _is_body(entity)} == {True, False}:
            return "no"
        if entity.core and entity.core[0] in ("he", "she"):
            return "no"  # who is but a pronoun has no noun
        head = own.core[-1] if own is not None and own.core else ""
        return self._of_noun_in_news(entity, head) if self.is_news else self._of_noun_in_story(entity, head)

    def _of_noun_in_news(self, entity: Entity, head: str) -> str:
        if self.proper and entity.core and entity.core[-1].lower().rstrip(".") in self.proper:
            return "no"  # "the senior Lee adviser" is not Lee
        if entity.core and entity.core[-1].islower():
            return "no"  # "the mayors" are no "villagers"
        if entity.kind == "person" and self.noun == "thing":
            return "no"  # "the letter" is nobody
        if self._is_brought_in() and head not in entity.roles:
            return "no"  # "An old woman was there. The old woman said"
        return "role" if head and head in entity.roles else "?"

    def _of_noun_in_story(self, entity: Entity, head: str) -> str:
        if entity.kind == "group" and (self.tag.entity is None or self.tag.entity.kind != "group"):
            return "no"  # “said the taller one”: not “the boys”
        if head and head in entity.roles:
            return "role"
        nameless = head in words("nameless_nouns") or (self.tag.words and head not in person_nouns())
        if self.tag.word == "noun-the" and nameless:
            return "role" if entity.core and entity.core[-1] == head else "no"  # the burly barman is the barman
        return "?"

    def _is_brought_in(self) -> bool:
        """Tell whether the text has brought in whom the noun of a tag means as somebody new: "an old woman"."""
        own = self.tag.entity
        if own is None or not own.references or not self.tag.words:
            return False
        first = self.conversation.references[own.references[0]]
        return first.form == "nominal" and self.conversation.document.lower[first.first] in ("a", "an", "another")

    def _takes_up(self, own: Entity) -> bool:
        """Tell whether the noun of a tag in news must mean somebody named before: "the Democrat", said of no other."""
        if self.noun != "origin" or self.tag.word != "noun-the" or own.kind != "person" or not own.references:
            return False
        return self.conversation.references[own.references[0]].first >= self.conversation.salience.place(self.number)

    def _is_someone(self, entity: Entity) -> bool:
        """Tell whether an entity is never "it"; the Caterpillar of a story is, though elsewhere it is "he"."""
        if self.is_news:
            return entity.kind in ("person", "group") or entity.gender is not None
        named = bool(entity.core) and entity.core[0][0].isupper() and female_share(entity.core[0]) is not None
        return named or bool(entity.title) or entity.kind == "group"

    def _capitals_of_source(self) -> frozenset[str]:
        """Return in lower case the words with a capital behind the first of the words for the speaker."""
        report = self.conversation.drafts[self.number].report
        if report is None or report.source is None:
            return frozenset()
        first, last = report.source
        document = self.conversation.document
        return frozenset(
            document.lower[k].rstrip(".") for k in range(first + 1, last) if document.words[k][0].isupper()
        )


def _sort_of_noun(noun: str) -> str:
    """Return what a common noun of news is for, "origin" where it tells who somebody is by that: the Democrat."""
    return "origin" if tells_origin(noun) else noun_kind(noun)


def _is_body(entity: Entity) -> bool | None:
    """Tell whether an entity is more than one person; None where that is open."""
    return None if entity.kind in ("unknown", "place") else entity.kind in ("group", "organization")
