"""The page: always well-formed, everything escaped, the text as it was."""

from __future__ import annotations

import pickle
import time
from html.parser import HTMLParser
from itertools import pairwise

import pytest
import regex
from hypothesis import given

from quoteattr.exports import to_html
from quoteattr.models import Quote, QuoteKind, Span, Speaker
from tests.marked import ANN, BO, INNER, QUOTES, SPLIT, TEXT, marked_texts


class Page(HTMLParser):
    """A page as read by the standard library; it fails where elements do not nest."""

    VOID = frozenset({"meta"})

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.open, self.main, self.elements, self.words = [], "", [], {}
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in self.VOID:
            self.open.append((tag, len(self.elements) - 1))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if any(tag == "main" for tag, _ in self.open):
            self.main += data
        for _, number in self.open:
            self.words[number] = self.words.get(number, "") + data

    def marked(self, kind):
        """Return the elements of a class in the text: (words, speaker, title)."""
        return [
            (self.words[number], attributes["data-speaker"], attributes["title"])
            for number, (_, attributes) in enumerate(self.elements)
            if kind in attributes.get("class", "").split() and "data-speaker" in attributes
        ]


def as_shown(text):
    shown = regex.sub(r"\r\n|\r", "\n", text)
    return regex.sub(r"[\0\ud800-\udfff]", "\ufffd", shown)


@given(marked_texts())
def test_every_page_is_well_formed_and_shows_the_text(marked):
    text, quotes = marked
    page = to_html(text, quotes)
    page.encode("utf-8")
    assert "\0" not in page
    assert Page(page).main == as_shown(text)


@given(marked_texts())
def test_lxml_reads_the_same_text(marked):
    html = pytest.importorskip("lxml.html")
    text, quotes = marked
    # lxml keeps to XML's characters and drops the rest.
    text = regex.sub(r"[^\t\n\x20-\x7e\xa0-\ud7ff]", "x", text)
    document = html.document_fromstring(to_html(text, quotes).encode("utf-8"))
    assert document.get_element_by_id("text").text_content() == text


def test_quotations_mentions_and_cues_are_marked():
    page = Page(to_html(TEXT, QUOTES))
    title = "Ann Lee · direct · to Bo · anaphoric · rule: pronoun_tag · confidence: 0.91"
    assert page.marked("quote") == [
        ("We never ‘sold’ it,", "1", title),
        ("sold", "2", "Bo · direct · no rule · confidence: 0.50"),
        ("and we\nwon’t.”\n\n“Who would?", "1", title),
        (
            "the NRA <lied> & left",
            "3",
            "the police · indirect · via National Rivers Agency · anaphoric · rule: reported_clause · confidence: 0.80",
        ),
    ]
    assert page.marked("mention") == [
        ("she", "1", "mention: Ann Lee"),
        ("The police", "3", "mention: the police"),
    ]
    assert page.marked("cue") == [("said", "1", "cue of Ann Lee"), ("told", "3", "cue of the police")]


def test_the_legend_counts_and_has_buttons():
    page = Page(to_html(TEXT, [*QUOTES, Quote("We", (Span(1, 3),), Span(0, 3))]))
    buttons = [
        (attributes["data-speaker"], attributes["type"], attributes["aria-pressed"])
        for tag, attributes in page.elements
        if tag == "button"
    ]
    assert buttons == [(number, "button", "false") for number in "1230"]
    words = [page.words[n] for n, (tag, _) in enumerate(page.elements) if tag == "button"]
    assert words == ["1 Ann Lee 1", "2 Bo 1", "3 the police 1", "? speaker unknown 1"]
    assert "4 quotations (3 direct, 1 indirect), 3 speakers" in page.words[page_index(page, "nav")]


def page_index(page, wanted):
    return next(number for number, (tag, _) in enumerate(page.elements) if tag == wanted)


def test_speakers_differ_in_more_than_colour():
    text = "x" * 20
    quotes = [Quote("x", (Span(n, n + 1),), Span(n, n + 1), speaker=Speaker(f"S{n}")) for n in range(20)]
    page = Page(to_html(text, quotes))
    marks = [attributes for _, attributes in page.elements if "data-label" in attributes]
    assert [mark["data-label"] for mark in marks] == [str(n) for n in range(1, 21)]
    looks = [regex.search(r"c\d l\d", mark["class"])[0] for mark in marks]
    assert len(set(looks)) == 20
    assert all(one.split()[1] != following.split()[1] for one, following in pairwise(looks))


def test_a_quotation_cut_in_two_has_its_label_once():
    crossing = [
        Quote("abc", (Span(0, 3),), Span(0, 3), speaker=ANN),
        Quote("cde", (Span(2, 5),), Span(2, 5), speaker=BO),
    ]
    page = Page(to_html("abcde", crossing))
    assert [words for words, _, _ in page.marked("quote")] == ["abc", "c", "de"]
    assert sum("data-label" in attributes for _, attributes in page.elements) == 2


def test_a_shared_tag_is_marked_once():
    page = Page(to_html(TEXT, [SPLIT, SPLIT]))
    assert len(page.marked("mention")) == len(page.marked("cue")) == 1


def test_nothing_from_the_text_runs():
    evil = '</main><script>alert(1)</script><img src=x onerror="alert(2)">\'"&amp;'
    speaker = Speaker(evil, (evil,))
    quote = Quote(evil, (Span(0, len(evil)),), Span(0, len(evil)), speaker=speaker, rule=evil)
    page = Page(to_html(evil, [quote], title=evil))
    assert page.main == evil
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert "img" not in {tag for tag, _ in page.elements}
    assert {name for _, attributes in page.elements for name in attributes if name.startswith("on")} == set()


def test_a_notebook_shows_the_very_page_in_a_frame_of_its_own():
    class Frame(HTMLParser):
        def handle_starttag(self, tag, attributes):
            frames.append((tag, dict(attributes)))

    frames, page = [], to_html(TEXT, [*QUOTES], title='"><script>alert(1)</script>')
    Frame().feed(page._repr_html_())
    [(tag, attributes)] = frames
    assert tag == "iframe"
    assert attributes["srcdoc"] == page
    assert attributes["sandbox"] == "allow-scripts"


def test_a_page_is_a_plain_str_to_all_others():
    page = to_html(TEXT, QUOTES)
    assert isinstance(page, str)
    assert type(str(page)) is str
    assert pickle.loads(pickle.dumps(page)) == page
    assert not hasattr(page, "__dict__")


def test_the_page_stands_alone():
    page = to_html(TEXT, QUOTES)
    assert not regex.search(r"https?://|src=|@import|url\(|<link", page)
    assert "default-src 'none'" in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_no_text_and_no_quotations():
    page = Page(to_html("", []))
    assert page.main == ""
    assert "0 quotations, 0 speakers" in page.words[page_index(page, "nav")]


def test_thousands_of_nested_marks():
    size = 3000
    quotes = [Quote("x", (Span(n, 2 * size - n),), Span(n, 2 * size - n)) for n in range(size)]
    assert Page(to_html("x" * 2 * size, quotes)).main == "x" * 2 * size


def test_time_grows_with_the_text():
    def seconds(count):
        text = "“Go <there>,” she said.\n\n" * count
        quotes = [
            Quote("Go <there>,", (Span(n + 1, n + 12),), Span(n, n + 13), QuoteKind.DIRECT, speaker=ANN)
            for n in range(0, len(text), len(text) // count)
        ]
        begin = time.perf_counter()
        to_html(text, quotes)
        return time.perf_counter() - begin

    seconds(1000)
    assert seconds(16_000) < 30 * seconds(2_000)


@pytest.mark.parametrize("quote", [INNER, Quote("x", (Span(3, 1),), Span(0, 1)), Quote("x", (), Span(-1, 0))])
def test_quotations_of_another_text_are_refused(quote):
    with pytest.raises(ValueError, match="pass the very text that was given to extract_quotes"):
        to_html("short", [quote])


def test_wrong_types_are_refused():
    with pytest.raises(TypeError, match="text must be a str, the one given to extract_quotes, not list"):
        to_html([SPLIT], TEXT)
    with pytest.raises(TypeError, match="quotes must be a list of Quote"):
        to_html(TEXT, TEXT)
