"""Part-of-speech tags from an averaged perceptron whose weights were learned here.

``tags`` is the library's own path and imports nothing of NLTK.  ``Tagger`` is the same model
behind NLTK's ``TaggerI``; asking for it imports NLTK.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from quoteattr import weights

if TYPE_CHECKING:
    from quoteattr.nltk_tagger import Tagger as Tagger


def tags(words: Sequence[str]) -> list[str]:
    """Return the Penn Treebank tag of each word of one sentence.

    >>> tags(["He", "said", "so", "."])
    ['PRP', 'VBD', 'RB', '.']
    """
    return model().tags(words)


def __getattr__(name: str) -> Any:
    if name == "Tagger":  # importing NLTK takes 0.1 s and more: only for who wants its interface
        from quoteattr.nltk_tagger import Tagger

        return Tagger
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@lru_cache(maxsize=1)
def model() -> Model:
    """Return the trained model, loaded once."""
    return Model(weights.load("tagger"))


class Word(NamedTuple):
    """All that the model knows of a word form, summed once.

    A vector holds a score per class: what the form says about its neighbours.
    """

    tag: int
    """The class of a word with one tag only, else -1."""
    candidates: tuple[tuple[int, int], ...]
    """The classes it may have, each with what the form itself says for it."""
    to_next: list[int]
    to_second_next: list[int]
    to_previous: list[int]
    to_second_previous: list[int]
    by_previous_tag: dict[int, list[int]]
    """Scores of this word by the class of the word before."""
    to_previous_by_tag: dict[int, list[int]]
    """Scores of the word before by the class of the word before that."""
    key: str
    by_next: dict[str, list[int]]
    by_previous: dict[str, list[int]]


class Model:
    """Greedy tagging, left to right, with the weights that benchmarks/train/tagger.py writes.

    A class is an index into ``classes``.  The weights of a feature are one string of pairs, class
    and weight a character each: a flat JSON object loads several times faster than nested ones.
    """

    CACHE_SIZE = 12_000

    def __init__(self, data: dict[str, Any]) -> None:
        self.classes: list[str] = data["classes"]
        self.lexicon = Lexicon(data["lexicon"], data["open"])
        self._weights: dict[str, str] = data["weights"]
        self._zero = [0] * len(self.classes)
        self._vectors: dict[tuple[str, ...], list[int]] = {}
        self._words: dict[str, Word] = {}
        size = range(len(self.classes) + 1)  # one more stands for "before the first word"
        self._by_tags = [[self._vector(tag_features(a, b)) for b in size] for a in size]

    def tags(self, words: Sequence[str]) -> list[str]:
        """Return the tag of each word of one sentence."""
        if " ".join(words).isupper():
            words = [self.lexicon.true_case(word) for word in words]
        known = self._words
        edge = known.get("") or self._word("")
        sentence = [known.get(word) or self._word(word) for word in words]
        sentence += (edge, edge)  # these also stand before the first word, as -1 and -2
        by_tags, zero, classes = self._by_tags, self._zero, self.classes
        previous = second_previous = len(classes)
        result = []
        for i in range(len(words)):
            word = sentence[i]
            best = word.tag
            if best < 0:
                left, right = sentence[i - 1], sentence[i + 1]
                a = left.to_next
                b = sentence[i - 2].to_second_next
                c = right.to_previous
                d = (sentence[i + 2] if i + 2 < len(sentence) else edge).to_second_previous
                e = by_tags[previous][second_previous]
                f = word.by_previous_tag.get(previous, zero)
                g = right.to_previous_by_tag.get(previous, zero)
                h = word.by_next.get(right.key, zero)
                j = word.by_previous.get(left.key, zero)
                most = -1_000_000
                for k, score in word.candidates:
                    score += a[k] + b[k] + c[k] + d[k] + e[k] + f[k] + g[k] + h[k] + j[k]
                    if score > most:
                        most, best = score, k
            result.append(classes[best])
            second_previous, previous = previous, best
        return result

    def _word(self, form: str) -> Word:
        candidates = self.lexicon.candidates(form)
        own = self._vector(self.lexicon.own_features(form))
        near = self.lexicon.near_features(form)
        key = self.lexicon.key(form)
        kind = self.lexicon.kind(form)
        if len(self._words) >= self.CACHE_SIZE:  # rarely reached: a novel has about 10,000 forms
            self._words.clear()
            self._vectors.clear()
        self._words[form] = word = Word(
            tag=candidates[0] if len(candidates) == 1 else -1,
            candidates=tuple((k, own[k]) for k in candidates),
            to_next=self._vector([NEXT + feature for feature in near]),
            to_second_next=self._vector([SECOND_NEXT + feature for feature in near]),
            to_previous=self._vector([PREVIOUS + feature for feature in near]),
            to_second_previous=self._vector([SECOND_PREVIOUS + feature for feature in near]),
            by_previous_tag=self._by_tag([TAG_WORD + key, TAG_KIND + kind]),
            to_previous_by_tag=self._by_tag([TAG_NEXT_KIND + kind]),
            key=key,
            by_next=self._by_word(WORD_NEXT + key),
            by_previous=self._by_word(WORD_PREVIOUS + key),
        )
        return word

    def _vector(self, features: Sequence[str]) -> list[int]:
        known = tuple(feature for feature in features if feature in self._weights)
        vector = self._vectors.get(known)
        if vector is None:  # rare words share their vectors: few of their features have weights
            vector = self._vectors[known] = self._sum([self._weights[feature] for feature in known])
        return vector

    def _sum(self, encoded: Sequence[str]) -> list[int]:
        vector = self._zero.copy()
        for pairs in encoded:
            for k, weight in zip(pairs[::2], pairs[1::2]):
                vector[CLASS_OF[k]] += WEIGHT_OF[weight]
        return vector

    def _by_tag(self, features: Sequence[str]) -> dict[int, list[int]]:
        table: dict[int, list[int]] = {}
        for feature in features:
            triples = self._weights.get(feature, "")
            for tag, k, weight in zip(triples[::3], triples[1::3], triples[2::3]):
                vector = table.setdefault(CLASS_OF[tag], self._zero)
                if vector is self._zero:
                    vector = table[CLASS_OF[tag]] = self._zero.copy()
                vector[CLASS_OF[k]] += WEIGHT_OF[weight]
        return table

    def _by_word(self, feature: str) -> dict[str, list[int]]:
        parts = self._weights.get(feature, "").split(" ")
        return {word: self._sum([pairs]) for word, pairs in zip(parts[::2], parts[1::2])}


class Lexicon:
    """The tags that words were seen with, and the features of a form that follow from them."""

    def __init__(self, entries: dict[str, str], open_classes: str) -> None:
        self._entries = entries
        self._open = open_classes

    def candidates(self, form: str) -> list[int]:
        """Return the classes that *form* may have; a much-seen word has those seen, no more."""
        word = normalize(form)
        entry = self._entries.get(word, " ")
        if entry[0] == " ":
            lower = self._entries.get(word.lower(), "").strip() if word != word.lower() else ""
            entry = "".join(dict.fromkeys(entry[1:] + lower + self._open))
        return [CLASS_OF[k] for k in entry]

    def own_features(self, form: str) -> list[str]:
        """Return what is known of a form by itself: the word, its kind, its ends, its shape."""
        word = normalize(form)
        lower = word.lower()
        kind = self.kind(form)
        shape = shape_of(word)
        features = ["w" + lower, "k" + kind, "h" + shape, "z" + shape + lower[-3:]]
        if self._entries.get(word, " ")[0] == " ":
            features += [f"e{lower[-n:]}" for n in range(1, 6) if n < len(lower)]
            features += [f"f{lower[:n]}" for n in range(1, 5) if n < len(lower)]
            if word != lower:
                features.append("l" + self._entries.get(lower, "?"))
            if "-" in lower:
                features.append("y" + self._entries.get(lower.rpartition("-")[2], "?"))
        return features

    def near_features(self, form: str) -> tuple[str, str, str]:
        """Return what a form tells of its neighbours: its kind, the word, its end and shape."""
        word = normalize(form)
        lower = word.lower()
        return ("k" + self.kind(form), "w" + lower, "z" + shape_of(word) + lower[-2:])

    def key(self, form: str) -> str:
        """Return the form as pairs of neighbouring words know it."""
        return normalize(form).lower()

    def kind(self, form: str) -> str:
        """Return the ambiguity class: the tags seen, or for an unknown form its shape and end."""
        word = normalize(form)
        entry = self._entries.get(word)
        if entry is None and word[:1].isupper():
            entry = self._entries.get(word.lower())
            return shape_of(word) + (entry.strip()[:3] if entry else "?" + word[-1:])
        return entry.strip()[:3] if entry else "?" + shape_of(word) + word[-2:]

    def true_case(self, form: str) -> str:
        """Return a word of an all-capitals sentence in the case in which it is known."""
        lower = normalize(form).lower()
        return lower if lower in self._entries or not lower.isalpha() else lower.capitalize()


@lru_cache(maxsize=4096)
def normalize(form: str) -> str:
    """Return *form* with a straight apostrophe and with every digit a nought.

    >>> normalize("don’t"), normalize("1,234th")
    ("don't", '0,000th')
    """
    return form.replace("’", "'").translate(DIGITS) if len(form) > 1 else form.translate(DIGITS)


def shape_of(word: str) -> str:
    """Return the kind of characters of *word*: lower case, capitalised, capitals, digits, mixed, none, address.

    >>> [shape_of(word) for word in ("ran", "Ann", "NATO", "1990s", "iPad", "--", "a@b.org")]
    ['x', 'X', 'C', 'd', 'm', 'o', '@']
    """
    if ADDRESS.search(word):
        return "@"
    if word.islower():
        return "d" if word[:1].isdigit() else "x-" if "-" in word else "x"
    if word[:1].isdigit():
        return "d"
    if word[:1].isupper():
        return "X" if len(word) == 1 or word[1:].islower() else "C" if word.isupper() else "M"
    return "m" if word.upper() != word else "o"


def tag_features(previous: int, second_previous: int) -> list[str]:
    """Return the features of the two tags before a word."""
    return [f"t{ALPHABET[previous]}", f"u{ALPHABET[previous]}{ALPHABET[second_previous]}"]


# The letters that open the names of features of a pair of neighbours.
NEXT, SECOND_NEXT, PREVIOUS, SECOND_PREVIOUS = "PQNM"
TAG_WORD, TAG_KIND, TAG_NEXT_KIND, WORD_NEXT, WORD_PREVIOUS = "abcxv"

# Classes and weights as characters that JSON need not escape.  A weight's size grows faster than
# its code, since the few great weights need no fine steps.
ALPHABET = "".join(chr(code) for code in range(33, 127) if chr(code) not in "\"\\")
CLASS_OF = {character: code for code, character in enumerate(ALPHABET)}
WEIGHT_OF = {
    character: round(abs(code - 46) ** 1.5) * (1 if code > 46 else -1)
    for code, character in enumerate(ALPHABET)
}
ADDRESS = re.compile(r"@|://|www\.|\w\.(?:com|org|net|edu|gov|html?|doc|pdf)\b", re.IGNORECASE)
DIGITS = dict.fromkeys(map(ord, "123456789"), "0")
