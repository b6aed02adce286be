"""The whole road, from a text to its quotations with their speakers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from attrs import field, frozen

from quoteattr import tagger
from quoteattr.document import Document
from quoteattr.entities import Entities
from quoteattr.mentions import find_mentions
from quoteattr.models import Quote, QuoteKind, Speaker
from quoteattr.quotations import assemble
from quoteattr.reported import find_reports
from quoteattr.resolver import Explanation, Resolver
from quoteattr.rule import SpeakerRule
from quoteattr.rules import DEFAULT_RULES


def extract_quotes(text: str) -> list[Quote]:
    """Return the quotations of *text*, in the order they stand there.

    >>> for quote in extract_quotes("“Go,” said Mary Ann. “Now.”"):
    ...     print(quote.speaker, quote.cue.text, quote.text)
    Mary Ann said Go, Now.

    Raises TypeError for anything but a ``str``; any ``str`` at all gives a list.
    """
    return _default().extract(text)


def _rules(rules: Iterable[SpeakerRule]) -> tuple[SpeakerRule, ...]:
    return tuple(rules)


def _speakers(speakers: Iterable[Speaker]) -> tuple[Speaker, ...]:
    return tuple(speakers)


def _kinds(kinds: Iterable[QuoteKind | str]) -> frozenset[QuoteKind]:
    return frozenset(QuoteKind(kind) for kind in kinds)


@frozen
class QuoteExtractor:
    """The choices of an extraction; immutable, so that threads may share one."""

    rules: tuple[SpeakerRule, ...] = field(default=DEFAULT_RULES, converter=_rules)
    """Speaker rules, asked in order; any callables."""
    characters: tuple[Speaker, ...] = field(default=(), converter=_speakers)
    """Known speakers with aliases and gender, used before guessing."""
    kinds: frozenset[QuoteKind] = field(default=frozenset(QuoteKind), converter=_kinds)
    thoughts: bool = False
    """True: also what people believe, want, fear, plan."""

    def extract(self, text: str) -> list[Quote]:
        """Return the quotations of *text*, in the order they stand there."""
        return self.resolver(text).resolve()

    def explain(self, text: str) -> list[Explanation]:
        """Return for each quotation of *text* which rules were asked and what each answered."""
        return self.resolver(text).explain()

    def extract_many(self, texts: Iterable[str], workers: int | None = None, progress: bool = False) -> Iterator[list[Quote]]:
        """Yield the quotations of each of *texts*, in their order."""
        for text in texts:
            yield self.extract(text)

    def resolver(self, text: str) -> Resolver:
        if not isinstance(text, str):
            raise TypeError(f"pass the text as a str, not as {type(text).__name__}")
        document = Document(text, tagger.model())
        reports = find_reports(document, 0.45, near_marks=self.kinds == {QuoteKind.DIRECT})
        drafts = assemble(document, reports, self.kinds)
        entities = Entities(document, find_mentions(document), self.characters)
        return Resolver(document, drafts, entities, self.rules)


@lru_cache(maxsize=1)
def _default() -> QuoteExtractor:
    return QuoteExtractor()
