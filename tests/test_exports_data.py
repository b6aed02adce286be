"""Plain data: dictionaries that JSON gives back, and flat rows."""

from __future__ import annotations

import io
import json

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from quoteattr import QuoteExtractor
from quoteattr.exports import from_dict, to_dict, to_records
from quoteattr.models import AttributionType, Cue, Mention, Quote, QuoteKind, Span, Speaker

spans = st.builds(Span, st.integers(0, 99), st.integers(0, 99))
# Surrogates too: whatever Python takes for a str.
texts = st.text(st.characters(exclude_categories=()) | st.sampled_from("“”‘’\0\ud83d\ude00"), max_size=9)
mentions = st.builds(Mention, texts, spans, st.sampled_from(["name", "nominal", "pronoun"]))
speakers = st.builds(
    Speaker,
    texts,
    st.lists(texts, max_size=2).map(tuple),
    st.sampled_from(["person", "organization", "group", "unknown"]),
    st.sampled_from(["female", "male", None]),
    st.lists(mentions, max_size=2).map(tuple),
)


def quote_builds(inner):
    return st.builds(
        Quote,
        texts,
        st.lists(spans, max_size=3).map(tuple),
        spans,
        kind=st.sampled_from(QuoteKind),
        speaker=st.none() | speakers,
        mention=st.none() | mentions,
        cue=st.none() | st.builds(Cue, texts, spans, texts),
        attribution=st.none() | st.sampled_from(AttributionType),
        addressees=st.lists(speakers, max_size=2).map(tuple),
        via=st.none() | speakers,
        confidence=st.floats(0, 1),
        rule=st.none() | texts,
        quotes=inner,
    )


quotes = st.recursive(
    quote_builds(st.just(())),
    lambda inner: quote_builds(st.lists(inner, max_size=2).map(tuple)),
    max_leaves=3,
)

QUOTE = Quote(
    "We never, but we will",
    (Span(1, 10), Span(22, 33)),
    Span(0, 34),
    QuoteKind.DIRECT,
    speaker=Speaker("Ann Lee", ("Ann",), "person", "female", (Mention("Ann", Span(50, 53), "name"),)),
    mention=Mention("she", Span(12, 15), "pronoun"),
    cue=Cue("said", Span(16, 20), "say"),
    attribution=AttributionType.ANAPHORIC,
    addressees=(Speaker("Bo"), Speaker("Cy")),
    via=Speaker("Coastwire", kind="organization"),
    confidence=0.75,
    rule="pronoun_tag",
    quotes=(Quote("never", (Span(4, 9),), Span(4, 9)),),
)


@given(quotes)
def test_json_gives_the_quotation_back(quote):
    for ascii_only in (True, False):
        assert from_dict(json.loads(json.dumps(to_dict(quote), ensure_ascii=ascii_only))) == quote


@given(quotes)
def test_only_plain_json_types(quote):
    waiting = [to_dict(quote)]
    while waiting:
        value = waiting.pop()
        assert type(value) in (dict, list, str, int, float, bool, type(None))
        waiting += value.values() if type(value) is dict else value if type(value) is list else []


def test_the_whole_dictionary():
    assert to_dict(QUOTE) == {
        "text": "We never, but we will",
        "spans": [[1, 10], [22, 33]],
        "extent": [0, 34],
        "kind": "direct",
        "speaker": {
            "name": "Ann Lee",
            "aliases": ["Ann"],
            "kind": "person",
            "gender": "female",
            "mentions": [{"text": "Ann", "span": [50, 53], "form": "name"}],
        },
        "mention": {"text": "she", "span": [12, 15], "form": "pronoun"},
        "cue": {"text": "said", "span": [16, 20], "lemma": "say"},
        "attribution": "anaphoric",
        "addressees": [
            {"name": name, "aliases": [], "kind": "unknown", "gender": None, "mentions": []} for name in ("Bo", "Cy")
        ],
        "via": {
            "name": "Coastwire",
            "aliases": [],
            "kind": "organization",
            "gender": None,
            "mentions": [],
        },
        "confidence": 0.75,
        "rule": "pronoun_tag",
        "quotes": [to_dict(QUOTE.quotes[0])],
    }


def changed(path, value):
    """Return QUOTE's dictionary with *value* at *path*."""
    data = json.loads(json.dumps(to_dict(QUOTE)))
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "error", "message"),
    [
        (["txt"], "", ValueError, r"quote has the unknown key 'txt'; known are text, spans, extent"),
        (["speaker", "age"], 9, ValueError, r"quote\.speaker has the unknown key 'age'"),
        (["kind"], "loud", ValueError, r"quote\.kind must be one of 'direct', 'mixed', 'indirect', not"),
        (["attribution"], [], ValueError, r"quote\.attribution must be one of 'explicit', .*, not \[\]"),
        (["text"], 5, TypeError, r"quote\.text must be a str, not int"),
        (["text"], None, TypeError, r"quote\.text must be a str, not NoneType"),
        (["spans"], {}, TypeError, r"quote\.spans must be a list, not dict"),
        (["spans", 1], [1], ValueError, r"quote\.spans\[1\] must hold two numbers, start and end, not 1"),
        (["extent"], [1, 2.5], TypeError, r"quote\.extent must be a list of two int, .* not \[1, 2\.5\]"),
        (["extent"], [False, True], TypeError, r"quote\.extent must be a list of two int"),
        (["confidence"], "high", TypeError, r"quote\.confidence must be a number, not str"),
        (["confidence"], True, TypeError, r"quote\.confidence must be a number, not bool"),
        (["speaker"], "Ann", TypeError, r"quote\.speaker must be a dict as to_dict returns it, not str"),
        (["cue", "span"], None, TypeError, r"quote\.cue\.span must be a list of two int"),
        (["quotes", 0, "rule"], 1, TypeError, r"quote\.quotes\[0\]\.rule must be a str, not int"),
        (["addressees", 1, "aliases"], [1], TypeError, r"quote\.addressees\[1\]\.aliases\[0\] must be a str"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(path, value, error, message):
    with pytest.raises(error, match=message):
        from_dict(changed(path, value))


@pytest.mark.parametrize("key", list(to_dict(QUOTE)))
def test_a_missing_key_is_named(key):
    data = to_dict(QUOTE)
    del data[key]
    with pytest.raises(ValueError, match=f"quote lacks '{key}'"):
        from_dict(data)


@pytest.mark.parametrize("data", [None, [], "{}", QUOTE])
def test_from_dict_takes_a_dictionary(data):
    with pytest.raises(TypeError, match="quote must be a dict as to_dict returns it"):
        from_dict(data)


def test_the_mentions_can_be_left_out():
    text = "“Go,” said Mary. “Ann said, ‘No.’” Mary told Tom the door was open."
    for explanation in QuoteExtractor().explain(text):
        data = to_dict(explanation.quote, mentions=False)
        whole = to_dict(explanation.quote)
        assert '"mentions": [{' not in json.dumps(data)
        assert data.keys() == whole.keys()
        assert data["speaker"] == {**whole["speaker"], "mentions": []}
        account = to_dict(explanation, mentions=False)
        assert account == {**to_dict(explanation), "quote": data, "joined": []}
        assert from_dict(data).speaker.name == explanation.quote.speaker.name


def test_to_dict_takes_one_quotation():
    with pytest.raises(TypeError, match="to_dict takes one Quote, not list"):
        to_dict([QUOTE])


def test_the_whole_row():
    assert to_records([QUOTE]) == [
        {
            "start": 0,
            "end": 34,
            "text": "We never, but we will",
            "kind": "direct",
            "speaker": "Ann Lee",
            "speaker_gender": "female",
            "speaker_kind": "person",
            "mention": "she",
            "mention_form": "pronoun",
            "cue": "said",
            "cue_lemma": "say",
            "attribution": "anaphoric",
            "via": "Coastwire",
            "addressees": "Bo; Cy",
            "confidence": 0.75,
            "rule": "pronoun_tag",
            "spans": 2,
            "quotes": 1,
            "depth": 0,
        }
    ]


@given(st.lists(quotes, max_size=3))
def test_rows_are_flat_and_alike(found):
    rows = to_records(iter(found))
    assert len(rows) == len(found)
    for row in [*rows, *to_records(found, nested=True)]:
        assert list(row) == list(to_records([QUOTE])[0])
        assert {type(value) for value in row.values()} <= {str, int, float, type(None)}


def test_quotations_inside_get_rows_when_asked_for():
    rows = to_records([QUOTE, evolve(QUOTE, quotes=())], nested=True)
    assert [(row["text"], row["depth"]) for row in rows] == [
        ("We never, but we will", 0),
        ("never", 1),
        ("We never, but we will", 0),
    ]


@pytest.mark.parametrize("wrong", [None, QUOTE, "text", 5, [None]])
def test_records_take_a_list_of_quotations(wrong):
    with pytest.raises(TypeError, match=r"quotes must (be a list of Quote|hold Quote objects)"):
        to_records(wrong)


def test_pandas_reads_the_rows():
    frame = pytest.importorskip("pandas").DataFrame(to_records([QUOTE, QUOTE.quotes[0]]))
    assert list(frame["speaker"].dropna()) == ["Ann Lee"]


def test_polars_reads_the_rows():
    frame = pytest.importorskip("polars").DataFrame(to_records([QUOTE, QUOTE.quotes[0]]))
    assert frame["speaker"].to_list() == ["Ann Lee", None]


LINES = "\n".join(json.dumps(to_dict(quote), ensure_ascii=False) for quote in (QUOTE, QUOTE.quotes[0]))


def test_pandas_reads_json_lines():
    frame = pytest.importorskip("pandas").read_json(io.StringIO(LINES), lines=True)
    assert list(frame["text"]) == [QUOTE.text, "never"]
    assert frame["speaker"][0]["name"] == "Ann Lee"


def test_polars_reads_json_lines():
    frame = pytest.importorskip("polars").read_ndjson(io.StringIO(LINES), infer_schema_length=None)
    assert frame["text"].to_list() == [QUOTE.text, "never"]
    assert from_dict({**frame.row(0, named=True), "quotes": [to_dict(QUOTE.quotes[0])]}) == QUOTE
