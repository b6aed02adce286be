"""Web Annotations: found again in the text, by position and by words."""

from __future__ import annotations

import json

import regex
from hypothesis import given

from quoteattr.exports import to_web_annotations
from quoteattr.exports.sweep import walk
from tests.marked import QUOTES, TEXT, marked_texts


def plain(text):
    return regex.sub(r"[\ud800-\udfff]", "\ufffd", text)


def places(annotation):
    targets = annotation["target"]
    return targets if isinstance(targets, list) else [targets]


@given(marked_texts())
def test_every_selector_finds_its_words(marked):
    text, quotes = marked
    annotations = to_web_annotations(text, quotes)
    assert json.loads(json.dumps(annotations, ensure_ascii=False).encode("utf-8")) == annotations
    assert len(annotations) == len(walk(quotes))
    for annotation in annotations:
        for place in [*places(annotation), *(b for b in annotation["body"] if "selector" in b)]:
            position, quoted = place["selector"]
            start, end = position["start"], position["end"]
            assert quoted["exact"] == plain(text)[start:end]
            around = quoted["prefix"] + quoted["exact"] + quoted["suffix"]
            left = start - len(quoted["prefix"])
            assert around == plain(text)[left : left + len(around)]


@given(marked_texts())
def test_what_the_model_requires(marked):
    annotations = to_web_annotations(*marked)
    ids = [annotation["id"] for annotation in annotations]
    assert len(set(ids)) == len(ids)
    assert annotations == to_web_annotations(*marked)
    for annotation in annotations:
        assert annotation["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert annotation["type"] == "Annotation"
        assert annotation["id"].startswith("urn:uuid:")
        assert places(annotation)
        for place in places(annotation):
            assert place["source"].startswith("ni:///sha-256;")
            assert [s["type"] for s in place["selector"]] == ["TextPositionSelector", "TextQuoteSelector"]
        for body in annotation["body"]:
            assert body["type"] in ("TextualBody", "SpecificResource")
            assert ("value" in body) == (body["type"] == "TextualBody")


def test_the_bodies_name_speaker_kind_mention_and_cue():
    split, inner, indirect = to_web_annotations(TEXT, QUOTES)

    def bodies(annotation):
        return [
            (body["label"], body["value"] if "value" in body else body["selector"][1]["exact"])
            for body in annotation["body"]
        ]

    assert bodies(split) == [
        ("speaker", "Ann Lee"),
        ("kind", "direct"),
        ("mention", "she"),
        ("cue", "said"),
        ("addressee", "Bo"),
    ]
    assert bodies(inner) == [("speaker", "Bo"), ("kind", "direct")]
    assert ("via", "National Rivers Agency") in bodies(indirect)
    assert len(split["target"]) == 2
    assert indirect["target"]["type"] == "SpecificResource"


def test_another_source_gives_other_ids():
    one = to_web_annotations(TEXT, QUOTES, source="https://example.org/1")
    two = to_web_annotations(TEXT, QUOTES, source="https://example.org/2")
    assert one[1]["target"]["source"] == "https://example.org/1"
    assert one[0]["id"] != two[0]["id"]
