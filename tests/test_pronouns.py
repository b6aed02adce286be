"""Which part of its sentence a mention is, and whom "he" and "she" of news are linked to."""

from __future__ import annotations

import pytest

from quoteattr import QuoteExtractor
from quoteattr.antecedents import Antecedents
from quoteattr.entities import Entities
from quoteattr.linear import Linear


def entities_of(text: str) -> Entities:
    return QuoteExtractor().resolver(text).entities


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Ann Lee won.", "main"),
        ("Ann Lee, the mayor of Leeds, also won.", "main"),
        ("Ann Lee (D-Ohio) won.", "main"),
        ("The mayor of Leeds never won.", "main"),
        ("“We won,” said Ann Lee.", "main"),
        ("When Ann Lee won, Tom Berg left.", "sub"),
        ("In Ohio, Ann Lee won.", "obj"),
        ("He met with Ann Lee in Leeds.", "main"),
        ("Ann Lee's rival won.", "own"),
        ("Ann Lee.", "obj"),
    ],
)
def test_the_part_of_its_sentence_that_the_first_mention_is(text: str, part: str) -> None:
    entities = entities_of(text)
    assert entities.parts.of(0) == part


NEWS = """The council of Leeds met on Tuesday, March 3, officials said. Ann Lee met Tom Berg at 9 a.m. She said she had
lost 12 votes. He said he had won 30. Ruth Hall, 44, left."""


def test_the_mentions_of_a_speaker_of_news_stand_in_the_order_of_the_text() -> None:
    entities = entities_of(NEWS)
    for entity in entities.all:
        assert entity.references == sorted(entity.references)
    she = next(entity for entity in entities.all if entity.name == "Ann Lee")
    forms = [entities.references[k].form for k in she.references]
    assert forms == ["name", "pronoun", "pronoun"]


def test_whom_a_pronoun_may_mean_has_probabilities_that_add_up_to_one_or_hardly_less() -> None:
    entities = entities_of(NEWS)
    assert entities.antecedents
    for k, found in entities.antecedents.items():
        shares = [share for _, share in found]
        assert 0.85 < sum(shares) <= 1.0001
        assert shares == sorted(shares, reverse=True)
        assert entities.of_reference[k] is entities.all[found[0][0]]


def test_without_weights_a_pronoun_means_the_last_one_who_suits() -> None:
    entities = entities_of(NEWS)
    about = Antecedents(entities, Linear({}))
    for k, reference in enumerate(entities.references):
        if reference.form == "name" and (entity := entities.of_reference[k]) is not None:
            about.note(k, entity)
    last = len(entities.references) - 1
    assert entities.all[about.weighed(last, "female", "main")[0][0]].name == "Ruth Hall"
    assert entities.all[about.weighed(last, "male", "main")[0][0]].name == "Tom Berg"


def test_nobody_is_meant_where_nobody_has_been_mentioned() -> None:
    assert Antecedents(entities_of(NEWS), Linear({})).weighed(0, "female", "main") == []
