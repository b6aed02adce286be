"""TEI: always well-formed, the body's text unchanged, parts linked both ways."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest
import regex
from attrs import evolve
from hypothesis import given

from quoteattr.exports import to_tei
from quoteattr.models import Cue, Quote, QuoteKind, Span
from tests.marked import ANN, BO, INDIRECT, QUOTES, TEXT, find, marked_texts

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
# What tei_all.rng allows for the elements written here.
CHILDREN = {
    "TEI": {"teiHeader", "text"},
    "teiHeader": {"fileDesc", "profileDesc"},
    "fileDesc": {"titleStmt", "publicationStmt", "sourceDesc"},
    "titleStmt": {"title"},
    "publicationStmt": {"p"},
    "sourceDesc": {"p"},
    "profileDesc": {"particDesc"},
    "particDesc": {"listPerson", "listOrg"},
    "listPerson": {"person", "personGrp"},
    "listOrg": {"org"},
    "person": {"persName", "sex"},
    "personGrp": {"persName", "sex"},
    "org": {"orgName"},
    "text": {"body"},
    "body": {"p"},
    "p": {"said"},
    "said": {"said"},
}
NEVER_EMPTY = {"profileDesc", "particDesc", "listPerson", "listOrg", "person", "personGrp", "org", "body"}


def read(document):
    """Parse a document and hold it to TEI's rules."""
    root = ElementTree.fromstring(document.encode("utf-8"))
    ids = {element.get(ID) for element in root.iter() if element.get(ID)}
    assert len(ids) == sum(element.get(ID) is not None for element in root.iter())
    for element in root.iter():
        name = element.tag.removeprefix(TEI)
        assert {child.tag.removeprefix(TEI) for child in element} <= CHILDREN.get(name, set())
        assert len(element) or name not in NEVER_EMPTY
        if name in {"body", "listPerson", "listOrg", "particDesc"}:  # elements only
            assert not (element.text or "").strip(" \t\r\n")
            assert not "".join(child.tail or "" for child in element).strip(" \t\r\n")
        pointers = [element.get(key) for key in ("who", "toWhom", "source", "prev", "next")]
        for pointer in " ".join(filter(None, pointers)).split():
            assert pointer[0] == "#"
            assert pointer[1:] in ids
    return root


def body(root):
    return root.find(f"{TEI}text/{TEI}body")


def said(root):
    return list(root.iter(f"{TEI}said"))


def as_written(text):
    text = regex.sub(r"[\v\f\x1c-\x1f]", " ", text)
    return regex.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)


@given(marked_texts())
def test_every_document_is_well_formed_and_holds_the_text(marked):
    text, quotes = marked
    assert "".join(body(read(to_tei(text, quotes))).itertext()) == as_written(text)


@given(marked_texts())
def test_parts_are_linked_both_ways(marked):
    parts = {part.get(ID): part for part in said(read(to_tei(*marked)))}
    for name, part in parts.items():
        if part.get("next"):
            assert parts[part.get("next")[1:]].get("prev") == f"#{name}"
        if part.get("prev"):
            assert parts[part.get("prev")[1:]].get("next") == f"#{name}"


@given(marked_texts())
def test_lxml_reads_it_too(marked):
    etree = pytest.importorskip("lxml.etree")
    etree.fromstring(to_tei(*marked).encode("utf-8"))


def test_the_whole_body():
    assert to_tei(TEXT, QUOTES).split("preserve")[1].split("</body>")[0] == (
        '"><p>“<said who="#s1" toWhom="#s2" aloud="true" direct="true" cert="0.9123" xml:id="q1"'
        ' next="#q1.2">We never ‘'
        '<said who="#s2" aloud="true" direct="true" cert="0.5" xml:id="q2">sold</said>’ it,</said>”'
        ' she said, “<said who="#s1" toWhom="#s2" aloud="true" direct="true" cert="0.9123" xml:id="q1.2"'
        ' prev="#q1" next="#q1.3">and we\nwon’t.”</said></p>\n\n'
        '<p><said who="#s1" toWhom="#s2" aloud="true" direct="true" cert="0.9123" xml:id="q1.3" prev="#q1.2">'
        "“Who would?</said>”</p>\n\n"
        '<p>The police told Bo that <said who="#s3" source="#s4" aloud="true" direct="false" cert="0.8"'
        ' xml:id="q3">the NRA &lt;lied&gt; &amp; left</said>.</p>\n'
    )


def test_persons_groups_and_organisations_are_listed():
    header = to_tei(TEXT, QUOTES).split("<particDesc>")[1].split("</particDesc>")[0]
    assert header == (
        "\n<listPerson>\n"
        '<person xml:id="s1"><persName>Ann Lee</persName><persName type="alias">Ann</persName>'
        '<sex value="F">female</sex></person>\n'
        '<person xml:id="s2"><persName>Bo</persName><sex value="M">male</sex></person>\n'
        '<personGrp xml:id="s3"><persName>the police</persName></personGrp>\n'
        "</listPerson>\n<listOrg>\n"
        '<org xml:id="s4"><orgName>National Rivers Agency</orgName>'
        '<orgName type="alias">NRA</orgName></org>\n'
        "</listOrg>\n"
    )


def test_without_speakers_there_is_no_list():
    root = read(to_tei(TEXT, [Quote("Who would?", (find(TEXT, "Who would?"),), find(TEXT, "“Who would?”"))]))
    assert root.find(f".//{TEI}profileDesc") is None
    assert dict(said(root)[0].items()) == {"aloud": "true", "direct": "true", ID: "q1"}


def test_thoughts_are_not_aloud():
    thought = evolve(INDIRECT, cue=Cue("hoped", find(TEXT, "told"), "hope"))
    assert said(read(to_tei(TEXT, [thought])))[0].get("aloud") == "false"


def test_mixed_speech_is_not_direct():
    mixed = evolve(INDIRECT, kind=QuoteKind.MIXED)
    assert said(read(to_tei(TEXT, [mixed])))[0].get("direct") == "false"


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("", [""]),
        (" \n", [""]),
        ("a", ["a"]),
        ("a\nb", ["a\nb"]),
        ("\n\na\r\nb\r\n\r\nc", ["a\r\nb", "c"]),
        ("a\r\rb \n \t\n\n c\n", ["a", "b", "c"]),
        ("a\fb", ["a b"]),
        ("a\n\n\f\n\nb", ["a", "b"]),
        ("a\n\n\N{NO-BREAK SPACE}\n\nb", ["a", "\N{NO-BREAK SPACE}", "b"]),
    ],
)
def test_a_blank_line_ends_a_paragraph(text, paragraphs):
    root = read(to_tei(text, []))
    assert [element.text or "" for element in body(root)] == paragraphs
    assert "".join(body(root).itertext()) == as_written(text)


def test_crossing_quotations_are_cut_into_parts():
    crossing = [
        Quote("abc", (Span(0, 3),), Span(0, 3), speaker=ANN),
        Quote("cde", (Span(2, 5),), Span(2, 5), speaker=BO),
    ]
    parts = said(read(to_tei("abcde", crossing)))
    assert ["".join(part.itertext()) for part in parts] == ["abc", "c", "de"]
    assert [part.get(ID) for part in parts] == ["q1", "q2", "q2.2"]


def test_long_runs_of_white_space_take_no_time():
    for text in (" " * 500_000, "\n" * 500_000, "\n " * 250_000 + "a", "a" + "\r" * 500_000):
        assert "".join(body(read(to_tei(text, []))).itertext()) == text


@pytest.mark.parametrize(("text", "quotes"), [(TEXT, QUOTES), (TEXT, []), ("", [])])
def test_the_tei_dtd_accepts_it(text, quotes):
    """trafilatura has TEI's document type definition in its package."""
    etree = pytest.importorskip("lxml.etree")
    package = find_spec("trafilatura")  # found and not imported: only its file is wanted
    if package is None or package.origin is None:
        pytest.skip("needs trafilatura")
    definition = etree.DTD(str(Path(package.origin).parent / "data" / "tei_corpus.dtd"))
    assert definition.validate(etree.fromstring(to_tei(text, quotes).encode("utf-8"))), definition.error_log
