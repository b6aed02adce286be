"""The command line, with an extractor that is told what to find."""

from __future__ import annotations

import codecs
import io
import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
import regex

import quoteattr
from quoteattr.cli import main
from quoteattr.exports import from_dict
from quoteattr.models import Cue, Mention, Quote, QuoteKind, Span, Speaker

ROOT = Path(__file__).parent.parent


class StubExtractor:
    """Finds what stands between curly marks; the word after the closing mark and “said” speaks."""

    made: list[StubExtractor] = []  # noqa: RUF012

    def __init__(self, kinds=frozenset(QuoteKind), thoughts=False, characters=()):
        self.kinds, self.thoughts, self.characters, self.texts = kinds, thoughts, characters, []
        StubExtractor.made.append(self)

    def extract(self, text):
        self.texts.append(text)
        return [self._quote(match) for match in regex.finditer(r"“([^”]*)”(?: (said) (\w+))?", text)]

    def explain(self, text):
        return [f"{number}. because" for number, _ in enumerate(self.extract(text), 1)]

    def _quote(self, match):
        if not match[2]:
            return Quote(match[1], (Span(*match.span(1)),), Span(match.start(), match.end(1) + 1))
        return Quote(
            match[1],
            (Span(*match.span(1)),),
            Span(match.start(), match.end(1) + 1),
            speaker=Speaker(match[3]),
            mention=Mention(match[3], Span(*match.span(3)), "name"),
            cue=Cue("said", Span(*match.span(2)), "say"),
        )


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """Run the command line in a directory of its own: run("x.txt") -> (status, output, complaints)."""
    monkeypatch.chdir(tmp_path)
    StubExtractor.made.clear()

    def run(*arguments):
        status = main(arguments, extractor_class=StubExtractor)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


def write(name: str, text: str) -> None:
    Path(name).write_bytes(text.encode("utf-8", "surrogatepass"))


def test_a_line_says_who_said_what(run):
    write("news.txt", "“We go,” said Mary.\n\n“Where to?”\n")
    assert run("news.txt") == (0, "Mary (Mary, said, direct): “We go,”\n? (direct): “Where to?”\n", "")


def test_long_words_are_not_cut_and_stay_on_one_line(run):
    write("long.txt", "“" + "far and\r\nwide " * 500 + "”")
    _, output, _ = run("long.txt")
    assert output.count("\n") == 1
    assert output.count("far and wide") == 500


def test_words_without_marks_are_printed_without_marks(capsys):
    class Indirect(StubExtractor):
        def extract(self, text):
            inner = Quote("b", (Span(2, 3),), Span(2, 3))
            via = Speaker("Coastwire")
            return [Quote("a b", (Span(0, 3),), Span(0, 3), QuoteKind.INDIRECT, via=via, quotes=(inner,))]

    assert main([], extractor_class=Indirect) == 0
    assert capsys.readouterr().out == "? (indirect, via Coastwire): a b\n    ? (direct): “b”\n"


def test_a_text_cannot_command_the_terminal(run):
    write("escape.txt", "“\x1b[2Jgone\x07”")
    assert "\x1b" not in run("escape.txt")[1]


def test_without_a_file_it_reads_the_example(run):
    status, output, _ = run()
    assert status == 0
    assert StubExtractor.made[0].texts == [(ROOT / "quoteattr/example.txt").read_text(encoding="utf-8")]
    assert output.count("\n") > 10


def test_a_hyphen_reads_standard_input(run, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("“Go,” said Zoë.".encode())))
    assert run("-") == (0, "Zoë (Zoë, said, direct): “Go,”\n", "")


def test_the_text_is_not_edited(run):
    write("bytes.txt", "\ufeff“a”\r\n\r\n\0")
    run("bytes.txt")
    assert StubExtractor.made[0].texts == ["\ufeff“a”\r\n\r\n\0"]


@pytest.mark.parametrize(
    ("content", "encoding", "text"),
    [
        (b"Ren\xe9 said: \x93Go.\x94", "Windows-1252", "René said: “Go.”"),
        (b"Ren\xe9 said: \x93Go.\x94 \x81", "Windows-1252", "René said: “Go.” \ufffd"),
        ("Zoë said: “Go.”".encode() + b"\xe9", "UTF-8", "Zoë said: “Go.”\ufffd"),
        (codecs.BOM_UTF16_LE + "Zoë: “Go.”".encode("utf-16-le"), "UTF-16", "Zoë: “Go.”"),
        (codecs.BOM_UTF16_BE + "Zoë: “Go.”".encode("utf-16-be"), "UTF-16", "Zoë: “Go.”"),
        (codecs.BOM_UTF16_LE + "“Go.”".encode("utf-16-le") + b"a", "UTF-16", "“Go.”\ufffd"),
    ],
    ids=["Latin-1", "a byte of no meaning", "UTF-8 with a fault", "UTF-16", "UTF-16 big-endian", "UTF-16 cut off"],
)
def test_what_is_no_utf_8_is_said_and_read(run, content, encoding, text):
    Path("odd.txt").write_bytes(content)
    status, _, complaints = run("odd.txt")
    assert status == 0
    assert StubExtractor.made[0].texts == [text]
    assert complaints.startswith("quoteattr: odd.txt is not UTF-8 (byte ")
    unread = ", with U+FFFD for what cannot be read" if "\ufffd" in text else ""
    assert complaints.splitlines()[0].endswith(f"; read as {encoding}{unread}")


def test_several_files_have_headings(run):
    write("a.txt", "“A”")
    write("b.txt", "“B”")
    expected = "==> a.txt <==\n? (direct): “A”\n==> b.txt <==\n? (direct): “B”\n"
    assert run("a.txt", "b.txt") == (0, expected, "")


def test_a_missing_file_is_named_and_the_others_are_read(run):
    write("there.txt", "“Here”")
    status, output, complaints = run("gone.txt", "there.txt")
    assert status == 1
    assert "“Here”" in output
    assert complaints == "quoteattr: cannot read gone.txt: No such file or directory\n"


def test_a_directory_is_no_file(run):
    Path("folder").mkdir()
    status, _, complaints = run("folder")
    assert status == 1
    assert complaints.startswith("quoteattr: cannot read folder: ")


def test_json_lines_are_read_back_as_quotations(run):
    write("a.txt", "“A\u2028\x85b,” said Mary. “C”")
    _, output, _ = run("--json", "a.txt")
    quotes = [from_dict(json.loads(line)) for line in output.splitlines()]
    assert quotes == StubExtractor().extract("“A\u2028\x85b,” said Mary. “C”")


@pytest.mark.parametrize(
    ("form", "start"),
    [("--html", "<!DOCTYPE html>"), ("--tei", "<?xml version"), ("--brat", "T1\tQuotation 1 3\tA,\n")],
)
def test_documents(run, form, start):
    write("a.txt", "“A,” said Mary.")
    status, output, _ = run(form, "a.txt")
    assert status == 0
    assert output.startswith(start)
    assert "Mary" in output


def test_explain_prints_an_account_each(run):
    write("a.txt", "“A” “B”")
    assert run("--explain", "a.txt") == (0, "1. because\n\n2. because\n", "")


def test_explain_as_data(capsys, tmp_path):
    (tmp_path / "a.txt").write_text("“Go,” said Mary.", encoding="utf-8")
    assert main(["--explain", "--json", str(tmp_path / "a.txt")]) == 0
    [line] = capsys.readouterr().out.splitlines()
    account = json.loads(line)
    assert from_dict(account["quote"]).rule == account["answers"][-1]["rule"] == "name_tag"


def test_json_without_mentions(capsys, tmp_path):
    (tmp_path / "a.txt").write_text("“Go,” said Mary.", encoding="utf-8")
    assert main(["--json", "--no-mentions", str(tmp_path / "a.txt")]) == 0
    speaker = from_dict(json.loads(capsys.readouterr().out)).speaker
    assert (speaker.name, speaker.mentions) == ("Mary", ())


def test_json_lines_of_several_files_name_their_file(run):
    write("a.txt", "“A”")
    write("b.txt", "“B” “C”")
    _, output, _ = run("--json", "a.txt", "b.txt")
    rows = [json.loads(line) for line in output.splitlines()]
    assert [(row["file"], row["text"]) for row in rows] == [("a.txt", "A"), ("b.txt", "B"), ("b.txt", "C")]
    assert from_dict({key: value for key, value in rows[0].items() if key != "file"}).text == "A"
    _, output, _ = run("--json", "a.txt")
    assert "file" not in json.loads(output)


def test_nothing_found_is_said_and_is_no_error(run):
    write("a.txt", "Nothing.")
    assert run("a.txt") == (0, "", "quoteattr: no quotations found\n")
    assert run("--json", "a.txt") == (0, "", "")


def test_the_extractor_is_given_the_choices(run):
    run("--kinds", "direct, mixed", "--thoughts")
    run()
    chosen, plain = StubExtractor.made
    assert chosen.kinds == {QuoteKind.DIRECT, QuoteKind.MIXED}
    assert chosen.thoughts is True
    assert plain.kinds == set(QuoteKind)
    assert plain.thoughts is False


def test_kinds_may_have_capitals(run):
    run("--kinds", "Direct")
    assert StubExtractor.made[0].kinds == {QuoteKind.DIRECT}


def test_a_cast_is_read_from_a_table(run):
    write("cast.csv", "\ufeffname,gender,aliases\r\nAnn Lee,female,Annie; the Major\r\nCentrex,,\r\n")
    assert run("--characters", "cast.csv")[0] == 0
    ann = Speaker("Ann Lee", ("Annie", "the Major"), gender="female")
    assert StubExtractor.made[0].characters == (ann, Speaker("Centrex"))
    run()
    assert StubExtractor.made[1].characters == ()


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ("person,gender\nAnn,female\n", "cast.csv has no column 'name'"),
        ("name,gender\nAnn,f\n", "cast.csv: 'f' is no gender"),
        ("gender,name\nfemale\n", "cast.csv: the name of a speaker is a str, not None"),
        (None, "cannot read cast.csv"),
    ],
)
def test_a_wrong_table_ends_with_2(run, capsys, table, complaint):
    if table is not None:
        write("cast.csv", table)
    with pytest.raises(SystemExit) as ended:
        run("--characters", "cast.csv")
    assert ended.value.code == 2
    assert complaint in capsys.readouterr().err


def test_version(run, capsys):
    with pytest.raises(SystemExit) as ended:
        run("--version")
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"quoteattr {quoteattr.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--kinds", "loud"], "takes direct, mixed, indirect, with commas between"),
        (["--brat", "a.txt", "b.txt"], "--brat takes one file"),
        (["--brat", "--explain"], "not with --brat"),
        (["--html", "a.txt", "b.txt"], "--html takes one file, as it makes one document; 2 are given"),
        (["--html", "--json"], "not allowed with"),
        (["--no-mentions"], "--no-mentions goes with --json"),
    ],
)
def test_wrong_options_end_with_2(run, capsys, arguments, complaint):
    with pytest.raises(SystemExit) as ended:
        run(*arguments)
    assert ended.value.code == 2
    assert complaint in capsys.readouterr().err


STUB_PROGRAM = """
import sys
from quoteattr.cli import main
from quoteattr.models import Quote, Span

class Stub:
    def __init__(self, **choices): ...
    def extract(self, text):
        return [Quote("“" + "x" * 100, (Span(0, 1),), Span(0, 1))] * 20_000

sys.exit(main(sys.argv[1:], extractor_class=Stub))
"""


def start(**environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", STUB_PROGRAM],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_a_closed_pipe_ends_quietly():
    with start() as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_a_terminal_without_curly_marks_is_no_error():
    with start(PYTHONIOENCODING="ascii") as process:
        output, complaints = process.communicate()
    assert process.returncode == 0
    assert complaints == b""
    assert output.startswith(b"? (direct): ??xxx")


@pytest.mark.parametrize(
    "shape",
    {
        "nested": r"“[^”]*‘[^”]*’[^”]*”",
        "split": r"“[^”]*,” he added, “",
        "paragraphs": r"“[^”]*\.\n\n“[^”]*”",
        "dash": r"^— \w.* she said",
        "single": r"^‘[^’]*,’ the",
        "decade": r"’90s",
        "rock": r"rock ’n’ roll",
        "feet": r"\d' \d\"",
        "possessive plural": r"s’ ",
        "scare": r"a “temporary”",
        "word": r"the word “",
        "title": r"author of “The Patient River”",
        "nickname": r"Danny “The Eel” Marsh",
        "inverted": r"” said Mayor Teresa Holloway, a former river pilot who",
        "apposition": r"Anton Brisk, an engineer who [^,]*, said: “",
        "common noun": r"” said the old woman",
        "group": r"The police in [^.]* said that",
        "acronym": r"National Rivers Agency \(NRA\)",
        "pronoun": r"” she said\. “",
        "via": r"said on Tuesday, the Coastwire agency reported\.",
        "colon": r"to say: “",
        "name line": r"”\n— Ruth Amory$",
        "label": r"^[A-Z]+: “",
        "fronted": r"The barrier would [^“”]*, said\.",
        "told": r"He told the council that",
        "according": r"According to a senior aide, ",
        "mixed": r"The NRA said it “",
    }.items(),
    ids=lambda item: item[0],
)
def test_the_example_has_every_shape(shape):
    text = files("quoteattr").joinpath("example.txt").read_text(encoding="utf-8")
    assert regex.search(shape[1], text, regex.MULTILINE), shape[0]
