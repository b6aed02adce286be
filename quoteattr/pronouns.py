"""Whom "he" and "she" of the narration mean, and whose wife or father "his wife" and "her father" are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Set

from quoteattr import antecedents
from quoteattr.antecedents import Antecedents
from quoteattr.entity import Entity
from quoteattr.genders import TOLD
from quoteattr.names import fold
from quoteattr.nominals import POSSESSIVES
from quoteattr.people import People


def link_pronouns(people: People) -> None:
    """Give "he" and "she" of the narration the ones they mean; "his" and "her" tell whose wife or father is meant."""
    if people.in_story:
        _link_by_subjects(people)
    else:
        link_weighed(people, Antecedents(people, antecedents.model()))


def link_weighed(people: People, about: Antecedents) -> None:
    """Give "he" and "she" of news the likeliest of those mentioned before."""
    families = _families(people)
    for k, reference in enumerate(people.references):
        if reference.quoted:
            continue
        entity = people.of_reference[k]
        if reference.form == "pronoun" and reference.gender is not None and entity is None:
            found = about.weighed(k, reference.gender, people.parts.of(k))
            if found:
                people.antecedents[k] = [(number, share) for number, share in found if share >= _KEPT]
                entity = people.of_reference[k] = people.all[found[0][0]]
                entity.references.append(k)
        elif entity is not None and reference.form == "nominal" and reference.core[0] in POSSESSIVES:
            gender = POSSESSIVES[reference.core[0]]
            owners = about.weighed(k, gender, "own") if gender else []
            owner = people.all[owners[0][0]] if owners else None if gender else people.narrator
            if owner is not None:
                people.owners[entity.number] = owner
                relative = _relative(families, owner, reference.core[1:])
                if relative is not None and relative is not entity:
                    people.relatives[k] = entity
                    people.of_reference[k] = relative
                    relative.references.append(k)
                    entity = relative
        if entity is not None:
            about.note(k, entity)
    moved: defaultdict[int, set[int]] = defaultdict(set)
    for k, entity in people.relatives.items():
        moved[entity.number].add(k)
    _put_in_order(people, moved)


_KEPT = 0.02
"""Whoever is less likely is left out."""


def _link_by_subjects(people: People) -> None:
    """Give "he" and "she" of a story to the last subject that fits, else to the last one that fits.

    Where it has named nobody yet who may be "he", he is somebody of his own.
    """
    subjects: dict[str, tuple[int, Entity]] = {}
    others: dict[str, tuple[int, Entity]] = {}
    possible: set[str | None] = set()
    """The genders of those mentioned so far, None where it is open."""
    families = _families(people)
    moved: defaultdict[int, set[int]] = defaultdict(set)

    def meant(gender: str, token: int) -> Entity | None:
        known = subjects.get(gender)
        if known is None or token - known[0] > 60:
            known = others.get(gender) or known
        return None if known is None or token - known[0] > 200 else known[1]

    for k, reference in enumerate(people.references):
        entity = people.of_reference[k]
        if reference.quoted:
            continue
        if reference.form == "pronoun":
            if reference.gender is None or entity is not None:
                continue
            entity = meant(reference.gender, reference.first)
            if entity is None and not possible & {reference.gender, None}:
                entity = _stranger(people, k)
            if entity is None:
                continue
            people.of_reference[k] = entity
            entity.references.append(k)
        elif entity is not None and reference.form == "nominal" and reference.core[0] in POSSESSIVES:
            gender = POSSESSIVES[reference.core[0]]
            owner = meant(gender, reference.first) if gender else people.narrator
            relative = _relative(families, owner, reference.core[1:]) if owner is not None else None
            if relative is not None:
                moved[entity.number].add(k)
                people.of_reference[k] = entity = relative
                entity.references.append(k)
        if entity is not None and entity.kind in ("person", "unknown") and not reference.plural:
            possible.add(entity.gender)
        if entity is None or entity.gender is None or people.narrated(k) is None:
            continue
        others[entity.gender] = reference.first, entity
        if people.subjects[k]:
            subjects[entity.gender] = reference.first, entity
    _link_closest(people, moved)
    _put_in_order(people, moved)


def _link_closest(people: People, moved: defaultdict[int, set[int]]) -> None:
    """Let "her father" be Mr. Lee wherever no father with a name was found, if it is he nearly wherever one was.

    Who "she" is may be wrong, and whose father is meant with it; a second father, who has no name, is rarer.
    """
    phrases: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for k, reference in enumerate(people.references):
        core = reference.core
        if reference.form == "nominal" and len(core) == 2 and core[0] in POSSESSIVES and core[1] in _CLOSEST:
            phrases[core].append(k)
    for core, mentions in phrases.items():
        own = people.of_phrase.get(core)
        count = Counter(e.number for k in mentions if (e := people.of_reference[k]) is not None and e is not own)
        if own is None or not count:
            continue
        number, times = count.most_common(1)[0]
        open_ = [k for k in mentions if people.of_reference[k] is own]
        if times >= max(_OFTEN, len(open_) / 2) and times >= _NEARLY * count.total():
            moved[own.number].update(open_)
            for k in open_:
                people.of_reference[k] = people.all[number]
            people.all[number].references += open_


_CLOSEST = frozenset(["father", "mother", "papa", "mamma", "mama", "husband", "wife"])
_OFTEN = 3
"""In mentions: so often "her father" must be he."""
_NEARLY = 0.8
"""So large a share of those whose owner is known."""


def _put_in_order(people: People, moved: Mapping[int, Set[int]]) -> None:
    """Put the references of each entity into text order, without those *moved* to a relative."""
    for entity in people.all:
        gone = moved.get(entity.number, frozenset())
        entity.references = sorted(k for k in entity.references if k not in gone)


def _stranger(people: People, k: int) -> Entity | None:
    """Return a new entity for somebody who is but "he" or "she", unless he is soon named."""
    pronoun = people.references[k]
    for i in range(k + 1, min(k + _SOON, len(people.references))):
        named, entity = people.references[i], people.of_reference[i]
        if named.form == "name" and not named.quoted and entity is not None and entity.may_be(pronoun.gender):
            return None  # “The roof leaks,” she said. Ellen Crane put a bucket under the hole.
    entity = people.new(pronoun.core, "", "person", pronoun.gender)
    entity.lean = TOLD if pronoun.gender == "female" else -TOLD
    return entity


_SOON = 40
"""In references: somebody named later is not looked for."""


def _families(people: People) -> dict[str, list[Entity]]:
    """Return the people of each surname."""
    found: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity in people.all:
        if entity.kind == "person" and entity.references and (entity.title or len(entity.core) > 1):
            found[fold(entity.core[-1])].append(entity)
    return found


def _relative(families: dict[str, list[Entity]], owner: Entity, noun: tuple[str, ...]) -> Entity | None:
    """Return the one who bears the owner's surname and is the only one that may be "wife", "father", "sister"."""
    if len(noun) != 1 or not (owner.title or len(owner.core) > 1):
        return None
    family = [entity for entity in families.get(fold(owner.core[-1]), ()) if entity is not owner]
    if noun[0] in _ELDERS:
        title = _ELDERS[noun[0]]
        found = [e for e in family if e.title == title or (title == "mrs" and title in e.roles)]  # once Mrs. Lee
    elif noun[0] in _YOUNGER:
        gender = _YOUNGER[noun[0]]
        found = [entity for entity in family if entity.gender == gender and entity.title not in ("mr", "mrs")]
    else:
        return None
    return found[0] if len(found) == 1 else None


_ELDERS = {
    "wife": "mrs", "lady": "mrs", "mother": "mrs", "mamma": "mrs", "mama": "mrs",
    "husband": "mr", "father": "mr", "papa": "mr",
}  # fmt: skip
_YOUNGER = {"sister": "female", "daughter": "female", "brother": "male", "son": "male"}
