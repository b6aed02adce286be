"""Other forms of the answer: rows, pages, TEI, brat, web annotations."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from quoteattr import (
    extract_quotes,
    to_brat,
    to_html,
    to_records,
    to_tei,
    to_web_annotations,
)

TEXT = "“Is 3 < 4 & 5 > 4?” asked Mary.\n\n“Ask <b>Tom</b>,” said Piet. “He counts.”\n"
QUOTES = extract_quotes(TEXT)


class Words(HTMLParser):
    """The text of a page, without its head."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words = ""
        self.tags: list[str] = []
        self.feed(page.partition("<body")[2])

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


class TestRecords:
    def test_there_is_a_flat_row_for_each_quotation(self) -> None:
        rows = to_records(QUOTES)
        assert [row["speaker"] for row in rows] == ["Mary", "Piet"]
        assert [row["text"] for row in rows] == [quote.text for quote in QUOTES]
        for row in rows:
            assert {type(value) for value in row.values()} <= {str, int, float, bool, type(None)}

    def test_all_rows_have_the_same_columns(self) -> None:
        rows = to_records(extract_quotes(TEXT + "\n“Nobody knows.”"))
        assert len({tuple(row) for row in rows}) == 1

    def test_no_quotation_gives_no_row(self) -> None:
        assert to_records([]) == []


class TestHtml:
    def test_nothing_of_the_text_is_taken_for_markup(self) -> None:
        page = to_html(TEXT, QUOTES)
        assert "<b>" not in page
        assert "Is 3 &lt; 4 &amp; 5 &gt; 4?" in page

    def test_the_words_of_the_page_hold_the_text(self) -> None:
        assert " ".join(TEXT.split()) in " ".join(Words(to_html(TEXT, QUOTES)).words.split())

    def test_a_script_in_a_name_is_harmless(self) -> None:
        text = '“Go,” said <script>alert(1)</script> Mary.\n\n“Go,” said Mary"onload="alert(1).'
        page = to_html(text, extract_quotes(text))
        assert Words(page).tags.count("script") == Words(to_html("", [])).tags.count("script")
        assert '"onload="' not in page
        assert " ".join(text.split()) in " ".join(Words(page).words.split())

    @pytest.mark.parametrize("text", ["", "“", "\0“Go,” said Mary."])
    def test_any_text_gives_a_page(self, text: str) -> None:
        assert to_html(text, extract_quotes(text)).lstrip().lower().startswith("<!doctype html>")


class TestTei:
    def test_it_is_well_formed_and_every_said_has_a_who_that_exists(self) -> None:
        root = ElementTree.fromstring(to_tei(TEXT, QUOTES))
        said = [element for element in root.iter() if element.tag.endswith("said")]
        whos = [element.get("who", "") for element in said]
        names = {element.get("{http://www.w3.org/XML/1998/namespace}id") for element in root.iter()}
        assert said
        assert all(who.startswith("#") and who[1:] in names for who in whos)
        assert len(set(whos)) == 2

    def test_it_holds_all_the_words(self) -> None:
        words = " ".join("".join(ElementTree.fromstring(to_tei(TEXT, QUOTES)).itertext()).split())
        assert " ".join(TEXT.split()) in words

    def test_characters_that_xml_forbids_do_not_break_it(self) -> None:
        text = "“Go\0 \x1b on,\ud800” said Mary."
        assert ElementTree.fromstring(to_tei(text, extract_quotes(text))) is not None


class TestStandoff:
    def test_the_offsets_of_brat_hold_its_words(self) -> None:
        entities = [line for line in to_brat(TEXT, QUOTES).splitlines() if line.startswith("T")]
        assert entities
        for line in entities:
            _, where, words = line.split("\t")
            fragments = [tuple(map(int, pair.split())) for pair in where.partition(" ")[2].split(";")]
            held = " ".join(TEXT[start:end] for start, end in fragments)
            assert " ".join(held.split()) == " ".join(words.split())

    def test_the_ids_of_brat_are_not_used_twice(self) -> None:
        ids = re.findall(r"^([A-Z]\d+)\t", to_brat(TEXT, QUOTES), re.MULTILINE)
        assert len(ids) == len(set(ids)) > 0

    def test_web_annotations_are_json_and_quote_the_text(self) -> None:
        annotations = to_web_annotations(TEXT, QUOTES)
        printed = json.dumps(annotations, ensure_ascii=False)
        assert all(annotation["type"] == "Annotation" for annotation in annotations)
        assert "TextPositionSelector" in printed
        assert all(span.of(TEXT) in printed for quote in QUOTES for span in quote.spans)
