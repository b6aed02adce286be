"""Readers of the corpora; they read where the corpus lies, and nothing is ever copied.

Two layouts are read: the prepared one (gzipped JSON lines, `polnear/`, `pdnc/`, `litbank/` under the
folder that `--data` names), and for PDNC also that of its public repository.  The public PolNeAR and
LitBank files need an alignment of their own to become character offsets into an untokenised text;
there is no reader for them here.
"""

from __future__ import annotations

import ast
import csv
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

Offsets = tuple[int, int]
Row = dict[str, Any]


@frozen
class Attribution:
    """One annotated attribution of a news article."""

    content: tuple[Offsets, ...]
    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    kind: str | None = None


@frozen
class NamedSpeaker:
    """The annotated canonical speaker of one attribution."""

    attribution: int
    """Its index in the article's attributions."""
    name: str | None
    also: tuple[str, ...]
    form: str
    type: str | None = None


@frozen
class Article:
    """A news article with its attributions and, where they were annotated, canonical speakers."""

    id: str
    text: str
    attributions: tuple[Attribution, ...]
    speakers: tuple[NamedSpeaker, ...] = ()


@frozen
class Character:
    """A character of a novel."""

    name: str
    aliases: tuple[str, ...]
    gender: str = ""
    """PDNC's letter: M, F, or another where it is unknown or mixed."""
    category: str = "?"


@frozen
class Turn:
    """A row of PDNC: what one character says, the narrator's interruptions left out."""

    id: str
    spans: tuple[Offsets, ...]
    speaker: str
    type: str | None
    addressees: tuple[str, ...] = ()
    referring_expression: str | None = None


@frozen
class Novel:
    """A whole novel with its turns and its cast."""

    id: str
    text: str
    turns: tuple[Turn, ...]
    characters: tuple[Character, ...]


@frozen
class EntityMention:
    """A mention of an entity in LitBank."""

    span: Offsets
    category: str
    form: str
    entity: str


@frozen
class SpokenSpan:
    """A quotation of LitBank, marks included, with the entity that speaks."""

    span: Offsets
    speaker: str | None


@frozen
class Opening:
    """The opening of a novel, as LitBank annotates it."""

    id: str
    text: str
    quotes: tuple[SpokenSpan, ...]
    mentions: tuple[EntityMention, ...]


@frozen
class Source:
    """Where a corpus comes from."""

    corpus: str
    title: str
    address: str
    licence: str
    layout: str

    def notice(self, data: Path) -> str:
        """Return what to print where the corpus is missing under *data*."""
        return (
            f"{self.corpus}: not found under {data}; skipped.\n"
            f"  {self.title}\n  from {self.address}\n  licence: {self.licence}\n  expected: {self.layout}"
        )


SOURCES = {
    "news": Source(
        "news",
        "PolNeAR 1.0, the Political News Attribution Relations corpus",
        "https://github.com/networkdynamics/PolNeAR",
        "none stated; the articles belong to their publishers: for evaluation and training only",
        "polnear/PART.jsonl.gz, in the layout that benchmarks/README.md describes",
    ),
    "fiction": Source(
        "fiction",
        "PDNC, the Project Dialogism Novel Corpus",
        "https://github.com/Priya22/project-dialogism-novel-corpus",
        "annotation published without a licence file; the novels are in the public domain",
        "pdnc/PART.jsonl.gz, or the repository's own data/NOVEL/{novel_text.txt,quotation_info.csv,character_info.csv}",
    ),
    "litbank": Source(
        "litbank",
        "LitBank, annotated openings of novels",
        "https://github.com/dbamman/litbank",
        "CC BY 4.0",
        "litbank/train.jsonl.gz, in the layout that benchmarks/README.md describes",
    ),
}

NOVELS = {
    "train": (
        "PrideAndPrejudice",
        "NorthangerAbbey",
        "SenseAndSensibility",
        "ARoomWithAView",
        "HowardsEnd",
        "NightAndDay",
        "AnneOfGreenGables",
        "AlicesAdventuresInWonderland",
        "DaisyMiller",
        "TheAwakening",
        "ThePictureOfDorianGray",
        "TheMysteriousAffairAtStyles",
    ),
    "dev": ("Emma", "TheGambler", "TheInvisibleMan", "TheSportOfTheGods"),
}
"""The novels of each part, for those who read PDNC from its own repository."""


def news(data: Path, part: str) -> list[Article] | None:
    """Return the articles of a part of PolNeAR, or None where they are missing."""
    path = data / "polnear" / f"{part}.jsonl.gz"
    if not path.exists():
        return None
    articles = [article(row) for row in json_lines(path)]
    annotated = data / "polnear" / f"{part}_speakers.jsonl"
    return with_speakers(articles, json_lines(annotated)) if annotated.exists() else articles


def fiction(data: Path, part: str) -> list[Novel] | None:
    """Return the novels of a part of PDNC, in either layout, or None where they are missing."""
    path = data / "pdnc" / f"{part}.jsonl.gz"
    if path.exists():
        return [novel(row) for row in json_lines(path)]
    for home in (data / "data", data / "project-dialogism-novel-corpus" / "data", data):
        folders = [home / name for name in NOVELS.get(part, ())]
        found = [folder for folder in folders if (folder / "quotation_info.csv").exists()]
        if found:
            return [pdnc_folder(folder) for folder in found]
    return None


def litbank(data: Path, part: str) -> list[Opening] | None:
    """Return LitBank's openings, or None where they are missing; it has one part, train."""
    path = data / "litbank" / f"{part}.jsonl.gz"
    if not path.exists():
        path = data / "litbank" / "train.jsonl.gz"
    return [opening(row) for row in json_lines(path)] if path.exists() else None


# the prepared layout


def json_lines(path: Path) -> Iterator[Row]:
    """Yield the rows of a file of JSON lines, gzipped or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf8") as file:
        for line in file:
            yield json.loads(line)


def article(row: Row) -> Article:
    """Return a row of PolNeAR as an article."""
    return Article(
        row["id"],
        row["text"],
        tuple(
            Attribution(offsets(a["content"]), offsets(a["source"]), offsets(a["cue"]), a.get("kind"))
            for a in row["attributions"]
        ),
    )


def with_speakers(articles: list[Article], rows: Iterator[Row]) -> list[Article]:
    """Return the articles with the canonical speakers of *rows*."""
    speakers: dict[str, list[NamedSpeaker]] = {}
    for row in rows:
        named = NamedSpeaker(row["i"], row["speaker"], tuple(row.get("also") or ()), row["form"], row.get("type"))
        speakers.setdefault(row["id"], []).append(named)
    return [evolve(article, speakers=tuple(speakers.get(article.id, ()))) for article in articles]


def novel(row: Row) -> Novel:
    """Return a row of PDNC as a novel."""
    return Novel(
        row["id"],
        row["text"],
        tuple(
            Turn(
                quote["id"],
                offsets(quote["spans"]),
                quote["speaker"],
                quote["type"],
                tuple(quote.get("addressees") or ()),
                quote.get("referring_expression"),
            )
            for quote in row["quotes"]
        ),
        tuple(
            Character(c["name"], tuple(c["aliases"]), c.get("gender") or "", c.get("category") or "?")
            for c in row["characters"]
        ),
    )


def opening(row: Row) -> Opening:
    """Return a row of LitBank as an opening."""
    return Opening(
        row["id"],
        row["text"],
        tuple(SpokenSpan((q["span"][0], q["span"][1]), q["speaker"]) for q in row["quotes"]),
        tuple(EntityMention((m["span"][0], m["span"][1]), m["cat"], m["form"], m["entity"]) for m in row["mentions"]),
    )


def offsets(spans: list[list[int]]) -> tuple[Offsets, ...]:
    """Return JSON's lists of two as pairs."""
    return tuple((start, end) for start, end in spans)


# PDNC's own layout


def pdnc_folder(folder: Path) -> Novel:
    """Return the novel in a folder of PDNC's repository.

    Its byte spans are offsets into ``novel_text.txt``, which is pure ASCII, and exclude the marks.
    They may carry white space at the edges, and a speaker may stand under an alias: both are mended.
    """
    with open(folder / "novel_text.txt", encoding="utf8", newline="") as file:
        text = file.read()
    characters = tuple(pdnc_character(row) for row in csv_rows(folder / "character_info.csv"))
    main_names = {alias: c.name for c in reversed(characters) for alias in c.aliases}
    main_names.update({c.name: c.name for c in characters})  # a main name wins over an alias
    turns = tuple(pdnc_turn(row, text, main_names) for row in csv_rows(folder / "quotation_info.csv"))
    return Novel(folder.name, text, turns, characters)


def csv_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file with a heading."""
    with open(path, encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


def pdnc_character(row: dict[str, str]) -> Character:
    """Return a row of ``character_info.csv`` as a character; the main name is one of the aliases."""
    name = row["Main Name"].strip()
    aliases = {str(alias).strip() for alias in literal(row["Aliases"])} | {name}
    return Character(name, tuple(sorted(aliases)), row["Gender"].strip(), row["Category"].strip())


def pdnc_turn(row: dict[str, str], text: str, main_names: dict[str, str]) -> Turn:
    """Return a row of ``quotation_info.csv`` as a turn."""
    speaker = row["speaker"].strip()
    addressees = [str(name).strip() for name in literal(row["addressees"])]
    pieces = zip(literal(row["quoteByteSpans"]), literal(row["subQuotationList"]), strict=False)
    spans = [trimmed(text, start, end) for (start, end), _ in pieces]
    return Turn(
        row["quoteID"],
        tuple(sorted((start, end) for start, end in spans if start < end)),
        main_names.get(speaker, speaker),
        filled(row["quoteType"]),
        tuple(main_names.get(name, name) for name in addressees),
        filled(row["referringExpression"]),
    )


def literal(cell: str) -> list[Any]:
    """Return the Python list or set in a cell; an empty one for an empty cell."""
    return list(ast.literal_eval(cell)) if filled(cell or "") else []


def filled(cell: str) -> str | None:
    """Return the cell's words, or None where it is empty or says nan."""
    return None if cell.strip() in ("", "nan") else cell.strip()


def trimmed(text: str, start: int, end: int) -> Offsets:
    """Return the stretch without white space at its edges."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
