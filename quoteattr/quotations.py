"""Marked stretches and reports put together: which words are one quotation, and which marks hold none.

“We never,” she said, “but we may.” is one quotation of two spans; so is one that runs on over paragraphs; a
reported clause with a marked part is mixed speech; marks around a title, a nickname or a word held at arm's
length are set aside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import regex
from attrs import evolve, frozen

from quoteattr.clauses import disentangled, is_beat
from quoteattr.detector import LABEL, Stretch
from quoteattr.document import Document
from quoteattr.labels import label_inside_marks
from quoteattr.models import Quote, QuoteKind, Span
from quoteattr.reported import Report
from quoteattr.sentences import stripped
from quoteattr.stretches import is_fragment, quotation_probability
from quoteattr.tokenizer import letter_before
from quoteattr.vocabulary import lemma


@frozen
class Draft:
    """A quotation before its speaker is known."""

    spans: tuple[Span, ...]
    extent: Span
    kind: QuoteKind
    report: Report | None
    paragraph: int
    """The number of the paragraph it begins in."""
    last_paragraph: int
    stretches: tuple[int, ...] = ()
    """The numbers of its marked stretches, from one as in ``Document.quoted``."""
    via: Report | None = None
    """The report that passes it on: "…, Interfax reported"."""
    beat: bool = False
    """Whether the report tells what its speaker does meanwhile, and that he says it is understood."""

    def quote(self, document: Document) -> Quote:
        """Return the quotation as the caller sees it, without a speaker."""
        text = " ".join(span.of(document.text) for span in self.spans)
        return Quote(text, self.spans, self.extent, self.kind, quotes=nested_quotes(document, self.stretches))


def assemble(
    document: Document, reports: Sequence[Report], kinds: frozenset[QuoteKind], thoughts: Sequence[Report] = ()
) -> list[Draft]:
    """Return the drafts of the quotations of the *kinds* asked for, in text order.

    Fragments that stand in *thoughts*, which nobody asked for, are left out with them.
    """
    reports, passed_on = disentangled(document, [_without_nickname(document, report) for report in reports])
    drafts: list[Draft] = []
    claims: defaultdict[int, list[Report]] = defaultdict(list)
    taken: set[int] = set()
    beats: set[int] = set()
    for report in reports:
        stretches = _stretches_of(document, report)
        kind = _kind(document, report, stretches)
        if kind is QuoteKind.DIRECT:
            if is_beat(document, report):
                beats.add(report.head)
            for number in stretches:
                claims[number].append(report)
        else:
            taken.update(stretches)
            draft = _clause(document, report, kind, stretches) if kind in kinds else None
            if draft is not None:
                drafts.append(draft)
    if QuoteKind.DIRECT in kinds:
        in_thoughts = {number for report in thoughts for number in _stretches_of(document, report)}
        drafts += _direct(document, claims, taken, in_thoughts, beats)
    drafts = [
        evolve(draft, via=passed_on.get(draft.report.head), beat=draft.report.head in beats)
        if draft.report and (draft.report.head in passed_on or draft.report.head in beats)
        else draft
        for draft in drafts
    ]
    drafts.sort(key=lambda draft: (draft.extent.start, -draft.extent.end))
    return drafts


def _without_nickname(document: Document, report: Report) -> Report:
    """Return the report without content that begins inside a name: said Frank “The Anvil” Costa."""
    held = tuple(
        piece
        for piece in report.content
        if not document.quoted[piece[0]] or not is_nickname(document, document.quoted[piece[0]])
    )
    return report if not held or len(held) == len(report.content) else evolve(report, content=held)


def nested_quotes(document: Document, stretches: Iterable[int]) -> tuple[Quote, ...]:
    """Return the quotations inside the stretches of these numbers."""
    return tuple(
        _nested(document.text, inner) for number in stretches for inner in document.stretches[number - 1].nested
    )


def _nested(text: str, stretch: Stretch) -> Quote:
    return Quote(
        stretch.inner.of(text),
        (stretch.inner,),
        Span(stretch.start, stretch.end),
        QuoteKind.DIRECT,
        quotes=tuple(_nested(text, inner) for inner in stretch.nested),
    )


def _stretches_of(document: Document, report: Report) -> list[int]:
    numbers = {document.quoted[i] for first, last in report.content for i in range(first, last)}
    return sorted(numbers - {0})


def _kind(document: Document, report: Report, stretches: Sequence[int]) -> QuoteKind:
    if not stretches:
        return QuoteKind.INDIRECT
    quoted = every = 0
    for first, last in report.content:
        for i in range(first, last):
            if document.words[i][0].isalnum():
                every += 1
                quoted += document.quoted[i] > 0
    if quoted >= 0.95 * every:
        return QuoteKind.DIRECT
    # “We never,” she said in a low voice, “but …”: words of narration that slipped in make no clause
    if every - quoted <= SLIPPED_IN and all(
        quotation_probability(document, number) > SURELY_DIRECT for number in stretches
    ):
        return QuoteKind.DIRECT
    clause = document.lower[report.content[0][0]] == "that"  # Ann said that he had cried “Get out!” twice
    if not (document.is_news or clause) and any(
        quotation_probability(document, number) > DIRECT_IN_STORIES for number in stretches
    ):
        return QuoteKind.DIRECT  # When Ann said, “Why so polite?” she had not meant the cat.
    return QuoteKind.MIXED


def _clause(document: Document, report: Report, kind: QuoteKind, stretches: Sequence[int]) -> Draft | None:
    """Return a reported clause: its spans are the words of its content, stops at the edges off."""
    spans: list[Span] = []
    for first, last in report.content:
        while first < last and not document.quoted[first] and not _wordlike(document.words[first]):
            first += 1
        while last > first and not document.quoted[last - 1] and not _wordlike(document.words[last - 1]):
            last -= 1
        if first < last:
            span = document.span(first, last)
            number = document.quoted[first]
            if number and number == document.quoted[last - 1]:
                span = document.stretches[number - 1].inner
            spans.append(span)
    if not spans:
        return None
    extent = Span(spans[0].start, spans[-1].end)
    paragraph = document.sentence_paragraph[document.sentence_of(report.head)]
    return Draft(tuple(spans), extent, kind, report, paragraph, paragraph, tuple(stretches))


def _wordlike(word: str) -> bool:
    return word[0].isalnum() or word[0] in "$£€%'’#@"


def _direct(
    document: Document,
    claims: dict[int, list[Report]],
    taken: set[int],
    in_thoughts: set[int],
    beats: set[int],
) -> list[Draft]:
    """Return the drafts of direct speech: what one cue claims, with what runs on, is one quotation."""
    found: list[list[Draft]] = []  # the pieces of each quotation: put together last, since they may be thousands
    for number, stretch in enumerate(document.stretches, 1):
        if number in taken or is_nickname(document, number) or _is_blank(document, stretch):
            continue
        report = _claimant(document, claims.get(number, []), number) or _label(document, stretch)
        before = found[-1][-1] if found and found[-1][-1].stretches == (number - 1,) else None
        runs_on = before is not None and document.stretches[number - 2].runs_on
        told = report is not None or runs_on or stretch.mark == LABEL or _is_signed(document, stretch)
        if before is not None and not told:
            told = _answers(document, before, stretch) and _is_no_title(document, stretch)
        probability = 1.0 if told else quotation_probability(document, number)
        if probability < SET_ASIDE and (number in in_thoughts or not is_fragment(document, number)):
            continue
        place, extent = stretch.paragraph, Span(stretch.start, stretch.end)
        if before is not None and _is_one(document, before, stretch, report, runs_on, beats):
            spans = _without_stage_directions(document, stretch.inner)
            told_by = before.report or report
            found[-1].append(Draft(spans, extent, QuoteKind.DIRECT, told_by, place, place, (number,)))
        else:
            spans = _without_stage_directions(document, _without_label(document, stretch, report))
            found.append([Draft(spans, extent, QuoteKind.DIRECT, report, place, place, (number,))])
    return [_joined(pieces) for pieces in found]


def _is_blank(document: Document, stretch: Stretch) -> bool:
    """Tell whether marks hold no word, nor what stands for one, as “…” and “?!” do."""
    return not any(sign.isalnum() or sign in ".…?!" for sign in stretch.inner.of(document.text))


def _joined(pieces: Sequence[Draft]) -> Draft:
    """Return the pieces of one quotation as one draft."""
    first, last = pieces[0], pieces[-1]
    if first is last:
        return first
    return evolve(
        first,
        spans=tuple(span for piece in pieces for span in piece.spans),
        extent=Span(first.extent.start, last.extent.end),
        report=last.report,
        last_paragraph=last.last_paragraph,
        stretches=tuple(piece.stretches[0] for piece in pieces),
    )


def is_nickname(document: Document, number: int) -> bool:
    """Tell whether marks stand inside a name: Dwayne "The Rock" Johnson."""
    stretch = document.stretches[number - 1]
    if stretch.end - stretch.start > 30 or not letter_before(document.text, stretch.inner.end).isalnum():
        return False
    return bool(_NAME_BEFORE.search(document.text, max(0, stretch.start - 40), stretch.start)) and bool(
        _NAME_BEHIND.match(document.text, stretch.end)
    )


_NAME_BEFORE = regex.compile(r"\b\p{Lu}(?:[\p{L}\p{M}’'-]{0,40}+|\p{M}*+\.)\s{1,9}+\Z")
_NAME_BEHIND = regex.compile(r"\s{1,9}+\p{Lu}\p{M}*+\p{Ll}")


def _claimant(document: Document, claims: Sequence[Report], number: int) -> Report | None:
    """Return which report has the stretch *number*: one whose cue goes on with its sentence before one nearby.

    “Go,” said Mary. “Stay,” said Tom: both have “Stay” beside them.
    """
    leading = None if document.is_news else _leading(document, claims, number)

    def closeness(report: Report) -> tuple[bool, bool, float]:
        first, last = document.sentences[document.sentence_of(report.head)]
        same = any(document.quoted[i] == number for i in (first, last - 1)) or number in document.quoted[first:last]
        follows = report.head >= 0 and document.starts[report.head] > document.stretches[number - 1].start
        return same and follows, report is leading, report.probability

    return max(claims, key=closeness, default=None)


def _leading(document: Document, claims: Sequence[Report], number: int) -> Report | None:
    """Return the report that leads in a stretch of a story: the last cue before it, He paused, and she said: “Go.”

    Where another has words before its cue, too, it goes on with them unless a clause is joined to its own: “Go,” said
    Ann, when Tom had read it, “and stay.” but “Go,” said Ann, while Tom said, “Stay.”
    """
    if len(claims) < 2 or any(document.starts[one.head] > document.stretches[number - 1].start for one in claims):
        return None
    last = max(claims, key=lambda report: report.head)
    goes_on = any(report.content[0][1] <= report.head for report in claims if report is not last)
    begins = 0 if last.source is None else last.source[0]
    joined = begins > 0 and document.lower[begins - 1] in _JOINING
    own = lemma(document.lower[last.head]) not in _HANDING_ON  # you wrote, and I quote, “…”
    return last if own and (joined or not goes_on) else None


_JOINING = frozenset(["and", "but", "while", ";"])
_HANDING_ON = frozenset(["quote", "cite", "repeat", "read", "copy", "translate"])


def _is_one(
    document: Document, before: Draft, stretch: Stretch, report: Report | None, runs_on: bool, beats: set[int]
) -> bool:
    """Tell whether a stretch belongs to the quotation before it; a beat between parts the two."""
    only = report or before.report
    beat = only is not None and only.head in beats
    if report is not None and before.report is not None:
        return report.head == before.report.head and (runs_on or not beat)
    return runs_on or (not beat and _goes_on(document, before, stretch, only))


def _without_label(document: Document, stretch: Stretch, report: Report | None) -> Span:
    """Return the words of a stretch; "WALLACE:" inside the marks is no part of what is said."""
    inner = stretch.inner
    if report is not None and inner.start <= document.starts[report.head] < inner.end:
        return Span(document.starts[report.content[0][0]], inner.end)
    return inner


def _without_stage_directions(document: Document, inner: Span) -> tuple[Span, ...]:
    """Return the spoken pieces of *inner*: in “Dear Emma (with a sigh) how are you?” the brackets hold narration.

    What the press puts in brackets explains what was said, and stays.
    """
    text = document.text
    if document.is_news or "(" not in text[inner.start : inner.end]:
        return (inner,)
    pieces: list[Span] = []
    start = inner.start
    for direction in [*_STAGE_DIRECTION.finditer(text, inner.start, inner.end), None]:
        start, end = stripped(text, start, direction.start() if direction is not None else inner.end)
        if any(character.isalnum() for character in text[start:end]):
            pieces.append(Span(start, end))
        start = direction.end() if direction is not None else inner.end
    return tuple(pieces) or (inner,)


_STAGE_DIRECTION = regex.compile(
    r"""
    \( (?: (?: (?: [Aa]gain | [Ss]till | [Hh]alf ) \s{1,9} )? (?! (?i: (?: no | some | any | every )? thing | during
                | according | considering | including | meaning | being | having | king | morning | evening ) \b )
            \p{L}\p{Ll}{1,15}ing \b                                                              # (turning to Ann)
        | [Ww]ith \s{1,9} (?: an? | some | the | much | great | her | his | their | most ) \b    # (with a sigh)
        | [Ii]n \s{1,9} (?: an? | the | his | her ) \s (?: [^()]{0,30} \s )? (?: tone | voice | accent ) \b
        | [Tt]o \s{1,9} (?: M(?:rs?|iss|me)\.? \s{1,9} )? \p{Lu}\p{Ll}{1,15}+ [,.]? (?= \) ) )     # (to Mrs. Lee)
    [^()]{0,90}+ \) [,.;]?
    """,
    regex.VERBOSE,
)


def _label(document: Document, stretch: Stretch) -> Report | None:
    """Return the label inside the marks of a transcript as a report: "WALLACE: If I may, sir.\""""
    label = label_inside_marks(document.text, stretch.inner.start, stretch.inner.end)
    if label is None:
        return None
    first, colon = document.tokens_of(*label.span("who"))
    _, last = document.tokens_of(stretch.inner.start, stretch.inner.end)
    return Report(colon, (colon, colon + 1), (first, colon), ((colon + 1, last),), 0.9) if colon + 1 < last else None


def _goes_on(document: Document, before: Draft, stretch: Stretch, report: Report | None) -> bool:
    """Tell whether only a tag stands between: “Go,” he said. “Now.” / “The road —” Ann looked up “— is wet.”"""
    start, end = before.extent.end, stretch.start
    length = end - start - document.text.count("  ", start, end)
    if before.last_paragraph != stretch.paragraph or length > _LONGEST_TAG:
        return False
    if report is not None and start <= document.starts[report.head] < end:
        first, _ = document.tokens_of(start, end)
        behind, _ = document.tokens_of(stretch.start, stretch.end)
        return document.sentence_of(behind) - document.sentence_of(first) <= 1
    if _answers(document, before, stretch):
        return False  # “Is she in?” he asked. “No.” “Why?”
    if _SIGNATURE.fullmatch(document.text, start, end):
        return False  # “A pier is a promise.” — Ruth Adeyemi “We shall see.” — Bo Lind
    return length <= _SHORT_TAG and not _SENTENCE_END.search(document.text, start, end)


def _answers(document: Document, before: Draft, stretch: Stretch) -> bool:
    """Tell whether a sentence in marks stands right behind another in the paragraph, as in a story's talk of two."""
    text, end = document.text, before.extent.end
    return (
        not document.is_news
        and before.last_paragraph == stretch.paragraph
        and end < stretch.start
        and not text[end : stretch.start].strip()
        and _WHOLE.search(text, max(before.extent.start, end - 4), end) is not None
        and text[stretch.inner.start].isupper()
    )


def _is_no_title(document: Document, stretch: Stretch) -> bool:
    """Tell whether words are no title by their looks: “Your father?”, not “The Tide.”"""
    words = stretch.inner.of(document.text)
    return words.endswith(("?", "!", ",")) or any(word.islower() and len(word) > 3 for word in words.split())


_WHOLE = regex.compile(r"[.!?…—–-]\W?\W?\Z")
_SHORT_TAG = 80
_LONGEST_TAG = 300
"""In characters: “…,” said Ann Lee, who keeps the pier at Westhaven. “…”"""
_SENTENCE_END = regex.compile(r"[.!?]\s*\Z|[.!?]\s+\p{Lu}")


def _is_signed(document: Document, stretch: Stretch) -> bool:
    """Tell whether a sentence in marks has a name behind it: “We shall see.” — Ann Lee."""
    end = document.paragraphs[stretch.paragraph].end
    if document.text[stretch.inner.end - 1] not in ".!?…":
        return False  # “Emma” — Jane Austen
    signature = _SIGNATURE.match(document.text, stretch.end, end)
    return signature is not None and (signature.end() == end or document.text[signature.end()] in '“"')


_SIGNATURE = regex.compile(r"\s{0,9}+(?:[—–―-]|--)\s{0,9}+(?:\p{Lu}[\p{L}\p{M}.'’-]{1,40}+(?:\s{1,9}+|\Z)){1,5}+")


SET_ASIDE = 0.5
"""Below this probability marks are taken to hold a title, a nickname, a word held at arm's length."""
SURELY_DIRECT = 0.9
"""Above it marked words are direct speech, whatever clause they were read into."""
DIRECT_IN_STORIES = 0.8
"""The same for stories, whose people are seldom quoted in part."""
SLIPPED_IN = 9
"""More words of narration than these are a clause that was reported."""
