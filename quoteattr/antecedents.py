"""Whom "he" and "she" of news mean: those mentioned before, weighed for one pronoun after the other.

What is seen of each is how long ago and as what it was last mentioned (the subject of a main clause, an owner), how
many others were the subject of a main clause since, and whether the gender fits.  The weights were learned from the
annotated pronouns of PolNeAR train.
"""

from __future__ import annotations

from collections import deque
from math import exp

from quoteattr import linear
from quoteattr.entity import Entity
from quoteattr.genders import LEANS, SURE
from quoteattr.linear import Fact, Features
from quoteattr.people import People

_REACH = 300
"""In tokens: nobody mentioned longer ago is meant."""
_MOST = 8
"""Of those mentioned of late that suit, so many are weighed."""
_LATELY = 6
"""In mentions: who was the subject of most of the last is who the text is about there."""


def model() -> linear.Linear:
    """Return the weights; none before they are first trained."""
    return linear.load("conversation").get("pronouns", _UNTRAINED)


_UNTRAINED = linear.Linear({})


class Antecedents:
    """Those mentioned so far in the narration of one document."""

    def __init__(self, people: People, model: linear.Linear) -> None:
        self._people, self._model = people, model
        self._last: dict[int, int] = {}
        """By the number of an entity its last reference, the oldest first."""
        self._mains: dict[int, int] = {}
        """By the number of an entity the last reference that is the subject of a main clause."""
        self._count: dict[int, int] = {}
        self._lately: deque[Entity | None] = deque(maxlen=_LATELY)
        """Those mentioned last as the subject of a main clause, None for other mentions."""

    def note(self, k: int, entity: Entity) -> None:
        """Take down that the reference *k* is one to *entity*."""
        number = entity.number
        self._last.pop(number, None)
        self._last[number] = k
        self._count[number] = self._count.get(number, 0) + 1
        main = entity.kind in ("person", "unknown") and self._people.parts.of(k) == "main"
        self._lately.append(entity if main else None)
        if main:
            self._mains[number] = k

    def weighed(self, k: int, gender: str, part: str) -> list[tuple[int, float]]:
        """Return the numbers of those whom a pronoun may mean with their probabilities, the likeliest first."""
        found = [(entity.number, self._model.total(facts)) for entity, facts in self.candidates(k, gender, part)]
        top = max([score for _, score in found], default=0.0)
        powers = [(number, exp(score - top)) for number, score in found]
        total = sum([power for _, power in powers])
        return sorted([(number, power / total) for number, power in powers], key=lambda one: -one[1])

    def candidates(self, k: int, gender: str, part: str) -> list[tuple[Entity, list[Fact]]]:
        """Return whom a pronoun of *gender* at the reference *k*, which is a *part* of its sentence, may mean."""
        people, document, references = self._people, self._people.document, self._people.references
        at = references[k].first
        suiting: list[tuple[Entity, str]] = []
        for number in reversed(self._last):
            if len(suiting) == _MOST or at - references[self._last[number]].first > _REACH:
                break
            entity = people.all[number]
            if entity.kind in ("person", "unknown") and entity is not people.narrator:
                fit = _fit(entity, gender)
                if fit != "no":
                    suiting.append((entity, fit))
        numbers = [entity.number for entity, _ in suiting]
        mains = sorted([number for number in numbers if number in self._mains], key=lambda n: -self._mains[n])
        most = max([self._count[number] for number in numbers], default=0)
        sure = any(fit in ("yes", "likely") for _, fit in suiting)
        sentence = document.sentence_of(at)
        paragraph, opens = document.sentence_paragraph[sentence], at == document.sentences[sentence][0]
        found: list[tuple[Entity, list[Fact]]] = []
        for rank, (entity, fit) in enumerate(suiting):
            number = entity.number
            last = references[self._last[number]]
            own = document.sentence_of(last.first)
            since, place = _at_most(4, sentence - own), _at_most(3, rank)
            as_main = later = 9
            if number in self._mains:
                main = references[self._mains[number]]
                as_main = _at_most(4, sentence - document.sentence_of(main.first))
                later = _at_most(3, mains.index(number))
            role = people.parts.of(self._last[number])
            count, form = self._count[number], last.form
            reports = last.last < len(document.lower) and document.lower[last.last] in document.vocabulary.heads
            often = self._lately.count(entity)
            led, turn = last.first == document.sentences[own][0], paragraph - document.sentence_paragraph[own]
            facts: list[Fact] = [
                (_of_often, often, since, place, later),
                (_of_fit, fit, sure, place, entity.kind, count == most, later, _at_most(5, count.bit_length())),
                (_of_last, since, role, part, form, reports, led, place),
                (_of_mains, later, as_main, since, part, place, role, _at_most(2, turn), opens),
            ]
            found.append((entity, facts))
        return found


def _at_most(most: int, count: int) -> int:
    return count if count < most else most


def _fit(entity: Entity, gender: str) -> str:
    """Return how an entity suits a gender: "no" where another is sure."""
    lean = entity.lean if gender == "female" else -entity.lean
    if lean >= SURE:
        return "yes" if lean >= 2 * SURE else "likely"
    return "no" if lean <= -SURE else "unlikely" if lean <= -LEANS else "leans" if lean >= LEANS else "?"


# Facts spelled as features ---------------------------------------------------------------------------------------


def _of_fit(fit: str, sure: bool, rank: int, kind: str, top: bool, later: int, count: int) -> Features:
    return (
        f"fit={fit} sure={sure}",
        f"fit={fit} rank={rank}",
        f"fit={fit} kind={kind}",
        f"top={top} later={later}",
        f"count={count}",
    )


def _of_often(often: int, since: int, rank: int, later: int) -> Features:
    return (f"often={often} rank={rank}", f"often={often} since={since} later={later}")


def _of_last(since: int, role: str, part: str, form: str, reports: bool, led: bool, rank: int) -> Features:
    return (
        f"since={since} role={role} part={part}",
        f"since={since} role={role} form={form}",
        f"since={since} role={role} reports={reports}",
        f"since={since} role={role} led={led}",
        f"since={since} form={form} part={part}",
        f"form={form} part={part} rank={rank}",
    )


def _of_mains(
    later: int, as_main: int, since: int, part: str, rank: int, role: str, turn: int, opens: bool
) -> Features:
    return (
        f"rank={rank} later={later} part={part}",
        f"as_main={as_main} later={later}",
        f"as_main={as_main} since={since} part={part}",
        f"turn={turn} role={role} opens={opens}",
        f"turn={turn} later={later} since={since}",
    )
