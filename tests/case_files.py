"""Reads the cases in ``tests/cases`` and compares them with what the library found.

The grammar of a case is told in ``tests/cases/README.md``; this is its only reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import field, frozen

from quoteattr import Quote, QuoteKind, Speaker

CASES = Path(__file__).parent / "cases"
FAMILIES = ("in_the_wild", "synthetic", "negative", "known_failures")
KEYS = frozenset({"kind", "cue", "mention", "via", "type", "rule", "gender", "to"})
TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "doctor", "prof", "professor", "sir", "dame", "lady", "lord", "captain"}
    | {"colonel", "general", "sergeant", "inspector", "officer", "mayor", "governor", "senator", "sen", "rep"}
    | {"gov", "president", "minister", "father", "sister", "aunt", "uncle"}
)


@frozen
class Answer:
    """One answer line: a quotation as a careful reader would report it."""

    pieces: tuple[str, ...]
    """What each span holds, in order; " … " in a piece leaves out its middle."""
    speaker: str
    """A name, "?" for a speaker who stays unknown, or "*" for one that is not compared."""
    details: dict[str, str] = field(factory=dict)
    nested: tuple[Answer, ...] = ()
    line: str = ""


@frozen
class Case:
    """One case: a title, a text, and all the quotations in it."""

    family: str
    file: str
    title: str
    text: str
    answers: tuple[Answer, ...]

    @property
    def id(self) -> str:
        return f"{self.family}/{self.file}: {self.title}"


def read_cases(family: str, folder: Path = CASES) -> list[Case]:
    """Return the cases of *family*, file by file, in the order they stand there."""
    return [
        case
        for path in sorted((folder / family).glob("*.txt"))
        for case in parse_cases(path.read_text(encoding="utf-8"), family, path.stem)
    ]


def parse_cases(source: str, family: str = "", file: str = "") -> list[Case]:
    """Return the cases in *source*.

    >>> [case] = parse_cases('''A tag after
    ... .
    ... “Go,” said Mary.
    ... .
    ... Go = Mary | cue=said
    ... .
    ... ''')
    >>> case.title, case.text, case.answers[0].speaker
    ('A tag after', '“Go,” said Mary.', 'Mary')
    """
    lines = iter(source.splitlines())
    cases = []
    for title in lines:
        if not title.strip() or title.startswith("#"):
            continue
        where = f"{family}/{file}: {title}"
        if next(lines, None) != ".":
            raise ValueError(f"{where}: the title must be followed by a line that is a full stop")
        text = "\n".join(_section(lines, where))
        answers = _answers(_section(lines, where), where)
        cases.append(Case(family, file, title.strip(), text, answers))
    return cases


def _section(lines: Iterator[str], where: str) -> list[str]:
    section: list[str] = []
    for line in lines:
        if line == ".":
            return section
        section.append(line)
    raise ValueError(f"{where}: the file ends inside the case")


def _answers(lines: Sequence[str], where: str) -> tuple[Answer, ...]:
    lines = [line for line in lines if line.strip()]
    if lines == ["none"]:
        return ()
    answers: list[Answer] = []
    for line in lines:
        if line.startswith("> "):
            if not answers:
                raise ValueError(f"{where}: a nested quotation stands before the one that holds it")
            outer = answers[-1]
            nested = (*outer.nested, _answer(line[2:], where))
            answers[-1] = Answer(outer.pieces, outer.speaker, outer.details, nested, outer.line)
        else:
            answers.append(_answer(line, where))
    if not answers:
        raise ValueError(f'{where}: no answers; write "none" when the text holds no quotation')
    return tuple(answers)


def _answer(line: str, where: str) -> Answer:
    """Read ``words … words + words = speaker | key=value | key=value``."""
    words, equals, rest = line.partition(" = ")
    speaker, *pairs = (part.strip() for part in rest.split("|"))
    if not equals or not speaker:
        raise ValueError(f"{where}: an answer needs “words = speaker”: {line}")
    if loose := [pair for pair in pairs if "=" not in pair]:
        raise ValueError(f"{where}: {loose} should be key=value")
    details = dict(pair.split("=", 1) for pair in pairs)
    if unknown := details.keys() - KEYS:
        raise ValueError(f"{where}: unknown key {sorted(unknown)}; the keys are {sorted(KEYS)}")
    if details.setdefault("kind", "direct") not in {"*", *map(str, QuoteKind)}:
        raise ValueError(f"{where}: unknown kind: {line}")
    return Answer(tuple(piece.strip() for piece in words.split(" + ")), speaker, details, (), line)


def differences(case: Case, quotes: Sequence[Quote]) -> list[str]:
    """Return what *quotes* has other than *case* expects, a sentence each; nothing when all is well."""
    return _compare(case.answers, quotes, case.text, "quotation")


def _compare(answers: Sequence[Answer], quotes: Sequence[Quote], text: str, what: str) -> list[str]:
    found: list[str] = []
    unexpected = list(quotes)
    last = -1
    for answer in answers:
        quote = next((quote for quote in unexpected if matches(answer, quote, text)), None)
        if quote is None:
            found.append(f"missing {what}: {answer.line}")
            continue
        unexpected.remove(quote)
        if quote.extent.start < last:
            found.append(f"out of order: {answer.line}")
        last = quote.extent.start
        found += [f"{answer.line}: {difference}" for difference in detail_differences(answer, quote)]
        if answer.nested:
            found += _compare(answer.nested, quote.quotes, text, "nested quotation")
    found += [f"unexpected {what}: {quote.text!r} ({quote.kind}) = {quote.speaker}" for quote in unexpected]
    return found


def matches(answer: Answer, quote: Quote, text: str) -> bool:
    """Tell whether the quotation's spans hold the answer's words, piece by piece."""
    return len(answer.pieces) == len(quote.spans) and all(
        _piece_matches(piece, span.of(text)) for piece, span in zip(answer.pieces, quote.spans, strict=True)
    )


def _piece_matches(piece: str, found: str) -> bool:
    got = words(found)
    if got[:1] == ["that"] and not piece.lower().startswith("that"):
        got = got[1:]  # said that …: the word may belong to the content, as in PolNeAR
    forms = [piece, re.sub(r"\([^)]*\)", "", piece)] if "(" in piece else [piece]
    for form in forms:
        begin, middle, end = form.partition(" … ")
        first, last = words(begin), words(end)
        if not middle and got == first:
            return True
        room = len(got) >= len(first) + len(last)
        if middle and last and room and got[: len(first)] == first and got[-len(last) :] == last:
            return True
    return False


def detail_differences(answer: Answer, quote: Quote) -> Iterator[str]:
    details = answer.details
    if details["kind"] not in {"*", str(quote.kind)}:
        yield f"kind is {quote.kind}"
    if not _same_speaker(answer.speaker, quote.speaker):
        yield f"speaker is {quote.speaker} (rule {quote.rule})"
    if "cue" in details and not _same_words(details["cue"], quote.cue.text if quote.cue else None):
        yield f"cue is {quote.cue and quote.cue.text!r}"
    if "mention" in details and not _same_words(details["mention"], quote.mention.text if quote.mention else None):
        yield f"mention is {quote.mention and quote.mention.text!r}"
    if "via" in details and not _same_speaker(details["via"], quote.via):
        yield f"via is {quote.via}"
    if "type" in details and (quote.attribution is None or str(quote.attribution) != details["type"]):
        yield f"attribution is {quote.attribution}"
    if "rule" in details and (quote.rule or "none") != details["rule"]:
        yield f"rule is {quote.rule}"
    if "gender" in details and (quote.speaker is None or quote.speaker.gender != details["gender"]):
        yield f"gender is {quote.speaker and quote.speaker.gender}"
    if "to" in details:
        expected = [name.strip() for name in details["to"].split(",") if details["to"] != "none"]
        got = list(quote.addressees)
        if len(expected) != len(got) or not all(
            any(_same_speaker(name, addressee) for addressee in got) for name in expected
        ):
            yield f"addressees are {[str(addressee) for addressee in got]}"


def _same_words(expected: str, got: str | None) -> bool:
    """Compare by words; "/" parts answers that are as good, "none" stands for nothing."""
    if got is None:
        return expected == "none"
    return any(words(form) == words(got) for form in expected.split("/"))


def _same_speaker(expected: str, got: Speaker | None) -> bool:
    """Compare names without case and article; a title counts only where both have one."""
    if expected == "*":
        return True
    if got is None:
        return expected in {"?", "none"}
    return any(_same_name(form, got.name) for form in expected.split("/"))


def _same_name(expected: str, got: str) -> bool:
    first, second = _name(expected), _name(got)
    return first == second or (
        (first[:1] and first[0] in TITLES) != (second[:1] and second[0] in TITLES)
        and _without_titles(first) == _without_titles(second)
    )


def _name(name: str) -> list[str]:
    parts = words(name)
    return parts[1:] if parts[:1] and parts[0] in {"the", "a", "an"} else parts


def _without_titles(parts: list[str]) -> list[str]:
    while len(parts) > 1 and parts[0] in TITLES:
        parts = parts[1:]
    return parts


def words(text: str) -> list[str]:
    """Return the words of *text* without case, marks and punctuation.

    >>> words("“Don’t go,” he")
    ['don', 't', 'go', 'he']
    """
    return re.findall(r"\w+", text.casefold())
