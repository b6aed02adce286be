"""Why a mention is taken for an entity's: the reasons of ``entities.py`` and its steps, found again for who asks."""

from __future__ import annotations

from quoteattr.entities import Entities
from quoteattr.entity import Entity
from quoteattr.names import acronyms, first_name_variants, fold, formal_names, nouns_of_body
from quoteattr.nominals import says_so
from quoteattr.reference import Reference


def why_joined(entities: Entities, entity: Entity, k: int) -> str:
    """Return why the reference *k* names *entity*."""
    reference = entities.references[k]
    if reference.form == "pronoun":
        return _why_pronoun(entities, entity, k)
    if entity.given is not None:
        return "stands in the cast"
    if reference.form == "nominal":
        return _why_nominal(entities, entity, k)
    return _why_name(entities, entity, reference)


def _why_name(entities: Entities, entity: Entity, reference: Reference) -> str:
    core, whole = reference.core, entity.core
    if len(core) == len(whole) > 1:
        whole = tuple(entity.name.split()[-len(core) :])  # "William Garrow", though "Bill Garrow" stood first
    if _folded(core) == _folded(whole):
        if reference.title and entity.title and reference.title != entity.title:
            return "the same name; the titles may be one person's"
        return "its name"
    if len(core) > 1:
        first, second = fold(core[0]), fold(whole[0])
        if first != second and second in first_name_variants().get(first, ()):
            return f"{core[0]} and {whole[0]} are forms of one first name; the same surname"
        return "the same first and last name"
    word = fold(core[0])
    if word == fold(whole[-1]):
        return f"the {_part(entity, 'surname', 'last word')} of {entity.name}{_among(entities, entity, reference, -1)}"
    if word == fold(whole[0]):
        return (
            f"the {_part(entity, 'first name', 'first word')} of {entity.name}{_among(entities, entity, reference, 0)}"
        )
    if formal_names().get(word):
        return f"{core[0]} is short for {whole[0]}"
    if word in acronyms(whole):
        return f"the initials of {entity.name}"
    if word not in (fold(part) for part in whole) and word[0] == fold(whole[-1])[0]:
        return f"like the surname of {entity.name}, but for a letter"
    return f"part of the name {entity.name}"


def _part(entity: Entity, of_a_person: str, of_another: str) -> str:
    return of_another if entity.kind in ("organization", "place", "group") else of_a_person


def _among(entities: Entities, entity: Entity, reference: Reference, place: int) -> str:
    """Tell what chose among several who share a name."""
    shared = [e for e in entities.all if len(e.core) > 1 and fold(e.core[place]) == fold(reference.core[0])]
    if len(shared) < 2:
        return ""
    if reference.title and [e.title for e in shared].count(reference.title) == 1 and entity.title == reference.title:
        return f"; “{reference.title}” tells which of {len(shared)}"
    gender = entities.document.vocabulary.titles.get(reference.title)
    if gender and sum(e.gender in (None, gender) for e in shared) == 1:
        return f"; “{reference.title}” tells which of {len(shared)}"
    return f"; mentioned most of the {len(shared)} who bear it"


def _why_nominal(entities: Entities, entity: Entity, k: int) -> str:
    reference = entities.references[k]
    before = entities.of_reference[k - 1] if k else None
    name = entities.references[k + 1] if k + 1 < len(entities.references) else None
    if name is not None and name.first == reference.last and entities.of_reference[k + 1] is entity:
        return f"stands beside “{' '.join(name.core)}”"
    if any(entities.references[i].form == "name" for i in entity.references):
        if before is entity and entities.references[k - 1].form == "name" and _beside(entities, k):
            return f"stands beside “{' '.join(entities.references[k - 1].core)}”"
        noun = reference.core[-1]
        if before is entity and entities.references[k - 1].form == "name" and entities.document.is_news:
            behind = entities.document.lower[entities.references[k - 1].last : reference.first]
            if says_so(behind):
                return f"{entity.name} is said to be “{noun}”"
        if entity.references[0] == k and (noun in entity.roles or noun in entity.traits):
            return f"{entity.name} is called “{noun}” below"
        if noun in entity.roles:
            several = len(entities.holders.get(noun, ())) > 1
            who = "the last of those so called" if several else "and nobody else who fits"
            return f"the text calls {entity.name} “{noun}”, {who}"
        if entity.core and noun in nouns_of_body(entity.core):
            return f"{entity.name} was the last “{noun}” mentioned before"
        return f"the same words stood beside {entity.name}"
    first = entities.references[entity.references[0]]
    if first.core != reference.core:
        return f"the last “{reference.core[-1]}” mentioned before: “{' '.join(first.core)}”"
    return "a common noun, the same person throughout"


def _beside(entities: Entities, k: int) -> bool:
    return entities.references[k].first - entities.references[k - 1].last <= 1


def _why_pronoun(entities: Entities, entity: Entity, k: int) -> str:
    reference = entities.references[k]
    if entity is entities.narrator and reference.core[0] == "i":
        return "the narrator speaks of himself or herself"
    for i in range(k - 1, -1, -1):
        if entities.of_reference[i] is entity and not entities.references[i].quoted:
            off = reference.first - entities.references[i].last
            where = "just before" if off <= 1 else f"{off} words before"
            place = "the last subject that fits" if entities.is_subject(i) else "the last one that fits"
            if k in entities.antecedents:
                several = len(entities.antecedents[k]) > 1
                place = "the likeliest of those mentioned before" if several else "the only one that fits"
            return f"{place}: “{' '.join(entities.references[i].core)}”, {where}"
    return "the one that fits"


def _folded(core: tuple[str, ...]) -> list[str]:
    return [fold(word) for word in core]
