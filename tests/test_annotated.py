"""Tags and names that somebody else has found take the place of the library's own."""

from __future__ import annotations

import regex

from quoteattr import QuoteExtractor, Span, extract_quotes
from quoteattr.annotated import Annotation, Name
from quoteattr.explanation import ExplainingResolver

TEXT = "Mayor Ruth Adeyemi met Mr. x11 in Oslo. “The tide isn’t turning,” he said."


def found(text: str, words: str, kind: str = "unknown") -> Name:
    start = text.index(words)
    return Name(Span(start, start + len(words)), kind)


def read(text: str, annotation: Annotation) -> ExplainingResolver:
    return QuoteExtractor()._resolver(text, ExplainingResolver, annotation)


def names(resolver: ExplainingResolver) -> list[str]:
    references = resolver.entities.references
    return [" ".join(r.core) for r in references if r.form == "name"]


def test_without_anything_the_library_reads_alone() -> None:
    assert QuoteExtractor().extract_annotated(TEXT, Annotation()) == extract_quotes(TEXT)


def test_a_name_that_the_library_does_not_know_can_speak() -> None:
    text = "“The tide is turning,” said pink.ly. “Soon.”"
    [before] = extract_quotes(text)
    [quote] = QuoteExtractor().extract_annotated(text, Annotation(names=[found(text, "pink.ly", "organization")]))
    assert str(before.speaker) != "pink.ly"
    assert quote.speaker is not None
    assert quote.speaker.kind == "organization"


def test_a_name_takes_the_place_of_those_it_overlaps() -> None:
    text = "Tom Garrow North opened. “Go,” said Garrow."
    assert names(read(text, Annotation())) == ["Tom Garrow North", "Garrow"]
    assert names(read(text, Annotation(names=[found(text, "Tom Garrow")]))) == ["Tom Garrow", "Garrow"]


def test_a_title_before_the_name_belongs_to_it_and_an_article_does_not() -> None:
    text = "Gov. Ann Lee met the National Rivers Agency’s head."
    annotation = Annotation(names=[found(text, "Ann Lee"), found(text, "the National Rivers Agency’s")])
    given = [r for r in read(text, annotation).entities.references if r.form == "name"]
    assert [(r.title, r.core) for r in given] == [("gov", ("Ann", "Lee")), ("", ("National", "Rivers", "Agency"))]


def test_a_name_over_a_mark_is_left_out() -> None:
    text = "He saw Ann. “Lee came,” said Bo."
    assert names(read(text, Annotation(names=[found(text, "Ann. “Lee")]))) == names(read(text, Annotation()))


def test_kinds_are_told_where_the_library_knows_none() -> None:
    text = "“Go,” said Brixo Tandel."
    [quote] = QuoteExtractor().extract_annotated(text, Annotation(names=[found(text, "Brixo Tandel", "person")]))
    assert quote.speaker is not None
    assert (extract_quotes(text)[0].speaker.kind, quote.speaker.kind) == ("unknown", "person")  # type: ignore[union-attr]


def test_tags_are_those_given_and_our_own_where_none_is() -> None:
    words = [match.span() for match in regex.finditer(r"\w+", TEXT)]
    resolver = read(TEXT, Annotation(tags=[(start, end, "XX") for start, end in words if start != 0]))
    document = resolver.document
    tags = dict(zip(document.words, document.tags(0, len(document.words)), strict=True))
    assert tags["Ruth"] == tags["said"] == "XX"
    assert tags["Mayor"] not in ("", "XX")
    assert tags["“"] not in ("", "XX")
