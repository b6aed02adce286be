"""Who speaks the turns of an exchange, read together: the likeliest row of speakers, not one speaker after the other.

One wrong turn in a talk of two turns all that follow, until a tag says otherwise; and then the tag tells of the
mistake.  So the turns of a scene are read ahead, by a few readings side by side (a beam); readings that agree on the
last speakers are one from there on, and the better is kept.  The weights are trained on whole scenes, against the
readings that won wrongly (a perceptron; Collins, EMNLP 2002; Huang, Fayong & Guo, NAACL 2012); those trained on single
turns gain little from a beam: see docs/explanation/experiments.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import frozen

from quoteattr.candidates import likely, model, weighed
from quoteattr.conversation import HEARD, Conversation, Tag, Turn, is_heard, same_scene
from quoteattr.entity import Entity
from quoteattr.history import History
from quoteattr.linear import Fact
from quoteattr.models import QuoteKind
from quoteattr.scene import Scene

READINGS = 4
"""Kept side by side."""
_WORSE = 6.0
"""In score: a reading so far behind the best is given up."""
AHEAD = 96
"""In quotations: no scene is read farther ahead in one go."""
_SETTLED = 84
"""Of a scene that goes on, the last quotations read are read again, with what follows them."""


@frozen(eq=False)
class Reading:
    """One way to read the turns up to a quotation."""

    score: float
    turns: tuple[Turn, ...]
    """The last dozen."""
    before: Reading | None = None
    number: int = -1
    """Of the draft that was read last."""
    speaker: Entity | None = None

    def steps(self) -> Iterator[Reading]:
        """Yield the reading after each of its quotations, the last first."""
        reading: Reading | None = self
        while reading is not None and reading.before is not None:
            yield reading
            reading = reading.before


Option = tuple[float, Reading, "Entity | None"]
"""A score, the reading that goes on, and who speaks next in it."""
Plan = dict[int, "tuple[tuple[int, ...], list[tuple[Entity, float]]]"]
"""For a draft, who spoke last as the plan has it, and who is likely then."""


class Exchange:
    """Reads the turns of a conversation ahead, a scene at a time, from where they are settled."""

    def __init__(self, conversation: Conversation) -> None:
        self.conversation = conversation
        self.total: Callable[[Iterable[Fact]], float] = model(conversation.document).total
        self._plan: Plan = {}

    def likely(self, number: int, tag: Tag) -> list[tuple[Entity, float]]:
        """Return the candidates for the draft *number*, the next one, with their probabilities, the likeliest first.

        In news, and for a tag other than the one found (a rule knows better), the turn is weighed on its own.
        """
        conversation = self.conversation
        if tag.anchor is not None:
            return [(tag.anchor, 1.0)]
        found: object = conversation.tags[number]  # mypyc compares what it takes for two Tags by identity
        alone = conversation.document.is_news or tag != found or tag.word == "name"
        if alone or not self._is_turn(number):
            return likely(conversation, number, tag)
        spoke = _last_speakers(conversation.turns)
        if number not in self._plan or self._plan[number][0] != spoke:  # not read yet, or a rule has said otherwise
            self._plan = self._read_from(number)
        return self._plan[number][1]

    def _read_from(self, number: int) -> Plan:
        scene = self.scene_from(number)
        for k in range(number, scene[-1] + 1):
            self.conversation.recent(k)  # kept for rules that ask for a draft that is no turn
        readings = [Reading(0.0, tuple(self.conversation.turns[-HEARD:]))]
        lags: dict[int, dict[int, float]] = {}
        for k in scene:
            options = sorted(self.options(readings, k), key=_score)
            best = options[-1][0]
            lags[k] = {entity.number: best - score for score, _, entity in options if entity is not None}
            readings = self.kept(options, k)
        # how far the best row of speakers with this one is behind the best row of all
        best, most = readings[0].score, readings[0].score - readings[-1].score
        for k in lags:
            lags[k] = {key: max(lag, most) for key, lag in lags[k].items()}
        for reading in reversed(readings):
            for step in reading.steps():
                if step.speaker is not None:
                    lags[step.number][step.speaker.number] = best - reading.score
        every = self.conversation.entities.all
        settled = set(scene if len(scene) < AHEAD else scene[:_SETTLED])
        return {
            step.number: (
                _last_speakers(step.before.turns),
                weighed((every[key], -lag) for key, lag in lags[step.number].items()),
            )
            for step in readings[0].steps()
            if step.before is not None and step.number in settled
        }

    def options(self, readings: Sequence[Reading], number: int) -> list[Option]:
        """Return all ways in which the readings may go on with the draft *number*."""
        tag = self.conversation.tags[number]
        if tag.word == "name" and len(readings) == 1:
            return [(readings[0].score, readings[0], tag.entity)]
        scene = Scene(self.conversation, number, tag)
        about: dict[int, float] = {}  # number of an entity -> what its surroundings score
        known: dict[tuple[object, ...], float] = {}
        found: list[Option] = []
        for reading in readings:
            history = History(scene, reading.turns)
            pool = [tag.entity] if tag.word == "name" else history.pool()
            for entity in pool:
                if entity is None:
                    continue
                seen = history.seen(entity)
                key = (entity.number, *seen)
                told = known.get(key)
                if told is None:
                    if entity.number not in about:
                        about[entity.number] = self.total(scene.facts(entity))
                    told = about[entity.number] + self.total(history.facts(entity, seen))
                    known[key] = told
                found.append((reading.score + told, reading, entity))
        if tag.word == "noun-new":  # "an old woman" is none of those who spoke before
            found = [o for o in found if all(turn.entity is not o[2] for turn in o[1].turns)] or found
        return found or [(reading.score, reading, None) for reading in readings]

    def kept(self, options: Iterable[Option], number: int) -> list[Reading]:
        """Return the best readings, the best first; of those that agree on the last speakers, one."""
        tag = self.conversation.tags[number]
        draft = self.conversation.drafts[number]
        called = self.conversation.called(draft)
        found: dict[tuple[int, ...], Reading] = {}
        ranked = sorted(options, key=_score, reverse=True)
        for score, reading, entity in ranked:
            if len(found) == READINGS or ranked[0][0] - score > _WORSE:
                break
            turns = reading.turns
            if is_heard(draft, entity):
                turns = (*turns[1 - HEARD :], Turn(draft, entity, tag.word != "", called, tag.noun))
            found.setdefault(_last_speakers(turns), Reading(score, turns, reading, number, entity))
        return list(found.values())

    def _is_turn(self, number: int) -> bool:
        """Tell whether a draft is one of the turns: spoken, or with a tag."""
        return self.conversation.drafts[number].kind is QuoteKind.DIRECT or self.conversation.tags[number].word != ""

    def scene_from(self, number: int, most: int = AHEAD) -> list[int]:
        """Return the turns from the draft *number* to the end of its scene, but no more than *most*."""
        drafts = self.conversation.drafts
        found = [number]
        for k in range(number + 1, min(len(drafts), number + 2 * most)):
            if len(found) == most or not same_scene(drafts[found[-1]], drafts[k]):
                break
            if self._is_turn(k):
                found.append(k)
        return found


def _score(option: Option) -> float:
    return option[0]


def _last_speakers(turns: Sequence[Turn]) -> tuple[int, ...]:
    """Return the numbers of the last speakers, as many as the next turn asks for."""
    return tuple(turn.entity.number if turn.entity is not None else -1 for turn in turns[-History.LENGTH :])
