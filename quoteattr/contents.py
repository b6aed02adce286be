"""Where the content of a report begins and ends, to the right of its cue and to the left."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from quoteattr.choice import NONE, Answers, Asked, Choice
from quoteattr.counts import NUMBER, UP_TO_1, UP_TO_2, UP_TO_3, UP_TO_4, UP_TO_6, UP_TO_7, UP_TO_8
from quoteattr.cue import Cue, Reading
from quoteattr.tagger import FINITE
from quoteattr.window import MARK, VERB, Window


def right_starts(cue: Cue, reading: Reading) -> Choice:
    """Return where content to the right of the cue may begin ("said that …", "said: “…”"), or nowhere."""
    window = cue.window
    words, tags, inside, finite_to = window.words, window.tags, window.inside, window.finite
    end, source_start = reading.cue_end, reading.source_start
    inverted = source_start >= end
    edge = reading.source_end if inverted else end
    verbs = finite_to[end]
    found: list[int] = [NONE]
    for i in range(end, window.end):
        tag_before, own = tags[i - 1], tags[i]
        if (
            (finite_to[i] > verbs and own != "Q" and tag_before not in _PARTS)
            or tag_before in _LEADS_ON
            or (i in inside and own in _NO_START_INSIDE)
            or words[i] in _NO_START
            or own in _NO_START_TAGS
            or (tag_before in _LED and own in _LED[tag_before])
            or (inverted and source_start <= i < edge)
        ):
            continue
        found.append(i)
        if len(found) == 14:
            break
    return Choice(
        "right start",
        found,
        partial(_of_right_starts, cue, reading, edge),
        partial(_glance_at_right_starts, cue, reading, edge),
        cue.near,
    )


def _glance_at_right_starts(cue: Cue, reading: Reading, edge: int, starts: Sequence[int]) -> Asked:
    window = cue.window
    words, tags = window.words, window.tags
    around = _surroundings(cue, reading)
    rows: list[Answers] = []
    for i in starts:
        if i == NONE:
            rows.append(_NO_RIGHT_AT_A_GLANCE)
            continue
        step = UP_TO_8[i - edge] if i >= edge else "20"
        own = tags[i]
        rows.append((words[i], f"{step}{words[i - 1]}", f"{tags[i - 1]}|{own}", f"{'Q' if own == 'Q' else ''}{step}"))
    return ("", around, _opens(window, reading) + around), rows


_NO_RIGHT_AT_A_GLANCE = ("", "", "", "", "0")


def _opens(window: Window, reading: Reading) -> str:
    """Return a sign where the sentence begins with the cue or its source."""
    begin = reading.cue_start if reading.source_start == NONE else min(reading.cue_start, reading.source_start)
    return "^" if begin == window.first else ""


def _of_right_starts(cue: Cue, reading: Reading, edge: int, starts: Sequence[int]) -> Asked:
    """Ask about *starts* of content behind the *edge* of the cue, or of the source that follows it."""
    window, base, end = cue.window, cue.base, reading.cue_end
    words, tags, ahead, edges = window.words, window.tags, window.ahead, window.edges
    commas_to, finite_to = window.commas, window.finite
    around, opens = _surroundings(cue, reading), _opens(window, reading)
    contexts = (
        "", base, around,
        # nowhere
        words[edge], f"{opens}{around}", f"{base}|{around}", opens,
    )  # fmt: skip
    rows: list[Answers] = []
    for i in starts:
        if i == NONE:
            rows.append(_NO_RIGHT)
            continue
        word, tag_before, own = words[i], tags[i - 1], tags[i]
        distance = i - edge
        step = UP_TO_8[distance] if distance >= 0 else "20"
        previous = words[i - 1]
        near = "|".join(words[edge:i]) if 0 <= distance <= 4 else "…"
        verbs = UP_TO_2[finite_to[i] - finite_to[end]]
        commas = UP_TO_2[commas_to[i] - commas_to[end]]
        marked = "True" if own == "Q" else "False"
        beyond = "True" if i >= window.last else "False"
        if own == "Q":
            stretch = edges[i]
            spoken = f"{stretch.case}{stretch.stop}{stretch.size}"
            spoken_step, spoken_case = f"{spoken}{step}", f"{stretch.case}{previous}"
            spoken_first = f"{stretch.case}{stretch.first}{previous}"
        else:
            spoken = spoken_step = spoken_case = spoken_first = ""
        rows.append((
            spoken, spoken_step, spoken_case, spoken_first,
            step, f"{tag_before}|{own}", word, f"{word}|{words[i + 1]}", f"{own}{step}", near, f"{near}|{word}",
            f"{verbs}{commas}{marked}", f"{verbs}{previous}", f"{near}|{own}", f"{own}|{tags[i + 1]}", ahead[i],
            f"{step}{tag_before}|{own}", f"{step}{previous}",
            spoken, step, previous, f"{tag_before}{step}", word,
            spoken, step, f"{previous}{marked}", f"{beyond}{commas}", f"{marked}{step}",
        ))  # fmt: skip
    return contexts, rows


_NO_RIGHT = (*("",) * 28, *("0",) * 4)
"""The answers of no content to the right."""
_NO_START = frozenset([",", ".", ";", ":", ")", "]", "!", "?", "'s", "n't", "”", "…", "..."])
_NO_START_TAGS = frozenset(["POS", "RP", "HYPH", "."])
_NO_START_INSIDE = frozenset(["NN", "NNS", "NNPS", "CD", "JJR", "JJS"])
"""Tags of words that open no content within a noun phrase."""
_LEADS_ON = frozenset(["DT", "PDT", "PRP$", "POS", "MD", "CC", "WP", "WDT", "$", "JJS", "RBS"])
"""Tags of words behind which no content opens."""
_LED = {"NNP": frozenset(["NNP"]), "PRP": FINITE}
"""Tags of words that open no content behind one with a certain tag: "he said"."""
_PARTS = frozenset([",", ":", "."])
"""Tags of what content stands behind where a clause stands between it and the cue."""


def left_starts(cue: Cue, reading: Reading) -> Choice:
    """Return where content to the left of the cue may begin ("…, she said"), or nowhere."""
    window = cue.window
    words, tags, inside = window.words, window.tags, window.inside
    start, cue_start, source_end = reading.source_start, reading.cue_start, reading.source_end
    limit = cue_start if start == NONE else min(cue_start, start)
    starts = []
    for i in range(window.begin, cue_start):
        if start <= i < source_end or words[i] in _NO_START or i in inside:
            continue
        if (
            tags[i] == "Q"
            or i == window.first
            or words[i - 1] in _LEFT_EDGE
            or tags[i - 1] == "Q"
            or (tags[i] in _LEFT_TAGS and words[i - 1] not in _GOVERNS)
        ):
            starts.append(i)
    return Choice(
        "left start",
        [NONE, *starts[:2], *starts[2:][-14:]],
        partial(_of_left_starts, cue, reading, limit),
        partial(_glance_at_left_starts, cue, reading, limit),
        cue.near,
    )


def _right(window: Window, reading: Reading) -> str:
    """Return whether there is content to the right, in marks or without."""
    if reading.right_start == NONE:
        return "no"
    return "q" if window.tags[reading.right_start] == "Q" else "yes"


def _glance_at_left_starts(cue: Cue, reading: Reading, limit: int, starts: Sequence[int]) -> Asked:
    window = cue.window
    words, tags, finite_to = window.words, window.tags, window.finite
    around, right = _surroundings(cue, reading), _right(window, reading)
    contexts = ("", f"{right}{words[limit - 1]}", f"{cue.tag}{around}", f"{around}{right}", tags[limit - 1] + right)
    finite_before, cue_start = finite_to[limit], reading.cue_start
    rows: list[Answers] = []
    for i in starts:
        if i == NONE:
            rows.append(_NO_LEFT_AT_A_GLANCE)
            continue
        own = tags[i]
        finite = UP_TO_2[finite_before - finite_to[i]] if i < limit else "0"
        rows.append((
            f"{finite}{own}{'^' if i == window.first else ''}",
            words[i - 1],
            UP_TO_6[(cue_start - i) // 2],
            "Q" if own == "Q" else "-",
        ))  # fmt: skip
    return contexts, rows


_NO_LEFT_AT_A_GLANCE = ("", "", "", "", "0")


def _of_left_starts(cue: Cue, reading: Reading, limit: int, starts: Sequence[int]) -> Asked:
    """Ask about *starts* of content before the *limit*, the cue or its source."""
    window, base, tag = cue.window, cue.base, cue.tag
    words, tags = window.words, window.tags
    ahead, back, edges = window.ahead, window.back, window.edges
    around, right = _surroundings(cue, reading), _right(window, reading)
    before = words[limit - 1]
    other = f"{right}{before}"
    contexts = (
        around, other, base, "", f"{around}{right}", f"{tag}{around}", right, before, f"{base}{right}",
        # nowhere
        f"{right}{base}", f"{before}|{base}", f"{right}{tag}", f"{before}|{words[reading.cue_start]}",
        f"{around}{other}", f"{cue.word}{around}", f"{tags[limit - 1]}{right}", f"{other}|{tag}",
    )  # fmt: skip
    rows: list[Answers] = []
    for i in starts:
        if i == NONE:
            rows.append(_NO_LEFT)
            continue
        previous, own = words[i - 1], tags[i]
        commas = UP_TO_3[window.commas[limit] - window.commas[i]] if i < limit else "0"
        finite = UP_TO_2[window.finite[limit] - window.finite[i]] if i < limit else "0"
        first = "^" if i == window.first else ""
        quoted = "True" if own == "Q" else "False"
        outside = "True" if i < window.first else "False"
        opens_window = "True" if i == window.begin else "False"
        alone = "True" if own == "Q" and i + 1 == limit else "False"
        behind = "True" if i > limit else "False"
        size = UP_TO_6[(reading.cue_start - i) // 2]
        finite_own = f"{finite}{own}"
        if own == "Q":
            stretch = edges[i]
            spoken, spoken_case = f"{stretch.case}{stretch.stop}{stretch.size}", f"{stretch.case}{previous}"
            spoken_stop = f"{stretch.case}{stretch.stop}{first}{outside}"
            spoken_first = f"{stretch.case}{stretch.first}{first}{outside}"
        else:
            spoken = spoken_case = spoken_stop = spoken_first = ""
        rows.append((
            spoken_stop, spoken_first, previous, f"{quoted}{commas}",
            first, previous,
            spoken_stop, first, behind,
            back[i], ahead[i], spoken, spoken_stop, spoken_case, f"{first}{commas}{finite}", f"{words[i]}{first}",
            f"{opens_window}{quoted}{first}", f"{finite_own}{first}", f"{tags[i - 1]}|{own}",
            quoted,
            size,
            alone,
            finite_own, f"{outside}{quoted}",
            own,
        ))  # fmt: skip
    return contexts, rows


_NO_LEFT = (*("",) * 25, *("0",) * 8)
"""The answers of no content to the left."""
_LEFT_TAGS = frozenset(["WDT", "WP", "TO", "PRP$", "DT", "PRP", "NNP", "WRB"])
_LEFT_EDGE = frozenset([",", ";", ":", "—", "–", "--", "-", "(", "and", "but", "that", "as", "“", '"', "if", "while"])
_GOVERNS = frozenset(["of", "to", "in", "on", "for", "at", "by", "from", "about", "against", "into", "over", "during"])
"""Words behind which no content opens that is followed by its cue."""


def right_ends(cue: Cue, reading: Reading) -> Choice | None:
    """Return where content to the right of the cue may end."""
    if reading.right_start == NONE:
        return None
    return _content_ends(cue, reading, reading.right_start, cue.window.end, "right end")


def left_ends(cue: Cue, reading: Reading) -> Choice | None:
    """Return where content to the left of the cue may end."""
    start, source = reading.left_start, reading.source_start
    if start == NONE:
        return None
    limit = source if start < source < reading.cue_start else reading.cue_start
    return _content_ends(cue, reading, start, limit, "left end")


def _surroundings(cue: Cue, reading: Reading) -> str:
    """Return on which side of the cue the source stands, and whether a mark touches the pair of them."""
    tags, start = cue.window.tags, reading.source_start
    if start == NONE:
        side, edge, other = "-", reading.cue_start, reading.cue_end
    else:
        side = "L" if start < reading.cue_start else "R"
        edge, other = min(start, reading.cue_start), max(reading.source_end, reading.cue_end)
    return f"{side}{'q' if tags[edge - 1] == 'Q' else ''}.{'q' if tags[other] == 'Q' else ''}"


def _content_ends(cue: Cue, reading: Reading, start: int, limit: int, step: str) -> Choice:
    """Return where content that begins at *start* may end, up to *limit*."""
    window = cue.window
    words, tags, inside, full_stop = window.words, window.tags, window.inside, window.full_stop
    ends, last = [], {full_stop, limit}
    for end in range(start + 1, limit + 1):
        last_tag, tag = tags[end - 1], tags[end]
        final = end in last
        if not (final or tag in _EDGE_TAGS or last_tag == "Q" or words[end] in _EDGE_WORDS):
            continue
        if words[end - 1] in _NO_END or (last_tag == "." and end > start + 1):
            continue
        if not final and (
            end in inside
            or last_tag in _NO_END_TAGS
            or words[end] == "of"
            or (last_tag in VERB and tag not in _BEHIND_VERB)
            or (last_tag == "PRP" and tag in FINITE)
        ):
            continue
        ends.append(end)
    if len(ends) > 24:
        ends = ends[:12] + ends[-12:]
    return Choice(
        step,
        ends or [limit],
        partial(_of_content_ends, cue, reading, start, limit),
        partial(_glance_at_content_ends, cue, start, limit),
        cue.near - _ENDS_NEARER,
    )


_ENDS_NEARER = 1.0
"""Of ends, fewer are worth all the questions."""


def _glance_at_content_ends(cue: Cue, start: int, limit: int, ends: Sequence[int]) -> Asked:
    window = cue.window
    words, tags, edges, full_stop = window.words, window.tags, window.edges, window.full_stop
    commas_to, finite_to, next_cue = window.commas, window.finite, window.next_cue
    commas_before, finite_before = commas_to[start], finite_to[start]
    rows: list[Answers] = []
    for end in ends:
        after = words[end]
        finite = UP_TO_2[finite_to[end] - finite_before]
        size = UP_TO_7[(end - start).bit_length()]
        whole = "$" if end in (full_stop, limit) else ""
        rows.append((
            f"{size}|{tags[end]}{whole}",
            f"{after}|{tags[end + 1]}|{UP_TO_4[next_cue[end + 1]]}",
            f"{after}{UP_TO_3[commas_to[end] - commas_before]}{finite}",
            f"{edges[end - 1].stop}{whole}" if end - 1 in edges else "",
            f"{finite}{whole}",
        ))  # fmt: skip
    return ("", cue.base), rows


def _of_content_ends(cue: Cue, reading: Reading, start: int, limit: int, ends: Sequence[int]) -> Asked:
    window, base = cue.window, cue.base
    words, tags = window.words, window.tags
    ahead, back, edges = window.ahead, window.back, window.edges
    clauses_to, next_verb = window.clauses, window.next_verb
    stop = min(limit, window.full_stop)
    own, before = tags[start], words[start - 1]
    outer = cue.enclosing.right_end if cue.enclosing is not None else NONE
    contexts = (
        "", base, own, before, ahead[start],
        # by marks
        "", _surroundings(cue, reading),
    )  # fmt: skip
    rows: list[Answers] = []
    commas_to, finite_to, next_cue = window.commas, window.finite, window.next_cue
    opens_marked = "True" if own == "Q" else "False"
    for end in ends:
        after, last_tag, next_tag = words[end], tags[end - 1], tags[end]
        commas = UP_TO_3[commas_to[end] - commas_to[start]]
        clauses = finite_to[end] - finite_to[start]
        finite = UP_TO_2[clauses]
        size = UP_TO_7[(end - start).bit_length()]
        whole = "$" if end == window.full_stop or end == limit else ""
        at_limit = "True" if end == limit else "False"
        at_stop = "True" if end == window.full_stop else "False"
        q = "q" if last_tag == "Q" else ""
        at = "" if outer == NONE else "=" if end == outer else "<" if end < outer else ">"
        ahead_of = ahead[end]
        verb_at = next_verb[end]
        verb = f"{after}|{words[verb_at]}" if verb_at - end <= NEAR_VERB else ""
        told = UP_TO_2[clauses_to[end] - clauses_to[start]]
        rest = UP_TO_2[finite_to[stop] - finite_to[end]] if end < stop else "$"
        told_rest = f"{told}{rest}"
        rows.append((
            verb, told_rest, f"{at_limit}{after}", f"{after}|{words[end + 1]}", f"{after}{commas}{finite}",
            f"{next_tag}|{last_tag}", f"{q}{opens_marked}{after}", f"{q}{whole}{finite}", f"{size}{whole}",
            f"{at_stop}{q}", f"{tags[end + 1]}|{after}|{finite}", f"{NUMBER[next_cue[end]]}{after}", f"{at}{after}",
            f"{after}|{tags[end + 1]}|{UP_TO_4[next_cue[end + 1]]}", ahead_of, f"{back[end]}|{after}",
            next_tag, f"{size}|{next_tag}{whole}", f"{last_tag}{whole}{finite}",
            told_rest, f"{finite}{whole}",
            after, f"{ahead_of}|{finite}",
            next_tag,
            f"{after}{UP_TO_1[clauses]}",
            *(_by_marks(window, end, whole) if edges else ()),
        ))  # fmt: skip
    return contexts, rows


def _by_marks(window: Window, end: int, whole: str) -> Answers:
    """Return what is asked of an end of content in a sentence with marks: how a stretch ends there, or begins, or how
    the sentence goes on to one.
    """
    stretch, following, on = window.edges.get(end - 1), window.edges.get(end), window.goes_on[end]
    opened = "" if following is None else f"{following.case}{following.first}{window.words[end - 1]}"
    if stretch is None:
        closed_at = closed_ahead = closed_last = ""
    else:
        closed_at, closed_ahead = f"{stretch.stop}{whole}", f"{stretch.stop}{window.ahead[end]}"
        closed_last = f"{stretch.last}{window.tags[end]}"
    return (
        opened, closed_ahead, closed_last, on and f"{on}{window.words[end]}", on, closed_at,
        on, closed_at,
    )  # fmt: skip


NEAR_VERB = 5
"""How many units behind an end of content the next verb may be to tell of it."""
_EDGE_WORDS = frozenset(
    [",", ".", ";", ":", "—", "–", "--", "-", ")", "(", "!", "?", MARK, "and", "but", "or", "as", "while",
    "when", "after", "before", "because",
     "if", "who", "which", "that", "according", "with", "since", "although", "though", "than", "$", "…"]
)  # fmt: skip
_EDGE_TAGS = frozenset(
    ["IN", "TO", "WDT", "WP", "WRB", "VBD", "VBZ", "VBP", "VBG", "MD", "RB", "CC", "PRP", "DT", "$", "``", "''",
     "CD"]
)  # fmt: skip
_NO_END = frozenset([",", ":", ";", "(", "and", "or", "the", "a", "an", "of", "—", "–", "--"])
_NO_END_TAGS = frozenset(["DT", "PRP$", "IN", "TO", "WDT", "WP", "WP$", "WRB", "MD", "CC", "$", "EX", "PDT"])
_BEHIND_VERB = frozenset([".", ",", ":", "CC", "$", "''", "-RRB-"])
"""Tags of what follows content that ends with a verb."""


_ENDS = (19, 2, 2, 1, 1, 6, 2)
_ENDS_AT_A_GLANCE = (4, 1)
ANSWERS_OF_CONTENTS = {
    "right start glance": (3, 1, 1),
    "right end glance": _ENDS_AT_A_GLANCE,
    "left start glance": (1, 1, 1, 1, 1),
    "left end glance": _ENDS_AT_A_GLANCE,
    "right start": (18, 5, 5, *(1,) * 4),
    "right end": _ENDS,
    "left start": (4, 2, 3, 10, 1, 1, 1, 2, *(1,) * 9),
    "left end": _ENDS,
}
"""How many answers go with each of the contexts: a line of answers above for a context, or several."""
