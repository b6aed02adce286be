"""Text to paragraphs and tokens, with offsets; the text is never edited.

>>> tokenize("She didn’t go.")
['She', ' ', 'did', 'n’t', ' ', 'go', '.']
"""

from __future__ import annotations

from array import array
from functools import lru_cache
from itertools import pairwise
from sys import intern
from unicodedata import combining

import regex

from quoteattr.models import Span


def tokenize(text: str) -> list[str]:
    """Return the pieces of *text* in order, white space included: joined, they give *text* back.

    Contractions and possessives are parted as in the Penn Treebank, whichever apostrophe they have.

    >>> tokenize("Sen. O'Neill's well-known U.S. plan…")
    ['Sen.', ' ', "O'Neill", "'s", ' ', 'well-known', ' ', 'U.S.', ' ', 'plan', '…']
    """
    return _PIECE.findall(text)


_Parts = tuple[tuple[str, ...], tuple[int, ...]]
"""The words and marks of a chunk, and where in it each begins."""


def words_and_starts(text: str) -> tuple[list[str], array[int]]:
    """Return the words and marks of *text*, white space left out, and where each begins.

    >>> words_and_starts("“Go!” she said.")
    (['“', 'Go', '!', '”', 'she', 'said', '.'], array('q', [0, 1, 3, 4, 6, 10, 14]))
    """
    words: list[str] = []
    starts = array("q")  # of a long text, a list of so many numbers were an eighth of all memory
    append = starts.append
    known: dict[str, _Parts] = {}
    start = 0
    for chunk in text.split(" "):  # most are a word, or a word and a mark, and come again and again
        parts = known.get(chunk)
        if parts is None:
            if chunk.isalpha() and chunk.isascii():
                parts = known[chunk] = (intern(chunk),), _AT_ONCE
            elif chunk.rstrip()[-1:] == "." and _OPEN_END.search(chunk):  # what follows decides
                stop = start + len(chunk.rstrip()) - 1
                parts = _parts(chunk, bool(_CAPITAL_BEHIND.match(text, stop)))
            else:
                parts = known[chunk] = _parts_of_short(chunk) if len(chunk) <= _SHORT else _parts(chunk)
        words += parts[0]
        if parts[1] is _AT_ONCE:
            append(start)
        else:
            for offset in parts[1]:
                append(start + offset)
        start += len(chunk) + 1
    return words, starts


@lru_cache(maxsize=4096)
def _parts_of_short(chunk: str) -> _Parts:
    """Return the parts of a chunk that may come again in other texts: "said.", "it’s"."""
    return _parts(chunk)


def _parts(chunk: str, before_capital: bool = False) -> _Parts:
    """Return the words and marks of *chunk*, which ends where the text has a space, and where in it each begins."""
    words: list[str] = []
    starts: list[int] = []
    start = 0
    for piece in tokenize(f"{chunk} A" if before_capital else chunk):
        if start >= len(chunk):
            break
        if piece[0] not in _BLANK:
            words.append(intern(piece))  # one object a word form: a novel repeats its ten thousand forms
            starts.append(start)
        start += len(piece)
    return tuple(words), tuple(starts)


def paragraphs(text: str) -> list[Span]:
    """Return the paragraphs of *text*, without the white space around them.

    A blank line ends a paragraph, unless the sentence plainly goes on behind it (a page break).  A single
    line end does so too where the lines of the text are not wrapped.

    >>> text = "One.\\n\\nTwo."
    >>> [span.of(text) for span in paragraphs(text)]
    ['One.', 'Two.']
    """
    found: list[Span] = []
    line_ends = not _is_wrapped(text)
    pattern = _LINE_BREAK if line_ends else _BLANK_LINE
    start = 0
    for match in [*pattern.finditer(text), None]:
        end = match.start() if match else len(text)
        span = _strip(text, start, end)
        start = match.end() if match else end
        if span.start == span.end:
            continue
        if found and _goes_on(text, found[-1], span):
            span = Span(found.pop().start, span.end)
        found.append(span)
    return found


_PIECE = regex.compile(
    r"""
    [a-zA-Z]++ (?= [\s,;!?")”] | \Z )                                   # a plain word: none of what follows
  | [\s\ufeff\u200b-\u200f\u202a-\u202e\u2060]+                         # white space, seen or not
  | (?: https?:// | www\. ) [^\s<>"“”«»]* [^\s<>"“”«».,;:!?)\]'’]      # a link is one token
  | (?: \p{L}\p{M}*+\. ){2,}                                           # U.S.  a.m.  J.K.
  | (?: [MD]rs? | [MJS]r | Ms | Mme | Messrs | Sens? | Reps? | Govs? | Gen | Col | Capt | Lt | Sgt | Maj | Adm
      | Rev | Hon | Prof | Pres | St | Supt | Insp | Cmdr | Jan | Feb | Aug | Sept | Oct | Nov | Dec
      | Inc | Corp | Co | Ltd | No | vs | etc ) \.
  | \p{Lu}\p{M}*+ \. (?= \s* \p{Lu} )                                  # an initial: J. Smith
  | \p{N}{1,30} (?: [.,:/] \p{N}{1,30} ){0,30} (?: st | nd | rd | th | s )? \b
  | \p{L}+ (?= n['’]t \b )                                             # did|n't
  | n['’]t \b
  | ['’] (?: s | re | ve | ll | d | m | S | RE | VE | LL | D | M ) \b
  | \p{L} [\p{L}\p{M}\p{N}]*
    (?: (?<= [ÃÂ] | A[\u0302\u0303] ) [\x80-\x84\x86-\x9f\xa1-\xaa\xac-\xba\xbc-\xbf]
        (?: (?<= \p{L} (?: [ÃÂ] | A[\u0302\u0303] ) . ) | (?= \p{L} ) )
        [\p{L}\p{M}\p{N}]* )*+                                         # JosÃ©: UTF-8 read as something else
    (?: (?: ['’] (?! (?: s | re | ve | ll | d | m | t ) \b ) | [-‐‑.&] ) (?= \p{L} ) [\p{L}\p{M}\p{N}]+ )*+
  | `` | '' | ‘‘ | ’’ | \.{2,} | -{2,}
  | .
    """,
    regex.VERBOSE | regex.DOTALL,
)

_AT_ONCE = (0,)
_SHORT = 30
"""The longest chunk that is remembered from text to text."""
_OPEN_END = regex.compile(r"\p{Lu}\p{M}*+\.\s*+\Z")
"""The end of a chunk that may be an initial: only if a capital follows behind the space."""
_CAPITAL_BEHIND = regex.compile(r"\.\s*+\p{Lu}")

_UNSEEN = frozenset("\ufeff\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060")
"""A byte order mark, zero-width and bidirectional characters: no part of any word."""
_BLANK = _UNSEEN | frozenset(
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_BLANK_LINE = regex.compile(r"\r?\n[^\S\n]*+\n\s*+|\r[^\S\r\n]*\r\s*+|[\u2029\f]\s*+")
_LINE_BREAK = regex.compile(r"[\n\r\u2028\u2029\f]\s*+")
_LOOKED_AT = 200_000
"""In characters: so much of a text tells whether its lines are wrapped."""
_SHORTEST_LINE = 20


def _is_wrapped(text: str) -> bool:
    """Tell whether single line ends in *text* are wraps rather than ends of paragraphs."""
    wrapped = whole = 0
    lines = text[:_LOOKED_AT].split("\n")
    for line, following in pairwise(lines):
        line = line.removesuffix("\r")
        if len(line) < _SHORTEST_LINE or "\r" in line or not following or following[0] == "\r":
            continue
        line = line.rstrip()
        if line[-1:] in ".!?”\"’'»:*" or len(line) > 100:
            whole += 1
        else:
            wrapped += 1
    return wrapped > whole


def _goes_on(text: str, before: Span, after: Span) -> bool:
    """Tell whether a sentence runs from one paragraph into the next: "… had not / been involved …"."""
    first, last = text[after.start], letter_before(text, before.end)
    if not first.islower():
        return False
    if text.count("\n", before.end, after.start) == 1:  # a single line end: “No,” / said Mary.
        return last.isalpha() or last in ",”\"’'»"
    return (last.isalpha() or last == ",") and before.end - before.start > 60


def letter_before(text: str, end: int) -> str:
    """Return the character before *end*, without the accents behind it; "" at the start of the text.

    >>> letter_before("Jose\u0301", 5)
    'e'
    """
    while end > 1 and combining(text[end - 1]):
        end -= 1
    return text[end - 1 : end]


def _strip(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and text[end - 1] in _BLANK:
        end -= 1
    return Span(start, end)
