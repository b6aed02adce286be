"""Reported speech: cues, and for each cue its source and its content.

A word that may be a cue ("said", "according", "tweeted", a colon) is glanced at, then judged by a linear model in
its sentence.  Around an accepted cue, a chain of small choices is made, each by a linear ranker over a handful of
candidates: where the cue, the source, and the content on either side of the cue begin and end.  The report is then
judged once more as a whole, which gives the probability that it is right.

The same code collects the training examples (benchmarks/train/reported.py passes its own *choose*), so that what
is learned is what is asked.  Corpus: PolNeAR (Newell, Margolin & Ruths, LREC 2018).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from math import inf

from attrs import frozen

from quoteattr import weights
from quoteattr.choice import NONE, Answers, Choice, Ranker, likeliest
from quoteattr.document import LONGEST_SENTENCE, Document
from quoteattr.linear import probability
from quoteattr.stretches import is_fragment, quotation_probability
from quoteattr.vocabulary import cue_classes, lemma
from quoteattr.window import FINITE, MARK, Window, kind, noun_kinds

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
        if right >= (threshold * PARTLY_MARKED if _is_partly_marked(document, report) else threshold):
            if found and _is_same(found[-1], report):
                found[-1] = max(found[-1], report, key=lambda one: one.probability)
                continue
            cue.accept(reading)
            found.append(report)
        elif right >= DOUBTFUL and any(any(document.quoted[first:last]) for first, last in report.content):
            doubtful.append(report)
    return _with_fragments(document, found, doubtful) if doubtful else found


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


def _is_same(one: Report, other: Report) -> bool:
    """Tell whether two words of one cue were read: "also" and "said" in "he also said"."""
    same = one.cue[0] <= other.head < one.cue[1] or other.cue[0] <= one.head < other.cue[1]
    return same and any(a[0] < b[1] and b[0] < a[1] for a in one.content for b in other.content)


def _is_partly_marked(document: Document, report: Report) -> bool:
    marked = {
        document.quoted[i] > 0
        for first, last in report.content
        for i in range(first, last)
        if document.words[i][0].isalnum()
    }
    return len(marked) > 1


def readings(
    document: Document,
    rankers: dict[str, Ranker],
    marks_only: bool = False,
    speech_only: bool = False,
    least: float | None = None,
) -> Iterator[tuple[Cue, Reading]]:
    """Yield the likely cues of *document*, each with its reading; the caller accepts those it believes.

    A cue that is less than *least* probable is passed over.
    """
    least = LEAST_CUE if least is None else least
    choose = chosen_by(rankers)
    for cue in cues(document, marks_only, rankers["glance"], speech_only=speech_only):
        cue.probability = probability(rankers["cue"].score(*cue_answers(cue)))
        if cue.probability >= least:
            reading = read(cue, choose)
            if not reading.has_content:
                # "According to Ann Lee, the pier …": a source that swallowed the content
                doubted = min(range(len(STEPS)), key=reading.shares.__getitem__)
                if reading.shares[doubted] < DOUBT:
                    reading = read(cue, chosen_by(rankers, STEPS[doubted]))
            if reading.has_content:
                yield cue, reading


DOUBTFUL = 0.2
"""The least probability of a report for the sake of the marks in it."""
LIKELY_QUOTATION = 0.5
"""From where on a stretch is a quotation without a cue."""
PARTLY_MARKED = 1.3
"""How much more is asked of content partly in marks: without the report, the marks still hold a quotation."""
DOUBT = -0.3
"""The logarithm of the probability below which a choice that left no content is made again."""
MODESTY = 1.0
"""How much more must speak for a source with all that is told of it, "Ann Lee, who …", than for "Ann Lee"."""
LEAST_CUE = 0.1
"""How probable a cue must be for its report to be read."""
LEAST_GLANCE = -3.0
"""The least score of a word as a cue, by itself and its neighbours, for a look at its sentence."""


@cache
def _rankers() -> dict[str, Ranker]:
    return rankers_of(weights.load("reported"))


def rankers_of(encoded: Mapping[str, Sequence[Mapping[str, str]]]) -> dict[str, Ranker]:
    """Return the rankers of the kinds of choices whose weights are *encoded*."""
    return {step: Ranker(ANSWERS[step], contexts) for step, contexts in encoded.items()}


def near_marks(document: Document, head: int) -> bool:
    """Tell whether the sentence of the token *head* holds or touches a marked stretch."""
    quoted = document.quoted
    first, last = document.sentences[document.sentence_of(head)]
    return any(quoted[max(0, first - 1) : last + 1])


# Cues -------------------------------------------------------------------------------------------------------


class Cue:
    """A word that may be the head of a cue, in its window, with what was read before it."""

    def __init__(self, window: Window, token: int, memory: dict[str, int], earlier: list[Reading]) -> None:
        self.window, self.token = window, token
        self.head = window.unit(token)
        document = window.document
        word = document.lower[token]
        self.word = document.vocabulary.known.get(word, word)
        """The word; a verb that the caller added is read as the like form of "say"."""
        self.base = lemma(self.word)
        self.tag = window.tags[self.head]
        self.probability = 1.0
        self.memory = memory
        """How often each word was a cue so far in the document; all of them together at ""."""
        self.earlier = earlier
        """The readings of earlier cues of the sentence."""
        self.enclosing = next((r for r in reversed(earlier) if r.right_start <= self.head < r.right_end), None)
        """The reading of the cue whose content this one stands in."""

    def accept(self, reading: Reading) -> None:
        """Note that *reading* holds, for the cues to come."""
        for word in (self.word, ""):
            self.memory[word] = self.memory.get(word, 0) + 1
        self.earlier.append(reading)


def possible_cues(document: Document, marks_only: bool) -> Iterator[int]:
    """Yield the tokens of the narration that could head a cue."""
    heads, quoted = document.vocabulary.heads, document.quoted
    near, behind = True, 0
    for token, word in enumerate(document.lower):
        if word in heads and not quoted[token] and not _is_in_name(document.words, token):
            if marks_only and token >= behind:  # a new sentence
                behind = document.sentences[document.sentence_of(token)][1]
                near = near_marks(document, token)
            if near:
                yield token


def _is_in_name(words: Sequence[str], token: int) -> bool:
    """Tell whether a word stands with a capital between an article and another capital: the Mock Turtle."""
    if not words[token][0].isupper() or not 0 < token < len(words) - 1:
        return False
    return words[token - 1] in ("the", "The") and words[token + 1][0].isupper()


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


def _is_thought(document: Document, token: int) -> bool:
    """Tell whether the word is one of thought or manner ("believes", "smiled"), far from any marks."""
    kind = cue_classes().get(document.lower[token])
    said = tuple(document.lower[token + 1 : token + 3])
    if said[:1] == ("it",) or said == ("to", "know"):
        return False  # as one diplomat put it, wanted to know
    return kind in ("thought", "manner") and not near_marks(document, token)


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
    while tags[i] in ("RB", "MD") or words[i] in _AUXILIARIES:
        i -= 1
    if tags[i] in ("NNP", "NNPS"):
        return "name"
    if tags[i] == "PRP":
        return words[i]
    return noun_kinds().get(words[i], tags[i])


_AUXILIARIES = frozenset(
    ["has", "have", "had", "was", "were", "is", "are", "be", "been", "being", "did", "do", "does", "will",
    "would", "could", "should",
     "may", "might", "must", "'s", "'ve", "'d"]
)  # fmt: skip


# The chain of choices ---------------------------------------------------------------------------------------

STEPS = (
    "cue start",
    "cue end",
    "source start",
    "source end",
    "right start",
    "right end",
    "left start",
    "left end",
)

ANSWERS = {
    "glance": (4, 4),
    "cue": (8, 9, 9, 8, 1),
    "cue start": (8, 1, 1, 2),
    "cue end": (13, 1, 8, 2, 1),
    "source start": (17, 4, 4, 4, *(1,) * 14),
    "source end": (20, 4, 2, 1),
    "right start": (20, 7, 5, 2, 2, *(1,) * 13),
    "right end": (26, 10, 3, 4, 4, 2, 3, 11, 2, 2),
    "left start": (8, 2, 4, 13, 1, 1, 1, 2, *(1,) * 14),
    "left end": (26, 10, 3, 4, 4, 2, 3, 11, 2, 2),
    "report": (23, 1, 1, 11, *(1,) * 8, 12, 2, 1, 1, 1, 2, 1, 1),
}
"""How many answers go with each of the contexts: a line of answers below for a context, or several."""

Choose = Callable[[Choice], tuple[int, float]]
"""Returns the value chosen and the logarithm of its probability."""


class Reading:
    """What was chosen so far around a cue, in units of its window."""

    __slots__ = (
        "cue_end",
        "cue_start",
        "left_end",
        "left_start",
        "right_end",
        "right_start",
        "shares",
        "source_end",
        "source_start",
    )

    cue_start: int
    cue_end: int
    source_start: int
    source_end: int
    right_start: int
    right_end: int
    left_start: int
    left_end: int

    def __init__(self) -> None:
        self.shares: list[float] = []
        """The logarithm of the probability of each choice."""

    @property
    def has_content(self) -> bool:
        return self.right_start != NONE or self.left_start != NONE


def chosen_by(rankers: dict[str, Ranker], second: str = "") -> Choose:
    """Return the choice of what *rankers* score most; of what they score second at the step *second*."""

    def choose(asked: Choice) -> tuple[int, float]:
        values = asked.values
        if len(values) == 1:
            return values[0], 0.0
        scores = rankers[asked.step].scores(asked.contexts, asked.rows)
        if values[-1] > asked.modest:
            scores = [
                score - MODESTY if value > asked.modest else score for score, value in zip(scores, values, strict=True)
            ]
        best, share = likeliest(scores)
        if asked.step == second:
            scores[best] = -inf
            best = max(range(len(scores)), key=scores.__getitem__)
        return values[best], share

    return choose


def read(cue: Cue, choose: Choose) -> Reading:
    """Return the reading of the eight choices around *cue*, each made by *choose*."""
    reading = Reading()
    for name, ask in _CHOICES:
        asked = ask(cue, reading)
        value, share = choose(asked) if asked is not None else (NONE, 0.0)
        setattr(reading, name, value)
        reading.shares.append(share)
    return reading


def report_of(cue: Cue, reading: Reading, right: float) -> Report:
    tokens = cue.window.tokens
    source = tokens(reading.source_start, reading.source_end) if reading.source_start != NONE else None
    right_end = _with_relative_clause(cue.window, reading.right_end)
    sides = ((reading.left_start, reading.left_end), (reading.right_start, right_end))
    content = tuple(tokens(*side) for side in sides if side[0] != NONE)
    return Report(cue.token, tokens(reading.cue_start, reading.cue_end), source, content, right)


def _with_relative_clause(window: Window, end: int) -> int:
    """Return the end of content that takes the sentence's last clause along: "… in the capital, which left 80 dead."

    Annotators part such a clause off as often as not; a reader misses its words.
    """
    if window.words[end : end + 2] != [",", "which"] or end >= window.last:
        return end
    rest = window.words[end + 1 : window.full_stop]
    return window.full_stop if "," not in rest and MARK not in rest else end


def report_answers(cue: Cue, reading: Reading) -> tuple[Sequence[str], Sequence[str]]:
    """Return what speaks for and against a whole report."""
    window, base, tag = cue.window, cue.base, cue.tag
    sure = [str(max(-12, int(4 * part))) for part in reading.shares]
    certain = str(min(19, int(cue.probability * 20)))
    whole = str(max(-16, int(3 * sum(reading.shares, 0.0))))
    shape = "".join("-" if v == NONE else "x" for v in (reading.left_start, reading.right_start))
    begin, end = (
        (reading.right_start, reading.right_end)
        if reading.right_start != NONE
        else (reading.left_start, reading.left_end)
    )
    marks = min(2, window.marks[end] - window.marks[begin])
    quoted = "d" if marks and end - begin <= 2 else "m" if marks else "i"
    finite = min(2, window.finite[end] - window.finite[begin])
    size = str(min(6, (end - begin).bit_length()))
    side = "-" if reading.source_start == NONE else "L" if reading.source_start < reading.cue_start else "R"
    what = window.kinds.get(reading.source_start, "-") if reading.source_start != NONE else "none"
    enclosed = "in" if cue.enclosing else "after" if cue.earlier else "first"
    source = str(max(-12, int(4 * (reading.shares[2] + reading.shares[3]))))
    content = str(max(-12, int(4 * sum(reading.shares[4:], 0.0))))
    opening = window.words[begin]
    phrase = "|".join(window.words[reading.cue_start : reading.cue_end][:4])
    ahead, leads = window.ahead[begin], window.words[begin - 1]
    source_word = window.words[reading.source_end - 1] if reading.source_start != NONE else ""
    last = cue.earlier[-1] if cue.earlier else None
    beside = "-"
    if last is not None:
        inside = last.right_start <= begin < last.right_end
        beside = f"{last.source_start == reading.source_start}{last.right_end == end}{inside}"
    tags, behind = window.tags, window.ahead[end]
    stop = f"{end == window.full_stop}{end == window.end}{finite}{quoted}"
    stop_before = f"{begin == window.first}{begin == window.begin}{finite}{quoted}"
    source_after = window.words[reading.source_end] if reading.source_start != NONE else ""
    begins, ends = window.edges.get(begin), window.edges.get(end - 1)
    opened = "" if begins is None else f"{begins.case}{begins.first}"
    closed = "" if ends is None else f"{ends.stop}{ends.size}{ends.verb}"
    edges = f"{opened}|{closed}|{shape}" if opened or closed else ""
    goes_on = window.goes_on[end]
    known = str(min(3, cue.memory.get(cue.word, 0)))
    habit = str(min(9, 40 * cue.memory.get("", 0) // (window.document.sentence_of(cue.token) + 4)))
    contexts = (
        "", "p", "w", quoted, "s", "c", "2", "3", "4", "5", "6", "7", base, shape, tag, side, enclosed, certain,
        cue.word, what,
    )  # fmt: skip
    answers = (
        "1", size, f"{quoted}|{size}", f"{opening}|{window.words[end]}", f"{finite}{opening}", phrase, ahead,
        source_word, beside, f"{known}{what}", habit, behind, stop, stop_before,
        f"{window.words[end]}|{window.words[end + 1]}", f"{leads}|{opening}", f"{tags[end - 1]}|{tags[end]}",
        f"{source_word}|{source_after}",
        edges, opened and f"{opened}{leads}", closed and f"{closed}{window.words[end]}",
        goes_on and f"{goes_on}{quoted}", "" if side == "-" else f"{side}{window.back[reading.source_start]}",
        certain,
        whole,
        certain, whole, source, content, side, shape, f"{finite}|{size}", ahead, beside, habit, behind,
        source,
        content,
        *sure[2:],
        "1", shape, quoted, certain, what, opening, size, ahead, leads, source_word, known, f"{what}{side}",
        side, quoted,
        certain,
        what,
        quoted,
        whole, habit,
        opening,
        opening,
    )  # fmt: skip
    return contexts, answers


# Counts as words: looked up, they cost less than written each time.  No window has so many units.
NUMBER = tuple(map(str, range(2 * LONGEST_SENTENCE)))


def _up_to(most: int) -> tuple[str, ...]:
    return NUMBER[:most] + NUMBER[most : most + 1] * (len(NUMBER) - most)


UP_TO_1, UP_TO_2, UP_TO_3, UP_TO_4, UP_TO_6, UP_TO_7, UP_TO_8 = map(_up_to, (1, 2, 3, 4, 6, 7, 8))


# The cue's edges --------------------------------------------------------------------------------------------


def cue_starts(cue: Cue, _: Reading) -> Choice:
    """Return where the cue may begin: "has repeatedly said", "in a statement said"."""
    window, h, word, base, tag = cue.window, cue.head, cue.word, cue.base, cue.tag
    words, tags = window.words, window.tags
    starts: list[int] = []
    rows: list[Answers] = []
    for i in range(h, max(window.begin, h - 6) - 1, -1):
        if tags[i] == "Q":
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


def cue_ends(cue: Cue, reading: Reading) -> Choice:
    """Return where the cue may end: "said in a statement", "told reporters on Tuesday"."""
    window, h, word, base, tag = cue.window, cue.head, cue.word, cue.base, cue.tag
    words, tags = window.words, window.tags
    start = str(h - reading.cue_start)
    inside = {i for first, last in window.chunks for i in range(first + 1, last)}
    next_word = words[h + 1]
    found: list[int] = []
    rows: list[Answers] = []
    for end in range(h + 1, min(window.last, h + 12) + 1):
        last_tag = tags[end - 1]
        if last_tag == "Q":
            break
        if end in inside and end > h + 1:
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


# The source -------------------------------------------------------------------------------------------------


def source_starts(cue: Cue, reading: Reading) -> Choice:
    """Return where the source may begin: at a noun phrase on either side of the cue, or nowhere."""
    window, base, tag = cue.window, cue.base, cue.tag
    words, tags = window.words, window.tags
    begin, end = reading.cue_start, reading.cue_end
    before, after, opening = words[begin - 1], words[end], words[begin]
    passive = "p" if tag == "VBN" and begin < cue.head and words[cue.head - 1] in _AUXILIARIES else "a"
    known = {r.source_start for r in cue.earlier}
    last = cue.earlier[-1].source_start if cue.earlier else NONE
    edge = words[end - 1] if end > cue.head + 1 else ""
    form = f"{tag}{passive}{before if before in _JOINERS else ''}"
    contexts = (
        "", tag, base, form, opening, after, before, edge,
        # nowhere
        tag, base, before, after, f"{base}|{before}", f"{tags[begin - 1]}|{tag}", opening, tags[end], passive, form,
    )  # fmt: skip
    found: list[int] = [NONE]
    rows: list[Answers] = [_NO_SOURCE]
    commas_to, finite_to, marks_to = window.commas, window.finite, window.marks
    back = window.back
    left = [(first, min(behind, begin)) for first, behind in window.chunks if first < begin][-12:]
    right = [chunk for chunk in window.chunks if chunk[0] >= end][:5]
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
            beyond, beyond_tag, next_tag = words[first - 1], tags[first - 1], tags[behind]
            close = f"{side}{'+' if low == high else ',' if high - low == 1 and commas != '0' else '-'}"
            place = f"{side}{UP_TO_7[rank]}"
            between = f"{side}{commas}{finite}{marks}"
            opens = "^" if first == window.first else "" if beyond != "," else ","
            sided = f"{side}{what}"
            opened = f"{sided}{opens}"
            was = "last" if first == last else "known" if first in known else "new" if known else ""
            follows = next_tag if next_tag in FINITE or next_tag in _CLAUSE_TAGS else ""
            clause = f"{side}{finite}{follows}{opens}"
            noun = words[max(first, behind - 2) if ending == "'s" else behind - 1]
            led_by = back[first]
            led_close = f"{side}{led_by}{close[1]}"
            found.append(first)
            rows.append((
                led_close, f"{side}{led_by}{finite}",
                place, between, f"{side}{what}{close[1]}", f"{place}{what}", f"{between}{beyond_tag}",
                f"{side}{beyond_tag}|{ending_tag}", f"{side}{beyond}", f"{side}{words[behind]}{close[1]}", opened,
                f"{side}{was}{commas}{finite}", f"{between}{clause}",
                f"{side}{noun}", f"{side}{beyond}|{what}", f"{close}{tags[first - 2]}|{beyond}",
                f"{side}{words[first]}{close[1]}",
                led_close, place, f"{side}{words[first]}", opened,
                led_close, place, sided, close,
                f"{place}{close[1]}", f"{sided}{was}", clause, led_close,
                close,
                close,
                place,
                close,
            ))  # fmt: skip
    return Choice("source start", contexts, found, rows)


_NO_SOURCE = ("", "", "0", *("",) * 14, "", "0", "", "", "", "0", *("",) * 10, *("0",) * 10)
"""The answers of no source."""
_CLAUSE_TAGS = frozenset([",", "WP", "WDT", "TO", "IN"])
_JOINERS = frozenset(["and", "but", "or", ",", "that", "who", "which", "to"])


def source_ends(cue: Cue, reading: Reading) -> Choice | None:
    """Return where a source may end: behind a noun phrase, an apposition, a relative clause, at the cue."""
    start = reading.source_start
    if start == NONE:
        return None
    window, base, tag = cue.window, cue.base, cue.tag
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
        last, after, two = words[end - 1], words[end], words[end + 1]
        last_tag, next_tag, tag_beyond = tags[end - 1], tags[end], tags[end + 1]
        n = UP_TO_4[count]
        rest = UP_TO_2[finite_to[limit] - finite_to[end]] if left else "0"
        place = "=" if end == limit else "," if end + 1 == limit and after == "," else "0" if end == own else "-"
        balance = f"{place}{commas}{verbs}"
        odd = "1" if commas in "13" else "0"
        is_comma = "True" if last == "," else "False"
        rows.append((
            n, f"{commas}{verbs}", balance, after, f"{after}{n}", f"{next_tag}|{last_tag}", f"{last}|{after}",
            f"{after}|{two}", f"{after}|{tag_beyond}", f"{place}{odd}{after}", UP_TO_6[(end - start) // 2], last,
            f"{place}{rest}{verbs}", f"{last}{place}", f"{place}{commas}{rest}{is_comma}",
            f"{last_tag}|{next_tag}|{tag_beyond}",
            f"{last_tag}{place}", f"{after}|{tag_beyond}|{tags[end + 2]}", window.ahead[end], window.back[end],
            f"{n}{after}", balance, f"{after}{place}", f"{next_tag}{n}{place}",
            n, place,
            f"{next_tag}{n}",
        ))  # fmt: skip
    contexts = (
        side, f"{side}{what}", f"{side}{base}", f"{side}{tag}",
    )  # fmt: skip
    return Choice("source end", contexts, found, rows, start + 5 + 3 * (own - start))


# The content ------------------------------------------------------------------------------------------------


def _surroundings(cue: Cue, reading: Reading) -> str:
    """Return on which side of the cue the source stands, and whether a mark touches the pair of them."""
    tags, start = cue.window.tags, reading.source_start
    if start == NONE:
        side, edge, other = "-", reading.cue_start, reading.cue_end
    else:
        side = "L" if start < reading.cue_start else "R"
        edge, other = min(start, reading.cue_start), max(reading.source_end, reading.cue_end)
    return f"{side}{'q' if tags[edge - 1] == 'Q' else ''}.{'q' if tags[other] == 'Q' else ''}"


def right_starts(cue: Cue, reading: Reading) -> Choice:
    """Return where content to the right of the cue may begin ("said that …", "said: “…”"), or nowhere."""
    window, base, tag = cue.window, cue.base, cue.tag
    words, tags = window.words, window.tags
    end = reading.cue_end
    around = _surroundings(cue, reading)
    closing = words[end - 1]
    inverted = reading.source_start >= end
    edge = reading.source_end if inverted else end
    begin = reading.cue_start if reading.source_start == NONE else min(reading.cue_start, reading.source_start)
    before, after = words[begin - 1], words[edge]
    opens = "^" if begin == window.first else ""
    contexts = (
        "", base, around, tag, closing,
        # nowhere
        around, base, after, f"{after}|{around}", f"{tags[edge]}|{base}", f"{before}|{after}", f"{tag}|{after}",
        f"{opens}{around}", f"{base}|{around}", f"{before}|{around}|{after}", closing, f"{base}|{after}", opens,
    )  # fmt: skip
    found: list[int] = [NONE]
    rows: list[Answers] = [_NO_RIGHT]
    commas_to, finite_to, source_start = window.commas, window.finite, reading.source_start
    ahead, edges = window.ahead, window.edges
    i = end
    while i < window.end and len(found) < 14:
        word = words[i]
        if (inverted and source_start <= i < edge) or word in _NO_START:
            i += 1
            continue
        distance = i - edge
        step = UP_TO_8[distance] if distance >= 0 else "20"
        previous, tag_before, own = words[i - 1], tags[i - 1], tags[i]
        near = "|".join(words[edge:i]) if 0 <= distance <= 4 else "…"
        verbs = UP_TO_2[finite_to[i] - finite_to[end]]
        commas = UP_TO_2[commas_to[i] - commas_to[end]]
        marked = "True" if own == "Q" else "False"
        beyond = "True" if i >= window.last else "False"
        step_word, own_step = f"{step}{word}", f"{own}{step}"
        if own == "Q":
            stretch = edges[i]
            spoken = f"{stretch.case}{stretch.stop}{stretch.size}"
            spoken_step, spoken_case = f"{spoken}{step}", f"{stretch.case}{previous}"
            spoken_first = f"{stretch.case}{stretch.first}{previous}"
        else:
            spoken = spoken_step = spoken_case = spoken_first = ""
        found.append(i)
        rows.append((
            spoken, spoken_step, spoken_case, spoken_first,
            step, previous, f"{previous}|{word}", f"{tag_before}|{own}", word, f"{word}|{words[i + 1]}", own_step,
            near, f"{near}|{word}", f"{verbs}{commas}{marked}", f"{verbs}{previous}", f"{near}|{own}",
            f"{own}|{tags[i + 1]}", ahead[i], f"{step}{tag_before}|{own}", f"{step}{previous}",
            spoken, step, previous, f"{tag_before}{step}", word, own_step, near,
            spoken, step, f"{previous}{marked}", f"{beyond}{commas}", f"{marked}{step}",
            step_word, own_step,
            step_word, f"{step}{own}",
        ))  # fmt: skip
        i += 1
    return Choice("right start", contexts, found, rows)


_NO_RIGHT = (*("",) * 36, *("0",) * 13)
"""The answers of no content to the right."""
_NO_START = frozenset([",", ".", ";", ":", ")", "]", "!", "?", "'s", "n't", "”", "…", "..."])


def left_starts(cue: Cue, reading: Reading) -> Choice:
    """Return where content to the left of the cue may begin ("…, she said"), or nowhere."""
    window, base, tag = cue.window, cue.base, cue.tag
    words, tags = window.words, window.tags
    start = reading.source_start
    around = _surroundings(cue, reading)
    limit = reading.cue_start if start == NONE else min(reading.cue_start, start)
    before, opening = words[limit - 1], words[reading.cue_start]
    right = "no" if reading.right_start == NONE else "q" if tags[reading.right_start] == "Q" else "yes"
    other = f"{right}{before}"
    contexts = (
        around, other, base, "", f"{around}{right}", f"{tag}{around}", right, before, f"{base}{right}", opening,
        # nowhere
        around, f"{around}{right}", other, f"{right}{base}", f"{before}|{base}", f"{right}{tag}",
        f"{before}|{opening}", f"{around}{other}", f"{cue.word}{around}", f"{limit == window.first}{right}",
        f"{tags[limit - 1]}{right}", f"{other}|{tag}",
    )  # fmt: skip
    found: list[int] = [NONE]
    rows: list[Answers] = [_NO_LEFT]
    starts = []
    cue_start, source_end = reading.cue_start, reading.source_end
    ahead, back, edges = window.ahead, window.back, window.edges
    for i in range(window.begin, cue_start):
        if start <= i < source_end or words[i] in _NO_START:
            continue
        if (
            tags[i] == "Q"
            or i == window.first
            or words[i - 1] in _LEFT_EDGE
            or tags[i - 1] == "Q"
            or tags[i] in _LEFT_TAGS
        ):
            starts.append(i)
    for i in starts[:2] + starts[2:][-14:]:
        previous, word, own = words[i - 1], words[i], tags[i]
        commas = UP_TO_3[window.commas[limit] - window.commas[i]] if i < limit else "0"
        finite = UP_TO_2[window.finite[limit] - window.finite[i]] if i < limit else "0"
        first = "^" if i == window.first else ""
        quoted = "True" if own == "Q" else "False"
        outside = "True" if i < window.first else "False"
        opens_window = "True" if i == window.begin else "False"
        alone = "True" if own == "Q" and i + 1 == limit else "False"
        behind = "True" if i > limit else "False"
        size = UP_TO_6[(cue_start - i) // 2]
        finite_own = f"{finite}{own}"
        if own == "Q":
            stretch = edges[i]
            spoken, spoken_case = f"{stretch.case}{stretch.stop}{stretch.size}", f"{stretch.case}{previous}"
            spoken_stop = f"{stretch.case}{stretch.stop}{first}{outside}"
            spoken_first = f"{stretch.case}{stretch.first}{first}{outside}"
        else:
            spoken = spoken_case = spoken_stop = spoken_first = ""
        found.append(i)
        rows.append((
            back[i], ahead[i], f"{back[i]}|{ahead[i]}", spoken_stop, spoken_first,
            first, previous, f"{quoted}{commas}",
            first, previous,
            spoken_stop, first, size, behind,
            back[i], ahead[i], spoken, spoken_stop, spoken_case,
            f"{first}{commas}{finite}", f"{previous}|{word}", f"{word}{first}", f"{own}|{previous}",
            f"{opens_window}{quoted}{first}", f"{finite_own}{first}", f"{tags[i - 1]}|{own}", f"{own}|{tags[i + 1]}",
            quoted,
            size,
            alone,
            finite_own, f"{outside}{quoted}",
            own,
            f"{first}{finite}",
        ))  # fmt: skip
    return Choice("left start", contexts, found, rows)


_NO_LEFT = (*("",) * 34, *("0",) * 12)
"""The answers of no content to the left."""
_LEFT_TAGS = frozenset(["WDT", "WP", "TO", "PRP$", "DT", "PRP", "NNP", "WRB"])
_LEFT_EDGE = frozenset(
    [
        ",",
        ";",
        ":",
        "—",
        "–",
        "--",
        "-",
        "(",
        "and",
        "but",
        "that",
        "as",
        "“",
        '"',
        "to",
        "of",
        "for",
        "if",
        "while",
    ]
)


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


def _content_ends(cue: Cue, reading: Reading, start: int, limit: int, step: str) -> Choice:
    """Return where content that begins at *start* may end, up to *limit*."""
    window, base = cue.window, cue.base
    words, tags, marks = window.words, window.tags, window.marks
    ahead, back, edges = window.ahead, window.back, window.edges
    clauses_to, next_verb = window.clauses, window.next_verb
    finite_at, stop = window.next_finite[start], min(limit, window.full_stop)
    around = _surroundings(cue, reading)
    own, before = tags[start], words[start - 1]
    outer = cue.enclosing.right_end if cue.enclosing is not None else NONE
    lead = f"{own}|{before}"
    begins = window.ahead[start]
    contexts = (
        "", base, around, lead, own, before, begins,
        # by marks
        "", base, around,
    )  # fmt: skip
    ends = []
    for end in range(start + 1, limit + 1):
        final = end == window.full_stop or end == limit
        last_tag = tags[end - 1]
        if not (final or last_tag == "Q" or words[end] in _EDGE_WORDS or tags[end] in _EDGE_TAGS):
            continue
        if words[end - 1] in _NO_END or (last_tag in _NO_END_TAGS and not final):
            continue
        ends.append(end)
    if not ends:
        return Choice(step, contexts, [limit], [()])
    if len(ends) > 24:
        ends = ends[:12] + ends[-12:]
    rows: list[Answers] = []
    commas_to, finite_to, verbs_to, next_cue = window.commas, window.finite, window.verbs, window.next_cue
    opens_marked = "True" if own == "Q" else "False"
    for end in ends:
        last, after, last_tag, next_tag = words[end - 1], words[end], tags[end - 1], tags[end]
        commas = UP_TO_3[commas_to[end] - commas_to[start]]
        clauses = finite_to[end] - finite_to[start]
        finite = UP_TO_2[clauses]
        verbs = UP_TO_3[verbs_to[end] - verbs_to[start]]
        count = UP_TO_3[marks[end] - marks[start]]
        size = UP_TO_7[(end - start).bit_length()]
        whole = "$" if end == window.full_stop or end == limit else ""
        at_limit = "True" if end == limit else "False"
        at_stop = "True" if end == window.full_stop else "False"
        q = "q" if last_tag == "Q" else ""
        marked = f"{q}{opens_marked}"
        at = "" if outer == NONE else "=" if end == outer else "<" if end < outer else ">"
        ahead_of = ahead[end]
        two_after, tag_after = f"{after}|{words[end + 1]}", f"{after}|{tags[end + 1]}"
        verb_at = next_verb[end]
        distance = verb_at - end
        if distance <= NEAR_VERB:
            verb = f"{after}|{words[verb_at]}"
            agrees = f"{after}{UP_TO_2[distance]}{tags[verb_at]}{tags[finite_at] if finite_at < end else '-'}{cue.tag}"
        else:
            verb = agrees = ""
        told = UP_TO_2[clauses_to[end] - clauses_to[start]]
        rest = UP_TO_2[finite_to[stop] - finite_to[end]] if end < stop else "$"
        told_rest = f"{told}{rest}"
        rows.append((
            verb, agrees, f"{told}{after}", told_rest, f"{rest}{after}",
            f"{rest}{ahead_of}",
            whole, f"{at_limit}{after}", f"{after}|{last_tag}", two_after, f"{after}{commas}{finite}",
            f"{next_tag}|{last_tag}", f"{marked}{after}", f"{q}{whole}{finite}", f"{size}{whole}", f"{last}|{after}",
            f"{at_stop}{q}", f"{tags[end + 1]}|{after}|{finite}", f"{NUMBER[next_cue[end]]}{after}", f"{at}{after}",
            f"{tag_after}|{UP_TO_4[next_cue[end + 1]]}", ahead_of, f"{back[end]}|{after}",
            next_tag, f"{size}|{next_tag}{whole}", f"{last_tag}{whole}{finite}",
            told_rest, agrees,
            whole, after, f"{next_tag}{finite}", size, f"{finite}{whole}", f"{at}{whole}", tag_after, ahead_of,
            whole, f"{marked}{count}", ahead_of,
            whole, f"{finite}{after}", f"{finite}{next_tag}", two_after,
            after, f"{verbs}{whole}", two_after, f"{ahead_of}|{finite}",
            f"{verbs}{after}", next_tag,
            f"{after}{UP_TO_1[clauses]}", f"{whole}{commas}", ahead_of,
            *(_by_marks(window, start, end, finite, whole) if edges else ()),
        ))  # fmt: skip
    return Choice(step, contexts, ends, rows)


def _by_marks(window: Window, start: int, end: int, finite: str, whole: str) -> Answers:
    """Return what is asked of an end of content in a sentence with marks: how a stretch ends there, or begins, or how
    the sentence goes on to one.
    """
    words, ahead = window.words, window.ahead[end]
    last, after, next_tag = words[end - 1], words[end], window.tags[end]
    stretch, following, on = window.edges.get(end - 1), window.edges.get(end), window.goes_on[end]
    opened = "" if following is None else f"{following.case}{following.first}{last}"
    if stretch is None:
        closed = closed_at = closed_word = closed_ahead = closed_verb = closed_last = ""
    else:
        closed, closed_at = f"{stretch.stop}{stretch.size}{next_tag}", f"{stretch.stop}{whole}"
        closed_word, closed_ahead = f"{stretch.stop}{stretch.size}{after}", f"{stretch.stop}{ahead}"
        closed_verb, closed_last = f"{stretch.stop}{stretch.verb}{after}", f"{stretch.last}{next_tag}"
    if on:
        count = UP_TO_3[window.marks[end] - window.marks[start]]
        on_after, on_count, on_ahead = f"{on}{after}", f"{on}{count}{finite}", f"{on}{ahead}"
    else:
        on_after = on_count = on_ahead = ""
    return (
        opened, closed_word, closed_ahead, closed_verb, closed_last, on_after, on_count, on_ahead, on, closed,
        closed_at,
        on, closed,
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
    [
        "IN",
        "TO",
        "WDT",
        "WP",
        "WRB",
        "VBD",
        "VBZ",
        "VBP",
        "VBG",
        "MD",
        "RB",
        "CC",
        "NNP",
        "PRP",
        "DT",
        "$",
        "``",
        "''",
        "CD",
    ]
)
_NO_END = frozenset([",", ":", ";", "(", "and", "or", "the", "a", "an", "of", "—", "–", "--"])
_NO_END_TAGS = frozenset(["DT", "PRP$", "IN", "TO"])

_CHOICES: tuple[tuple[str, Callable[[Cue, Reading], Choice | None]], ...] = (
    ("cue_start", cue_starts),
    ("cue_end", cue_ends),
    ("source_start", source_starts),
    ("source_end", source_ends),
    ("right_start", right_starts),
    ("right_end", right_ends),
    ("left_start", left_starts),
    ("left_end", left_ends),
)
"""What is chosen, in this order: the values of a reading."""


# Speech and thought -----------------------------------------------------------------------------------------
