"""Which reports are of speech or writing, and not of thought: "said they had not", "promised to go", not "hoped".

A report of speech holds a clause ("said they had not", "asked who had died"), an order or a promise ("told them to
wait", "vowed to appeal"), a deed admitted or denied ("denied having met her"), or stands in marks.  What is merely
done or wanted ("offered to send", "refused to pay"), and what nobody says ("declined to say whether …"), is none.
"""

from __future__ import annotations

from quoteattr.document import Document
from quoteattr.hearings import is_hearing
from quoteattr.marks import MARKS
from quoteattr.reported import Report
from quoteattr.tagger import FINITE
from quoteattr.vocabulary import (
    COMMISSIVES,
    DIRECTIVES,
    FINDINGS,
    MORE_THOUGHT,
    OTHER_CUES,
    QUOTING,
    TOLD_DEEDS,
    cue_classes,
    lemma,
)
from quoteattr.window import VERB, noun_kinds


def is_speech(document: Document, report: Report) -> bool:
    """Tell whether *report* is of speech or writing."""
    base = lemma(document.lower[report.head])
    tokens = [i for piece in report.content for i in range(*piece)]
    whole = all(document.quoted[i] or not document.words[i][0].isalnum() for i in tokens)
    kind = _kind(document, report)
    if whole:
        return kind != "thought" or base in ("think", "wonder", "muse", "reflect")
    words = document.words[tokens[0] : tokens[0] + 2]
    if document.lower[report.head - 1] == "without" or (not document.quoted[tokens[0]] and {*words} <= MARKS):
        return False  # it goes without saying; The form said “” where …
    if saying_behind(document, report):
        return True  # was quoted as saying that …
    if base == "want" and document.lower[tokens[0] : tokens[0] + 2] == ["to", "know"] and len(tokens) > 2:
        return True
    if is_hearing(document, report):
        return _is_clause(document, tokens)
    if kind in ("thought", "manner") or (kind == "both" and base in MORE_THOUGHT):
        return _finds(document, report, base) and _is_clause(document, tokens)
    if _leaves_open(document, report, tokens) or _is_nobody(document, report):
        return False
    if _orders_or_promises(document, report, base, tokens):
        return True
    if document.lower[tokens[0]] == "to" or _is_convinced(document, report):
        return False
    if base in _ASKING and document.lower[tokens[0]] in _QUESTION_WORDS:
        return True  # asked how long
    marked = any(document.quoted[i] for i in tokens)
    return marked or _is_clause(document, tokens) or _tells_deed(document, base, tokens)


def saying_behind(document: Document, report: Report) -> int:
    """Return where "saying" stands in "quoted Ann Lee as saying" and "quoted by X as saying", 0 for nowhere."""
    lower = document.lower
    if lower[report.head] not in QUOTING:
        return 0
    for i in range(report.head + 1, min(report.head + 12, len(lower) - 1)):
        if lower[i] == "as" and lower[i + 1] in ("saying", "telling"):
            return i + 1
        if not lower[i][0].isalnum() and lower[i] not in (",", "'s"):
            break
    return 0


def class_of_cue(document: Document, report: Report) -> str:
    """Return the class of the cue's head, or of the first of its words that has one."""
    classes = cue_classes()
    for token in (report.head, *range(*report.cue)):
        word = document.lower[token]
        found = classes.get(word) or OTHER_CUES.get(word)
        if found:
            return found
    return "thought"


def _kind(document: Document, report: Report) -> str:
    """Return the class of the cue: "as she put it" is speech, though "put" is not."""
    word = document.lower[report.head]
    behind = document.lower[report.head + 1 : report.head + 2]
    if word in document.vocabulary.known:
        return "speech"
    if word in ("put", "puts") and behind == ["it"]:
        return "speech"
    return class_of_cue(document, report)


def _is_clause(document: Document, tokens: list[int]) -> bool:
    """Tell whether the words hold a finite verb, or one of "asked that the pages be thrown out"."""
    tags = document.tags(tokens[0], tokens[-1] + 1)
    verb = next((i for i in tokens if tags[i] in VERB and not document.quoted[i]), None)
    if verb is None:
        return False
    that = document.lower[tokens[0]] == "that"
    if tags[verb] == "VBG" and verb == tokens[0] + that and _governs(document, tokens, verb):
        return True
    if that and verb > tokens[0] + 1:
        return True
    # "told the story of the boat to all who bought her soup", "said ten when the lamp went out"
    opening = tokens[0] + (tags[tokens[0]] == "RB")
    before = sum(tags[i] in ("WP", "WDT", "WRB") for i in tokens if opening < i < verb)
    if before and sum(tags[i] in FINITE for i in tokens) <= before:
        return False
    # "said the fire started": a past tense that looks like a participle
    return tags[verb] in FINITE or (tags[verb] == "VBN" and verb > tokens[0] and tags[verb - 1] in _SUBJECT)


def _governs(document: Document, tokens: list[int], gerund: int) -> bool:
    """Tell whether a finite verb follows a gerund in its own clause: "said (that) selling the house was wrong"."""
    tags = document.tags(tokens[0], tokens[-1] + 1)
    for i in tokens:
        if i > gerund and (tags[i] in ("WP", "WDT", "WRB", ",") or document.lower[i] in ("that", "as", "after", "if")):
            return False
        if i > gerund and tags[i] in FINITE and not document.quoted[i]:
            return True
    return False


def _orders_or_promises(document: Document, report: Report, base: str, tokens: list[int]) -> bool:
    """Tell whether somebody says what is to be done: "told them to wait", "vowed not to appeal"."""
    told = base in DIRECTIVES
    if report.source is None or not (told or base in COMMISSIVES):
        return False
    if base == "call" and document.lower[report.head + 1 : report.head + 2] not in (["on"], ["upon"]):
        return False
    tags = document.tags(tokens[0], tokens[-1] + 1)
    for place, i in enumerate(tokens[:_LONGEST_LISTENER]):
        if tags[i] in FINITE or document.quoted[i]:
            return False
        if document.lower[i] == "to" and i + 1 <= tokens[-1] and (tags[i + 1] == "VB" or tags[i + 1] == "RB"):
            return told or place <= 1  # "promised (not) to", but "ordered the men to"
    return False


def _tells_deed(document: Document, base: str, tokens: list[int]) -> bool:
    """Tell whether a deed is told by its participle: "denied ever having met her", "warned against eating them"."""
    if base not in TOLD_DEEDS:
        return False
    tags = document.tags(tokens[0], tokens[-1] + 1)
    first = next((i for i in tokens[:3] if document.lower[i] not in ("ever", "against", "not")), tokens[0])
    return tags[first] == "VBG"


def _leaves_open(document: Document, report: Report, tokens: list[int]) -> bool:
    """Tell whether a question is named that nobody answers: "would not say who", "declined to say for whom"."""
    lower = document.lower
    asked = next((lower[i] for i in tokens[:2] if lower[i] not in ("about", "for", "from", "of", "on", "with")), "")
    if asked not in _QUESTION_WORDS or lemma(lower[report.head]) not in _TELLING:
        return False
    return any(word in _NEGATIONS for word in lower[max(0, min(report.cue[0], report.head - 4)) : report.head])


def _is_convinced(document: Document, report: Report) -> bool:
    """Tell whether somebody is convinced, which he need not say: "who was convinced that they counted"."""
    lower = document.lower
    before = lower[report.head - 1] if report.head else ""
    return lower[report.head] in ("convinced", "persuaded") and before in _BEING


_BEING = frozenset(["is", "are", "was", "were", "be", "been"])


def _is_nobody(document: Document, report: Report) -> bool:
    """Tell whether nobody says it: "no one said that it would be easy", "none of them", "no minister"."""
    return report.source is not None and document.lower[report.source[0]] in _NOBODY


_NOBODY = frozenset(["nobody", "no-one", "none", "neither", "no"])


def _finds(document: Document, report: Report, base: str) -> bool:
    """Tell whether a paper or a body of inquiry finds: "the study shows", "the inquest found"."""
    if base not in FINDINGS or report.source is None:
        return False
    nouns = (document.lower[i] for i in range(*report.source))
    return any(noun_kinds().get(noun) == "thing" or noun in _FINDERS for noun in nouns)


_LONGEST_LISTENER = 12
"""In tokens: how far behind the cue the "to" of an order may stand."""
_SUBJECT = frozenset(["NN", "NNS", "NNP", "NNPS", "PRP"])
_FINDERS = frozenset(
    ["audit", "court", "inquest", "inquiry", "investigation", "jury", "panel", "poll", "report", "research", "review",
     "study", "survey", "tribunal"]
)  # fmt: skip
_QUESTION_WORDS = frozenset(["whether", "if", "who", "whom", "whose", "what", "which", "when", "where", "why", "how"])
_ASKING = frozenset(["ask", "inquire", "enquire"])
_TELLING = frozenset(["comment", "confirm", "disclose", "explain", "reveal", "say", "specify", "tell"])
_NEGATIONS = frozenset(["not", "n't", "never", "declined", "declines", "declining", "refused", "refuses", "refusing"])
