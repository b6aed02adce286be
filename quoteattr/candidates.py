"""Who is likely to speak: the people about, weighed for one quotation after the other.

The candidates are those mentioned of late, those who have just spoken and those named in the same paragraph.
A linear ranker weighs them by what it can see: who spoke last and how far off, who is mentioned where, who is
called by name, whether the gender fits, and whom the tags further on name: in an exchange of two, the turns
between two tags are told by their parity.  News has a ranker of its own, which also weighs how a common noun goes
with a name.  exchange.py reads the turns of a story together.  Corpora: PDNC (Vishnubhotla, Hammond & Hirst,
LREC 2022), LitBank (Bamman et al.), PolNeAR (Newell et al., LREC 2018).
"""

from __future__ import annotations

from collections.abc import Iterable
from math import exp

from quoteattr import linear
from quoteattr.conversation import Conversation, Tag
from quoteattr.document import Document
from quoteattr.entity import Entity
from quoteattr.history import History
from quoteattr.scene import Scene


def likely(conversation: Conversation, number: int, tag: Tag | None = None) -> list[tuple[Entity, float]]:
    """Return the candidates for the draft *number* with their probabilities, the likeliest first.

    *tag* takes the place of the tag found, for rules that know better.
    """
    scene, history = _looked_at(conversation, number, tag)
    weights = model(conversation.document)
    return weighed(
        (
            entity,
            weights.total(scene.facts(entity) + history.facts(entity, history.seen(entity)))
            + weights.score(scene.news(entity)),
        )
        for entity in history.pool()
    )


def candidates(conversation: Conversation, number: int, tag: Tag | None = None) -> list[tuple[Entity, list[str]]]:
    """Return the entities that may speak the draft *number*, each with its features."""
    scene, history = _looked_at(conversation, number, tag)
    return [(entity, scene.features(entity) + history.features(entity)) for entity in history.pool()]


def _looked_at(conversation: Conversation, number: int, tag: Tag | None) -> tuple[Scene, History]:
    scene = Scene(conversation, number, tag or conversation.tags[number])
    return scene, History(scene, conversation.turns)


def models() -> dict[str, linear.Linear]:
    return linear.load("conversation")


def model(document: Document) -> linear.Linear:
    """Return the ranker for the kind of text that *document* is."""
    return models()["news" if document.is_news else "fiction"]


def weighed(scored: Iterable[tuple[Entity, float]]) -> list[tuple[Entity, float]]:
    """Return candidates with probabilities in place of scores, the likeliest first."""
    pairs = list(scored)
    if not pairs:
        return []
    top = max(score for _, score in pairs)
    powers = [exp(score - top) for _, score in pairs]
    total = sum(powers)
    weighed = [(entity, power / total) for (entity, _), power in zip(pairs, powers, strict=True)]
    weighed.sort(key=lambda pair: -pair[1])
    return weighed
