"""Whether a text is news or a story: each is read by habits of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import compress, count, pairwise
from math import log1p
from operator import not_

from quoteattr import weights
from quoteattr.lexicons import words


def is_news(
    text_words: Sequence[str],
    lower: Sequence[str],
    capital: Sequence[int],
    quoted: Sequence[int],
    openings: Sequence[int],
) -> bool:
    """Return whether a text is news, given its words, also in small letters; which have a capital, which are in marks.

    *openings* are the places of the words that begin its paragraphs.

    >>> text = "Mayor Ruth Adeyemi has asked officials for 30 million dollars , a spokesman said .".split()
    >>> is_news(text, [word.lower() for word in text], [word[0].isupper() for word in text], [0] * len(text), [0])
    True
    """
    return score(counts(text_words, lower, capital, quoted, openings), _weights()) > SHORT * FEW / (len(lower) + FEW)


def counts(
    text_words: Sequence[str],
    lower: Sequence[str],
    capital: Sequence[int],
    quoted: Sequence[int],
    openings: Sequence[int],
) -> dict[str, float]:
    """Return how often what tells the two apart stands in a hundred words of the text, each as a logarithm."""
    every, narration = Counter(lower), Counter(filter(_TOLD.__contains__, compress(lower, map(not_, quoted))))
    names = [k for k in compress(count(), capital) if len(text_words[k]) > 1 and text_words[k][0].isupper()]
    named = sum([other - one == 1 and not quoted[other] for one, other in pairwise(names)])
    narrated = quoted.count(0)

    def often(times: int, among: int) -> float:
        return log1p(100 * times / (among + FEW))

    def words_of(counted: Counter[str], entries: frozenset[str]) -> int:
        return sum(counted.get(word, 0) for word in entries)

    return {
        "figures": often(sum(number for word, number in every.items() if word[0].isdigit()), len(lower)),
        "words of the press": often(words_of(every, words("press_words")), len(lower)),
        "marks of feeling": often(words_of(every, _FEELING), len(lower)),
        "past": often(words_of(narration, _PAST), narrated),
        "present": often(words_of(narration, _PRESENT), narrated),
        "I": often(words_of(narration, _NARRATOR), narrated),
        "titles": often(words_of(narration, _TITLES), narrated),
        "names of two words": often(named, narrated),
        "turns": sum(quoted[k] > 0 for k in openings) / max(1, len(openings)),
    }


def score(found: Mapping[str, float], known: Mapping[str, float]) -> float:
    """Return how much *found* counts speak for news, by the weights *known* and what they start from ("all")."""
    return known["all"] + sum(known[name] * value for name, value in found.items())


FEW = 30
"""In words: as if so many stood besides, which tell nothing; a sentence alone is too short to be sure."""
SHORT = 2.0
"""How much more must speak for news where next to nothing stands; in a whole article it is a tenth."""
_PAST = frozenset(["had", "was", "were", "did", "could"])
_PRESENT = frozenset(["has", "have", "is", "are", "will", "says"])
_NARRATOR = frozenset(["i", "me", "my", "we", "us"])
_FEELING = frozenset(["!", "?"])
_TITLES = frozenset(["mr", "mr.", "mrs", "mrs.", "miss", "sir", "lady"])
_TOLD = _PAST | _PRESENT | _NARRATOR | _TITLES


@cache
def _weights() -> dict[str, float]:
    """Return what each count weighs; they are kept as whole hundredths."""
    known: dict[str, int] = weights.load("genre")
    return {name: weight / 100 for name, weight in known.items()}
