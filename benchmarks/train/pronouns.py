"""Trains whom "he" and "she" of news mean, on the annotated articles of PolNeAR train; `train conversation` runs it."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.train import ranker
from benchmarks.train.exchanges import Walk
from quoteattr import linear
from quoteattr.antecedents import Antecedents
from quoteattr.entity import Entity
from quoteattr.linear import Fact
from quoteattr.people import People
from quoteattr.pronouns import link_weighed

ROUNDS = 3
"""What is seen of a pronoun goes by whom those before it meant; so each training goes by the answers of the last."""


def fit(walks: Sequence[Walk]) -> dict[str, int]:
    """Return weights learned from *walks*, whose pronouns are linked anew meanwhile."""
    gold = [_gold(walk) for walk in walks]
    weights: dict[str, int] = {}
    for _ in range(ROUNDS):
        groups: list[ranker.Group] = []
        for walk, meant in zip(walks, gold, strict=True):
            watched = _Watched(walk.resolver.entities, weights, meant)
            relink(walk, watched)
            groups += watched.groups
        weights = ranker.fit(groups, penalty=4.0)
    return weights


def link(walks: Sequence[Walk], weights: dict[str, int]) -> None:
    """Link the pronouns of *walks* anew."""
    for walk in walks:
        relink(walk, Antecedents(walk.resolver.entities, _model(weights)))


def link_by_halves(walks: Sequence[Walk]) -> None:
    """Link the pronouns of *walks* by weights that were learned without them."""
    learned = [fit(walks[half::2]) for half in (0, 1)]
    for half in (0, 1):
        link(walks[half::2], learned[1 - half])


def relink(walk: Walk, about: Antecedents) -> None:
    """Link the pronouns of a document anew, as *about* weighs them."""
    people = walk.resolver.entities
    for k in people.antecedents:
        entity = people.of_reference[k]
        if entity is not None:
            entity.references.remove(k)
            people.of_reference[k] = None
    for k, entity in people.relatives.items():
        relative = people.of_reference[k]
        if relative is not None:
            relative.references.remove(k)
        entity.references.append(k)
        people.of_reference[k] = entity
    people.antecedents.clear()
    people.relatives.clear()
    people.owners.clear()
    link_weighed(people, about)


class _Watched(Antecedents):
    """Takes down each choice of which the right one is known."""

    def __init__(self, people: People, weights: dict[str, int], meant: dict[int, set[int]]) -> None:
        super().__init__(people, _model(weights))
        self.groups: list[ranker.Group] = []
        self._meant = meant

    def candidates(self, k: int, gender: str, part: str) -> list[tuple[Entity, list[Fact]]]:
        found = super().candidates(k, gender, part)
        right = [n for n, (entity, _) in enumerate(found) if entity.number in self._meant.get(k, ())]
        if right:
            features = [linear.spelled(facts) for _, facts in found]
            others = [seen for n, seen in enumerate(features) if n not in right]
            self.groups.append(([features[right[0]], *others], 0))
        return found


def _model(weights: dict[str, int]) -> linear.Linear:
    return linear.Linear({name: weight / 100 for name, weight in weights.items()})


def _gold(walk: Walk) -> dict[int, set[int]]:
    """Return by the references of "he" and "she" that are sources the numbers of those whom they mean."""
    resolver, found = walk.resolver, {}
    entities = resolver.entities
    for number, draft in enumerate(resolver.drafts):
        if resolver.conversation.tags[number].word in ("he", "she") and walk.gold_of(draft):
            k = entities.reference_at(resolver.conversation.salience.place(number))
            if k < len(entities.references) and entities.references[k].form == "pronoun":
                found[k] = {entity.number for entity in entities.all if walk.right(entity)}
    return found
