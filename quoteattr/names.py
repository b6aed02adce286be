"""What a name tells of its bearer before any text is read: the kind, the gender, other forms of the name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from math import log
from unicodedata import normalize

from quoteattr.first_names import female_share
from quoteattr.lexicons import rows
from quoteattr.places import known_places
from quoteattr.remembered import Remembered
from quoteattr.word_lists import known_bodies, organization_words, person_nouns, seat_of


def fold(word: str) -> str:
    """Return a word as names are compared: in small letters, without a full stop, in one Unicode form."""
    return _FOLDED[word]


def full_key(core: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a name as names are compared."""
    return tuple(map(_FOLDED.__getitem__, core))


def _folded(word: str) -> str:
    return (word if word.isascii() else normalize("NFC", word)).lower().rstrip(".")


_FOLDED = Remembered(_folded)


# Kind and gender ---------------------------------------------------------------------------------------------


def kind_of(title: str, core: tuple[str, ...]) -> str:
    """Return "person", "organization" or "place", where a name tells it; else "unknown".

    >>> kind_of("", ("Mary", "Lee")), kind_of("", ("NASA",)), kind_of("", ("Baker", "Street")), kind_of("", ("Garrow",))
    ('person', 'organization', 'place', 'unknown')
    """
    lower = full_key(core)
    if title or seat_of(core):
        return "person"
    if " ".join(lower) in known_bodies() or any(word in organization_words() for word in lower):
        return "organization"
    if len(core) == 1 and core[0].isupper() and len(core[0]) > 1:
        return "organization"
    if " ".join(lower) in known_places() or (len(core) > 1 and lower[-1] in _PLACE_WORDS):
        return "place"
    if len(core) >= 2 and female_share(core[0]) is not None:
        return "person"
    return "unknown" if len(core) > 1 or female_share(core[0]) is None else "person"


_PLACE_WORDS = frozenset(
    ["street", "road", "lane", "avenue", "square", "terrace", "crescent", "boulevard", "highway", "station", "county",
     "river", "island", "islands", "mountain", "mountains", "valley", "ocean", "beach", "abbey",
     "lodge", "grove", "gardens", "cottage", "villa", "embankment", "parsonage", "manor", "vicarage", "rectory",
     "junction", "inn"]
)  # fmt: skip


def gender_of(by_title: str | None, title: str, core: tuple[str, ...]) -> str | None:
    """Return the gender that *by_title* tells, what a title tells, or that a first name makes all but sure.

    >>> gender_of(None, "", ("Mary", "Lee")), gender_of("male", "sir", ("Robin",)), gender_of(None, "", ("Robin",))
    ('female', 'male', None)
    """
    if by_title:
        return by_title
    share = female_share(core[0])
    if share is None or (len(core) == 1 and title):
        return None
    return "female" if share > 0.92 else "male" if share <= 0.1 else None


def is_wife(title: str, core: tuple[str, ...]) -> bool:
    """Tell whether a name is a husband's, whose wife it stands for: Mrs. John Knightley is no John Knightley."""
    return title == "mrs" and gender_of(None, "", core) == "male"


def lean_of(core: tuple[str, ...], title: str) -> float:
    """Return the log odds that a name is a woman's; a name alone may be a surname: Clinton, Jordan, Madison."""
    if len(core) == 2 and core[0] in ("Old", "Young", "Little", "Poor", "Dear"):
        core = core[1:]
    share = female_share(core[0]) if core and not (title and len(core) == 1) else None
    if share is None:
        return 0.0
    odds = log(max(0.02, share) / max(0.02, 1 - share))
    return odds if len(core) > 1 else 0.75 * odds


def lean_of_ending(core: tuple[str, ...]) -> float:
    """Return the log odds that a first name in no list is a woman's, by its end: of those in the list that end in
    "a" 98 of 100 are, of those in "d" or "k" 7; but names come from everywhere."""
    if not 2 <= len(core) <= 3 or len(core[0]) < 4 or core[0].lower() in known_places():
        return 0.0
    first = core[0].lower()
    return 0.8 if first.endswith(("a", "ette", "lyn")) else -0.8 if first.endswith(("d", "k")) else 0.0


# Titles ------------------------------------------------------------------------------------------------------

RANKS = frozenset(["general", "colonel", "major", "captain", "lieutenant", "admiral", "commodore", "sergeant"])
"""Whom one calls so, one does not call Mr."""
SURNAME_TITLES = frozenset(
    ["mr", "mrs", "ms", "dr", "sen", "rep", "gov", "president", "senator", "representative", "governor", "colonel"]
)
"""What stands before a surname, hardly before a first name alone."""
KEPT_TITLES = (RANKS - {"commodore"}) | frozenset(
    ["mr", "mrs", "ms", "miss", "lady", "sir", "lord", "dr", "master", "madame", "mme", "mlle", "monsieur", "professor",
     "mademoiselle", "herr", "frau", "fraulein", "fräulein", "signor", "signora", "señor", "señora",
     "inspector", "aunt", "uncle"]
)  # fmt: skip
"""What stays with a name: Mr. Darcy, Captain Ann Lee."""
KEPT_ALONE = frozenset(
    ["pope", "father", "brother", "sister", "mother", "count", "countess", "baron", "baroness", "prince", "princess",
     "duke", "duchess", "king", "queen", "bishop", "archbishop", "cardinal", "rabbi", "parson", "squire", "sheikh",
     "emperor", "empress", "cousin", "mama", "mamma", "papa", "granny", "grandma", "grandpa", "grandad", "granddad",
     "gramps", "gran", "nana", "nanny", "auntie", "aunty"]
)  # fmt: skip
"""What stays with a name of one word: Pope Francis, Father Arnold."""


def is_kept(title: str) -> bool:
    """Tell whether a title may be part of the name that somebody is known by."""
    plain = title.lower().rstrip(".")
    return plain in KEPT_TITLES or plain in KEPT_ALONE


# First names -------------------------------------------------------------------------------------------------


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


# Bodies ------------------------------------------------------------------------------------------------------


def acronyms(core: tuple[str, ...]) -> set[str]:
    """Return the acronyms that a name of several words may have, in lower case.

    >>> sorted(acronyms(("Board", "of", "Trade")))
    ['bot', 'bt']
    """
    big = "".join(word[0] for word in core if word[0].isupper())
    every = "".join(word[0] for word in core)
    return {big.lower(), every.lower()} if len(core) > 2 else {big.lower()} if len(big) > 1 else set()


def short_of(core: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first words of a body's name, as it is called for short; none where it has no short name.

    >>> short_of(("Adeyemi", "Center", "for", "Justice")), short_of(("Justice", "Department"))
    (('adeyemi', 'center'), ())
    """
    key = full_key(core)
    end = _first_preposition(key)
    return key[:end] if end > 1 else ()


def nouns_of_body(core: tuple[str, ...]) -> list[str]:
    """Return the common nouns for a body of this name: "the agency" for a department, "the board" for a Board of …"""
    nouns = person_nouns()
    own = (fold(word) for word in core if len(core) > 1)
    bodies = [word for word in own if word in nouns and nouns[word][2] in ("organization", "group")]
    known, key = _body_nouns(), full_key(core)
    for form in (" ".join(key), " ".join(key[-2:])):
        if form in known:
            return [*bodies, *known[form]]
    end = _first_preposition(key)
    heads = (key[-1], *key[max(0, end - 1) : end])  # the Bureau of Labor Statistics
    return [*bodies, *(noun for word in heads for noun in known.get(word, ()))]


@cache
def _body_nouns() -> dict[str, list[str]]:
    """Return for a word that names of bodies end in, and for some names, the common nouns for such a body."""
    return {word: nouns.split() for word, nouns in rows("body_nouns")}


def _first_preposition(key: Sequence[str]) -> int:
    return next((k for k, word in enumerate(key) if word in ("for", "of", "on", "to", "and")), 0)
