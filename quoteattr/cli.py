"""``python -m quoteattr``: who said what, a line each."""

from __future__ import annotations

import argparse
import codecs
import csv
import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any

import regex

from quoteattr.exports import to_brat, to_dict, to_html, to_tei
from quoteattr.exports.sweep import walk
from quoteattr.models import Quote, QuoteKind, Speaker
from quoteattr.version import __version__

_EPILOG = """\
a line of the output, "?" for a speaker who is not known:
  Ramzan Kadyrov (Kadyrov, said, direct): “We never wanted …”
  speaker (mention, cue, kind): words

exit status: 0 when all was read, 1 when a file could not be, 2 for a wrong option
"""


def main(argv: Sequence[str] | None = None, extractor_class: Any = None) -> int:
    """Return the exit status, after printing who said what in the files that *argv* names.

    *extractor_class* stands in for :class:`~quoteattr.extractor.QuoteExtractor`.
    """
    _prepare_output()
    options = _parse(argv)
    if options.form != "lines":
        _prepare_output("utf-8")  # a document says of itself that it is UTF-8
    try:
        status = _run(options, extractor_class)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (head, less) has seen enough.  Without this Python would complain while it exits.
        _discard_output()
        return 0
    except KeyboardInterrupt:
        return 130
    return status


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m quoteattr",
        description="Print who said what, a line each.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        help="a text, UTF-8, UTF-16 or else Windows-1252; - for standard input; without a file an example text is read",
    )
    form = parser.add_mutually_exclusive_group()
    for name, help_text in (
        (
            "json",
            "JSON Lines, a quotation each, as to_dict makes them; where several files are given each has one key more, "
            '"file", to be taken out before from_dict',
        ),
        ("html", "a page with the text and its quotations"),
        ("tei", "a TEI document"),
        ("brat", "the .ann file of brat"),
    ):
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name, help=help_text)
    parser.set_defaults(form="lines")
    parser.add_argument(
        "--no-mentions",
        dest="mentions",
        action="store_false",
        help="with --json: without the speakers' mentions, which else each quotation repeats",
    )
    parser.add_argument("--explain", action="store_true", help="how each speaker was found; with --json, as data")
    parser.add_argument(
        "--kinds",
        type=_kinds,
        metavar="KIND,...",
        default=frozenset(QuoteKind),
        help="only these of direct, mixed and indirect",
    )
    parser.add_argument("--thoughts", action="store_true", help="also what people think, want and fear")
    parser.add_argument(
        "--characters",
        type=_characters,
        metavar="FILE.csv",
        help="who speaks, a table: columns name, aliases (semicolons between), kind, gender; name alone is needed",
    )
    parser.add_argument("--version", action="version", version=f"quoteattr {__version__}")
    options = parser.parse_args(argv)
    if options.form in _DOCUMENTS and len(options.files) > 1:
        parser.error(f"--{options.form} takes one file, as it makes one document; {len(options.files)} are given")
    if not options.mentions and options.form != "json":
        parser.error("--no-mentions goes with --json")
    if options.explain and options.form in _DOCUMENTS:
        parser.error(f"--explain gives text or, with --json, data; not with --{options.form}")
    return options


_DOCUMENTS = ("html", "tei", "brat")
"""The forms of which one file makes one."""


def _characters(name: str) -> tuple[Speaker, ...]:
    """Return the cast that a table has, as spreadsheets write it."""
    try:
        with open(name, encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            return tuple(_speaker(row) for row in rows if row["name"] != "")
    except KeyError as error:
        raise argparse.ArgumentTypeError(f"{name} has no column {error}") from None
    except OSError as error:
        raise argparse.ArgumentTypeError(f"cannot read {name}: {error.strerror or error}") from None
    except (TypeError, ValueError, csv.Error) as error:
        raise argparse.ArgumentTypeError(f"{name}: {error}") from None


def _speaker(row: dict[str, Any]) -> Speaker:
    aliases, kind, gender = ((row.get(cell) or "").strip() for cell in ("aliases", "kind", "gender"))
    known = [alias.strip() for alias in aliases.split(";") if alias.strip()]
    return Speaker(row["name"], known, kind.lower() or "unknown", gender.lower() or None)


def _kinds(value: str) -> frozenset[QuoteKind]:
    try:
        return frozenset(QuoteKind(kind.strip().lower()) for kind in value.split(","))
    except ValueError:
        known = ", ".join(QuoteKind)
        raise argparse.ArgumentTypeError(f"{value!r}: takes {known}, with commas between") from None


def _run(options: argparse.Namespace, extractor_class: Any) -> int:
    if extractor_class is None:
        # Not before it is needed: --help and a wrong option answer at once.
        from quoteattr.extractor import QuoteExtractor

        extractor_class = QuoteExtractor
    cast = {} if options.characters is None else {"characters": options.characters}
    extractor = extractor_class(kinds=options.kinds, thoughts=options.thoughts, **cast)
    several = len(options.files) > 1
    status = 0
    for name in options.files or [None]:
        try:
            text = _read(name)
        except OSError as error:
            print(f"quoteattr: cannot read {name}: {error.strerror or error}", file=sys.stderr)
            status = 1
            continue
        if several and options.form != "json":
            print(f"==> {_one_line(name)} <==")
        if options.form == "json":
            found = extractor.explain(text) if options.explain else extractor.extract(text)
            for one in found:
                data = to_dict(one, mentions=options.mentions)
                print(_json_line({"file": name, **data} if several else data))
        elif options.explain:
            for number, entry in enumerate(extractor.explain(text)):
                print(f"\n{entry}" if number else entry)
        else:
            _print(text, extractor.extract(text), options.form)
    return status


def _read(name: str | None) -> str:
    # Bytes, since a text file read as such has its line ends changed, and with them all offsets.
    if name is None:
        content = files("quoteattr").joinpath("example.txt").read_bytes()
    elif name == "-":
        if not hasattr(sys.stdin, "buffer"):
            return sys.stdin.read()
        content = sys.stdin.buffer.read()
    else:
        with open(name, "rb") as file:
            content = file.read()
    return _decoded(content, "standard input" if name == "-" else name)


def _decoded(content: bytes, name: str | None) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        encoding = _encoding(content)
        try:
            text, unread = content.decode(encoding), ""
        except UnicodeDecodeError:
            text, unread = content.decode(encoding, errors="replace"), ", with U+FFFD for what cannot be read"
        print(f"quoteattr: {name} is not UTF-8 (byte {error.start}); read as {encoding}{unread}", file=sys.stderr)
        return text


def _encoding(content: bytes) -> str:
    """Return what bytes that are no UTF-8 are read as."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    # The rest is mostly Windows-1252, where the curly marks of Latin-1 texts stand, too.
    return "Windows-1252" if _plausible(content) else "UTF-8"


def _plausible(content: bytes) -> bool:
    """Tell whether bytes are text of one byte a character, and no UTF-8 with a fault."""
    pairs_and_triples = b"".join(regex.findall(rb"[\xC2-\xDF][\x80-\xBF]|[\xE0-\xEF][\x80-\xBF]{2}", content))
    beyond_ascii = len(regex.findall(rb"[\x80-\xFF]", content))
    return b"\0" not in content and 2 * len(pairs_and_triples) < beyond_ascii


def _print(text: str, quotes: Sequence[Quote], form: str) -> None:
    if form == "html":
        print(to_html(text, quotes), end="")
    elif form == "tei":
        print(to_tei(text, quotes), end="")
    elif form == "brat":
        print(to_brat(text, quotes), end="")
    else:
        for line in _lines(quotes):
            print(line)
        if not quotes:
            sys.stdout.flush()
            print("quoteattr: no quotations found", file=sys.stderr)


def _json_line(row: dict[str, Any]) -> str:
    line = json.dumps(row, ensure_ascii=False)
    # Line ends to some readers, though not to JSON.
    return str(regex.sub(r"[\x7F-\x9F\u2028\u2029]", lambda match: f"\\u{ord(match[0]):04x}", line))


def _lines(quotes: Sequence[Quote]) -> Iterator[str]:
    for occurrence in walk(quotes):
        quote = occurrence.quote
        named = [
            quote.mention.text if quote.mention else None,
            quote.cue.text if quote.cue else None,
            str(quote.kind),
            f"via {quote.via}" if quote.via else None,
        ]
        how = ", ".join(part for part in named if part)
        words = f"“{quote.text}”" if quote.kind is QuoteKind.DIRECT else quote.text
        yield "    " * occurrence.depth + _one_line(f"{quote.speaker or '?'} ({how}): {words}")


def _one_line(words: str) -> str:
    """Return *words* on one line, without the control characters that would command a terminal."""
    return str(regex.sub(r"[\p{Cc}\p{Cs}]", "\N{REPLACEMENT CHARACTER}", " ".join(words.split())))


def _prepare_output(encoding: str | None = None) -> None:
    # Lines go out as the terminal takes them, with "?" for a character that it has not.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding or sys.stdout.encoding, errors="replace")


def _discard_output() -> None:
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return  # no real file: nothing will be flushed to it
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
