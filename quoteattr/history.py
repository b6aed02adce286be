"""What was said before a quotation: who spoke, how far off, who was called by name, which words come back."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice
from typing import Final

from quoteattr.conversation import HEARD, SAME_SCENE, Turn
from quoteattr.entity import Entity
from quoteattr.quotations import Draft
from quoteattr.scene import Scene, at_most

Since = tuple[str, str, str, str, str]
Seen = tuple[str, str, str, str, str, str, str, str, str, str, str, str, Since, str, str]


class History:
    """What was said before a quotation, as far as it tells who speaks now."""

    LENGTH: Final = 6
    """In turns."""

    def __init__(self, scene: Scene, turns: Sequence[Turn]) -> None:
        self.scene = scene
        draft = scene.draft
        self.spoke = list(islice(reversed(turns), self.LENGTH))
        self.previous = self.spoke[0] if self.spoke else None
        self.places: dict[int, str] = {}
        for place, turn in zip("123", self.spoke, strict=False):
            if turn.entity is not None:
                self.places.setdefault(turn.entity.number, place)
        self.gap = _gap(self.previous, draft)
        self.gap_second = _gap(self.spoke[1] if len(self.spoke) > 1 else None, draft)
        self.counts: dict[int, int] = {}
        for turn in self.spoke:
            if turn.entity is not None:
                self.counts[turn.entity.number] = self.counts.get(turn.entity.number, 0) + 1
        self.called_before: set[int] = set()
        if self.previous is not None and self.gap <= 2:
            self.called_before = {entity.number for entity in self.previous.called}
        self.back_off, self.back = _last_tagged(turns, draft)
        self.asked: bool | str = "-"
        """Whether the turn before was a question."""
        if scene.speech is not None and self.previous is not None:
            self.asked = scene.conversation.speech(self.previous.draft).asks
        self._lately = Lately(scene, turns) if scene.speech is not None else None
        own = scene.tag.noun
        self.bound = own and next((turn.entity for turn in islice(reversed(turns), HEARD) if turn.noun is own), None)
        self._echoes = self._find_echoes()
        self._shared = (
            str(self.gap),
            str(self.gap_second),
            at_most(4, len(self.counts)),
            str(self.previous is not None and self.previous.tagged),
            str(self.back_off),
            at_most(4, self._echoes[0][1]) if self._echoes else "-",
            at_most(4, self._echoes[1][1]) if len(self._echoes) > 1 else "-",
        )

    def pool(self) -> list[Entity]:
        """Return the entities that may speak: those who spoke of late and those about."""
        found: dict[int, Entity] = {}
        for turn in self.spoke:
            if turn.entity is not None:
                found.setdefault(turn.entity.number, turn.entity)
        for entity in self.scene.pool():
            found.setdefault(entity.number, entity)
        if self.previous is not None:
            for entity in self.previous.called:
                found.setdefault(entity.number, entity)
        fitting = [entity for entity in found.values() if self.scene.fit(entity) != "no"]
        if self.scene.entities.has_cast:
            # whom the caller has named speaks, unless none of them can be meant
            own = self.scene.tag.entity
            cast = [e for e in fitting if e.given is not None or e is self.scene.entities.narrator or e is own]
            return cast or fitting
        return fitting

    def _find_echoes(self) -> list[tuple[int, int]]:
        """Return for the turns before, the last first, the number of their speaker and how many words come back."""
        speech = self.scene.speech
        if speech is None:
            return []
        of = self.scene.conversation.speech
        return [
            (-1 if turn.entity is None else turn.entity.number, len(speech.words & of(turn.draft).words))
            for turn in self.spoke
        ]

    def seen(self, entity: Entity) -> Seen:
        """Return all that the turns before have to do with *entity*; the features add what surrounds the quotation."""
        key = entity.number
        return (
            self.places.get(key, "0"),
            str(self.counts.get(key, 0)),
            str(key in self.called_before),
            str(self.back is entity),
            "-" if self.bound is None else "it" if self.bound is entity else "other",
            *self._shared,
            self._lately.told(key) if self._lately is not None else _NEVER,
            at_most(4, max([count for speaker, count in self._echoes if speaker == key], default=0)),
            at_most(4, max([count for speaker, count in self._echoes if speaker != key], default=0)),
        )

    def features(self, entity: Entity) -> list[str]:
        """Return what the turns before tell for and against *entity*."""
        scene, key = self.scene, entity.number
        seen = self.seen(entity)
        place, spoke, called_before, back_it, bound, gap, gap_second, people = seen[:8]
        tagged_before, back_off, echo, echo_second, since, own_echo, other_echo = seen[8:]
        conversation = scene.conversation
        word, whole = scene.tag.word, scene.whole
        (before, after, between, ahead_it, ahead_off, member, members, next_one, next_two, called_next) = scene.beside(
            entity
        )
        tp = f"tp={place} gap={gap}"
        ahead, back = f"ahead={ahead_it}{ahead_off}", f"back={back_it}{back_off}"
        return [
            tp,
            f"{tp} tag={word}",
            f"{tp} whole={whole}",
            f"{tp} whole={whole} b={len(scene.between) > 0}",
            f"tp={place} g2={gap_second} whole={whole} people={people}",
            f"{tp} ptag={tagged_before}",
            f"{tp} dense={scene.dense} tag={word}",
            f"sc={spoke} people={people} whole={whole}",
            f"sc={spoke} tag={word}",
            f"sc={spoke} tp={place}",
            f"{tp} vocb={called_before}",
            f"rank={min(6, scene.ranks.get(key, 9))} whole={whole} gap={gap}",
            f"between={between} tp={place} whole={whole}",
            f"{tp} narr={entity is scene.entities.narrator}",
            f"{tp} before={before}",
            f"{tp} after={after}",
            f"{tp} n1={next_one}",
            f"n1={next_one} whole={whole}",
            f"n2={next_two} n1={next_one}",
            f"n2={next_two} tp={place}",
            f"{ahead} whole={whole} tag={word}",
            f"{back} whole={whole} tag={word}",
            f"{ahead} tp={place}",
            f"{back} tp={place}",
            f"ahead={ahead_it}{int(ahead_off) % 2} back={back_it}{self.back_off % 2} member={member}",
            f"{tp} member={member} n={members}",
            f"vocn={called_next} tp={place}",
            *self._of_speech(tp, whole),
            *(
                (
                    f"mine={own_echo} others={other_echo} whole={whole}",
                    f"mine={own_echo} others={other_echo} tp={place}",
                    f"echo={echo} second={echo_second} tp={place}",
                    f"echo={echo} {tp} whole={whole}",
                )
                if self._echoes
                else ()
            ),
            *self._of_late(entity, since, place, whole),
            *((f"bound={bound} own={entity is scene.tag.entity}",) if word.startswith("noun") else ()),
            *(
                [f"{tp} standing={scene._standing.get(key, '-')} tag={word}"]
                if word and conversation.document.is_news
                else ()
            ),
        ]

    def _of_late(self, entity: Entity, since: Since, place: str, whole: str) -> tuple[str, ...]:
        """Return what the last dozen turns tell: who has been called by name is there to answer."""
        if self._lately is None:
            return ()
        spoke, often, called, calls, pair = since
        word = self.scene.tag.word
        return (
            f"spoke={spoke} often={often} whole={whole}",
            f"spoke={spoke} tag={word}",
            f"called={called} tp={place} whole={whole}",
            f"called={called} spoke={spoke}",
            f"calls={calls} tp={place} gap={self.gap} whole={whole}",
            f"calls={calls} called={called} tp={place}",
            f"pair={pair} gap={self.gap} whole={whole}",
            f"pair={pair} tp={place}",
            f"pair={pair} tp={place} rank={at_most(6, self.scene.ranks.get(entity.number, 9))} tag={word != ''}",
        )

    def _of_speech(self, tp: str, whole: str) -> tuple[str, ...]:
        """Return how the words go with those of the turn before: an answer to a question is somebody else's."""
        speech = self.scene.speech
        if speech is None:
            return ()
        return (
            f"{tp} asked={self.asked} whole={whole}",
            f"{tp} opening={speech.opening}",
            f"{tp} size={speech.size} asks={speech.asks}",
        )


class Lately:
    """Who spoke in the last dozen turns of a scene, how long ago, and who called whom by name."""

    def __init__(self, scene: Scene, turns: Sequence[Turn]) -> None:
        self._partners = scene.conversation.partners
        self._spoke: dict[int, int] = {}
        self._often: dict[int, int] = {}
        self._called: dict[int, int] = {}
        self._called_by_last: set[int] = set()
        self._called_last: set[int] = set()
        last = turns[-1].entity if turns else None
        self._last = None if last is None else last.number
        paragraph = scene.draft.paragraph
        for back, turn in enumerate(islice(reversed(turns), HEARD)):
            if paragraph - turn.draft.last_paragraph > SAME_SCENE:
                break
            paragraph = turn.draft.paragraph
            speaker = turn.entity.number if turn.entity is not None else None
            if speaker is not None:
                self._spoke.setdefault(speaker, back)
                self._often[speaker] = self._often.get(speaker, 0) + 1
            for entity in turn.called:
                self._called.setdefault(entity.number, back)
                if speaker is not None and speaker == self._last:
                    self._called_by_last.add(entity.number)
                if speaker is not None and entity.number == self._last:
                    self._called_last.add(speaker)

    def told(self, key: int) -> Since:
        """Return of an entity how many turns ago it spoke, how often, when it was called, and its part in the talk.

        The part: whether who spoke last has called it ("me"), or it has called who spoke last ("him"), or "both"; and
        how often the two talk at all.
        """
        me, him = key in self._called_by_last and key != self._last, key in self._called_last
        return (
            at_most(6, self._spoke[key]) if key in self._spoke else "9",
            at_most(4, self._often.get(key, 0)),
            str(bisect_left(_CALLED, self._called[key])) if key in self._called else "9",
            "both" if me and him else "me" if me else "him" if him else "-",
            self._partners.told(self._last, key),
        )


_NEVER: Final = ("9", "0", "9", "-", "-")
_CALLED: Final = (0, 1, 3)
"""In turns ago, the ends of the steps."""


def _gap(turn: Turn | None, draft: Draft) -> int:
    """Return how many paragraphs lie between two quotations, four at most; four without an earlier one."""
    return 4 if turn is None else min(4, draft.paragraph - turn.draft.last_paragraph)


def _last_tagged(turns: Sequence[Turn], draft: Draft) -> tuple[int, Entity | None]:
    """Return how many turns back the conversation last had a tag, and whom it named; 9 for none."""
    count, paragraph = 0, draft.paragraph
    for turn in islice(reversed(turns), HEARD):
        gap = paragraph - turn.draft.last_paragraph
        if gap > SAME_SCENE:
            break
        count += gap > 0
        if turn.tagged and turn.entity is not None:
            return min(count, 8), turn.entity
        paragraph = turn.draft.paragraph
    return 9, None
