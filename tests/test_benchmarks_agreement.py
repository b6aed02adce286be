"""The benchmarks' figures are those of the referees, on made-up texts; skipped where the referees are not."""

from __future__ import annotations

import gzip
import importlib
import json
import random
import re
import runpy
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from benchmarks import corpora, restyle
from benchmarks.measures import Figures, fiction, litbank, news, total
from benchmarks.measures.characters import CharacterNames
from benchmarks.systems import Prediction

SCORE = Path(__file__).resolve().parents[2] / "shared" / "score"

pytestmark = pytest.mark.skipif(not SCORE.is_dir(), reason="the referees are not beside this checkout")

SEEDS = range(12)
NAMES = "Ann Lee|Mr. Lee|Mrs. Lee|Miss Ann Lee|General Orr|the General|Bob|Bob's|Dr. Ray Orr|he|I|the old man"
WORDS = ["we", "will", "not", "go", "again", "because", "rain", "fell", "on", "every", "town", "it's", "cold"]


@pytest.fixture
def referee(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that imports a module of the referees, leaving nothing behind."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.syspath_prepend(str(SCORE))

    def load(name: str) -> ModuleType:
        return importlib.import_module(name)

    before = set(sys.modules)
    yield load
    for name in set(sys.modules) - before:
        if str(SCORE) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


# texts, gold and noisy predictions


def made_text(dice: random.Random, marks: str = "“”") -> str:
    """Return paragraphs of narration and quotations, some of whose marks are missing or odd."""
    paragraphs = []
    for _ in range(dice.randint(2, 6)):
        pieces = []
        for _ in range(dice.randint(1, 4)):
            pieces.append(made_words(dice))
            opening, closing = dice.choice([marks, marks, '""', ("''", "''"), ("``", "''")])
            if dice.random() < 0.08:
                closing = ""
            pieces.append(f"{opening}{made_words(dice)},{closing} said {dice.choice(NAMES.split('|'))}.")
        paragraphs.append(" ".join(pieces))
    return dice.choice(["\n\n", "\n"]).join(paragraphs)


def made_words(dice: random.Random) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(dice.randint(1, 9))).capitalize()


def some_span(dice: random.Random, text: str, longest: int) -> tuple[int, int]:
    start = dice.randrange(len(text) - 1)
    return start, min(len(text), start + dice.randint(1, longest))


def quoted_spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[“\"][^“”\"\n]+[”\"]|''[^'\n]+''", text)]


def stretched(dice: random.Random, text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return a mention as a system might give it: at times far too long."""
    if dice.random() < 0.7:
        return shifted(dice, text, span)
    return span[0], min(len(text), span[1] + dice.randint(10, 90))


def shifted(dice: random.Random, text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return the span, usually as it is, sometimes with its edges moved."""
    if dice.random() < 0.6:
        return span
    start = min(max(0, span[0] + dice.randint(-6, 6)), len(text) - 1)
    return start, max(start + 1, min(len(text), span[1] + dice.randint(-25, 6)))


def made_relation(dice: random.Random, text: str) -> dict[str, Any]:
    quoted = quoted_spans(text)
    if quoted and dice.random() < 0.7:
        content = [dice.choice(quoted)]
        if dice.random() < 0.3:
            content.append(some_span(dice, text, 60))
    else:
        content = [some_span(dice, text, 80)]
    return {
        "content": content,
        "source": [some_span(dice, text, 18)] if dice.random() < 0.8 else [],
        "cue": [some_span(dice, text, 8)] if dice.random() < 0.8 else [],
        "names": dice.sample(NAMES.split("|"), dice.randint(0, 3)),
    }


def noisy(dice: random.Random, text: str, gold: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what a system might say: most of the gold, moved and mixed up, and some of its own."""
    predicted = []
    for relation in gold:
        if dice.random() < 0.8:
            predicted.append(
                relation
                | {
                    "content": [shifted(dice, text, span) for span in relation["content"]],
                    "source": [stretched(dice, text, span) for span in relation["source"]]
                    if dice.random() < 0.8
                    else [],
                    "names": relation.get("names") or dice.sample(NAMES.split("|"), dice.randint(0, 2)),
                }
            )
    predicted += [made_relation(dice, text) for _ in range(dice.randint(0, 3))]
    dice.shuffle(predicted)
    return predicted


def predictions(rows: list[dict[str, Any]]) -> list[Prediction]:
    return [
        Prediction(
            tuple(map(tuple, row["content"])),
            tuple(map(tuple, row["source"])),
            tuple(map(tuple, row["cue"])),
            tuple(row["names"]),
        )
        for row in rows
    ]


# news


@pytest.mark.parametrize("seed", SEEDS)
def test_news(seed: int, referee: Any, capsys: pytest.CaptureFixture[str]) -> None:
    dice = random.Random(seed)
    rows, said, annotated = [], {}, []
    for number in range(5):
        text = made_text(dice) + f"\n{number}"
        gold = [made_relation(dice, text) for _ in range(dice.randint(1, 8))]
        gold = [g for g in gold if any(text[i].isalnum() for s, e in g["content"] for i in range(s, e))]
        for relation in gold:
            if dice.random() < 0.5:
                relation["kind"] = dice.choice(news.KINDS)
        said[text] = noisy(dice, text, gold)
        rows.append({"id": f"a{number}", "text": text, "attributions": gold})
        for i in range(len(gold)):
            speaker = dice.choice([*NAMES.split("|"), None])
            form = dice.choice(news.FORMS)
            annotated.append({"id": f"a{number}", "i": i, "speaker": speaker, "also": ["Lee"], "form": form})
    scorer = referee("score_polnear")
    scorer.score(rows, said.__getitem__)
    scorer.speakers(rows, annotated, said.__getitem__)
    articles = corpora.with_speakers([corpora.article(row) for row in rows], iter(annotated))
    figures = total(news.measure(a, predictions(said[a.text])) for a in articles)
    assert_printed(capsys.readouterr().out, figures)


def assert_printed(printed: str, figures: Figures) -> None:
    """Assert that every figure that the referee printed is ours."""
    number = r"([\d.]+)"
    found = re.search(rf"detection P {number} R {number} F1 {number} \| attributed \(of all gold\) {number}", printed)
    assert found is not None
    segments = figures["segments found"]
    close(
        found.groups(),
        [segments.precision, segments.recall, segments.f1, figures["segments attributed"].recall],
    )
    for line in re.findall(r"^relations .*$", printed, re.M):
        kind = line.split()[1]
        triples = re.findall(rf"{number}/{number}/{number}", line)
        for triple, match in zip(triples, ("lenient", "lenient+source", "strict", "strict+source"), strict=True):
            score = figures[f"relations {kind} {match}"]
            close(triple, [score.precision, score.recall, score.f1])
    for part in news.PARTS:
        line = re.search(rf"^{part}.*$", printed, re.M)
        assert line is not None
        triples = re.findall(rf"P {number} R {number} F1 {number}", line.group())
        for triple, name in zip(triples, ("characters", "exact"), strict=True):
            score = figures[f"{name} {part}"]
            close(triple, [score.precision, score.recall, score.f1])
    line = re.search(r"^canonical speaker.*$", printed, re.M)
    assert line is not None
    forms = re.findall(rf"(all|name|pronoun|nominal|none) {number} \((\d+)\)", line.group())
    assert forms
    for form, share, count in forms:
        score = figures[f"speaker {form}"]
        assert score.gold == int(count)
        close([share], [score.recall])


def close(theirs: Any, ours: list[float]) -> None:
    assert [float(figure) for figure in theirs] == pytest.approx(ours, abs=0.1)


# fiction


CAST = [
    {
        "name": "Ann Lee",
        "aliases": ["Ann Lee", "Ann", "Miss Ann Lee", "Miss Lee"],
        "gender": "F",
        "category": "major",
    },
    {"name": "Mr. Lee", "aliases": ["Mr. Lee", "Papa"], "gender": "M", "category": "major"},
    {
        "name": "General Orr",
        "aliases": ["General Orr", "The General", "Orr"],
        "gender": "M",
        "category": "minor",
    },
    {"name": "Dr. Orr", "aliases": ["Dr. Orr", "Ray Orr"], "gender": "M", "category": "minor"},
    {"name": "Bob", "aliases": ["Bob", "Old Bob", "Robert"], "gender": "M", "category": "intermediate"},
    {"name": "Sir Max", "aliases": ["Sir Max", "General Sir Max Dale"], "gender": "M", "category": "minor"},
    {"name": "A Large Old Man", "aliases": ["A Large Old Man"], "gender": "M", "category": "minor"},
    {"name": "Jean-Luc", "aliases": ["Jean-Luc", "Monsieur Jean-Luc"], "gender": "", "category": "minor"},
    {"name": "_narr", "aliases": ["_narr"], "gender": "X", "category": "minor"},
]


@pytest.mark.parametrize("seed", SEEDS)
def test_fiction(seed: int, referee: Any) -> None:
    dice = random.Random(seed)
    scorer = referee("score_pdnc")
    name = dice.choice(["TheGambler", "Emma", "WinnieThePooh"])
    text = "\n\n".join(made_text(dice, '""') for _ in range(4))
    rows = []
    for i, span in enumerate(quoted_spans(text)):
        spans = [span] if dice.random() < 0.8 else [span, some_span(dice, text, 40)]
        rows.append(
            {
                "id": f"Q{i}",
                "spans": sorted(spans),
                "speaker": dice.choice(CAST)["name"],
                "type": dice.choice([*fiction.TYPES, None]),
            }
        )
    gold = [{"content": row["spans"], "source": [], "cue": []} for row in rows]
    said = noisy(dice, text, gold)
    theirs = [{"spans": row["content"], "speaker": row["names"] or None} for row in said]
    detection, records = scorer.score(name, text, rows, CAST, theirs)
    novel = corpora.novel({"id": name, "text": text, "quotes": rows, "characters": CAST})
    figures = fiction.measure(novel, predictions(said))
    for ours, key in (("exact", "exact"), ("half shared", "iou50"), ("touching", "touch")):
        score = figures[f"quotations {ours}"]
        assert (score.right, score.found) == tuple(detection[key])
        assert (score.predicted, score.gold) == (detection["n_pred"], detection["n_gold"])
    characters = figures["quotations characters"]
    assert (characters.right, characters.predicted, characters.found, characters.gold) == detection["char"]
    table = scorer.table(records)
    groups = {"all": "all", "non-explicit": "NonExplicit", "major": "major"} | {t: t for t in fiction.TYPES}
    for ours, key in groups.items():
        assert figures[f"speaker {ours}"].found == table[key]["ok"]
        assert figures[f"speaker {ours}"].gold == table[key]["n"]
        assert figures[f"speaker {ours}, of found"].gold == table[key]["matched"]


NAMED = """
    Ann|ann lee|Miss Lee|Mr. Lee|Mrs. Lee|Lee|the General|general|General|Captain Orr|Orr|Dr Orr|Bob’s|Sir|
    Ray Orr|Doctor Ray Orr|Old Bob|poor Bob Lee|the old man|Old Man|I|the narrator|Mister Lee|M. Jean-Luc|
    jean luc|Madame Jean-Luc|Lady Orr|Robert Orr|The Large Man|a large old man|Papa Lee|  ANN   LEE |Ms. Lee|
    Miss Ann|St. Ann|.|the|Sir Dale|General Dale Minor|Captain Max|Sir|
"""


@pytest.mark.parametrize("narrator", [None, "Bob"])
@pytest.mark.parametrize("name", [name.lstrip("\n") for name in NAMED.split("|")])
def test_names_of_characters(name: str, narrator: str | None, referee: Any) -> None:
    theirs = referee("score_pdnc").NameMap(CAST, narrator).map(name)
    cast = corpora.novel({"id": "", "text": "", "quotes": [], "characters": CAST}).characters
    assert CharacterNames(cast, narrator).candidates(name) == theirs


@pytest.mark.parametrize("style", restyle.MARKS)
@pytest.mark.parametrize("seed", SEEDS)
def test_restyled(seed: int, style: str, referee: Any) -> None:
    text = made_text(random.Random(seed), '""')
    assert restyle.restyled(text, style) == referee("restyle_pdnc").restyle(text, style)


# LitBank


@pytest.mark.parametrize("seed", SEEDS)
def test_litbank(
    seed: int,
    referee: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    dice = random.Random(seed)
    rows, said = [], {}
    for number in range(4):
        text = made_text(dice, '""') + f"\n{number}"
        quotes = [{"span": span, "speaker": dice.choice(["lee-0", "man-1", None])} for span in quoted_spans(text)]
        mentions = [
            {"span": match.span(), "cat": "PER", "form": form, "entity": entity}
            for pattern, form, entity in (
                ("Ann Lee|Mr. Lee", "PROP", "lee-0"),
                ("the old man|he", "NOM", "man-1"),
            )
            for match in re.finditer(pattern, text)
        ]
        gold = [{"content": [quote["span"]], "source": [], "cue": []} for quote in quotes]
        said[text] = noisy(dice, text, gold)
        for row in said[text]:
            row["source"] = [dice.choice(mentions)["span"]] if mentions else []
        rows.append({"id": f"o{number}", "text": text, "quotes": quotes, "mentions": mentions})
    path = tmp_path / "litbank.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    adapter = ModuleType("adapter")
    adapter.load = lambda **options: said.__getitem__  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "adapter", adapter)
    monkeypatch.setattr(sys, "argv", ["litbank.py", str(path)])
    runpy.run_path(str(SCORE / "litbank.py"))
    printed = [float(figure) for figure in re.findall(r"(\d+\.\d)", capsys.readouterr().out)]
    read = [corpora.opening(row) for row in corpora.json_lines(path)]
    figures = total(litbank.measure(opening, predictions(said[opening.text])) for opening in read)
    exact, touching = figures["quotations exact"], figures["quotations touching"]
    close(
        printed,
        [exact.precision, exact.recall, touching.precision, touching.recall, figures["speaker all"].recall],
    )
