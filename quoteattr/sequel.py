"""The narration behind a quotation: whom it turns to has hardly just spoken."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from quoteattr.conversation import Conversation
from quoteattr.entity import Entity
from quoteattr.genders import SURE


@frozen
class Sequel:
    """The narration between a quotation's paragraph and the next quotation: whom it turns to has hardly just spoken."""

    sentence: list[int]
    """The numbers of those whom its first sentence mentions."""
    every: list[int]
    form: str
    """Of its first mention, and how many words stand before that."""
    first: Entity | None
    """Whom that names."""
    gender: str
    """What that pronoun is; "" for others."""
    verb: str
    """The word behind it, mostly a verb."""
    pronoun: str
    """The gender of the first "he" or "she" of the sentence."""

    def opens_with(self, entity: Entity) -> str:
        """Return whether *entity* is whom the first mention names, or may be its pronoun."""
        if self.gender:
            return "p" + suits(entity, self.gender)
        return "it" if self.first is entity else "-" if self.first is None else "other"


def sequel_of(conversation: Conversation, first: int, following: Sequence[tuple[int, int]]) -> Sequel | None:
    """Return what the narration goes on with at the token *first*, as far as the quotation *following*, if it does."""
    references, document = conversation.references, conversation.document
    last = min(len(document.words), first + 60)
    if following:
        start = conversation.drafts[following[0][0]].extent.start
        last = min(last, document.tokens_of(start, start + 1)[0])
    if first >= last:
        return None
    end = min(last, document.sentences[document.sentence_of(first)][1])
    form, entity, gender, verb = "-", None, "", "-"
    k = conversation.entities.reference_at(first)
    if k < len(references) and references[k].first < end:
        reference = references[k]
        entity = conversation.entities.of_reference[k]
        form = f"{reference.form[:2]}{min(2, reference.first - first)}"
        gender = reference.gender or "" if reference.form == "pronoun" else ""
        verb = document.lower[reference.last] if reference.last < len(document.words) else "-"
    return Sequel(
        conversation.mentioned(first, end),
        conversation.mentioned(first, last),
        form,
        entity,
        gender,
        verb,
        conversation.pronouns(first, end)[0],
    )


def suits(entity: Entity, gender: str) -> str:
    """Return whether *entity* may be "he" or "she": y, n, or ? where that is open; "-" without a pronoun."""
    if not gender:
        return "-"
    lean = entity.lean if gender == "female" else -entity.lean
    return "y" if lean >= SURE else "n" if lean <= -SURE else "?"
