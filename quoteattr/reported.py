"""Reported speech: cues, and for each cue its source and its content.

What was read around a cue (readings.py) is judged once more as a whole, by a linear model, which gives the probability
that it is right.  Corpus: PolNeAR (Newell, Margolin & Ruths, LREC 2018).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from attrs import evolve, frozen

from quoteattr import weights
from quoteattr.choice import NONE, Ranker
from quoteattr.contents import ANSWERS_OF_CONTENTS
from quoteattr.counts import NUMBER, UP_TO_2, UP_TO_6
from quoteattr.cue import Cue, Reading
from quoteattr.cues import ANSWERS_OF_CUES
from quoteattr.document import Document
from quoteattr.linear import probability
from quoteattr.readings import readings
from quoteattr.sources import ANSWERS_OF_SOURCES
from quoteattr.stretches import is_fragment, quotation_probability
from quoteattr.window import MARK, Window

Range = tuple[int, int]


@frozen
class Report:
    """A cue with its source and content, as ranges of tokens."""

    head: int
    cue: Range
    source: Range | None
    content: tuple[Range, ...]
    probability: float
    """That the content and the source are right."""


def find_reports(
    document: Document, threshold: float, marks_only: bool = False, speech_only: bool = False
) -> list[Report]:
    """Return the reports of *document* that are at least *threshold* probable, in the order of their cues.

    With *marks_only*, only cues in sentences that hold or touch a marked stretch are looked at; with
    *speech_only*, none that :func:`is_speech` would refuse for its word alone.
    """
    rankers = _rankers()
    found: list[Report] = []
    doubtful: list[Report] = []
    for cue, reading in readings(document, rankers, marks_only, speech_only):
        right = probability(rankers["report"].score(*report_answers(cue, reading)))
        report = report_of(cue, reading, right)
        if found and _is_led_in(document, found[-1], report):
            report = evolve(report, content=report.content[1:])
        partly_marked = bool(cue.window.edges) and _is_partly_marked(document, report)
        if right >= (threshold * PARTLY_MARKED if partly_marked else threshold):
            if found and _is_same(found[-1], report):
                found[-1] = max(found[-1], report, key=lambda one: one.probability)
                continue
            cue.accept(reading)
            found.append(report)
        elif right >= DOUBTFUL and any(any(document.quoted[first:last]) for first, last in report.content):
            doubtful.append(report)
    return _with_fragments(document, found, doubtful) if doubtful else found


def _is_led_in(document: Document, before: Report, report: Report) -> bool:
    """Tell whether the one before leads in what a report has left of its cue: Ann said: “Go.” Tom said: “No.”"""
    if len(report.content) < 2 or report.content[0][1] > report.cue[0]:
        return False
    first, last = report.content[0]
    led_in = before.cue[1] <= first and document.quoted[first] > 0 and document.lower[first - 1] in (":", ",")
    return led_in and (first, last) in before.content


DOUBTFUL = 0.2
"""The least probability of a report for the sake of the marks in it."""
PARTLY_MARKED = 1.4
"""How much more is asked of content partly in marks: without the report, the marks still hold a quotation."""


def _is_same(one: Report, other: Report) -> bool:
    """Tell whether two words of one cue were read: "also" and "said" in "he also said"."""
    same = one.cue[0] <= other.head < one.cue[1] or other.cue[0] <= one.head < other.cue[1]
    return same and any(a[0] < b[1] and b[0] < a[1] for a in one.content for b in other.content)


def _is_partly_marked(document: Document, report: Report) -> bool:
    """Tell whether words in marks and words without are reported."""
    quoted, words = document.quoted, document.words
    if not any(any(quoted[first:last]) for first, last in report.content):
        return False
    marked = {quoted[i] > 0 for first, last in report.content for i in range(first, last) if words[i][0].isalnum()}
    return len(marked) > 1


def _with_fragments(document: Document, found: list[Report], doubtful: list[Report]) -> list[Report]:
    """Return the reports *found* and those *doubtful* ones that hold marked words of somebody's that are nobody's yet.

    “Too far,” they called it: a report that would not be believed without its marks.
    """
    quoted = document.quoted
    claimed = {quoted[i] for report in found for piece in report.content for i in range(*piece)}
    taken: list[Report] = []
    for report in sorted(doubtful, key=lambda one: -one.probability):
        held = {quoted[i] for piece in report.content for i in range(*piece)} - {0}
        alone = not _is_partly_marked(document, report)
        if held - claimed and all(_is_quotation(document, number, alone) for number in held - claimed):
            claimed |= held
            taken.append(report)
    return sorted([*found, *taken], key=lambda one: one.head) if taken else found


def _is_quotation(document: Document, number: int, alone: bool) -> bool:
    """Tell whether the words of a stretch are somebody's, cue or none; where they are *alone* all that is reported, the
    report of a quotation only adds whose they are: “…,” in the words of Ann Lee.
    """
    return is_fragment(document, number) or (alone and quotation_probability(document, number) >= LIKELY_QUOTATION)


LIKELY_QUOTATION = 0.5
"""From where on a stretch is a quotation without a cue."""


@cache
def _rankers() -> dict[str, Ranker]:
    return rankers_of(weights.load("reported"))


def rankers_of(encoded: Mapping[str, Sequence[Mapping[str, str]]]) -> dict[str, Ranker]:
    """Return the rankers of the kinds of choices whose weights are *encoded*."""
    return {step: Ranker(ANSWERS[step], contexts) for step, contexts in encoded.items()}


def report_of(cue: Cue, reading: Reading, right: float) -> Report:
    """Return what was read around *cue* in tokens; *right* is how probable it is."""
    tokens, source = cue.window.tokens, None
    if reading.source_start != NONE:
        source = tokens(_behind_colon(cue.window, reading.source_start, reading.source_end), reading.source_end)
    right_end = _with_relative_clause(cue.window, reading.right_end)
    sides = ((reading.left_start, reading.left_end), (reading.right_start, right_end))
    content = tuple([tokens(*side) for side in sides if side[0] != NONE])
    return Report(cue.token, tokens(reading.cue_start, reading.cue_end), source, content, right)


def _behind_colon(window: Window, start: int, end: int) -> int:
    """Return where a source begins without what a colon parts from it: "DOVER: The mayor, Ann Lee, said …"."""
    return next((k + 1 for k in range(start + 1, min(end - 1, start + _LONGEST_HEAD)) if window.words[k] == ":"), start)


_LONGEST_HEAD = 6
"""In words: NEW DELHI, India:"""


def _with_relative_clause(window: Window, end: int) -> int:
    """Return the end of content that takes the sentence's last clause along: "… in the capital, which left 80 dead."

    Annotators part such a clause off as often as not; a reader misses its words.
    """
    if window.words[end] != "," or window.words[end + 1] != "which" or end >= window.last:
        return end
    rest = window.words[end + 1 : window.full_stop]
    return window.full_stop if "," not in rest and MARK not in rest else end


def report_answers(cue: Cue, reading: Reading) -> tuple[Sequence[str], Sequence[str]]:
    """Return what speaks for and against a whole report."""
    window, shares = cue.window, reading.shares
    words = window.words
    certain = NUMBER[min(19, int(cue.probability * 20))]
    whole, content = _steps(3 * sum(shares, 0.0), 16), _steps(4 * sum(shares[4:], 0.0), 12)
    shape = f"{'-' if reading.left_start == NONE else 'x'}{'-' if reading.right_start == NONE else 'x'}"
    begin, end = (
        (reading.right_start, reading.right_end)
        if reading.right_start != NONE
        else (reading.left_start, reading.left_end)
    )
    marks = window.marks[end] > window.marks[begin]
    quoted = "d" if marks and end - begin <= 2 else "m" if marks else "i"
    size = UP_TO_6[(end - begin).bit_length()]
    if reading.source_start == NONE:
        side, what, led_by = "-", "none", ""
    else:
        side = "L" if reading.source_start < reading.cue_start else "R"
        what = window.kinds.get(reading.source_start, "-")
        led_by = f"{side}{window.back[reading.source_start]}"
    last = cue.earlier[-1] if cue.earlier else None
    beside = "-"
    if last is not None:
        inside = last.right_start <= begin < last.right_end
        beside = f"{last.source_start == reading.source_start}{last.right_end == end}{inside}"
    begins, goes_on = window.edges.get(begin), window.goes_on[end]
    finite = UP_TO_2[window.finite[end] - window.finite[begin]]
    opening, ahead = words[begin], window.ahead[begin]
    source_word = words[reading.source_end - 1] if reading.source_start != NONE else ""
    stop = f"{end == window.full_stop}{end == window.end}{finite}{quoted}"
    known = NUMBER[min(3, cue.memory.get(cue.word, 0))]
    habit = NUMBER[min(9, 40 * cue.memory.get("", 0) // (window.document.sentence_of(cue.token) + 4))]
    contexts = (
        "", "p", "w", quoted, "s", "c", "2", "3", cue.base, shape, cue.tag, side, certain,
    )  # fmt: skip
    answers = (
        "1", f"{quoted}|{size}", f"{opening}|{words[end]}", f"{finite}{opening}", ahead, source_word, beside,
        f"{known}{what}", stop, f"{words[end]}|{words[end + 1]}",
        "" if begins is None else f"{begins.case}{begins.first}{words[begin - 1]}", goes_on and f"{goes_on}{quoted}",
        led_by,
        certain,
        whole,
        certain, whole, content, side, shape, f"{finite}|{size}", ahead, beside, habit,
        _steps(4 * (shares[2] + shares[3]), 12),
        content,
        _steps(4 * shares[2], 12),
        _steps(4 * shares[3], 12),
        certain,
        side, quoted,
        certain,
        what,
        whole, habit,
    )  # fmt: skip
    return contexts, answers


def _steps(share: float, most: int) -> str:
    """Return the logarithm of a probability in whole steps, as a word; all below the last of *most* steps are alike."""
    steps = int(-share)
    return _STEPS[steps if steps < most else most]


_STEPS = ("0", *[f"-{count}" for count in range(1, 17)])

ANSWERS = {
    **ANSWERS_OF_CUES,
    **ANSWERS_OF_SOURCES,
    **ANSWERS_OF_CONTENTS,
    "report": (13, 1, 1, 9, 1, 1, 1, 1, 1, 2, 1, 1, 2),
}
"""How many answers go with each of the contexts: a line of answers above for a context, or several."""
