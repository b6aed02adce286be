"""Trains the ranker of stories on whole scenes: against the row of speakers that won wrongly, not turn by turn."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import regex
from attrs import frozen

from quoteattr.entity import Entity
from quoteattr.exchange import Exchange, Option, Reading
from quoteattr.history import History
from quoteattr.linear import Fact
from quoteattr.quotations import Draft
from quoteattr.resolver import Resolver
from quoteattr.scene import Scene


@frozen
class Walk:
    """A document to walk through, and what is right in it."""

    resolver: Resolver
    gold_of: Callable[[Draft], Any]
    """Tells whether a draft has a gold speaker, and takes it down for *right*."""
    right: Callable[[Entity], bool]
    """Tells whether an entity is the gold speaker of the draft last asked about."""


LENGTH = 48
"""In turns, of a scene to learn from: of the worst reading of each one learns, and longer ones are fewer."""
FORGOTTEN = 0.3
"""Of the kinds of features, the share that is left out of a scene while training: no kind is leaned on alone."""


class Forgetful:
    """Weights under training of which a scene sees only some kinds of features ("tp=… gap=…"), others each time.

    At run time all are seen.  Source of the idea: dropout (Srivastava et al., JMLR 2014), here by whole templates.
    """

    def __init__(self, weights: Mapping[str, float], seed: int) -> None:
        self._get = weights.get
        self._spelled: dict[Fact, list[tuple[str, str]]] = {}
        self._kinds: dict[str, str] = {}
        self._left_out: dict[str, bool] = {}
        self._sums: dict[Fact, float] = {}
        self._random = random.Random(seed).random

    def start_scene(self) -> None:
        """Draw anew what is left out; the weights may be others than in the scene before."""
        self._left_out = {}
        self._sums = {}

    def seen(self, features: Sequence[str]) -> list[str]:
        """Return the features that the scene sees."""
        return [feature for feature in features if not self._is_left_out(self._kind(feature))]

    def total(self, facts: Iterable[Fact]) -> float:
        """Return the sum of the weights of the features that the scene sees of those that *facts* stand for."""
        total, sums = 0.0, self._sums
        for fact in facts:
            if fact not in sums:
                sums[fact] = self._sum(fact)
            total += sums[fact]
        return total

    def _sum(self, fact: Fact) -> float:
        spelled = self._spelled.get(fact)
        if spelled is None:
            spelled = self._spelled[fact] = [(feature, self._kind(feature)) for feature in fact[0](*fact[1:])]
        return sum([self._get(feature, 0.0) for feature, kind in spelled if not self._is_left_out(kind)])

    def _kind(self, feature: str) -> str:
        kind = self._kinds.get(feature)
        if kind is None:
            kind = self._kinds[feature] = _VALUE.sub("", feature)
        return kind

    def _is_left_out(self, kind: str) -> bool:
        left_out = self._left_out.get(kind)
        if left_out is None:
            left_out = self._left_out[kind] = self._random() < FORGOTTEN
        return left_out


_VALUE = regex.compile(r"=\S*")


class Averaged:
    """Weights under training, and their mean over all steps so far, which generalises better than the last."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = dict(weights)
        self._known = frozenset(weights)
        self._sums: dict[str, float] = {}
        self._steps = 1

    def update(self, features: Sequence[str], rate: float) -> None:
        for feature in features:
            if feature in self._known or "tag=name" in feature:  # single turns with a name teach nothing
                self.weights[feature] = self.weights.get(feature, 0.0) + rate
                self._sums[feature] = self._sums.get(feature, 0.0) + rate * self._steps

    def step(self) -> None:
        self._steps += 1

    def mean(self) -> dict[str, float]:
        return {key: value - self._sums.get(key, 0.0) / self._steps for key, value in self.weights.items()}


def fit(
    walks: Sequence[Walk], start: Mapping[str, float], epochs: int = 3, rate: float = 0.02, seed: int = 0
) -> dict[str, float]:
    """Return weights that set the right row of speakers above the others, from *start* on.

    *seed* draws the order in which they meet the documents, and what each scene is not shown.
    """
    averaged = Averaged(start)
    model = Forgetful(averaged.weights, seed)
    order = list(range(len(walks)))
    shuffle = random.Random(seed).shuffle
    for _ in range(epochs):
        shuffle(order)
        wrong = scenes = 0
        for number in order:
            for mistake in _mistakes(walks[number], model):
                scenes += 1
                if mistake is not None:
                    wrong += 1
                    for features, side in mistake:
                        averaged.update(features, side * rate)
                averaged.step()
        print(f"{wrong} of {scenes} scenes read wrongly", flush=True)
    return averaged.mean()


Mistake = list[tuple[list[str], int]]
"""The features of the steps where two readings differ: 1 for those of the right one, -1 for the other's."""


def _mistakes(walk: Walk, model: Forgetful) -> Iterator[Mistake | None]:
    """Yield for each scene where the best reading was ahead of the right one by most, if it ever was."""
    resolver = walk.resolver
    resolver.start_conversation()
    exchange, conversation = resolver.exchange, resolver.conversation
    exchange.total = model.total
    number = 0
    while number < len(resolver.drafts):
        scene = exchange.scene_from(number, LENGTH)
        model.start_scene()
        number = scene[-1] + 1
        heard = Reading(0.0, tuple(conversation.turns))
        readings, right = [heard], heard
        worst: tuple[float, Reading, Reading] | None = None
        for k in scene:
            known = walk.gold_of(resolver.drafts[k])
            best = max(exchange.options([right], k), key=lambda option: (_is_right(option, walk, known), option[0]))
            readings = exchange.kept(exchange.options(readings, k), k)
            (right,) = exchange.kept([best], k)
            lead = readings[0].score - right.score
            if lead > (worst[0] if worst is not None else 1e-9):
                worst = lead, readings[0], right
        for step in reversed(list(right.steps())):
            draft, tag = resolver.drafts[step.number], conversation.tags[step.number]
            conversation.note(draft, step.speaker, tag.word != "", tag.noun)
            if step.speaker is not None and tag.word != "name":
                conversation.learn(step.speaker, tag.gender)
        if worst is None:
            yield None
        else:
            yield [(model.seen(features), side) for features, side in _difference(exchange, worst[1], worst[2])]


def _is_right(option: Option, walk: Walk, known: bool) -> bool:
    return known and option[2] is not None and walk.right(option[2])


def _difference(exchange: Exchange, wrong: Reading, right: Reading) -> Iterator[tuple[list[str], int]]:
    for one, other in zip(wrong.steps(), right.steps(), strict=True):
        if one.speaker is not other.speaker or _speakers(one) != _speakers(other):
            yield _features(exchange, one), -1
            yield _features(exchange, other), 1


def _speakers(step: Reading) -> list[Entity | None]:
    return [turn.entity for turn in step.turns]


def _features(exchange: Exchange, step: Reading) -> list[str]:
    if step.speaker is None or step.before is None:
        return []
    scene = Scene(exchange.conversation, step.number, exchange.conversation.tags[step.number])
    history = History(scene, step.before.turns)
    return scene.features(step.speaker) + history.features(step.speaker)
