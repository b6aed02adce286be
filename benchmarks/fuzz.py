"""``python -m benchmarks fuzz``: texts without end, and what is unsound in their answers.

The texts are those of tests/property (Hypothesis, made smaller where one fails), or those that atheris
grows towards code not yet reached: ``--engine atheris``, after ``pip install ".[fuzz]"``.  Either way all
of tests/property/invariants.py must hold.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from attrs import define, field

from benchmarks.tables import Report, Table, command_line, publish

ROUND = 500
"""Examples between two looks at the clock."""


@define
class Findings:
    """What a run came upon: one text for each place in the code that failed."""

    minutes: float
    started: float = field(factory=time.monotonic)
    executions: int = 0
    found: dict[str, str] = field(factory=dict)

    def over(self) -> bool:
        """Return whether the time is up."""
        return time.monotonic() - self.started > self.minutes * 60

    def add(self, text: str, error: BaseException) -> None:
        """Keep the shortest text for the place that *error* comes from."""
        where = place(error)
        if where not in self.found or len(text) < len(self.found[where]):
            self.found[where] = text

    def report(self, engine: str) -> Report:
        """Return the tables of executions and findings."""
        seconds = time.monotonic() - self.started
        row = (engine, self.executions, seconds / 60, self.executions / seconds, len(self.found))
        executions = Table(
            "fuzz", ("engine", "executions", "minutes", "a second", "findings"), (row,), "goal: 0 findings"
        )
        findings = Table(
            "findings", ("where", "text"), tuple((where, ascii(text)) for where, text in self.found.items())
        )
        return Report(command_line(), "made up", "-", (executions, findings) if self.found else (executions,))


def main(argv: Sequence[str]) -> int:
    """Print executions and findings, and return 1 where there is a finding."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--engine", choices=("hypothesis", "atheris"), default="hypothesis")
    parser.add_argument("--seed", type=int, default=0, help="the first seed; each round has the next")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the tables as JSON, too")
    arguments = parser.parse_args(argv)
    findings = Findings(arguments.minutes)

    def finish() -> None:
        publish([findings.report(arguments.engine)], arguments.json)

    if arguments.engine == "atheris":
        return with_atheris(findings, arguments.seed, finish)
    with_hypothesis(findings, arguments.seed)
    finish()
    return bool(findings.found)


def checks() -> Callable[[str], None]:
    """Return what raises for a text whose answer is unsound, whichever extractor is asked."""
    from quoteattr import QuoteExtractor, Speaker
    from tests.property.invariants import INVARIANTS

    cast = (Speaker("Edith Vane", ("Edie",), gender="female"), Speaker("Mr. Osgood"))
    extractors = [
        QuoteExtractor(),
        QuoteExtractor(thoughts=True, characters=cast),
        QuoteExtractor(kinds=frozenset({"direct"})),
    ]

    def check(text: str) -> None:
        extractor = extractors[len(text) % len(extractors)]
        quotes = extractor.extract(text)
        for invariant in INVARIANTS:
            invariant(text, quotes)
        if len(text) % 8 == 0:
            assert [explanation.quote for explanation in extractor.explain(text)] == quotes

    return check


def place(error: BaseException) -> str:
    """Return the innermost line of this project that *error* passed, and what it is."""
    frames = [
        f for f in traceback.extract_tb(error.__traceback__) if "quoteattr" in f.filename or "tests" in f.filename
    ]
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno} {frames[-1].name}" if frames else "?"
    return f"{where} {type(error).__name__}"


def with_hypothesis(findings: Findings, first_seed: int) -> None:
    """Run rounds of examples, a seed each, until the time is up."""
    from hypothesis import HealthCheck, Phase, given, seed, settings

    from tests.property.strategies import texts

    check = checks()
    settled = settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        derandomize=False,
        report_multiple_bugs=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.target, Phase.shrink],
    )
    number = first_seed
    while not findings.over():

        def example(text: str) -> None:
            if findings.over():  # nothing more is run, and the round comes to its end at once
                return
            findings.executions += 1
            try:
                check(text)
            except Exception as error:
                known = place(error) in findings.found
                findings.add(text, error)
                if not known:  # raised once, so that Hypothesis makes it smaller; then the next is looked for
                    raise

        try:
            seed(number)(settled(given(texts)(example)))()
        except BaseException as error:  # an ExceptionGroup, a Flaky, the error itself: each is kept already
            if isinstance(error, KeyboardInterrupt):
                raise
        number += 1


def with_atheris(findings: Findings, seed: int, finish: Callable[[], None]) -> int:
    """Run atheris until the time is up; it never returns by itself, so the process ends here."""
    try:
        import atheris
    except ImportError:
        print('atheris is not installed: pip install ".[fuzz]" (it has wheels for some Pythons alone)', file=sys.stderr)
        return 1
    with atheris.instrument_imports(include=["quoteattr"]):
        check = checks()
    from tests.property import strategies

    lists = (strategies.MARKS, strategies.CUES, strategies.NAMES, strategies.PRONOUNS, strategies.WORDS)
    pieces = [piece for entries in (*lists, strategies.POINTS, strategies.SPACES, strategies.ODD) for piece in entries]

    def one(data: bytes) -> None:
        if findings.over():
            finish()
            sys.stdout.flush()
            os._exit(bool(findings.found))
        text = written(data, pieces)
        findings.executions += 1
        try:
            check(text)
        except Exception as error:
            findings.add(text, error)

    atheris.Setup([sys.argv[0], f"-seed={seed + 1}", "-max_len=160", "-verbosity=0"], one)
    atheris.Fuzz()
    return 1


def written(data: bytes, pieces: Sequence[str]) -> str:
    """Return the text that *data* spells: a byte a piece, and behind the last of them, two for a character.

    >>> written(bytes([1, 0, 255, 0x20, 0x1C]), ["Go", "“"])
    '“Go “'
    """
    found: list[str] = []
    i = 0
    while i < len(data):
        if data[i] == 255:
            found.append(chr(int.from_bytes(data[i + 1 : i + 3], "big")))
            i += 3
        else:
            found.append(pieces[data[i] % len(pieces)])
            i += 1
    return "".join(found)
