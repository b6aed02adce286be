"""Text to paragraphs and tokens, with offsets; the text is never edited.

>>> tokenize("She didn’t go.")
['She', ' ', 'did', 'n’t', ' ', 'go', '.']
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import pairwise
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
    """Return the words and marks of *text*, white space and HTML tags left out, and where each begins.

    >>> words_and_starts("“Go!” she <b>said.</b>")
    (['“', 'Go', '!', '”', 'she', 'said', '.'], array('q', [0, 1, 3, 4, 6, 13, 17]))
    """
    words: list[str] = []
    starts = array("q")  # of a long text, a list of so many numbers were an eighth of all memory
    add, append = words.append, starts.append
    start = 0
    for chunk in text.split(" "):  # most are a word, or a word and a mark, and come again and again
        parts = _known.get(chunk)
        if parts is None:
            parts = _taken_apart(chunk, text, start)
        if isinstance(parts, str):
            add(parts)
            append(start)
        else:
            words += parts[0]
            for offset in parts[1]:
                append(start + offset)
        start += len(chunk) + 1
    return _outside_tags(text, words, starts) if "<" in text else (words, starts)


_known: dict[str, str | _Parts] = {}
"""What stood between two spaces, in whichever text: a word alone, or several words and marks."""
_KEPT = 16_384
"""So many of them are kept."""


def _taken_apart(chunk: str, text: str, start: int) -> str | _Parts:
    """Return the words and marks of a chunk that begins at *start*, and keep them where no more than it decides."""
    if chunk.isalpha() and chunk.isascii():
        found: str | _Parts = chunk
    else:
        word = chunk.rstrip()
        if word[-1:] == "." and _OPEN_END.search(chunk):  # what follows decides
            return _parts(chunk, bool(_CAPITAL_BEHIND.match(text, start + len(word) - 1)))
        words, starts = _parts(chunk)
        found = words[0] if starts == (0,) else (words, starts)
    if len(chunk) <= _SHORT:
        if len(_known) >= _KEPT:
            _known.clear()
        _known[chunk] = found
    return found


def _outside_tags(text: str, words: list[str], starts: array[int]) -> tuple[list[str], array[int]]:
    """Return the words and their starts without those of HTML tags: <b>Ann</b> said."""
    kept_words: list[str] = []
    kept_starts = array("q")
    first = 0
    for tag in [*_TAG.finditer(text), None]:
        last = bisect_left(starts, tag.start(), first) if tag is not None else len(starts)
        kept_words += words[first:last]
        kept_starts += starts[first:last]
        first = bisect_left(starts, tag.end(), last) if tag is not None else last
    return kept_words, kept_starts


# Both stay within a line, as paragraphs do, and are no longer than what `marks_of` takes for a tag.
_BLOCK = r"""</?(?:article|aside|blockquote|body|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|head|header|hr|html|li
    |main|nav|ol|p|section|table|tbody|td|th|thead|title|tr|ul)(?:[\ \t](?:[^<>\s]|[\ \t]){0,500}+)?/?+>"""
_INLINE = r"""</?(?:a|abbr|b|cite|em|font|i|mark|small|span|strong|sub|sup|u)
    (?: \ {1,3} [a-zA-Z-]{1,20}+
        (?: = (?: "(?:[^"<>\s]|\ ){0,200}+" | '(?:[^'<>\s]|\ ){0,200}+' | [^\s"'<>]{1,200}+ ) )?+ ){0,6}+
    \ {0,3}+ /?+ > (?! \s{0,9}+ ["“”„«»‘’'])"""
"""With a quotation behind it, a tag within a line parts it from the words before: <b>Weather</b> “The wind …”"""
_BLOCK_TAG = regex.compile(_BLOCK, regex.VERBOSE | regex.IGNORECASE)
_TAG = regex.compile(f"{_BLOCK}|{_INLINE}", regex.VERBOSE | regex.IGNORECASE)


def _parts(chunk: str, before_capital: bool = False) -> _Parts:
    """Return the words and marks of *chunk*, which ends where the text has a space, and where in it each begins.

    The asterisks of emphasis are neither: **“Go,”** said *Ann*.  Those of a line of asterisks are.
    """
    emphasis = "*" if "*" in chunk and chunk.strip("*\n\r\t") else ""
    words: list[str] = []
    starts: list[int] = []
    start = 0
    for piece in tokenize(f"{chunk} A" if before_capital else chunk):
        if start >= len(chunk):
            break
        if piece[0] not in _BLANK and piece != emphasis:
            words.append(piece)
            starts.append(start)
        start += len(piece)
    return tuple(words), tuple(starts)


def paragraphs(text: str) -> list[Span]:
    """Return the paragraphs of *text*, without the white space around them.

    A blank line ends a paragraph, unless the sentence plainly goes on behind it (a page break).  A single
    line end does so too where the lines of the text are not wrapped; and so does an HTML tag of a block (<p>, <br>).

    >>> text = "One.\\n\\nTwo."
    >>> [span.of(text) for span in paragraphs(text)]
    ['One.', 'Two.']
    """
    found: list[Span] = []
    line_ends = not _is_wrapped(text)
    pattern = _BLANK_LINE
    if line_ends:
        pattern = _LINE_BREAK if any(map(text.__contains__, _OTHER_BREAKS)) else _LINE_FEED
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
    return [part for span in found for part in _between_blocks(text, span)] if "<" in text else found


def _between_blocks(text: str, span: Span) -> list[Span]:
    """Return the paragraphs between the HTML tags of blocks: <p>One.</p><p>Two.</p>"""
    found: list[Span] = []
    start = span.start
    for tag in [*_BLOCK_TAG.finditer(text, span.start, span.end), None]:
        part = _strip(text, start, tag.start() if tag is not None else span.end)
        if part.start < part.end:
            found.append(part)
        start = tag.end() if tag is not None else span.end
    return found


_PIECE = regex.compile(
    r"""
    [a-zA-Z]++ (?= [\s,;!?")”] | \Z )                                   # a plain word: none of what follows
  | [\s\ufeff\u200b-\u200f\u202a-\u202e\u2060]+                         # white space, seen or not
  | (?: https?:// | www\. ) [^\s<>"“”«»]* [^\s<>"“”«».,;:!?)\]'’]      # a link is one token
  | (?: \p{L}\p{M}*+\. ){2,}                                           # U.S.  a.m.  J.K.
  | (?: [MD]rs? | [MJS]r | Ms | Mme | Messrs | Sens? | Reps? | Govs? | Gen | Col | Capt | Lt | Sgt | Maj | Adm
      | Rev | Hon | Prof | Pres | St | Cllr | Coun | Supt | Insp | Cmdr | Jan | Feb | Aug | Sept | Oct | Nov | Dec
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
  | (?<= \S ) ' (?= '' (?! [\p{L}\p{N}'] ) )                           # ''… say, 'Why?'''
  | `` | '' | ‘‘ | ’’ | \.{2,} | -{2,}
  | .
    """,
    regex.VERBOSE | regex.DOTALL,
)

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
_OTHER_BREAKS = "\r\u2028\u2029\f"
_LINE_FEED = regex.compile(r"\n\s*+")  # a single letter is found in a third of the time that any of several takes
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
        if line[-1:] in ".!?”\"’'»:*" or len(line) > 100 or _LABEL.match(following):
            whole += 1
        else:
            wrapped += 1
    return wrapped > whole


_LABEL = regex.compile(r"[\[(]?\d{1,2}[:.]\d\d|\p{L}[\p{L}.'’-]{0,30}(?: \p{L}[\p{L}.'’-]{0,30}){0,2}: ")
"""What begins a line of a chat or of a transcript, so that the line before was whole."""


def _goes_on(text: str, before: Span, after: Span) -> bool:
    """Tell whether a sentence runs from one paragraph into the next: "… had not / been involved …"."""
    first, last = text[after.start], letter_before(text, before.end)
    if not first.islower():
        return False
    if text.count("\n", before.end, after.start) == 1:  # a single line end: “No,” / said Mary.
        return last.isalpha() or last in ",”“\"’‘'»«"
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
