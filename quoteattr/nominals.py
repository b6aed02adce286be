"""Which entity a common noun means: "the vicar", "the agency", "her brother Paul"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from quoteattr.common_nouns import ANYBODY, complement_end
from quoteattr.entity import Entity
from quoteattr.people import People
from quoteattr.reference import Reference
from quoteattr.traits import COMMON_ROLES
from quoteattr.word_lists import noun_kind, person_nouns


def link_nominals(people: People) -> None:
    """Give every common noun an entity, and every entity the references that the nouns and names are."""
    people.holders = _holders(people)
    nouns = _Nouns(people)
    for k, reference in enumerate(people.references):
        if reference.form == "nominal":
            people.of_reference[k] = _meant(k, nouns)
        entity = people.of_reference[k]
        if entity is not None:
            entity.references.append(k)
            if reference.form == "name" and entity.kind == "organization":
                for noun in people.nouns_of(entity.core):
                    nouns.last_body[noun] = reference.first, entity


def _holders(people: People) -> dict[str, list[Entity]]:
    """Return for each common noun those that the text calls so beside their names, as they are numbered."""
    found: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity in people.all:
        for role in entity.roles - COMMON_ROLES:
            found[role].append(entity)
    return found


class _Nouns:
    """What the common nouns of a text have meant so far."""

    __slots__ = ("count", "last", "last_body", "people", "told_by")

    def __init__(self, people: People) -> None:
        self.people = people
        self.count = Counter(r.core[-1] for r in people.references if r.form == "nominal")
        self.last: dict[str, tuple[int, Entity]] = {}
        """By the noun, who was last called so, and at which token."""
        self.last_body: dict[str, tuple[int, Entity]] = {}
        """By the noun, the body named last that may be called so, and at which token."""
        self.told_by: dict[int, tuple[str, ...]] = {}
        """By the entity of a plain noun, which words tell it apart: the barman, who is the burly barman, too."""


def _meant(k: int, nouns: _Nouns) -> Entity:
    """Return the entity of a common noun: "the vicar" is one person throughout, "her mother" is not."""
    people = nouns.people
    reference = people.references[k]
    core = reference.core
    beside = _named_behind(k, people)
    if beside is not None:
        return _remembered(k, beside, people)
    known = (
        _named_relative(k, people)
        or people.given("", core)
        or _predicated(k, people)
        or _holder(reference, nouns)
        or _body(reference, nouns)
        or _named_below(k, people)
    )
    if known is not None:
        return known
    entity = people.of_phrase.get(core) or _introduced(reference, nouns)
    if entity is None:
        beside = _apposition(k, people)
        if beside is not None:
            return _remembered(k, beside, people)
        noun = person_nouns().get(core[-1])
        kind = "group" if reference.plural else noun[2] if noun else "person"
        entity = people.of_phrase[core] = people.new(core, "", kind, reference.gender)
    nouns.last[core[-1]] = (reference.first, entity)
    entity.forms[_as_written(k, people)] += len(core) <= len(entity.core)  # nobody is called the burly barman
    owner = people.of_reference[k - 1] if _is_owned(k, people) else None
    if owner is not None and owner is not entity:
        people.owners[entity.number] = owner
    return entity


def _remembered(k: int, named: Entity, people: People) -> Entity:
    """Return *named*, who stands beside a common noun: the same words mean him again."""
    reference = people.references[k]
    if named.kind in ("person", "unknown") and not reference.plural:
        people.of_phrase[reference.core] = named
        named.gender = named.gender or reference.gender
        if not people.in_story and noun_kind(reference.core[-1]) == "person":
            named.kind = "person"
    return named


def _named_relative(k: int, people: People) -> Entity | None:
    """Return the relative whose name follows, her brother Paul, or in a story anybody: the widow Trask."""
    reference = people.references[k]
    core = reference.core
    relative = core[0] in POSSESSIVES and core[-1] in _KIN
    if reference.quoted or not (relative or (people.in_story and core[-1] not in COMMON_ROLES)):
        return None
    behind = people.references[k + 1] if k + 1 < len(people.references) else None
    if behind is None or behind.form != "name" or behind.first != reference.last or reference.plural:
        return None
    return people.of_reference[k + 1]


def _predicated(k: int, people: People) -> Entity | None:
    """Return whom news says to be so: "Ann Lee is now a foreigner"."""
    lower, reference = people.document.lower, people.references[k]
    before = people.references[k - 1] if k else None
    if people.in_story or before is None or before.form != "name" or before.quoted or reference.quoted:
        return None
    if (
        reference.plural
        or noun_kind(reference.core[-1]) != "person"
        or lower[reference.first] not in ("a", "an", "the")
    ):
        return None
    if not says_so(lower[before.last : reference.first]):
        return None
    if not people.subjects[k - 1]:
        return None  # the mother of Ann Lee is a nurse
    entity = people.of_reference[k - 1]
    someone = entity is not None and entity.kind in ("person", "unknown") and entity.may_be(reference.gender)
    return entity if someone else None


def says_so(between: Sequence[str]) -> bool:
    """Tell whether the words between a name and a noun say that he is one: "Ann Lee (is now) a foreigner"."""
    verb = between[1:] if between[:1] == [","] else between
    if len(verb) > 3 or verb[:1] not in (["is"], ["was"], ["became"], ["remains"]):
        return False
    return all(word in _STILL or word.endswith("ly") for word in verb[1:])


_STILL = frozenset(["now", "also", "still", "once", "then", "already", "himself", "herself"])
POSSESSIVES = {"his": "male", "her": "female", "my": None}
"""Each with the gender of who has; what is "mine" the narrator has."""
_KIN = frozenset(
    "wife husband mother father sister brother daughter son aunt uncle cousin nephew niece".split()  # noqa: SIM905
)


def _holder(reference: Reference, nouns: _Nouns) -> Entity | None:
    """Return whom the text has introduced as such: "the mayor" behind "Mayor Ruth Adeyemi".

    Of several the one mentioned last, in a story only where the noun is a title: "the duchess", "said Mademoiselle".
    One named once among a hundred mentions of "the general" is another general.
    """
    people = nouns.people
    if reference.plural or not (people.document.lower[reference.first] == "the" or _is_title_alone(reference, people)):
        return None
    role = reference.core[-1]
    rare = 40 if people.in_story and role in people.titles else 4
    holders = [
        entity
        for entity in people.holders.get(role, [])[:_MANY_HOLDERS]
        if entity.references
        and rare * sum(entity.forms.values()) >= nouns.count[role]
        and entity.may_be(reference.gender)
    ]
    if len(holders) > 1 and (not people.in_story or role in people.titles):
        last = max(holders, key=lambda entity: entity.references[-1])
        return last if reference.first - people.references[last.references[-1]].first < _FORGOTTEN else None
    return holders[0] if len(holders) == 1 else None


def _is_title_alone(reference: Reference, people: People) -> bool:
    """Tell whether the narration of a story calls somebody by a title alone: "said Mademoiselle"; not "Mother"."""
    word = people.document.words[reference.first]
    alone = people.in_story and reference.last - reference.first == 1 and not reference.quoted
    return alone and word[0].isupper() and reference.core[-1] in people.titles and reference.core[-1] not in _KIN


_MANY_HOLDERS = 50
"""No more are looked through: in a list of senators "the senator" is nobody in particular."""
_FORGOTTEN = 400
"""In tokens: "the witness" is no witness mentioned longer ago."""


def _body(reference: Reference, nouns: _Nouns) -> Entity | None:
    """Return whom "the agency" means behind "the State Department"."""
    document = nouns.people.document
    words_ = document.words[reference.first + 1 : reference.last]
    plain = 0 < len(words_) < 4 and len(words_) == len(reference.core) and not any(w[0].isupper() for w in words_)
    if not document.is_news or not plain or document.lower[reference.first] != "the":
        return None
    head = reference.core[-1]
    at, entity = nouns.last_body.get(head, (-_FORGOTTEN, None))
    other, _ = nouns.last.get(head, (-_FORGOTTEN, None))
    return entity if at > other and reference.first - at < _FORGOTTEN else None


def _named_below(k: int, people: People) -> Entity | None:
    """Return whom the head of an article keeps back: "A judge has ruled …" above "Judge Ann Lee wrote …"."""
    document, reference, first_named = people.document, people.references[k], people.first_named
    sentence, head = document.sentence_of(reference.first), reference.core[-1]
    if not document.is_news or max(sentence, k // _NEAR) > _LEAD or reference.plural or noun_kind(head) != "person":
        return None
    if document.lower[reference.first] not in ("a", "an") or head in COMMON_ROLES:
        return None
    found = [
        entity
        for entity in people.all
        if entity.kind == "person"
        and (head in entity.roles or head in entity.traits)
        and first_named.get(entity.number, -1) > k
        and entity.may_be(reference.gender)
    ]
    if len(found) != 1:
        return None
    named = people.references[first_named[found[0].number]].first
    return found[0] if document.sentence_of(named) <= sentence + _SOON else None


_LEAD = 2
"""The number of the last sentence that may keep back who is meant."""
_NEAR = 16
"""In mentions to a sentence, however long it is."""
_SOON = 8
"""In sentences: who is named later was not meant."""


def _introduced(reference: Reference, nouns: _Nouns) -> Entity | None:
    """Return whom "the witness" means behind "an American witness"."""
    document = nouns.people.document
    if document.lower[reference.first] != "the":
        return None
    if not document.is_news:
        return _told_apart_by_nothing(reference, nouns)
    if len(reference.core) > 1:
        return None
    at, entity = nouns.last.get(reference.core[-1], (-_FORGOTTEN, None))
    return entity if reference.first - at < _FORGOTTEN else None


def _told_apart_by_nothing(reference: Reference, nouns: _Nouns) -> Entity | None:
    """Return whom "the burly barman" of a story means behind "the barman", and "the barman" behind him."""
    core = reference.core
    at, entity = nouns.last.get(core[-1], (-_FORGOTTEN, None))
    if entity is None or reference.first - at >= _FORGOTTEN or reference.plural or core[-1] in ANYBODY:
        return None
    if entity.core[-1] != core[-1] or entity.core[0] in POSSESSIVES:
        return None  # somebody with a name, her father
    told = tuple(word for word in core[:-1] if word != "same")
    known = nouns.told_by.get(entity.number, entity.core[:-1])
    if told and ((known and known != told) or told[0] in _OTHERS):
        return None  # the short guard is not the tall one
    if told:
        nouns.told_by[entity.number] = told
        nouns.people.of_phrase[core] = entity
    return entity


_OTHERS = frozenset(["other", "another", "new", "next", "first", "second", "third"])


def _apposition(k: int, people: People) -> Entity | None:
    """Return whom a common noun stands beside: "Bunting the vicar", "Bunting, the vicar, …"; no list of people."""
    lower, words_ = people.document.lower, people.document.words
    reference = people.references[k]
    if lower[reference.first] != "the" or reference.quoted or words_[reference.last - 1][0].isupper():
        return None
    before = people.references[k - 1] if k else None
    if before is None or before.form != "name" or before.quoted:
        return None
    between = lower[before.last : reference.first]
    behind = lower[reference.last] if reference.last < len(lower) else "."
    following = lower[reference.last + 1] if reference.last + 1 < len(lower) else ""
    lists = (
        (before.first and lower[before.first - 1] in (",", "and"))
        or following == "and"
        or (words_[reference.last + 1 : reference.last + 2] and words_[reference.last + 1][0].isupper())
    )
    if between == [] or (between == [","] and behind in (",", ".", ";", "—") and not lists):
        return people.of_reference[k - 1]
    return None


def _named_behind(k: int, people: People) -> Entity | None:
    """Return whom news names between commas behind a common noun: "her trainer, Natasha Belova, laughed"."""
    lower, reference = people.document.lower, people.references[k]
    if people.in_story:
        return None
    comma = complement_end(people.document, reference.last)  # the chair of trustees, Ann Lee,
    if lower[comma : comma + 1] != [","]:
        return None
    behind = range(k + 1, min(k + 3, len(people.references)))
    i = next((i for i in behind if people.references[i].first > comma), None)
    if i is None:
        return None
    name = people.references[i]
    between = lower[comma + 1 : name.first]  # his rival, outgoing premier Ann Lee,
    if name.form != "name" or (between and not _is_role(between)):
        return None
    entity, end = people.of_reference[i], name.last
    if reference.plural or reference.quoted or entity is None or noun_kind(reference.core[-1]) != "person":
        return None
    if entity.kind not in ("person", "unknown") or not entity.may_be(reference.gender):
        return None
    lists = lower[max(0, reference.first - 1)] in (",", "and") or lower[end + 1 : end + 2] == ["and"]
    closed = end < len(lower) and lower[end] in (",", ".", ";", "—", "”")
    return entity if closed and not lists else None


def _is_role(between: Sequence[str]) -> bool:
    """Tell whether the words before a name are what somebody is: "outgoing premier", "the retired goaltender"."""
    plain = len(between) < 5 and all(word.replace("-", "").isalpha() for word in between)
    return plain and (noun_kind(between[-1]) == "person" or (between[0] in ("the", "a", "an") and len(between) > 1))


def _as_written(k: int, people: People) -> str:
    """Return a common noun as the text has it, with the owner before it: Ann's lawyer."""
    document, reference = people.document, people.references[k]
    first = people.references[k - 1].first if _is_owned(k, people) else reference.first
    return " ".join(document.span(first, reference.last).of(document.text).split())


def _is_owned(k: int, people: People) -> bool:
    """Tell whether the mention before is the owner of a common noun: Ann's lawyer."""
    first = people.references[k].first
    return k > 0 and people.references[k - 1].last == first - 1 and people.document.lower[first - 1] == "'s"
