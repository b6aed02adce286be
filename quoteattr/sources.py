"""Where the source of a report begins and ends: who said it, with all that is told of them, or nobody."""

from __future__ import annotations

from quoteattr.choice import NONE, Answers, Choice
from quoteattr.counts import UP_TO_1, UP_TO_2, UP_TO_3, UP_TO_4, UP_TO_7
from quoteattr.cue import Cue, Reading
from quoteattr.cues import AUXILIARIES
from quoteattr.window import FINITE, MARK, kind


def source_starts(cue: Cue, reading: Reading) -> Choice:
    """Return where the source may begin: at a noun phrase on either side of the cue, or nowhere."""
    window, base, tag = cue.window, cue.base, cue.tag
    words, tags = window.words, window.tags
    begin, end = reading.cue_start, reading.cue_end
    before, opening = words[begin - 1], words[begin]
    passive = "p" if tag == "VBN" and begin < cue.head and words[cue.head - 1] in AUXILIARIES else "a"
    known = {r.source_start for r in cue.earlier}
    last = cue.earlier[-1].source_start if cue.earlier else NONE
    edge = words[end - 1] if end > cue.head + 1 else ""
    form = f"{tag}{passive}{before if before in _JOINERS else ''}"
    contexts = (
        "", tag, base, form, opening, words[end], before, edge,
        # nowhere
        base, before, f"{tags[begin - 1]}|{tag}", opening, tags[end],
    )  # fmt: skip
    found: list[int] = [NONE]
    rows: list[Answers] = [_NO_SOURCE]
    commas_to, finite_to, marks_to = window.commas, window.finite, window.marks
    back = window.back
    left = [(first, min(behind, begin)) for first, behind in window.chunks if first < begin][-12:]
    right = [chunk for chunk in window.chunks if chunk[0] >= end][:5]
    verbs, stops = finite_to[end], commas_to[end]  # behind a verb, none but "…, says Bo": a clause begins
    right = [one for one in right if finite_to[one[0]] == verbs or commas_to[one[0]] > stops]
    left.reverse()
    for side, chunks in (("L", left), ("R", right)):
        for rank, (first, behind) in enumerate(chunks):
            low, high = (behind, begin) if side == "L" else (end, first)
            commas = UP_TO_3[commas_to[high] - commas_to[low]]
            finite = UP_TO_3[finite_to[high] - finite_to[low]]
            marks = UP_TO_1[marks_to[high] - marks_to[low]]
            ending, ending_tag = words[behind - 1], tags[behind - 1]
            if ending == "'s" or ending_tag == "PRP$":
                what = "'s" + kind(words[behind - 1 - (behind > first + 1)], ending_tag)
            else:
                what = window.kinds[first]
            beyond, next_tag = words[first - 1], tags[behind]
            close = f"{side}{'+' if low == high else ',' if high - low == 1 and commas != '0' else '-'}"
            place = f"{side}{UP_TO_7[rank]}"
            between = f"{side}{commas}{finite}{marks}"
            opens = "^" if first == window.first else "" if beyond != "," else ","
            sided = f"{side}{what}"
            was = "last" if first == last else "known" if first in known else "new" if known else ""
            follows = next_tag if next_tag in FINITE or next_tag in _CLAUSE_TAGS else ""
            noun = words[max(first, behind - 2) if ending == "'s" else behind - 1]
            found.append(first)
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
    return Choice("source start", contexts, found, rows)


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
    words, tags = window.words, window.tags
    left = start < reading.cue_start
    side = "L" if left else "R"
    limit = reading.cue_start if left else min(window.last, start + 40)
    own = min(limit, next((end for begin, end in window.chunks if begin == start), start + 1))
    ends = {end for _, end in window.chunks if start < end <= limit}
    ends.add(own)
    if left:
        ends.add(limit)
    ends |= {i for i in range(own, limit) if words[i] in (",", "—", "-", "--", "–", ")", MARK)}
    ends |= {i + 1 for i in range(own, limit) if words[i] in (")", MARK, ",")}
    what = window.kinds.get(start, "noun")
    what = (
        what
        if what in ("name", "person", "group", "thing")
        else "pro"
        if own == start + 1 and tags[start] in ("PRP", "WP", "WDT")
        else "noun"
    )
    found = sorted(ends)[:16]
    rows: list[Answers] = []
    commas_to, finite_to = window.commas, window.finite
    for count, end in enumerate(found):
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
            f"{last_tag}{place}", f"{after}|{tag_beyond}|{tags[end + 2]}", window.ahead[end], window.back[end],
            f"{next_tag}{n}{place}",
            f"{next_tag}{n}",
        ))  # fmt: skip
    contexts = (
        side, f"{side}{what}", f"{side}{cue.tag}",
    )  # fmt: skip
    return Choice("source end", contexts, found, rows, start + 5 + 3 * (own - start))


ANSWERS_OF_SOURCES = {
    "source start": (13, 1, 3, 2, *(1,) * 9),
    "source end": (14, 1, 1),
}
"""How many answers go with each of the contexts: a line of answers above for a context, or several."""
