"""Reports that lie across one another, put right: who passes whose words on, and where one's words end.

The reports of a sentence are read one by one.  Seen together, “Milan Dorn said the border was open, Centrex
reported” is one report that Centrex passes on, and the words of “Ann said it was safe, but Bo said it was rotten”
end before "but".
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from quoteattr.document import Document
from quoteattr.reported import Report
from quoteattr.speech import class_of_cue, saying_behind
from quoteattr.tagger import FINITE
from quoteattr.vocabulary import lemma


def disentangled(document: Document, reports: Sequence[Report]) -> tuple[list[Report], dict[int, Report]]:
    """Return the reports that hold words, and by the head of each that has one the report that passes it on."""
    held: list[Report] = []
    passed_on: dict[int, Report] = {}
    quoted: set[int] = set()
    for report in _with_coordinated(document, reports):
        if report.head in quoted or _stands_beside(document, report):
            continue
        head = report.head
        report = _on_both_sides(document, _trimmed(document, _of_subject(document, report)))
        quoter = _quoter(document, report)
        if quoter is not None:
            report = _as_quoted(document, report)
            passed_on[report.head] = evolve(report, source=quoter)
        if report.head != head:
            quoted.add(report.head)  # "was quoted by X as saying": both verbs may have been read as cues
        inner = held[-1] if held else None
        if inner is not None and report.content and inner.content:
            report = _from_own_marks(document, inner, report)
            if _repeats(document, inner, report):
                continue
            cut = _cut_before_next(document, inner, report)
            if cut is not inner:
                held[-1] = inner = cut
            if _passes_on(document, report, inner):
                passed_on[inner.head] = report
                continue
        held.append(report)
    return held, passed_on


def is_beat(document: Document, report: Report) -> bool:
    """Tell whether somebody does something beside what is said, and no tag: “Nobody leaves.” Greta slammed the lid.

    What is said has ended before with its full stop, or begins behind that of the narration.
    """
    lower, quoted = document.lower, document.quoted
    # “the lid. “Nobody leaves””: words behind the verb may have slipped in
    if not all(quoted[last - 1] and (quoted[first] or first > report.head) for first, last in report.content):
        return False
    if lemma(lower[report.head]) in _UTTERING or not lower[report.head][0].isalpha():
        return False
    before, behind = report.head, report.head
    start, end = document.sentences[document.sentence_of(report.head)]
    while before > start and not quoted[before - 1]:
        before -= 1
    while behind < end and not quoted[behind]:
        behind += 1
    if not document.words[before][0].isupper() or any(lower[i] in _SAYING for i in range(before, behind)):
        return False
    if any(last == before for _, last in report.content):
        return before > 1 and lower[before - 2] in _STOPS and quoted[before - 2] > 0
    return lower[behind - 1] in _STOPS


_STOPS = frozenset([".", "…", "..."])
_UTTERING = frozenset(
    ["add", "answer", "ask", "call", "continue", "cry", "exclaim", "murmur", "mutter", "observe", "read", "remark",
     "repeat", "reply", "respond", "return", "say", "shout", "tell", "whisper", "write"]
)  # fmt: skip
"""Verbs that tag what is said even behind a full stop."""


def _with_coordinated(document: Document, reports: Sequence[Report]) -> list[Report]:
    """Return *reports* and the second one of “Ann said it was safe, but Bo said it was rotten”, where it was missed."""
    found: list[Report] = []
    heads = {report.head for report in reports}
    lower = document.lower
    for report in reports:
        found.append(report)
        first, last = report.content[-1]
        if report.source is None or lower[report.head] not in _SAYING or first < report.head:
            continue
        for i in range(first + 1, last - 2):
            if lower[i] not in _BESIDE or lower[i - 1] != ",":
                continue
            tags, head = document.tags(report.head, last), i + 1
            while head < min(i + _LONGEST_SUBJECT, last) and tags[head] in _INSIDE_SUBJECT:
                head += 1
            if i + 1 < head < last - 1 and lower[head] == lower[report.head] and head not in heads:
                found.append(Report(head, (head, head + 1), (i + 1, head), ((head + 1, last),), report.probability))
                break
    return found


_SAYING = frozenset(["said", "says"])
_LONGEST_SUBJECT = 7
_INSIDE_SUBJECT = frozenset(["DT", "JJ", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "POS"])
_INSIDE_COUNTED = _INSIDE_SUBJECT | {"CD"}


def _on_both_sides(document: Document, report: Report) -> Report:
    """Return *report* with the words before a tag that stands in the middle: “The treaty, as she put it, is dead.”"""
    lower = document.lower
    if report.source is None or len(report.content) != 1 or any(document.quoted[slice(*report.content[0])]):
        return report
    begin, end = min(report.cue[0], report.source[0]), max(report.cue[1], report.source[1])
    if lower[begin - 1] in ("as", "so") and begin > 1:
        begin -= 1
    first = report.content[0][0]
    sentence, behind = document.sentences[document.sentence_of(report.head)]
    between = begin - sentence > 1 and end < behind and lower[begin - 1] == "," and lower[end] == ","
    if not between or first != end + 1 or any(document.quoted[sentence:begin]):
        return report
    start = begin - 1
    while start > sentence and lower[start - 1] not in _CLAUSE_EDGES:
        start -= 1
    if begin - 1 - start < 1 or lower[start] in _NO_WORDS_OF_HIS:
        return report
    return evolve(report, content=((start, begin - 1), *report.content))


_CLAUSE_EDGES = frozenset([",", ";", ":", "—", "–", "--", "(", ")"])
_NO_WORDS_OF_HIS = frozenset(
    ["but", "and", "yet", "still", "however", "later", "then", "in", "on", "at", "after", "when"]
)


def _quoter(document: Document, report: Report) -> tuple[int, int] | None:
    """Return who quotes in “The Courier quoted Ann Lee as saying …”, “… was quoted as saying by the Courier”."""
    lower = document.lower
    if report.source is None:
        return None
    if saying_behind(document, report) > report.head + 2:
        return report.source
    before = lower[max(0, report.head - _LONGEST_QUOTER) : report.head]
    if lower[report.head] not in ("saying", "telling") or not {"quoted", "cited"} & set(before):
        return None
    by = next((i for i in (report.head + 1, report.cue[1]) if lower[i : i + 1] == ["by"]), None)
    if by is None and "by" in before:
        by = report.head - len(before) + before.index("by")
    if by is None:
        return None
    end = by + 1
    tags = document.tags(by, min(by + 8, len(lower)))
    while end < min(by + 8, len(lower)) and tags[end] in _INSIDE_SUBJECT:
        end += 1
    return (by + 1, end) if end > by + 1 else None


_LONGEST_QUOTER = 9
"""In tokens, from "quoted" to "saying": "quoted by the Morning Courier of Westhaven as saying"."""


def _as_quoted(document: Document, report: Report) -> Report:
    """Return the report of those who are quoted: of Ann Lee in "quoted Ann Lee as saying"."""
    saying = saying_behind(document, report)
    if saying <= report.head + 2:
        return report  # nobody stands between "quoted" and "as saying"
    content = tuple(
        (max(first, saying + 1) if first < saying + 1 < last else first, last) for first, last in report.content
    )
    return evolve(report, head=saying, cue=(saying, saying + 1), source=(report.head + 1, saying - 1), content=content)


def _of_subject(document: Document, report: Report) -> Report:
    """Return the report of those who are said to be quoted: of Ann Lee in "Ann Lee was quoted (by X) as saying …"."""
    lower = document.lower
    if lower[report.head] in ("saying", "telling"):
        before = range(report.head - 1, max(0, report.head - _LONGEST_QUOTER), -1)
        saying, verb = report.head, next((i for i in before if lower[i] in ("quoted", "cited")), 0)
    else:
        saying, verb = saying_behind(document, report), report.head
    be = _passive(document, verb) if saying else 0
    if not be:
        return report
    tags = document.tags(max(0, be - 7), be + 1)
    start = be
    while start > max(0, be - 7) and tags[start - 1] in _INSIDE_COUNTED and not document.quoted[start - 1]:
        start -= 1
    if start == be and saying == report.head:
        return report
    pieces = [
        (max(first, saying + 1) if start <= first else first, start if first < start < last else last)
        for first, last in report.content
    ]
    content = tuple((first, last) for first, last in pieces if first < last)
    if not content:
        return report
    cue = report.cue if saying == report.head else (saying, saying + 1)
    return evolve(report, head=saying, cue=cue, source=(start, be) if start < be else None, content=content)


def _passive(document: Document, verb: int) -> int:
    """Return where the auxiliaries begin of a passive with the participle *verb*, "has often been quoted"; or 0."""
    lower = document.lower
    be = next((i for i in (verb - 1, verb - 2) if i > 0 and lower[i] in _BEING), 0)
    while be > 1 and lower[be - 1] in _AUXILIARIES:
        be -= 1
    return be


def _from_own_marks(document: Document, inner: Report, report: Report) -> Report:
    """Return *report* without the quotation and tag before its own: “Stay,” said Nadia, and “Go,” said Piet."""
    first, last = report.content[0]
    quoted = document.quoted
    if len(report.content) > 1 or not first <= inner.head < last <= report.head:
        return report
    theirs = {quoted[i] for piece in inner.content for i in range(*piece)}
    behind = inner.head if inner.source is None else max(inner.head, inner.source[1])
    own = next((i for i in range(behind, last) if quoted[i] and quoted[i] not in theirs), None)
    return report if own is None or 0 in theirs else evolve(report, content=((own, last),))


def _stands_beside(document: Document, report: Report) -> bool:
    """Tell whether "and" parts the verb from the clause that was read as its content: "Bo had it, and Ann said so"."""
    if report.source is None or len(report.content) != 1:
        return False
    first, last = report.content[0]
    begin = min(report.cue[0], report.source[0])
    if not last <= begin < last + 3 or any(document.quoted[first:last]):
        return False
    return document.lower[begin - 1] in ("and", "but")


def _repeats(document: Document, inner: Report, report: Report) -> bool:
    """Tell whether a second verb of one subject was read with the same words: "…, she said, and told nobody"."""
    same = report.content == inner.content and report.source == inner.source
    return same and not any(document.quoted[i] for piece in report.content for i in range(*piece))


def _passes_on(document: Document, report: Report, inner: Report) -> bool:
    """Tell whether *report* holds *inner* with its tag, or has the same words: "…," he said, X reported."""
    if report.source is None or len(report.content) != 1 or inner.source == report.source:
        return False
    first, last = report.content[0]
    if last > report.head:
        return False
    if first <= inner.head < last and min(start for start, _ in inner.content) <= first + 1:
        return True
    if report.content == inner.content and last <= inner.head:
        return True
    # Milan Dorn said the border would stay open, Centrex reported
    lower = document.lower
    told = inner.source is not None and inner.source[0] <= first + 1 and inner.content[-1][1] >= last - 1
    if any(document.quoted[first:last]):
        return False  # marked words are theirs who say them, and theirs who write them down
    return told and lower[report.head] in _PASSING_ON and class_of_cue(document, inner) == "speech"


_PASSING_ON = frozenset(["according", "reported", "reports", "writes", "wrote"])


def _cut_before_next(document: Document, report: Report, following: Report) -> Report:
    """Return *report* without the tag behind it that its words ran into: "…, but Bo said …", "…, Centrex reported".

    What follows stands beside the report, not in it, when it has the same tense behind "but", or holds the report.
    """
    first, last = report.content[-1]
    if following.source is None or not first < following.source[0] < last or not first <= following.head < last:
        return report
    edge = following.source[0]
    lower = document.lower
    tag = min(edge, following.cue[0])
    around = first < tag and following.content[0][0] <= report.head < following.content[-1][1] <= tag
    if around and (lower[tag - 1] == "," or lower[tag] == "according"):
        end = tag - 1 if lower[tag - 1] == "," else tag
        return evolve(report, content=(*report.content[:-1], (first, end)))
    while edge - 1 > first and lower[edge - 1] in _BESIDE:
        edge -= 1
    tags = document.tags(report.head, last)
    joined = edge < following.source[0] and (lower[edge - 1] in (",", ";") or lower[edge] != "and")
    if not joined or tags[report.head] not in FINITE or tags[report.head] != tags[following.head]:
        return report
    if any(document.lower[i] in _AUXILIARIES for i in range(following.cue[0], following.head)):
        return report  # "…, but Bo had said": told by the first, too
    end = edge - 1 if lower[edge - 1] in (",", ";") else edge
    return evolve(report, content=(*report.content[:-1], (first, end))) if first < end else report


_BESIDE = frozenset(["but", "and", "while", "whereas", "though", "although", "yet"])
_BEING = frozenset(["was", "were", "been", "are", "is", "be", "being"])
_AUXILIARIES = _BEING | {"had", "has", "have", "would"}


def _trimmed(document: Document, report: Report) -> Report:
    """Return *report* without content that is none of what is said.

    A bracket that closes behind it ("claims that nobody whistles (“The Errand Boy”, 3 March)"), and the subject of a
    passive, which is told ("The council was told by Ann that …").
    """
    begin, end = report.content[0]
    know = document.lower[begin : begin + 2] == ["to", "know"]
    if know and end - begin > 2 and begin >= report.cue[1]:  # wanted to know who had the key
        report = evolve(report, cue=(report.cue[0], begin + 2), content=((begin + 2, end), *report.content[1:]))
    content = list(report.content)
    first, last = content[-1]
    opened = next((i for i in range(last - 1, first, -1) if document.lower[i] in ("(", ")")), 0)
    if opened and document.lower[opened] == "(" and document.lower[last : last + 1] != [")"]:
        content[-1] = (first, opened)
    listener = _listener_end(document, report, content[-1])
    if listener:
        content[-1] = (listener, content[-1][1])
    passive = document.lower[report.head] in _TOLD and document.lower[report.head - 1] in _BEING
    if passive and len(content) == 2 and content[0][1] == report.cue[0]:
        del content[0]
    if passive and report.source is not None and report.source[1] <= report.cue[0]:
        report = evolve(report, source=None)  # "residents were told to stay" by nobody that is named
    return report if tuple(content) == report.content else evolve(report, content=tuple(content))


def _listener_end(document: Document, report: Report, content: tuple[int, int]) -> int:
    """Return where the words begin behind whom they are told: "told a radio station (the closure would last)"; or 0."""
    first, last = content
    if document.lower[report.head] not in _TELLING or first != report.cue[1] or document.quoted[first]:
        return 0
    tags = document.tags(first, last)
    if tags[first] not in ("DT", "PRP$", "NNP"):
        return 0
    end = first + 1
    while end < min(last, first + _LONGEST_SUBJECT) and tags[end] in _INSIDE_LISTENER:
        end += 1
    clause = end < last - 1 and tags[end] in ("DT", "PRP", "PRP$") and document.lower[end] != "that"
    return end if clause and tags[end - 1] != "DT" and any(tags[i] in FINITE for i in range(end, last)) else 0


_TELLING = frozenset(["told", "informed", "assured", "reminded"])
_INSIDE_LISTENER = frozenset(["JJ", "NN", "NNS", "NNP", "NNPS", "POS", "CD"])
_TOLD = _TELLING | {"asked", "warned"}
