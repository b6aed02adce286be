"""``python -m benchmarks everyday``: the mistakes in everyday texts of our own, counted by class.

The texts were written, and answered by their reader, before the library had read them.  ``parts.json`` parts them at
random: A, C and E may be looked at to find what to mend, F is only counted, to see whether the mending was general.  So
were B, until the end of 28 November 2026, when it and A were written, and D, until C and D were a session old; E and F
are of 1 December.  (Some sixty texts of A and B stand in tests/cases, too.)
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from quoteattr import Quote, extract_quotes
from tests.case_files import Answer, Case, detail_differences, matches, parse_cases, words

HERE = Path(__file__).resolve().parent
FILES = ("news", "fiction", "other", "sentences")


def main(argv: Sequence[str]) -> int:
    """Print the counts, and return 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks everyday", description=__doc__)
    parser.add_argument("part", nargs="?", choices=("A", "B", "C", "D", "E", "F", "all"), default="all")
    parser.add_argument("--show", action="store_true", help="print each mistake, too")
    arguments = parser.parse_args(argv)
    total: Counter[str] = Counter()
    clean = answers = texts = 0
    for case in cases(arguments.part):
        found = mistakes(case)
        texts += 1
        clean += not found
        answers += len(case.answers)
        total.update(kind for kind, _ in found)
        if arguments.show and found:
            print(f"--- {case.file}: {case.title}")
            for kind, line in found:
                print(f"   [{kind}] {line}")
    print(f"{texts} texts, {clean} without a mistake; {answers} quotations, {total.total()} mistakes")
    for kind, count in sorted(total.items(), key=lambda item: (-item[1], item[0])):
        print(f"  {count:3} {kind}")
    return 0


def cases(part: str) -> list[Case]:
    """Return the texts of one part, or of all ("all")."""
    parts = json.loads((HERE / "parts.json").read_text(encoding="utf-8"))
    every = [case for name in FILES for case in parse_cases((HERE / f"{name}.txt").read_text("utf-8"), name, name)]
    return [case for case in every if part in ("all", parts[f"{case.file}: {case.title}"])]


def mistakes(case: Case) -> list[tuple[str, str]]:
    """Return the class and a description of each mistake in *case*."""
    quotes, found = list(extract_quotes(case.text)), []
    pairs: list[tuple[Answer, Quote]] = []
    missing = []
    for answer in case.answers:
        quote = next((quote for quote in quotes if matches(answer, quote, case.text)), None)
        if quote:
            quotes.remove(quote)
            pairs.append((answer, quote))
        else:
            missing.append(answer)
    for answer in missing:
        near = max(quotes, key=lambda quote: _share(answer, quote, case.text), default=None)
        kind = answer.details["kind"]
        if near is not None and _share(answer, near, case.text) >= 0.4:
            quotes.remove(near)
            pairs.append((answer, near))
            found.append((f"extent, {kind}", f"{answer.line}: found {[span.of(case.text) for span in near.spans]}"))
        else:
            found.append((f"missed, {kind}", answer.line))
    for answer, quote in pairs:
        for difference in detail_differences(answer, quote):
            what = difference.split()[0]
            if what == "speaker":
                what += f", {quote.kind}, {answer.details.get('type') or _form(answer)}"
            found.append((what, f"{answer.line}: {difference}"))
    found += [(f"excess, {quote.kind}", f"{quote.text!r} = {quote.speaker} cue {quote.cue}") for quote in quotes]
    return found


def _form(answer: Answer) -> str:
    return "pronoun" if answer.details.get("mention", "").lower() in {"he", "she", "i", "it", "they"} else "named"


def _share(answer: Answer, quote: Quote, text: str) -> float:
    wanted = Counter(words(" ".join(answer.pieces).replace("…", " ")))
    got = Counter(words(" ".join(span.of(text) for span in quote.spans)))
    return 2 * (wanted & got).total() / max(1, wanted.total() + got.total())
