"""What is seen of a turn: the narration behind it, and the words that come back from the turns before."""

from __future__ import annotations

import pytest

from quoteattr import QuoteExtractor, extract_quotes, linear
from quoteattr.candidates import candidates
from quoteattr.history import History
from quoteattr.scene import Scene

LANE = """\
Ann and Tom came down the lane with a lantern.

“We have lost the path,” said Ann.

“We shall find the ford.”

{behind}“Then the ford it is.”
"""


def seen(text: str, number: int) -> dict[str, list[str]]:
    """Return the features of each candidate for one of the quotations of *text*, those before having been read."""
    resolver = QuoteExtractor().resolver(text)
    resolver.start_conversation()
    for before in range(number):
        resolver.attribute(before)
    return {entity.name: features for entity, features in candidates(resolver.conversation, number)}


@pytest.mark.parametrize(
    ("behind", "ann", "tom"),
    [
        ("Ann shook her head.\n\n", "it verb=shook", "other form=na0"),
        ("Slowly Tom shook his head.\n\n", "other form=na1", "it verb=shook"),
        ("She shook her head.\n\n", "py verb=shook", "pn verb=shook"),
    ],
)
def test_the_narration_behind_a_turn_is_seen(behind: str, ann: str, tom: str) -> None:
    features = seen(LANE.format(behind=behind), 1)
    assert any(f.startswith(f"nextis={ann}") for f in features["Ann"])
    assert any(f.startswith(f"nextis={tom}") for f in features["Tom"])
    assert not any(f.startswith("sequel=none") for f in features["Ann"])


@pytest.mark.parametrize("behind", ["", "“Who said so?” asked Ann.\n\n"])
def test_a_turn_that_a_turn_follows_has_no_narration_behind_it(behind: str) -> None:
    features = seen(LANE.format(behind=behind), 1)
    assert any(f.startswith("sequel=none") for f in features["Ann"])
    assert not any(f.startswith("nextis=") for f in features["Ann"])


def test_narration_behind_the_next_turn_is_not_seen() -> None:
    features = seen(LANE.format(behind="") + "\nAnn shook her head.\n", 1)
    assert any(f.startswith("sequel=none") for f in features["Ann"])


def test_for_he_it_is_seen_who_was_subject_of_a_main_clause_last() -> None:
    text = (
        "Walter took the lamp. Tom, when Walter had put it down, laughed at the cat. “It is late,” he said.\n\n“It is.”"
    )
    found = {name: [one for one in features if one.startswith("acted=")] for name, features in seen(text, 0).items()}
    assert any(one.startswith("acted=00 ") for one in found["Tom"])  # nobody later, in the sentence before
    assert any(one.startswith("acted=11 ") for one in found["Walter"])
    assert not any("acted=" in one for features in seen(text, 1).values() for one in features)


def test_words_that_come_back_are_counted_by_who_said_them() -> None:
    """Of “Then the ford it is.” only "ford" is no function word, and Tom has just said it."""
    features = seen(LANE.format(behind=""), 2)
    assert "echo=1 second=0 tp=1" in features["Tom"]
    assert "mine=1 others=0 tp=1" in features["Tom"]
    assert "mine=0 others=1 tp=2" in features["Ann"]


def test_function_words_and_news_have_no_echo() -> None:
    text = LANE.format(behind="").replace("“Then the ford it is.”", "“It is what it is.”")
    assert "mine=0 others=0 tp=1" in seen(text, 2)["Tom"]
    news = "WASHINGTON, Nov. 27, 2026 (AP) - Senator Ann Lee met 200 voters on Tuesday at 10 a.m.\n\n" + text
    assert not any(f.startswith(("mine=", "sequel")) for f in seen(news, 2)["Ann Lee"])


def test_whom_a_tag_names_may_speak_all_of_the_conversation() -> None:
    assert "Zora Vane" in seen(_crowd(3), 0)


def test_of_a_crowd_not_all_are_weighed_for_each_turn() -> None:
    assert "Zora Vane" not in seen(_crowd(20), 0)


def test_a_determiner_alone_is_nobody() -> None:
    text = "Anna sat by Mr. Hall.\n\n“You hope?” asked Mr. Hall.\n\nThere was a blush, and then this answer,\n\n“No.”"
    assert "this" not in seen(text, 1)


def _crowd(size: int) -> str:
    """Return a conversation that many are named in, Zora Vane last, behind a turn without a tag."""
    names = [
        f"Mr. {first}{last}" for first in ("Bal", "Dor", "Kil", "Lum", "Nev") for last in ("ton", "by", "wick", "ham")
    ]
    turns = [f"“Go,” said {name}." for name in [*names[: size - 1], "Zora Vane"]]
    return "\n\n".join(["The lamp went out.", "“Go.”", *turns])


def test_a_rank_is_a_mans_unless_pronouns_leave_it_open() -> None:
    tale = (
        "It was late when General Farrow came. Anna sat. “Sit!” said General Farrow. {0} laughed. "
        "General Farrow coughed. {0} went on."
    )
    genders = [extract_quotes(tale.format(pronoun))[0].speaker for pronoun in ("He", "It")]
    assert [speaker and speaker.gender for speaker in genders] == ["male", "male"]


def test_pronouns_may_leave_a_rank_open() -> None:
    tale = "General Farrow came in. Anna looked up. " + 6 * "General Farrow coughed. She did not. "
    [quote] = extract_quotes(tale + "“Well?” said General Farrow.")
    assert quote.speaker is not None
    assert quote.speaker.gender is None


def test_what_facts_count_is_what_their_features_count() -> None:
    resolver = QuoteExtractor(kinds={"direct"}).resolver(LANE.format(behind="She shook her head.\n\n"))
    resolver.start_conversation()
    resolver.attribute(0)
    scene = Scene(resolver.conversation, 1, resolver.conversation.tags[1])
    history = History(scene, resolver.conversation.turns)
    weights = linear.Linear({f"tp={place} gap={gap}": 1.5 for place in "012" for gap in "01234"} | {"voc=False": 0.25})
    for entity in history.pool():
        facts = scene.facts(entity) + history.facts(entity, history.seen(entity))
        assert weights.total(facts) == weights.score(linear.spelled(facts)) == 1.75
        assert linear.spelled(facts) == scene.features(entity) + history.features(entity)


def test_sums_of_facts_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "KEPT", 3)
    asked: list[int] = []

    def spell(number: int) -> linear.Features:
        asked.append(number)
        return ("one",)

    weights = linear.Linear({"one": 1.0})
    assert [weights.total([(spell, number)]) for number in (1, 2, 3, 3, 1, 4, 4, 1)] == [1.0] * 8
    assert asked == [1, 2, 3, 4, 1]  # all forgotten before the fourth
