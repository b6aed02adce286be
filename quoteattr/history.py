"""What was said before a quotation: who spoke, how far off, who was called by name, which words come back."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice
from typing import Final

from quoteattr.conversation import HEARD, SAME_SCENE, Turn
from quoteattr.entity import Entity
from quoteattr.linear import Fact, Features, spelled
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
        self._met = {*self.counts, *self.called_before}
        if self._lately is not None:
            self._met |= self._lately.met
        self._met.update(entity.number for entity in (self.back, self.bound) if entity is not None)
        unheard = at_most(4, max((count for _, count in self._echoes), default=0))
        bound = "-" if self.bound is None else "other"
        self._unmet = ("0", "0", "False", "False", bound, *self._shared), unheard

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
            others = (self.scene.entities.narrator, self.scene.stranger())
            cast = [entity for entity in fitting if entity.given is not None or entity in others]
            return cast or fitting
        return fitting

    def _find_echoes(self) -> list[tuple[int, int]]:
        """Return for the turns before, the last first, the number of their speaker and how many words come back."""
        speech = self.scene.speech
        if speech is None:
            return []
        shared = self.scene.shared_words
        return [(-1 if turn.entity is None else turn.entity.number, shared(turn.draft)) for turn in self.spoke]

    def seen(self, entity: Entity) -> Seen:
        """Return all that the turns before have to do with *entity*; the features add what surrounds the quotation."""
        key = entity.number
        if key not in self._met:  # most of them, and all alike
            known, others = self._unmet
            return (*known, _NEVER if self._lately is None else self._lately.never(key), "0", others)
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
        return spelled(self.facts(entity, self.seen(entity)))

    def facts(self, entity: Entity, seen: Seen) -> list[Fact]:
        """Return what the turns before, *seen* of *entity*, tell for and against it, not yet spelled as features."""
        scene, key = self.scene, entity.number
        place, spoke, called_before, back_it, bound, gap, gap_second, people = seen[:8]
        tagged_before, back_off, echo, echo_second, since, own_echo, other_echo = seen[8:]
        word, whole, dense = scene.tag.word, scene.whole, scene.dense
        (before, after, between, ahead_it, ahead_off, member, members, next_one, next_two, called_next) = scene.beside(
            entity
        )
        rank, narrates, tagged = at_most(6, scene.ranks.get(key, 9)), entity is scene.entities.narrator, word != ""
        found: list[Fact] = [
            (_of_place, place, gap, tagged_before, called_before, narrates, scene.near, dense, whole, word),
            (_of_counts, place, gap_second, spoke, people, whole, word),
            (_of_beside, place, gap, before, after, between, rank, whole),
            (_of_next, place, gap, next_one, next_two, called_next, whole),
            (_of_anchors, place, gap, ahead_it, ahead_off, back_it, back_off, member, members, whole, word),
        ]
        if scene.speech is not None:
            speech = scene.speech
            found.append((_of_speech, place, gap, self.asked, speech.opening, speech.size, speech.asks, whole))
        if self._echoes:
            found.append((_of_echoes, place, gap, own_echo, other_echo, echo, echo_second, whole))
        if self._lately is not None:
            since_spoke, often, called, calls, pair = since
            found.append((_of_late, place, since_spoke, often, called, whole, word))
            found.append((_of_calls, place, gap, called, calls, pair, rank, tagged, whole))
        if word.startswith("noun"):
            found.append((_of_bound, bound, entity is scene.tag.entity))
        if word and scene.conversation.document.is_news:
            found.append((_of_standing, place, gap, scene.standing.get(key, "-"), word))
        if scene.acting:
            found.append((_of_actor, place, gap, *scene.acting.get(key, ("-", "-")), tagged_before))
        if scene.chain:
            found.append((_of_chain, place, gap, scene.chain.get(key, "-"), tagged_before))
        return found


# Facts spelled as features ---------------------------------------------------------------------------------------


def _of_place(
    place: str,
    gap: str,
    tagged_before: str,
    called_before: str,
    narrates: bool,
    near: bool,
    dense: str,
    whole: str,
    word: str,
) -> Features:
    tp = f"tp={place} gap={gap}"
    return (
        tp,
        f"{tp} tag={word}",
        f"{tp} whole={whole}",
        f"{tp} whole={whole} b={near}",
        f"{tp} ptag={tagged_before}",
        f"{tp} dense={dense} tag={word}",
        f"{tp} vocb={called_before}",
        f"{tp} narr={narrates}",
    )


def _of_counts(place: str, gap_second: str, spoke: str, people: str, whole: str, word: str) -> Features:
    return (
        f"tp={place} g2={gap_second} whole={whole} people={people}",
        f"sc={spoke} people={people} whole={whole}",
        f"sc={spoke} tag={word}",
        f"sc={spoke} tp={place}",
    )


def _of_beside(place: str, gap: str, before: str, after: str, between: str, rank: str, whole: str) -> Features:
    return (
        f"rank={rank} whole={whole} gap={gap}",
        f"between={between} tp={place} whole={whole}",
        f"tp={place} gap={gap} before={before}",
        f"tp={place} gap={gap} after={after}",
    )


def _of_next(place: str, gap: str, next_one: str, next_two: str, called_next: str, whole: str) -> Features:
    return (
        f"tp={place} gap={gap} n1={next_one}",
        f"n1={next_one} whole={whole}",
        f"n2={next_two} n1={next_one}",
        f"n2={next_two} tp={place}",
        f"vocn={called_next} tp={place}",
    )


def _of_anchors(
    place: str,
    gap: str,
    ahead_it: str,
    ahead_off: str,
    back_it: str,
    back_off: str,
    member: str,
    members: str,
    whole: str,
    word: str,
) -> Features:
    ahead, back = f"ahead={ahead_it}{ahead_off}", f"back={back_it}{back_off}"
    return (
        f"{ahead} whole={whole} tag={word}",
        f"{back} whole={whole} tag={word}",
        f"{ahead} tp={place}",
        f"{back} tp={place}",
        f"ahead={ahead_it}{int(ahead_off) % 2} back={back_it}{int(back_off) % 2} member={member}",
        f"tp={place} gap={gap} member={member} n={members}",
    )


def _of_speech(place: str, gap: str, asked: bool | str, opening: str, size: int, asks: bool, whole: str) -> Features:
    """Return how the words go with those of the turn before: an answer to a question is somebody else's."""
    tp = f"tp={place} gap={gap}"
    return (f"{tp} asked={asked} whole={whole}", f"{tp} opening={opening}", f"{tp} size={size} asks={asks}")


def _of_echoes(place: str, gap: str, own: str, others: str, echo: str, second: str, whole: str) -> Features:
    return (
        f"mine={own} others={others} whole={whole}",
        f"mine={own} others={others} tp={place}",
        f"echo={echo} second={second} tp={place}",
        f"echo={echo} tp={place} gap={gap} whole={whole}",
    )


def _of_late(place: str, spoke: str, often: str, called: str, whole: str, word: str) -> Features:
    """Return what the last dozen turns tell: who has been called by name is there to answer."""
    return (
        f"spoke={spoke} often={often} whole={whole}",
        f"spoke={spoke} tag={word}",
        f"called={called} tp={place} whole={whole}",
        f"called={called} spoke={spoke}",
    )


def _of_calls(
    place: str, gap: str, called: str, calls: str, pair: str, rank: str, tagged: bool, whole: str
) -> Features:
    return (
        f"calls={calls} tp={place} gap={gap} whole={whole}",
        f"calls={calls} called={called} tp={place}",
        f"pair={pair} gap={gap} whole={whole}",
        f"pair={pair} tp={place}",
        f"pair={pair} tp={place} rank={rank} tag={tagged}",
    )


def _of_bound(bound: str, own: bool) -> Features:
    return (f"bound={bound} own={own}",)


def _of_standing(place: str, gap: str, standing: str, word: str) -> Features:
    return (f"tp={place} gap={gap} standing={standing} tag={word}",)


def _of_actor(place: str, gap: str, acted: str, named: str, tagged_before: str) -> Features:
    return (
        f"acted={acted} tp={place} gap={gap}",
        f"acted={acted} tp={place} ptag={tagged_before}",
        f"acted={acted[0]} byname={named} tp={place}",
    )


def _of_chain(place: str, gap: str, chain: str, tagged_before: str) -> Features:
    return (f"chain={chain} tp={place} gap={gap}", f"chain={chain} tp={place} ptag={tagged_before}")


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
        self.met = {*self._spoke, *self._called}
        """The numbers of those who spoke or were called."""

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

    def never(self, key: int) -> Since:
        """Return the same of an entity that neither spoke nor was called."""
        return ("9", "0", "9", "-", self._partners.told(self._last, key))


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
