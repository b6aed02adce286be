"""Quotations in Spark, in local mode: what the library finds, typed, a row a quotation."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from quoteattr import Attribution, Context, QuoteExtractor, Speaker, extract_quotes, to_records

pytest.importorskip("pyspark", reason="pyspark is in the spark extra")
if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("Spark needs Java 17", allow_module_level=True)

from pyspark.sql import SparkSession
from pyspark.sql.functions import col, explode

from quoteattr.spark import SCHEMA, quotes_udf

pytestmark = pytest.mark.timeout(240)  # Spark takes its time to start

TEXTS = [
    "“The pier is a promise,” Mayor Ruth Adeyemi said. She added that no tree would be cut.",
    "Nothing was said.",
    None,
    "“Go,” said Mary.\n\n“Now,” said Tom.",
]


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYSPARK_DRIVER_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        builder = SparkSession.builder.master("local[2]").appName("quoteattr")
        builder = builder.config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "2")
        session = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "2").getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()


@pytest.fixture(scope="module")
def articles(spark: SparkSession) -> Any:
    return spark.createDataFrame(list(enumerate(TEXTS)), "id int, text string").repartition(2)


def test_each_text_has_the_quotations_that_the_library_finds(articles: Any) -> None:
    found = articles.select("id", quotes_udf()("text").alias("quotes")).collect()
    rows = {row.id: row.quotes and [quote.asDict() for quote in row.quotes] for row in found}
    assert rows[0] == to_records(extract_quotes(TEXTS[0]))
    assert rows[3] == to_records(extract_quotes(TEXTS[3]))


def test_a_text_without_quotations_has_an_empty_list_and_no_text_has_none(articles: Any) -> None:
    found = articles.select("id", quotes_udf()("text").alias("quotes")).collect()
    assert {row.id: row.quotes for row in found if row.id in (1, 2)} == {1: [], 2: None}


def test_a_row_a_quotation(articles: Any) -> None:
    quotes = articles.select("id", explode(quotes_udf()("text")).alias("quote")).select("id", "quote.*")
    found = quotes.filter(col("kind") == "direct").orderBy("id", "start").select("id", "speaker", "text")
    assert [tuple(row) for row in found.collect()] == [
        (0, "Ruth Adeyemi", "The pier is a promise,"),
        (3, "Mary", "Go,"),
        (3, "Tom", "Now,"),
    ]


def test_the_choices_of_the_extractor_travel_also_a_rule_that_was_made_on_the_spot(articles: Any) -> None:
    def everyman(context: Context) -> Attribution:
        return Attribution(speaker=Speaker("Everyman"))

    mine = quotes_udf(QuoteExtractor(rules=[everyman], kinds={"direct"}))
    found = articles.select(explode(mine("text")).alias("quote")).select("quote.*").collect()
    assert [(row.speaker, row.rule, row.kind) for row in found] == [("Everyman", "everyman", "direct")] * 3


def test_a_rule_that_raises_fails_the_job_and_is_named(articles: Any) -> None:
    def unlucky(context: Context) -> None:
        raise ValueError("no such luck")

    with pytest.raises(Exception, match="the rule unlucky raised"):
        articles.select(quotes_udf(QuoteExtractor(rules=[unlucky]))("text")).collect()


def test_the_schema_has_the_keys_and_types_of_the_records() -> None:
    [row] = to_records(extract_quotes("“Go,” said Mary."))
    assert SCHEMA.elementType.fieldNames() == list(row)
    simple = {int: "int", float: "double", str: "string"}
    for field in SCHEMA.elementType:
        if row[field.name] is not None:
            assert field.dataType.simpleString() == simple[type(row[field.name])]
        assert row[field.name] is not None or field.nullable
