"""What the word lists of the package tell of a word: common nouns for people, names of bodies, what is no name."""

from __future__ import annotations

from functools import cache

from quoteattr.lexicons import rows, words


@cache
def person_nouns() -> dict[str, tuple[str | None, bool, str]]:
    """Return common nouns for people and bodies: gender, whether plural, and "person", "organization" or "group"."""
    genders = {"m": "male", "f": "female"}
    found: dict[str, tuple[str | None, bool, str]] = {}
    for singular, plural, kind in rows("group_nouns"):
        found[singular] = (None, False, kind)
        found.setdefault(plural, (None, True, kind))
    for name in ("person_nouns", "kin_nouns", "demonyms"):
        for singular, gender, plural in rows(name):
            found[singular] = (genders.get(gender), False, "person")
            found.setdefault(plural, (genders.get(gender), True, "group"))
    return found


def noun_kind(noun: str) -> str:
    """Return what a common noun is for, "person", "organization", "group" or "thing" (that reports); "" if unknown."""
    known = person_nouns().get(noun)
    return known[2] if known is not None else "thing" if noun in _thing_nouns() else ""


def tells_origin(noun: str) -> bool:
    """Tell whether a noun says where somebody is from, or how old: who is called so has mostly been named before.

    >>> [noun for noun in ("democrat", "nigerian", "year-old", "senator") if tells_origin(noun)]
    ['democrat', 'nigerian', 'year-old']
    """
    party = noun in PARTISANS and noun != "independent"  # The Independent is a newspaper
    return noun in _demonyms() or party or noun == "year-old"


PARTISANS = frozenset(["democrat", "republican", "independent", "libertarian", "conservative", "liberal"])
"""Nouns for people by their party, which the name of a state may stand before: the New Jersey Democrat."""


@cache
def _thing_nouns() -> frozenset[str]:
    return frozenset(form for row in rows("source_nouns") for column in row for form in column.split()[-1:])


@cache
def organization_words() -> frozenset[str]:
    """Return the words in lower case that mark a name as that of a body."""
    return words("organization_words")


@cache
def known_bodies() -> frozenset[str]:
    """Return the names of well-known bodies in lower case."""
    parts = (part.strip() for row in rows("organizations") for column in row for part in column.split(";"))
    return frozenset(name for name in parts if name)


@cache
def known_names() -> frozenset[str]:
    """Return the names of places and of well-known bodies in lower case."""
    return known_bodies().union(row[0] for row in rows("places"))


@cache
def never_names() -> frozenset[str]:
    """Return the words in lower case that are no names by themselves."""
    return frozenset(row[0] for row in rows("not_names") if len(row) < 2) | words("function_words") | {"i"}


def is_long_demonym(first: str, last: str) -> bool:
    """Tell whether two words in small letters are a noun for people by where they are from: a South African.

    >>> is_long_demonym("south", "africans"), is_long_demonym("white", "house"), is_long_demonym("new", "yorker")
    (True, False, False)
    """
    name = f"{first} {_demonyms().get(last)}"  # The New Yorker is a magazine
    return name in never_names() and name not in known_bodies()


@cache
def _demonyms() -> dict[str, str]:
    """Return the nouns for people by where they are from, plurals too, each with its singular."""
    return {form: singular for singular, _, plural in rows("demonyms") for form in (singular, plural)}


def seat_of(core: tuple[str, ...]) -> str:
    """Return the title of one who is named after a place, "" for others.

    >>> seat_of(("Grand", "Duchess", "of", "Monmouth")), seat_of(("Joan", "of", "Arc"))
    ('duchess', '')
    """
    of = core.index("of") if "of" in core else 0
    title = core[of - 1].lower() if of else ""
    return title if title in SEATED else ""


SEATED = frozenset(
    ["king", "queen", "emperor", "empress", "prince", "princess", "duke", "duchess", "marquis", "marquess",
     "marchioness", "earl", "count", "countess", "viscount", "viscountess", "baron", "baroness", "bishop", "archbishop"]
)  # fmt: skip
"""Who is named after a place: the Duchess of Monmouth."""
WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
DAYS = WEEKDAYS | frozenset(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
     "december", "yesterday", "today"]
)  # fmt: skip
"""What tells when somebody spoke, and not who: the ministry on Thursday."""
DATES = DAYS | frozenset(["jan", "feb", "aug", "sept", "oct", "nov", "dec", "week", "month", "year", "night"])
"""What a common noun is not told apart by: a spokesman on Oct. 3."""
