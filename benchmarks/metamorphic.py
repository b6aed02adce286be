"""``python -m benchmarks metamorphic``: texts changed in ways that must change nothing else, and how often they do.

A quotation is violated when its words or its speaker are others in the changed text, where the change is no
reason for it.  The changes are those of tests/metamorphic; a text that cannot be changed in one is left out.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from attrs import evolve

from benchmarks import corpora, systems
from benchmarks.restyle import restyled
from benchmarks.tables import Report, Table, command_line, publish
from quoteattr import Quote, QuoteExtractor
from quoteattr.first_names import female_share
from tests.metamorphic.changes import CHANGES, Change

NEW = {"female": ("Laura", "Helen", "Joan", "Susan"), "male": ("Peter", "Henry", "Walter", "Simon")}
GOAL = 1.0

Answer = tuple[tuple[str, ...], tuple[str, ...]]
"""The words of a quotation, and those of its speaker's name."""


def main(argv: Sequence[str]) -> int:
    """Print the rate of violations for each change and corpus, and return 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks metamorphic", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="where the corpora lie")
    parser.add_argument("--part", default="dev")
    parser.add_argument("--only", default="", metavar="WORDS", help="the changes with these words in their names")
    parser.add_argument("--corpus", choices=("news", "fiction"), help="this one alone")
    parser.add_argument("--limit", type=int, metavar="N", help="the first N documents of each corpus")
    parser.add_argument("--characters", type=int, metavar="N", help="the first N characters of each document")
    parser.add_argument("--examples", type=int, default=0, metavar="N", help="show N violations of each change")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the tables as JSON, too")
    parser.add_argument("--save", action="store_true", help="write the tables to benchmarks/results/")
    arguments = parser.parse_args(argv)
    if not systems.available():
        return 1
    reports = []
    for corpus, read in (("news", corpora.news), ("fiction", corpora.fiction)):
        if arguments.corpus not in (None, corpus):
            continue
        found = read(arguments.data, arguments.part)
        if found is None:
            print(corpora.SOURCES[corpus].notice(arguments.data) + "\n")
            continue
        texts = [document.text[: arguments.characters] for document in found[: arguments.limit]]
        table = violations(texts, arguments.only, arguments.examples)
        reports.append(Report(command_line(), corpus, arguments.part, (table,)))
    publish(reports, arguments.json, "metamorphic" if arguments.save else None)
    return 0


def violations(texts: Iterable[str], only: str = "", examples: int = 0) -> Table:
    """Return a row for each change: texts it applies to, quotations in them, those violated."""
    extractor = QuoteExtractor()
    totals: dict[str, list[int]] = {}
    for text in texts:
        known: dict[str, list[Quote]] = {}
        for before, change in prepared(text, extractor):
            after = change.apply(before) if only in change.name else None
            if after is None or after == before:
                continue
            if before not in known:
                known[before] = extractor.extract(before)
            lost, gained = differing(change, before, known[before], extractor.extract(after))
            total = totals.setdefault(change.name, [0, 0, 0])
            total[0] += 1
            total[1] += len(change.kept(before, known[before]))
            total[2] += max(len(lost), len(gained))
            for line in ["-", *map(shown, lost), "+", *map(shown, gained)][:examples]:
                print(f"{change.name}: {line}")
    rows: list[tuple[str | float, ...]] = [
        (name, *total, 100 * total[2] / max(1, total[1])) for name, total in totals.items()
    ]
    columns = ("change", "texts", "quotations", "violations", "per cent")
    return Table("metamorphic", columns, tuple(rows), f"goal: under {GOAL} per cent each")


def shown(answer: Answer) -> str:
    """Return an answer on one line."""
    return f"{' '.join(answer[0])[:110]} = {' '.join(answer[1])}"


def prepared(text: str, extractor: QuoteExtractor) -> Iterator[tuple[str, Change]]:
    """Yield the changes to make, each with the text that it is made to; the text's own marks decide which."""
    if '"' in text and not re.search("[“”„«»]", text):
        yield text, Change("curly marks for straight", lambda text: restyled(text, "curly"))
        yield text, Change("guillemets for straight", lambda text: restyled(text, "guillemet"))
        yield text, Change("single marks for double", lambda text: restyled(swapped(text), "single_curly"))
    elif "“" in text and '"' not in text:
        yield text, Change("straight marks for curly", lambda text: re.sub("[“”]", '"', text))
    for change in CHANGES:
        if change.name == "lines of 72":
            yield one_line_a_paragraph(text), change
        elif change.name == "decomposed accents":
            yield unicodedata.normalize("NFC", text), change
            yield accented(text), evolve(change, name="decomposed accents on every name")
        elif change.name not in ("new names", *(marked.name for marked in CHANGES[:4])):
            yield text, change
    yield from renamings(text, extractor)


def swapped(text: str) -> str:
    """Return *text* with the single marks outside its double ones as double ones, since the double become single.

    >>> swapped("'A Pier' of One's Own")
    "“A Pier” of One's Own"
    """
    parts = re.split(r'("[^"]*")', text)
    parts[::2] = [re.sub(r"(?<!\w)'(\w[^'\n]{0,80})'(?!\w)", r"“\1”", part) for part in parts[::2]]
    return "".join(parts)


def one_line_a_paragraph(text: str) -> str:
    """Return *text* with a line for each paragraph and a blank line between two."""
    from quoteattr.tokenizer import paragraphs

    return "\n\n".join(re.sub(r"\s+", " ", span.of(text)) for span in paragraphs(text))


NAME = re.compile(r"(?<![.!?”\"]\s)(?<!^)\b[A-Z][a-z]+\b")
"""A word with a capital that does not open its sentence."""


def accented(text: str) -> str:
    """Return *text* with an accent on the last vowel of its commonest names.

    >>> accented("There sat Emma Lee, and Emma was there.")
    'There sat Emmá Leé, and Emmá was there.'
    """
    small = set(re.findall(r"\b[a-z]+\b", text))
    names = [name for name, _ in Counter(NAME.findall(text)).most_common(100) if name.lower() not in small]
    with_accents = {name: re.sub("([aeiou])(?=[^aeiou]*$)", "\\1\N{COMBINING ACUTE ACCENT}", name) for name in names}
    changed = re.sub(r"\b[A-Z][a-z]+\b", lambda word: with_accents.get(word[0], word[0]), text)
    return unicodedata.normalize("NFC", changed)


def renamings(text: str, extractor: QuoteExtractor) -> Iterator[tuple[str, Change]]:
    """Yield the change of one first name: of the speaker who is named so most often, to another of that gender."""
    count = Counter(NAME.findall(text))
    for name, _ in count.most_common(60):
        share = female_share(name)
        if share is None or 0.03 < share < 0.97 or re.search(rf"\b{name.lower()}\b", text) or count[name] < 3:
            continue
        for new in NEW["female" if share > 0.5 else "male"]:
            if not re.search(rf"\b{new}", text):
                yield text, Change("a person renamed", renamer(name, new), rename={name: new})
                return


def renamer(old: str, new: str) -> Callable[[str], str]:
    """Return the change of one name to another."""
    return lambda text: re.sub(rf"\b{old}\b", new, text)


def differing(
    change: Change, text: str, before: Sequence[Quote], after: Sequence[Quote]
) -> tuple[list[Answer], list[Answer]]:
    """Return what the changed text has lost, and what it has gained, by words and speakers alone."""
    rename = {old.casefold(): new.casefold() for old, new in (change.rename or {}).items()}
    expected = Counter(answer(text, quote, rename) for quote in change.kept(text, before))
    got = Counter(answer(text, quote, {}) for quote in change.kept(text, after))
    return list((expected - got).elements()), list((got - expected).elements())


def answer(text: str, quote: Quote, rename: dict[str, str]) -> Answer:
    """Return the words of a quotation and of its speaker, without marks and as if they were renamed."""

    def words(of: str) -> tuple[str, ...]:
        plain = unicodedata.normalize("NFC", of).casefold()
        return tuple(rename.get(word, word) for word in re.findall(r"\w+", plain))

    return words(quote.text), words(str(quote.speaker)) if quote.speaker else ()
