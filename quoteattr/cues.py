"""Which words are cues ("said", "according", "tweeted", a colon), and where a cue begins and ends.

A word that may be one is glanced at with its neighbours, then judged in its sentence, both by linear models.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import compress

from quoteattr.choice import Answers, Asked, Choice, Ranker
from quoteattr.counts import NUMBER, UP_TO_4
from quoteattr.cue import Cue, Reading
from quoteattr.document import Document
from quoteattr.places import LONGEST_DATELINE, behind_dateline
from quoteattr.tagger import FINITE
from quoteattr.vocabulary import COMMISSIVES, DIRECTIVES, QUOTING, SPEECH_WITH, TOLD_DEEDS, lemma
from quoteattr.window import Window, final_word, noun_kinds

LEAST_GLANCE = -3.0
"""The least score of a word as a cue, by itself and its neighbours, for a look at its sentence."""
FAR_FROM_MARKS = 1.0
"""How much more it must score in a sentence without marks."""
BEHIND_CLAUSE = 2.0
"""How much less a verb need score that ends its sentence behind a comma: "The road is closed, the mayor warns."."""


def cues(
    document: Document,
    marks_only: bool,
    glance: Ranker,
    least: float = LEAST_GLANCE,
    speech_only: bool = False,
    heads: Collection[str] = (),
) -> Iterator[Cue]:
    """Yield the possible cues of the narration that pass a first *glance*, in text order.

    With *marks_only*, only those of sentences that hold or touch a marked stretch; with *speech_only*, in sentences
    without marks only those that may report a clause that is said; *heads* as for ``possible_cues``.
    """
    memory: dict[str, int] = {}
    behind = 0
    window: Window | None = None
    earlier: list[Reading] = []
    for token in possible_cues(document, marks_only, speech_only, heads):
        score = glance.score(*glance_answers(document, token))
        unlikely = score < least or (score < least + FAR_FROM_MARKS and not _is_near_marks(document, token))
        if unlikely and (score < least - BEHIND_CLAUSE or not _is_behind_clause(document, token)):
            continue
        if token >= behind or window is None:
            number = document.sentence_of(token)
            behind = document.sentences[number][1]
            window = Window(document, number)
            earlier = []
        cue = Cue(window, token, memory, earlier)
        if marks_only or not speech_only or window.edges or _may_report_clause(cue):
            yield cue


def possible_cues(
    document: Document, marks_only: bool, speech_only: bool = False, heads: Collection[str] = ()
) -> Iterator[int]:
    """Yield the tokens of the narration that could head a cue; with *speech_only*, far from marks, one of speech.

    *heads* are the words that may; without them all but "of", "a" and "in", of which one in thousands does.
    """
    lower, words, quoted, vocabulary = document.lower, document.words, document.quoted, document.vocabulary
    for first, last in document.sentences:
        near = any(quoted[max(0, first - 1) : last + 1])
        if marks_only and not near:
            continue
        possible = heads or (vocabulary.of_speech if speech_only and not near else vocabulary.glanced_at)
        for token in compress(range(first, last), map(possible.__contains__, lower[first:last])):
            if not quoted[token] and not _is_in_name(words, token):
                word = lower[token]
                if word == ":" and token < first + LONGEST_DATELINE and behind_dateline(document, first, last) > token:
                    continue  # NAGPUR: The river has risen
                behind = SPEECH_WITH.get(lemma(word)) if speech_only and not near else None
                if behind is None or lower[token + 1 : token + 1 + len(behind)] == behind:
                    yield token


def _is_in_name(words: Sequence[str], token: int) -> bool:
    """Tell whether a word stands with a capital between an article and another capital: the Mock Turtle."""
    if not words[token][0].isupper() or not 0 < token < len(words) - 1:
        return False
    return words[token - 1] in ("the", "The") and words[token + 1][0].isupper()


def _is_behind_clause(document: Document, token: int) -> bool:
    """Tell whether a verb of speech ends its sentence, a comma and a few words before: "…, the mayor warns."."""
    lower = document.lower
    first, last = document.sentences[document.sentence_of(token)]
    if token < last - _LONGEST_DAY or lower[token] not in document.vocabulary.of_speech:
        return False
    return "," in lower[max(first, token - _LONGEST_SUBJECT) : token - 1] and final_word(lower, last) == token


_LONGEST_DAY = 5
"""In tokens, with the stops behind it: "(warns) on Friday."."""
_LONGEST_SUBJECT = 8
"""In tokens."""


def _is_near_marks(document: Document, head: int) -> bool:
    """Tell whether the sentence of the token *head* holds or touches a marked stretch."""
    quoted = document.quoted
    first, last = document.sentences[document.sentence_of(head)]
    return any(quoted[max(0, first - 1) : last + 1])


def _may_report_clause(cue: Cue) -> bool:
    """Tell whether a cue has a verb for what is said: behind it, or before it and parted from it ("the road was closed,
    she said"); where an order or a promise is given, it needs none.
    """
    window, h = cue.window, cue.head
    if cue.base in _WITHOUT_CLAUSE or cue.word in QUOTING:
        return True
    finite, last = window.finite, window.last
    if finite[last] > finite[h + 1] or "VBN" in window.tags[h + 1 : last]:
        return True  # "said the fire started": a past tense that looks like a participle
    return finite[h] > 0 and not _APART.isdisjoint(window.words[bisect_left(finite, 1) : h])


_WITHOUT_CLAUSE = DIRECTIVES | COMMISSIVES | TOLD_DEEDS
_APART = frozenset([",", ";", ":", "—", "–", "--", "-"])


def glance_answers(document: Document, token: int) -> tuple[Sequence[str], Sequence[str]]:
    """Return what a first glance sees: the word, its neighbours, and marks next to it."""
    lower, quoted = document.lower, document.quoted
    word = document.vocabulary.known.get(lower[token], lower[token])
    count = len(lower)
    before = lower[token - 1] if token else "^"
    after = lower[token + 1] if token + 1 < count else "$"
    mark_before = "True" if token and quoted[token - 1] else "False"
    mark_after = "True" if token + 1 < count and quoted[token + 1] else "False"
    marks = mark_before + mark_after
    return ("", word), ("1", before, after, "1", before, after, marks)


def cue_answers(cue: Cue) -> tuple[Sequence[str], Sequence[str]]:
    """Return what speaks for and against a word being a cue."""
    window, h, word, base, tag = cue.window, cue.head, cue.word, cue.base, cue.tag
    words, tags = window.words, window.tags
    before, after, tag_after = words[h - 1], words[h + 1], tags[h + 1]
    left, right = (_distance_to_mark(tags, h, -1), _distance_to_mark(tags, h, 1)) if window.edges else ("9", "9")
    enclosed = "in" if cue.enclosing else "after" if cue.earlier else "first"
    over = "True" if cue.earlier and cue.earlier[-1].right_end <= h else "False"
    contexts = (
        "", word, base, tag, enclosed,
    )  # fmt: skip
    answers = (
        "1", f"{tag_after}|{tags[h + 2]}", right,
        before, NUMBER[min(3, cue.memory.get(word, 0))], over,
        after, tag_after, f"{left}|{right}", enclosed,
        "1", after, _subject(cue), UP_TO_4[max(0, h - window.first)],
        NUMBER[window.document.vocabulary.heads.get(word, 0)], enclosed,
        f"{before}|{tag}",
    )  # fmt: skip
    return contexts, answers


def _distance_to_mark(tags: Sequence[str], head: int, step: int) -> str:
    i = head + step
    for distance in range(8):
        if tags[i] == "Q":
            return NUMBER[distance]
        if tags[i] in ("^", "$"):
            return "9"
        i += step
    return "9"


def _subject(cue: Cue) -> str:
    """Return what stands where a cue's subject would: the class of the noun before its auxiliaries."""
    words, tags = cue.window.words, cue.window.tags
    i = cue.head - 1
    while tags[i] in ("RB", "MD") or words[i] in AUXILIARIES:
        i -= 1
    if tags[i] in ("NNP", "NNPS"):
        return "name"
    if tags[i] == "PRP":
        return words[i]
    return noun_kinds().get(words[i], tags[i])


AUXILIARIES = frozenset(
    ["has", "have", "had", "was", "were", "is", "are", "be", "been", "being", "did", "do", "does", "will",
    "would", "could", "should",
     "may", "might", "must", "'s", "'ve", "'d"]
)  # fmt: skip


def cue_starts(cue: Cue, _: Reading) -> Choice:
    """Return where the cue may begin: "has repeatedly said", "in a statement said"."""
    h, tags = cue.head, cue.window.tags
    starts = [h]
    for i in range(h - 1, max(cue.window.begin, h - 6) - 1, -1):
        if tags[i] in _BEFORE_CUE:
            break
        starts.append(i)
    return Choice("cue start", starts, partial(_of_cue_starts, cue))


def _of_cue_starts(cue: Cue, starts: Sequence[int]) -> Asked:
    h, tag = cue.head, cue.tag
    words, tags = cue.window.words, cue.window.tags
    rows: list[Answers] = []
    for i in starts:
        d = NUMBER[h - i]
        path = "|".join(tags[i:h])
        tag_before, first = tags[i - 1], f"{words[i]}|{d}"
        rows.append((
            path, first, f"{words[i - 1]}|{d}", f"{tags[i]}{d}", f"{tag_before}|{tags[i]}", f"{path}|{tag}",
            path,
            first,
            first, f"{tag_before}|{path}",
        ))  # fmt: skip
    return ("", cue.word, cue.base, tag), rows


_BEFORE_CUE = frozenset(
    ["NNP", "NNPS", ",", "CC", "CD", "PRP$", "WP", "WRB", ":", "RP", ".", "HYPH", "-RRB-", "''", "``", "Q"]
)
"""Tags of what no cue reaches back to: a name, a comma, "and"."""


def cue_ends(cue: Cue, reading: Reading) -> Choice:
    """Return where the cue may end: "said in a statement", "told reporters on Tuesday"."""
    window, h = cue.window, cue.head
    tags, inside = window.tags, window.inside
    ends: list[int] = []
    clauses = 0
    for end in range(h + 1, min(window.last, h + 10) + 1):
        last_tag = tags[end - 1]
        if end > h + 1:
            clauses += last_tag in _OF_CLAUSE
            if clauses > 1 or last_tag in _BEHIND_CUE:
                break
            if end in inside or last_tag in _NO_CUE_END:
                continue
        ends.append(end)
    return Choice(
        "cue end",
        ends,
        partial(_of_cue_ends, cue, reading),
        partial(_glance_at_cue_ends, cue),
        cue.near,
    )


def _glance_at_cue_ends(cue: Cue, ends: Sequence[int]) -> Asked:
    h, words, tags = cue.head, cue.window.words, cue.window.tags
    rows: list[Answers] = []
    for end in ends:
        d, after = NUMBER[end - h], words[end]
        rows.append((f"{tags[end - 1]}{d}", f"{words[end - 1]}|{d}", f"{after}|{d}", after))
    return ("", cue.base), rows


def _of_cue_ends(cue: Cue, reading: Reading, ends: Sequence[int]) -> Asked:
    window, h = cue.window, cue.head
    words, tags, ahead = window.words, window.tags, window.ahead
    next_word = words[h + 1]
    rows: list[Answers] = []
    for end in ends:
        d = NUMBER[end - h]
        path = "|".join(tags[h + 1 : end])
        last, last_tag, after, tag_after = words[end - 1], tags[end - 1], words[end], tags[end]
        ending = f"{last}|{d}"
        phrase = "|".join(words[h + 1 : end]) if end < h + 5 else "…"
        rows.append((
            path, ending, f"{after}|{d}", f"{last}|{tag_after}", phrase, f"{next_word}|{d}",
            f"{last_tag}|{tag_after}", f"{last_tag}{d}", f"{after}|{tags[end + 1]}", f"{last_tag}|{ahead[end]}",
            d,
            ending, after, phrase,
            d,
        ))  # fmt: skip
    return ("", cue.word, cue.base, f"{h - reading.cue_start}{cue.tag}"), rows


_BEHIND_CUE = frozenset(["Q", ".", "MD", "WP", "WDT", "WRB", "''", "``"])
"""Tags of what no cue reaches over."""
_OF_CLAUSE = FINITE | {",", "PRP"}
"""Tags of words of which a cue has no two behind its head: a clause begins with them."""
_NO_CUE_END = frozenset([",", "CC", "CD", "EX", "-LRB-"])


ANSWERS_OF_CUES = {
    "glance": (3, 4),
    "cue": (3, 3, 4, 6, 1),
    "cue end glance": (3, 1),
    "cue start": (6, 1, 1, 2),
    "cue end": (10, 1, 3, 1),
}
"""How many answers go with each of the contexts: a line of answers above for a context, or several."""
