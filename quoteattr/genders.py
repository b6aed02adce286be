"""Who is a woman and who a man: by titles, first names and the pronouns behind their mentions."""

from __future__ import annotations

from collections import defaultdict

from quoteattr.entity import Entity
from quoteattr.names import RANKS, lean_of, lean_of_ending
from quoteattr.people import People


def weigh_genders(people: People) -> None:
    """Give people the gender that titles, first names and the pronouns behind their mentions tell together."""
    persons = [entity for entity in people.all if entity.kind in ("person", "unknown", "place")]
    for entity in persons:
        entity.lean = _lean_by_words(entity, people)
    for number, vote in _pronoun_votes(people).items():
        entity, vote = people.all[number], max(-5.0, min(5.0, vote))
        entity.lean += vote
        if entity.kind == "unknown" and abs(vote) >= SURE:
            entity.kind = "person"
    for entity in persons:
        entity.gender = "female" if entity.lean >= SURE else "male" if entity.lean <= -SURE else None


SURE = 1.2
"""The log odds from which a gender is taken as known."""
LEANS = 0.5
"""The log odds from which a gender is likely, in news."""
TOLD = 9.0
"""The log odds of a gender that the words themselves tell."""
_TOLD_ONCE = 3.0
_SELDOM = 0.02
"""The share of mentions below which a word that tells a gender may be a slip: “Auntie! Tibby is here.”"""
_RANKED = 6.0
"""Generals and captains of stories are men, if nothing speaks against it; the pronouns may leave it open."""
_SIGNS = {"female": 1, "male": -1}


def _lean_by_words(entity: Entity, people: People) -> float:
    """Return how surely an entity is a woman by what the cast and its mentions say, before any pronoun."""
    told = 1.0 if entity.given is not None and entity.given.gender else _share_told(entity, people)
    if told:
        return (TOLD if told >= _SELDOM else _TOLD_ONCE) * _SIGNS.get(entity.gender or "", 0)
    if people.in_story and entity.title in RANKS:
        return -_RANKED
    lean = lean_of(entity.core, entity.title)
    if lean or people.in_story or entity.kind == "place":
        return lean
    return lean_of_ending(entity.core)


def _share_told(entity: Entity, people: People) -> float:
    """Return of how many of its mentions the words give the gender: Mrs. Lee, the actress."""
    mentions = [k for k in entity.references[:200] if people.references[k].form != "pronoun"]
    return sum(people.references[k].gender is not None for k in mentions) / max(1, len(mentions))


def _pronoun_votes(people: People) -> dict[int, float]:
    """Return how often "she" stands behind the mentions of an entity, less how often "he" does.

    What a pronoun tells goes to the last subject and the last one mentioned, if both may be meant.
    """
    votes: defaultdict[int, float] = defaultdict(float)
    subject = last = (-100, -1)
    for k, reference in enumerate(people.references):
        if reference.quoted:
            continue
        entity = people.of_reference[k]
        if reference.form == "pronoun":
            vote = _SIGNS.get(reference.gender or "", 0)
            near = [number for at, number in (subject, last) if vote and reference.first - at < 40]
            fitting = [number for number in near if vote * people.all[number].lean > -SURE]
            known = [n for n in fitting if vote * people.all[n].lean >= 2 * SURE] if people.in_story else []
            meant = known or fitting or near
            for number in meant:
                votes[number] += vote / len(meant)
        elif entity is not None and not reference.plural and entity.kind not in ("organization", "group"):
            last = (reference.first, entity.number)
            if people.subjects[k]:
                subject = last
    return votes
