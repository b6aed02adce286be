"""The values hold what they are given, compare by it, and cannot be changed."""

from __future__ import annotations

import pickle
from typing import Any

import attrs
import pytest

from quoteattr import Attribution, AttributionType, Cue, Mention, Quote, QuoteKind, Span, Speaker

MENTION = Mention("Mary", Span(11, 15), "name")
CUE = Cue("said", Span(6, 10), "say")
MARY = Speaker("Mary Holm", ("Mary",), "person", "female", (MENTION,))
QUOTE = Quote(
    "Go,",
    (Span(1, 4),),
    Span(0, 5),
    speaker=MARY,
    mention=MENTION,
    cue=CUE,
    attribution=AttributionType.EXPLICIT,
    quotes=(Quote("Go", (Span(1, 3),), Span(1, 3)),),
)
VALUES = [Span(0, 4), MENTION, CUE, MARY, QUOTE, Attribution(MENTION)]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
class TestEveryValue:
    def test_it_survives_pickling_and_stays_equal(self, value: Any) -> None:
        again = pickle.loads(pickle.dumps(value))
        assert again == value
        assert hash(again) == hash(value)

    def test_it_cannot_be_changed(self, value: Any) -> None:
        name = attrs.fields(type(value))[0].name
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, name, None)

    def test_it_takes_no_other_field(self, value: Any) -> None:
        assert not hasattr(value, "__dict__")


def test_spans_come_in_the_order_of_the_text() -> None:
    assert sorted([Span(4, 5), Span(0, 9), Span(0, 2)]) == [Span(0, 2), Span(0, 9), Span(4, 5)]


def test_a_name_is_enough_for_a_speaker() -> None:
    ann = Speaker("Ann")
    assert (str(ann), ann.aliases, ann.kind, ann.gender, ann.mentions) == ("Ann", (), "unknown", None, ())


def test_speakers_of_other_names_differ() -> None:
    assert Speaker("Ann") == Speaker("Ann")
    assert Speaker("Ann") != Speaker("Anna")


@pytest.mark.parametrize("value", [*QuoteKind, *AttributionType])
def test_a_kind_is_its_plain_string(value: QuoteKind | AttributionType) -> None:
    assert value == value.value == str(value) == f"{value}"


def test_the_kinds_and_types_have_the_names_of_the_literature() -> None:
    assert [str(kind) for kind in QuoteKind] == ["direct", "mixed", "indirect"]
    assert [str(kind) for kind in AttributionType] == ["explicit", "anaphoric", "implicit"]
