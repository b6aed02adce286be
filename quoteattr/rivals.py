"""Which of a few ways to give the turns of a stretch of talk to speakers is right, each judged as a whole.

What a turn tells when it is read is added up turn by turn (scene.py, history.py); here whole ways are compared by what
shows only once all are given: whom a turn calls by name and whether that one then answers, whose words go with whose,
how evenly speakers take turns.  Source of the idea: reranking (Collins & Koo, Computational Linguistics 31, 2005).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from attrs import frozen

from quoteattr.conversation import Conversation, Turn
from quoteattr.entity import Entity
from quoteattr.quotations import Draft
from quoteattr.scene import Scene

NEAR = 4
"""In turns: so far back words are compared, and so far off whoever is called by name is looked for."""


@frozen(eq=False)
class Step:
    """A turn as one way has it."""

    number: int
    """Of its draft."""
    turn: Turn
    behind: float
    """In score, how far its speaker is behind the likeliest, after the turns before."""
    share: float
    """The logarithm of his probability, after the turns before."""


@frozen(eq=False)
class Way:
    """One way to give the turns of a stretch to speakers, and the likeliest way to go on from there."""

    score: float
    steps: Sequence[Step]


class Rivals:
    """The ways to give the turns of a stretch to speakers, the likeliest first."""

    def __init__(
        self,
        conversation: Conversation,
        scenes: Mapping[int, Scene],
        before: Sequence[Turn],
        ways: Sequence[Way],
        size: int,
    ) -> None:
        """*before* are the turns before the stretch; the first *size* steps of a way are those of the stretch."""
        self.conversation, self.scenes = conversation, scenes
        self.before, self.ways, self.size = before[-NEAR:], ways, size
        steps = [way.steps for way in ways]
        differ = [i for i in range(min(map(len, steps))) if len({step[i].turn.entity for step in steps}) > 1]
        self._first, self._last = differ[0] - NEAR, differ[-1] + NEAR

    def features(self) -> list[dict[str, float]]:
        """Return what tells for and against each of the ways, compared with the first."""
        rows = [self._of(way) for way in self.ways]
        first = rows[0]
        # No set of names: its order changes from run to run, and with it the last bit of a sum.
        return [{name: row.get(name, 0.0) - first.get(name, 0.0) for name in {**first, **row}} for row in rows]

    def _of(self, way: Way) -> dict[str, float]:
        found: defaultdict[str, float] = defaultdict(float)
        found["score"] = way.score
        shares, size = [step.share for step in way.steps], self.size
        found["shares"], found["own shares"] = sum(shares), sum(shares[:size])
        found["least"] = min(shares[:size])
        found["unlikely"] = sum(share < -1.0 for share in shares)
        found["second"] = sum(step.behind < 0.0 for step in way.steps)
        turns = [*self.before, *(step.turn for step in way.steps)]
        base = len(self.before)
        for i in range(max(1, base + self._first), min(len(turns), base + self._last + 1)):
            self._look_at_turn(found, turns, i)
            if i >= base:
                self._look_at_words(found, way.steps[i - base], turns, i)
        self._look_at_pronouns(found, way.steps)
        return found

    def _look_at_turn(self, found: dict[str, float], turns: Sequence[Turn], i: int) -> None:
        """Add how the turn *i* follows those before, and whether whom it calls by name is there to hear it."""
        turn, previous = turns[i], turns[i - 1]
        speaker, last = turn.entity, previous.entity
        gap = turn.draft.paragraph - previous.draft.last_paragraph
        if gap > 0:
            if speaker is last:
                alone = f"{self._is_alone(previous.draft):d}{self._is_alone(turn.draft):d}"
                found["goes on"] += 1
                found[f"goes on {min(gap, 3)} {alone}"] += 1
                found["answers himself"] += self.conversation.speech(previous.draft).asks
            elif i > 1:
                again = "again" if speaker is turns[i - 2].entity else "another"
                found[again] += 1
                found[f"{again} {self._is_alone(turn.draft):d}"] += 1
        if speaker is not None and speaker in previous.called and last not in previous.called:
            found["answers"] += 1
        if speaker in turn.called:
            found["calls himself"] += 1
        others = [entity for entity in turn.called if entity is not speaker]
        if others:
            found[self._whom(others, turns, i)] += 1

    def _whom(self, called: Sequence[Entity], turns: Sequence[Turn], i: int) -> str:
        """Return where the nearest turn of one whom the turn *i* calls by name is."""
        if i + 1 < len(turns) and turns[i + 1].entity in called:
            return "calls next"
        if turns[i - 1].entity in called:
            return "calls last"
        near = any(turn.entity in called for turn in turns[max(0, i - NEAR) : i + NEAR + 1])
        return "calls near" if near else "calls nobody"

    def _look_at_words(self, found: dict[str, float], step: Step, turns: Sequence[Turn], i: int) -> None:
        """Add whose words those of the turn *i* are like."""
        conversation, turn = self.conversation, step.turn
        speaker, tag = turn.entity, conversation.tags[step.number]
        if speaker is None or tag.anchor is not None:
            return
        scene = self.scenes[step.number]
        voice = scene.voices.get(speaker.number)
        if voice is not None:
            found["voice"] += int(voice) / 4 - 1
            found["voices"] += 1
        if speaker.number in scene.named:
            found[f"names himself {tag.word != ''}"] += 1
        if tag.word:
            return
        words = conversation.speech(turn.draft).words
        for back in range(1, min(NEAR, i) + 1):
            earlier = turns[i - back]
            shared = min(3, len(words & conversation.speech(earlier.draft).words)) / 4
            if back == 1:
                found["echo"] += (shared > 0) * (earlier.entity is not speaker)
            else:
                found["own words" if earlier.entity is speaker else "words of others"] += shared

    def _look_at_pronouns(self, found: dict[str, float], steps: Sequence[Step]) -> None:
        """Add whether "he said" means who was "he" before."""
        last: dict[str, Entity] = {}
        for step in steps:
            tag, speaker = self.conversation.tags[step.number], step.turn.entity
            if speaker is None:
                continue
            if tag.word in ("he", "she"):
                if tag.word in last:
                    found["he again" if last[tag.word] is speaker else "another he"] += 1
                last[tag.word] = speaker
            elif speaker.gender is not None:
                last["she" if speaker.gender == "female" else "he"] = speaker

    def _is_alone(self, draft: Draft) -> bool:
        """Tell whether a quotation is all that its paragraphs have."""
        paragraphs = self.conversation.document.paragraphs
        first, last = paragraphs[draft.paragraph].start, paragraphs[draft.last_paragraph].end
        return draft.extent.start - first < 2 and last - draft.extent.end < 2
