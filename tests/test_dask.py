"""Quotations in Dask, in bags and in data frames: what the library finds, partition by partition."""

from __future__ import annotations

from typing import Any

import pytest

from quoteattr import Attribution, Context, QuoteExtractor, Speaker, extract_quotes, to_records

bags = pytest.importorskip("dask.bag", reason="dask is in the dask extra")

from quoteattr.dask import map_quotes  # noqa: E402

TEXTS = [
    "“The pier is a promise,” Mayor Ruth Adeyemi said. She added that no tree would be cut.",
    "Nothing was said.",
    None,
    "“Go,” said Mary.\n\n“Now,” said Tom.",
]
EXPECTED = [None if text is None else to_records(extract_quotes(text)) for text in TEXTS]


def everyman(context: Context) -> Attribution:
    return Attribution(speaker=Speaker("Everyman"))


@pytest.fixture
def texts() -> Any:
    return bags.from_sequence(TEXTS, npartitions=2)


class TestBags:
    @pytest.mark.parametrize("scheduler", ["sync", "threads", "processes"])
    def test_each_text_has_the_rows_that_the_library_finds(self, texts: Any, scheduler: str) -> None:
        assert map_quotes(texts).compute(scheduler=scheduler) == EXPECTED

    def test_flattened_it_has_a_row_a_quotation(self, texts: Any) -> None:
        rows = map_quotes(texts.filter(bool)).flatten().compute(scheduler="sync")
        assert [row["speaker"] for row in rows] == ["Ruth Adeyemi", "Ruth Adeyemi", "Mary", "Tom"]

    def test_the_choices_of_the_extractor_travel(self, texts: Any) -> None:
        found = map_quotes(texts, QuoteExtractor(rules=[everyman], kinds={"direct"}))
        rows = found.filter(bool).flatten().compute(scheduler="processes")
        assert [(row["speaker"], row["rule"]) for row in rows] == [("Everyman", "everyman")] * 3

    def test_the_partitions_stay_and_nothing_is_computed_before_it_is_asked_for(self) -> None:
        def fails(number: int) -> str:
            raise ValueError(number)

        found = map_quotes(bags.range(4, npartitions=3).map(fails))
        assert found.npartitions == 3


@pytest.fixture
def frame() -> Any:
    pandas = pytest.importorskip("pandas")
    frames = pytest.importorskip("dask.dataframe")
    return frames.from_pandas(pandas.DataFrame({"text": TEXTS}, index=[10, 20, 30, 40]), npartitions=2)


class TestDataFrames:
    def test_the_column_keeps_index_name_and_partitions(self, frame: Any) -> None:
        found = map_quotes(frame["text"])
        assert found.npartitions == 2
        column = found.compute(scheduler="sync")
        assert (list(column.index), column.name, column.dtype) == ([10, 20, 30, 40], "text", object)
        assert list(column) == EXPECTED

    def test_it_becomes_a_column_of_its_frame_and_a_row_a_quotation(self, frame: Any) -> None:
        wide = frame.assign(quote=map_quotes(frame["text"]))[["quote"]].explode("quote").dropna()
        rows = wide.compute(scheduler="sync")["quote"]
        assert [(at, row["speaker"]) for at, row in rows.items()] == [
            (10, "Ruth Adeyemi"),
            (10, "Ruth Adeyemi"),
            (40, "Mary"),
            (40, "Tom"),
        ]


@pytest.mark.parametrize("wrong", [TEXTS, "“Go,” said Mary."], ids=["a list", "a str"])
def test_what_is_neither_bag_nor_column_is_refused(wrong: Any) -> None:
    with pytest.raises(TypeError, match="pass a dask bag or a column"):
        map_quotes(wrong)
