"""The word lists, one text file each: an entry a line, "#" opens a remark, columns parted by tabs."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the word list *name*, each a tuple of its tab-separated columns.

    >>> rows("titles")[0][0]
    'mr'
    """
    text = (files(__name__) / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line.partition("#")[0].strip() for line in text.splitlines()]
    return tuple([tuple(map(str.strip, line.split("\t"))) for line in lines if line])


@cache
def words(name: str) -> frozenset[str]:
    """Return the first column of the word list *name* as a set."""
    return frozenset(row[0] for row in rows(name))
