"""Which names are those of places: by the word list, by what stands around them in the text, or in a dateline."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from quoteattr.document import Document
from quoteattr.first_names import female_share
from quoteattr.labels import label_without_marks
from quoteattr.lexicons import rows
from quoteattr.reference import Reference
from quoteattr.word_lists import person_nouns


@cache
def known_places() -> frozenset[str]:
    """Return the names that are those of places, in small letters."""
    return frozenset(row[0] for row in rows("places") if len(row) < 2)


def is_place(document: Document, mentions: Sequence[Reference], named: bool = False) -> bool:
    """Tell whether a name is that of a place: always behind "to" or "at", or often "in Orlando".

    *named*: it begins like a person's.  (In the novels of PDNC "in", "near" or "at" stands before every eighth mention
    of a place or more, of a person before every tenth at most: wrapped up in Ann.)
    """
    if not named and all(is_located(document, mention) for mention in mentions):
        return True
    inside = sum(1 for mention in mentions if _is_inside(document, mention))
    often = (2 if named else 3) if document.is_news else (4 if named else 8)
    return inside > 1 and often * inside >= len(mentions)


def is_located(document: Document, mention: Reference) -> bool:
    """Tell whether a preposition of place stands before a name: "at Kings Weston"."""
    first, lower = mention.first, document.lower
    if first > 1 and lower[first - 2 : first] == ["according", "to"]:
        return False
    return (first > 0 and lower[first - 1] in _TO_PLACES) or heads_dateline(document, mention)


_TO_PLACES = frozenset(["at", "in", "near", "from", "into", "towards", "toward", "to"])


# Datelines ---------------------------------------------------------------------------------------------------


def behind_dateline(document: Document, first: int, last: int) -> int:
    """Return the first token behind "NEW YORK, Nov. 19 (UPI) —" or "Nagpur, India:", which is no part of what is said.

    *first* and *last* are the edges of a sentence; without a dateline at its head it is *first*.
    """
    words = document.words
    if len(words[first]) < 3 or not words[first][0].isupper():
        return first
    for i in range(first + 1, min(first + LONGEST_DATELINE, last - 1)):
        if words[i] in _DASHES:
            return i + 1 if words[first].isupper() or _opens_with_place(document, first, i) else first
        if words[i] == ":":
            return i + 1 if _is_place_before_colon(document, first, i) else first
        if words[i][0].islower() or document.lower[i] in document.vocabulary.heads:
            break
    return first


LONGEST_DATELINE = 16
"""In tokens."""
_DASHES = frozenset(["—", "–", "--", "-", "―"])


def _opens_with_place(document: Document, first: int, last: int) -> bool:
    """Tell whether the words at the head of a paragraph of news are a place that is known: "Kumasi, Ghana"."""
    if not document.is_news or not document.opens_paragraph(first):
        return False
    names = " ".join(document.lower[first:last]).split(" , ")
    return any(name in known_places() for name in names)


def _is_place_before_colon(document: Document, first: int, last: int) -> bool:
    """Tell whether the words before a colon are a place, not a speaker; next to other labels they are none."""
    names = document.words[first:last]
    known = _opens_with_place(document, first, last)
    capitals = document.is_news and document.opens_paragraph(first) and names[0].isupper()
    if not (known or (capitals and (len(names) == 1 or "," in names or all(map(str.isupper, names))))):
        return False
    if any(_is_somebody(document, name) for name in names):
        return False  # MAYOR: We will.
    number = document.sentence_paragraph[document.sentence_of(first)]
    around = (*document.paragraphs[max(0, number - 2) : number], *document.paragraphs[number + 1 : number + 3])
    return all(label_without_marks(document.text, one.start, one.end) is None for one in around)


def _is_somebody(document: Document, name: str) -> bool:
    lower = name.lower().rstrip(".")
    if lower in known_places():
        return False
    return lower in document.vocabulary.titles or lower in person_nouns() or female_share(name.title()) is not None


def heads_dateline(document: Document, mention: Reference) -> bool:
    """Tell whether a name opens a report: "CHARLOTTE, N.C. — The mayor …"."""
    if not document.is_news or not all(word.isupper() for word in mention.core):
        return False
    start = document.starts[mention.first]
    paragraph = document.paragraphs[document.sentence_paragraph[document.sentence_of(mention.first)]]
    behind = document.words[mention.last : mention.last + 8]
    return start == paragraph.start and any(word in _DASHES or word == "(" for word in behind)


def is_agency(document: Document, mention: Reference) -> bool:
    """Tell whether a name is that of the agency which a report comes from: "DOVER, Ohio (Centrex) — The mayor …"."""
    around = document.words[max(0, mention.first - 1) : mention.last + 2]
    return document.is_news and around[:1] == ["("] and around[-2:-1] == [")"] and around[-1] in _DASHES


def _is_inside(document: Document, mention: Reference) -> bool:
    """Tell whether "in", "near" or, in a story, "at" stands before a name; but "faith in Lee", "a look at Lee"."""
    first, lower = mention.first, document.lower
    if first < 2:
        return False
    if lower[first - 1] == "at":
        return not document.is_news and not lower[first - 2].startswith(_AT_SOMEBODY)
    return lower[first - 1] in ("in", "near") and lower[first - 2] not in _IN_SOMEBODY


_AT_SOMEBODY = (
    "look", "smil", "star", "glanc", "laugh", "gaz", "peer", "nod", "shout", "wink", "point", "frown", "scowl", "glar",
    "aim", "grin", "sneer", "wonder", "angry", "scream", "swear", "swore", "wav", "peep", "jeer", "throw", "threw",
)  # fmt: skip
"""How the words begin that look, laugh or shout at somebody."""
_IN_SOMEBODY = frozenset(
    ["confidence", "confident", "faith", "trust", "interest", "interested", "belief", "believe", "believes", "believed",
     "disappointed", "disappointment", "invest", "invested", "see", "saw", "seen", "found", "find", "finds"]
)  # fmt: skip
