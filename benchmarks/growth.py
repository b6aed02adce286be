"""``python -m benchmarks growth``: how time grows with the worst texts, for each public entry and each pattern.

Each text is measured at sizes that double.  The exponent is the slope of the time over the size, both as
logarithms: 1 is in proportion to the text, 2 is its square.  The time is that of the
processor; what looks too steep is measured again and at twice the size, and the best time of each size counts.

As in ``timeit``, the garbage collector rests meanwhile.  It goes over all that lives each time a quarter more lives:
in the long run in proportion to the text, but in steps, the first of which seem a steeper slope.  ``--gc`` leaves it
on.

On a busy machine time tells little.  ``--by instructions`` counts those of the entries and texts asked for, under
valgrind: some minutes a text, but the same each time.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import math
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import product
from pathlib import Path
from typing import Any

import regex
from attrs import frozen

from benchmarks.instructions import instructions, is_counted, run_counted
from benchmarks.tables import Report, Table, command_line, publish

LIMIT = 1.1
SIZES = (1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000)
FITTED = 4
"""So many sizes, the last, count for the exponent: a short text's time is mostly what every call costs."""
AGAIN = 3
"""So often what looks too steep is measured once more."""


@frozen
class Worst:
    """A text made of one unit over and over, between a head and a tail."""

    unit: Callable[[int], str]
    """What stands in the n-th place."""
    head: str = ""
    tail: str = ""

    def of(self, size: int) -> str:
        """Return the text of *size* characters."""
        found, length, n = [], len(self.head) + len(self.tail), 0
        while length < size:
            found.append(self.unit(n))
            length += len(found[-1])
            n += 1
        return self.head + "".join(found)[: size - len(self.head) - len(self.tail)] + self.tail


def name(n: int) -> str:
    """Return the n-th of many made-up names, each another.

    >>> name(0), name(1), name(20_000)
    ('Baba', 'Doba', 'Bamula')
    """
    syllables = ("ba", "do", "ki", "lu", "ne", "po", "ra", "su", "ti", "vo", "fe", "ga", "mu", "hi", "ze")
    word = syllables[n % 15] + syllables[n // 15 % 15]
    n //= 225
    while n:
        word, n = word + syllables[n % 15], n // 15
    return word.capitalize()


def same(unit: str) -> Callable[[int], str]:
    return lambda _: unit


WORST: dict[str, Worst] = {
    "opening marks": Worst(same("“")),
    "opening marks, spaced": Worst(same("“ ")),
    "closing marks": Worst(same("”")),
    "straight marks": Worst(same('"')),
    "straight marks, spaced": Worst(same('" a ')),
    "apostrophes": Worst(same("'")),
    "curly apostrophes": Worst(same("’")),
    "apostrophes and letters": Worst(same("a'")),
    "grave accents": Worst(same("`")),
    "marks, nested": Worst(same("“a ‘b ")),
    "guillemets, nested": Worst(same("«a ")),
    "brackets": Worst(same("(")),
    "HTML that never closes": Worst(same("<p “")),
    "one long word": Worst(same("a")),
    "one long word in capitals": Worst(same("A")),
    "one long number": Worst(same("1,")),
    "one long word with hyphens": Worst(same("a-")),
    "capital letters with stops": Worst(same("A. ")),
    "combining accents": Worst(same("\N{COMBINING ACUTE ACCENT}"), "“e", ",” said Mary."),
    "spaces": Worst(same(" ")),
    "newlines": Worst(same("\n")),
    "newlines and spaces": Worst(same("\n ")),
    "a link without end": Worst(same("a"), "https://"),
    "dashes": Worst(same("—")),
    "dashes, spaced": Worst(same("— ")),
    "dots": Worst(same(".")),
    "commas": Worst(same(", ")),
    "said said said": Worst(same("said ")),
    "according to": Worst(same("according to ")),
    "pronouns": Worst(same("he ")),
    "names": Worst(lambda n: f"{name(n)} "),
    "one name": Worst(same("Mary Archer ")),
    "names that speak": Worst(lambda n: f"“Go,” said {name(n)} Oxley.\n\n"),
    "names that speak, and answers": Worst(lambda n: f"“Go,” said {name(n)} Oxley.\n\n“Stay.”\n\n“Go.”\n\n"),
    "turns of a transcript": Worst(lambda n: f"Mayor: We will do it now.\n\n{name(n)}: Nobody said so.\n\n"),
    "said but said": Worst(lambda n: f"{name(n)} said it was safe, but Bo said it was not, Centrex reported, "),
    "a body of a body": Worst(lambda n: "Bank Quill of "),
    "names in one paragraph": Worst(lambda n: f"“Go,” said {name(n)}. "),
    "a family and its Mr.": Worst(lambda n: f"{name(n)} Vane came. Mr. Vane went. "),
    "a name first and last": Worst(lambda n: f"James {name(n)} went and {name(n)} James came. James sat. "),
    "first names of one family": Worst(lambda n: f"Mr. Vane met {name(n)} Vane. “Go,” Vane said. "),
    "names with titles": Worst(lambda n: f"Mr. {name(n)} said that Dr. {name(n)} left. "),
    "roles": Worst(lambda n: f"{name(n)}, the mayor, left. The mayor said it. "),
    "pronouns that speak": Worst(same("“Go,” he said. “No,” she said. ")),
    "turns without a tag": Worst(same("“Go.”\n\n“Stay.”\n\n")),
    "turns with one name": Worst(same("“Go.”\n\n“Stay, Tom.”\n\n"), "“Go,” said Mary.\n\n"),
    "short paragraphs": Worst(same("a\n\n")),
    "short lines": Worst(same("Go.\n")),
    "lines in lower case": Worst(same("and so on\n")),
    "one speech of many paragraphs": Worst(same("“I went on.\n\n")),
    "one speech of many pieces": Worst(same("“I went,” he said, ")),
    "labels": Worst(lambda n: f"MAYOR: We will. {name(n).upper()}: No.\n")
    ,
    "one long label": Worst(same("A B "), "", ": “Go.”"),
    "lines of dashes": Worst(same("— Yes, he said.\n")),
    "dashes inside dashes": Worst(same("— he said — "), "— Yes "),
    "one dash and no end": Worst(same(", Mary Ann"), "— Yes"),
    "clauses inside clauses": Worst(same("he said that ")),
    "relative clauses": Worst(same("who knew Tom, "), "“Go,” said Mary, "),
    "appositions": Worst(same("the sister of Tom, "), "“Go,” said Mary, "),
    "a list after a cue": Worst(same("the road, the bridge, "), "Mary said that "),
    "tags in tags": Worst(same("“Go,” said Mary, ")),
    "called by name": Worst(same("“Go, Tom,” "), "Mary and Tom. "),
    "passed on": Worst(same("Ann said, Interfax reported, ")),
    "lone surrogates": Worst(same("\ud800“a”\udfff ")),
    "bidirectional controls": Worst(same("\N{RIGHT-TO-LEFT OVERRIDE}")),
    "Markdown links": Worst(same("[Mary](")),
    "ordinary turns": Worst(
        same("“We shall see,” said Mary Archer.\n\nTom said the plan “will not do”. “No,” he added.\n\n")
    ),
}  # fmt: skip

UNITS = ["a", "A", "Aa", "Aa ", "A.", "A ", "a ", "é", "1", "1,", "1 ", " ", "\n", "\n ", "\r", "\r\n", "\f", "\t",
         ".", ". ", ",", "—", "— ", "--", "-", "'", "’", "a’", "A’", "n't", "“", "”", '"', "‘", "‘a", "`", "«", "(",
         "<a", "<a ", ":", "*", "_",
         "/", "said ", "he said ", "Mr. ", "van ", "the ", "Aa said ", ", ", ", Aa ", ", he ", "I, ", "my name is ",
         "www.", "http://", "\ufeff", "\0", "\N{COMBINING ACUTE ACCENT}", "A\N{COMBINING ACUTE ACCENT}"]  # fmt: skip
"""What the worst text of a pattern may be made of."""
PATTERN_SIZES = (2_000, 4_000, 8_000, 16_000)
ENDLESS = 0.5
"""Seconds after which a pattern is not tried on yet longer texts."""


def main(argv: Sequence[str]) -> int:
    """Print the tables of growth, and return 1 where one exponent is above the limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks growth", description=__doc__)
    parser.add_argument(
        "--only", metavar="WORDS", default="", help="the entries and patterns with these words in their names"
    )
    parser.add_argument("--text", metavar="WORDS", default="", help="the texts with these words in their names")
    parser.add_argument("--largest", type=int, default=16_000, help="characters of the largest text")
    parser.add_argument(
        "--all", action="store_true", help="print each text's row, not the steepest of each entry alone"
    )
    parser.add_argument(
        "--by", choices=("time", "instructions"), default="time", help="what is measured; instructions need valgrind"
    )
    parser.add_argument("--gc", action="store_true", help="leave the garbage collector on")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the tables as JSON, too")
    parser.add_argument("--save", action="store_true", help="write the tables to benchmarks/results/")
    arguments = parser.parse_args(argv)
    if arguments.by == "instructions" and not is_counted():
        return run_counted(["growth", *argv])
    if not arguments.gc:
        gc.freeze()
        gc.disable()
    try:
        return measured_growth(arguments)
    finally:
        gc.enable()
        gc.unfreeze()


def measured_growth(arguments: argparse.Namespace) -> int:
    """Print the tables of growth as asked for, and return 1 where one exponent is above the limit."""
    sizes = [size for size in SIZES if size <= max(arguments.largest, SIZES[1])]  # a slope needs two
    chosen = {entry: call for entry, call in entries().items() if arguments.only in entry}
    by_instructions = arguments.by == "instructions"
    grown, unit = (counted, INSTRUCTIONS) if by_instructions else (steady, SECONDS)
    measured: list[Measured] = []
    for title, worst in WORST.items():
        if arguments.text not in title:
            continue
        for entry, call in chosen.items():
            measured.append((entry, title, *grown(call, sizes, worst)))
            if measured[-1][-1] > LIMIT:
                print(f"{entry}, {title}: {measured[-1][-1]:.2f}", file=sys.stderr, flush=True)
    steep = pattern_rows(arguments.only, counted_slope if by_instructions else sloped)
    tables = (
        entry_table(measured, sizes, arguments.all, unit),
        Table(
            "patterns",
            ("pattern", "worst text", "exponent"),
            tuple(steep),
            f"over the worst of {2 * len(UNITS) ** 2} texts; goal: at most {LIMIT}",
        ),
    )
    publish([Report(command_line(), "worst", "-", tables)], arguments.json, "growth" if arguments.save else None)
    return int(any(slope > LIMIT for *_, slope in measured) or any(slope > LIMIT for *_, slope in steep))


Measured = tuple[str, str, int, float, float]
"""An entry, a text, the characters of the largest and its seconds or instructions, the exponent."""


Unit = tuple[str, str, Callable[[int, float], tuple[float, float]]]
"""Two headings, and what stands under them for so many characters and so many seconds or instructions."""
SECONDS: Unit = ("ms", "kchar/s", lambda size, taken: (taken * 1000, size / 1000 / taken))
INSTRUCTIONS: Unit = ("million", "a character", lambda size, taken: (taken / 1e6, taken / size))


def entry_table(measured: Sequence[Measured], sizes: Sequence[int], every: bool, unit: Unit) -> Table:
    """Return a row for each entry and text, or the steepest text of each entry and all above the limit."""
    *headings, shown = unit
    steepest = {entry: max(slope for other, *_, slope in measured if other == entry) for entry, *_ in measured}
    rows = [
        (entry, title, size / 1000, *shown(size, taken), slope)
        for entry, title, size, taken, slope in sorted(measured, key=lambda row: list(steepest).index(row[0]))
        if every or slope > LIMIT or slope == steepest[entry]
    ]
    columns = ("entry", "worst text", "kchar", *headings, "exponent")
    note = f"{len(measured)} pairs of entry and text, {sizes[0]} characters and more; goal: at most {LIMIT}"
    return Table("entries", columns, tuple(rows), note)


def entries() -> dict[str, Callable[[str], Callable[[], object]]]:
    """Return the public entries and the first steps, each a function from a text to what is timed."""
    import quoteattr as q
    from quoteattr.detector import detect
    from quoteattr.house_style import house_style
    from quoteattr.sentences import sentence_spans
    from quoteattr.tokenizer import paragraphs, words_and_starts

    cast = (q.Speaker("Mary Archer", ("Mary",), gender="female"), q.Speaker("Tom Oxley", gender="male"))
    everything = q.QuoteExtractor()
    direct = q.QuoteExtractor(kinds=frozenset({"direct"}))
    thoughts, known = q.QuoteExtractor(thoughts=True), q.QuoteExtractor(characters=cast)

    def timed(call: Callable[[str], object]) -> Callable[[str], Callable[[], object]]:
        return lambda text: lambda: call(text)

    extracted = lru_cache(maxsize=8)(everything.extract)

    def exported(export: Callable[[str, list[q.Quote]], object]) -> Callable[[str], Callable[[], object]]:
        def prepared(text: str) -> Callable[[], object]:
            quotes = extracted(text)
            return lambda: export(text, quotes)

        return prepared

    # Of dictionaries and accounts the last alone: each holds all mentions of its speaker.
    return {
        "tokenizer": timed(words_and_starts),
        "paragraphs": timed(paragraphs),
        "sentences": timed(lambda text: list(sentence_spans(text, 0, len(text)))),
        "house style": timed(house_style),
        "detector": timed(lambda text: detect(text, paragraphs(text))),
        "extract_quotes": timed(q.extract_quotes),
        "extract, direct": timed(direct.extract),
        "extract, thoughts too": timed(thoughts.extract),
        "extract, characters": timed(known.extract),
        "extract_many": timed(lambda text: list(everything.extract_many([text[: len(text) // 2], text]))),
        "explain": timed(everything.explain),
        "explain, as text and data": timed(
            lambda text: [(str(entry), q.to_dict(entry)) for entry in everything.explain(text)[-1:]]
        ),
        "to_dict": exported(lambda _, quotes: [q.to_dict(quote) for quote in quotes[-1:]]),
        "from_dict": exported(lambda _, quotes: [q.from_dict(q.to_dict(quote)) for quote in quotes[-1:]]),
        "to_records": exported(lambda _, quotes: q.to_records(quotes)),
        "to_html": exported(q.to_html),
        "to_tei": exported(q.to_tei),
        "to_brat": exported(q.to_brat),
        "to_web_annotations": exported(q.to_web_annotations),
    }  # fmt: skip


def steady(
    prepare: Callable[[str], Callable[[], object]], sizes: Sequence[int], worst: Worst
) -> tuple[int, float, float]:
    """Return the largest size, its best seconds and the exponent; what looks too steep is measured at the next size.

    A short text may be read by another road than a long one, so that the first sizes tell of neither.
    """
    measured = list(sizes)
    calls = [prepare(worst.of(size)) for size in measured]
    times = [seconds(call) for call in calls]
    for _ in range(AGAIN):
        if exponent(measured, times) <= LIMIT:
            break
        measured.append(measured[-1] * 2)
        calls.append(prepare(worst.of(measured[-1])))
        times.append(math.inf)
        times = [min(before, seconds(call)) for before, call in zip(times, calls, strict=True)]
    return measured[-1], times[-1], exponent(measured, times)


def counted(
    prepare: Callable[[str], Callable[[], object]], sizes: Sequence[int], worst: Worst
) -> tuple[int, float, float]:
    """Return the largest size, its instructions and the exponent; what looks too steep is counted at the next size."""
    prepare(worst.of(sizes[0]))()  # what is read once is read here
    reached = list(sizes)
    counts = [instructions(prepare(worst.of(size))) for size in reached]
    while exponent(reached, counts) > LIMIT and len(reached) < len(sizes) + AGAIN:
        reached.append(reached[-1] * 2)
        counts.append(instructions(prepare(worst.of(reached[-1]))))
    return reached[-1], counts[-1], exponent(reached, counts)


def seconds(call: Callable[[], object]) -> float:
    """Return the best time of a call: of many for a short one, of one for a long one."""
    if not gc.isenabled():
        gc.collect()
    best, spent, runs = math.inf, 0.0, 0
    while runs < 1 or (spent < 0.02 and runs < 20):
        started = time.process_time()
        call()
        taken = time.process_time() - started
        best, spent, runs = min(best, taken), spent + taken, runs + 1
    return best


def exponent(sizes: Sequence[int], times: Sequence[float]) -> float:
    """Return the slope of the times, or instructions, over the sizes, both as logarithms, of the last sizes.

    >>> round(exponent([1, 2, 4, 8], [3, 6, 12, 24]), 3), round(exponent([1, 2, 4, 8], [1, 4, 16, 64]), 3)
    (1.0, 2.0)
    """
    xs = [math.log(size) for size in sizes[-FITTED:]]
    ys = [math.log(max(taken, 1e-9)) for taken in times[-FITTED:]]
    middle, height = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - middle) * (y - height) for x, y in zip(xs, ys, strict=True)) / sum((x - middle) ** 2 for x in xs)


# patterns


def patterns() -> dict[str, Any]:
    """Return every compiled pattern of the package, by module and name; those made on demand are asked for."""
    import quoteattr

    found: dict[str, Any] = {}
    for module in pkgutil.walk_packages(quoteattr.__path__, "quoteattr."):
        if module.name.rpartition(".")[2] in ("__main__", "spark", "dask", "spacy"):  # need their engines
            continue
        for key, value in vars(importlib.import_module(module.name)).items():
            made = (
                value()
                if hasattr(value, "cache_info") and "Pattern" in str(value.__annotations__.get("return"))
                else value
            )
            if isinstance(made, (re.Pattern, regex.Pattern)):
                found[f"{module.name.removeprefix('quoteattr.')}.{key}"] = made
    return found


def pattern_rows(only: str, slope: Callable[[Any, Worst], float]) -> list[tuple[str, str, float]]:
    """Return for each pattern the text on which it is steepest, and the exponent there."""
    return [(title, *steepest(pattern, slope)) for title, pattern in patterns().items() if only in title]


def steepest(pattern: Any, slope: Callable[[Any, Worst], float]) -> tuple[str, float]:
    """Return the worst text of a pattern and the exponent: the slowest candidates are measured at all sizes."""
    candidates: list[tuple[float, str, Worst]] = []
    for unit, end, gap in product(UNITS, UNITS, ("", "!")):
        worst = Worst(same(unit), end, gap + end)
        taken = searched_seconds(pattern, worst.of(1_000))
        candidates.append((taken, f"{end!r} + {unit!r} … + {gap + end!r}", worst))
        if taken > ENDLESS:
            break
    candidates.sort(key=lambda candidate: -candidate[0])
    return max(((title, slope(pattern, worst)) for _, title, worst in candidates[:6]), key=lambda found: found[1])


def sloped(pattern: Any, worst: Worst) -> float:
    """Return the exponent of finding all matches of a pattern."""
    calls: list[Callable[[], object]] = []
    times: list[float] = []
    for size in PATTERN_SIZES:
        calls.append(partial(searched_seconds, pattern, worst.of(size)))
        times.append(seconds(calls[-1]))
        if times[-1] > ENDLESS and len(times) > 1:
            break
    sizes = PATTERN_SIZES[: len(times)]
    for _ in range(AGAIN):
        if exponent(sizes, times) <= LIMIT:
            break
        times = [min(taken, seconds(call)) for taken, call in zip(times, calls, strict=True)]
    return exponent(sizes, times)


def counted_slope(pattern: Any, worst: Worst) -> float:
    """Return the exponent of finding all matches of a pattern, by instructions."""
    *_, slope = counted(lambda text: partial(searched_seconds, pattern, text), PATTERN_SIZES, worst)
    return slope


def searched_seconds(pattern: Any, text: str) -> float:
    """Return the time of finding all matches of a pattern."""
    started = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - started
