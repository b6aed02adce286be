"""A text on its way through the library: its tokens, sentences, paragraphs and marked stretches, by index.

Nothing here is public; the lists are parallel, one entry a token, so that a step can look left and right of a
token without making objects.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from unicodedata import is_normalized, normalize

from quoteattr.detector import Stretch, detect
from quoteattr.genre import is_news
from quoteattr.house_style import house_style
from quoteattr.lexicons import words
from quoteattr.marks import MARKS
from quoteattr.models import Span
from quoteattr.remembered import Remembered
from quoteattr.sentences import sentence_spans
from quoteattr.tagger import Model as Tagger
from quoteattr.tokenizer import paragraphs, words_and_starts
from quoteattr.vocabulary import Vocabulary

LONGEST_SENTENCE = 150
"""In tokens; a longer one is cut, so that no step works in proportion to sentences times their length."""


class Document:
    """The tokens of a text and what is known of them."""

    def __init__(self, text: str, tagger: Tagger, vocabulary: Vocabulary) -> None:
        self.text = text
        self.vocabulary = vocabulary
        composed = is_normalized("NFC", text)  # é is read as one letter however it is written
        self.length = len(text if composed else normalize("NFC", text)) - text.count("  ") - text.count("\r\n")
        """In characters, as if words stood one space apart and lines ended in one: what is measured by it is style."""
        self.style = house_style(text)
        self.paragraphs: list[Span] = paragraphs(text)
        self.stretches: list[Stretch] = detect(text, self.paragraphs, self.style)
        self.words, self.starts = words_and_starts(text)
        self._read = self._as_read(composed)
        self.lower = list(map(_LOWER.__getitem__, self._read))
        self.capital = bytearray(map(_CAPITAL.__getitem__, self.words))
        """Whether each token has a capital, as names do: Ann, al-Assad."""
        self.quoted = self._quoted()
        ranges = (self.tokens_of(paragraph.start, paragraph.end) for paragraph in self.paragraphs)
        self.openings = [first for first, last in ranges if first < last]
        """The first token of each paragraph; one of HTML tags has none."""
        self.is_news = is_news(self.words, self.lower, self.capital, self.quoted, self.openings)
        self.judged: dict[int, tuple[float, float]] = {}
        """How probable it is that a stretch is direct speech, and that its words are somebody's (``stretches``)."""
        self._tagger = tagger
        self._tags: list[str] = [""] * len(self.words)
        self.sentences: list[tuple[int, int]] = []
        self.sentence_paragraph: list[int] = []
        self._split_sentences()

    def _as_read(self, composed: bool) -> list[str]:
        """Return the words as the tagger and all features see them: composed, and with one glyph for each mark.

        What opens a stretch is “ and what closes it ”, whichever mark the text has there; an apostrophe is straight.
        """
        words = ["'" if word == "’" else word for word in self.words] if "’" in self.text else list(self.words)
        if not composed:
            words = [normalize("NFC", word) for word in words]
        waiting = list(self.stretches)
        while waiting:
            stretch = waiting.pop()
            waiting += stretch.nested
            first, last = self.tokens_of(stretch.start, stretch.end)
            if stretch.start < stretch.inner.start and words[first] in MARKS:
                words[first] = "“"
            if stretch.inner.end < stretch.end and words[last - 1] in MARKS:
                words[last - 1] = "”"
        return words

    def _quoted(self) -> list[int]:
        """Return for each token the number of the stretch it stands in, counted from one; 0 in narration."""
        quoted = [0] * len(self.words)
        for number, stretch in enumerate(self.stretches, 1):
            first, last = self.tokens_of(stretch.start, stretch.end)
            quoted[first:last] = [number] * (last - first)
        return quoted

    def _split_sentences(self) -> None:
        """Cut paragraphs into sentences; a sentence that ends inside a stretch is no end."""
        for number, paragraph in enumerate(self.paragraphs):
            for start, end in sentence_spans(self.text, paragraph.start, paragraph.end, self.vocabulary.own_titles):
                first, last = self.tokens_of(start, end)
                for cut in range(first, last, LONGEST_SENTENCE):
                    self.sentences.append((cut, min(last, cut + LONGEST_SENTENCE)))
                    self.sentence_paragraph.append(number)
        self.sentence_starts = [first for first, _ in self.sentences]

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of tokens that begin in ``text[start:end]``."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def opens_paragraph(self, token: int) -> bool:
        """Tell whether a token is the first of a paragraph."""
        k = bisect_left(self.openings, token)
        return k < len(self.openings) and self.openings[k] == token

    def sentence_of(self, token: int) -> int:
        """Return the number of the sentence that *token* stands in."""
        number = bisect_right(self.sentence_starts, token)
        return number - 1 if number else 0

    def end(self, token: int) -> int:
        """Return the offset behind *token*."""
        return self.starts[token] + len(self.words[token])

    def span(self, first: int, last: int) -> Span:
        """Return the span of the tokens from *first* up to, not including, *last*."""
        starts = self.starts
        return Span(starts[first], starts[last - 1] + len(self.words[last - 1]))

    def take_tags(self, tags: Sequence[str]) -> None:
        """Take the tags of somebody else, one a token; for the tokens that have none ("") our own are found."""
        self._tags[:] = tags
        for begin, end in self.sentences:
            if not all(self._tags[begin:end]):
                own = self._tagger.tags(self._read[begin:end])
                self._tags[begin:end] = [tag or mine for tag, mine in zip(self._tags[begin:end], own, strict=True)]

    def tags(self, first: int, last: int) -> list[str]:
        """Return the part-of-speech list of the document, filled in from *first* to *last* at least."""
        tags = self._tags
        if not tags[first] or not tags[last - 1]:
            for number in range(self.sentence_of(first), self.sentence_of(last - 1) + 1):
                begin, end = self.sentences[number]
                if not tags[begin]:
                    tags[begin:end] = self._tagger.tags(self._read[begin:end])
        return tags


def _in_small_letters(word: str) -> str:
    lower = word.lower()
    if "’" in lower:
        lower = lower.replace("’", "'")
    return word if lower == word else lower  # one object for both


def _has_capital(word: str) -> bool:
    article = word[2:3] == "-" and word[3:4].isupper() and word[:3] in words("name_particles")
    return article or word[0].isupper()


_LOWER = Remembered(_in_small_letters)
_CAPITAL = Remembered(_has_capital)
