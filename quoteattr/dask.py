"""Quotations in Dask: a bag or a column of texts in, the rows of each text out (extra ``[dask]``)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dask.bag import Bag

from quoteattr.exports import to_records
from quoteattr.extractor import QuoteExtractor

Records = list[dict[str, Any]]


def map_quotes(texts: Any, extractor: QuoteExtractor | None = None) -> Any:
    """Return for each of *texts*, lazily, the list of its quotations, a row each as ``to_records`` makes it.

    *texts* is a bag or a data frame's column, and so is what is returned, in the same partitions.  A row a
    quotation: ``map_quotes(bag).flatten()``, ``map_quotes(frame["text"]).explode()``.  What is missing gives
    None.  The extractor travels with the graph; the package must be installed where it runs.
    """
    chosen = extractor if extractor is not None else QuoteExtractor()
    if isinstance(texts, Bag):
        return texts.map_partitions(_records, chosen)
    if not hasattr(texts, "map_partitions"):
        raise TypeError(f"pass a dask bag or a column of a dask data frame, not {type(texts).__name__}")
    return texts.map_partitions(_column, chosen, meta=(texts.name, object))


def _records(texts: Iterable[Any], extractor: QuoteExtractor) -> list[Records | None]:
    return [to_records(extractor.extract(text)) if isinstance(text, str) else None for text in texts]


def _column(texts: Any, extractor: QuoteExtractor) -> Any:
    """Return a pandas column with the index of *texts*."""
    return type(texts)(_records(texts, extractor), index=texts.index, name=texts.name, dtype=object)
