"""From a predicted name to the characters of a novel that it may mean; for scoring alone.

The levels, the first with a candidate decides:

0. an alias, case and white space aside; then also without its article;
1. the same words, once periods and possessives are dropped and spellings of titles unified;
2. the same words but for titles, where the titles agree if both have some;
3. all words of the one within the other, and a shared one is capitalised in the prediction;
   a title alone means the characters who bear it.

At levels 2 and 3 a candidate of the other gender than the name's title is removed first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from attrs import frozen

from benchmarks.annotation import Character

UNCHANGED = """
    mr mrs miss master dr sir lady lord count countess baron duke duchess prince princess rev uncle aunt
    st king queen m mme mlle capt col prof old young poor dear little
"""
TITLES = {
    **{title: title for title in UNCHANGED.split()},
    "mister": "mr",
    "mistress": "mrs",
    "ms": "miss",
    "doctor": "dr",
    "captain": "capt",
    "colonel": "col",
    "general": "gen",
    "major": "maj",
    "professor": "prof",
    "inspector": "insp",
    "sergeant": "sgt",
    "madame": "mme",
    "madam": "mme",
    "mademoiselle": "mlle",
    "monsieur": "m",
    "reverend": "rev",
    "saint": "st",
    "signor": "sig",
    "signora": "siga",
}
EPITHETS = frozenset({"old", "young", "poor", "dear", "little"})
SHORT_TITLES = frozenset(TITLES.values())
MALE = frozenset({"mr", "master", "sir", "lord", "m", "count", "baron", "duke", "prince", "uncle", "king", "sig"})
FEMALE = frozenset({"mrs", "miss", "lady", "mme", "mlle", "countess", "duchess", "princess", "aunt", "queen", "siga"})
NARRATOR_WORDS = frozenset({"i", "me", "myself", "my", "narrator", "the narrator", "_narr", "[narrator]", "narr"})
NARRATORS = {
    "TheGambler": "Alexis Ivanovitch",
    "TheMysteriousAffairAtStyles": "Mr. Hastings",
    "TheSunAlsoRises": "Jake Barnes",
    "TheSignOfTheFour": "Dr. Watson",
    "WinnieThePooh": "_narr",
}
"""First-person narrators who speak."""

Names = frozenset[str]
Key = TypeVar("Key")


@frozen
class Alias:
    """An alias as its titles and its other words."""

    character: str
    words: tuple[str, ...]
    titles: Names
    core: Names


class CharacterNames:
    """The characters of a novel, to be asked for by name.

    >>> names = CharacterNames([Character("Jane Bennet", ("Jane Bennet", "Miss Bennet"), "F")])
    >>> sorted(names.candidates("Miss Jane Bennet")), sorted(names.candidates("Mr. Bennet"))
    (['Jane Bennet'], [])
    """

    def __init__(self, characters: Sequence[Character], narrator: str | None = None) -> None:
        """Index the aliases of the characters; *narrator* is whom "I" stands for."""
        self.narrator = narrator
        self.gender = {character.name: character.gender for character in characters}
        pairs = [(character.name, alias) for character in characters for alias in character.aliases]
        self.aliases = [alias for name, text in pairs if (alias := parsed(name, text)).words]
        self.whole = grouped((spaced(alias), name) for name, alias in pairs)
        self.without_article = grouped((bare(alias), name) for name, alias in pairs)
        self.by_words = grouped((alias.words, alias.character) for alias in self.aliases)
        self.known: dict[str, Names] = {}

    def speaker(self, names: Sequence[str]) -> Names:
        """Return the candidates of the first name that has any."""
        return next((found for name in names if (found := self.candidates(name))), frozenset())

    def candidates(self, name: str) -> Names:
        """Return the characters that a name may mean."""
        if name not in self.known:
            self.known[name] = self.look_up(name)
        return self.known[name]

    def look_up(self, name: str) -> Names:
        """Return the candidates at the first level that has any."""
        if spaced(name) in NARRATOR_WORDS:
            return frozenset({self.narrator} if self.narrator else ())
        asked = parsed("", name)
        return (
            self.whole.get(spaced(name))
            or self.without_article.get(bare(name))
            or self.by_words.get(asked.words)
            or (self.like(name, asked) if asked.core else self.bearers(asked.titles))
        )

    def bearers(self, titles: Names) -> Names:
        """Return the characters whose aliases bear all the titles."""
        return frozenset(a.character for a in self.aliases if titles and titles <= a.titles)

    def like(self, name: str, asked: Alias) -> Names:
        """Return the characters with the same words but for titles, or else with some of them."""
        equal = (
            a.character
            for a in self.aliases
            if a.core == asked.core and (not a.titles or not asked.titles or a.titles == asked.titles)
        )
        near = self.containing(name, asked)
        return self.of_gender(asked.titles, equal) or self.of_gender(asked.titles, near)

    def containing(self, name: str, asked: Alias) -> list[str]:
        """Return the characters with an alias within the name, or around it."""
        capitals = capitalised(name)
        return [
            a.character
            for a in self.aliases
            if a.core
            and (asked.core <= a.core or a.core <= asked.core)
            and asked.core & a.core & capitals
            and (not a.titles or not asked.titles or a.titles & asked.titles)
        ]

    def of_gender(self, titles: Names, characters: Iterable[str]) -> Names:
        """Return the characters without those of the other gender than the titles'."""
        found = frozenset(characters)
        wanted = {"M" for title in titles & MALE} | {"F" for title in titles & FEMALE}
        if len(wanted) != 1:
            return found
        return frozenset(c for c in found if self.gender[c] not in "MF" or self.gender[c] in wanted)


def parsed(character: str, alias: str) -> Alias:
    """Return an alias as words: titles unified, articles, periods and possessives dropped."""
    text = re.sub(r"['’]s\b", "", alias.lower().replace(".", " "))
    text = re.sub(r"[^\w' -]", " ", text).replace("-", " ")
    words = tuple(TITLES.get(word, word) for word in text.split() if word not in ("the", "a", "an", "this", "that"))
    titles = frozenset(word for word in words if word in SHORT_TITLES and word not in EPITHETS)
    return Alias(character, words, titles, frozenset(word for word in words if word not in SHORT_TITLES))


def capitalised(name: str) -> Names:
    """Return the words of a name that begin with a capital, in lower case, titles unified."""
    words = re.findall(r"[^\W\d_][\w']*", re.sub(r"['’]s\b", "", name))
    return frozenset(TITLES.get(word.lower(), word.lower()) for word in words if word[0].isupper())


def spaced(name: str) -> str:
    """Return a name in lower case, one space between words."""
    return " ".join(name.lower().split())


def bare(name: str) -> str:
    """Return a name in lower case without its article."""
    return re.sub(r"^(the|a|an) ", "", spaced(name))


def grouped(pairs: Iterable[tuple[Key, str]]) -> dict[Key, Names]:
    """Return the characters by key."""
    groups: dict[Key, set[str]] = {}
    for key, character in pairs:
        groups.setdefault(key, set()).add(character)
    return {key: frozenset(characters) for key, characters in groups.items()}
