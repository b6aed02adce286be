"""The corpora that are measured on; they are read where they lie, and nothing is ever copied.

Under the folder that `--data` names two layouts are read: the prepared one (gzipped JSON lines in `polnear/`,
`pdnc/`, `litbank/`), and that of the public repositories, for those who have cloned them.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from benchmarks.annotation import (
    Article,
    Attribution,
    Character,
    EntityMention,
    NamedSpeaker,
    Novel,
    Offsets,
    Opening,
    SpokenSpan,
    Turn,
)
from benchmarks.originals import litbank_folder, pdnc_folder, polnear_folder

Row = dict[str, Any]


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
        "polnear/PART.jsonl.gz, or the repository's own data/PART/{text,attributions}/",
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
        "litbank/train.jsonl.gz, or the repository's own {quotations,coref}/{tsv,brat}/ and original/",
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
    """Return the articles of a part of PolNeAR, in either layout, or None where they are missing.

    Canonical speakers are told by the order of the attributions, which the prepared layout alone keeps.
    """
    path = data / "polnear" / f"{part}.jsonl.gz"
    if path.exists():
        articles = [article(row) for row in json_lines(path)]
        annotated = data / "polnear" / f"{part}_speakers.jsonl"
        return with_speakers(articles, json_lines(annotated)) if annotated.exists() else articles
    folders = (home / "data" / part for home in (data, data / "PolNeAR", data / "polnear"))
    folder = next((folder for folder in folders if (folder / "attributions").is_dir()), None)
    return None if folder is None else polnear_folder(folder)


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
    if path.exists():
        return [opening(row) for row in json_lines(path)]
    home = next((home for home in (data / "litbank", data) if (home / "quotations" / "tsv").is_dir()), None)
    return litbank_folder(home) if home is not None else None


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
