"""Whether a text is read as news or as a story."""

from __future__ import annotations

import pytest

from quoteattr import QuoteExtractor

NEWS = (
    "Matatu operators will leave the city centre on Wednesday unless a levy of 120 shillings is dropped.\n\n"
    "“We were not consulted,” said Peter Mutiso, who chairs the Eastlands Operators Association.\n\n"
    "The county’s transport executive, Halima Abdi, has said that the levy will stay."
)
STORY = (
    "She had not slept. The lamp was out, and there were wet footprints on the stairs.\n\n"
    "“Who’s there?” said Nell.\n\n“Nobody,” the voice said. “Go back to bed!”"
)


def reads_as_news(text: str) -> bool:
    return QuoteExtractor().resolver(text).document.is_news


def test_a_report_is_news_and_a_tale_is_none() -> None:
    assert reads_as_news(NEWS)
    assert not reads_as_news(STORY)


@pytest.mark.parametrize("text", ["", "“", "…", "Go.", "“Go,” said Mary."])
def test_next_to_nothing_is_read_as_a_story(text: str) -> None:
    assert not reads_as_news(text)


@pytest.mark.parametrize(("opening", "closing"), ['""', "‘’", "«»"])
def test_the_style_of_marks_does_not_tell(opening: str, closing: str) -> None:
    for text in (NEWS, STORY):
        changed = text.replace("“", opening).replace("”", closing)
        assert reads_as_news(changed) == reads_as_news(text)
