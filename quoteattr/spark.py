"""Quotations in Spark: a column of texts in, a column of typed rows out (extra ``[spark]``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas
from pyspark.sql.functions import pandas_udf
from pyspark.sql.types import (
    ArrayType,
    DataType,
    DoubleType,
    IntegerType,
    StringType,
    StructField,
    StructType,
)

from quoteattr.exports import to_records
from quoteattr.extractor import QuoteExtractor


def quotes_udf(extractor: QuoteExtractor | None = None) -> Any:
    """Return a function of a column of texts that gives a column of their quotations, see :data:`SCHEMA`.

    A row a quotation: ``articles.select("id", explode(quotes_udf()("text")).alias("q")).select("q.*")``.
    A text that is null gives null.  A rule that raises fails the job, as any function of yours does.  The
    extractor travels with the job; the package with its weights must be installed where the job runs.
    """
    chosen = extractor if extractor is not None else QuoteExtractor()

    def quotes(batches: Iterator[pandas.Series]) -> Iterator[pandas.Series]:
        for texts in batches:
            yield pandas.Series(
                [to_records(chosen.extract(text)) if isinstance(text, str) else None for text in texts],
                dtype=object,
            )

    return pandas_udf(quotes, SCHEMA)


def _column(name: str, kind: DataType, nullable: bool = True) -> StructField:
    return StructField(name, kind, nullable)


SCHEMA: ArrayType = ArrayType(
    StructType(
        [
            _column("start", IntegerType(), nullable=False),
            _column("end", IntegerType(), nullable=False),
            _column("text", StringType(), nullable=False),
            _column("kind", StringType(), nullable=False),
            _column("speaker", StringType()),
            _column("speaker_gender", StringType()),
            _column("speaker_kind", StringType()),
            _column("mention", StringType()),
            _column("mention_form", StringType()),
            _column("cue", StringType()),
            _column("cue_lemma", StringType()),
            _column("attribution", StringType()),
            _column("via", StringType()),
            _column("addressees", StringType(), nullable=False),
            _column("confidence", DoubleType(), nullable=False),
            _column("rule", StringType()),
            _column("spans", IntegerType(), nullable=False),
            _column("quotes", IntegerType(), nullable=False),
            _column("depth", IntegerType(), nullable=False),
        ]
    ),
    containsNull=False,
)
"""A list of structs with the keys of :func:`quoteattr.to_records`."""
