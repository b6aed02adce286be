"""Where the source of a report begins and ends: who said it, with all that is told of them, or nobody."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import partial

from quoteattr.choice import NONE, Answers, Asked, Choice
from quoteattr.counts import NUMBER, UP_TO_1, UP_TO_2, UP_TO_3, UP_TO_4, UP_TO_7
from quoteattr.cue import Cue, Reading
from quoteattr.cues import AUXILIARIES
from quoteattr.tagger import FINITE
from quoteattr.window import MARK, Window, kind


def source_starts(cue: Cue, reading: Reading) -> Choice:
    """Return where the source may begin: at a noun phrase on either side of the cue, or nowhere."""
    window = cue.window
    begin, end = reading.cue_start, reading.cue_end
    chunks, commas_to, finite_to = window.chunks, window.commas, window.finite
    before, behind = bisect_left(chunks, (begin,)), bisect_left(chunks, (end,))
    verbs, stops = finite_to[end], commas_to[end]  # behind a verb, none but "…, says Bo": a clause begins
    places: dict[int, tuple[str, str, int]] = {}
    for rank, (first, last) in enumerate(reversed(chunks[max(0, before - 12) : before])):
        places[first] = "L", UP_TO_7[rank], min(last, begin)
    right = [one for one in chunks[behind : behind + 5] if finite_to[one[0]] == verbs or commas_to[one[0]] > stops]
    for rank, (first, last) in enumerate(right):
        places[first] = "R", UP_TO_7[rank], last
    return Choice(
        "source start",
        [NONE, *places],
        partial(_of_source_starts, cue, reading, places),
        partial(_glance_at_source_starts, cue, reading, places),
        cue.near,
    )


Places = Mapping[int, tuple[str, str, int]]
"""For each noun phrase that may be a source its side of the cue, the how manieth it is there, and where it ends."""


def _glance_at_source_starts(cue: Cue, reading: Reading, places: Places, starts: Sequence[int]) -> Asked:
    window = cue.window
    words, tags = window.words, window.tags
    rows: list[Answers] = []
    for first in starts:
        if first == NONE:
            rows.append(_NO_SOURCE_AT_A_GLANCE)
            continue
        side, rank, behind = places[first]
        close, commas, verbs, marks = _apart(cue, reading, side, first, behind)
        what = _kind_of_source(window, first, behind)
        rows.append((
            f"{side}{NUMBER[commas]}{NUMBER[verbs]}{NUMBER[marks]}{tags[first - 1]}", f"{close}{what}",
            f"{side}{words[first - 1]}|{what}",
            f"{side}{rank}",
            f"{close}{rank}",
        ))  # fmt: skip
    return ("", cue.base, _form(cue, reading)), rows


_NO_SOURCE_AT_A_GLANCE = ("", "0", "", "0", "0")


def _apart(cue: Cue, reading: Reading, side: str, first: int, behind: int) -> tuple[str, int, int, int]:
    """Return how a noun phrase stands to the cue, and how many commas, finite verbs and marks stand between them.

    It touches the cue ("L+"), but for a comma ("L,"), or does not ("L-").
    """
    window = cue.window
    if side == "L":
        low, high = behind, reading.cue_start
    else:
        low, high = reading.cue_end, first
    commas = window.commas[high] - window.commas[low]
    close = side + ("+" if low == high else "," if high - low == 1 and commas else "-")
    return close, commas, window.finite[high] - window.finite[low], window.marks[high] - window.marks[low]


def _form(cue: Cue, reading: Reading) -> str:
    """Return the tag of the cue, whether it is passive, and what joins it to the words before."""
    words, begin = cue.window.words, reading.cue_start
    before = words[begin - 1]
    passive = "p" if cue.tag == "VBN" and begin < cue.head and words[cue.head - 1] in AUXILIARIES else "a"
    return f"{cue.tag}{passive}{before if before in _JOINERS else ''}"


def _kind_of_source(window: Window, first: int, behind: int) -> str:
    """Return what a noun phrase is; of "Ann Lee's" and "her" that they own something."""
    ending, tag = window.words[behind - 1], window.tags[behind - 1]
    if ending == "'s" or tag == "PRP$":
        return "'s" + kind(window.words[behind - 1 - (behind > first + 1)], tag)
    return window.kinds[first]


def _of_source_starts(cue: Cue, reading: Reading, places: Places, starts: Sequence[int]) -> Asked:
    window, base, tag = cue.window, cue.base, cue.tag
    words, tags, back = window.words, window.tags, window.back
    begin, end = reading.cue_start, reading.cue_end
    before, opening = words[begin - 1], words[begin]
    known = {r.source_start for r in cue.earlier}
    last = cue.earlier[-1].source_start if cue.earlier else NONE
    edge = words[end - 1] if end > cue.head + 1 else ""
    contexts = (
        "", tag, base, _form(cue, reading), opening, words[end], before, edge,
        # nowhere
        base, before, f"{tags[begin - 1]}|{tag}", opening, tags[end],
    )  # fmt: skip
    rows: list[Answers] = []
    for first in starts:
        if first == NONE:
            rows.append(_NO_SOURCE)
            continue
        side, rank, behind = places[first]
        close, commas_between, verbs_between, marks_between = _apart(cue, reading, side, first, behind)
        commas, finite, marks = UP_TO_3[commas_between], UP_TO_3[verbs_between], UP_TO_1[marks_between]
        what = _kind_of_source(window, first, behind)
        beyond, next_tag = words[first - 1], tags[behind]
        place = f"{side}{rank}"
        between = f"{side}{commas}{finite}{marks}"
        opens = "^" if first == window.first else "" if beyond != "," else ","
        sided = f"{side}{what}"
        was = "last" if first == last else "known" if first in known else "new" if known else ""
        follows = next_tag if next_tag in FINITE or next_tag in _CLAUSE_TAGS else ""
        noun = words[max(first, behind - 2) if words[behind - 1] == "'s" else behind - 1]
        rows.append((
            f"{close}{back[first]}", place, between, f"{close}{what}", f"{between}{tags[first - 1]}",
            f"{side}{beyond}", f"{close}{words[behind]}", f"{sided}{opens}", f"{side}{was}{commas}{finite}",
            f"{side}{noun}", f"{side}{beyond}|{what}", f"{close}{tags[first - 2]}|{beyond}",
            f"{close}{words[first]}",
            place,
            place, sided, close,
            f"{place}{close}", f"{side}{finite}{follows}{opens}",
            close,
            close,
            place,
            close,
        ))  # fmt: skip
    return contexts, rows


_NO_SOURCE = ("", "0", *("",) * 11, "0", "0", *("",) * 8, *("0",) * 5)
"""The answers of no source."""
_CLAUSE_TAGS = frozenset([",", "WP", "WDT", "TO", "IN"])
_JOINERS = frozenset(["and", "but", "or", ",", "that", "who", "which", "to"])


def source_ends(cue: Cue, reading: Reading) -> Choice | None:
    """Return where a source may end: behind a noun phrase, an apposition, a relative clause, at the cue."""
    start = reading.source_start
    if start == NONE:
        return None
    window = cue.window
    words = window.words
    left = start < reading.cue_start
    limit = reading.cue_start if left else min(window.last, start + 40)
    own = min(limit, window.phrase_ends.get(start, start + 1))
    ends = {own, limit} if left else {own}
    if own < limit:
        ends.update([end for end in window.phrase_ends.values() if start < end <= limit])
        ends.update([i for i in range(own, limit) if words[i] in _BEHIND_SOURCE])
        ends.update([i + 1 for i in range(own, limit) if words[i] in _LAST_OF_SOURCE])
    found = sorted(ends)[:16]
    return Choice(
        "source end", found, partial(_of_source_ends, cue, reading, own, limit), modest=start + 5 + 3 * (own - start)
    )


_BEHIND_SOURCE = frozenset([",", "—", "-", "--", "–", ")", MARK])
_LAST_OF_SOURCE = frozenset([")", MARK, ","])


def _of_source_ends(cue: Cue, reading: Reading, own: int, limit: int, ends: Sequence[int]) -> Asked:
    """Ask about *ends* up to the *limit* of the source that begins with the noun phrase with the end *own*."""
    window, start = cue.window, reading.source_start
    words, tags, ahead, back = window.words, window.tags, window.ahead, window.back
    left = start < reading.cue_start
    side = "L" if left else "R"
    what = window.kinds.get(start, "noun")
    what = (
        what
        if what in ("name", "person", "group", "thing")
        else "pro"
        if own == start + 1 and tags[start] in ("PRP", "WP", "WDT")
        else "noun"
    )
    rows: list[Answers] = []
    commas_to, finite_to = window.commas, window.finite
    for count, end in enumerate(ends):
        commas = UP_TO_4[commas_to[end] - commas_to[start]]
        verbs = UP_TO_2[finite_to[end] - finite_to[start]]
        last, after = words[end - 1], words[end]
        last_tag, next_tag, tag_beyond = tags[end - 1], tags[end], tags[end + 1]
        n = UP_TO_4[count]
        rest = UP_TO_2[finite_to[limit] - finite_to[end]] if left else "0"
        place = "=" if end == limit else "," if end + 1 == limit and after == "," else "0" if end == own else "-"
        odd = "1" if commas in "13" else "0"
        is_comma = "True" if last == "," else "False"
        rows.append((
            n, f"{commas}{verbs}", after, f"{next_tag}|{last_tag}", f"{after}|{tag_beyond}", f"{place}{odd}{after}",
            last, f"{place}{rest}{verbs}", f"{place}{commas}{rest}{is_comma}", f"{last_tag}|{next_tag}|{tag_beyond}",
            f"{last_tag}{place}", f"{after}|{tag_beyond}|{tags[end + 2]}", ahead[end], back[end],
            f"{next_tag}{n}{place}",
            f"{next_tag}{n}",
        ))  # fmt: skip
    contexts = (
        side, f"{side}{what}", f"{side}{cue.tag}",
    )  # fmt: skip
    return contexts, rows


ANSWERS_OF_SOURCES = {
    "source start glance": (3, 1, 1),
    "source start": (13, 1, 3, 2, *(1,) * 9),
    "source end": (14, 1, 1),
}
"""How many answers go with each of the contexts: a line of answers above for a context, or several."""
