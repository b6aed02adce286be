"""Finds who is spoken to."""

from __future__ import annotations

from collections.abc import Iterator

from quoteattr.conversation import Conversation
from quoteattr.document import Document
from quoteattr.entity import Entity
from quoteattr.models import QuoteKind
from quoteattr.quotations import Draft
from quoteattr.reported import Report
from quoteattr.tags import TELLING, asked_behind
from quoteattr.vocabulary import lemma


def addressees(conversation: Conversation, draft: Draft, speaker: Entity | None) -> list[Entity]:
    """Return who is spoken to by *speaker*: whom the words call by name, whom the tag names, or who spoke before.

    “Well, Ann, …”    “Go,” she told Tom.    “And you?” in answer to somebody
    """
    found = list(conversation.called(draft)) if draft.kind is QuoteKind.DIRECT else []
    if draft.report is not None:
        listener = _listener(conversation, draft.report)
        if listener is not None and listener not in found:
            found.append(listener)
    if not found and draft.kind is QuoteKind.DIRECT:
        found += _spoken_before(conversation, draft)
    return [entity for entity in found if entity is not speaker]


def _listener(conversation: Conversation, report: Report) -> Entity | None:
    """Return the entity right behind a cue of telling or behind its "to"."""
    lower, entities = conversation.document.lower, conversation.entities
    token = max(report.cue[1], report.source[1] if report.source and report.source[0] >= report.cue[1] else 0)
    of = asked_behind(conversation.document, entities, report)
    if of is not None:
        token = of + 1
    elif token >= len(lower):
        return None
    elif lower[token] == "to":
        token += 1
    elif lemma(lower[report.head]) not in TELLING:
        return None
    for k in range(entities.reference_at(token), entities.reference_at(token + 3)):
        reference = entities.references[k]
        if not reference.quoted and reference.form != "pronoun" and reference.first <= token + 1:
            return entities.of_reference[k]
    return None


def _spoken_before(conversation: Conversation, draft: Draft) -> Iterator[Entity]:
    """Yield the speaker of the turn right before one that says "you"."""
    if conversation.turns and _says_you(conversation.document, draft):
        last = conversation.turns[-1]
        if last.entity is not None and 0 <= draft.paragraph - last.draft.last_paragraph <= 1:
            yield last.entity


def _says_you(document: Document, draft: Draft) -> bool:
    """Tell whether "you" is among the first words of a quotation."""
    first, last = document.tokens_of(draft.spans[0].start, draft.spans[-1].end)
    return any(word in ("you", "your", "yours") for word in document.lower[first : min(last, first + 200)])
