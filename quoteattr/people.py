"""The people and bodies of a text while its mentions are linked: the state that the steps share."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from quoteattr.document import Document
from quoteattr.entity import SELDOM, Entity
from quoteattr.models import Speaker
from quoteattr.names import fold, full_key, is_wife, nouns_of_body
from quoteattr.parts import Parts
from quoteattr.reference import Reference
from quoteattr.word_lists import person_nouns


class People:
    """The entities of a text so far, and which reference belongs to which; at first those of the caller's cast."""

    def __init__(self, document: Document, references: Sequence[Reference], characters: Sequence[Speaker]) -> None:
        self.document = document
        self.in_story = not document.is_news
        self.titles = document.vocabulary.titles
        """The gender of each title."""
        self.references = references
        self._firsts = [reference.first for reference in references]
        self.parts = Parts(document, references)
        self.subjects = _subjects(document, references)
        """For each reference 1 if it is the first of its sentence's narration, as subjects are."""
        self.all: list[Entity] = []
        self.of_reference: list[Entity | None] = [None] * len(references)
        self.of_phrase: dict[tuple[str, ...], Entity] = {}
        """Who common nouns mean throughout the text: "the old vicar"."""
        self.first_named: dict[int, int] = {}
        """For each entity with a name the first reference that is one."""
        self.holders: dict[str, list[Entity]] = {}
        """For each common noun those that the text calls so beside their names."""
        self.narrator: Entity | None = None
        self.owners: dict[int, Entity] = {}
        """By the number of a common noun its owner: of "Ann's sister" Ann, in news of "her sister" the likeliest."""
        self.antecedents: dict[int, list[tuple[int, float]]] = {}
        """In news, for "he" and "she", by the reference, whom they may mean with probabilities, the likeliest first."""
        self.relatives: dict[int, Entity] = {}
        """In news, by the reference, whom "his wife" would be if nobody of the name were known."""
        self._body_nouns: dict[tuple[str, ...], list[str]] = {}
        self._cast: dict[tuple[str, ...], list[Entity]] = {}
        self.has_cast = bool(characters)
        self.lists_nameless = any(map(_is_nameless, characters))
        """Whether the cast has people without a name, "The Mariner": then it is full, and others are only named."""
        written = Counter(full_key(r.core) for r in references if characters and r.form == "name")
        for speaker in characters:
            self._add_character(speaker, written)

    def _add_character(self, speaker: Speaker, written: Counter[tuple[str, ...]]) -> None:
        """Enter one of the cast under the full name that the text has most; no seldom one that is quite another."""
        names = [self._parted(name) for name in (speaker.name, *speaker.aliases)]
        counts = {core: written[full_key(core)] for _, core in names}
        often = sum(counts.values()) / SELDOM
        full = [name for name in names if len(name[1]) > 1 and counts[name[1]] and not is_wife(*name)]
        full = [name for name in full if counts[name[1]] >= often or not set(name[1]).isdisjoint(names[0][1])]
        title, core = max(full, key=lambda name: counts[name[1]], default=names[0])
        kind = "person" if speaker.kind == "unknown" and (title or speaker.gender) else speaker.kind
        entity = self.new(core or (speaker.name,), title, kind, speaker.gender)
        entity.given = speaker
        for name in (speaker.name, *speaker.aliases):
            form = _folded(name.split())
            holders = self._cast.setdefault(form, [])
            if form and entity not in holders:
                holders.append(entity)

    def _parted(self, name: str) -> tuple[str, tuple[str, ...]]:
        """Return the title of a name of the cast and the rest of it: the Rev. Dr. Ann Lee, but the Duke of Dover."""
        title, parts, first = "", name.split(), 0
        while first + 1 < len(parts) and fold(parts[first + 1]) != "of":
            word = fold(parts[first])
            if word != "the" and word not in self.titles:
                break
            title, first = "" if word == "the" else word, first + 1
        return title, tuple(parts[first:])

    def new(self, core: tuple[str, ...], title: str, kind: str, gender: str | None) -> Entity:
        """Return a new entity, one of all from now on."""
        entity = Entity(len(self.all), core, title, kind, gender)
        entity.in_story = self.in_story
        self.all.append(entity)
        return entity

    def given(self, title: str, core: Sequence[str]) -> Entity | None:
        """Return the character of the cast that has this name, with its title or without."""
        if not self._cast:
            return None
        for form in ((title, *core), core):
            found = self._cast.get(_folded(form))
            if found and len(found) == 1 and found[0].may_be(self.titles.get(title)):
                return found[0]
        return None

    def nouns_of(self, core: tuple[str, ...]) -> list[str]:
        """Return the common nouns for a body of this name."""
        found = self._body_nouns.get(core)
        if found is None:
            found = self._body_nouns[core] = nouns_of_body(core)
        return found

    def reference_at(self, token: int) -> int:
        """Return the index of the first reference that begins at *token* or behind it."""
        return bisect_left(self._firsts, token)

    def narrated(self, k: int) -> Entity | None:
        """Return whom the narration mentions with the reference *k*; nobody where a full cast lacks the name."""
        entity, reference = self.of_reference[k], self.references[k]
        if entity is None or reference.quoted:
            return None
        return entity if entity.given is not None or not self.lists_nameless or reference.form != "name" else None

    def stands_alone(self, reference: Reference) -> bool:
        """Tell whether a name stands between marks and stops, as it does when it is called: “Well, dear Ann, what?”"""
        words_, lower = self.document.words, self.document.lower
        first = reference.first
        while first and (lower[first - 1] in _ENDEARMENTS or lower[first - 1] in _FONDLY):
            first -= 1
        before = words_[first - 1] if first else "^"
        if lower[first] in _FONDLY and before not in _OPENING:
            return False  # a son, little Tom, and a daughter
        last = reference.last
        while last < len(words_) and lower[last] in _ENDEARMENTS_BEHIND:
            last += 1
        after = words_[last] if last < len(words_) else "$"
        return before in _VOCATIVE_EDGE and after in _VOCATIVE_EDGE


_ENDEARMENTS = frozenset(
    ["my", "dear", "dearest", "darling", "oh", "o", "ah", "hello", "hullo", "hallo", "hey", "hi", "good-bye", "goodbye",
     "good-night", "goodnight", "thanks"]
)  # fmt: skip
_FONDLY = frozenset(["old", "good", "sweet", "little", "young"])
"""What may tell of somebody, too: a son, little Tom, and a daughter."""
_OPENING = frozenset(["„", "‚", "“", '"', "‘", "'", "«", "»"])
_ENDEARMENTS_BEHIND = frozenset(["dear", "dearest", "darling"])
_VOCATIVE_EDGE = frozenset(
    [",", ".", "!", "?", "„", "‚", "“", '"', "”", "‘", "’", "'", "—", "--", ";", ":", "«", "»", "…"]
)


def _is_nameless(speaker: Speaker) -> bool:
    """Tell whether one of the cast has a common noun for a name: "The Mariner", "A lady"; but A. Berg, The Guardian."""
    article, _, rest = speaker.name.partition(" ")
    if article.lower() not in ("the", "a", "an") or speaker.kind not in ("person", "unknown"):
        return False
    head = rest.partition(" of ")[0].split()[-1:]
    return bool(head) and (head[0].islower() or head[0].lower() in person_nouns())


def _subjects(document: Document, references: Sequence[Reference]) -> bytearray:
    found = bytearray(len(references))
    last_sentence = -1
    for k, reference in enumerate(references):
        if not reference.quoted:
            sentence = document.sentence_of(reference.first)
            found[k] = sentence != last_sentence
            last_sentence = sentence
    return found


def _folded(form: Iterable[str]) -> tuple[str, ...]:
    return tuple(fold(word) for word in form if word and fold(word) not in ("the", ""))
