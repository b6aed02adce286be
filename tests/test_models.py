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


class TestSpeakers:
    @pytest.mark.parametrize("gender", ["f", "m", "Female", "woman", "", ["female"]], ids=repr)
    def test_an_unknown_gender_is_refused(self, gender: Any) -> None:
        with pytest.raises(ValueError, match="pass 'female', 'male' or None") as told:
            Speaker("Ann", gender=gender)
        assert repr(gender) in str(told.value)

    @pytest.mark.parametrize("kind", ["human", "Person", None, ["person"]], ids=repr)
    def test_an_unknown_kind_is_refused(self, kind: Any) -> None:
        with pytest.raises(ValueError, match="'person', 'organization', 'group', 'unknown'") as told:
            Speaker("Ann", kind=kind)
        assert repr(kind) in str(told.value)

    @pytest.mark.parametrize("gender", ["female", "male", None])
    @pytest.mark.parametrize("kind", ["person", "organization", "group", "unknown"])
    def test_the_known_ones_are_taken(self, kind: str, gender: str | None) -> None:
        ann = Speaker("Ann", kind=kind, gender=gender)
        assert (ann.kind, ann.gender) == (kind, gender)

    def test_one_alias_for_several_is_refused(self) -> None:
        """A str is an iterable of its letters, which nobody means."""
        with pytest.raises(TypeError, match=r"\('Annie',\)"):
            Speaker("Anna Crowe", aliases="Annie")

    @pytest.mark.parametrize("aliases", [None, 1, [1], ["Annie", None]], ids=repr)
    def test_aliases_that_are_no_names_are_refused(self, aliases: Any) -> None:
        with pytest.raises(TypeError, match="aliases"):
            Speaker("Anna Crowe", aliases=aliases)

    @pytest.mark.parametrize("aliases", [["Annie"], ("Annie",), iter(["Annie"])])
    def test_any_iterable_of_names_is_taken_and_kept_as_a_tuple(self, aliases: Any) -> None:
        ann = Speaker("Anna Crowe", aliases=aliases)
        assert ann.aliases == ("Annie",)
        assert {ann} == {Speaker("Anna Crowe", ("Annie",))}

    @pytest.mark.parametrize("name", [None, b"Ann", 7], ids=repr)
    def test_a_name_that_is_no_str_is_refused(self, name: Any) -> None:
        with pytest.raises(TypeError, match="str"):
            Speaker(name)


@pytest.mark.parametrize("value", [*QuoteKind, *AttributionType])
def test_a_kind_is_its_plain_string(value: QuoteKind | AttributionType) -> None:
    assert value == value.value == str(value) == f"{value}"


def test_the_kinds_and_types_have_the_names_of_the_literature() -> None:
    assert [str(kind) for kind in QuoteKind] == ["direct", "mixed", "indirect"]
    assert [str(kind) for kind in AttributionType] == ["explicit", "anaphoric", "implicit"]
