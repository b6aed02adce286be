"""What is asked of a report holds for any report, also for one that the reader would hardly find.

Texts are made of the words that the code asks for by name, since it looks at what stands beside them: a text may end
there, or a report's words may.  The reader's model would pass most of these reports over, and their faults with them.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteattr import QuoteExtractor, QuoteKind, clauses, speech
from quoteattr.clauses import disentangled
from quoteattr.document import Document
from quoteattr.quotations import assemble
from quoteattr.reported import Range, Report
from quoteattr.speech import is_speech
from quoteattr.tagger import model
from quoteattr.vocabulary import Vocabulary, lemma, vocabulary


def default_vocabulary() -> Vocabulary:
    extractor = QuoteExtractor()
    return vocabulary(extractor.cue_verbs, extractor.titles)


def words_by_name() -> list[str]:
    """Return the words that the modules which judge reports ask for."""
    sources = [Path(str(module.__file__)).read_text(encoding="utf-8") for module in (clauses, speech)]
    constants = [node.value for source in sources for node in ast.walk(ast.parse(source)) if hasattr(node, "value")]
    return sorted({word for word in constants if isinstance(word, str) and word.isascii() and word.isalpha()})


NAMED = words_by_name()
CUES = [head for head in default_vocabulary().heads if head in NAMED or lemma(head) in NAMED]
PHRASES = ["wanted", "to know", "was quoted by", "quoted", "as saying", "put it", "called on", "told the men", "to go",
           "Ann Lee", "Bo", "the mayor", "he", "the boats stop", "that", "not", "but", "“", "”", "“go”", ",", ".", ":",
           "(", ")", ", according to"]  # fmt: skip

texts = st.lists(st.sampled_from(PHRASES) | st.sampled_from(CUES) | st.sampled_from(NAMED), min_size=1, max_size=7)


def document_of(text: str) -> Document:
    return Document(text, model(), default_vocabulary())


@st.composite
def reports(draw: st.DrawFn) -> tuple[str, list[Report]]:
    """A text and at most two reports: their parts lie anywhere in it, their words beside the cue."""
    text = " ".join(draw(texts))
    count = len(document_of(text).words)

    def part(start: int, end: int) -> Range:
        first = draw(st.integers(start, end - 1))
        return first, draw(st.integers(first + 1, end))

    def report() -> Report:
        cue = part(0, count)
        head = draw(st.integers(cue[0], cue[1] - 1))
        sides = [side for side in ((0, cue[0]), (cue[1], count)) if side[0] < side[1] and draw(st.integers(0, 3))]
        source = part(0, count) if draw(st.booleans()) else None
        return Report(head, cue, source, tuple(part(*side) for side in sides), 0.5)

    found = [one for one in (report(), report()) if one.content]
    return text, sorted(found, key=lambda one: one.head)


@pytest.mark.parametrize(
    "words", ["they should stop", "to stop", "to know", "whether", "that", "stopping", "it", "“go”"]
)
def test_a_text_may_end_with_any_cue_or_behind_its_words(words: str) -> None:
    for cue in CUES:
        before, behind = document_of(f"{words} Ann {cue}"), document_of(f"Ann {cue} {words}")
        end = len(before.words)
        said_before = Report(end - 1, (end - 1, end), (end - 2, end - 1), ((0, end - 2),), 0.5)
        said_behind = Report(1, (1, 2), (0, 1), ((2, end),), 0.5)
        for document, report in ((before, said_before), (behind, said_behind)):
            assert isinstance(is_speech(document, report), bool)
            assert disentangled(document, [report])[0]


def lies_in(document: Document, part: Range) -> bool:
    return 0 <= part[0] < part[1] <= len(document.words)


@settings(max_examples=600)
@given(reports())
def test_any_report_is_judged(read: tuple[str, list[Report]]) -> None:
    text, found = read
    document = document_of(text)
    assert all(isinstance(is_speech(document, report), bool) for report in found)


@settings(max_examples=600)
@given(reports())
def test_disentangled_reports_have_words(read: tuple[str, list[Report]]) -> None:
    text, found = read
    document = document_of(text)
    held, passed_on = disentangled(document, found)
    for report in (*held, *passed_on.values()):
        assert lies_in(document, report.cue)
        assert report.cue[0] <= report.head < report.cue[1]
        assert report.source is None or lies_in(document, report.source)
        assert all(lies_in(document, part) for part in report.content)
    assemble(document, found, frozenset(QuoteKind))
