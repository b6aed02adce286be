"""The people and bodies of a text: which mentions name the same one, and under which name."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, takewhile
from math import log
from unicodedata import normalize

import regex

from quoteattr.document import Document
from quoteattr.first_names import female_share
from quoteattr.lexicons import rows, words
from quoteattr.mentions import Reference, known_bodies, noun_kind, organization_words, person_nouns
from quoteattr.models import Speaker


class Entity:
    """One person or body while the text is read; a Speaker is made of it at the end."""

    __slots__ = (
        "core",
        "forms",
        "gender",
        "given",
        "in_story",
        "kind",
        "lean",
        "number",
        "references",
        "roles",
        "title",
        "traits",
    )

    def __init__(self, number: int, core: tuple[str, ...], title: str, kind: str, gender: str | None) -> None:
        self.number = number
        self.core = core
        self.title = title
        self.kind = kind
        self.gender = gender
        self.lean = 0.0
        """How surely it is a woman (above 0) or a man (below 0), in log odds."""
        self.forms: Counter[str] = Counter()
        self.references: list[int] = []
        self.given: Speaker | None = None
        self.in_story = False
        self.roles: set[str] = set()
        """Common nouns and titles that the text gives it: "senator", "leader"."""
        self.traits: set[str] = set()
        """In news, the words that stand beside its name: "Chechen", "former", "Ohio", "lawyer"."""

    def __repr__(self) -> str:
        return f"Entity({self.name!r})"

    @property
    def name(self) -> str:
        """The fullest form: a first and last name, else the title and name as they stand.

        A story names its people a thousand times over: there it is the fullest that is no rarity.
        """
        if self.given is not None:
            return self.given.name
        forms = self.forms
        if self.core and self.core[-1].islower():  # a common noun: as it stands most, the longest of equals
            return max(forms, key=lambda form: (forms[form], len(form), form), default=" ".join(self.core))
        if self.in_story:
            return _known_as(forms) or " ".join(self.core)
        return max(
            forms,
            key=lambda form: (form != "I", _fullness(form), forms[form], form),
            default=" ".join(self.core),
        )


def _known_as(forms: Counter[str]) -> str | None:
    """Return the fullest of the names that a story calls somebody by now and then: Harriet Smith, Mr. Darcy, Emma.

    Philip Elton once, Mr. Elton two hundred times over: he is Mr. Elton.
    """
    same: defaultdict[str, list[str]] = defaultdict(list)
    for form in forms:
        if form != "I":
            same[_untitled(form)].append(form)
    counts = {core: sum(forms[form] for form in alike) for core, alike in same.items()}
    often = sum(counts.values()) / _SELDOM
    core = max(counts, key=lambda core: (counts[core] >= often, len(core.split()), counts[core], core), default=None)
    if core is None:
        return None
    return max(same[core], key=lambda form: (forms[form] >= often, form != core, forms[form], form))


_SELDOM = 25
"""A form that fewer than one in so many mentions have is not what somebody is called."""


def _untitled(form: str) -> str:
    title, _, name = form.partition(" ")
    return name if name and _is_kept(title) else form


def _fullness(form: str) -> tuple[int, int]:
    parts = form.split()
    titled = len(parts) > 1 and _is_kept(parts[0])
    return len(parts) - titled, titled


MANY_HOLDERS = 50
"""No more are looked through: in a list of senators "the senator" is nobody in particular."""
_VOCATIVE_EDGE = frozenset(
    [",", ".", "!", "?", "„", "‚", "“", '"', "”", "‘", "’", "'", "—", "--", ";", ":", "«", "»", "…"]
)
LONG_NAME = 15
"""In words: nobody is called by more."""
_FORGOTTEN = 400
"""In tokens: "the witness" is no witness mentioned longer ago."""
_MANY_TRAITS = 100
_LEAD = 2
"""The number of the last sentence that may keep back who is meant."""
_SOON = 8
"""In sentences: who is named later was not meant."""
_NEAR = 16
"""In mentions: of those farther off "they" means none."""
_PARTIES = {"R-": ("republican",), "D-": ("democrat", "democratic"), "I-": ("independent",)}
"""Of the marks behind the names of lawmakers: "(D-Ohio)"."""
COMMON_ROLES = frozenset(
    [
        "man",
        "woman",
        "boy",
        "girl",
        "child",
        "person",
        "people",
        "friend",
        "mr",
        "mrs",
        "miss",
        "ms",
        "sir",
        "lady",
        "lord",
        "master",
        "madam",
    ]
) | {""}
_MY_NAME = regex.compile(
    r"\b(?:(?i:my\s+name\s+(?:is|was)|call\s+me|I\s+am\s+called|I\s+was\s+called)\s+|I,\s+)(?P<name>\p{Lu}\p{L}+)"
)
_I_SAID = regex.compile(r"[”\"’'»],?\s{1,3}(?:I\s{1,3}(?:said|told|answered|replied)|said\s{1,3}I)\b")
_ROLE_OF_TITLE = {
    "sen": "senator", "rep": "representative", "gov": "governor", "pres": "president", "gen": "general",
    "prof": "professor", "dr": "doctor", "rev": "reverend", "capt": "captain", "col": "colonel", "lt": "lieutenant",
    "sgt": "sergeant", "del": "delegate", "insp": "inspector", "supt": "superintendent", "adm": "admiral",
    "atty": "attorney",
}  # fmt: skip
_KEPT_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "lady",
        "sir",
        "lord",
        "dr",
        "master",
        "madame",
        "mme",
        "mlle",
        "monsieur",
        "captain",
        "colonel",
        "general",
        "major",
        "admiral",
        "lieutenant",
        "sergeant",
        "professor",
        "inspector",
        "aunt",
        "uncle",
    ]
)


_ALONE_WITH_TITLE = frozenset(
    ["pope", "father", "brother", "sister", "mother", "count", "countess", "baron", "baroness", "prince", "princess",
     "duke", "duchess", "king", "queen", "bishop", "archbishop", "cardinal", "rabbi", "parson", "squire", "sheikh",
     "emperor", "empress", "cousin"]
)  # fmt: skip
"""What stays with a name of one word: Pope Francis, Father Arnold."""


def _is_kept(title: str) -> bool:
    plain = title.lower().rstrip(".")
    return plain in _KEPT_TITLES or plain in _ALONE_WITH_TITLE


_Form = tuple[str, tuple[str, ...]]
"""A title and a name."""


class _Names:
    """The names of a text while they are given to entities, and who bears which so far."""

    __slots__ = ("assigned", "by_first", "by_last", "by_middle", "by_shortened", "count", "forms", "singles")

    def __init__(self, forms: Mapping[_Form, Sequence[int]]) -> None:
        self.forms = forms
        """The references of each."""
        self.by_last: defaultdict[str, list[Entity]] = defaultdict(list)
        self.by_first: defaultdict[str, list[Entity]] = defaultdict(list)
        self.by_middle: defaultdict[str, list[Entity]] = defaultdict(list)
        self.by_shortened: dict[str, list[Entity]] = {}
        """By the surname and by what is left of it without one letter; filled when first asked for."""
        self.singles: defaultdict[str, list[Entity]] = defaultdict(list)
        """Those known by one word alone."""
        self.assigned: dict[_Form, Entity] = {}
        self.count: Counter[int] = Counter()
        """How often each entity is named."""

    def references(self, title: str, core: tuple[str, ...]) -> Sequence[int]:
        return self.forms.get((title, core), ())


class Entities:
    """The entities of a document, and which reference belongs to which."""

    def __init__(self, document: Document, references: Sequence[Reference], characters: Sequence[Speaker]) -> None:
        self.document = document
        self._in_story = not document.is_news
        self._titles = document.vocabulary.titles
        self.references = references
        self._firsts = [reference.first for reference in references]
        self.all: list[Entity] = []
        self.of_reference: list[Entity | None] = [None] * len(references)
        self._by_form: dict[tuple[str, ...], list[Entity]] = {}
        self._nominal: dict[tuple[str, ...], Entity] = {}
        self._last_of_head: dict[str, tuple[int, Entity]] = {}
        self._last_body: dict[str, tuple[int, Entity]] = {}
        self._bodies: dict[tuple[str, ...], Entity] = {}
        self._body_nouns: dict[tuple[str, ...], list[str]] = {}
        self._first_named: dict[int, int] = {}
        """For each entity with a name the first reference that is one."""
        self.narrator: Entity | None = None
        self.owners: dict[int, Entity] = {}
        """In news, for "her sister", by its number, who "her" seems to be."""
        self.has_cast = bool(characters)
        for speaker in characters:
            self._add_character(speaker)
        self._cluster()
        self._find_narrator()
        self._subjects = self._find_subjects()
        self._weigh_genders()
        self._link_pronouns()

    def reference_at(self, token: int) -> int:
        """Return the index of the first reference that begins at *token* or behind it."""
        return bisect_left(self._firsts, token)

    # Clustering ----------------------------------------------------------------------------------------------

    def _new(self, core: tuple[str, ...], title: str, kind: str, gender: str | None) -> Entity:
        entity = Entity(len(self.all), core, title, kind, gender)
        entity.in_story = not self.document.is_news
        self.all.append(entity)
        return entity

    def _add_character(self, speaker: Speaker) -> None:
        entity = self._new(tuple(speaker.name.split()) or (speaker.name,), "", speaker.kind, speaker.gender)
        entity.given = speaker
        for name in (speaker.name, *speaker.aliases):
            form = _folded(name.split())
            holders = self._by_form.setdefault(form, [])
            if form and entity not in holders:
                holders.append(entity)

    def _cluster(self) -> None:
        """Give every name an entity: full names first, then the short ones that refer to them."""
        forms: defaultdict[_Form, list[int]] = defaultdict(list)
        for k, reference in enumerate(self.references):
            if reference.form == "name":
                forms[reference.title, reference.core].append(k)
        names = _Names(forms)
        full: dict[tuple[str, ...], Entity] = {}
        by_ends: dict[tuple[str, str], Entity] = {}
        # so far all are of the cast: Lee is Ann Lee though the text never says so
        cast = [one for one in self.all if len(one.core) > 1 and one.kind in ("person", "unknown")]
        same_ends = Counter((fold(one.core[0]), fold(one.core[-1])) for one in cast)
        for one in cast:
            ends = fold(one.core[0]), fold(one.core[-1])
            names.by_first[ends[0]].append(one)
            names.by_last[ends[1]].append(one)
            if same_ends[ends] == 1:
                by_ends[ends] = one
        order = sorted(forms, key=lambda form: (-len(form[1]), forms[form][0]))
        for title, core in order:
            if len(core) < 2:
                continue
            key = _full_key(core)
            wife = title == "mrs" and _gender_of(None, "", core) == "male"
            if wife:
                key = (title, *key)  # Mrs. John Knightley is no John Knightley
            entity = self.given(title, core) or full.get(key)
            kind = _kind_of(title, core)
            gender = None if kind == "organization" else _gender_of(self._titles.get(title), title, core)
            if entity is None and not wife:
                entity = self._same_person(by_ends, core, gender) or self._bodies.get(key)
            if not title and kind in ("unknown", "person") and self._is_place(forms[title, core], kind == "person"):
                kind = "place"
            if entity is None:
                entity = self._new(core, title, kind, gender)
                if wife:
                    full[key] = names.assigned[title, core] = entity
                    continue
                names.by_last[fold(core[-1])].append(entity)
                names.by_first[fold(core[0])].append(entity)
                if len(core) == 3 and kind == "person":
                    names.by_middle[fold(core[1])].append(entity)  # Ms. Acosta is Ana Acosta Ruiz
                by_ends.setdefault((fold(core[0]), fold(core[-1])), entity)
                if kind == "organization":
                    self._bodies.setdefault(_short_of(core), entity)
                    for acronym in acronyms(core):
                        names.by_last[acronym].append(entity)
            full[key] = entity
            entity.gender = entity.gender or gender
            names.assigned[title, core] = entity
        pairs = self._pairs()
        for entity in {entity.number: entity for entity in names.assigned.values()}.values():
            ends = fold(entity.core[0]), fold(entity.core[-1])
            if entity.given is None and entity in names.by_last[ends[1]] and (ends in pairs or ends[::-1] in pairs):
                names.by_last[ends[1]].remove(entity)
                names.by_first[ends[0]].remove(entity)
        for form, entity in names.assigned.items():
            names.count[entity.number] += len(forms[form])
        # titled ones first: a bare surname goes to whom a title has introduced
        for title, core in sorted(order, key=lambda form: (form[0] == "", -len(forms[form]), forms[form][0])):
            if len(core) != 1:
                continue
            entity = self.given(title, core) or self._single(title, core, names)
            entity.gender = entity.gender or self._titles.get(title)
            names.assigned[title, core] = entity
            names.count[entity.number] += len(forms[title, core])
        for form, entity in names.assigned.items():
            entity.roles.add(_ROLE_OF_TITLE.get(form[0], form[0]))
            for k in forms[form]:
                reference = self.references[k]
                self.of_reference[k] = entity
                entity.forms[self._form_text(reference)] += 1
                first = min(k, self._first_named.get(entity.number, k))
                self._first_named[entity.number] = first
        self._find_people_in_places(names)
        self._find_roles()
        self._find_traits()
        self.holders = self._role_holders()
        self._noun_count = Counter(r.core[-1] for r in self.references if r.form == "nominal")
        for k, reference in enumerate(self.references):
            entity_or_none = self.of_reference[k]
            if reference.form == "nominal":
                entity_or_none = self._nominal_entity(k)
                self.of_reference[k] = entity_or_none
            if entity_or_none is not None:
                entity_or_none.references.append(k)
                if reference.form == "name" and entity_or_none.kind == "organization":
                    for noun in self._nouns_of(entity_or_none.core):
                        self._last_body[noun] = reference.first, entity_or_none

    def _pairs(self) -> set[tuple[str, str]]:
        """Return the short names that "and" joins: "Martha and Potapitch" are two people, no Martha Potapitch."""
        lower, references = self.document.lower, self.references
        found = set()
        for one, other in pairwise(references):
            untitled = not one.title and not other.title and len(one.core) == len(other.core) == 1
            if untitled and one.form == other.form == "name" and lower[one.last : other.first] == ["and"]:
                found.add((fold(one.core[0]), fold(other.core[0])))
        return found

    def _single(self, title: str, core: tuple[str, ...], names: _Names) -> Entity:
        """Return the entity of a name of one word, with a title or without; a new one where none fits."""
        word = fold(core[0])
        gender = self._titles.get(title)
        if not (title and _namesakes(names.forms, title, word)):
            bearers = self._bearers(title, core, names)
            if bearers:
                return max(bearers, key=lambda e: (names.count[e.number], -e.number))
        if self._in_story and title in ("mrs", "miss"):
            found = _wife(word, names) if title == "mrs" else _elder_sister(word, names)
            if found is not None:
                return found
        for entity in names.singles[word]:
            if not title or not entity.title or entity.title == title:
                return entity
            if not (_apart(entity, title, gender) or self._of_other_rank(entity, title, core, names)):
                return entity
        kind = _kind_of(title, core)
        if not self._in_story and kind in ("unknown", "person"):
            meant = _misspelt(word, names)
            if meant is not None and _agree(meant, gender, title):
                return meant
        references = names.forms[title, core]
        located = not title and kind in ("person", "unknown") and self._is_place(references)
        if located or (not title and any(self._heads_dateline(k) for k in names.references("", (core[0].upper(),)))):
            kind = "place"  # "in Paris"
        entity = self._new(core, title, kind, gender or _gender_of(gender, title, core))
        names.singles[word].append(entity)
        return entity

    def _bearers(self, title: str, core: tuple[str, ...], names: _Names) -> list[Entity]:
        """Return those whom a name of one word may mean, by their other names."""
        word = fold(core[0])
        gender = self._titles.get(title)
        choices = [e for e in names.by_last.get(word, ()) if _agree(e, gender, title)]
        if self._in_story:
            choices = self._unlike(title, core, choices, names)
        first_name = self._in_story and not title and female_share(core[0]) is not None
        if first_name or (not choices and title not in _SURNAME_TITLES):
            known = {e.number for e in choices}
            choices += [e for e in names.by_first.get(word, ()) if e.number not in known and _agree(e, gender, title)]
        if title and any(e.title == title for e in choices):
            choices = [e for e in choices if e.title == title]  # Sir John is Sir John Middleton, no John Dashwood
        elif self._in_story and title in _RANKS:
            # General Tilney is not Mr. Henry Tilney
            untitled = [e for e in choices if e.title == "" and _gender_of(None, "", e.core) != "female"]
            choices = [] if ("mr", core) in names.forms else untitled
        if not self._in_story:
            if gender and any(e.gender == gender for e in choices):
                choices = [e for e in choices if e.gender == gender]  # the man of that name
            if not choices:
                choices = [e for e in names.by_middle.get(word, ()) if _agree(e, gender, title)]
            if not choices and title in _SURNAME_TITLES:
                choices = _surname_first(core[0], gender, names.by_first.get(word, ()))
        if not title:
            choices += [e for e in names.singles[word] if e not in choices]
        if self._is_mans(title, word, choices):
            choices = [e for e in choices if e.gender != "female"]  # "Hall" is Mr. Hall
        if self._in_story and not title:
            mister = names.assigned.get(("mr", core))
            if mister in choices:
                choices = [e for e in choices if e is mister or fold(e.core[0]) == word]  # and no son of his
        if self._in_story and title not in _SURNAME_TITLES and not choices:
            choices = _nicknamed(word, names)
        return choices

    def _find_people_in_places(self, names: _Names) -> None:
        """Take those for no places that stand behind "to" or "from" under one of their names alone."""
        for (title, core), entity in names.assigned.items():
            kind = _kind_of(title, entity.core)
            other_name = entity.kind == "place" != kind and core != entity.core
            if other_name and not all(self._located(k) for k in names.forms[title, core][:50]):
                entity.kind = kind

    def _is_mans(self, title: str, word: str, choices: Sequence[Entity]) -> bool:
        """Tell whether a bare surname means the man among those who bear it: old novels say Hall, and Mrs. Hall."""
        if title:
            return False
        if any(e.title == "mr" for e in choices) and any(e.title == "mrs" for e in choices):
            return True
        surname = [e for e in choices if fold(e.core[-1]) == word]
        return (
            self._in_story and any(e.gender == "male" for e in surname) and any(e.gender == "female" for e in surname)
        )

    def _unlike(self, title: str, core: tuple[str, ...], choices: list[Entity], names: _Names) -> list[Entity]:
        """Return the *choices* that a story does not call by the title and surname, and by the first name, both often.

        Who calls a man both Mr. Wilcox and Charles all the time has two men in mind.  (Miss Bennet and Jane are one.)
        """
        if not title or title in ("miss", "mrs", "ms"):
            return choices
        titled = self._told(names.forms[title, core])

        def both(entity: Entity) -> bool:
            if len(entity.core) < 2:
                return False
            if title == "mr" and ("mrs", entity.core) in names.forms:
                # the brother of Mr. Knightley, whose wife is Mrs. John Knightley
                return titled >= 2 * sum(self._told(names.references(t, entity.core)) for t in ("mr", ""))
            alone = self._told(names.references("", entity.core[:1]))
            return alone >= 10 and titled >= max(10, 0.4 * alone)

        return [entity for entity in choices if not both(entity)]

    def _of_other_rank(self, entity: Entity, title: str, core: tuple[str, ...], names: _Names) -> bool:
        """Tell whether a story speaks of both "General" and "Mr." Tilney all the time: the father and the son."""
        if not self._in_story or not {entity.title, title} & _RANKS:
            return False
        told = sorted(self._told(names.references(t, core)) for t in (entity.title, title))
        return told[0] >= max(10, 0.2 * told[1])

    def _told(self, references: Iterable[int]) -> int:
        """Return how many of some references the narration has."""
        return sum(not self.references[k].quoted for k in references)

    def _find_roles(self) -> None:
        """Take down the common noun before a name: "Chechen leader Ann Lee".

        (One behind it, "Ann Lee, a lawyer", misleads more often than it helps: see the experiments.)
        """
        lower, nouns = self.document.lower, person_nouns()
        for k, reference in enumerate(self.references):
            entity = self.of_reference[k]
            if reference.form != "name" or entity is None or entity.kind in ("organization", "place"):
                continue
            first = reference.first
            comma = first > 1 and lower[first - 1] == ","
            noun = lower[first - 1 - comma] if first > comma else ""
            if noun in nouns and not comma:
                entity.roles.add(noun)
            if noun in nouns and not nouns[noun][1] and entity.gender is None:
                entity.gender = nouns[noun][0]  # "spokeswoman Robin Lee", "his wife, Robin Lee"
                entity.roles.add(noun)

    def _find_traits(self) -> None:
        """Take down what news says of people and bodies beside their names: "Ohio Gov. Ann Lee, a Democrat, …"."""
        if not self.document.is_news:
            return
        for k, reference in enumerate(self.references):
            entity = self.of_reference[k]
            if reference.form != "name" or entity is None or len(entity.traits) > _MANY_TRAITS:
                continue
            if entity.kind != "person":
                entity.traits.update(word.lower() for word in reference.core[len(reference.core) == 1 :])
                entity.traits.update(self._nouns_of(reference.core))
            entity.traits.update(self._words_before(reference.first))
            entity.traits.update(self._words_behind(reference.last))
        functions = words("function_words")
        for entity in self.all:
            entity.traits -= functions

    def _nouns_of(self, core: tuple[str, ...]) -> list[str]:
        found = self._body_nouns.get(core)
        if found is None:
            found = self._body_nouns[core] = nouns_of_body(core)
        return found

    def _words_before(self, token: int) -> Iterator[str]:
        lower, quoted = self.document.lower, self.document.quoted
        for k in range(token - 1, max(-1, token - 7), -1):
            if quoted[k] or not lower[k][0].isalnum() or lower[k] in words("function_words"):
                return
            yield lower[k]

    def _words_behind(self, token: int) -> Iterator[str]:
        lower, words_, quoted = self.document.lower, self.document.words, self.document.quoted
        behind = words_[token : token + 12]
        if len(behind) < 4:
            return
        if behind[0] == "(" and behind[1][:2] in _PARTIES:
            yield from _PARTIES[behind[1][:2]]
        elif behind[0] == "of" and behind[1][0].isupper():
            yield from (word.lower() for word in takewhile(lambda word: word[0].isupper(), behind[1:4]))
        elif behind[0] == "," and not quoted[token + 1]:
            opens = lower[token + 1]
            if opens in ("a", "an", "the") or opens in person_nouns():
                for word in lower[token + 1 : token + 12]:
                    if word in (",", ".", ";", "—", "--", "(", "who"):
                        return
                    yield word

    def given(self, title: str, core: Sequence[str]) -> Entity | None:
        """Return the character of the cast that has this name, with its title or without."""
        if not self._by_form:
            return None
        for form in ((title, *core), core):
            found = self._by_form.get(_folded(form))
            if found and len(found) == 1:
                return found[0]
        return None

    def _same_person(
        self, by_ends: dict[tuple[str, str], Entity], core: tuple[str, ...], gender: str | None
    ) -> Entity | None:
        """John Kennedy is John F. Kennedy; Bill Clinton is William Clinton; Hillary Clinton is neither.

        One of the cast is called by no nickname but those that the caller gives.
        """
        first, last = fold(core[0]), fold(core[-1])
        for variant in (first, *sorted(first_name_variants().get(first, ()))):
            entity = by_ends.get((variant, last))
            if entity is None or entity.kind == "organization" or (entity.given is not None and variant != first):
                continue
            if not (gender and entity.gender and gender != entity.gender):
                return entity
        return None

    def _located(self, k: int) -> bool:
        """Tell whether a preposition of place stands before a name: "at Kings Weston"."""
        first, lower = self.references[k].first, self.document.lower
        if first > 1 and lower[first - 2 : first] == ["according", "to"]:
            return False
        return (first > 0 and lower[first - 1] in _TO_PLACES) or self._heads_dateline(k)

    def _is_place(self, references: Sequence[int], named: bool = False) -> bool:
        """Tell whether a name is that of a place: always behind "to" or "at", or in news often "in Orlando".

        *named*: it begins like a person's.
        """
        if not named and all(self._located(k) for k in references):
            return True
        inside = 0 if self._in_story else sum(1 for k in references if self._is_inside(k))
        return inside > 1 and (2 if named else 3) * inside >= len(references)

    def _is_inside(self, k: int) -> bool:
        """Tell whether "in" or "near" stands before a name; but "faith in Lee"."""
        first, lower = self.references[k].first, self.document.lower
        return first > 1 and lower[first - 1] in ("in", "near") and lower[first - 2] not in _IN_SOMEBODY

    def _heads_dateline(self, k: int) -> bool:
        """Tell whether a name opens a report: "CHARLOTTE, N.C. — The mayor …"."""
        document, reference = self.document, self.references[k]
        words_ = document.words
        if not document.is_news or not all(word.isupper() for word in reference.core):
            return False
        start = document.starts[reference.first]
        paragraph = document.paragraphs[document.sentence_paragraph[document.sentence_of(reference.first)]]
        behind = words_[reference.last : reference.last + 8]
        return start == paragraph.start and any(word in ("—", "–", "--", "-", "―", "(") for word in behind)

    def _form_text(self, reference: Reference) -> str:
        core = " ".join(reference.core)
        if "'" in core:  # as it stands in the text: Ann O’Brien
            as_written = {
                word.replace("’", "'"): word for word in self.document.words[reference.first : reference.last]
            }
            core = " ".join(as_written.get(word, word) for word in reference.core)
        behind = self.document.words[reference.last - 1]
        if behind.rstrip(".").lower() in words("name_suffixes") and behind != reference.core[-1]:
            core += f" {behind}"  # Vann Newkirk II, John Smith Jr.
        if reference.title in _KEPT_TITLES or (len(reference.core) == 1 and reference.title in _ALONE_WITH_TITLE):
            document = self.document
            at = reference.first
            while document.lower[at].rstrip(".") != reference.title:  # the Rev. Dr. William Lee
                at += 1
            title = document.words[at]
            if document.words[at + 1] == ".":
                title += "."
            return f"{title} {core}"
        return core

    def _nominal_entity(self, k: int) -> Entity | None:
        """Return the entity of a common noun: "the vicar" is one person throughout, "her mother" is not."""
        reference = self.references[k]
        core = reference.core
        if core[0] in _POSSESSIVES and core[-1] in _KIN and not reference.quoted and k + 1 < len(self.references):
            behind = self.references[k + 1]
            if behind.form == "name" and behind.first == reference.last:
                return self.of_reference[k + 1]  # her brother Paul
        known = self.given("", core) or self._holder(reference) or self._body(reference) or self._named_below(k)
        if known is not None:
            return known
        entity = self._nominal.get(core) or self._introduced(reference)
        if entity is None:
            named = self._apposition(k)
            if named is not None:
                if named.kind in ("person", "unknown") and not reference.plural:
                    self._nominal[core] = named
                    named.gender = named.gender or reference.gender
                return named
            noun = person_nouns().get(core[-1])
            kind = noun[2] if noun else "person"
            if reference.plural:
                kind = "group"
            entity = self._new(core, "", kind, reference.gender)
            self._nominal[core] = entity
        self._last_of_head[core[-1]] = (reference.first, entity)
        first = reference.first
        owner = self.references[k - 1] if k else None
        if owner is not None and owner.last == first - 1 and self.document.lower[first - 1] == "'s":
            first = owner.first  # Ann's lawyer
        text = self.document.span(first, reference.last).of(self.document.text)
        entity.forms[" ".join(text.split())] += 1
        return entity

    def _body(self, reference: Reference) -> Entity | None:
        """Return whom "the agency" means behind "the State Department"."""
        words_ = self.document.words[reference.first + 1 : reference.last]
        plain = 0 < len(words_) < 4 and len(words_) == len(reference.core) and not any(w[0].isupper() for w in words_)
        if not self.document.is_news or not plain or self.document.lower[reference.first] != "the":
            return None
        head = reference.core[-1]
        at, entity = self._last_body.get(head, (-_FORGOTTEN, None))
        other, _ = self._last_of_head.get(head, (-_FORGOTTEN, None))
        return entity if at > other and reference.first - at < _FORGOTTEN else None

    def _named_below(self, k: int) -> Entity | None:
        """Return whom the head of an article keeps back: "A judge has ruled …" above "Judge Ann Lee wrote …"."""
        document, reference = self.document, self.references[k]
        sentence, head = document.sentence_of(reference.first), reference.core[-1]
        if not document.is_news or max(sentence, k // _NEAR) > _LEAD or reference.plural or noun_kind(head) != "person":
            return None
        if document.lower[reference.first] not in ("a", "an") or head in COMMON_ROLES:
            return None
        found = [
            entity
            for entity in self.all
            if entity.kind == "person"
            and (head in entity.roles or head in entity.traits)
            and self._first_named.get(entity.number, -1) > k
            and not (reference.gender and entity.gender and reference.gender != entity.gender)
        ]
        if len(found) != 1:
            return None
        named = self.references[self._first_named[found[0].number]].first
        return found[0] if document.sentence_of(named) <= sentence + _SOON else None

    def _introduced(self, reference: Reference) -> Entity | None:
        """Return whom "the witness" means behind "an American witness"."""
        head = reference.core[-1]
        if not self.document.is_news or len(reference.core) > 1 or self.document.lower[reference.first] != "the":
            return None
        at, entity = self._last_of_head.get(head, (-_FORGOTTEN, None))
        return entity if reference.first - at < _FORGOTTEN else None

    def _role_holders(self) -> dict[str, list[Entity]]:
        found: defaultdict[str, list[Entity]] = defaultdict(list)
        for entity in self.all:
            for role in entity.roles - COMMON_ROLES:
                found[role].append(entity)
        return found

    def _holder(self, reference: Reference) -> Entity | None:
        """Return the one person whom the text has introduced as such: "the mayor" behind "Mayor Ruth Adeyemi".

        One named once among a hundred mentions of "the general" is another general.
        """
        if reference.plural or self.document.lower[reference.first] != "the":
            return None
        role = reference.core[-1]
        rare = 20 if self._in_story and role in _RANKS else 4
        holders = [
            entity
            for entity in self.holders.get(role, [])[:MANY_HOLDERS]
            if entity.references
            and rare * sum(entity.forms.values()) >= self._noun_count[role]
            and (not reference.gender or entity.gender in (None, reference.gender))
        ]
        if len(holders) > 1 and not self._in_story:
            last = max(holders, key=lambda entity: entity.references[-1])
            return last if reference.first - self.references[last.references[-1]].first < _FORGOTTEN else None
        return holders[0] if len(holders) == 1 else None

    def of_words(self, text: str, core: tuple[str, ...] = (), name: str = "") -> Entity:
        """Return the entity of a source that is no known reference: "a Times article", "the letter".

        *core* is its first phrase, for the longer ones, and *name* what goes before a clause: "a report on schools
        (released last year)".
        """
        key = tuple(text.lower().replace("’", "'").split())
        if key and key[0] in ("the", "a", "an", "this", "that"):
            key = key[1:]
        entity = self._nominal.get(key)
        if entity is None:
            entity = self._new(core or key, "", "group" if "and" in key else "unknown", None)
            self._nominal[key] = entity
        for form in dict.fromkeys((text, name) if len(key) <= LONG_NAME else (name or text,)):
            if form:
                entity.forms[" ".join(form.split())] += 1
        return entity

    def joint_before(self, k: int) -> Entity | None:
        """Return which two "they", the reference *k*, may mean: "Ann Lee and Tom Berg" in this sentence or the last."""
        document, references = self.document, self.references
        sentence = document.sentence_of(references[k].first)
        for i in range(k - 1, max(0, k - _NEAR), -1):
            one, other = references[i - 1], references[i]
            if document.sentence_of(other.first) < sentence - 1 or (other.plural and self.is_subject(i)):
                return None
            if other.quoted or one.form != "name" or other.form != "name":
                continue
            pair = self.of_reference[i - 1], self.of_reference[i]
            joined = document.lower[one.last : other.first] == ["and"]
            if joined and all(entity is not None and entity.kind in ("person", "unknown") for entity in pair):
                return self.of_words(
                    document.span(one.first, other.last).of(document.text),
                    name=" and ".join(entity.name for entity in pair if entity is not None),
                )
        return None

    def _apposition(self, k: int) -> Entity | None:
        """Return whom a common noun stands beside: "Bunting the vicar", "Bunting, the vicar, …"; no list of people."""
        lower, references, words_ = self.document.lower, self.references, self.document.words
        reference = references[k]
        named = self._named_behind(k)
        if named is not None:
            return named
        if lower[reference.first] != "the" or reference.quoted or words_[reference.last - 1][0].isupper():
            return None
        before = references[k - 1] if k else None
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
            return self.of_reference[k - 1]
        return None

    def _named_behind(self, k: int) -> Entity | None:
        """Return whom news names between commas behind a common noun: "her trainer, Natasha Belova, laughed"."""
        lower, reference = self.document.lower, self.references[k]
        name = self.references[k + 1] if k + 1 < len(self.references) else None
        if (
            self._in_story
            or name is None
            or name.form != "name"
            or name.first != reference.last + 1
            or lower[reference.last] != ","
        ):
            return None
        entity, end = self.of_reference[k + 1], name.last
        if reference.plural or reference.quoted or entity is None or noun_kind(reference.core[-1]) != "person":
            return None
        if entity.kind not in ("person", "unknown") or reference.gender not in (
            None,
            entity.gender or reference.gender,
        ):
            return None
        lists = lower[max(0, reference.first - 1)] in (",", "and") or lower[end + 1 : end + 2] == ["and"]
        closed = end < len(lower) and lower[end] in (",", ".", ";", "—", "”")
        return entity if closed and not lists else None

    def _find_narrator(self) -> None:
        """A text that often says "I" outside its quotations has a narrator, named where the text names it."""
        mine = [k for k, r in enumerate(self.references) if r.form == "pronoun" and r.core[0] == "i"]
        if not mine or len(mine) * 3000 < len(self.document.text):
            return
        narrator = self._named_narrator() or self._called_narrator() or self._signed_narrator()
        if narrator is None:
            narrator = self._new(("I",), "", "person", None)
        narrator.forms["I"] += len(mine)
        narrator.references = sorted([*narrator.references, *mine])
        for k in mine:
            self.of_reference[k] = narrator
        self.narrator = narrator

    def _named_narrator(self) -> Entity | None:
        """Return who the narrator says to be: "My name is Jonas Reiter.", "I, Jonas Reiter, …"."""
        for match in _MY_NAME.finditer(self.document.text, endpos=60_000):
            first, _ = self.document.tokens_of(match.start("name"), match.end("name"))
            k = self.reference_at(first)
            if k < len(self.references) and self.references[k].first == first and self.references[k].form == "name":
                entity = self.of_reference[k]
                before = self.document.quoted[max(0, first - 3)]
                behind = self.document.text[match.end() : match.end() + 60]
                if entity is not None and (not before or _I_SAID.search(behind)):
                    return entity
        return None

    def _called_narrator(self) -> Entity | None:
        """Return whom others call by a name that the narration itself hardly has: "You see, Watson, but …"."""
        called: Counter[int] = Counter()
        told: Counter[int] = Counter()
        for k, reference in enumerate(self.references):
            entity = self.of_reference[k]
            if entity is None or reference.form != "name" or entity.kind != "person":
                continue
            if not reference.quoted:
                told[entity.number] += 1
            elif self.stands_alone(reference):
                called[entity.number] += 1
        for number, count in called.most_common(3):
            if count >= 2 and 4 * told[number] <= count:
                return self.all[number]
        return None

    def _signed_narrator(self) -> Entity | None:
        """Return whom a column of news names as its author: "By Ann Lee" above it, "Ann Lee is a teacher" below it."""
        document = self.document
        if not document.is_news or len(document.paragraphs) < 4:
            return None
        above, below = document.paragraphs[:3], document.paragraphs[:-4:-1]
        for paragraph, behind in [*((p, False) for p in above), *((p, True) for p in below)]:
            first, last = document.tokens_of(paragraph.start, paragraph.end)
            first += not behind
            k = self.reference_at(first)
            if k == len(self.references) or self.references[k].first != first or self.references[k].last > last:
                continue
            entity, end = self.of_reference[k], self.references[k].last
            if entity is None or self.references[k].form != "name" or entity.kind not in ("person", "unknown"):
                continue
            if len(entity.core) < 2 or len(entity.references) > 2:  # one who is told of is not the one who tells
                continue
            if document.lower[end : end + 1] == ["is"] if behind else document.lower[first - 1] == "by":
                return entity
        return None

    def stands_alone(self, reference: Reference) -> bool:
        """Tell whether a name stands between marks and stops, as one does that is called: "Well, Ann, what now?"."""
        words_ = self.document.words
        before = words_[reference.first - 1] if reference.first else "^"
        after = words_[reference.last] if reference.last < len(words_) else "$"
        return before in _VOCATIVE_EDGE and after in _VOCATIVE_EDGE

    # Pronouns ------------------------------------------------------------------------------------------------

    def is_subject(self, k: int) -> bool:
        """Tell whether the reference *k* is the first of its sentence's narration, as subjects are."""
        return self._subjects[k] > 0

    def _find_subjects(self) -> bytearray:
        found = bytearray(len(self.references))
        last_sentence = -1
        for k, reference in enumerate(self.references):
            if not reference.quoted:
                sentence = self.document.sentence_of(reference.first)
                found[k] = sentence != last_sentence
                last_sentence = sentence
        return found

    def _link_pronouns(self) -> None:
        """Give "he" and "she" of the narration to the last subject that fits, else to the last one that fits.

        "His" and "her" tell in the same way whose wife or father is spoken of.
        """
        subjects: dict[str, tuple[int, Entity]] = {}
        others: dict[str, tuple[int, Entity]] = {}
        families = self._families()
        moved: defaultdict[int, set[int]] = defaultdict(set)

        def meant(gender: str, token: int) -> Entity | None:
            known = subjects.get(gender)
            if known is None or token - known[0] > 60:
                known = others.get(gender) or known
            return None if known is None or token - known[0] > 200 else known[1]

        for k, reference in enumerate(self.references):
            entity = self.of_reference[k]
            if reference.quoted:
                continue
            if reference.form == "pronoun":
                if reference.gender is None or entity is not None:
                    continue
                entity = meant(reference.gender, reference.first)
                if entity is None:
                    continue
                self.of_reference[k] = entity
                entity.references.append(k)
            elif entity is not None and reference.form == "nominal" and reference.core[0] in _POSSESSIVES:
                gender = _POSSESSIVES[reference.core[0]]
                owner = meant(gender, reference.first) if gender else self.narrator
                if owner is not None and not self._in_story:
                    self.owners[entity.number] = owner
                relative = _relative(families, owner, reference.core[1:]) if owner is not None else None
                if relative is not None:
                    moved[entity.number].add(k)
                    self.of_reference[k] = entity = relative
                    entity.references.append(k)
            if entity is None or entity.gender is None:
                continue
            others[entity.gender] = reference.first, entity
            if self._subjects[k]:
                subjects[entity.gender] = reference.first, entity
        for number, gone in moved.items():
            self.all[number].references = [k for k in self.all[number].references if k not in gone]

    def _families(self) -> dict[str, list[Entity]]:
        """Return the people of each surname."""
        found: defaultdict[str, list[Entity]] = defaultdict(list)
        for entity in self.all:
            if entity.kind == "person" and entity.references and (entity.title or len(entity.core) > 1):
                found[fold(entity.core[-1])].append(entity)
        return found

    # Gender --------------------------------------------------------------------------------------------------

    def _weigh_genders(self) -> None:
        """Give people the gender that titles, first names and the pronouns behind their mentions tell together."""
        people = [entity for entity in self.all if entity.kind in ("person", "unknown", "place")]
        for entity in people:
            told = (entity.given is not None and entity.given.gender) or self._told_gender(entity)
            entity.lean = _TOLD * _SIGNS.get(entity.gender or "", 0) if told else _lean(entity.core, entity.title)
            if not told and not entity.lean and not self._in_story and entity.kind != "place":
                entity.lean = _lean_of_ending(entity.core)
        for number, vote in self._pronoun_votes().items():
            entity, vote = self.all[number], max(-5.0, min(5.0, vote))
            entity.lean += vote
            if entity.kind == "unknown" and abs(vote) >= SURE:
                entity.kind = "person"
        for entity in people:
            entity.gender = "female" if entity.lean >= SURE else "male" if entity.lean <= -SURE else None

    def _told_gender(self, entity: Entity) -> bool:
        """Tell whether the words of a mention give the gender: Mrs. Lee, the actress."""
        return any(self.references[k].gender for k in entity.references[:200] if self.references[k].form != "pronoun")

    def _pronoun_votes(self) -> dict[int, float]:
        """Return how often "she" stands behind the mentions of an entity, less how often "he" does.

        What a pronoun tells goes to the last subject and the last one mentioned, if both may be meant.
        """
        votes: defaultdict[int, float] = defaultdict(float)
        subject = last = (-100, -1)
        for k, reference in enumerate(self.references):
            if reference.quoted:
                continue
            entity = self.of_reference[k]
            if reference.form == "pronoun":
                vote = _SIGNS.get(reference.gender or "", 0)
                near = [number for at, number in (subject, last) if vote and reference.first - at < 40]
                fitting = [number for number in near if vote * self.all[number].lean > -SURE]
                for number in fitting or near:
                    votes[number] += vote / len(fitting or near)
            elif entity is not None and not reference.plural and entity.kind not in ("organization", "group"):
                last = (reference.first, entity.number)
                if self._subjects[k]:
                    subject = last
        return votes


_SIGNS = {"female": 1, "male": -1}
SURE = 1.2
"""The log odds from which a gender is taken as known."""
_TOLD = 9.0


def _lean(core: tuple[str, ...], title: str) -> float:
    """Return the log odds that a name is a woman's; a name alone may be a surname: Clinton, Jordan, Madison."""
    if len(core) == 2 and core[0] in ("Old", "Young", "Little", "Poor", "Dear"):
        core = core[1:]
    share = female_share(core[0]) if core and not (title and len(core) == 1) else None
    if share is None:
        return 0.0
    odds = log(max(0.02, share) / max(0.02, 1 - share))
    return odds if len(core) > 1 else 0.75 * odds


def _lean_of_ending(core: tuple[str, ...]) -> float:
    """Return the log odds that a first name in no list is a woman's, by its end: of those in the list that end in
    "a" 98 of 100 are, of those in "d" or "k" 7; but names come from everywhere."""
    if not 2 <= len(core) <= 3 or len(core[0]) < 4 or core[0].lower() in _places():
        return 0.0
    first = core[0].lower()
    return 0.8 if first.endswith(("a", "ette", "lyn")) else -0.8 if first.endswith(("d", "k")) else 0.0


_POSSESSIVES = {"his": "male", "her": "female", "my": None}
_ELDERS = {
    "wife": "mrs", "lady": "mrs", "mother": "mrs", "mamma": "mrs", "mama": "mrs",
    "husband": "mr", "father": "mr", "papa": "mr",
}  # fmt: skip
_KIN = frozenset(
    "wife husband mother father sister brother daughter son aunt uncle cousin nephew niece".split()  # noqa: SIM905
)
_YOUNGER = {"sister": "female", "daughter": "female", "brother": "male", "son": "male"}


def _relative(families: dict[str, list[Entity]], owner: Entity, noun: tuple[str, ...]) -> Entity | None:
    """Return the one who bears the owner's surname and is the only one that may be "wife", "father", "sister"."""
    if len(noun) != 1 or not (owner.title or len(owner.core) > 1):
        return None
    family = [entity for entity in families.get(fold(owner.core[-1]), ()) if entity is not owner]
    if noun[0] in _ELDERS:
        found = [entity for entity in family if entity.title == _ELDERS[noun[0]]]
    elif noun[0] in _YOUNGER:
        gender = _YOUNGER[noun[0]]
        found = [entity for entity in family if entity.gender == gender and entity.title not in ("mr", "mrs")]
    else:
        return None
    return found[0] if len(found) == 1 else None


def fold(word: str) -> str:
    """Return a word as names are compared: in small letters, without a full stop, in one Unicode form."""
    return (word if word.isascii() else normalize("NFC", word)).lower().rstrip(".")


def _folded(form: Iterable[str]) -> tuple[str, ...]:
    return tuple(fold(word) for word in form if word and fold(word) not in ("the", ""))


def _full_key(core: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(word) for word in core)


_IN_SOMEBODY = frozenset(
    ["confidence", "confident", "faith", "trust", "interest", "interested", "belief", "believe", "believes", "believed",
     "disappointed", "disappointment", "invest", "invested", "see", "saw", "seen", "found", "find", "finds"]
)  # fmt: skip
_TO_PLACES = frozenset(["at", "in", "near", "from", "into", "towards", "toward", "to"])
_PLACE_WORDS = frozenset(
    ["street", "road", "lane", "avenue", "square", "terrace", "crescent", "boulevard", "highway", "station", "county",
     "river", "island", "islands", "mountain", "mountains", "valley", "ocean", "beach"]
)  # fmt: skip


def _kind_of(title: str, core: tuple[str, ...]) -> str:
    lower = [fold(word) for word in core]
    if title:
        return "person"
    if " ".join(lower) in known_bodies() or any(word in organization_words() for word in lower):
        return "organization"
    if len(core) == 1 and core[0].isupper() and len(core[0]) > 1:
        return "organization"
    if " ".join(lower) in _places() or (len(core) > 1 and lower[-1] in _PLACE_WORDS):
        return "place"
    if len(core) >= 2 and female_share(core[0]) is not None:
        return "person"
    return "unknown" if len(core) > 1 or female_share(core[0]) is None else "person"


def _short_of(core: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first words of a body's name, as it is called for short: the Adeyemi Center for Justice."""
    key = _full_key(core)
    end = _first_preposition(key)
    return key[:end] if end > 1 else ()


def _first_preposition(key: Sequence[str]) -> int:
    return next((k for k, word in enumerate(key) if word in ("for", "of", "on", "to", "and")), 0)


@cache
def body_nouns() -> dict[str, list[str]]:
    """Return for a word that names of bodies end in, and for some names, the common nouns for such a body."""
    return {word: nouns.split() for word, nouns in rows("body_nouns")}


def nouns_of_body(core: tuple[str, ...]) -> list[str]:
    """Return the common nouns for a body of this name: "the agency" for a department, "the board" for a Board of …"""
    nouns = person_nouns()
    own = (fold(word) for word in core if len(core) > 1)
    bodies = [word for word in own if word in nouns and nouns[word][2] in ("organization", "group")]
    known, key = body_nouns(), _full_key(core)
    for form in (" ".join(key), " ".join(key[-2:])):
        if form in known:
            return [*bodies, *known[form]]
    end = _first_preposition(key)
    heads = (key[-1], *key[max(0, end - 1) : end])  # the Bureau of Labor Statistics
    return [*bodies, *(noun for word in heads for noun in known.get(word, ()))]


@cache
def _places() -> frozenset[str]:
    return frozenset(row[0] for row in rows("places") if len(row) < 2)


def _gender_of(by_title: str | None, title: str, core: tuple[str, ...]) -> str | None:
    if by_title:
        return by_title
    share = female_share(core[0])
    if share is None or (len(core) == 1 and title):
        return None
    return "female" if share > 0.92 else "male" if share <= 0.1 else None


def _agree(entity: Entity, gender: str | None, title: str) -> bool:
    if gender and entity.gender and gender != entity.gender:
        return False
    return not (title and entity.kind in ("organization", "place"))


_SURNAME_TITLES = frozenset(
    ["mr", "mrs", "ms", "dr", "sen", "rep", "gov", "president", "senator", "representative", "governor", "colonel"]
)


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


def _wife(word: str, names: _Names) -> Entity | None:
    """Return who is Mrs. and a first name: Mrs. Rachel is Mrs. Rachel Lynde."""
    found = [e for e in names.by_first.get(word, ()) if e.title == "mrs"]
    return found[0] if len(found) == 1 else None


def _elder_sister(word: str, names: _Names) -> Entity | None:
    """Return who is Miss and a surname: the elder sister is Miss Lee, the others are Miss Ann and Miss Jane."""
    sisters = [e for e in names.by_last.get(word, ()) if e.gender == "female" and e.title in ("", "miss")]
    found = [e for e in sisters if ("miss", e.core[:1]) not in names.forms]
    return found[0] if len(found) == 1 else None


def _surname_first(word: str, gender: str | None, bearers: Sequence[Entity]) -> list[Entity]:
    """Return the only one whose name begins with what a title shows to be his surname: Mr. Lou is Lou Jiwei."""
    by_first_name = _gender_of(None, "", (word,))
    found = [e for e in bearers if e.kind in ("person", "unknown") and not e.title]
    if len(found) != 1 or (by_first_name is not None and by_first_name == gender):
        return []
    found[0].gender = gender or found[0].gender
    return found


_LONG = 6
"""In letters: shorter surnames that differ in one are two."""


def _misspelt(word: str, names: _Names) -> Entity | None:
    """Return the only one whose surname differs from *word* in one letter: "Lindquvist" is Ann Lindqvist."""
    if len(word) < _LONG or word in person_nouns() or word in _places():
        return None
    if not names.by_shortened:
        for last, bearers in names.by_last.items():
            people = [e for e in bearers if e.kind in ("person", "unknown") and fold(e.core[-1]) == last]
            if people and len(last) >= _LONG and last not in person_nouns() and last not in _places():
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


def _namesakes(forms: Iterable[tuple[str, tuple[str, ...]]], title: str, word: str) -> bool:
    """Tell whether "Mrs. Bennet" and "Miss Bennet" are both there: then a title picks out one of them."""
    if title not in ("mrs", "miss"):
        return False
    other = "miss" if title == "mrs" else "mrs"
    return any(t == other and len(core) == 1 and fold(core[0]) == word for t, core in forms)


def _apart(entity: Entity, title: str, gender: str | None) -> bool:
    """Tell whether a title keeps two of one surname apart: Mrs. and Miss Bennet, Mr. and Mrs. Bennet."""
    both = {entity.title, title}
    if both in ({"mr", "sir"}, {"mr", "master"}):
        return True
    if "mrs" in both and not both & {"ms", "lady", "madam", "madame", "mistress"} and len(both) == 2:
        return True  # Mrs. and Dr. Smith are a couple
    return bool(gender and entity.gender and gender != entity.gender)


_RANKS = frozenset(["general", "colonel", "major", "captain", "lieutenant", "admiral", "commodore", "sergeant"])
"""Whom one calls so, one does not call Mr."""


@cache
def formal_names() -> dict[str, set[str]]:
    """Return the full names of each nickname."""
    return {nickname: set(names.split()) for nickname, names in rows("nicknames")}


@cache
def first_name_variants() -> dict[str, set[str]]:
    """Return for a nickname the full names, and for a full name its nicknames."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for nickname, names in formal_names().items():
        for name in names:
            found[nickname].add(name)
            found[name].add(nickname)
    return found


def acronyms(core: tuple[str, ...]) -> set[str]:
    """Return the acronyms that a name of several words may have, in lower case."""
    big = "".join(word[0] for word in core if word[0].isupper())
    every = "".join(word[0] for word in core)
    return {big.lower(), every.lower()} if len(core) > 2 else {big.lower()} if len(big) > 1 else set()
