"""Every case in ``tests/cases`` is answered as a careful reader would answer it."""

from __future__ import annotations

import pytest

from quoteattr import Cue, Mention, Quote, QuoteKind, Span, Speaker, extract_quotes
from tests.case_files import CASES, FAMILIES, Case, differences, parse_cases, read_cases, words

KEPT = [case for family in FAMILIES if family != "known_failures" for case in read_cases(family)]
FAILING = read_cases("known_failures")


def case_id(case: Case) -> str:
    return case.id


@pytest.mark.parametrize("case", KEPT, ids=case_id)
def test_the_library_answers_as_a_careful_reader_would(case: Case) -> None:
    assert differences(case, extract_quotes(case.text)) == []


@pytest.mark.parametrize("case", FAILING, ids=case_id)
@pytest.mark.xfail(strict=True, raises=AssertionError, reason="a known limit")
def test_a_known_failure_still_fails(case: Case) -> None:
    """The day one of these passes the suite says so, and the case moves to its family."""
    assert differences(case, extract_quotes(case.text)) == []


@pytest.mark.parametrize("family", ["in_the_wild", "synthetic", "negative"])
def test_a_family_of_cases_is_never_empty(family: str) -> None:
    assert read_cases(family)


def test_every_case_file_lies_in_a_family_folder() -> None:
    strays = [path for path in CASES.rglob("*.txt") if path.parent.name not in FAMILIES]
    assert strays == []


def test_no_two_cases_share_a_title() -> None:
    ids = [case.id for case in (*KEPT, *FAILING)]
    assert sorted({one for one in ids if ids.count(one) > 1}) == []


def test_no_case_stands_both_among_the_kept_and_the_failing() -> None:
    assert {case.text for case in KEPT} & {case.text for case in FAILING} == set()


def test_the_words_of_every_answer_stand_in_its_text() -> None:
    """An answer with a slip of the pen could never be met."""
    slips = []
    for case in (*KEPT, *FAILING):
        text = f" {' '.join(words(case.text))} "
        for answer in [inner for outer in case.answers for inner in (outer, *outer.nested)]:
            details = [answer.details[key] for key in ("cue", "mention") if key in answer.details]
            stretches = [part for piece in answer.pieces for part in piece.split(" … ")]
            forms = [form for detail in details for form in detail.split("/")[:1] if form != "none"]
            slips += [
                f"{case.id}: {stretch}"
                for stretch in (*stretches, *forms)
                if f" {' '.join(words(stretch))} " not in text
            ]
    assert slips == []


class TestTheReader:
    """The reader of the cases finds the faults it is there to find."""

    TEXT = "“Go,” said Mary. “I’ll stay.”"

    def differences(self, answers: str, text: str = TEXT) -> list[str]:
        [case] = parse_cases(f"title\n.\n{text}\n.\n{answers}\n.\n")
        return differences(case, self.quotes())

    def quotes(self) -> list[Quote]:
        mary = Speaker("Mary", gender="female")
        mention, cue = Mention("Mary", Span(11, 15), "name"), Cue("said", Span(6, 10), "say")
        kind = QuoteKind.DIRECT
        return [
            Quote("Go,", (Span(1, 4),), Span(0, 5), kind=kind, speaker=mary, mention=mention, cue=cue),
            Quote("I’ll stay.", (Span(18, 28),), Span(17, 29), kind=kind),
        ]

    def test_a_right_answer_has_no_difference(self) -> None:
        assert self.differences("Go = Mary | cue=said | mention=Mary | gender=female\nI’ll … stay = ?") == []

    @pytest.mark.parametrize(
        ("answers", "complaint"),
        [
            ("Go = Mary", "unexpected quotation"),
            ("Go = Mary\nI’ll stay = ?\nstay = ?", "missing quotation"),
            ("Go = John\nI’ll stay = ?", "speaker is Mary"),
            ("Go = Mary\nI’ll stay = Mary", "speaker is None"),
            ("Go = Mary | kind=mixed\nI’ll stay = ?", "kind is direct"),
            ("Go = Mary | cue=cried\nI’ll stay = ?", "cue is 'said'"),
            ("Go = Mary | mention=she\nI’ll stay = ?", "mention is 'Mary'"),
            ("Go = Mary | via=Ann\nI’ll stay = ?", "via is None"),
            ("Go = Mary | gender=male\nI’ll stay = ?", "gender is female"),
            ("Go = Mary | type=explicit\nI’ll stay = ?", "attribution is None"),
            ("Go = Mary | to=Ann\nI’ll stay = ?", "addressees are []"),
            ("I’ll stay = ?\nGo = Mary", "out of order"),
            ("Go + I’ll stay = Mary", "missing quotation"),
        ],
    )
    def test_a_wrong_answer_is_told(self, answers: str, complaint: str) -> None:
        assert complaint in "\n".join(self.differences(answers))

    @pytest.mark.parametrize(
        "answers",
        [
            "",
            "Go",
            "Go = ",
            "Go = Mary | said",
            "Go = Mary | colour=red",
            "Go = Mary | kind=loud",
            "> Go = Mary",
        ],
    )
    def test_an_answer_that_cannot_be_read_is_refused(self, answers: str) -> None:
        with pytest.raises(ValueError, match="title"):
            self.differences(answers)
