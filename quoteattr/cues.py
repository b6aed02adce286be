"""Which words are cues ("said", "according", "tweeted", a colon), and where a cue begins and ends.

A word that may be one is glanced at with its neighbours, then judged in its sentence, both by linear models.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quoteattr.choice import Answers, Choice, Ranker
from quoteattr.counts import NUMBER
from quoteattr.cue import Cue, Reading
from quoteattr.document import Document
from quoteattr.vocabulary import cue_classes
from quoteattr.window import FINITE, Window, noun_kinds

LEAST_GLANCE = -3.0
"""The least score of a word as a cue, by itself and its neighbours, for a look at its sentence."""


def cues(
    document: Document, marks_only: bool, glance: Ranker, least: float = LEAST_GLANCE, speech_only: bool = False
) -> Iterator[Cue]:
    """Yield the possible cues of the narration that pass a first *glance*, in text order."""
    memory: dict[str, int] = {}
    behind = 0
    window: Window | None = None
    earlier: list[Reading] = []
    for token in possible_cues(document, marks_only):
        if glance.score(*glance_answers(document, token)) < least:
            continue
        if speech_only and _is_thought(document, token):
            continue
        if token >= behind or window is None:
            number = document.sentence_of(token)
            behind = document.sentences[number][1]
            window = Window(document, number)
            earlier = []
        yield Cue(window, token, memory, earlier)


def possible_cues(document: Document, marks_only: bool) -> Iterator[int]:
    """Yield the tokens of the narration that could head a cue."""
    heads, quoted = document.vocabulary.heads, document.quoted
    near, behind = True, 0
    for token, word in enumerate(document.lower):
        if word in heads and not quoted[token] and not _is_in_name(document.words, token):
            if marks_only and token >= behind:  # a new sentence
                behind = document.sentences[document.sentence_of(token)][1]
                near = _is_near_marks(document, token)
            if near:
                yield token


def _is_in_name(words: Sequence[str], token: int) -> bool:
    """Tell whether a word stands with a capital between an article and another capital: the Mock Turtle."""
    if not words[token][0].isupper() or not 0 < token < len(words) - 1:
        return False
    return words[token - 1] in ("the", "The") and words[token + 1][0].isupper()


def _is_thought(document: Document, token: int) -> bool:
    """Tell whether the word is one of thought or manner ("believes", "smiled"), far from any marks."""
    kind = cue_classes().get(document.lower[token])
    said = tuple(document.lower[token + 1 : token + 3])
    if said[:1] == ("it",) or said == ("to", "know"):
        return False  # as one diplomat put it, wanted to know
    return kind in ("thought", "manner") and not _is_near_marks(document, token)


def _is_near_marks(document: Document, head: int) -> bool:
    """Tell whether the sentence of the token *head* holds or touches a marked stretch."""
    quoted = document.quoted
    first, last = document.sentences[document.sentence_of(head)]
    return any(quoted[max(0, first - 1) : last + 1])


def glance_answers(document: Document, token: int) -> tuple[Sequence[str], Sequence[str]]:
    """Return what a first glance sees: the word, two neighbours on either side, and marks next to it."""
    lower, quoted = document.lower, document.quoted
    word = document.vocabulary.known.get(lower[token], lower[token])
    count = len(lower)
    before = lower[token - 1] if token else "^"
    after = lower[token + 1] if token + 1 < count else "$"
    behind = lower[token + 2] if token + 2 < count else "$"
    mark_before = "True" if token and quoted[token - 1] else "False"
    mark_after = "True" if token + 1 < count and quoted[token + 1] else "False"
    marks = mark_before + mark_after
    return ("", word), ("1", before, after, behind, "1", before, after, marks)


def cue_answers(cue: Cue) -> tuple[Sequence[str], Sequence[str]]:
    """Return what speaks for and against a word being a cue."""
    window, h, word, base, tag = cue.window, cue.head, cue.word, cue.base, cue.tag
    words, tags = window.words, window.tags
    before, after, two_before, two_after = words[h - 1], words[h + 1], words[h - 2], words[h + 2]
    tag_before, tag_after = tags[h - 1], tags[h + 1]
    marks = "True" if window.marks[window.end] else "False"
    subject = _subject(cue)
    left, right = ("9", "9") if marks == "False" else (_distance_to_mark(tags, h, -1), _distance_to_mark(tags, h, 1))
    enclosed = "in" if cue.enclosing else "after" if cue.earlier else "first"
    last = cue.earlier[-1] if cue.earlier else None
    path, sides = f"{tag_before}|{tag}|{tag_after}", f"{left}|{right}"
    document = window.document
    contexts = (
        "", word, base, tag, enclosed,
    )  # fmt: skip
    answers = (
        "1", path, f"{two_before}|{before}", f"{after}|{two_after}", f"{tag_after}|{tags[h + 2]}", f"l{left}",
        f"r{right}", f"style{len(document.stretches) * 2000 // (document.length + 1)}",
        "1", tag, before, after, tag_before, tag_after, marks, str(min(3, cue.memory.get(word, 0))),
        "True" if last is not None and last.right_end <= h else "False",
        "1", tag, subject, after, tag_after, two_after, path, sides, enclosed,
        "1", before, after, subject, sides, str(min(4, h - window.first)),
        NUMBER[document.vocabulary.heads.get(word, 0)], enclosed,
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
    window, h, word, base, tag = cue.window, cue.head, cue.word, cue.base, cue.tag
    words, tags = window.words, window.tags
    starts: list[int] = []
    rows: list[Answers] = []
    for i in range(h, max(window.begin, h - 6) - 1, -1):
        if i < h and tags[i] in _BEFORE_CUE:
            break
        d = NUMBER[h - i]
        path = "|".join(tags[i:h])
        before, opening, tag_before = words[i - 1], words[i], tags[i - 1]
        first = f"{opening}|{d}"
        starts.append(i)
        rows.append((
            path, first, f"{before}|{d}", f"{tag_before}|{tags[i]}|{d}", f"{before}|{opening}",
            f"{tags[i]}{d}", f"{tag_before}|{tags[i]}", f"{path}|{tag}",
            path,
            first,
            first, f"{tag_before}|{path}",
        ))  # fmt: skip
    return Choice("cue start", ("", word, base, tag), starts, rows)


_BEFORE_CUE = frozenset(
    ["NNP", "NNPS", ",", "CC", "CD", "PRP$", "WP", "WRB", ":", "RP", ".", "HYPH", "-RRB-", "''", "``", "Q"]
)
"""Tags of what no cue reaches back to: a name, a comma, "and"."""


def cue_ends(cue: Cue, reading: Reading) -> Choice:
    """Return where the cue may end: "said in a statement", "told reporters on Tuesday"."""
    window, h, word, base, tag = cue.window, cue.head, cue.word, cue.base, cue.tag
    words, tags = window.words, window.tags
    start = str(h - reading.cue_start)
    inside = window.inside
    next_word = words[h + 1]
    found: list[int] = []
    rows: list[Answers] = []
    clauses = 0
    for end in range(h + 1, min(window.last, h + 10) + 1):
        last_tag = tags[end - 1]
        if end > h + 1:
            clauses += last_tag in _OF_CLAUSE
            if clauses > 1 or last_tag in _BEHIND_CUE:
                break
            if end in inside or last_tag in _NO_CUE_END:
                continue
        d = NUMBER[end - h]
        path = "|".join(tags[h + 1 : end])
        last, after, tag_after = words[end - 1], words[end], tags[end]
        edge, ending, follows = f"{last}|{after}", f"{last}|{d}", f"{after}|{d}"
        near = f"{last_tag}|{tag_after}"
        tagged, far = f"{near}|{d}", f"{next_word}|{d}"
        phrase = "|".join(words[h + 1 : end]) if end < h + 5 else "…"
        found.append(end)
        rows.append((
            path, ending, follows, edge, tagged, f"{last}|{tag_after}", phrase, f"{path}|{after}", far,
            near, f"{last_tag}{d}", f"{after}|{tags[end + 1]}", f"{last_tag}|{window.ahead[end]}",
            d,
            ending, after, follows, edge, tagged, f"{tag_after}|{d}", phrase, far,
            near, f"{path}|{tag_after}",
            d,
        ))  # fmt: skip
    contexts = (
        "", word, base, tag, start + tag,
    )  # fmt: skip
    return Choice("cue end", contexts, found, rows)


_BEHIND_CUE = frozenset(["Q", ".", "MD", "WP", "WDT", "WRB", "''", "``"])
"""Tags of what no cue reaches over."""
_OF_CLAUSE = FINITE | {",", "PRP"}
"""Tags of words of which a cue has no two behind its head: a clause begins with them."""
_NO_CUE_END = frozenset([",", "CC", "CD", "EX", "-LRB-"])


ANSWERS_OF_CUES = {
    "glance": (4, 4),
    "cue": (8, 9, 9, 8, 1),
    "cue start": (8, 1, 1, 2),
    "cue end": (13, 1, 8, 2, 1),
}
"""How many answers go with each of the contexts: a line of answers above for a context, or several."""
