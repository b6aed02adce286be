"""brat standoff: read back by brat's own rules, it gives the quotations again."""

from __future__ import annotations

import io

import pytest
import regex
from attrs import evolve
from hypothesis import given

from quoteattr.exports import to_brat
from quoteattr.exports.sweep import walk
from quoteattr.models import Mention, Quote, Span
from tests.marked import QUOTES, SPLIT, TEXT, marked_texts


def read(text, standoff):
    """Read standoff as brat does, line by line; return the annotations by their id."""
    text = regex.sub(r"[\ud800-\udfff]", "\ufffd", text)
    found = {}
    for line in standoff.splitlines():
        name, rest = line.split("\t", 1)
        assert name not in found
        if name[0] == "T":
            place, words = rest.split("\t", 1)
            kind, offsets = place.split(" ", 1)
            spans = [tuple(map(int, pair.split(" "))) for pair in offsets.split(";")]
            assert all(start < end for start, end in spans)
            assert words == " ".join(text[start:end] for start, end in spans)
            found[name] = (kind, spans)
        elif name[0] == "R":
            kind, *arguments = rest.split(" ")
            ends = dict(argument.split(":") for argument in arguments)
            assert list(ends) == ["Arg1", "Arg2"]
            found[name] = (kind, ends["Arg1"], ends["Arg2"])
        elif name[0] == "A":
            found[name] = tuple(rest.split(" "))
            assert len(found[name]) == 3
        else:
            place, words = rest.split("\t")
            assert place.startswith("AnnotatorNotes T")
            found[name] = (*place.split(" "), words)
    for name, annotation in found.items():
        if name[0] != "T":
            assert all(target in found for target in annotation[1 : 3 if name[0] == "R" else 2])
    return found


def bare(text, spans):
    return [c for start, end in spans for c in text[start:end] if not c.isspace()]


@given(marked_texts())
def test_brat_reads_the_quotations_back(marked):
    text, quotes = marked
    standoff = to_brat(text, quotes)
    standoff.encode("utf-8")
    found = read(text, standoff)
    written = [bare(text, spans) for kind, spans in only(found, "T") if kind == "Quotation"]
    spans = [[(s.start, s.end) for s in item.quote.spans] for item in walk(quotes)]
    assert written == [words for words in (bare(text, place) for place in spans) if words]
    assert to_brat(text, quotes) == standoff


def only(found, sort):
    return [annotation for name, annotation in found.items() if name[0] == sort]


def test_all_lines():
    found = read(TEXT, to_brat(TEXT, QUOTES))
    kinds = [(kind, " ".join(TEXT[start:end] for start, end in spans)) for kind, spans in only(found, "T")]
    assert kinds == [
        ("Quotation", "We never ‘sold’ it, and we won’t.” “Who would?"),
        ("Mention", "she"),
        ("Cue", "said"),
        ("Quotation", "sold"),
        ("Quotation", "the NRA <lied> & left"),
        ("Mention", "The police"),
        ("Cue", "told"),
    ]
    assert only(found, "R") == [
        ("SpokenBy", "T1", "T2"),
        ("CuedBy", "T1", "T3"),
        ("PartOf", "T4", "T1"),
        ("SpokenBy", "T5", "T6"),
        ("CuedBy", "T5", "T7"),
    ]
    assert only(found, "A") == [
        ("Kind", "T1", "direct"),
        ("Attribution", "T1", "anaphoric"),
        ("Form", "T2", "pronoun"),
        ("Kind", "T4", "direct"),
        ("Kind", "T5", "indirect"),
        ("Attribution", "T5", "anaphoric"),
        ("Form", "T6", "nominal"),
    ]
    assert [words for *_, words in only(found, "#")] == [
        "speaker: Ann Lee; rule: pronoun_tag; confidence: 0.91",
        "speaker: Bo; confidence: 0.50",
        "speaker: the police; via: National Rivers Agency; rule: reported_clause; confidence: 0.80",
    ]


def test_a_line_end_divides_a_span():
    text = "“one  \r\n  two\u2028three”"
    quote = Quote(text[1:-1], (Span(1, len(text) - 1),), Span(0, len(text)))
    assert to_brat(text, [quote]).splitlines()[0] == "T1\tQuotation 1 4;10 13;14 19\tone two three"


def test_a_shared_mention_is_one_text_bound():
    found = read(TEXT, to_brat(TEXT, [SPLIT, evolve(SPLIT, quotes=())]))
    assert sum(kind == "Mention" for kind, _ in only(found, "T")) == 1
    assert sum(kind == "SpokenBy" for kind, *_ in only(found, "R")) == 2
    assert sum(kind == "Form" for kind, *_ in only(found, "A")) == 1


def test_a_mention_over_two_lines():
    text = "“Go,” said the\nmayor."
    place = Span(11, 20)
    quote = Quote("Go,", (Span(1, 4),), Span(0, 5), mention=Mention(place.of(text), place, "nominal"))
    assert "T2\tMention 11 14;15 20\tthe mayor\n" in to_brat(text, [quote])


def test_nothing_gives_nothing():
    assert to_brat("", []) == ""
    assert to_brat("“ ”", [Quote(" ", (Span(1, 2),), Span(0, 3))]) == ""


def test_the_bioc_package_reads_it():
    brat = pytest.importorskip("bioc.brat")
    document = brat.load(io.StringIO(TEXT), io.StringIO(to_brat(TEXT, QUOTES)))
    assert [entity.text for entity in document.entities][:3] == [
        "We never ‘sold’ it, and we won’t.” “Who would?",
        "she",
        "said",
    ]
    assert [len(document.relations), len(document.attributes), len(document.notes)] == [5, 7, 3]
