"""Hostile words in a text, in a cast and in a rule's answer: every export shows them, and they do nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteattr import (
    Attribution,
    AttributionType,
    Context,
    Quote,
    QuoteExtractor,
    Speaker,
    extract_quotes,
    from_dict,
    to_brat,
    to_dict,
    to_html,
    to_records,
    to_tei,
    to_web_annotations,
)
from tests.property.strategies import texts

HOSTILE = [
    "<script>alert(1)</script>",
    "</mark></main></body><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "' onmouseover='alert(1)' x='",
    "</said></p></body></text></TEI><evil/>",
    "]]><!-- --><?php evil ?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "&lt;b&gt; &amp;amp; &#0; &#xD800; &nosuch;",
    "\0\x01\x08\x0b\x0c\x0e\x1b\x1f\x7f\x85\ufffe\uffff",
    "\ud800 \udfff \udfff\ud800 \ud83d\ude00",
    "T9\tQuotation 0 1\tno\nR1\tSpokenBy Arg1:T1 Arg2:T9\r\u2028#1\tAnnotatorNotes T1\tno",
    "{title} {0} {text.__class__} %s %(x)s $x ${x} \\1 \\g<0>",
    "\u202ereversed\u2066\u200b\u200d\ufeff",
]
FIELDS = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=()), max_size=20)
"""Any characters, lone surrogates too."""


def answered(name: str, context: Context) -> Attribution:
    """What a user's rule may answer: any str in any place."""
    evil = Speaker(name, (name, "Mary"))
    place = (context.quote.extent.start, context.quote.extent.end)
    return Attribution(
        context.mention(place), evil, type=AttributionType.EXPLICIT, via=Speaker(name, kind="organization")
    )


def by_a_rule(text: str, name: str) -> list[Quote]:
    rule = partial(answered, name)
    rule.__name__ = name  # type: ignore[attr-defined]
    return QuoteExtractor(rules=[rule], kinds={"direct"}).extract(text)


def by_a_cast(text: str, name: str) -> list[Quote]:
    cast = [Speaker(name or "Nobody", ("Mary", name), gender="female"), Speaker("Tom", (name,))]
    return QuoteExtractor(characters=cast).extract(text)


READERS = pytest.mark.parametrize("read", [by_a_rule, by_a_cast])
Reader = Callable[[str, str], list[Quote]]


def text_with(words: str) -> str:
    return f"“{words} go,” said Mary {words}.\n\n“I stay,” she said {words}. “{words}”\n\n“Who?” asked Tom."


class Page(HTMLParser):
    """The elements and attributes of a page, and the words inside its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: set[tuple[str, str]] = set()
        self.scripts, self.depth, self.words = 0, 0, ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements |= {(tag, name) for name, _ in attributes} | {(tag, "")}
        self.scripts += tag == "script"
        self.depth += bool(self.depth) or ("id", "text") in attributes

    def handle_endtag(self, tag: str) -> None:
        self.depth -= bool(self.depth)

    def handle_data(self, data: str) -> None:
        self.words += data if self.depth else ""


def shown(text: str) -> str:
    """What a page shows of a text."""
    return re.sub(r"[\0\ud800-\udfff]", "\ufffd", re.sub(r"\r\n?", "\n", text))


def written(text: str) -> str:
    """What XML can hold of a text."""
    spaced = re.sub(r"[\v\f\x1c-\x1f]", " ", text)
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", spaced)


def harmless(text: str, quotes: list[Quote], title: str) -> None:
    """Every export holds the words, and they make no element, no attribute, no line and no field of their own."""
    page = to_html(text, quotes, title=title)
    page.encode()
    read = Page(page)
    assert read.words == shown(text)
    plain = Page(to_html("“Go ‘on’,” Mary said to Tom.", by_a_rule("“Go ‘on’,” Mary said to Tom.", "Tom")))
    assert read.elements <= plain.elements | {("span", name) for name in ("", "class", "data-speaker", "title")}
    assert read.scripts == 1

    root = ElementTree.fromstring(to_tei(text, quotes, title=title).encode())
    [body] = root.iter("{http://www.tei-c.org/ns/1.0}body")
    assert "".join(body.itertext()) == written(text)
    assert {element.tag.partition("}")[2] for element in body.iter()} <= {"body", "p", "said"}
    assert {name for element in body.iter("{http://www.tei-c.org/ns/1.0}said") for name in element.attrib} <= {
        "who", "toWhom", "source", "aloud", "direct", "cert", "prev", "next",
        "{http://www.w3.org/XML/1998/namespace}id",
    }  # fmt: skip

    for line in to_brat(text, quotes).encode().decode().splitlines():
        assert re.fullmatch(
            r"T\d+\t(Quotation|Mention|Cue) \d+ \d+(;\d+ \d+)*\t.+|[AR]\d+\t\S+ \S+ \S+|#\d+\tAnnotatorNotes T\d+\t.+",
            line,
        ), line

    annotations = to_web_annotations(text, quotes)
    assert json.loads(json.dumps(annotations, ensure_ascii=False).encode()) == annotations
    assert len(annotations) == len(to_records(quotes, nested=True))

    for quote in quotes:
        assert from_dict(json.loads(json.dumps(to_dict(quote)))) == quote


@READERS
@pytest.mark.parametrize("words", HOSTILE, ids=[f"words {n}" for n, _ in enumerate(HOSTILE, 1)])
def test_hostile_words_do_nothing_wherever_they_stand(read: Reader, words: str) -> None:
    plain, full = "“Go,” said Mary.", text_with(words)
    [quote] = read(plain, words)
    assert quote.speaker is not None
    assert quote.speaker.name == words
    harmless(plain, [quote], title=words)
    harmless(full, read(full, words), title=words)
    harmless(full, extract_quotes(full), title=words)


@READERS
@given(text=texts, name=FIELDS)
def test_any_text_and_any_name_do_nothing(read: Reader, text: str, name: str) -> None:
    harmless(text, read(text, name), title=name)


@given(name=FIELDS)
def test_a_name_is_read_back_as_it_was(name: str) -> None:
    """Escaped once and not twice: who reads an export finds the name."""
    text = "“Go,” said Mary."
    [quote] = by_a_rule(text, name)
    assert quote.speaker is not None
    root = ElementTree.fromstring(to_tei(text, [quote]).encode())
    names = [element.text or "" for element in root.iter("{http://www.tei-c.org/ns/1.0}persName")]
    assert written(name) in names

    titles: list[str] = []

    class Titles(HTMLParser):
        def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
            titles.extend(value or "" for key, value in attributes if tag == "mark" and key == "title")

    Titles().feed(to_html(text, [quote]))
    assert shown(titles[0]).startswith(f"{shown(name)} · direct")
    assert to_records([quote])[0]["speaker"] == name
    bodies: Any = to_web_annotations(text, [quote])[0]["body"]
    assert bodies[0]["value"] == re.sub(r"[\ud800-\udfff]", "\ufffd", name)
