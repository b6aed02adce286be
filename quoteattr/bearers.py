"""Who bears which name: full names first, then the short ones that refer to them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from quoteattr.document import Document
from quoteattr.entity import Entity
from quoteattr.first_names import female_share
from quoteattr.lexicons import words
from quoteattr.names import (
    KEPT_ALONE,
    KEPT_TITLES,
    RANKS,
    SURNAME_TITLES,
    acronyms,
    first_name_variants,
    fold,
    formal_names,
    full_key,
    gender_of,
    is_wife,
    kind_of,
    short_of,
)
from quoteattr.people import People
from quoteattr.places import heads_dateline, is_agency, is_located, is_place, known_places
from quoteattr.reference import Reference
from quoteattr.word_lists import person_nouns, seat_of

_Form = tuple[str, tuple[str, ...]]
"""A title and a name."""


def link_names(people: People) -> None:
    """Give every name an entity."""
    names = _Names(people)
    forms = names.forms
    for title, core in sorted(forms, key=lambda form: (-len(form[1]), forms[form][0])):
        if len(core) > 1:
            names.give((title, core), _bearer_of_full(title, core, names))
    _part_joined(names)
    # titled ones first: a bare surname goes to whom a title has introduced
    for title, core in sorted(forms, key=lambda form: (form[0] == "", -len(forms[form]), forms[form][0])):
        if len(core) == 1:
            entity = people.given(title, core) or _bearer_of_single(title, core, names)
            entity.gender = entity.gender or people.titles.get(title)
            names.give((title, core), entity)
    for form, entity in names.bearers.items():
        for k in forms[form]:
            people.of_reference[k] = entity
            entity.forms[_as_written(people.document, people.references[k])] += 1
            people.first_named[entity.number] = min(k, people.first_named.get(entity.number, k))
    _find_people_in_places(names)
    if people.in_story:
        _find_places_and_families(names)
    else:
        _find_bodies(names)


class _Names:
    """The names of a text while they are given to entities, and who bears which so far."""

    __slots__ = (
        "bearers",
        "bodies",
        "by_ends",
        "by_first",
        "by_full",
        "by_last",
        "by_middle",
        "by_shortened",
        "count",
        "forms",
        "people",
        "singles",
        "so_named",
        "wives",
    )

    def __init__(self, people: People) -> None:
        self.people = people
        self.forms: defaultdict[_Form, list[int]] = defaultdict(list)
        """The references of each."""
        for k, reference in enumerate(people.references):
            if reference.form == "name":
                self.forms[reference.title, reference.core].append(k)
        self.bearers: dict[_Form, Entity] = {}
        self.count: Counter[int] = Counter()
        """How often each entity is named."""
        self.so_named: Counter[tuple[int, str]] = Counter()
        """How often each is named in full by each first name, but with "Sir"."""
        self.by_full: dict[tuple[str, ...], Entity] = {}
        self.by_ends: dict[tuple[str, str], Entity] = {}
        """By first and last name."""
        self.by_last: defaultdict[str, list[Entity]] = defaultdict(list)
        self.by_first: defaultdict[str, list[Entity]] = defaultdict(list)
        self.by_middle: defaultdict[str, list[Entity]] = defaultdict(list)
        self.by_shortened: dict[str, list[Entity]] = {}
        """By the surname and by what is left of it without one letter; filled when first asked for."""
        self.bodies: dict[tuple[str, ...], Entity] = {}
        """By what a body is called for short."""
        self.singles: defaultdict[str, list[Entity]] = defaultdict(list)
        """Those known by one word alone."""
        self.wives: defaultdict[str, list[Entity]] = defaultdict(list)
        """By the surname, who is named by her husband's name: Mrs. John Lee."""
        self._enter_cast()

    def _enter_cast(self) -> None:
        """So far all are of the cast: Lee is Ann Lee though the text never says so."""
        people = [one for one in self.people.all if one.kind in ("person", "unknown")]
        for one in people:
            if len(one.core) == 1:
                self.singles[fold(one.core[0])].append(one)
        cast = [one for one in people if len(one.core) > 1]
        same_ends = Counter(_ends(one.core) for one in cast)
        for one in cast:
            ends = _ends(one.core)
            self.by_first[ends[0]].append(one)
            self.by_last[ends[1]].append(one)
            if same_ends[ends] == 1:
                self.by_ends[ends] = one

    def enter(self, entity: Entity) -> None:
        """Take down what parts of its full name may be used for a new entity."""
        core = entity.core
        ends = _ends(core)
        if _INNER.isdisjoint(map(fold, core[1:-1])):  # Charles of England is not called England
            self.by_last[ends[1]].append(entity)
        self.by_first[ends[0]].append(entity)
        if len(core) == 3 and entity.kind == "person":
            self.by_middle[fold(core[1])].append(entity)  # Ms. Acosta is Ana Acosta Ruiz
        self.by_ends.setdefault(ends, entity)
        if entity.kind == "organization":
            self.bodies.setdefault(short_of(core), entity)
            for acronym in acronyms(core):
                self.by_last[acronym].append(entity)

    def give(self, form: _Form, entity: Entity) -> None:
        """Give a name to an entity."""
        title, core = form
        self.bearers[form] = entity
        self.count[entity.number] += len(self.forms[form])
        if len(core) > 1 and title != "sir":
            self.so_named[entity.number, fold(core[0])] += len(self.forms[form])

    def mentions(self, title: str, core: tuple[str, ...]) -> list[Reference]:
        """Return where the text has a name, with this title or with none."""
        return [self.people.references[k] for k in self.forms.get((title, core), ())]


_INNER = frozenset(["of", "against", "for", "with", "without", "to", "on", "in", "at", "by", "behind", "over", "from"])
"""Words within a name whose last word is not what its bearer is called: Neighbours Against Lee."""


def _ends(core: tuple[str, ...]) -> tuple[str, str]:
    return fold(core[0]), fold(core[-1])


# Full names --------------------------------------------------------------------------------------------------


def _bearer_of_full(title: str, core: tuple[str, ...], names: _Names) -> Entity:
    """Return the entity of a name of several words; a new one where none fits."""
    people = names.people
    key = full_key(core)
    wife = is_wife(title, core)
    if wife:
        key = (title, *key)
    entity = people.given(title, core) or names.by_full.get(key)
    kind = kind_of(title, core)
    gender = None if kind == "organization" else gender_of(people.titles.get(title or seat_of(core)), title, core)
    if entity is None and not wife:
        entity = _same_person(core, gender, names) or names.bodies.get(key)
    if entity is None and not wife and kind in ("unknown", "person"):
        entity = _by_first_name(core, gender, names)
    if entity is None:
        if not title and kind in ("unknown", "person"):
            mentions = names.mentions(title, core)
            kind = "place" if is_place(people.document, mentions, named=kind == "person") else kind
        entity = people.new(core, title, kind, gender)
        if wife:
            names.wives[fold(core[-1])].append(entity)
        else:
            names.enter(entity)
    entity.gender = entity.gender or gender
    names.by_full[key] = entity
    return entity


def _same_person(core: tuple[str, ...], gender: str | None, names: _Names) -> Entity | None:
    """John Kennedy is John F. Kennedy; Bill Clinton is William Clinton; Hillary Clinton is neither.

    One of the cast is called by no nickname but those that the caller gives.
    """
    first, last = _ends(core)
    for variant in (first, *sorted(first_name_variants().get(first, ()))):
        entity = names.by_ends.get((variant, last))
        if entity is None or entity.kind == "organization" or (entity.given is not None and variant != first):
            continue
        if entity.may_be(gender):
            return entity
    return None


def _by_first_name(core: tuple[str, ...], gender: str | None, names: _Names) -> Entity | None:
    """Return the one of the cast who has but a first name, which the text begins the full name with."""
    found = [one for one in names.singles[fold(core[0])] if one.given is not None and not one.title]
    if len(found) != 1 or female_share(core[0]) is None or not found[0].may_be(gender):
        return None
    names.singles[fold(core[0])].remove(found[0])
    found[0].core = core
    names.enter(found[0])
    return found[0]


def _part_joined(names: _Names) -> None:
    """Let no short name mean what "and" joins elsewhere: "Martha and Potapitch" are two, no Martha Potapitch."""
    pairs = _pairs(names.people)
    for entity in {entity.number: entity for entity in names.bearers.values()}.values():
        ends = _ends(entity.core)
        if entity.given is None and entity in names.by_last[ends[1]] and (ends in pairs or ends[::-1] in pairs):
            names.by_last[ends[1]].remove(entity)
            names.by_first[ends[0]].remove(entity)


def _pairs(people: People) -> set[tuple[str, str]]:
    """Return the short names that "and" joins."""
    lower = people.document.lower
    found = set()
    for one, other in pairwise(people.references):
        untitled = not one.title and not other.title and len(one.core) == len(other.core) == 1
        if untitled and one.form == other.form == "name" and lower[one.last : other.first] == ["and"]:
            found.add((fold(one.core[0]), fold(other.core[0])))
    return found


# Names of one word -------------------------------------------------------------------------------------------


def _bearer_of_single(title: str, core: tuple[str, ...], names: _Names) -> Entity:
    """Return the entity of a name of one word, with a title or without; a new one where none fits."""
    people, word = names.people, fold(core[0])
    gender = people.titles.get(title)
    if not (title and _namesakes(names.forms, title, word)):
        bearers = _known_bearers(title, core, names)
        if bearers:
            bearer = _likeliest(title, core[0], bearers, names)
            return _wife_rather(title, word, bearer, names) or bearer
    if people.in_story and title in ("mrs", "miss"):
        found = _wife(word, names) if title == "mrs" else _elder_sister(word, names)
        if found is not None:
            return found
    for entity in names.singles[word]:
        if not title or not entity.title or entity.title == title:
            return entity
        if not (_apart(entity, title, gender) or _of_other_rank(entity, title, core, names)):
            return entity
    kind = kind_of(title, core)
    if not people.in_story and kind in ("unknown", "person"):
        meant = _misspelt(word, names)
        if meant is not None and _agree(meant, gender, title):
            return meant
    if not title and _is_place(core, kind, names):
        kind = "place"
    elif not title and any(is_agency(people.document, mention) for mention in names.mentions("", core)):
        kind = "organization"
    entity = people.new(core, title, kind, gender or gender_of(gender, title, core))
    names.singles[word].append(entity)
    return entity


def _likeliest(title: str, name: str, bearers: list[Entity], names: _Names) -> Entity:
    """Return which of *bearers* a name of one word means: who is named in full by it so often, if anybody."""
    in_story, word = names.people.in_story, fold(name)
    first_name = in_story and not title and female_share(name) is not None
    often = {e.number: _often(e, word, names) if first_name else 0 for e in bearers}
    by_surname = [e for e in bearers if fold(e.core[-1]) == word]
    if in_story and not title and by_surname and all(e.title in RANKS for e in by_surname):
        bearers = [e for e in bearers if e in by_surname or often[e.number]]  # Colonel Fitzwilliam

    def rank(entity: Entity) -> tuple[int, int, bool, int]:
        begins = first_name and fold(entity.core[0]) == word
        return often[entity.number], names.count[entity.number], begins, -entity.number

    return max(bearers, key=rank)


def _often(entity: Entity, word: str, names: _Names) -> int:
    """Return how often somebody is named in full by a first name, if often: "John" is John Lee, so named three times.

    Not John Berg, who is Mr. Berg a hundred times over and John Berg once; nor Sir John.
    """
    times = names.so_named[entity.number, word] if entity.kind == "person" else 0
    return times if times > _SELDOM else 0


_SELDOM = 2
"""In mentions: a full name that is no more frequent does not tell whom the first name means."""


def _namesakes(forms: Iterable[_Form], title: str, word: str) -> bool:
    """Tell whether "Mrs. Bennet" and "Miss Bennet" are both there: then a title picks out one of them."""
    if title not in ("mrs", "miss"):
        return False
    other = "miss" if title == "mrs" else "mrs"
    return any(t == other and len(core) == 1 and fold(core[0]) == word for t, core in forms)


def _known_bearers(title: str, core: tuple[str, ...], names: _Names) -> list[Entity]:
    """Return those whom a name of one word may mean, by their other names."""
    word, in_story = fold(core[0]), names.people.in_story
    gender = names.people.titles.get(title)
    choices = [e for e in names.by_last.get(word, ()) if _agree(e, gender, title)]
    if in_story:
        choices = _unlike(title, core, choices, names)
    elif any(e.kind == "person" for e in choices):
        choices = [e for e in choices if e.kind == "person" or word != fold(e.core[-1])]  # no Lee Tower; the ALP is
    place = not in_story and word in known_places()  # Iowa is no Iowa Egg Board
    first_name = in_story and not title and female_share(core[0]) is not None
    if first_name or (not choices and title not in SURNAME_TITLES):
        known = {e.number for e in choices}
        choices += [e for e in names.by_first.get(word, ()) if e.number not in known and _agree(e, gender, title)]
    if in_story and title == "miss" and ("miss", (f"{core[0]}s",)) in names.forms:
        # one of the Miss Lees is Miss Ann or Miss Ann Lee, a younger sister; Miss Lee is the elder
        choices = [e for e in choices if len(e.core) == 1 or ("miss", e.core[:1]) not in names.forms]
        elder = [e for e in choices if e.gender == "female" and ("miss", e.core) not in names.forms]
        choices = elder or choices
    if place:
        choices = [e for e in choices if e.kind == "person" or word not in map(fold, e.core)]
    if title and any(e.title == title for e in choices):
        choices = [e for e in choices if e.title == title]  # Sir John is Sir John Middleton, no John Dashwood
    elif in_story and title in RANKS:
        # General Tilney is not Mr. Henry Tilney
        untitled = [e for e in choices if e.title == "" and gender_of(None, "", e.core) != "female"]
        choices = [] if ("mr", core) in names.forms else untitled
    if not in_story:
        if gender and any(e.gender == gender for e in choices):
            choices = [e for e in choices if e.gender == gender]  # the man of that name
        if not choices:
            choices = [e for e in names.by_middle.get(word, ()) if _agree(e, gender, title)]
        if not choices and title in SURNAME_TITLES:
            choices = _surname_first(core[0], gender, names.by_first.get(word, ()))
    if not title:
        choices += [e for e in names.singles[word] if e not in choices]
    if not title and _is_mans(word, choices, in_story):
        choices = [e for e in choices if e.gender != "female"]  # "Hall" is Mr. Hall
    if in_story and not title:
        mister = names.bearers.get(("mr", core))
        if mister in choices:
            choices = [e for e in choices if e is mister or fold(e.core[0]) == word]  # and no son of his
    if in_story and title not in SURNAME_TITLES and not choices:
        choices = _nicknamed(word, names)
    return choices


def _agree(entity: Entity, gender: str | None, title: str) -> bool:
    return entity.may_be(gender) and not (title and entity.kind in ("organization", "place"))


def _unlike(title: str, core: tuple[str, ...], choices: list[Entity], names: _Names) -> list[Entity]:
    """Return the *choices* that a story does not call by the title and surname, and by the first name, both often.

    Who calls a man both Mr. Wilcox and Charles all the time has two men in mind.  (Miss Bennet and Jane are one.)
    """
    if title == "lady":  # Cassandra Otway is no Lady Otway: that is her mother
        return [e for e in choices if len(e.core) == 1 or e.title == title or not _told(names.mentions("", e.core[:1]))]
    if not title or title in ("miss", "mrs", "ms"):
        return choices
    titled = _told(names.mentions(title, core))

    def both(entity: Entity) -> bool:
        if len(entity.core) < 2:
            return False
        if title == "mr" and ("mrs", entity.core) in names.forms:
            # the brother of Mr. Knightley, whose wife is Mrs. John Knightley
            return titled >= 2 * sum(_told(names.mentions(t, entity.core)) for t in ("mr", ""))
        alone = _told(names.mentions("", entity.core[:1]))
        return alone >= 10 and titled >= max(10, 0.4 * alone)

    return [entity for entity in choices if not both(entity)]


def _told(mentions: Iterable[Reference]) -> int:
    """Return how many of some mentions the narration has."""
    return sum(not mention.quoted for mention in mentions)


def _surname_first(word: str, gender: str | None, bearers: Sequence[Entity]) -> list[Entity]:
    """Return the only one whose name begins with what a title shows to be his surname: Mr. Lou is Lou Jiwei."""
    by_first_name = gender_of(None, "", (word,))
    found = [e for e in bearers if e.kind in ("person", "unknown") and not e.title]
    if len(found) != 1 or (by_first_name is not None and by_first_name == gender):
        return []
    found[0].gender = gender or found[0].gender
    return found


def _is_mans(word: str, choices: Sequence[Entity], in_story: bool) -> bool:
    """Tell whether a bare surname means the man among those who bear it: old novels say Hall, and Mrs. Hall."""
    if any(e.title == "mr" for e in choices) and any(e.title == "mrs" for e in choices):
        return True
    surname = [e for e in choices if fold(e.core[-1]) == word]
    return in_story and any(e.gender == "male" for e in surname) and any(e.gender == "female" for e in surname)


def _nicknamed(word: str, names: _Names) -> list[Entity]:
    """Return the one whose first name *word* is short for: Frank is Francis Lee, if no other Francis counts."""
    formal = formal_names().get(word)
    if not formal:
        return []
    longer = {other for other, full in formal_names().items() if other.startswith(word) and formal & full}  # Kit: Kitty
    first_names = sorted((formal | longer) - {word})
    found = {e.number: e for name in first_names for e in names.by_first.get(name, ()) if e.kind == "person"}
    count = names.count
    ranked = sorted(found.values(), key=lambda e: (-count[e.number], e.number))
    alone = len(ranked) < 2 or count[ranked[0].number] >= 10 * count[ranked[1].number]
    return ranked[:1] if alone else []


def _wife_rather(title: str, word: str, found: Entity, names: _Names) -> Entity | None:
    """Return who is Mrs. and a surname rather than *found*: Mrs. John Lee, not Ann Lee, whom the text has seldom."""
    wives = names.wives[word] if title == "mrs" and not found.title else []
    rather = len(wives) == 1 and names.count[wives[0].number] >= names.count[found.number]
    return wives[0] if rather else None


def _wife(word: str, names: _Names) -> Entity | None:
    """Return who is Mrs. and a first name: Mrs. Rachel is Mrs. Rachel Lynde."""
    found = [e for e in names.by_first.get(word, ()) if e.title == "mrs" or ("mrs", e.core) in names.forms]
    return found[0] if len(found) == 1 else None


def _elder_sister(word: str, names: _Names) -> Entity | None:
    """Return who is Miss and a surname: the elder sister is Miss Lee, the others are Miss Ann and Miss Jane."""
    sisters = [e for e in names.by_last.get(word, ()) if e.gender == "female" and e.title in ("", "miss")]
    found = [e for e in sisters if ("miss", e.core[:1]) not in names.forms]
    if len(sisters) == 1 and ("miss", (f"{sisters[0].core[-1]}s",)) not in names.forms:
        found = sisters  # there is no other
    return found[0] if len(found) == 1 else None


def _apart(entity: Entity, title: str, gender: str | None) -> bool:
    """Tell whether a title keeps two of one surname apart: Mrs. and Miss Bennet, Mr. and Mrs. Bennet."""
    both = {entity.title, title}
    if both in ({"mr", "sir"}, {"mr", "master"}):
        return True
    if "mrs" in both and not both & {"ms", "lady", "madam", "madame", "mistress"} and len(both) == 2:
        return True  # Mrs. and Dr. Smith are a couple
    if "miss" in both and both & RANKS:
        return True  # Miss Campbell is the Colonel's daughter
    return not entity.may_be(gender)


def _of_other_rank(entity: Entity, title: str, core: tuple[str, ...], names: _Names) -> bool:
    """Tell whether a story speaks of both "General" and "Mr." Tilney all the time: the father and the son."""
    if not names.people.in_story or not {entity.title, title} & RANKS:
        return False
    told = sorted(_told(names.mentions(t, core)) for t in (entity.title, title))
    return told[0] >= max(10, 0.2 * told[1])


_LONG = 6
"""In letters: shorter surnames that differ in one are two."""


def _misspelt(word: str, names: _Names) -> Entity | None:
    """Return the only one whose surname differs from *word* in one letter: "Lindquvist" is Ann Lindqvist."""
    if len(word) < _LONG or word in person_nouns() or word in known_places():
        return None
    if not names.by_shortened:
        for last, bearers in names.by_last.items():
            people = [e for e in bearers if e.kind in ("person", "unknown") and fold(e.core[-1]) == last]
            if people and len(last) >= _LONG and last not in person_nouns() and last not in known_places():
                for form in _shortened(last):
                    names.by_shortened.setdefault(form, []).extend(people)
    found = {e.number: e for form in _shortened(word) for e in names.by_shortened.get(form, ())}
    likely = [e for e in found.values() if fold(e.core[-1])[0] == word[0]]
    if len(likely) != 1 or fold(likely[0].core[-1]).rstrip("s") == word.rstrip("s"):
        return None  # the Lindqvists
    return likely[0]


def _shortened(word: str) -> Iterator[str]:
    """Yield a word, and it without each of its letters but for the first."""
    yield word
    for k in range(1, len(word)):
        yield word[:k] + word[k + 1 :]


def _is_place(core: tuple[str, ...], kind: str, names: _Names) -> bool:
    """Tell whether a name of one word is a place's: "in Paris", or "PARIS — The mayor …" where the report begins."""
    document = names.people.document
    if kind in ("person", "unknown") and is_place(document, names.mentions("", core)):
        return True
    return any(heads_dateline(document, mention) for mention in names.mentions("", (core[0].upper(),)))


# When all have their names -----------------------------------------------------------------------------------


def _as_written(document: Document, reference: Reference) -> str:
    """Return a name as the text has it, with the title that stays with it and with its suffix."""
    core = " ".join(reference.core)
    if "'" in core:  # as it stands in the text: Ann O’Brien
        as_written = {word.replace("’", "'"): word for word in document.words[reference.first : reference.last]}
        core = " ".join(as_written.get(word, word) for word in reference.core)
    behind = document.words[reference.last - 1]
    if behind.rstrip(".").lower() in words("name_suffixes") and behind != reference.core[-1]:
        core += f" {behind}"  # Vann Newkirk II, John Smith Jr.
    if reference.title in KEPT_TITLES or (len(reference.core) == 1 and reference.title in KEPT_ALONE):
        at = reference.first
        while document.lower[at].rstrip(".") != reference.title:  # the Rev. Dr. William Lee
            at += 1
        title = document.words[at]
        if document.words[at + 1] == ".":
            title += "."
        return f"{title} {core}"
    return core


def _find_people_in_places(names: _Names) -> None:
    """Take those for no places that stand behind "to" or "from" under one of their names alone."""
    document = names.people.document
    for (title, core), entity in names.bearers.items():
        kind = kind_of(title, entity.core)
        other_name = entity.kind == "place" != kind and core != entity.core
        if other_name and not all(is_located(document, mention) for mention in names.mentions(title, core)[:50]):
            entity.kind = kind


def _find_places_and_families(names: _Names) -> None:
    """Take those for nobody whose names, all together, are a place's, and "the Wilcoxes" for several."""
    mentions: defaultdict[int, list[Reference]] = defaultdict(list)
    titled = set()
    for (title, core), entity in names.bearers.items():
        mentions[entity.number] += names.mentions(title, core)
        if title:
            titled.add(entity.number)
    for number, found in mentions.items():
        entity = names.people.all[number]
        if entity.given is not None or entity.kind not in ("person", "unknown"):
            continue
        if number not in titled and is_place(names.people.document, found, named=kind_of("", entity.core) == "person"):
            entity.kind = "place"
        elif _is_family(entity, found, names):
            entity.kind, entity.gender = "group", None


def _find_bodies(names: _Names) -> None:
    """Take those in news for nobody who are named after a place, for something, or have "a" before them.

    Ohio Elks, Footage of Lee, a Golden Gull; but nobody of the caller's cast.
    """
    lower = names.people.document.lower
    mentions: defaultdict[int, list[Reference]] = defaultdict(list)
    for (title, core), entity in names.bearers.items():
        if (
            entity.kind == "unknown"
            and entity.given is None
            and len(entity.core) > 1
            and person_nouns().keys().isdisjoint(map(fold, entity.core))
        ):
            mentions[entity.number] += names.mentions(title, core)
    for number, found in mentions.items():
        entity = names.people.all[number]
        begins = {" ".join(map(fold, entity.core[:n])) for n in range(1, min(len(entity.core), _LONGEST_PLACE + 1))}
        one_of_many = all(mention.first and lower[mention.first - 1] in ("a", "an") for mention in found)
        if any(mention.title for mention in found):
            continue
        inner = not _INNER.isdisjoint(map(fold, entity.core[1:-1]))  # Footage of Lee
        if one_of_many or inner or not begins.isdisjoint(known_places()):
            entity.kind = "organization"


_LONGEST_PLACE = 4
"""In words: no name of a place that is in the list is longer."""


def _is_family(entity: Entity, mentions: Sequence[Reference], names: _Names) -> bool:
    """Tell whether a name is a surname in the plural: the Wilcoxes, the Miss Dashwoods."""
    word, lower = fold(entity.core[-1]), names.people.document.lower
    one = next((end for end in ("es", "s") if word.endswith(end) and names.by_last.get(word.removesuffix(end))), None)
    if len(entity.core) > 1 or not word.endswith("s"):
        return False
    behind_article = sum(lower[mention.first - 1] in _BEFORE_FAMILIES for mention in mentions if mention.first)
    if one is None:
        return behind_article == len(mentions) > 1  # the Feldmans, of whom the text names none
    return 2 * behind_article >= len(mentions)


_BEFORE_FAMILIES = frozenset(["the", "both", "these", "those", "two", "three", "other", "young", "all"])
