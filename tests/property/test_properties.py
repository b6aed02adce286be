"""What holds for every text, however untidy."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quoteattr import DEFAULT_RULES, QuoteExtractor, QuoteKind, Span, extract_quotes
from quoteattr.vocabulary import vocabulary
from tests.property.invariants import INVARIANTS, Invariant
from tests.property.strategies import PAIRS, texts, turns


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda invariant: invariant.__name__)
@given(text=texts)
@example(text="")
@example(text="“")
@example(text="\ud800“Go,”\udfff said \0.")
@example(text="“Where now, said Tom. He had read ‘The Mill’. “Stay.”")
@example(text="Halvorsen Motorswas quoted as saying")
def test_it_holds_for_any_str(invariant: Invariant, text: str) -> None:
    invariant(text, extract_quotes(text))


WRONG = {
    "a_list_of_quotations": {"kind": "a tuple"},
    "every_span_lies_in_the_text_and_holds_something": {"extent": Span(3, 3)},
    "the_text_is_the_words_of_the_spans": {"text": "something else"},
    "mentions_and_cues_are_slices": {"cue": ("text", "told")},
    "the_extent_contains_the_spans_in_order": {"extent": Span(0, 2)},
    "quotations_come_in_text_order": {"extent": Span(41, 42)},
    "direct_quotations_never_overlap": {"spans": (Span(1, 4), Span(2, 5))},
    "a_nested_quotation_lies_inside_its_outer_one": {"quotes": "itself"},
    "fields_keep_to_their_values": {"confidence": 1.5},
    "a_dictionary_loses_nothing": {"kind": "a tuple"},
    "every_export_takes_them": {"spans": (Span(100, 200),), "extent": Span(100, 200)},
}


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda invariant: invariant.__name__)
def test_each_invariant_finds_its_fault(invariant: Invariant) -> None:
    """An invariant that nothing can break would be no test; pickling and hashing are Python's own to break."""
    text = "“Go,” said Mary. “Stay.” “Wait,” said Tom."
    quotes: Any = extract_quotes(text)
    invariant(text, quotes)
    if invariant.__name__ not in WRONG:
        assert invariant.__name__ in {"pickling_loses_nothing", "quotations_are_hashable"}
        return
    wrong = dict(WRONG[invariant.__name__])
    if wrong == {"kind": "a tuple"}:
        quotes = tuple(quotes)
    elif wrong == {"quotes": "itself"}:
        quotes[0] = attrs.evolve(quotes[0], quotes=(quotes[0],))
    elif wrong == {"cue": ("text", "told")}:
        quotes[0] = attrs.evolve(quotes[0], cue=attrs.evolve(quotes[0].cue, text="told"))
    else:
        quotes[0] = attrs.evolve(quotes[0], **wrong)
    with pytest.raises((AssertionError, ValueError)):
        invariant(text, quotes)


@given(texts)
def test_the_same_text_gets_the_same_answer(text: str) -> None:
    assert extract_quotes(text) == extract_quotes(text) == QuoteExtractor().extract(text)


def nobody(context: Any) -> None:
    """A rule that always passes."""


@given(texts)
def test_a_rule_that_passes_changes_nothing(text: str) -> None:
    first, last = [nobody, *DEFAULT_RULES], [*DEFAULT_RULES, nobody]
    assert extract_quotes(text) == QuoteExtractor(rules=first).extract(text)
    assert extract_quotes(text) == QuoteExtractor(rules=last).extract(text)


@given(texts, st.sets(st.sampled_from(list(QuoteKind))))
def test_only_the_kinds_that_were_asked_for_come(text: str, kinds: set[QuoteKind]) -> None:
    quotes = QuoteExtractor(kinds=kinds).extract(text)
    assert {quote.kind for quote in quotes} <= kinds


@given(st.sampled_from(["“”", '""', "«»", "„“"]), st.sampled_from(["Mary", "Edith Vane", "Zoë"]))
def test_a_plain_tag_is_always_read(pair: str, name: str) -> None:
    [quote] = extract_quotes(f"{pair[0]}The bridge is closed,{pair[1]} said {name}.")
    assert (quote.text, str(quote.speaker)) == ("The bridge is closed,", name)


@given(turns())
def test_extract_agrees_with_extract_quotes_on_ordinary_turns(text: str) -> None:
    assert QuoteExtractor().extract(text) == extract_quotes(text)


def test_the_strategies_know_marks_in_pairs() -> None:
    assert all(len(pair) == 2 for pair in PAIRS)


@pytest.mark.parametrize(
    "words",
    ["They should stop the boats, Ann Lee {}", "“Stop the boats,” and to wait, Ann Lee {}", "to know {} to know"],
)
def test_a_text_may_end_beside_any_cue(words: str) -> None:
    """What stands behind a cue is looked at only where something does."""
    extractor = QuoteExtractor()
    for cue in sorted(vocabulary(extractor.cue_verbs, extractor.titles).heads):
        assert isinstance(extractor.extract(words.format(cue)), list)
