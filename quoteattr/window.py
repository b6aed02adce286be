"""The stretch of words around a cue in which its source and its content are sought, as a row of units.

A unit is a word of the narration or a marked stretch as a whole, so that no edge can fall inside marks.  Two units of
padding stand at either end; what a feature asks of a neighbour needs no check of bounds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from quoteattr.document import Document
from quoteattr.lexicons import rows
from quoteattr.places import behind_dateline
from quoteattr.tagger import FINITE
from quoteattr.word_lists import WEEKDAYS

MARK = "“”"
"""The word that stands for a marked stretch; its tag is "Q"."""
PAD = 2

NOMINAL = frozenset(
    ["DT", "PRP$", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "POS", "PDT", "FW", "$", "EX", "WP$"]
)
NOUN = frozenset(["NN", "NNS", "NNP", "NNPS", "PRP", "CD"])
VERB = frozenset(["VB", "VBD", "VBZ", "VBP", "VBN", "VBG", "MD"])
_LEADS_ON = frozenset([":", ","])
_FAR = 9
"""In units: cues farther off are all alike."""
_COUNTDOWN = tuple(range(_FAR - 1, -1, -1))


class Edges(NamedTuple):
    """What a marked stretch is like where it begins and ends: “we may” begins low, “Never.” ends a sentence."""

    case: str
    """"A" where it begins with a capital, "a" where not, "T" where all its longer words do, as a title's."""
    first: str
    """The class of its first word, "?" where it reaches beyond the sentence."""
    stop: str
    """The stop before its closing mark, or "w" for a word."""
    size: str
    """Up to one, three, seven words, or more ("+")."""
    verb: str
    """Whether there is a finite verb in it."""
    last: str
    """The class of its last word."""


class Window:
    """A sentence with the marked stretches that reach into it or touch it from either side."""

    def __init__(self, document: Document, number: int) -> None:
        self.document = document
        first, last = document.sentences[number]
        before, behind = _reach(document, number)
        if before == first:
            before = first = behind_dateline(document, first, last)
        words, tags, starts = ["^", "^"], ["^", "^"], [before, before]
        edges: dict[int, Edges] = {}
        lower, quoted = document.lower, document.quoted
        all_tags = document.tags(first, last)
        if any(quoted[before:behind]):
            i = before
            while i < behind:
                starts.append(i)
                mark = quoted[i]
                if mark:
                    words.append(MARK)
                    tags.append("Q")
                    start = i
                    while i < behind and quoted[i] == mark:
                        i += 1
                    edges[len(words) - 1] = _edges_of(
                        document, start, i, all_tags if start >= first and i <= last else ()
                    )
                else:
                    words.append(lower[i])
                    tags.append(all_tags[i])
                    i += 1
        else:
            starts += range(before, behind)
            words += lower[before:behind]
            tags += all_tags[before:behind]
        self.begin, self.end = PAD, len(words)
        words += ["$", "$", "$"]
        tags += ["$", "$", "$"]
        starts += [behind, behind, behind]
        for verb in _misread_verbs(words, tags, self.end, document.vocabulary.of_speech):
            tags[verb] = "VBZ" if tags[verb] == "NNS" else "VBD"
        self.words, self.tags, self.starts = words, tags, starts
        self.edges = edges
        """What the marked stretches are like, by their units."""
        self.first = self.unit(first)
        """The sentence's own first unit; a stretch that touches it may stand before."""
        self.last = self.begin + bisect_left(starts[self.begin : self.end], last)
        """Behind the sentence's own last unit."""
        self.commas = [0, *accumulate([word == "," for word in words])]
        self.finite = [0, *accumulate([tag in FINITE for tag in tags])]
        self.marks = [0, *accumulate([tag == "Q" for tag in tags])] if edges else [0] * (len(words) + 1)
        self.full_stop = self._full_stop()
        self.chunks = _chunks(words, tags, self.begin, self.end)
        self.phrase_ends = dict(self.chunks)
        self.inside = {i for first, behind in self.chunks for i in range(first + 1, behind)}
        """The units within a base noun phrase, but for its first."""
        self.kinds = {start: kind(words[end - 1], tags[end - 1]) for start, end in self.chunks}
        self.next_cue = self._next_cue()
        self.next_verb = self._next_verb()
        self.clauses = self._clauses() if edges else self.finite
        self.goes_on = self._goes_on() if edges else [""] * len(words)
        self.ahead, self.back = _paths(words, tags, self.phrase_ends, self.kinds)

    def unit(self, token: int) -> int:
        """Return the unit that *token* stands in."""
        k = bisect_left(self.starts, token, self.begin, self.end)
        return k if k < self.end and self.starts[k] == token else max(self.begin, k - 1)

    def behind(self, token: int) -> int:
        """Return the unit behind the one of the token before *token*."""
        return self.unit(token - 1) + 1

    def tokens(self, first: int, last: int) -> tuple[int, int]:
        """Return the tokens of the units from *first* up to, not including, *last*."""
        return self.starts[first], self.starts[last]

    def _full_stop(self) -> int:
        """Return the unit behind the sentence's last word: where its full stop stands."""
        k = self.last
        while k > self.begin + 1 and self.words[k - 1] in _STOPS:
            k -= 1
        return k

    def _next_cue(self) -> list[int]:
        """Return for each unit how far off the next likely cue is, at most nine units."""
        begin, likely = self.begin, self.document.vocabulary.likely
        found = [_FAR] * len(self.words)
        for k in reversed([k for k, word in enumerate(self.words) if word in likely]):
            first = max(begin, k - _FAR + 1)
            found[first : k + 1] = _COUNTDOWN[first - k - 1 :]
        return found

    def _next_verb(self) -> list[int]:
        """Return for each unit where the next verb is, at the unit or behind it; the last unit of all if none is."""
        tags, place = self.tags, len(self.words) - 1
        found = [place] * len(self.words)
        for k in range(self.end - 1, self.begin - 1, -1):
            if tags[k] in VERB:
                place = k
            found[k] = place
        return found

    def _clauses(self) -> list[int]:
        """Return for each unit how many finite verbs and marked stretches with one stand before it."""
        edges = self.edges
        return [0, *accumulate([
            tag in FINITE or (tag == "Q" and edges[k].verb == "v") for k, tag in enumerate(self.tags)
        ])]  # fmt: skip

    def _goes_on(self) -> list[str]:
        """Return for each unit how the sentence goes on to a marked stretch: its case; whether a cue comes first."""
        found = [""] * len(self.words)
        sign = ""
        likely, words, tags = self.document.vocabulary.likely, self.words, self.tags
        for k in range(self.last - 1, self.begin - 1, -1):
            if tags[k] == "Q":
                sign = "Q" + self.edges[k].case
            elif sign and words[k] in likely:
                sign = "C" + sign[1:]
            found[k] = sign
        return found


def _reach(document: Document, number: int) -> tuple[int, int]:
    """Return the tokens of a sentence and of the stretches that reach into it or touch it."""
    first, last = document.sentences[number]
    quoted, count = document.quoted, len(document.quoted)
    paragraph = document.sentence_paragraph[number]
    ending = document.lower[last - 1]
    while last < count and quoted[last] and quoted[last] == quoted[last - 1]:
        last += 1
    while first > 0 and quoted[first] and quoted[first] == quoted[first - 1]:
        first -= 1
    if last < count and quoted[last]:
        stretch = document.stretches[quoted[last] - 1]
        near = document.paragraphs[paragraph].end > stretch.start
        if near or (ending in _LEADS_ON and stretch.paragraph == paragraph + 1):
            number_of = quoted[last]
            while last < count and quoted[last] == number_of:
                last += 1
    if first > 0 and quoted[first - 1]:
        number_of = quoted[first - 1]
        if document.stretches[number_of - 1].paragraph == paragraph:
            while first > 0 and quoted[first - 1] == number_of:
                first -= 1
    return first, last


def _edges_of(document: Document, first: int, last: int, tags: Sequence[str]) -> Edges:
    """Return what the tokens of a marked stretch are like; *tags* are those of the document, or none."""
    words, lower = document.words, document.lower
    if last - first > 1 and lower[first] == "“":
        first += 1
    if last - first > 1 and lower[last - 1] == "”":
        last -= 1
    count = last - first
    size = "1" if count == 1 else "3" if count <= 4 else "7" if count <= 8 else "+"  # a stop is one more
    begin, ending = words[first][0], lower[last - 1][0]
    long = [word for word in words[first:last] if len(word) > _SHORT_WORD] if count <= _LONGEST_TITLE else []
    if len(long) > 1 and all(word[0].isupper() for word in long):
        case = "T"
    else:
        case = "A" if begin.isupper() else "a" if begin.islower() else "-"
    stop = "w" if ending.isalnum() else ending
    if not tags:
        return Edges(case, "?", stop, size, "?", "?")
    verb = "v" if any(tags[i] in FINITE for i in range(first, last)) else "-"
    return Edges(case, _CLASSES.get(tags[first], "-"), stop, size, verb, _CLASSES.get(tags[last - 1], "-"))


_SHORT_WORD = 3
_LONGEST_TITLE = 9
_CLASSES = {
    "VBD": "V", "VBZ": "V", "VBP": "V", "MD": "V", "VB": "v", "VBN": "v", "VBG": "g", "NN": "N", "NNS": "N",
    "NNP": "M", "NNPS": "M", "JJ": "J", "JJR": "J", "JJS": "J", "DT": "D", "PRP$": "D", "PRP": "P", "IN": "I",
    "TO": "I", "RB": "R", "CD": "C",
}  # fmt: skip
"""Classes of words by their tags."""


def _paths(
    words: Sequence[str], tags: Sequence[str], ends: Mapping[int, int], kinds: Mapping[int, str]
) -> tuple[list[str], list[str]]:
    """Return for each unit the phrases that follow from it on, and those that end before it, three at most.

    A noun phrase is one sign, so is a group of verbs: ", and N V" however long the phrases are.
    """
    count = len(words)
    signs: list[str] = []
    sizes: list[int] = []
    i = 0
    while i < count:
        tag = tags[i]
        if i in ends:
            end = ends[i]
            if tag in _PRONOUNS and (tag != "PRP" or end == i + 1):
                sign = words[i] if tag != "PRP" else "P"
            else:
                sign = "M" if kinds[i] == "name" else "N"
        else:
            end = i + 1
            if tag in _VERB_SIGNS:
                sign = _VERB_SIGNS[tag]
                while end < count and (tags[end] in _VERB_SIGNS or tags[end] == "RB") and end not in ends:
                    end += 1
            elif tag in _ADVERBS:
                sign = "r"
            elif tag in _LINKS or not words[i][0].isalnum():
                sign = words[i]
            else:
                sign = tag
        signs.append(sign)
        sizes.append(end - i)
        i = end
    following = [f"{a}|{b}|{c}" for a, b, c in zip(signs, signs[1:], [*signs[2:], "$"], strict=False)]
    before = [f"^|{signs[0]}", f"^|{signs[0]}|{signs[1]}", *following[:-1]]
    following.append(f"{signs[-1]}|$")
    ahead: list[str] = []
    back = ["^"]
    for one, other, size in zip(following, before, sizes, strict=True):
        if size == 1:
            ahead.append(one)
            back.append(other)
        else:
            ahead += [one] * size
            back += [other] * size
    ahead.append("$")
    return ahead, back


_PRONOUNS = frozenset(["PRP", "WP", "WDT"])
_ADVERBS = frozenset(["RB", "RBR", "RP"])
_LINKS = frozenset(["IN", "TO", "CC", "WRB"])
_VERB_SIGNS = {"VB": "b", "VBD": "V", "VBZ": "V", "VBP": "V", "MD": "V", "VBN": "n", "VBG": "g"}


def _misread_verbs(words: Sequence[str], tags: Sequence[str], end: int, of_speech: Set[str]) -> list[int]:
    """Return the units of verbs of speech, cut off by commas, that were taken for nouns or participles.

    The pier will close, the minister warns. / The pier has been closed, the minister confirmed on Friday. / The pier,
    the minister warns, will close. / The pier will close, warns Ann Lee.
    """
    return [
        verb
        for verb, tag in enumerate(tags)
        if tag in _SUBJECTS_OF and words[verb] in of_speech and _is_cut_off(words, tags, end, verb)
    ]


def _is_cut_off(words: Sequence[str], tags: Sequence[str], end: int, verb: int) -> bool:
    """Tell whether a comma parts a verb, with a subject that suits it, from a clause that has a verb of its own."""
    if words[verb - 1] == ",":
        inverted = tags[verb] == "NNS" and tags[verb + 1] in ("NNP", "DT", "PRP$")
        return inverted and not FINITE.isdisjoint(tags[PAD : verb - 1])
    if tags[verb - 1] not in _SUBJECTS_OF[tags[verb]] or (words[verb + 1] != "," and final_word(words, end) != verb):
        return False
    comma = verb - 2
    while comma > PAD and words[comma] != "," and verb - comma < _FAR:
        comma -= 1
    between = tags[comma + 1 : verb]
    whole = words[comma] == "," and between[0] in _BEGINS_SUBJECT and _NO_SUBJECT.isdisjoint(between)
    return whole and not (FINITE.isdisjoint(tags[PAD:comma]) and FINITE.isdisjoint(tags[verb + 2 : end]))


_STOPS = frozenset([".", "!", "?", "…"])
_SUBJECTS_OF: Mapping[str, Set[str]] = {
    "NNS": frozenset(["NN", "NNP", "NNPS", "PRP"]),
    "VBN": frozenset(["NN", "NNS", "NNP", "NNPS", "PRP"]),
}
"""For a tag that a verb may have been given wrongly, those of the last word of its subject."""
_BEGINS_SUBJECT = frozenset(["DT", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", "PRP", "CD"])
_NO_SUBJECT = FINITE | {"CC", "POS"}
"""Tags of what the subject of such a verb has not."""


def final_word(words: Sequence[str], last: int) -> int:
    """Return where the last word before *last* stands, stops and a day left out: "…, the mayor warns on Friday."."""
    final = last - 1
    while final > 0 and words[final] in _STOPS:
        final -= 1
    if final > 1 and words[final] in WEEKDAYS:
        final -= 2 if words[final - 1] == "on" else 1
    return final


def _chunks(words: Sequence[str], tags: Sequence[str], begin: int, end: int) -> list[tuple[int, int]]:
    """Return the base noun phrases among the units."""
    chunks: list[tuple[int, int]] = []
    start = -1
    for i in range(begin, end + 1):
        tag = tags[i]
        if tag in NOMINAL or (tag == "VB" and words[i - 2 : i] == _BEFORE_SOURCE):  # according to (exit polls)
            if start < 0:
                if tag != "POS":
                    start = i
            elif tag in _DETERMINERS and tags[i - 1] not in ("PDT", "DT"):
                chunks.append((start, i))
                start = i
            continue
        if start >= 0:
            if tag in _PRONOUNS or tags[i - 1] in _LAST_OF_CHUNK:
                chunks.append((start, i))
            start = -1
        if tag in _PRONOUNS:
            chunks.append((i, i + 1))
    return [(start - 1 if words[start - 1] in _ROUGHLY else start, end) for start, end in chunks]


_DETERMINERS = frozenset(["DT", "PRP$", "PDT"])
_LAST_OF_CHUNK = NOUN | {"DT", "JJ", "JJS", "JJR"}
_BEFORE_SOURCE = ["according", "to"]
_ROUGHLY = frozenset(["about", "almost", "around", "nearly", "only", "roughly"])


def kind(word: str, tag: str) -> str:
    """Return what a phrase with this last word is: "name", a pronoun, "person", "group", "thing" or a tag."""
    if tag in ("NNP", "NNPS"):
        return "name"
    if tag in _PRONOUNS:
        return word
    return noun_kinds().get(word, tag)


@cache
def noun_kinds() -> dict[str, str]:
    """Return a class for common nouns that may be sources: "person", "group" or "thing"."""
    found: dict[str, str] = {}
    for name, kind in (
        ("source_nouns", "thing"),
        ("group_nouns", "group"),
        ("person_nouns", "person"),
        ("kin_nouns", "person"),
        ("demonyms", "person"),
    ):
        for row in rows(name):
            found[row[0]] = kind
            for plural in row[1:3]:
                if len(plural) > 2:
                    found[plural] = kind
    return found
