"""Who "I" is in a text that has a narrator."""

from __future__ import annotations

from collections import Counter

import regex

from quoteattr.entity import Entity
from quoteattr.people import People


def find_narrator(people: People) -> None:
    """A text that often says "I" outside its quotations has a narrator, named where the text names it."""
    mine = [k for k, r in enumerate(people.references) if r.form == "pronoun" and r.core[0] == "i"]
    if not mine or len(mine) * 3000 < len(people.document.text):
        return
    narrator = _named(people) or _called(people) or _signed(people)
    if narrator is None:
        narrator = people.new(("I",), "", "person", None)
    narrator.forms["I"] += len(mine)
    narrator.references = sorted([*narrator.references, *mine])
    for k in mine:
        people.of_reference[k] = narrator
    people.narrator = narrator


def _named(people: People) -> Entity | None:
    """Return who the narrator says to be: "My name is Jonas Reiter.", "I, Jonas Reiter, …"."""
    document, references = people.document, people.references
    for match in _MY_NAME.finditer(document.text, endpos=60_000):
        first, _ = document.tokens_of(match.start("name"), match.end("name"))
        k = people.reference_at(first)
        if k < len(references) and references[k].first == first and references[k].form == "name":
            entity = people.of_reference[k]
            before = document.quoted[max(0, first - 3)]
            behind = document.text[match.end() : match.end() + 60]
            if entity is not None and (not before or _I_SAID.search(behind)):
                return entity
    return None


_MY_NAME = regex.compile(
    r"\b(?:(?i:my\s+name\s+(?:is|was)|call\s+me|I\s+am\s+called|I\s+was\s+called)\s+|I,\s+)(?P<name>\p{Lu}\p{L}+)"
)
_I_SAID = regex.compile(r"[”\"’'»],?\s{1,3}(?:I\s{1,3}(?:said|told|answered|replied)|said\s{1,3}I)\b")


def _called(people: People) -> Entity | None:
    """Return whom others call by a name that the narration itself hardly has: "You see, Watson, but …"."""
    called: Counter[int] = Counter()
    told: Counter[int] = Counter()
    for reference, entity in zip(people.references, people.of_reference, strict=True):
        if entity is None or reference.form != "name" or entity.kind != "person":
            continue
        if not reference.quoted:
            told[entity.number] += 1
        elif people.stands_alone(reference):
            called[entity.number] += 1
    for number, count in called.most_common(3):
        if count >= 2 and 4 * told[number] <= count:
            return people.all[number]
    return None


def _signed(people: People) -> Entity | None:
    """Return whom a column of news names as its author: "By Ann Lee" above it, "Ann Lee is a teacher" below it."""
    document, references = people.document, people.references
    if not document.is_news or len(document.paragraphs) < 4:
        return None
    above, below = document.paragraphs[:3], document.paragraphs[:-4:-1]
    for paragraph, behind in [*((p, False) for p in above), *((p, True) for p in below)]:
        first, last = document.tokens_of(paragraph.start, paragraph.end)
        first += not behind
        k = people.reference_at(first)
        if k == len(references) or references[k].first != first or references[k].last > last:
            continue
        entity, end = people.of_reference[k], references[k].last
        if entity is None or references[k].form != "name" or entity.kind not in ("person", "unknown"):
            continue
        if len(entity.core) < 2 or len(entity.references) > 2:  # one who is told of is not the one who tells
            continue
        if document.lower[end : end + 1] == ["is"] if behind else document.lower[first - 1] == "by":
            return entity
    return None
