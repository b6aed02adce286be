"""Web Annotations: found again in the text, by position and by words."""

from __future__ import annotations

import json

import pytest
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


OA, RDF = "http://www.w3.org/ns/oa#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# The terms that are used here, as the context of the Web Annotation Vocabulary defines them (nothing is fetched).
CONTEXT = {
    "@context": {
        "oa": OA, "dc": "http://purl.org/dc/elements/1.1/", "rdf": RDF, "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "id": {"@type": "@id", "@id": "@id"}, "type": {"@type": "@id", "@id": "@type"},
        "Annotation": "oa:Annotation", "TextualBody": "oa:TextualBody", "SpecificResource": "oa:SpecificResource",
        "TextPositionSelector": "oa:TextPositionSelector", "TextQuoteSelector": "oa:TextQuoteSelector",
        "identifying": "oa:identifying", "classifying": "oa:classifying",
        "linking": "oa:linking", "describing": "oa:describing",
        "body": {"@type": "@id", "@id": "oa:hasBody"}, "target": {"@type": "@id", "@id": "oa:hasTarget"},
        "source": {"@type": "@id", "@id": "oa:hasSource"}, "selector": {"@type": "@id", "@id": "oa:hasSelector"},
        "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
        "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
        "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
        "start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"},
        "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"},
        "value": "rdf:value", "format": "dc:format", "label": "rdfs:label",
    }
}  # fmt: skip


@pytest.fixture
def jsonld():
    """PyLD, a processor of JSON-LD, with the context at hand."""
    processor = pytest.importorskip("pyld", reason="pyld is in the readers extra").jsonld

    def load(address, options):
        assert address == "http://www.w3.org/ns/anno.jsonld"
        return {"contextUrl": None, "documentUrl": address, "document": CONTEXT, "contentType": "application/ld+json"}

    before = processor.get_document_loader()
    processor.set_document_loader(load)
    yield processor
    processor.set_document_loader(before)


def test_a_processor_of_json_ld_knows_every_term(jsonld):
    """A term that the context does not define is dropped on the way there, and would not come back."""
    for annotation in to_web_annotations(TEXT, QUOTES):
        expanded = jsonld.expand(annotation)
        back = jsonld.compact(expanded, "http://www.w3.org/ns/anno.jsonld")
        assert back == annotation
        assert expanded[0]["@type"] == [f"{OA}Annotation"]
        assert jsonld.compact(jsonld.expand({**annotation, "colour": "red"}), CONTEXT["@context"]).get("colour") is None


def test_a_processor_of_json_ld_makes_triples_of_it(jsonld):
    split = to_web_annotations(TEXT, QUOTES)[0]
    triples = jsonld.to_rdf(split)["@default"]
    exact = [t["object"]["value"] for t in triples if t["predicate"]["value"] == f"{OA}exact"]
    assert set(exact) >= {"she", "said"}
    assert {"Ann Lee"} <= {t["object"]["value"] for t in triples if t["predicate"]["value"] == f"{RDF}value"}
