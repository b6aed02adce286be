"""What a court or an inquest hears or is told: reported speech whose speaker is not named.

The habit of British court reports: "The inquest heard that the brakes had failed." / "The brakes had failed, the
inquest was told on Monday."
"""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.document import Document
from quoteattr.reported import Report
from quoteattr.tagger import FINITE
from quoteattr.vocabulary import lemma
from quoteattr.window import final_word


def with_hearings(document: Document, reports: Sequence[Report]) -> list[Report]:
    """Return *reports* with those of what a court has heard or been told by a sentence's last words.

    The model for reports has learned from American news, which has none of them.
    """
    found: list[Report] = []
    for number, (first, last) in enumerate(document.sentences):
        if _HEARERS.isdisjoint(document.lower[max(first, last - _LONGEST_CLAUSE) : last]):
            continue
        report = _hearing(document, number)
        if report is not None:
            found.append(report)
    if not found:
        return list(reports)
    heads = {report.head for report in found}
    return sorted([*found, *(one for one in reports if one.head not in heads)], key=lambda one: one.head)


def _hearing(document: Document, number: int) -> Report | None:
    """Return the report of a sentence that ends in "…, the court heard." or "…, the inquest was told on Monday."."""
    first, last = document.sentences[number]
    lower = document.lower
    head = final_word(lower, last)
    if head <= first or lower[head] not in ("heard", "told") or document.quoted[head]:
        return None
    begin = head
    while begin > first and lower[begin - 1] in _AUXILIARIES:
        begin -= 1
    subject, least = begin, max(first, begin - _LONGEST_HEARER)
    while subject > least and lower[subject - 1] != "," and not document.quoted[subject - 1]:
        subject -= 1
    behind = subject - (lower[subject - 1] == "," and not document.quoted[subject - 1])
    passive = not {"was", "were", "been"}.isdisjoint(lower[begin:head])
    if behind <= first or passive != (lower[head] == "told") or _HEARERS.isdisjoint(lower[subject:begin]):
        return None
    tags = document.tags(first, last)
    verbs = [i for i in range(first, begin) if tags[i] in FINITE and not document.quoted[i]]
    clause = (verbs[-1] < behind if verbs else document.quoted[first] > 0) and lower[first] not in _SUBORDINATE
    whole = clause and tags[subject] in ("DT", "NN", "NNS")
    return Report(head, (begin, head + 1), None, ((first, behind),), _PROBABLE) if whole else None


def is_hearing(document: Document, report: Report) -> bool:
    """Tell whether a court or an inquest hears what somebody, who is not named, says: "the court heard that …"."""
    head, lower = report.head, document.lower
    if lemma(lower[head]) != "hear":
        return False
    first = max(document.sentences[document.sentence_of(head)][0], head - _LONGEST_HEARER)
    comma = max((i + 1 for i in range(first, head) if lower[i] == ","), default=first)
    return not _HEARERS.isdisjoint(lower[comma:head])  # not "After the meeting, Ann heard"


_HEARERS = frozenset(
    ["court", "inquest", "inquiry", "tribunal", "jury", "jurors", "hearing", "committee", "commission", "panel",
     "council", "meeting", "magistrates", "judges", "parliament"]
)  # fmt: skip
_LONGEST_HEARER = 6
"""In tokens: the inquest at Leeds (heard)."""
_LONGEST_CLAUSE = 12
"""In tokens: the inquest at Leeds has been told on Monday."""
_AUXILIARIES = frozenset(["has", "have", "had", "was", "were", "been", "also"])
_SUBORDINATE = frozenset(
    ["after", "although", "as", "because", "before", "if", "once", "since", "until", "when", "while"]
)
_PROBABLE = 0.8
"""No corpus here has them."""
