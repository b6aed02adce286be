"""Part-of-speech tags from an averaged perceptron whose weights were learned here.

``tags`` is the library's own path and imports nothing of NLTK; :mod:`quoteattr.nltk_tagger` has the same model
behind NLTK's ``TaggerI``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from attrs import frozen

from quoteattr import weights


def tags(words: Sequence[str]) -> list[str]:
    """Return the Penn Treebank tag of each word of one sentence.

    >>> tags(["He", "said", "so", "."])
    ['PRP', 'VBD', 'RB', '.']
    """
    return model().tags(words)


FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
"""The tags of finite verbs."""


@lru_cache(maxsize=1)
def model() -> Model:
    """Return the trained model, loaded once."""
    return Model(weights.load("tagger"))


Scores = int
"""A score per class, all in one number, sixteen bits a class: one addition adds those of all classes."""


class ByTag(dict[int, Scores]):
    """Scores by the class of the word before, each read when first asked for: of a rare word few ever are."""

    __slots__ = ("_pairs", "_triples")

    def __init__(self, triples: str, pairs: Pairs) -> None:
        """*triples* are pairs of a class and its weight, each behind the class of the word before, in their order."""
        self._triples, self._pairs = triples, pairs

    def __missing__(self, previous: int) -> Scores:
        befores, before = self._triples[::3], ALPHABET[previous]
        first = befores.find(before)
        triples = self._triples[3 * first : 3 * (first + befores.count(before))] if first >= 0 else ""
        found = self[previous] = sum([self._pairs[triples[place : place + 2]] for place in range(1, len(triples), 3)])
        return found


@frozen(eq=False)
class Word:
    """All that the model knows of a word form, summed once; most is what it says about its neighbours."""

    tag: int
    """The class of a word with one tag only, else -1."""
    candidates: tuple[tuple[int, int], ...]
    """The classes it may have, each with the place of its bits."""
    own: Scores
    """What the form itself says."""
    to_next: Scores
    to_second_next: Scores
    to_previous: Scores
    to_second_previous: Scores
    by_previous_tag: ByTag
    """Scores of this word by the class of the word before."""
    kind_by_previous_tag: ByTag
    """The same for all words of its kind."""
    to_previous_by_tag: ByTag
    """Scores of the word before by the class of the word before that."""
    key: str
    by_next: dict[str, str]
    """Encoded scores of this word by the key of the next: few are ever asked for."""
    by_previous: dict[str, str]


class Model:
    """Greedy tagging, left to right, with the weights that benchmarks/train/tagger.py writes.

    A class is an index into ``classes``.  The weights of a feature are one string of pairs, class
    and weight a character each: a flat JSON object loads several times faster than nested ones.
    """

    CACHE_SIZE = 10_000

    def __init__(self, data: dict[str, Any]) -> None:
        self.classes: list[str] = data["classes"]
        self.lexicon = Lexicon(data["lexicon"], data["open"])
        self._weights: dict[str, str] = data["weights"]
        self._bias = sum(1 << _BITS * (place + 1) - 1 for place in range(len(self.classes)))
        """Makes all sums positive: half of what their bits hold, for each class."""
        self._pairs = Pairs()
        self._no_tags = ByTag("", self._pairs)
        self._numbers: dict[str, Scores] = {}
        self._pair_numbers: dict[str, Scores] = {}
        self._tables: dict[str, ByTag] = {}
        self._word_tables: dict[str, dict[str, str]] = {}
        self._words = Words(self._word)
        self._older_words: dict[str, Word] = {}
        size = len(self.classes) + 1  # one more stands for "before the first word"
        self._by_tags: list[list[Scores | None]] = [[None] * size for _ in range(size)]

    def tags(self, words: Sequence[str]) -> list[str]:
        """Return the tag of each word of one sentence."""
        if " ".join(words).isupper():
            words = [self.lexicon.true_case(word) for word in words]
        sentence = list(map(self._words.__getitem__, words))
        sentence += [self._words[""]] * 2  # these also stand before the first word, as -1 and -2
        by_tags, by_pairs, classes = self._by_tags, self._pair_numbers, self.classes
        previous = second_previous = len(classes)
        result = []
        for i in range(len(words)):
            word = sentence[i]
            best = word.tag
            if best < 0:
                left, right = sentence[i - 1], sentence[i + 1]
                scores = (
                    word.own
                    + left.to_next
                    + sentence[i - 2].to_second_next
                    + right.to_previous
                    + sentence[i + 2].to_second_previous
                    + (by_tags[previous][second_previous] or self._of_tags(previous, second_previous))
                    + word.by_previous_tag[previous]
                    + word.kind_by_previous_tag[previous]
                    + right.to_previous_by_tag[previous]
                )
                pairs = word.by_next.get(right.key)
                if pairs is not None:
                    scores += by_pairs.get(pairs) or self._of_pairs(pairs)
                pairs = word.by_previous.get(left.key)
                if pairs is not None:
                    scores += by_pairs.get(pairs) or self._of_pairs(pairs)
                most = -1
                for k, place in word.candidates:
                    score = scores >> place & _MASK
                    if score > most:
                        most, best = score, k
            result.append(classes[best])
            second_previous, previous = previous, best
        return result

    def _word(self, text: str) -> Word:
        if len(self._words) >= self.CACHE_SIZE:  # words still in use come back from the older ones
            self._older_words, self._words = self._words, Words(self._word)
            for cache in (self._numbers, self._pair_numbers, self._tables, self._word_tables):
                cache.clear()
        older = self._older_words.get(text)
        if older is not None:
            self._words[text] = older
            return older
        form = self.lexicon.form(text)
        fixed = len(form.candidates) == 1
        own = 0 if fixed else self._bias + self._total("", form.own)
        self._words[text] = word = Word(
            tag=form.candidates[0] if fixed else -1,
            candidates=() if fixed else _likely(form.candidates, own),
            own=own,
            to_next=self._total(NEXT, form.near),
            to_second_next=self._total(SECOND_NEXT, form.near),
            to_previous=self._total(PREVIOUS, form.near),
            to_second_previous=self._total(SECOND_PREVIOUS, form.near),
            by_previous_tag=self._no_tags if fixed else self._by_tag(TAG_WORD + form.key),
            kind_by_previous_tag=self._no_tags if fixed else self._by_tag(TAG_KIND + form.kind),
            to_previous_by_tag=self._by_tag(TAG_NEXT_KIND + form.kind),
            key=form.key,
            by_next={} if fixed else self._by_word(WORD_NEXT + form.key),
            by_previous={} if fixed else self._by_word(WORD_PREVIOUS + form.key),
        )
        return word

    def _total(self, place: str, features: Sequence[str]) -> Scores:
        """Return what *features* say, of the word itself or of a neighbour at a *place*."""
        total, known, weights = 0, self._numbers, self._weights
        for name in features:
            feature = place + name
            number = known.get(feature)
            if number is None:
                pairs = weights.get(feature)
                if pairs is None:
                    continue
                number = known[feature] = self._pairs.total(pairs)
            total += number
        return total

    def _of_tags(self, previous: int, second_previous: int) -> Scores:
        scores = self._total("", tag_features(previous, second_previous))
        self._by_tags[previous][second_previous] = scores
        return scores

    def _of_pairs(self, pairs: str) -> Scores:
        scores = self._pair_numbers[pairs] = self._pairs.total(pairs)
        return scores

    def _by_tag(self, feature: str) -> ByTag:
        triples = self._weights.get(feature)
        if triples is None:
            return self._no_tags
        table = self._tables.get(feature)
        if table is None:
            table = self._tables[feature] = ByTag(triples, self._pairs)
        return table

    def _by_word(self, feature: str) -> dict[str, str]:
        pairs = self._weights.get(feature)
        if pairs is None:
            return NO_WEIGHTS
        table = self._word_tables.get(feature)  # the words outside the lexicon share a great one
        if table is None:
            parts = pairs.split(" ")
            table = self._word_tables[feature] = dict(zip(parts[::2], parts[1::2], strict=False))
        return table


def _likely(classes: Sequence[int], own: Scores) -> tuple[tuple[int, int], ...]:
    """Return the classes that a word form does not all but rule out, each with the place of its bits."""
    scores = [own >> _BITS * k & _MASK for k in classes]
    least = max(scores) - _MADE_UP_FOR
    return tuple([(k, _BITS * k) for k, score in zip(classes, scores, strict=True) if score >= least])


class Words(dict[str, Word]):
    """The word forms met so far, each read when it is first met."""

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[str], Word]) -> None:
        self._read = read

    def __missing__(self, text: str) -> Word:
        return self._read(text)


class Pairs(dict[str, Scores]):
    """The weights of classes as scores, each read when it is first met."""

    def __missing__(self, pair: str) -> int:
        number = self[pair] = WEIGHT_OF[pair[1]] << _BITS * classes_of(pair[0])[0]
        return number

    def total(self, pairs: str) -> int:
        """Return the weights that *pairs* encode."""
        return sum([self[pair] for pair in _PAIR.findall(pairs)])


_PAIR = re.compile("..")
_BITS = 16
"""Of a class.  Weights are below 716, and fewer than forty are added."""
_MASK = (1 << _BITS) - 1
_MADE_UP_FOR = 700
"""A class is given up where a word form says so much more for another one: of 37,000 rare words of news and stories the
neighbours made up for 680 at most."""


class Form(NamedTuple):
    """A word form as the lexicon knows it, and its features by name."""

    candidates: list[int]
    """The classes that it may have."""
    own: list[str]
    """What is known of it by itself: the word, its kind, its ends, its shape."""
    near: list[str]
    """What it tells of its neighbours: its kind, the word, its shape and end."""
    key: str
    """How pairs of neighbouring words know it."""
    kind: str
    """Its ambiguity class: the tags seen, or for an unknown form its shape and end."""


class Lexicon:
    """The tags that words were seen with.

    An entry of much-seen words has the classes they may have, no more; one that opens with a space
    belongs to a rarer word, which may have others.
    """

    def __init__(self, entries: dict[str, str], open_classes: str) -> None:
        self._entries = entries
        self._open = open_classes

    def form(self, text: str) -> Form:
        """Return what follows from a word's letters and from its entry."""
        word = normalize(text)
        lower = word.lower()
        shape = shape_of(word)
        entry = self._entries.get(word)
        lower_entry = self._entries.get(lower, "").strip() if word != lower else ""
        kind = entry.strip()[:3] if entry else shape + (lower_entry[:3] or "?" + word[-2:])
        # A word outside the lexicon has no feature of its own: in training that would be learned by
        # heart, and its end and shape, all that there is to go by in a new text, would learn nothing.
        key = lower if entry or lower_entry or not word else "?"
        own = ["w" + key, "k" + kind, "h" + shape, f"z{shape}{lower[-3:]}"]
        near = ["k" + kind, "w" + key, f"z{shape}{lower[-2:]}"]
        if not entry or entry[0] == " ":
            entry = "".join(dict.fromkeys((entry or " ")[1:] + lower_entry + self._open))
            own += [f"e{lower[-n:]}" for n in range(1, 6) if n < len(lower)]
            own += [f"f{lower[:n]}" for n in range(1, 5) if n < len(lower)]
            if word != lower:
                own.append("l" + (lower_entry or "?"))
            if "-" in lower:
                own.append("y" + self._entries.get(lower.rpartition("-")[2], "?").strip())
        return Form(list(classes_of(entry)), own, near, key, kind)

    def true_case(self, text: str) -> str:
        """Return a word of an all-capitals sentence in the case in which it is known."""
        lower = text.lower()
        return lower if normalize(lower) in self._entries or not lower.isalpha() else lower.capitalize()


def normalize(form: str) -> str:
    """Return *form* with a straight apostrophe and with every digit a nought.

    >>> normalize("don’t"), normalize("1,234th")
    ("don't", '0,000th')
    """
    return form.replace("’", "'").translate(DIGITS) if len(form) > 1 else form.translate(DIGITS)


def shape_of(word: str) -> str:
    """Return the kind of characters of *word*: lower case, capitalised, digits, none, an address, …

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


def classes_of(letters: str) -> bytes:
    """Return the classes that *letters* stand for.

    >>> list(classes_of("!#$"))
    [0, 1, 2]
    """
    return letters.encode().translate(CLASS_TABLE)


def tag_features(previous: int, second_previous: int) -> list[str]:
    """Return the features of the two tags before a word."""
    return [f"t{ALPHABET[previous]}", f"u{ALPHABET[previous]}{ALPHABET[second_previous]}"]


# The letters that open the names of features of a pair of neighbours.
NEXT, SECOND_NEXT, PREVIOUS, SECOND_PREVIOUS = "PQNM"
TAG_WORD, TAG_KIND, TAG_NEXT_KIND, WORD_NEXT, WORD_PREVIOUS = "abcxv"

# Classes and weights as characters that JSON need not escape.  A weight's size grows faster than
# its code, since the few great weights need no fine steps.
ALPHABET = "".join(chr(code) for code in range(33, 127) if chr(code) not in '"\\')
CLASS_TABLE = bytes.maketrans(ALPHABET.encode(), bytes(range(len(ALPHABET))))
WEIGHT_OF: dict[str, int] = {
    character: round(abs(code - 46) ** 1.5) * (1 if code > 46 else -1) for code, character in enumerate(ALPHABET)
}
NO_WEIGHTS: dict[str, str] = {}
"""The one table of all features that have no weight."""
ADDRESS = re.compile(r"@|://|www\.|\w\.(?:com|org|net|edu|gov|html?|doc|pdf)\b", re.IGNORECASE)
DIGITS = dict.fromkeys(map(ord, "123456789"), "0")
