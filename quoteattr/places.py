"""Which names are those of places: by the word list, or by what stands around them in the text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from quoteattr.document import Document
from quoteattr.lexicons import rows
from quoteattr.reference import Reference


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


_DASHES = frozenset(["—", "–", "--", "-", "―"])


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
