"""Few candidates of a choice are asked everything: those far behind the first at a glance are left out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from quoteattr.choice import Asked, Choice, Ranker
from quoteattr.readings import chosen_by

RANKERS = {
    "source start glance": Ranker([1], [{"": "far -500 near -100 next -150"}]),
    "source start": Ranker([1], [{"": "far 900 near -100 next 300"}]),
}


def choice(asked: list[Sequence[int]], words: Sequence[str]) -> Choice:
    """Return a choice among *words* that notes of whom all is *asked*."""

    def ask(values: Sequence[int]) -> Asked:
        asked.append(values)
        return [""], [[words[value]] for value in values]

    def glance(values: Sequence[int]) -> Asked:
        return [""], [[words[value]] for value in values]

    return Choice("source start", range(len(words)), ask, glance, 2.0)


def test_candidates_far_behind_at_a_glance_are_asked_no_more() -> None:
    asked: list[Sequence[int]] = []
    value, share = chosen_by(RANKERS)(choice(asked, ["far", "near", "next"]))
    assert (value, asked) == (2, [[1, 2]])
    assert share == pytest.approx(-0.018, abs=0.001)


def test_one_that_stands_alone_at_a_glance_is_taken() -> None:
    asked: list[Sequence[int]] = []
    value, share = chosen_by(RANKERS)(choice(asked, ["far", "near"]))
    assert (value, asked) == (1, [])
    assert share == pytest.approx(-0.018, abs=0.001)


def test_all_are_asked_where_the_choice_is_made_again() -> None:
    asked: list[Sequence[int]] = []
    value, _ = chosen_by(RANKERS, "source start")(choice(asked, ["far", "near", "next"]))
    assert (value, [list(values) for values in asked]) == (2, [[0, 1, 2]])


def test_the_only_candidate_is_asked_nothing() -> None:
    asked: list[Sequence[int]] = []
    assert chosen_by(RANKERS)(choice(asked, ["far"])) == (0, 0.0)
    assert asked == []


def test_what_left_no_content_is_not_chosen_again() -> None:
    asked: list[Sequence[int]] = []
    words = ["far", "near", "next"]
    first, _ = chosen_by(RANKERS)(choice(asked, words))
    again, _ = chosen_by(RANKERS, "source start", refused=first)(choice(asked, words))
    assert (words[first], words[again]) == ("next", "far")
