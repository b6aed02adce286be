"""Reported speech: cues, and for each cue its source and its content.

A word that may be a cue ("said", "according", "tweeted", a colon) is judged by a linear model in its context.
Around an accepted cue, a chain of small choices is made, each by a linear ranker over a handful of candidates:
where the cue, the source, and the content on either side of the cue begin and end.  Words inside quotation
marks are never cut: a content takes in a marked stretch whole or not at all.

The same code collects the training examples (benchmarks/train/reported.py passes its own *choose*), so that
what is learned is what is asked.  Corpus: PolNeAR (Newell, Margolin & Ruths, LREC 2018).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from attrs import frozen

from quoteattr import linear
from quoteattr.document import Document
from quoteattr.lexicons import rows
from quoteattr.vocabulary import cue_classes, lemma

Candidates = Sequence[tuple[int, list[str]]]
Choose = Callable[[str, Candidates], int]
NONE = -1


@frozen
class Report:
    """A cue with its source and content, as ranges of tokens."""

    head: int
    cue: tuple[int, int]
    source: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    probability: float


def find_reports(document: Document, threshold: float, marks_only: bool = False) -> list[Report]:
    """Return the reports of *document* whose cue is at least *threshold* probable, in the order of their cues.

    With *marks_only*, only cues in sentences that hold or touch a marked stretch are looked at.
    """
    models = _models()
    memory: dict[str, int] = {}
    found: list[Report] = []

    def choose(step: str, candidates: Candidates) -> int:
        if len(candidates) == 1:
            return candidates[0][0]
        return candidates[models[step].best([features for _, features in candidates])][0]

    for head in cue_candidates(document):
        if marks_only and not near_marks(document, head):
            continue
        features = cue_features(document, head, memory)
        probability = linear.probability(models["cue"].score(features))
        if probability < threshold:
            continue
        report = read_report(Window(document, head), choose, probability)
        if report is not None:
            memory[document.lower[head]] = memory.get(document.lower[head], 0) + 1
            found.append(report)
    return found


def near_marks(document: Document, head: int) -> bool:
    """Tell whether the sentence of the token *head* holds or touches a marked stretch."""
    quoted = document.quoted
    first, last = document.sentences[document.sentence_of(head)]
    return any(quoted[max(0, first - 1) : last + 1])


def cue_candidates(document: Document) -> Iterator[int]:
    """Yield the tokens of the narration that could head a cue."""
    heads = document.vocabulary.heads
    quoted = document.quoted
    for i, word in enumerate(document.lower):
        if word in heads and not quoted[i]:
            yield i


@cache
def _models() -> dict[str, linear.Linear]:
    return linear.load("reported")


@cache
def _nouns() -> dict[str, str]:
    """Return a class for common nouns that may be sources: "person", "group" or "thing"."""
    found: dict[str, str] = {}
    for name, kind in (("source_nouns", "thing"), ("group_nouns", "group"), ("person_nouns", "person"), ("kin_nouns", "person")):
        for row in rows(name):
            found[row[0]] = kind
            for plural in row[1:3]:
                if len(plural) > 2:
                    found[plural] = kind
    return found


_NOMINAL = frozenset(["DT", "PRP$", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "POS", "PDT", "FW", "$", "EX", "WP$"])
_NOUN = frozenset(["NN", "NNS", "NNP", "NNPS", "PRP", "CD"])
_VERB = frozenset(["VB", "VBD", "VBZ", "VBP", "VBN", "VBG", "MD"])
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
_NEXT_LINE = frozenset([":", ","])


class Window:
    """The stretch of tokens around a cue in which its source and content are sought.

    It is the cue's sentence, with the marked stretches that reach into it or touch it from either side.
    """

    def __init__(self, document: Document, head: int) -> None:
        self.document, self.head = document, head
        self.word = _known(document, head)
        self.base = lemma(self.word)
        number = document.sentence_of(head)
        first, last = document.sentences[number]
        quoted = document.quoted
        count = len(quoted)
        self.first, self.last = first, last
        while last < count and quoted[last] and quoted[last] == quoted[last - 1]:
            last += 1
        while first > 0 and quoted[first] and quoted[first] == quoted[first - 1]:
            first -= 1
        paragraph = document.sentence_paragraph[number]
        if last < count and quoted[last]:
            stretch = document.stretches[quoted[last] - 1]
            near = document.paragraphs[paragraph].end > stretch.start
            if near or (document.lower[last - 1] in _NEXT_LINE and stretch.paragraph == paragraph + 1):
                while last < count and quoted[last] and document.stretches[quoted[last] - 1] is stretch:
                    last += 1
        if first > 0 and quoted[first - 1]:
            stretch = document.stretches[quoted[first - 1] - 1]
            if stretch.paragraph == paragraph:
                while first > 0 and quoted[first - 1] and document.stretches[quoted[first - 1] - 1] is stretch:
                    first -= 1
        self.lo, self.hi = first, last
        self.tags = document.tags(self.first, self.last)
        self.chunks = self._chunks()

    def _chunks(self) -> list[tuple[int, int]]:
        """Return the base noun phrases of the narration in the sentence."""
        tags, quoted = self.tags, self.document.quoted
        chunks: list[tuple[int, int]] = []
        start = -1
        for i in range(self.first, self.last + 1):
            tag = tags[i] if i < self.last and not quoted[i] else ""
            if tag == "PRP" or tag == "WP":
                if start >= 0:
                    chunks.append((start, i))
                    start = -1
                chunks.append((i, i + 1))
                continue
            if tag in _NOMINAL:
                if start >= 0 and tag in ("DT", "PRP$", "PDT") and tags[i - 1] not in ("PDT", "DT"):
                    chunks.append((start, i))
                    start = i
                elif start < 0 and tag != "POS":
                    start = i
            elif start >= 0:
                if tags[i - 1] in _NOUN or tags[i - 1] in ("DT", "JJ", "JJS", "JJR"):
                    chunks.append((start, i))
                start = -1
        return chunks


def read_report(window: Window, choose: Choose, probability: float = 1.0) -> Report | None:
    """Return the report around the cue of *window*, each choice made by *choose*; None without content."""
    cue = _choose_cue(window, choose)
    source = _choose_source(window, cue, choose)
    right = _choose_right(window, cue, source, choose)
    left = _choose_left(window, cue, source, right, choose)
    content = tuple(side for side in (left, right) if side is not None)
    if not content:
        return None
    return Report(window.head, cue, source, content, probability)


def is_speech(document: Document, report: Report) -> bool:
    """Tell whether *report* is of speech or writing: not of thought, and not of what one offers or wants to do.

    What is said is a clause with a finite verb, or stands in marks: "said they had not", not "offered to send".
    """
    word = document.lower[report.head]
    kind = "speech" if word in document.vocabulary.known else cue_classes().get(word, _OTHER_CUES.get(word, "thought"))
    first, last = report.content[-1] if len(report.content) == 1 else report.content[0]
    tags = document.tags(first, last)
    marked = any(document.quoted[i] for piece in report.content for i in range(*piece))
    whole = all(document.quoted[i] or not document.words[i][0].isalnum() for piece in report.content for i in range(*piece))
    if whole:
        return kind != "thought" or lemma(word) in ("think", "wonder", "muse", "reflect")
    if kind in ("thought", "manner") or tags[first] == "TO":
        return False
    if kind == "both" and lemma(word) in _MORE_THOUGHT:
        return False
    verbs = [tags[i] for i in range(first, last) if tags[i] in _VERB and not document.quoted[i]]
    if marked:
        return True
    return bool(verbs) and verbs[0] in _FINITE


_OTHER_CUES = {":": "speech", "according": "speech", "per": "speech", "reportedly": "speech", "allegedly": "speech"}
_MORE_THOUGHT = frozenset(["see", "feel", "find", "hold", "consider", "regard", "expect", "show", "prove", "know", "think", "judge", "reckon", "figure", "view", "support"])


# The cue -----------------------------------------------------------------------------------------------------


def cue_features(document: Document, head: int, memory: dict[str, int]) -> list[str]:
    """Return what speaks for and against the token *head* being a cue."""
    lower, quoted = document.lower, document.quoted
    number = document.sentence_of(head)
    first, last = document.sentences[number]
    tags = document.tags(first, last)
    word = _known(document, head)
    base = lemma(word)
    before = lower[head - 1] if head > first else "^"
    after = lower[head + 1] if head + 1 < last else "$"
    tag = tags[head]
    tag_before = tags[head - 1] if head > first else "^"
    tag_after = tags[head + 1] if head + 1 < last else "$"
    two_before = lower[head - 2] if head - 1 > first else "^"
    two_after = lower[head + 2] if head + 2 < last else "$"
    after_quote = head > 0 and quoted[head - 1] > 0
    before_quote = head + 1 < len(quoted) and quoted[head + 1] > 0
    any_quote = any(quoted[first:last])
    left_quote = _distance_to_quote(quoted, head, -1)
    right_quote = _distance_to_quote(quoted, head, 1)
    subject = _subject_kind(document, tags, head, first)
    return [
        "1",
        f"w={word}",
        f"w={word} t={tag}",
        f"w={word} b={before}",
        f"w={word} a={after}",
        f"w={word} tb={tag_before}",
        f"w={word} ta={tag_after}",
        f"w={word} q={after_quote or before_quote}",
        f"w={word} any={any_quote}",
        f"l={base}",
        f"l={base} t={tag}",
        f"l={base} s={subject}",
        f"l={base} a={after}",
        f"l={base} ta={tag_after}",
        f"l={base} aa={two_after}",
        f"t={tag}",
        f"tb={tag_before} t={tag} ta={tag_after}",
        f"b={before} t={tag}",
        f"a={after} t={tag}",
        f"bb={two_before} b={before}",
        f"a={after} aa={two_after}",
        f"ta={tag_after} t2={tags[head + 2] if head + 2 < last else '$'}",
        f"s={subject} t={tag}",
        f"prior={document.vocabulary.heads.get(word, 0)} t={tag}",
        f"lq={left_quote}",
        f"rq={right_quote}",
        f"lq={left_quote} rq={right_quote} t={tag}",
        f"seen={min(3, memory.get(word, 0))}",
        f"pos={min(4, head - first)} t={tag}",
        f"style={len(document.stretches) * 2000 // (len(document.text) + 1)}",
    ]


def _known(document: Document, head: int) -> str:
    """Return the cue word; a verb that the caller added is read as the like form of "say"."""
    word = document.lower[head]
    return document.vocabulary.known.get(word, word)


def _distance_to_quote(quoted: Sequence[int], head: int, step: int) -> int:
    i = head + step
    for distance in range(8):
        if not 0 <= i < len(quoted):
            return 9
        if quoted[i]:
            return distance
        i += step
    return 9


def _subject_kind(document: Document, tags: Sequence[str], head: int, first: int) -> str:
    """Return what stands where a cue's subject would: the class of the noun before, past auxiliaries and adverbs."""
    i = head - 1
    while i >= first and (tags[i] in ("RB", "MD") or document.lower[i] in _AUXILIARIES):
        i -= 1
    if i < first:
        return "^"
    word, tag = document.lower[i], tags[i]
    if tag in ("NNP", "NNPS"):
        return "name"
    if tag == "PRP":
        return word
    return _nouns().get(word, tag)


_AUXILIARIES = frozenset(["has", "have", "had", "was", "were", "is", "are", "be", "been", "being", "did", "do", "does", "will", "would", "could", "should", "may", "might", "must", "'s", "'ve", "'d"])


def _choose_cue(window: Window, choose: Choose) -> tuple[int, int]:
    head, document = window.head, window.document
    lower, tags, quoted = document.lower, window.tags, document.quoted
    word, base = window.word, window.base
    starts: list[tuple[int, list[str]]] = []
    for i in range(head, max(window.first, head - 6) - 1, -1):
        if quoted[i]:
            break
        between = " ".join(tags[i:head])
        before = lower[i - 1] if i > window.first else "^"
        starts.append(
            (
                i,
                [
                    f"d={head - i}",
                    f"tags={between}",
                    f"first={lower[i]} d={head - i}",
                    f"first={lower[i]} t={tags[head]}",
                    f"b={before} d={head - i}",
                    f"tb={tags[i - 1] if i > window.first else '^'} t={tags[i]}",
                    f"w={word} d={head - i}",
                    f"l={base} first={lower[i]}",
                    f"t={tags[head]} d={head - i}",
                ],
            )
        )
    start = choose("cue start", starts)
    ends: list[tuple[int, list[str]]] = []
    for end in range(head + 1, min(window.last, head + 8) + 1):
        if quoted[end - 1]:
            break
        last = lower[end - 1]
        after = lower[end] if end < window.last else "$"
        tag_after = tags[end] if end < window.last else "$"
        size = end - head
        ends.append(
            (
                end,
                [
                    f"d={size}",
                    f"tags={' '.join(tags[head + 1 : end])}",
                    f"last={last} d={size}",
                    f"a={after} d={size}",
                    f"ta={tag_after} tl={tags[end - 1]}",
                    f"w={word} d={size}",
                    f"l={base} last={last}",
                    f"l={base} last={last} a={after}",
                    f"l={base} ta={tag_after} d={size}",
                    f"l={base} a={after} d={size}",
                    f"last={last} ta={tag_after}",
                    f"q={end < len(quoted) and quoted[end] > 0} d={size} last={last}",
                ],
            )
        )
    return start, choose("cue end", ends)


# The source --------------------------------------------------------------------------------------------------


def _choose_source(window: Window, cue: tuple[int, int], choose: Choose) -> tuple[int, int] | None:
    start = choose("source start", source_starts(window, cue))
    if start == NONE:
        return None
    end = choose("source end", source_ends(window, cue, start))
    return start, end


def source_starts(window: Window, cue: tuple[int, int]) -> Candidates:
    """Return where the source may begin: at the start of a noun phrase on either side of the cue, or nowhere."""
    document, tags = window.document, window.tags
    lower, quoted, head = document.lower, document.quoted, window.head
    word, base, tag = window.word, window.base, tags[head]
    after = lower[cue[1]] if cue[1] < window.last else "$"
    before = lower[cue[0] - 1] if cue[0] > window.first else "^"
    found: list[tuple[int, list[str]]] = [
        (
            NONE,
            ["none", f"none t={tag}", f"none l={base}", f"none b={before}", f"none a={after}", f"none w={word} b={before}",
             f"none tb={tags[cue[0] - 1] if cue[0] > window.first else '^'} t={tag}", f"none c0={lower[cue[0]]}"],
        )
    ]  # fmt: skip
    left = [chunk for chunk in window.chunks if chunk[1] <= cue[0]][-12:]
    right = [chunk for chunk in window.chunks if chunk[0] >= cue[1]][:5]
    passive = tag == "VBN" and cue[0] < head and lower[head - 1] in _AUXILIARIES
    for side, chunks in (("L", list(reversed(left))), ("R", right)):
        commas = verbs = finite = marks = 0
        previous = cue[0] if side == "L" else cue[1] - 1
        for rank, (start, end) in enumerate(chunks):
            gap = range(end, previous) if side == "L" else range(previous + 1, start)
            commas += sum(lower[i] == "," for i in gap)
            verbs += sum(tags[i] in _VERB and not quoted[i] for i in gap)
            finite += sum(tags[i] in _FINITE and not quoted[i] for i in gap)
            marks += any(quoted[i] for i in gap)
            previous = start if side == "L" else end - 1
            head_word, head_tag = lower[end - 1], tags[end - 1]
            kind = "name" if head_tag in ("NNP", "NNPS") else head_word if head_tag in ("PRP", "WP") else _nouns().get(head_word, head_tag)
            beyond = lower[start - 1] if start > window.first else "^"
            beyond_tag = tags[start - 1] if start > window.first else "^"
            behind = lower[end] if end < window.last else "$"
            place = f"{side}{min(rank, 6)}"
            adjacent = (end == cue[0]) if side == "L" else (start == cue[1])
            q_before = start > 0 and quoted[start - 1] > 0
            q_behind = end < len(quoted) and quoted[end] > 0
            found.append(
                (
                    start,
                    [
                        side,
                        f"{place}",
                        f"{place} t={tag}",
                        f"{place} k={kind}",
                        f"{side} k={kind} adj={adjacent}",
                        f"{side} l={base} k={kind}",
                        f"{place} l={base}",
                        f"{place} c={min(commas, 3)} f={min(finite, 3)}",
                        f"{side} c={min(commas, 3)} v={min(verbs, 3)} m={min(marks, 1)}",
                        f"{side} f={min(finite, 3)} k={kind}",
                        f"{side} bt={beyond_tag} ht={head_tag}",
                        f"{side} bw={beyond}",
                        f"{place} bw={beyond}",
                        f"{side} bh={behind} adj={adjacent}",
                        f"{side} s0={start == window.first} k={kind}",
                        f"{side} adj={adjacent} t={tag} c0={lower[cue[0]]}",
                        f"{side} qb={q_before} qh={q_behind} adj={adjacent}",
                        f"{side} pass={passive} bw={beyond if beyond == 'by' else ''}",
                        f"{side} w0={lower[start]} t={tag}",
                        f"{side} ca={after} adj={adjacent}",
                        f"{place} cb={before}",
                        f"{side} f={min(finite, 2)} c={min(commas, 2)} bt={beyond_tag} s0={start == window.first}",
                        f"{side} wh={any(tags[i] in ('WP', 'WDT') for i in gap)} c={min(commas, 2)}",
                    ],
                )
            )
    return found


def source_ends(window: Window, cue: tuple[int, int], start: int) -> Candidates:
    """Return where a source that begins at *start* may end: behind a noun phrase, or before the cue."""
    document, tags, head = window.document, window.tags, window.head
    lower, quoted = document.lower, document.quoted
    limit = cue[0] if start < cue[0] else min(window.last, start + 40)
    base, tag = window.base, tags[head]
    side = "L" if start < cue[0] else "R"
    first_end = next((end for begin, end in window.chunks if begin <= start < end), start + 1)
    ends = {end for begin, end in window.chunks if start < end <= limit}
    ends.add(first_end)
    if side == "L":
        ends.add(limit)
    ends |= {i for i in range(first_end, limit) if lower[i] in (",", "—", "-", "--", "–", ")")}
    found: list[tuple[int, list[str]]] = []
    commas = chunks = verbs = 0
    position = start
    first_kind = "name" if tags[first_end - 1] in ("NNP", "NNPS") else tags[first_end - 1]
    for end in sorted(ends):
        for i in range(position, end):
            commas += lower[i] == ","
            verbs += tags[i] in _FINITE
        position = end
        if quoted[end - 1] or len(found) > 12:
            break
        chunks += 1
        next_word = lower[end] if end < window.last else "$"
        next_tag = tags[end] if end < window.last else "$"
        next_two = lower[end + 1] if end + 1 < window.last else "$"
        at_cue = end == cue[0]
        before_comma_cue = end + 1 == cue[0] and next_word == ","
        found.append(
            (
                end,
                [
                    f"{side} n={min(chunks, 5)}",
                    f"{side} c={min(commas, 4)} v={min(verbs, 2)}",
                    f"{side} cue={at_cue} cc={before_comma_cue} c={min(commas, 3)}",
                    f"{side} next={next_word}",
                    f"{side} next={next_word} n={min(chunks, 3)}",
                    f"{side} nt={next_tag} lt={tags[end - 1]}",
                    f"{side} last={lower[end - 1]} next={next_word}",
                    f"{side} next={next_word} n2={next_two}",
                    f"{side} next={next_word} nt2={tags[end + 1] if end + 1 < window.last else '$'}",
                    f"{side} k={first_kind} n={min(chunks, 4)} next={next_word}",
                    f"{side} even={commas % 2} next={next_word} cue={at_cue}",
                    f"{side} len={min(12, end - start) // 2}",
                    f"{side} l={base} n={min(chunks, 3)}",
                    f"{side} t={tag} nt={next_tag} n={min(chunks, 3)}",
                    f"{side} lw={lower[end - 1]}",
                    f"{side} end={end == limit} v={min(verbs, 2)}",
                    f"{side} q={end < len(quoted) and quoted[end] > 0}",
                    f"{side} fin={next_tag in _FINITE} n={min(chunks, 3)} k={first_kind}",
                ],
            )
        )
    return found or [(first_end, [])]


# The content -------------------------------------------------------------------------------------------------


def _choose_right(window: Window, cue: tuple[int, int], source: tuple[int, int] | None, choose: Choose) -> tuple[int, int] | None:
    start = choose("right start", right_starts(window, cue, source))
    if start == NONE:
        return None
    ends = content_ends(window, cue, source, start, window.hi, "right")
    return (start, choose("right end", ends)) if ends else None


def _choose_left(
    window: Window, cue: tuple[int, int], source: tuple[int, int] | None, right: tuple[int, int] | None, choose: Choose
) -> tuple[int, int] | None:
    start = choose("left start", left_starts(window, cue, source, right))
    if start == NONE:
        return None
    limit = min(cue[0], source[0]) if source and start < source[0] < cue[0] else cue[0]
    ends = content_ends(window, cue, source, start, limit, "left")
    return (start, choose("left end", ends)) if ends else None


def _cue_context(window: Window, cue: tuple[int, int], source: tuple[int, int] | None) -> str:
    side = "-" if source is None else "L" if source[0] < cue[0] else "R"
    quoted = window.document.quoted
    edge = min(cue[0], source[0]) if source else cue[0]
    other = max(cue[1], source[1]) if source else cue[1]
    left = edge > 0 and quoted[edge - 1] > 0
    right = other < len(quoted) and quoted[other] > 0
    return f"{side}{'q' if left else ''}.{'q' if right else ''}"


def right_starts(window: Window, cue: tuple[int, int], source: tuple[int, int] | None) -> Candidates:
    """Return where content to the right of the cue may begin, or nowhere."""
    document, tags, head = window.document, window.tags, window.head
    lower, quoted = document.lower, document.quoted
    base, tag = window.base, tags[head]
    context = _cue_context(window, cue, source)
    last_of_cue = lower[cue[1] - 1]
    edge = cue[1]
    if source and source[0] >= cue[1]:
        edge = source[1]
    after = lower[edge] if edge < window.last else "$"
    after_tag = tags[edge] if edge < window.last else "$"
    begin = min(cue[0], source[0]) if source else cue[0]
    before = lower[begin - 1] if begin > window.first else "^"
    found: list[tuple[int, list[str]]] = [
        (
            NONE,
            ["none", f"none {context}", f"none l={base}", f"none a={after}", f"none a={after} {context}", f"none at={after_tag} l={base}",
             f"none b={before} a={after}", f"none t={tag} a={after}", f"none first={begin == window.first} {context}",
             f"none l={base} {context}", f"none b={before} {context} a={after}", f"none last={last_of_cue}"],
        )
    ]  # fmt: skip
    verbs = commas = 0
    i = cue[1]
    count = 0
    while i < window.hi and count < 14:
        inside = source is not None and source[0] <= i < source[1]
        at_mark = quoted[i] > 0
        if not inside and (at_mark or lower[i] not in _NO_START):
            count += 1
            previous, previous_tag = lower[i - 1], tags[i - 1] if not quoted[i - 1] else "Q"
            word = lower[i] if not at_mark else "“"
            own = tags[i] if not at_mark and i < window.last else "Q"
            distance = i - edge if i >= edge else i - cue[1] + 20
            next_word = lower[i + 1] if i + 1 < window.last else "$"
            near = " ".join(lower[edge:i]) if 0 <= i - edge <= 3 else "…"
            step = min(distance, 8) if distance < 20 else 20
            found.append(
                (
                    i,
                    [
                        f"d={step}",
                        f"d={step} l={base}",
                        f"d={step} {context}",
                        f"d={step} t={tag} w={word}",
                        f"p={previous}",
                        f"p={previous} w={word}",
                        f"p={previous} l={base}",
                        f"pt={previous_tag} t={own}",
                        f"pt={previous_tag} d={step} l={base}",
                        f"w={word}",
                        f"w={word} l={base}",
                        f"w={word} n={next_word}",
                        f"t={own} l={base} d={step}",
                        f"t={own} d={step}",
                        f"near={near}",
                        f"near={near} l={base}",
                        f"near={near} w={word}",
                        f"q={at_mark} {context} p={previous}",
                        f"v={min(verbs, 2)} c={min(commas, 2)} q={at_mark}",
                        f"v={min(verbs, 2)} p={previous}",
                        f"last={last_of_cue} d={step} w={word}",
                        f"last={last_of_cue} d={step} t={own}",
                        f"next={i >= window.last} {context} c={commas}",
                        f"src={source is not None and source[1] == i} {context}",
                    ],
                )
            )
        if at_mark:
            # a marked stretch is taken whole: no start inside it
            number = quoted[i]
            while i < window.hi and quoted[i] == number:
                i += 1
            continue
        commas += lower[i] == ","
        verbs += tags[i] in _FINITE
        i += 1
    return found


_NO_START = frozenset([",", ".", ";", ":", ")", "]", "!", "?", "'s", "n't", "”", "…", "..."])


def left_starts(
    window: Window, cue: tuple[int, int], source: tuple[int, int] | None, right: tuple[int, int] | None
) -> Candidates:
    """Return where content to the left of the cue may begin, or nowhere."""
    document, tags, head = window.document, window.tags, window.head
    lower, quoted = document.lower, document.quoted
    base, tag = window.base, tags[head]
    context = _cue_context(window, cue, source)
    limit = min(cue[0], source[0]) if source else cue[0]
    before = lower[limit - 1] if limit > window.first else "^"
    kind = "no" if right is None else "q" if quoted[right[0]] else "yes"
    c0 = lower[cue[0]]
    found: list[tuple[int, list[str]]] = [
        (
            NONE,
            ["none", f"none {context}", f"none {context} r={kind}", f"none r={kind} b={before}", f"none r={kind} l={base}", f"none b={before} l={base}",
             f"none r={kind} t={tag}", f"none b={before} c0={c0}", f"none {context} b={before} r={kind}", f"none w={window.word} {context}",
             f"none first={limit == window.first} r={kind}", f"none tb={tags[limit - 1] if limit > window.first else '^'} r={kind}"],
        )
    ]  # fmt: skip
    starts: list[int] = []
    i = window.lo
    while i < cue[0]:
        if quoted[i]:
            starts.append(i)
            number = quoted[i]
            while i < cue[0] and quoted[i] == number:
                i += 1
            continue
        inside = source is not None and source[0] <= i < source[1]
        if not inside and lower[i] not in _NO_START:
            previous = lower[i - 1] if i > window.lo else "^"
            if i == window.first or previous in _LEFT_EDGE or quoted[i - 1] or tags[i] in ("WDT", "WP", "TO", "PRP$", "DT", "PRP", "NNP", "WRB"):
                starts.append(i)
        i += 1
    for i in starts[:2] + starts[2:][-14:]:
        previous = lower[i - 1] if i > window.lo else "^"
        at_mark = quoted[i] > 0
        word = "“" if at_mark else lower[i]
        own = "Q" if at_mark else tags[i]
        gap = range(max(i, window.first), limit) if i < limit else range(0)
        commas = sum(lower[k] == "," and not quoted[k] for k in gap)
        finite = min(2, sum(tags[k] in _FINITE and not quoted[k] for k in gap))
        at_start = i == window.first
        distance = min(6, (cue[0] - i) // 2)
        found.append(
            (
                i,
                [
                    f"s0={at_start} {context}",
                    f"s0={at_start} b={before} r={kind}",
                    f"s0={at_start} l={base}",
                    f"s0={at_start} c={min(commas, 3)} f={finite}",
                    f"p={previous} {context}",
                    f"p={previous} w={word}",
                    f"p={previous} r={kind} b={before}",
                    f"q={at_mark} {context} r={kind}",
                    f"q={at_mark} c={min(commas, 3)} {context}",
                    f"w={word} s0={at_start}",
                    f"t={own} p={previous}",
                    f"d={distance} l={base}",
                    f"d={distance} t={tag} {context}",
                    f"lo={i == window.lo} q={at_mark} s0={at_start}",
                    f"adj={i < limit and quoted[i] > 0 and quoted[limit - 1] == quoted[i]} r={kind}",
                    f"f={finite} b={before} t={own}",
                    f"l={base} t={own} r={kind}",
                    f"beyond={i > limit} l={base}",
                    f"c0={c0} s0={at_start} f={finite}",
                    f"out={i < window.first} q={at_mark} b={before}",
                ],
            )
        )
    return found


_LEFT_EDGE = frozenset([",", ";", ":", "—", "–", "--", "-", "(", "and", "but", "that", "as", "“", '"', "to", "of", "for", "if", "while"])


def content_ends(
    window: Window, cue: tuple[int, int], source: tuple[int, int] | None, start: int, limit: int, side: str
) -> Candidates:
    """Return where content that begins at *start* may end, up to *limit*."""
    document, tags, head = window.document, window.tags, window.head
    lower, quoted = document.lower, document.quoted
    base = window.base
    context = _cue_context(window, cue, source)
    own = "Q" if quoted[start] else tags[start]
    before = lower[start - 1] if start > window.lo else "^"
    sentence_last = window.last - 1
    while sentence_last > start and not quoted[sentence_last] and lower[sentence_last] in (".", "!", "?", "…"):
        sentence_last -= 1
    found: list[tuple[int, list[str]]] = []
    commas = verbs = finite = 0
    first_mark = quoted[start]
    stretches = 0
    i = start
    while i < limit:
        if quoted[i]:
            number = quoted[i]
            stretches += 1
            while i < limit and quoted[i] == number:
                i += 1
            at_mark = True
        else:
            commas += lower[i] == ","
            finite += tags[i] in _FINITE
            verbs += tags[i] in _VERB
            at_mark = False
            i += 1
        end = i
        last_word = "”" if at_mark else lower[end - 1]
        last_tag = "Q" if at_mark else tags[end - 1]
        final = end == sentence_last + 1 or end >= limit
        next_word = lower[end] if end < window.hi else "$"
        if end < window.hi and quoted[end]:
            next_word = "“"
        next_tag = tags[end] if end < window.last and not quoted[end] else "$"
        if not (final or at_mark or next_word in _EDGE_WORDS or next_tag in _EDGE_TAGS):
            continue
        if last_word in _NO_END or (last_tag in ("DT", "PRP$", "IN", "TO") and not final):
            continue
        if next_word in (".", "!", "?") and end < window.last and end != sentence_last + 1 and not at_mark:
            pass
        two = lower[end + 1] if end + 1 < window.hi else "$"
        size = min(7, (end - start).bit_length())
        found.append(
            (
                end,
                [
                    f"{side}",
                    f"final={final}",
                    f"final={final} l={base}",
                    f"final={final} {context}",
                    f"final={final} o={own} p={before}",
                    f"limit={end >= limit} n={next_word}",
                    f"n={next_word} t={last_tag}",
                    f"n={next_word} n2={two}",
                    f"n={next_word} c={min(commas, 3)} f={min(finite, 2)}",
                    f"n={next_word} l={base}",
                    f"n={next_word} o={own}",
                    f"nt={next_tag} t={last_tag}",
                    f"nt={next_tag} l={base} f={min(finite, 2)}",
                    f"q={at_mark} fm={first_mark > 0} s={min(stretches, 3)} {context}",
                    f"q={at_mark} fm={first_mark > 0} n={next_word}",
                    f"q={at_mark} final={final} f={min(finite, 2)}",
                    f"size={size} final={final}",
                    f"size={size} l={base}",
                    f"v={min(verbs, 3)} o={own} final={final}",
                    f"f={min(finite, 2)} l={base} final={final}",
                    f"last={last_word} n={next_word}",
                    f"p={before} v={min(verbs, 2)} n={next_word}",
                    f"sent={end == sentence_last + 1} q={at_mark}",
                    f"nt2={tags[end + 1] if end + 1 < window.last else '$'} n={next_word} f={min(finite, 2)}",
                ],
            )
        )
    if len(found) > 24:
        found = found[:12] + found[-12:]
    return found


_EDGE_WORDS = frozenset(
    [",", ".", ";", ":", "—", "–", "--", "-", ")", "(", "!", "?", "“", "and", "but", "or", "as", "while", "when", "after", "before", "because",
     "if", "who", "which", "that", "according", "with", "since", "although", "though", "than", "$", "…"]
)  # fmt: skip
_EDGE_TAGS = frozenset(["IN", "TO", "WDT", "WP", "WRB", "VBD", "VBZ", "VBP", "VBG", "MD", "RB", "CC", "NNP", "PRP", "DT", "$", "``", "''", "CD"])
_NO_END = frozenset([",", ":", ";", "(", "“", "and", "or", "the", "a", "an", "of", "—", "–", "--"])
