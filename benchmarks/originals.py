"""Readers of the layouts in which the corpora are published, for those who have cloned their repositories.

`benchmarks/README.md` describes each layout.  Tokenised files are aligned to the text that they were made of.
"""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from benchmarks.annotation import (
    Article,
    Attribution,
    Character,
    EntityMention,
    Novel,
    Offsets,
    Opening,
    SpokenSpan,
    Turn,
)

# tokens back to the text

# What tokenisers write in place of a character, and what may stand there in the text.
WRITTEN = {
    "``": ("``", '"', "“", "''", "‘‘", "„", "«"),
    "''": ("''", '"', "”", "``", "’’", "“", "»"),
    '"': ('"', "“", "”", "``", "''"),
    "`": ("`", "'", "‘"),
    "'": ("'", "’", "‘", "`"),
    "-LRB-": ("(",), "-RRB-": (")",), "-LSB-": ("[",), "-RSB-": ("]",), "-LCB-": ("{",), "-RCB-": ("}",),
    "...": ("...", "…", ". . ."),
    "--": ("--", "—", "–"),
}  # fmt: skip


class Misaligned(ValueError):
    """The tokens of a file are not those of its text."""


def aligned(text: str, tokens: Sequence[str], at: int = 0, reach: int = 200) -> list[Offsets]:
    """Return where each of the tokens stands in a text, from *at* on.

    Between two tokens at most *reach* characters may be passed over, which no token has.

    >>> aligned("He said: “I can’t.”", ["He", "said", ":", "``", "I", "ca", "n't", ".", "''"])
    [(0, 2), (3, 7), (7, 8), (9, 10), (10, 11), (12, 14), (14, 17), (17, 18), (18, 19)]
    """
    found: list[Offsets] = []
    for token in tokens:
        match = token_pattern(token).search(text, at, at + reach + len(token))
        if match is None:
            raise Misaligned(f"{token!r} is not among the {reach} characters from {at}: {text[at : at + 60]!r}")
        found.append(match.span())
        at = match.end()
    return found


def beginning(text: str, tokens: Sequence[str]) -> int:
    """Return where in a text its tokens begin: behind a heading that they leave out.

    >>> beginning("THE FOG\\n\\nThe fog rose.", ["The", "fog", "rose", "."])
    9
    """
    first, *following = tokens[:8]
    for match in token_pattern(first).finditer(text):
        try:
            aligned(text, following, match.end(), reach=12)
        except Misaligned:
            continue
        return match.start()
    raise Misaligned(f"the text does not hold {' '.join(tokens[:8])!r}")


def token_pattern(token: str) -> re.Pattern[str]:
    """Return what finds a token in the text that it was cut from."""
    if token in WRITTEN:
        return re.compile("|".join(map(re.escape, sorted(WRITTEN[token], key=len, reverse=True))))
    pieces = ("['’‘`]" if c in "'’‘`" else re.escape(c) for c in token)
    return re.compile(r"\s?".join(pieces))  # a line may end inside a token


# PolNeAR

Link = tuple[str, ...]


def polnear_folder(folder: Path) -> list[Article]:
    """Return the articles of one part of PolNeAR's repository, `data/PART`: `text/ID.txt`, `attributions/ID.*`.

    The attributions are brat standoff, or XML in the manner of PARC, a word an element.
    """
    annotations = {stem(path): path for path in sorted((folder / "attributions").iterdir())}
    found = []
    for path in sorted((folder / "text").glob("*.txt")):
        with open(path, encoding="utf8", newline="") as file:
            text = file.read()
        annotation = annotations.get(stem(path))
        if annotation is not None:
            content = annotation.read_text(encoding="utf8")
            read = standoff_attributions if annotation.suffix == ".ann" else xml_attributions
            found.append(Article(stem(path), text, tuple(read(content, text))))
    return found


def stem(path: Path) -> str:
    """Return the name that the files of one article share: `a.txt`, `a.txt.xml` and `a.ann` have "a"."""
    return re.sub(r"(\.(txt|xml|ann|brat))+$", "", path.name)


def standoff_attributions(standoff: str, text: str) -> Iterator[Attribution]:
    """Yield the attributions of brat standoff: a cue or a content, with what is linked to it.

    Links may be events (E), relations (R) or equivalences (*).

    >>> lines = ["T1\\tSource 0 3\\tAnn", "T2\\tCue 4 8\\tsaid", "T3\\tContent 9 11\\tso", "R1\\tSays Arg1:T1 Arg2:T2",
    ...     "R2\\tSays Arg1:T2 Arg2:T3"]
    >>> [(a.content, a.source, a.cue) for a in standoff_attributions("\\n".join(lines), "Ann said so")]
    [(((9, 11),), ((0, 3),), ((4, 8),))]
    """
    spans: dict[str, tuple[str, tuple[Offsets, ...]]] = {}
    links: list[Link] = []
    for line in standoff.splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            label, _, places = rest.partition("\t")[0].partition(" ")
            offsets = (tuple(map(int, place.split())) for place in places.split(";"))
            spans[name] = label.lower(), tuple((start, end) for start, end in offsets)
        elif name[:1] in ("E", "R", "*"):
            links.append(tuple(part.rpartition(":")[2] for part in rest.split()))
    names = [tuple(name for name in link if name in spans) for link in links]
    for group in groups(spans, [link for link in names if link]):
        role = {name: sorted(s for one in group if name in spans[one][0] for s in spans[one][1]) for name in ROLES}
        if role["content"]:
            yield Attribution(tuple(role["content"]), tuple(role["source"]), tuple(role["cue"]))


ROLES = ("content", "source", "cue")


def groups(spans: dict[str, tuple[str, tuple[Offsets, ...]]], links: Sequence[Link]) -> Iterator[list[str]]:
    """Yield the names of the spans that are one attribution.

    Those that links join are one.  Where several cues are joined, by a source that they share, each is one, with what
    is linked to it; so is each content where there is no cue.
    """
    beside: dict[str, set[str]] = {name: set() for name in spans}
    for link in links:
        for name in link:
            beside[name].update(other for other in link if other != name)

    def is_a(role: str, names: Iterable[str]) -> list[str]:
        return [name for name in names if role in spans[name][0]]

    seen: set[str] = set()
    for name in spans:
        if name in seen:
            continue
        joined, waiting = [], [name]
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                joined.append(one)
                waiting += sorted(beside[one])
        cues = is_a("cue", joined)
        hubs = (
            cues if len(cues) > 1 else is_a("content", joined) if len(is_a("content", joined)) > 1 and not cues else []
        )
        if not hubs:
            yield joined
        for hub in hubs:
            yield [hub, *sorted(beside[hub])]


def xml_attributions(xml: str, text: str) -> Iterator[Attribution]:
    """Yield the attributions of XML in the manner of PARC: each word names those it takes part in, with its role.

    >>> xml = '''<root><WORD text="Ann"><attribution id="a"><attributionRole roleValue="source"/></attribution></WORD>
    ... <WORD text="left"><attribution id="a"><attributionRole roleValue="content"/></attribution></WORD></root>'''
    >>> list(xml_attributions(xml, "Ann left"))
    [Attribution(content=((4, 8),), source=((0, 3),), cue=(), kind=None)]
    """
    words = [element for element in ElementTree.fromstring(xml).iter() if element.tag.lower() == "word"]
    places = aligned(text, [word.get("text") or word.get("word") or (word.text or "").strip() for word in words])
    tokens: dict[str, dict[str, list[int]]] = {}
    for number, word in enumerate(words):
        for attribution in word.iter("attribution"):
            roles = tokens.setdefault(attribution.get("id", ""), {})
            for role in attribution.iter("attributionRole"):
                roles.setdefault(role.get("roleValue", ""), []).append(number)
    for roles in tokens.values():
        content, source, cue = (runs(roles.get(name, ()), places) for name in ROLES)
        if content:
            yield Attribution(content, source, cue)


def runs(numbers: Sequence[int], places: Sequence[Offsets]) -> tuple[Offsets, ...]:
    """Return the stretches of tokens that stand side by side.

    >>> runs([0, 1, 3], [(0, 2), (3, 5), (6, 8), (9, 11)])
    ((0, 5), (9, 11))
    """
    found: list[list[int]] = []
    last = -2
    for number in numbers:
        start, end = places[number]
        if number == last + 1:
            found[-1][1] = end
        else:
            found.append([start, end])
        last = number
    return tuple((start, end) for start, end in found)


# LitBank


def litbank_folder(folder: Path) -> list[Opening]:
    """Return the openings in LitBank's repository.

    Quotations and mentions are counted in its tokens: `quotations/tsv/ID_brat.ann`, `coref/tsv/ID_brat.ann`, and the
    tokens, a sentence a line, in `coref/brat/ID_brat.txt`.  They are aligned to `original/ID.txt` where it is there.
    """
    return [opening(folder, path) for path in sorted((folder / "quotations" / "tsv").glob("*_brat.*"))]


def opening(folder: Path, quotations: Path) -> Opening:
    """Return the opening that *quotations* belongs to."""
    identity = quotations.name.rpartition("_brat")[0]
    tokenised = next(
        path
        for room in ("quotations", "coref", "entities")
        if (path := folder / room / "brat" / f"{identity}_brat.txt").exists()
    ).read_text(encoding="utf8")
    sentences = [line.split() for line in tokenised.splitlines()]
    source = folder / "original" / f"{identity}.txt"
    text = source.read_text(encoding="utf8") if source.exists() else tokenised
    running = [token for sentence in sentences for token in sentence]
    places = iter(aligned(text, running, beginning(text, running)))
    tokens = [[next(places) for _ in sentence] for sentence in sentences]

    def span(first_sentence: str, first: str, last_sentence: str, last: str) -> Offsets:
        return tokens[int(first_sentence)][int(first)][0], tokens[int(last_sentence)][int(last)][1]

    rows = [row for row in tab_rows(quotations) if row]
    speakers = {row[1]: row[2] for row in rows if row[0] == "ATTRIB"}
    quotes = [SpokenSpan(span(*row[2:6]), speakers.get(row[1])) for row in rows if row[0] == "QUOTE"]
    coref = list(tab_rows(folder / "coref" / "tsv" / f"{identity}_brat.ann"))
    entities = {row[1]: row[2] for row in coref if row[0] == "COREF"}
    mentions = [
        EntityMention(span(*row[2:6]), row[7], row[8], entities.get(row[1], row[1]))
        for row in coref
        if row[0] == "MENTION"
    ]
    return Opening(identity, text, tuple(quotes), tuple(mentions))


def tab_rows(path: Path) -> Iterator[list[str]]:
    """Yield the rows of a file with tabs between its columns."""
    for line in path.read_text(encoding="utf8").splitlines():
        yield line.split("\t")


# PDNC


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
