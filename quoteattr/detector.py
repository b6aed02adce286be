"""The stretches of a text that stand inside quotation marks; who spoke them comes later.

Quotation marks are a small grammar, not a toggle: whether a mark opens or closes is read from its shape, its
neighbours and what is open; an apostrophe is no mark; the text's own style says whether double or single
marks stand outside; and a paragraph's end closes what was left open, so that an odd mark costs one quotation.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex
from attrs import evolve, frozen

from quoteattr.labels import label_without_marks
from quoteattr.lexicons import rows
from quoteattr.models import Span
from quoteattr.sentences import stripped
from quoteattr.single_marks import Apostrophes, Role, apostrophes, is_elided, single_roles
from quoteattr.tokenizer import letter_before


@frozen
class Stretch:
    """One stretch inside marks, within one paragraph."""

    start: int
    """The opening mark (the first word where the quotation runs on without one)."""
    end: int
    """Behind the closing mark."""
    inner: Span
    """The words, without the marks and the white space next to them."""
    mark: str
    """The opening mark; a dash for dash dialogue."""
    paragraph: int
    closed: bool = True
    runs_on: bool = False
    """Goes on in the next paragraph."""
    nested: tuple[Stretch, ...] = ()


def detect(text: str, paragraphs: Sequence[Span], style: str | None = None) -> list[Stretch]:
    """Return the outermost marked stretches of *text*, in order; those inside them are their ``nested``.

    *style* is the text's house style, if it is known.

    >>> [s.inner.of(text) for text in ['"Go," he said. "It’s the ‘90s."'] for s in detect(text, [Span(0, len(text))])]
    ['Go,', 'It’s the ‘90s.']
    """
    style = style or house_style(text)
    if style == "dash":
        return _dash_stretches(text, paragraphs)
    how = apostrophes(text) if style == "single" else None
    turns = _labelled_turns(text, paragraphs)
    found: list[Stretch] = []
    open_family = ""  # the family of a mark that the last paragraph left open
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        dash = _DASH.match(text, paragraph.start, paragraph.end)
        if dash and not open_family and _dash_tag().search(text, dash.end(), paragraph.end):
            found += _behind_dash(text, paragraph, number, dash)  # "— Sit down, child, she said.": a tag is proof
            continue
        if number in turns and not open_family:
            words = Span(turns[number], paragraph.end)
            inside = tuple(_stretches_of_paragraph(text, words, number, style, "", None, how))
            found.append(Stretch(words.start, words.end, words, LABEL, number, nested=inside))
            continue
        stretches = _stretches_of_paragraph(text, paragraph, number, style, open_family, following, how)
        open_family = ""
        if stretches and not stretches[-1].closed and following is not None:
            open_family = _family(stretches[-1].mark)
            reopens = _reopens(text, following, open_family)
            if reopens or _closes_first(text, following, open_family):
                stretches[-1] = evolve(stretches[-1], runs_on=True)
            if reopens or not stretches[-1].runs_on:
                open_family = ""
        found += stretches
    return found


LABEL = ":"
"""The ``mark`` of a turn in a transcript that has a label in front and no marks: MAYOR: We will."""


def _labelled_turns(text: str, paragraphs: Sequence[Span]) -> dict[int, int]:
    """Return for each paragraph that is a turn of a transcript without marks where its words begin.

    A transcript has three turns or more, one speaker takes the floor again, and hardly any turn is but a figure
    or a catchword ("Budget: 40 pounds").
    """
    turns: dict[int, int] = {}
    labels: list[str] = []
    whole = 0
    for number, paragraph in enumerate(paragraphs):
        label = label_without_marks(text, paragraph.start, paragraph.end)
        if label is None:
            continue
        turns[number] = label.end()
        labels.append(label["who"])
        ended = text[paragraph.end - 1] in ".?!…—–-)" or text[paragraph.end - 1] in MARKS
        whole += ended and _SMALL_WORD.search(text, label.end(), paragraph.end) is not None
    if len(turns) < _FEWEST_TURNS or len(set(labels)) == len(labels) or 2 * whole < len(turns):
        return {}
    return turns


_FEWEST_TURNS = 3
_SMALL_WORD = regex.compile(r"\b\p{Ll}{2}")


def house_style(text: str) -> str:
    """Return which marks stand outside in *text*: "double", "single" or "dash".

    >>> house_style("‘Go,’ said Mary. ‘He said “no.”’")
    'single'
    """
    doubles = sum(map(text.count, "“„«»「『")) + (text.count('"') + text.count("''") + text.count("``")) // 2
    dashes = sum(1 for _ in _DASH_LINE.finditer(f"\n{text}")) if doubles < 400 else 0
    if dashes >= 2 and dashes > doubles:
        return "dash" if dashes > len(_SINGLE_CLOSER.findall(text)) else "single"
    singles = min(len(_SINGLE_OPENER.findall(text)), len(_SINGLE_CLOSER.findall(text)))
    if singles == doubles > 0:  # the first mark stands outside
        first = _FIRST_MARK.search(text)
        return "single" if first is not None and first[0] in "'‘" else "double"
    return "single" if singles > doubles else "double"


_MARK = regex.compile(r"``|''|‘‘|’’|[\"“”„‟«»‹›「」『』‘’‚‛'`]")
_MARK_WHERE_SINGLE = regex.compile(r"``|‘‘|[\"“”„‟«»‹›「」『』‘’‚‛'`]")
"""Where single marks stand outside, two of them that touch are two: ''Tis he,' she said."""
_HTML_TAG = regex.compile(r"</?[a-zA-Z][^<>]{0,2000}+>")
_FAMILIES = {
    "double": ('"', "''", "``", "‘‘", "’’", "“", "”", "„", "‟"),
    "guillemet": ("«", "»"),
    "single": ("'", "‘", "’", "‚", "‛", "`"),
    "angle": ("‹", "›"),
    "corner": ("「", "」"),
    "white corner": ("『", "』"),
}
_FAMILY_OF = {mark: family for family, marks in _FAMILIES.items() for mark in marks}
MARKS = frozenset(_FAMILY_OF)
"""All quotation marks, of one character or two."""
_OPENING = frozenset(["“", "„", "‟", "‘", "‚", "‛", "``", "‘‘", "「", "『", "`"])
_CLOSING = frozenset(["”", "’’", "」", "』"])
_BEFORE_OPENER = frozenset(" \t\n\r\f\v\u00a0\u2009\u202f\u200b\ufeff([{<—–-―/*_>:=|…")
_STRONG_BEFORE_CLOSER = frozenset(".,!?;:…—–-*_)")

_SINGLE_OPENER = regex.compile(r"(?<![^\s“\"—–(\[-])['‘](?=[\p{Lu}\p{Ll}])(?!(?:\p{L}\p{M}*+){1,5}['’]\p{L})")
_SINGLE_CLOSER = regex.compile(r"(?<=[.,!?…—-])['’](?!\w)")
_FIRST_MARK = regex.compile(r"[\"“„«「]|(?<![\w])['‘](?=\p{L})")
_DASH_LINE = regex.compile(r"\n\ufeff?[^\S\n]*(?:[—–―]|--)[^\S\n]*(?=[\p{Lu}\p{L}¿¡“'’])")


def _family(mark: str) -> str:
    return _FAMILY_OF[mark]


def _reopens(text: str, paragraph: Span, family: str) -> bool:
    """Tell whether *paragraph* begins with a mark of the family, as where a speech runs on."""
    match = (_MARK_WHERE_SINGLE if family == "single" else _MARK).match(text, paragraph.start, paragraph.end)
    return match is not None and _family(match[0]) == family


def _closes_first(text: str, paragraph: Span, family: str) -> bool:
    """Tell whether the first mark of the family in *paragraph* can only close: verse inside a speech."""
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        if _family(match[0]) == family:
            if family == "single" and _is_apostrophe(text, match.start(), match.end()):
                continue
            return _role(text, match, paragraph) == "close"
    return False


def _marks(text: str, paragraph: Span, mark: regex.Pattern[str] = _MARK) -> list[regex.Match[str]]:
    """Return the marks of a paragraph; those inside HTML tags (``<a href="…">``) are none."""
    if "<" not in text[paragraph.start : paragraph.end]:
        return list(mark.finditer(text, paragraph.start, paragraph.end))
    found: list[regex.Match[str]] = []
    start = paragraph.start
    for tag in _HTML_TAG.finditer(text, paragraph.start, paragraph.end):
        found += mark.finditer(text, start, tag.start())
        start = tag.end()
    found += mark.finditer(text, start, paragraph.end)
    return found


class _Open:
    """A mark that waits for its partner."""

    __slots__ = ("children", "end", "mark", "start")

    def __init__(self, mark: str, start: int, end: int) -> None:
        self.mark, self.start, self.end = mark, start, end
        self.children: list[Stretch] = []


def _stretches_of_paragraph(
    text: str,
    paragraph: Span,
    number: int,
    style: str,
    open_family: str,
    following: Span | None,
    how: Apostrophes | None,
) -> list[Stretch]:
    """Return the outermost stretches of a paragraph; one of *open_family* runs on from the paragraph before.

    *how* tells of the text's apostrophes where single marks stand outside.
    """
    matches = _marks(text, paragraph, _MARK if how is None else _MARK_WHERE_SINGLE)
    if not matches and not open_family:
        return []
    if how is not None:
        singles = _roles_where_single(text, matches, paragraph, open_family, following, how)
    else:
        singles = _roles_where_double(text, matches)
    found: list[Stretch] = []
    stack: list[_Open] = []
    if open_family:
        stack.append(_Open(_FAMILIES[open_family][0], paragraph.start, paragraph.start))

    def close(upto: int, end_inner: int, end: int, closed: bool = True) -> None:
        """Close the mark at height *upto*; marks above it never found their partner and are dropped."""
        orphans = [child for lost in stack[upto + 1 :] for child in lost.children]
        mark = stack[upto]
        del stack[upto:]
        inner = Span(*stripped(text, mark.end, end_inner))
        if inner.start >= inner.end:
            return
        nested = (*mark.children, *orphans)
        stretch = Stretch(mark.start, end, inner, mark.mark, number, closed, False, nested)
        (stack[-1].children if stack else found).append(stretch)

    def height(family: str) -> int:
        return next(
            (i for i in range(len(stack) - 1, max(-1, len(stack) - 9), -1) if _family(stack[i].mark) == family),
            -1,
        )

    for k, match in enumerate(matches):
        mark, start, end = match[0], match.start(), match.end()
        family = _family(mark)
        role = singles.get(start, "") if family == "single" else _role(text, match, paragraph)
        if not role:
            continue
        at = height(family)
        if mark == "“" and at >= 0 and stack[at].mark == "„":
            role = "close"  # „low-high“
        if family == "guillemet":
            role = _guillemet_role(mark, at, stack)
        if role == "either":
            role = "close" if at >= 0 else "open"
            if role == "open" and _is_inch(text, start):
                continue
        if role == "nest":
            if len(stack) < 64:
                stack.append(_Open(mark, start, end))
        elif role == "open":
            nested = mark in _OPENING and at >= 0 and _nests(text, matches, k, stack[at].mark, paragraph)
            if at >= 0 and not nested:
                # an opener inside its own kind: the earlier one was never closed
                close(at, start, start, closed=False)
                if found and not stack and not found[-1].closed:
                    found[-1] = _cut_to_sentence(text, found[-1])
            if len(stack) < 64:
                stack.append(_Open(mark, start, end))
        elif at >= 0:
            inch = _is_inch(text, start) if mark == '"' else mark == "”" and _is_inch_behind_feet(text, start)
            if inch and _closer_follows(text, matches, k, paragraph):
                continue
            close(at, start, end)
    if stack:
        outer = stack[0]
        if _family(outer.mark) == "single" and style != "single":
            found += [child for lost in stack for child in lost.children]
        else:
            close(0, paragraph.end, paragraph.end, closed=False)
    return found


def _role(text: str, match: regex.Match[str], paragraph: Span) -> str:
    """Return "open", "close" or "either" for a mark that is not single."""
    mark, start, end = match[0], match.start(), match.end()
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    free_before = before in _BEFORE_OPENER or before.isspace() or before in _OPENING
    free_after = after.isspace()
    if mark in _OPENING:
        return "close" if free_after and not free_before else "open"
    if mark in _CLOSING:
        return "open" if free_before and not free_after and after.isalnum() and before not in "—–-…*_" else "close"
    if free_before and not free_after:
        return "either" if before in "—–-…*_" or (before in "/>:=|" and not after.isalnum()) else "open"
    if free_after and not free_before:
        return "close"
    if not free_before and (after in ".,;:!?)]—–-…'’”»" or before in ".,!?…"):
        return "close"
    return "either"


def _guillemet_role(mark: str, at: int, stack: list[_Open]) -> str:
    """Return "open" or "close", for « French » and »German« alike: what stands open decides, else the mark opens."""
    if at < 0:
        return "open"
    return "close" if stack[at].mark != mark else "open"


def _nests(text: str, matches: list[regex.Match[str]], k: int, outer: str, paragraph: Span) -> bool:
    """Tell whether an opener stands inside another of its kind: “He said “go” to me.”, "He said “go” to me."."""
    if outer == '"' and matches[k][0] == "“":
        closers = [match[0] for match in matches[k + 1 : k + 40]]
        if "”" not in closers:
            return False
        return '"' in closers[closers.index("”") :] or bool(_STRAIGHT_NEXT.match(text, paragraph.end))
    depth = 0
    for match in matches[k + 1 : k + 12]:
        if match[0] in ("“", "„"):
            return False
        if match[0] == "”":
            depth += 1
            if depth == 2:
                return True
    return False


_STRAIGHT_NEXT = regex.compile(r"\s{0,99}+\"")


def _is_inch(text: str, start: int) -> bool:
    """Tell whether a mark stands for inches, a digit before it: 6'2", 12" records."""
    return text[start - 1 : start].isdigit() and text[start] in "\"'’”"


def _is_inch_behind_feet(text: str, start: int) -> bool:
    """Tell whether a curly mark stands for inches, which it does behind feet alone: 6’4”."""
    return bool(_INCHES.search(text, max(0, start - 4), start))


_INCHES = regex.compile(r"\d['’]\d{1,2}\Z")


def _closer_follows(text: str, matches: list[regex.Match[str]], k: int, paragraph: Span) -> bool:
    """Tell whether the next double mark of the paragraph can only be a closer."""
    following = next((m for m in matches[k + 1 : k + 6] if m[0] in ('"', "”", "“")), None)
    return following is not None and _role(text, following, paragraph) == "close"


def _is_apostrophe(text: str, start: int, end: int, elisions: bool = True) -> bool:
    """Tell whether a single mark stands between letters or digits: don't, '90s, 5'10; or, with *elisions*, 'em."""
    before = letter_before(text, start)
    after = text[end : end + 1]
    if before.isalnum() and after.isalnum():
        return True
    if after.isdigit() and not before.isalnum():
        return bool(_DECADE.match(text, end))
    if before.isdigit() and not after.isalnum():
        return bool(_FEET.match(text, end))
    return elisions and after.isalpha() and not before.isalnum() and is_elided(text, end)


_DECADE = regex.compile(r"\d\ds?\b")
_FEET = regex.compile(r"\s{0,9}+\d{1,9}+\s{0,9}+(?:[\"”″]|''|in\b)|\s{1,9}+(?:tall|wide|long|high|deep)\b")


def _roles_where_single(
    text: str,
    matches: list[regex.Match[str]],
    paragraph: Span,
    open_family: str,
    following: Span | None,
    how: Apostrophes,
) -> dict[int, str]:
    """Return which single marks open, nest and close in a text that has them outside."""
    places = [
        match.start()
        for match in matches
        if _family(match[0]) == "single" and not _is_apostrophe(text, match.start(), match.end(), elisions=False)
    ]
    followed = following is not None and _reopens(text, following, "single")
    roles = single_roles(text, places, paragraph, open_family == "single", followed, how)
    return {place: _ROLES[role] for place, role in roles.items()}


_ROLES = {Role.OPEN: "open", Role.NEST: "nest", Role.CLOSE: "close"}


def _roles_where_double(text: str, matches: list[regex.Match[str]]) -> dict[int, str]:
    """Return which single marks open and close in a text that has double ones outside; an apostrophe has no role.

    A closer without a stop before it looks like a possessive plural ("the boys' books"): it counts only when
    no better closer comes before the next opener.
    """
    shapes: list[tuple[int, str]] = []
    for match in matches:
        start, end = match.start(), match.end()
        if _family(match[0]) != "single" or _is_apostrophe(text, start, end):
            continue
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        free_before = before in _BEFORE_OPENER or before.isspace() or before in '“"„«'
        if free_before and not after.isspace() and (after.isalnum() or after in '“"_.…—-¿¡([$£*'):
            shape = "open" if match[0] != "’" else ""
            if before in "—–-" and (match[0] == "’" or not after.isalnum()):
                shape = "strong"
        elif match[0] in "‘‚‛`" and not after.isspace():
            shape = "open"
        elif before in _STRONG_BEFORE_CLOSER or before in '"”':
            shape = "strong"
        elif not before.isspace() and not after.isalnum():
            shape = "weak"
        else:
            shape = ""
        if shape:
            shapes.append((start, shape))
    roles: dict[int, str] = {}
    following = ""  # the nearest opener or strong closer to the right
    for start, shape in reversed(shapes):
        if shape == "weak":
            roles[start] = "" if following == "strong" else "close"
            continue
        roles[start] = "close" if shape == "strong" else "open"
        following = shape
    return roles


def _cut_to_sentence(text: str, stretch: Stretch) -> Stretch:
    """Return a stretch that the next opener cut off up to the end of its sentence, without the narration behind it."""
    stop = _CUT.search(text, stretch.inner.start, stretch.inner.end)
    if stop is None or stop.end() >= stretch.inner.end:
        return stretch
    end = stop.end()
    inside = tuple(nested for nested in stretch.nested if nested.end <= end)
    return evolve(stretch, end=end, inner=Span(stretch.inner.start, end), nested=inside)


_CUT = regex.compile(
    r"[.!?](?=\s+\p{Lu})|,(?=\s+(?:\p{Lu}[\p{L}\p{M}.]+\s+){1,3}(?:said|says|told|added|asked)\b|\s+(?:he|she|they)\s+said\b)"
)


def _dash_stretches(text: str, paragraphs: Sequence[Span]) -> list[Stretch]:
    """Return the stretches of dash dialogue: what a dash opens is speech, but for its tags ("—Yes, he said.")."""
    found: list[Stretch] = []
    for number, paragraph in enumerate(paragraphs):
        dash = _DASH.match(text, paragraph.start, paragraph.end)
        if dash:
            found += _behind_dash(text, paragraph, number, dash)
        else:
            found += _stretches_of_paragraph(text, paragraph, number, "double", "", None, None)
    return found


def _behind_dash(text: str, paragraph: Span, number: int, dash: regex.Match[str]) -> list[Stretch]:
    """Return what is spoken in a paragraph behind its *dash*: what its tags leave."""
    found: list[Stretch] = []
    start = dash.end()
    for tag in [*_dash_tag().finditer(text, start, paragraph.end), None]:
        inner = Span(*stripped(text, start, tag.start("narration") if tag is not None else paragraph.end))
        if inner.start < inner.end:
            opening = dash.start() if inner.start == dash.end() else inner.start
            found.append(Stretch(opening, inner.end, inner, "—", number))
        start = tag.end() if tag is not None else paragraph.end
    return found


_DASH = regex.compile(r"(?:[—–―]|--)\s*")


@cache
def _dash_tag() -> regex.Pattern[str]:
    """Return the pattern of a tag in dash dialogue: ", he said, ", ", said the old man. ", or between two dashes."""
    # White space is entered where it begins and a tag has an end, so that no text is read over and over.
    return regex.compile(
        r"""(?: (?<= [,.!?…] ) \s++ | (?: (?<! \s ) | \G ) \s*+ (?:—|–|--) \s*+ )
        (?P<narration>
            (?: (?: he | she | they | I | we
                  | (?: \p{Lu}[\w.'’]* \s+ ){0,2} \p{Lu}[\w'’]*
                  | (?:the|his|her|my) (?:\s+\w+){1,3} ) \s+ (?:\w+ly \s+)? \L<verbs>
              | \L<verbs> \s+ (?: he | she | they | I | we | (?:the|his|her|my|an?|one|\p{Lu}) [^\n,.!?]* ) )
            \b [^.!?—]{0,300}? )
        (?: (?<=,) (?=\s) | (?<! \s ) \s*+ (?:—|–|--) \s*+ | [.:!?] (?=\s|\Z) | \Z )
        """,
        regex.VERBOSE,
        verbs=sorted(_spoken_forms()),
    )


def _spoken_forms() -> set[str]:
    """Return the past forms of the verbs of speech."""
    return {form for row in rows("cue_verbs") if row[1] != "thought" for form in row[2].split() if form.endswith("d")}
