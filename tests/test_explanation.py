"""The account of a quotation: rules and answers, candidates and evidence, mentions and why they are one speaker."""

from __future__ import annotations

import json
from itertools import combinations
from math import isclose, log

import pytest
from hypothesis import given

from quoteattr import DEFAULT_RULES, Attribution, Context, Explanation, QuoteExtractor, Speaker, to_dict
from tests.property.strategies import texts

HEARING = """It was late, and the lamps were lit. Ruth Adeyemi, the mayor, opened the hearing.
Bill Garrow of the National Rivers Agency (NRA) listened. The hall was cold and there were gloves on the table.

“The pier,” she said, “will be rebuilt.” Mayor Adeyemi added that trees would stay.

“Nonsense!” said William Garrow. He sat down. “The NRA has no money, Mayor.”

“It will.”

The mayor said the NRA agreed. “Nothing,” Garrow said.
"""


def explain(text: str, **choices: object) -> list[Explanation]:
    return QuoteExtractor(**choices).explain(text)  # type: ignore[arg-type]


@pytest.mark.parametrize("choices", [{}, {"kinds": {"direct"}}, {"characters": [Speaker("Ruth Adeyemi", ("Ruthie",))]}])
def test_an_account_is_of_the_quotation_that_extract_gives(choices: dict[str, object]) -> None:
    assert [entry.quote for entry in explain(HEARING, **choices)] == QuoteExtractor(**choices).extract(HEARING)  # type: ignore[arg-type]


def test_the_rules_asked_are_those_up_to_the_one_that_answered() -> None:
    names = [rule.__name__ for rule in DEFAULT_RULES]
    for entry in explain(HEARING):
        asked = [answer.rule for answer in entry.answers]
        assert asked == names[: len(asked)]
        assert asked[-1] == entry.rule
        assert [answer.attribution is None for answer in entry.answers] == [True] * (len(asked) - 1) + [False]


@given(texts)
def test_any_text_is_explained(text: str) -> None:
    entries = explain(text)
    assert [entry.quote for entry in entries] == QuoteExtractor().extract(text)
    for entry in entries:
        assert str(entry)
        json.dumps(to_dict(entry))


def test_where_no_rule_answers_all_were_asked() -> None:
    def silent(context: Context) -> Attribution | None:
        return None

    [entry] = explain("“Ahoy!”", rules=[silent])
    assert [(answer.rule, answer.attribution) for answer in entry.answers] == [("silent", None)]
    assert (entry.speaker, entry.rule, entry.candidates, entry.joined) == (None, None, (), ())
    assert str(entry).startswith("“Ahoy!” = ?")


def test_a_name_leaves_nothing_to_weigh() -> None:
    [entry] = explain("“Go,” said Mary.")
    assert entry.candidates == ()


def weighed(text: str) -> Explanation:
    return next(entry for entry in explain(text) if len(entry.candidates) > 1)


def test_for_a_pronoun_the_candidates_are_weighed() -> None:
    text = "Ruth Adeyemi met Ann Lee on the quay. “The tide is turning,” she said."
    entry = weighed(text)
    assert {str(candidate.speaker) for candidate in entry.candidates} == {"Ruth Adeyemi", "Ann Lee"}
    assert entry.candidates[0].speaker is entry.speaker
    probabilities = [candidate.probability for candidate in entry.candidates]
    assert probabilities == sorted(probabilities, reverse=True)
    assert isclose(sum(probabilities), 1)
    assert all("fits “she”" in [e.fact for e in candidate.evidence] for candidate in entry.candidates)


@pytest.mark.parametrize(
    ("sure", "torn"),
    [
        ("Tom Garrow came in.\n\n“Go,” he said.", "Tom Garrow and Bill Lee came in.\n\n“Go,” he said."),
        ("“Go,” said Ann.\n\n“Now.”", "“Go,” said Ann.\n\n“No,” said Tom.\n\n“I will,” said Bo.\n\n“Now.”"),
    ],
    ids=["a pronoun", "a turn without a tag"],
)
def test_the_more_could_have_spoken_the_less_sure_is_the_answer(sure: str, torn: str) -> None:
    assert explain(sure)[-1].quote.confidence > explain(torn)[-1].quote.confidence


def test_whom_the_pronoun_cannot_mean_is_not_weighed() -> None:
    entry = next(iter(explain("Ruth Adeyemi met Tom Garrow. “The tide is turning,” he said.")))
    assert [str(candidate.speaker) for candidate in entry.candidates] == ["Tom Garrow"]


def test_the_evidence_adds_up_to_the_score() -> None:
    seen = 0
    for entry in explain(HEARING):
        for one, other in combinations(entry.candidates, 2):
            ahead = sum(e.weight for e in one.evidence) - sum(e.weight for e in other.evidence)
            assert isclose(ahead, log(one.probability / other.probability), abs_tol=1e-6)
            seen += 1
    assert seen


def test_every_feature_of_the_ranker_is_told_of() -> None:
    facts = {e.fact for entry in explain(HEARING) for candidate in entry.candidates for e in candidate.evidence}
    assert "other things" not in facts
    assert {"spoke the turn before", "was the subject of its sentence", "fits “she”"} <= facts


def reasons(text: str, name: str, **choices: object) -> dict[str, str]:
    entry = next(entry for entry in explain(text, **choices) if str(entry.speaker) == name)
    assert [joined.mention for joined in entry.joined] == sorted(entry.speaker.mentions, key=lambda m: m.span)  # type: ignore[union-attr]
    return {joined.mention.text: joined.why for joined in entry.joined}


def test_a_name_does_not_go_on_over_of_to_a_title() -> None:
    text = "“Does mademoiselle go alone?” asked Eugenio of Mrs. Pelham.\n\n“She does,” said Mrs. Pelham."
    assert reasons(text, "Eugenio") == {"Eugenio": "its name"}


def test_the_mentions_of_a_speaker_say_why_they_joined() -> None:
    assert reasons(HEARING, "Ruth Adeyemi") == {
        "Ruth Adeyemi": "its name",
        "the mayor": "stands beside “Ruth Adeyemi”",
        "she": "the last one that fits: “mayor”, 34 words before",
        "Mayor Adeyemi": "the surname of Ruth Adeyemi",
        "The mayor": "the text calls Ruth Adeyemi “mayor”, and nobody else who fits",
    }
    assert reasons(HEARING, "William Garrow") == {
        "Bill Garrow": "Bill and William are forms of one first name; the same surname",
        "William Garrow": "its name",
        "He": "the last subject that fits: “William Garrow”, just before",
        "Garrow": "the surname of William Garrow",
    }


@pytest.mark.parametrize(
    ("text", "name", "mention", "why"),
    [
        (
            "The National Rivers Agency (NRA) opened. “Water,” the NRA said.",
            "National Rivers Agency",
            "NRA",
            "the initials of National Rivers Agency",
        ),
        (
            "The Colorado Tribune opened. “Water,” the Tribune said.",
            "Colorado Tribune",
            "Tribune",
            "the last word of Colorado Tribune",
        ),
        ("Ann Lee came. “Go,” said Ann.", "Ann Lee", "Ann", "the first name of Ann Lee"),
        ("“Go,” said the old clerk.", "the old clerk", "the old clerk", "a common noun, the same person throughout"),
        (
            "Mr. Bob Lee and Mrs. Ann Lee came. “Go,” said Mrs. Lee.",
            "Mrs. Ann Lee",
            "Mrs. Lee",
            "the surname of Mrs. Ann Lee; “mrs” tells which of 2",
        ),
        (
            "Tyra Lindqvist spoke on May 3, 2016. “It is cold,” Lindquvist said.",
            "Tyra Lindqvist",
            "Lindquvist",
            "like the surname of Tyra Lindqvist, but for a letter",
        ),
        (
            "Sen. Ann Lee spoke on May 3, 2016. Sen. Ruth Adeyemi stayed. “I have time,” the senator said.",
            "Ruth Adeyemi",
            "the senator",
            "the text calls Ruth Adeyemi “senator”, the last of those so called",
        ),
        (
            "The Association of Ferry Pilots met on May 3, 2016, and 40 came. “We will strike,” the union said.",
            "Association of Ferry Pilots",
            "the union",
            "Association of Ferry Pilots was the last “union” mentioned before",
        ),
        (
            "A federal judge said on May 3, 2016, that 12 lamps stay. Judge Ann Lee wrote: “They are public.”",
            "Ann Lee",
            "A federal judge",
            "Ann Lee is called “judge” below",
        ),
    ],
)
def test_reasons(text: str, name: str, mention: str, why: str) -> None:
    assert reasons(text, name)[mention] == why


def test_a_cast_is_a_reason() -> None:
    cast = [Speaker("Annabel Crowe", aliases=("Mother Duck",), gender="female")]
    assert reasons("“Get in,” said Mother Duck.", "Annabel Crowe", characters=cast) == {
        "Mother Duck": "stands in the cast"
    }


def test_a_narrator_is_a_reason() -> None:
    text = "I rose. “Go,” I said."
    assert set(reasons(text, "I").values()) == {"the narrator speaks of himself or herself"}


def test_as_data_it_goes_through_json() -> None:
    for entry in explain(HEARING):
        data = json.loads(json.dumps(to_dict(entry)))
        assert data["quote"] == to_dict(entry.quote)
        assert [answer["rule"] for answer in data["answers"]] == [answer.rule for answer in entry.answers]
        assert [c["probability"] for c in data["candidates"]] == [c.probability for c in entry.candidates]
        assert [one["mention"]["text"] for one in data["joined"]] == [one.mention.text for one in entry.joined]


def test_the_text_tells_rules_candidates_and_mentions() -> None:
    entry = next(entry for entry in explain(HEARING) if entry.rule == "conversation")
    lines = str(entry).splitlines()
    assert lines[0].startswith("“It will.” = Ruth Adeyemi (implicit, conversation, 0.")
    assert "    name_tag passes" in lines
    assert "    conversation answers: Ruth Adeyemi" in lines
    assert "  candidates weighed:" in lines
    assert any(line.strip().endswith("spoke three turns before") for line in lines)
    assert "    “she”: the last one that fits: “mayor”, 34 words before" in lines


def test_a_text_over_several_lines_is_told_on_one() -> None:
    [entry] = explain("“Go\nnow,” said Mary.")
    assert str(entry).startswith("“Go now,” = Mary (")


def test_kin_in_front_of_a_name_is_who_bears_it() -> None:
    text = "Ellen Crane and her brother Paul stood at the rail. “It always did,” he said."
    joined = {one.mention.text: one.why for entry in explain(text) for one in entry.joined}
    assert joined["her brother"] == "stands beside “Paul”"


def test_a_pet_name_says_what_it_is_short_for() -> None:
    text = "Miss Elizabeth Harrow was at the window all day, and the rain fell.\n\n“I am coming,” said Lizzy."
    assert reasons(text, "Miss Elizabeth Harrow")["Lizzy"] == "Lizzy is short for Elizabeth"
