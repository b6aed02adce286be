"""Who speaks the turns of an exchange, read together: the likeliest row of speakers, not one speaker after the other.

One wrong turn in a talk of two turns all that follow, until a tag says otherwise; and then the tag tells of the
mistake.  So the turns of a scene are read ahead, by a few readings side by side (a beam); readings that agree on the
last speakers are one from there on, and the better is kept.  The weights are trained on whole scenes, against the
readings that won wrongly (a perceptron; Collins, EMNLP 2002; Huang, Fayong & Guo, NAACL 2012); those trained on single
turns gain little from a beam: see docs/explanation/experiments.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import pairwise
from math import exp, log

from quoteattr.candidates import likely, model, models, weighed
from quoteattr.conversation import HEARD, Conversation, Tag, Turn, is_turn, same_scene
from quoteattr.entity import Entity
from quoteattr.history import History
from quoteattr.linear import Fact, Linear
from quoteattr.models import QuoteKind
from quoteattr.rivals import Rivals, Step, Way
from quoteattr.scene import Scene

READINGS = 6
"""Kept side by side."""
_WORSE = 4.0
"""In score: a reading so far behind the best is given up."""
AHEAD = 96
"""In quotations: no scene is read farther ahead in one go."""
_STRETCH = 10
"""In turns whose tags do not name the speaker: so many are settled together, or those before the next name."""
_FORESEEN = 10
"""In turns: a stretch is settled when so many behind it have been read."""
_RIVALS = 8
"""Ways to give the turns of a stretch to speakers: so many are compared."""


class Reading:
    """One way to read the turns up to a quotation, with all others that agree on the last speakers."""

    # Not of attrs: mypyc, which compiles this module, knows no default that is made anew.
    __slots__ = ("before", "last", "mass", "most", "number", "score", "speaker", "turn", "turns", "ways")

    def __init__(
        self,
        score: float,
        turns: tuple[Turn, ...],
        before: Reading | None = None,
        number: int = -1,
        speaker: Entity | None = None,
        ways: Iterable[tuple[float, Reading]] = (),
        turn: Turn | None = None,
        last: tuple[int, ...] | None = None,
    ) -> None:
        self.score = score
        self.turns = turns
        """The last dozen."""
        self.before = before
        self.number = number
        """Of the draft that was read last."""
        self.speaker = speaker
        self.ways = list(ways)
        """The readings before that lead here, the best first, each with what its speaker scores then."""
        self.most = 0.0
        """What the likeliest next speaker scores."""
        self.mass = 0.0
        """The logarithm of what all who may speak next score together."""
        self.turn = turn
        """What was read last."""
        self.last = _last_speakers(turns) if last is None else last
        """The numbers of the last speakers."""

    def steps(self) -> Iterator[Reading]:
        """Yield the reading after each of its quotations, the last first."""
        reading: Reading | None = self
        while reading is not None and reading.before is not None:
            yield reading
            reading = reading.before

    def lead_from(self, before: Reading, gain: float) -> None:
        """Go on from *before*, where the speaker scores *gain*."""
        self.before, self.score = before, before.score + gain
        assert self.turn is not None
        self.turns = _lengthened(before.turns, self.turn)

    def step(self, gain: float, before: Reading) -> Step:
        """Return the last turn as a step from *before*, where the speaker scores *gain*."""
        assert self.turn is not None
        return Step(self.number, self.turn, gain - before.most, gain - before.mass)


Option = tuple[float, Reading, "Entity | None"]
"""A score, the reading that goes on, and who speaks next in it."""
Path = tuple["tuple[float, Reading]", ...]
"""Readings, one after the other, each with what its speaker scores after the one before."""
Plan = dict[int, "tuple[tuple[int, ...], list[tuple[Entity, float]]]"]
"""For a draft, who spoke last as the plan has it, and who is likely then."""


class Exchange:
    """Reads the turns of a conversation ahead, a scene at a time, from where they are settled."""

    def __init__(self, conversation: Conversation) -> None:
        self.conversation = conversation
        self.total: Callable[[Iterable[Fact]], float] = model(conversation.document).total
        self._plan: Plan = {}
        self._scenes: dict[int, Scene] = {}
        self.judge: Callable[[Rivals], list[float]] = judge
        """Returns what each of a few ways to give turns to speakers scores."""

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
        self._scenes.clear()
        rows = [[Reading(0.0, tuple(self.conversation.turns[-HEARD:]))]]
        plan: Plan = {}
        settled, size = 0, self._stretch(scene, 0)
        lags: dict[int, dict[int, float]] = {}
        for read, k in enumerate(scene, 1):
            options = self.options(rows[-1], k)
            best = max(map(_score, options))
            lags[k] = {entity.number: best - score for score, _, entity in options if entity is not None}
            rows.append(self.kept(options, k))
            whole = read == len(scene) < AHEAD
            while settled < read and (whole or read - settled >= size + _FORESEEN):
                plan |= self._settle(rows, size, lags)
                settled += size
                size = self._stretch(scene, settled)
        return plan

    def _stretch(self, scene: Sequence[int], settled: int) -> int:
        """Return how many of the turns behind those *settled* are settled together."""
        tags, unnamed = self.conversation.tags, 0
        rest = scene[settled : settled + 4 * _STRETCH]
        for size, k in enumerate(rest, 1):
            unnamed += tags[k].anchor is None
            if unnamed == _STRETCH or (unnamed and tags[k].anchor is not None):
                return size
        return len(rest)

    def _settle(self, rows: list[list[Reading]], size: int, lags: dict[int, dict[int, float]]) -> Plan:
        """Settle and return who speaks the first *size* turns of *rows*; drop the readings that have it otherwise."""
        found = self._rivals(rows, size)
        before = rows[0][0]
        scores = [0.0]
        if len(found) > 1:
            ways = [way for way, _ in found]
            scores = self.judge(Rivals(self.conversation, self._scenes, before.turns, ways, size))
        best = scores.index(max(scores))
        # how far the best way with this speaker is behind the best of all
        told = {step.number: lags.pop(step.number) for step in found[0][0].steps[:size]}
        most = max(scores) - min(scores)
        for told_of in told.values():
            for key in told_of:
                told_of[key] = max(told_of[key], most)
        for i in sorted(range(len(found)), key=scores.__getitem__):
            for step in found[i][0].steps[:size]:
                if step.turn.entity is not None:
                    told[step.number][step.turn.entity.number] = scores[best] - scores[i]
        every = self.conversation.entities.all
        plan: Plan = {}
        for gain, reading in found[best][1]:
            weights = weighed((every[key], -lag) for key, lag in told[reading.number].items())
            plan[reading.number] = (_last_speakers(before.turns), weights)
            reading.lead_from(before, gain)
            before = reading
        del rows[:size]
        rows[0] = [before]
        for earlier, later in pairwise(rows):
            for reading in later:
                reading.ways = [(gain, way) for gain, way in reading.ways if way in earlier]
            later[:] = [reading for reading in later if reading.ways]
            for reading in later:
                gain, way = max(reading.ways, key=lambda one: one[0] + one[1].score)
                reading.lead_from(way, gain)
            later.sort(key=lambda reading: -reading.score)
        return plan

    def _rivals(self, rows: Sequence[Sequence[Reading]], size: int) -> list[tuple[Way, Path]]:
        """Return the likeliest ways to give the first *size* turns of *rows* to speakers, each with its readings."""
        onward: dict[Reading, tuple[float, float, Reading]] = {}  # what it scores from there on, and by which reading
        for row in rows[:size:-1]:
            for reading in row:
                rest = onward[reading][0] if reading in onward else 0.0
                if row is rows[-1] or reading in onward:
                    for gain, before in reading.ways:
                        if before not in onward or onward[before][0] < gain + rest:
                            onward[before] = (gain + rest, gain, reading)
        paths: dict[Reading, list[tuple[float, Path]]] = {rows[0][0]: [(rows[0][0].score, ())]}
        for row in rows[1 : size + 1]:
            for reading in row:
                ways = [
                    (score + gain, (*path, (gain, reading)))
                    for gain, before in reading.ways
                    for score, path in paths.get(before, ())
                ]
                paths[reading] = nlargest(_RIVALS, ways, key=_first)
        last = len(rows) == size + 1
        ends = [
            (score + (0.0 if last else onward[end][0]), path)
            for end in rows[size]
            if last or end in onward
            for score, path in paths[end]
        ]
        found = []
        for score, path in nlargest(_RIVALS, ends, key=_first):
            onwards: list[tuple[float, Reading]] = list(path)
            while onwards[-1][1] in onward:
                onwards.append(onward[onwards[-1][1]][1:])
            readings = [rows[0][0], *(reading for _, reading in onwards)]
            steps = [reading.step(gain, before) for before, (gain, reading) in zip(readings, onwards, strict=False)]
            found.append((Way(score, steps), path))
        return found

    def options(self, readings: Sequence[Reading], number: int) -> list[Option]:
        """Return all ways in which the readings may go on with the draft *number*."""
        tag = self.conversation.tags[number]
        if tag.word == "name" and len(readings) == 1:
            return [(readings[0].score, readings[0], tag.entity)]
        scene = self._scenes[number] = Scene(self.conversation, number, tag)
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

    def kept(self, options: Sequence[Option], number: int) -> list[Reading]:
        """Return the best readings, the best first; of those that agree on the last speakers, one."""
        tag = self.conversation.tags[number]
        draft = self.conversation.drafts[number]
        called = self.conversation.called(draft)
        found: dict[tuple[int, ...], Reading] = {}
        ranked = sorted(options, key=_score, reverse=True)
        for score, before, entity in ranked:
            if ranked[0][0] - score > _WORSE:
                break
            last = before.last
            if is_turn(draft, entity):
                last = (*last[1 - History.LENGTH :], -1 if entity is None else entity.number)
            way = (score - before.score, before)
            if last in found:
                found[last].ways.append(way)
            elif len(found) < READINGS:
                turn = Turn(draft, entity, tag.word != "", called, tag.noun)
                turns = _lengthened(before.turns, turn)
                found[last] = Reading(score, turns, before, number, entity, [way], turn, last)
        self._weigh(options)
        return list(found.values())

    @staticmethod
    def _weigh(options: Iterable[Option]) -> None:
        """Take down for each reading what those score together who may go on from there."""
        scores: defaultdict[Reading, list[float]] = defaultdict(list)
        for score, reading, _ in options:
            scores[reading].append(score - reading.score)
        for reading, gains in scores.items():
            reading.most = max(gains)
            reading.mass = reading.most + log(sum(exp(gain - reading.most) for gain in gains))

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


def judge(rivals: Rivals) -> list[float]:
    """Return what each of *rivals* scores by what tells for and against it as a whole."""
    weights = models().get("rivals", _SCORE_ALONE)
    return [sum(weights.get(name, 0.0) * value for name, value in row.items()) for row in rivals.features()]


_SCORE_ALONE = Linear({"score": 1.0})


def _score(option: Option) -> float:
    return option[0]


def _lengthened(turns: tuple[Turn, ...], turn: Turn) -> tuple[Turn, ...]:
    """Return the last dozen of *turns* and *turn*."""
    return (*turns[1 - HEARD :], turn) if is_turn(turn.draft, turn.entity) else turns


def _first(pair: tuple[float, Path]) -> float:
    return pair[0]


def _last_speakers(turns: Sequence[Turn]) -> tuple[int, ...]:
    """Return the numbers of the last speakers, as many as the next turn asks for."""
    return tuple(turn.entity.number if turn.entity is not None else -1 for turn in turns[-History.LENGTH :])
