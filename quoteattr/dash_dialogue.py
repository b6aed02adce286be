"""Speech that a dash opens, as in Joyce: all of its paragraph, but for the tags ("—Yes, he said. Go on.")."""

from __future__ import annotations

from functools import cache

import regex

from quoteattr.lexicons import rows
from quoteattr.models import Span
from quoteattr.sentences import stripped


def opening_dash(text: str, paragraph: Span) -> Span | None:
    """Return the dash that begins *paragraph*, and the white space behind it."""
    dash = _DASH.match(text, paragraph.start, paragraph.end)
    return None if dash is None else Span(*dash.span())


def has_tag(text: str, start: int, end: int) -> bool:
    """Tell whether a tag follows in a paragraph, which is proof of speech: "— Sit down, child, she said."."""
    return _tag().search(text, start, end) is not None


def spoken_parts(text: str, start: int, end: int) -> list[Span]:
    """Return what is spoken behind a dash: what the tags leave.

    >>> text = "—Yes, he said. Go on."
    >>> [part.of(text) for part in spoken_parts(text, 1, len(text))]
    ['Yes,', 'Go on.']
    """
    found: list[Span] = []
    for tag in [*_tag().finditer(text, start, end), None]:
        dash = _INNER_DASH.match(text, start, end)  # … Greta said. — And I am early, said Tom.
        start = dash.end() if dash else start
        part = Span(*stripped(text, start, end if tag is None else tag.start("narration")))
        if part.start < part.end:
            found.append(part)
        start = end if tag is None else tag.end()
    return found


_DASH = regex.compile(r"(?:[—–―]|--)\s*")
_INNER_DASH = regex.compile(r"\s{0,9}+(?:[—–―]|--)\s*")


@cache
def _tag() -> regex.Pattern[str]:
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
