"""The benchmarks on small texts: figures worked out by hand, readers, tables; no corpus is needed."""

from __future__ import annotations

import doctest
import gzip
import importlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from benchmarks import __main__ as command
from benchmarks import (
    accuracy,
    calibration,
    compare,
    corpora,
    dump,
    evaluation,
    everyday,
    fuzz,
    growth,
    instructions,
    metamorphic,
    originals,
    restyle,
    speed,
    steps,
    systems,
    tables,
    verbs,
)
from benchmarks.corpora import (
    Article,
    Attribution,
    Character,
    EntityMention,
    NamedSpeaker,
    Novel,
    Opening,
    SpokenSpan,
    Turn,
)
from benchmarks.measures import Judgement, Score, by_rule, fiction, litbank, news
from benchmarks.measures.characters import CharacterNames
from benchmarks.peers import nearest_verb, published, sayswho_quotes, spacy_model
from benchmarks.peers import run as peers
from benchmarks.systems import Options, Prediction, System
from quoteattr import DEFAULT_RULES, QuoteExtractor, extract_quotes
from quoteattr import __all__ as public
from tests.case_files import parse_cases
from tests.metamorphic.changes import Change


def at(text: str, words: str) -> tuple[int, int]:
    """Return where *words* stand in *text*."""
    start = text.index(words)
    return start, start + len(words)


# measures, by hand

NEWS = "Ann Lee said “we will go now” on Monday. He feared rain."
ARTICLE = Article(
    "a",
    NEWS,
    (
        Attribution((at(NEWS, "“we will go now”"),), (at(NEWS, "Ann Lee"),), (at(NEWS, "said"),), "direct"),
        Attribution((at(NEWS, "rain"),), (at(NEWS, "He"),), (at(NEWS, "feared"),), "indirect"),
    ),
    (
        NamedSpeaker(0, "Senator Ann Lee", (), "name"),
        NamedSpeaker(1, "Bob", (), "pronoun"),
        NamedSpeaker(1, None, (), "none"),
    ),
)
SAID = [
    Prediction(
        (at(NEWS, "we will go now"),),
        (at(NEWS, "Ann"),),
        (at(NEWS, "said"),),
        ("Ann Lee",),
        rule="tag",
        confidence=0.9,
    ),
    Prediction((at(NEWS, "on Monday"),)),
]


@pytest.mark.parametrize(
    ("measure", "precision", "recall"),
    [
        ("segments found", 100, 100),
        ("segments attributed", 0, 100),  # "Ann" is half of the shorter of the two
        ("relations direct lenient+source", 100, 100),
        ("relations direct strict", 100, 100),  # marks do not matter
        ("relations indirect lenient", 0, 0),
        ("relations all lenient", 50, 50),
        ("exact content", 50, 50),
        ("exact source", 0, 0),
        ("exact cue", 100, 50),
        ("characters source", 100, 37.5),  # 3 letters of Ann Lee's 6 and He's 2
        ("speaker all", 0, 50),
        ("speaker name", 0, 100),
        ("speaker pronoun", 0, 0),
    ],
)
def test_news(measure: str, precision: float, recall: float) -> None:
    score = news.measure(ARTICLE, SAID)[measure]
    assert (score.precision, score.recall) == (precision, recall)


def test_a_catch_all_is_no_mention() -> None:
    everything = [Prediction(SAID[0].content, ((0, len(NEWS)),))]
    assert news.measure(ARTICLE, everything)["segments attributed"].recall == 0


def test_nothing_predicted_is_nothing_found() -> None:
    figures = news.measure(ARTICLE, [])
    assert figures["segments found"] == Score(0, 0, 0, 1)
    assert figures["relations all lenient"].f1 == 0


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("a “b” c", "“b”"),
        ('a "b" c', '"b"'),
        ("a ''b'' c", "''b''"),
        ("a ``b'' c", "``b''"),
        ("a “b\n\nc", "“b"),  # a paragraph's end closes
        ("a ” b", ""),
        ("it's", ""),
    ],
)
def test_quoted_mask(text: str, inside: str) -> None:
    assert "".join(c for c, flag in zip(text, news.quoted_mask(text), strict=True) if flag) == inside


TALE = '"Go," said Ann Lee. "Now."\n\n"No," the General said.\n\n"Please."'
CAST = (
    Character("Ann Lee", ("Ann", "Ann Lee"), "F", "major"),
    Character("General Orr", ("General Orr",), "M", "minor"),
)
NOVEL = Novel(
    "tale",
    TALE,
    (
        Turn("Q0", (at(TALE, "Go,"), at(TALE, "Now.")), "Ann Lee", "Explicit"),
        Turn("Q1", (at(TALE, "No,"),), "General Orr", "Anaphoric"),
        Turn("Q2", (at(TALE, "Please."),), "Ann Lee", "Implicit"),
    ),
    CAST,
)


def test_fiction() -> None:
    said = [
        Prediction((at(TALE, '"Go,"'), at(TALE, '"Now."')), names=("Ann",)),
        Prediction((at(TALE, '"No,"'),), names=("the General",)),
        Prediction((at(TALE, "said."),), names=("Ann",)),
    ]
    figures = fiction.measure(NOVEL, said)
    assert figures["quotations exact"] == Score(3, 4, 3, 4)
    assert figures["speaker all"] == Score.share(2, 3)
    assert figures["speaker Explicit"].recall == figures["speaker Anaphoric"].recall == 100
    assert figures["speaker Implicit"] == Score.share(0, 1)
    assert figures["speaker all, of found"] == Score.share(2, 2)
    assert figures["speaker major"] == Score.share(1, 2)


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("ann", {"Ann Lee"}),
        ("the General", {"General Orr"}),
        ("Miss Lee", {"Ann Lee"}),
        ("Mr. Lee", set()),
        ("Colonel Orr", set()),  # titles disagree
        ("I", {"General Orr"}),
        ("somebody", set()),
    ],
)
def test_names_of_characters(name: str, candidates: set[str]) -> None:
    assert CharacterNames(CAST, narrator="General Orr").candidates(name) == candidates


def test_litbank() -> None:
    text = "'Go,' said Ann. 'No,' said the man. 'Why?'"
    opening = Opening(
        "o",
        text,
        (
            SpokenSpan(at(text, "'Go,'"), "ann"),
            SpokenSpan(at(text, "'No,'"), "man"),
            SpokenSpan(at(text, "'Why?'"), None),
        ),
        (
            EntityMention(at(text, "Ann"), "PER", "PROP", "ann"),
            EntityMention(at(text, "the man"), "PER", "NOM", "man"),
        ),
    )
    said = [
        Prediction((at(text, "Go,"),), names=("Miss Ann",)),
        Prediction((at(text, "No,' said"),), (at(text, "man"),)),
    ]
    figures = litbank.measure(opening, said)
    assert figures["quotations exact"] == Score(1, 2, 1, 3)
    assert figures["quotations touching"] == Score(2, 2, 2, 3)
    assert figures["speaker all"] == Score.share(2, 3)


@pytest.mark.parametrize("style", restyle.MARKS)
def test_restyled_keeps_every_offset(style: str) -> None:
    opening, closing = restyle.MARKS[style]
    written = restyle.restyled(TALE, style)
    assert len(written) == len(TALE)
    assert written.startswith(f"{opening}Go,{closing} said Ann Lee. {opening}Now.{closing}")


def test_by_rule_counts_asked_answered_and_right() -> None:
    said = Prediction(((0, 1),), rule="turn", asked=("tag", "turn"))
    figures = by_rule([Judgement("d", (0, 1), "all", said, True), Judgement("d", (2, 3), "all", None, False)])
    assert figures["turn"] == Score(1, 1, 1, 1)
    assert figures["tag"] == Score(0, 0, 0, 1)


# readers


def written(folder: Path) -> Path:
    """Return a folder with a corpus of each kind in the prepared layout."""
    news_row = {
        "id": "a",
        "text": NEWS,
        "attributions": [
            {"content": a.content, "source": a.source, "cue": a.cue, "kind": a.kind} for a in ARTICLE.attributions
        ],
    }
    novel_row = {
        "id": "tale",
        "text": TALE,
        "quotes": [{"id": t.id, "spans": t.spans, "speaker": t.speaker, "type": t.type} for t in NOVEL.turns],
        "characters": [
            {"name": c.name, "aliases": c.aliases, "gender": c.gender, "category": c.category} for c in CAST
        ],
    }
    opening_row = {
        "id": "o",
        "text": TALE,
        "quotes": [{"span": at(TALE, '"No,"'), "speaker": "ann"}],
        "mentions": [{"span": at(TALE, "Ann Lee"), "cat": "PER", "form": "PROP", "entity": "ann"}],
    }
    speakers = [
        {"id": "a", "i": s.attribution, "speaker": s.name, "also": s.also, "form": s.form} for s in ARTICLE.speakers
    ]
    for name, row in (("polnear/dev", news_row), ("pdnc/dev", novel_row), ("litbank/train", opening_row)):
        path = folder / f"{name}.jsonl.gz"
        path.parent.mkdir()
        path.write_bytes(gzip.compress((json.dumps(row) + "\n").encode()))
    (folder / "polnear" / "dev_speakers.jsonl").write_text("\n".join(map(json.dumps, speakers)), encoding="utf8")
    return folder


def test_prepared_layout(tmp_path: Path) -> None:
    data = written(tmp_path)
    assert corpora.news(data, "dev") == [ARTICLE]
    assert corpora.fiction(data, "dev") == [NOVEL]
    openings = corpora.litbank(data, "dev")
    assert openings is not None
    assert openings[0].mentions[0].entity == "ann"


def test_pdnc_in_its_own_layout(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "Emma"
    folder.mkdir(parents=True)
    text = 'He said, " Go on,  " and "No."\n'
    (folder / "novel_text.txt").write_text(text, encoding="utf8")
    (folder / "character_info.csv").write_text(
        "Character ID,Main Name,Aliases,Gender,Category\n"
        "0,Ann Lee,\"{'Ann', 'Miss Lee'}\",F,major\n"
        "1,Ann,set(),F,minor\n".replace("set()", ""),
        encoding="utf8",
    )
    (folder / "quotation_info.csv").write_text(
        "quoteID,quoteText,subQuotationList,quoteByteSpans,speaker,addressees,quoteType,referringExpression\n"
        f"Q0,x,\"['Go on,', 'No.']\",\"[{list(at(text, ' Go on,  '))}, {list(at(text, 'No.'))}]\","
        "Miss Lee ,\"['Ann']\",Explicit,He said\n"
        'Q1,x,"[\'No.\']","[[26, 29]]",Ann,[],nan,nan\n',
        encoding="utf8",
    )
    novels = corpora.fiction(tmp_path, "dev")
    assert novels is not None
    (novel,) = novels
    first, second = novel.turns
    assert [text[start:end] for start, end in first.spans] == ["Go on,", "No."]
    assert (first.speaker, first.addressees, first.type) == ("Ann Lee", ("Ann",), "Explicit")
    assert (second.speaker, second.type, second.referring_expression) == ("Ann", None, None)
    assert novel.characters[0].aliases == ("Ann", "Ann Lee", "Miss Lee")


STANDOFF = """\
T1\tSource 0 7\tAnn Lee
T2\tCue 8 12\tsaid
T3\tContent 13 29\t“we will go now”
T4\tContent 51 55\train
T5\tcue 44 50\tfeared
T6\tSource 41 43\tHe
{links}
A1\tNegated T5
"""
EVENTS = "E1\tCue:T2 Source:T1 Content:T3\nE2\tcue:T5 Source:T6 Content:T4"
RELATIONS = (
    "R1\tSourceOf Arg1:T1 Arg2:T2\nR2\tSays Arg1:T2 Arg2:T3\nR3\tSourceOf Arg1:T6 Arg2:T4\nR4\tSays Arg1:T5 Arg2:T4"
)


def polnear(folder: Path, annotation: str, suffix: str) -> list[Article] | None:
    """Write NEWS as one article of PolNeAR's repository, and read it."""
    for room in ("text", "attributions", "corenlp"):
        (folder / "data" / "dev" / room).mkdir(parents=True)
    (folder / "data/dev/text/a.txt").write_text(NEWS, encoding="utf8")
    (folder / "data/dev/text/b.txt").write_text("It has no annotation.", encoding="utf8")
    (folder / f"data/dev/attributions/a.txt{suffix}").write_text(annotation, encoding="utf8")
    return corpora.news(folder, "dev")


def without_kinds(article: Article) -> set[tuple[Any, ...]]:
    return {(a.content, a.source, a.cue) for a in article.attributions}


@pytest.mark.parametrize("links", [EVENTS, RELATIONS, "*\tSame T1 T2 T3\n*\tSame T4 T5 T6"])
def test_polnear_as_standoff(tmp_path: Path, links: str) -> None:
    articles = polnear(tmp_path, STANDOFF.format(links=links), ".ann")
    assert articles is not None
    assert [(article.id, article.text) for article in articles] == [("a", NEWS)]
    assert without_kinds(articles[0]) == without_kinds(ARTICLE)
    assert evaluation.measured(articles[0], SAID)[0]["relations direct lenient"].gold == 1  # the marks tell the kind


def test_a_source_of_two_attributions_does_not_join_them(tmp_path: Path) -> None:
    links = "R1\tx Arg1:T1 Arg2:T2\nR2\tx Arg1:T2 Arg2:T3\nR3\tx Arg1:T1 Arg2:T5\nR4\tx Arg1:T5 Arg2:T4"
    articles = polnear(tmp_path, STANDOFF.format(links=links), ".ann")
    assert articles is not None
    assert {(a.cue, a.content) for a in articles[0].attributions} == {(a.cue, a.content) for a in ARTICLE.attributions}
    assert [a.source for a in articles[0].attributions] == [((0, 7),)] * 2


def test_polnear_as_xml(tmp_path: Path) -> None:
    roles = {
        "Ann": "1 source",
        "Lee": "1 source",
        "said": "1 cue",
        "He": "2 source",
        "feared": "2 cue",
        "rain": "2 content",
    }
    roles |= dict.fromkeys(["``", "we", "will", "go", "now", "''"], "1 content")
    words = []
    for word in [
        "Ann",
        "Lee",
        "said",
        "``",
        "we",
        "will",
        "go",
        "now",
        "''",
        "on",
        "Monday",
        ".",
        "He",
        "feared",
        "rain",
        ".",
    ]:
        number, _, role = roles.get(word, "").partition(" ")
        inner = f'<attribution id="{number}"><attributionRole roleValue="{role}"/></attribution>' if role else ""
        words.append(f'<WORD text="{word}">{inner}</WORD>')
    articles = polnear(tmp_path, f"<root><SENTENCE>{''.join(words)}</SENTENCE></root>", ".xml")
    assert articles is not None
    assert without_kinds(articles[0]) == without_kinds(ARTICLE)


def test_tokens_of_another_text_are_refused() -> None:
    with pytest.raises(originals.Misaligned, match="'Tom' is not among"):
        originals.aligned("Ann said so.", ["Ann", "Tom"])


FOG = "THE FOG\n\nBy A. Nobody\n\nThe fog rose.\n“Go,” said\nMrs. Lee—“now.”\n"


def litbank_repository(folder: Path, original: bool) -> Path:
    """Write FOG as LitBank's repository would have it."""
    for room in ("quotations/tsv", "coref/tsv", "coref/brat", "original"):
        (folder / room).mkdir(parents=True)
    (folder / "coref/brat/7_fog_brat.txt").write_text(
        "The fog rose .\n“ Go , ” said Mrs. Lee -- “ now . ”\n", encoding="utf8"
    )
    (folder / "quotations/tsv/7_fog_brat.ann").write_text(
        "QUOTE\tQ1\t1\t0\t1\t3\t“ Go , ”\nQUOTE\tQ2\t1\t8\t1\t11\t“ now . ”\nATTRIB\tQ1\tMrs._Lee-1\n", encoding="utf8"
    )
    (folder / "coref/tsv/7_fog_brat.ann").write_text(
        "MENTION\tT1\t1\t5\t1\t6\tMrs. Lee\tPER\tPROP\nCOREF\tT1\tMrs._Lee-1\n", encoding="utf8"
    )
    if original:
        (folder / "original/7_fog.txt").write_text(FOG, encoding="utf8")
    return folder


@pytest.mark.parametrize("original", [True, False])
def test_litbank_in_its_own_layout(tmp_path: Path, original: bool) -> None:
    litbank_repository(tmp_path / "litbank", original)
    openings = corpora.litbank(tmp_path, "dev")
    assert openings is not None
    (opening,) = openings
    assert (opening.id, opening.text == FOG) == ("7_fog", original)
    quotes = [(opening.text[start:end], quote.speaker) for quote in opening.quotes for start, end in [quote.span]]
    words = ["“Go,”", "“now.”"] if original else ["“ Go , ”", "“ now . ”"]
    assert quotes == [(words[0], "Mrs._Lee-1"), (words[1], None)]
    (mention,) = opening.mentions
    assert opening.text[slice(*mention.span)] == "Mrs. Lee"
    assert (mention.category, mention.form, mention.entity) == ("PER", "PROP", "Mrs._Lee-1")


@pytest.mark.parametrize("name", accuracy.CORPORA)
def test_a_missing_corpus_is_named_and_skipped(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert accuracy.report_on(name, tmp_path, "dev", factory=nearest_verb.make) is None
    printed = capsys.readouterr().out
    assert "github.com" in printed
    assert "licence" in printed


# commands, with the floor in place of our system


@pytest.mark.parametrize("name", accuracy.CORPORA)
def test_accuracy_report(name: str, tmp_path: Path) -> None:
    report = accuracy.report_on(name, written(tmp_path), "dev", full=True, workers=1, factory=nearest_verb.make)
    assert report is not None
    saved = json.loads(json.dumps(report.to_json()))
    assert saved.keys() >= {"command", "commit", "corpus", "part", "date", "tables"}
    assert saved["tables"][name][0].keys() == {"measure", "gold", "predicted", "P", "R", "F1", "goal"}
    assert "kchar/s" in str(report)
    if name == "fiction":
        assert {"fiction, cast given", "fiction, marks rewritten: single_curly"} <= saved["tables"].keys()


def test_the_cast_reaches_the_system() -> None:
    jobs = evaluation.jobs_for([NOVEL], cast=True, style="guillemet")
    assert jobs[0].options.cast == CAST
    assert jobs[0].document.text.startswith("«Go,»")
    assert evaluation.jobs_for([ARTICLE])[0].options.thoughts


def test_processes_side_by_side_give_the_same() -> None:
    jobs = evaluation.jobs_for([ARTICLE, NOVEL])
    alone, together = (evaluation.evaluate(nearest_verb.make, jobs, workers) for workers in (1, 2))
    assert [outcome.figures for outcome in alone] == [outcome.figures for outcome in together]


def test_calibration() -> None:
    answers = [(0.95, True, "tag")] * 3 + [(0.95, False, "tag"), (0.2, False, "turn"), (1.0, True, "tag")]
    full = calibration.bins(answers)
    assert [each.count if each else 0 for each in full] == [0, 0, 1, 0, 0, 0, 0, 0, 0, 5]
    assert calibration.expected_error(answers) == pytest.approx((5 * abs(0.8 - 0.96) + 0.2) / 6)
    silent = Judgement("d", (0, 1), "all", Prediction(((0, 1),)), False)
    assert calibration.answered([silent]) == []


def test_calibration_report(tmp_path: Path) -> None:
    class Arguments:
        data, part, workers = written(tmp_path), "dev", 1

    report = calibration.report_on("news", Arguments, nearest_verb.make)  # type: ignore[arg-type]
    assert report is not None
    assert "expected calibration error" in str(report)


def silent(options: Options) -> System:
    """Return a system that finds the quotations and nobody's name."""
    return lambda text: [Prediction(each.content) for each in nearest_verb.predictions(text)]


def test_compare_lists_what_was_gained_and_lost() -> None:
    before, after = (
        json.loads(json.dumps(dump.dumped([NOVEL], evaluation.evaluate(factory, evaluation.jobs_for([NOVEL])))))
        for factory in (silent, nearest_verb.make)
    )
    side_by_side, gained, lost = compare.compared(before, after)
    rows = {row[0]: row for row in side_by_side.rows}
    assert rows["speaker Explicit"][2:] == (0.0, 100.0, "+100.00")
    assert lost.rows == ()
    assert gained.rows[0][2:6] == ("turns", "Ann Lee", "(nobody)", "")


def test_compare_sides() -> None:
    assert compare.Side.parse(".") == compare.Side(".", {})
    side = compare.Side.parse('HEAD:{"without_rules": ["turn_taking"]}')
    assert dump.hashable(side.settings) == (("without_rules", ("turn_taking",)),)


def test_speed_tables() -> None:
    growth = speed.growth_table(len, "Some text. ", (1000, 2000))
    assert [row[0] for row in growth.rows] == [0.001, 0.002]
    rates = speed.rate_table(len, len, ["Some text."], "Some text.")
    assert {row[0] for row in rates.rows} >= {"news", "a novel", "a novel, direct alone"}
    assert [row[0] for row in speed.worker_table(["“Go,” said Ann."] * 3).rows] == [1, 2]
    assert len(speed.repeated("ab", 1001)) == 1001
    assert speed.FULL_SIZES[-1] == 10_000_000


def test_steps_share_out_all_the_time() -> None:
    found = steps.shares(extract_quotes, [speed.MADE_UP], times=1)
    assert sum(found.values()) == pytest.approx(100)
    assert {name for name, _ in steps.STEPS} <= found.keys()
    table = steps.step_table({"made up": found})
    assert table.columns == ("step", "made up")
    assert len(table.rows) == len(found)


def test_speed_without_a_corpus_measures_made_up_text(tmp_path: Path) -> None:
    articles, novel = speed.texts(tmp_path, "dev")
    assert len(articles) == 40
    assert "Mary Archer" in novel


def test_peers_that_are_missing_are_skipped(capsys: pytest.CaptureFixture[str]) -> None:
    def absent(options: Options) -> System:
        raise ImportError("no such thing")

    found = peers.installed([peers.Peer("other", absent, "pip install other"), peers.Peer("floor", nearest_verb.make)])
    assert [peer.name for peer in found] == ["floor"]
    assert "pip install other" in capsys.readouterr().out


def test_peer_table(tmp_path: Path) -> None:
    for name, documents in (("news", [ARTICLE]), ("fiction", [NOVEL])):
        table = peers.peer_table(name, documents, [peers.Peer("floor", nearest_verb.make)])
        assert table.rows[0][0] == "floor"
        assert all("[published]" in str(row[0]) for row in published.table(name).rows)


def test_nearest_verb() -> None:
    (first, second) = nearest_verb.predictions("“We will go,” said Mary.\n\nThe mayor told us “no”.")
    assert first.names == ("Mary",)
    assert second.names == ("The mayor",)


def test_paragraphs_and_lines_keep_their_places() -> None:
    text = "One.\n\nTwo\nthree. \n\n\nFour."
    assert [text[s:e].strip() for s, e in spacy_model.paragraphs(text)] == ["One.", "Two\nthree.", "Four."]
    lines, places = sayswho_quotes.squeezed(text)
    assert lines == "One.\nTwo\nthree. \nFour."
    assert all(text[place] == character for character, place in zip(lines, places, strict=True))


def test_as_prediction() -> None:
    from quoteattr.models import Cue, Mention, Quote, Span, Speaker

    quote = Quote(
        "Go,",
        (Span(1, 4),),
        Span(0, 5),
        speaker=Speaker("Ann Lee", ("Ann",)),
        mention=Mention("Ann", Span(11, 14), "name"),
        cue=Cue("said", Span(6, 10), "say"),
        rule="dialogue_tag",
        confidence=0.9,
    )
    assert systems.as_prediction(quote) == Prediction(
        ((1, 4),), ((11, 14),), ((6, 10),), ("Ann Lee", "Ann"), "direct", None, "dialogue_tag", 0.9
    )


def test_the_rules_asked_are_those_up_to_the_one_that_answered() -> None:
    system = systems.quoteattr(Options())
    said, unknown = (
        system("“Go,” said Mary.\n\nNobody heard.")[0],
        system("Somewhere in the fog a bell rang.\n\n“Ahoy!”")[0],
    )
    assert said.rule == "name_tag"
    assert said.asked == ("speaker_label", "name_tag")
    assert unknown.rule is None
    assert len(unknown.asked) == len(DEFAULT_RULES)


def test_asked_is_what_explain_tells() -> None:
    entries = QuoteExtractor(thoughts=True).explain(NEWS + TALE)
    asked = [prediction.asked for prediction in systems.quoteattr(Options())(NEWS + TALE)]
    assert asked == [tuple(answer.rule for answer in entry.answers) for entry in entries]


@pytest.mark.parametrize(
    "module",
    [
        "calibration",
        "compare",
        "measures.characters",
        "measures.news",
        "measures.scores",
        "originals",
        "peers.nearest_verb",
        "peers.sayswho_quotes",
        "peers.spacy_model",
        "restyle",
    ],
)
def test_the_examples_of_the_docstrings(module: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(f"benchmarks.{module}"))
    assert tried
    assert not failed


# tables and the command line


def test_table_is_aligned() -> None:
    table = tables.Table("Title", ("name", "R"), (("a", 9.5), ("bcd", None), ("e", 100.0)))
    assert str(table).splitlines() == [
        "Title",
        "name      R",
        "-----------",
        "a       9.5",
        "bcd       -",
        "e     100.0",
    ]


def test_save_writes_a_file_by_command_corpus_and_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tables, "RESULTS", tmp_path)
    report = tables.Report("command", "news", "dev", (tables.Table("T", ("a",), ((1.234567,),)),))
    tables.publish([report], tmp_path / "all.json", "accuracy")
    saved: dict[str, Any] = json.loads((tmp_path / "accuracy-news-dev.json").read_text(encoding="utf8"))
    assert saved["tables"] == {"T": [{"a": 1.2346}]}
    assert json.loads((tmp_path / "all.json").read_text(encoding="utf8")) == [saved]


@pytest.mark.parametrize(
    ("argv", "status"),
    [([], 0), (["--help"], 0), (["nothing"], 2), (["train"], 2), (["train", "no_such"], 2)],
)
def test_dispatch(argv: list[str], status: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(argv) == status


def test_train_calls_the_main_of_its_module_and_writes_checksums(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []
    checksums = ModuleType("benchmarks.train.checksums")
    checksums.main = lambda: called.append(["checksums"])  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "benchmarks.train.checksums", checksums)
    module = ModuleType("benchmarks.train.made_up")
    module.main = called.append  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "benchmarks.train", ModuleType("benchmarks.train"))
    monkeypatch.setitem(sys.modules, "benchmarks.train.made_up", module)
    assert command.main(["train", "made_up", "--data", "x"]) == 0
    assert called == [["--data", "x"], ["checksums"]]


@pytest.mark.parametrize(("power", "sizes_more"), [(1, 0), (2, 3)])
def test_growth_finds_what_grows_with_the_square(monkeypatch: pytest.MonkeyPatch, power: int, sizes_more: int) -> None:
    """By a clock that goes as the text's length says, and not as this machine does."""
    clock = [0.0]
    monkeypatch.setattr(growth.time, "process_time", lambda: clock[0])

    def prepare(text: str) -> Any:
        return lambda: clock.__setitem__(0, clock[0] + len(text) ** power / 1e6)

    size, _, slope = growth.steady(prepare, (1_000, 2_000, 4_000, 8_000), growth.WORST["one long word"])
    assert round(slope, 3) == power
    assert size == 8_000 << sizes_more


@pytest.mark.parametrize(("power", "sizes_more"), [(1, 0), (2, 3)])
def test_growth_counts_what_grows_with_the_square(monkeypatch: pytest.MonkeyPatch, power: int, sizes_more: int) -> None:
    monkeypatch.setattr(growth, "instructions", lambda call: call())
    sizes = (1_000, 2_000, 4_000, 8_000)
    size, count, slope = growth.counted(lambda text: lambda: len(text) ** power, sizes, growth.WORST["one long word"])
    assert (size, count, round(slope, 3)) == (8_000 << sizes_more, size**power, power)


def test_without_valgrind_nothing_is_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert command.main(["growth", "--by", "instructions"]) == 1
    assert "valgrind, which is not installed" in capsys.readouterr().err


COUNTING = """
from benchmarks.instructions import instructions

def adding(n):
    return lambda: sum(range(n))

print([instructions(adding(n)) for n in (20_000, 40_000, 40_000)])
"""


@pytest.mark.skipif(shutil.which("valgrind") is None, reason="instructions are counted by valgrind")
@pytest.mark.timeout(240)
def test_instructions_are_counted_alike_each_time(tmp_path: Path) -> None:
    environment = {**os.environ, instructions.FOLDER: str(tmp_path), "PYTHONHASHSEED": "0"}
    counting = ["valgrind", "-q", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={tmp_path}/%p"]
    done = subprocess.run(
        [*counting, sys.executable, "-c", COUNTING], env=environment, cwd=tables.ROOT, capture_output=True, check=True
    )
    once, twice, again = json.loads(done.stdout)
    assert once > 100_000
    assert twice == pytest.approx(2 * once, rel=0.05)
    assert again == pytest.approx(twice, rel=0.01)


def test_growth_knows_every_pattern_of_the_package() -> None:
    found = growth.patterns()
    assert {"tokenizer._PIECE", "dash_dialogue._tag", "labels._BEFORE_MARKS", "tagger.ADDRESS"} <= found.keys()
    source = "".join(path.read_text(encoding="utf8") for path in (tables.ROOT / "quoteattr").rglob("*.py"))
    assert len(found) == source.count("regex.compile(") + source.count("= re.compile(")


def test_growth_knows_every_public_function() -> None:
    functions = {name for name in public if name[0].islower()} | {"extract_many", "explain"}
    assert functions <= growth.entries().keys()


def test_worst_texts_have_their_size() -> None:
    for worst in growth.WORST.values():
        assert [len(worst.of(size)) for size in (100, 1_000)] == [100, 1_000]
    assert len({growth.name(n) for n in range(5_000)}) == 5_000


def test_a_changed_text_is_held_against_its_own_answer() -> None:
    text = '"Go home," said Mary.\n\n"No," said Tom. He told Mary that he was late.\n\n"Go," cried Mary.'
    table = metamorphic.violations([text])
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["guillemets for straight"][:3] == rows["CRLF"][:3] == (1, 4, 0)
    assert rows["a person renamed"][2] == rows["doubled spaces"][2] == 0

    spoilt = Change("spoilt", lambda text: text.replace("home", "away"))
    before, after = extract_quotes(text), extract_quotes(text.replace("home", "away"))
    lost, gained = metamorphic.differing(spoilt, text, before, after)
    assert [" ".join(words) for words, _ in lost + gained] == ["go home", "go away"]


def test_fuzzing_keeps_the_shortest_text_of_each_place() -> None:
    findings = fuzz.Findings(minutes=0)
    assert findings.over()
    for text in ("abc", "a", "ab"):
        findings.add(text, ValueError())
    assert list(findings.found.values()) == ["a"]


def test_fuzzing_runs_and_reports(capsys: pytest.CaptureFixture[str]) -> None:
    assert fuzz.main(["--minutes", "0.01"]) == 0
    assert "executions" in capsys.readouterr().out


# Everyday texts


def test_everyday_counts_what_is_wrong_by_class() -> None:
    [case] = parse_cases("Wrong\n.\n“Go,” said Mary. “No,” said Tom.\n.\nGo = Ann\nNever = Tom\n.\n")
    found = sorted(kind for kind, _ in everyday.mistakes(case))
    assert found == ["excess, direct", "missed, direct", "speaker, direct, named"]


def test_everyday_finds_nothing_wrong_with_what_is_right() -> None:
    [case] = parse_cases("Right\n.\n“Go,” said Mary.\n.\nGo = Mary | cue=said\n.\n")
    assert everyday.mistakes(case) == []


@pytest.mark.parametrize(("one", "other"), ["AB", "CD", "EF"])
def test_everyday_texts_are_halved(one: str, other: str) -> None:
    titles, others = ({(case.file, case.title) for case in everyday.cases(part)} for part in (one, other))
    assert len(titles) == len(others) > 0
    assert titles.isdisjoint(others)


def test_everyday_texts_are_in_one_part_each() -> None:
    assert len(everyday.cases("all")) == sum(len(everyday.cases(part)) for part in "ABCDEF")


def test_verbs_counts_an_order_right_that_has_its_words_and_its_speaker() -> None:
    assert all(right for _, right in verbs.answers("{S} {v} that the pier will stay closed until March."))
    assert not any(right for _, right in verbs.answers("The pier will stay closed until March."))


def test_verbs_prints_a_row_for_each_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert verbs.main([]) == 0
    assert "“The pier,” Ann said, “will stay closed until March.”" in capsys.readouterr().out
