"""The whole road, from a text to its quotations with their speakers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from attrs import evolve, field, frozen

from quoteattr import tagger
from quoteattr.annotated import Annotation
from quoteattr.document import Document
from quoteattr.entities import Entities
from quoteattr.explanation import ExplainingResolver, Explanation, explained
from quoteattr.hearings import is_hearing, with_hearings
from quoteattr.lexicons import words
from quoteattr.many import Extractions
from quoteattr.mentions import find_mentions
from quoteattr.models import Quote, QuoteKind, Speaker
from quoteattr.quotations import assemble
from quoteattr.reported import Report, find_reports
from quoteattr.resolver import Resolver
from quoteattr.result import Quotes
from quoteattr.rule import SpeakerRule
from quoteattr.rules import DEFAULT_RULES
from quoteattr.speech import class_of_cue, is_speech
from quoteattr.vocabulary import cue_lemmas, vocabulary

_R = TypeVar("_R", bound=Resolver)


def extract_quotes(text: str) -> list[Quote]:
    """Return the quotations of *text*, in the order they stand there.

    >>> for quote in extract_quotes("“Go,” said Mary Ann. “Now.”"):
    ...     print(quote.speaker, quote.cue.text, quote.text)
    Mary Ann said Go, Now.

    Raises TypeError for anything but a ``str``; any ``str`` at all gives a list.
    """
    return _default().extract(text)


def _rules(rules: Iterable[SpeakerRule]) -> tuple[SpeakerRule, ...]:
    if callable(rules) or not _is_several(rules):
        raise TypeError(f"pass a list of rules, [my_rule, *DEFAULT_RULES], not {rules!r}")
    found = tuple(rules)
    for rule in found:
        if not callable(rule):
            raise TypeError(f"a rule is a callable that takes a context, not {rule!r}")
    return found


def _characters(speakers: Iterable[Speaker]) -> tuple[Speaker, ...]:
    if not _is_several(speakers):
        raise TypeError(f'pass a list of characters, [Speaker("Ann", aliases=("Nan",))], not {speakers!r}')
    found = tuple(speakers)
    for speaker in found:
        if not isinstance(speaker, Speaker):
            raise TypeError(f'pass characters as Speaker("Ann", aliases=("Nan",)), not as {speaker!r}')
    return found


def _kinds(kinds: Iterable[QuoteKind | str]) -> frozenset[QuoteKind]:
    names = ", ".join(repr(known.value) for known in QuoteKind)
    if isinstance(kinds, str):
        raise TypeError(f"pass a set or list of kinds, {{{kinds!r}}}, not the str {kinds!r}")
    if not _is_several(kinds):
        raise TypeError(f"pass a set or list of kinds, of {names}, not {kinds!r}")
    found = set()
    for kind in kinds:
        try:
            found.add(QuoteKind(kind))
        except ValueError:
            raise ValueError(f"{kind!r} is no kind of quotation; the kinds are {names}") from None
    return frozenset(found)


def _words(entries: Iterable[str]) -> frozenset[str]:
    if isinstance(entries, str):
        raise TypeError(f"pass a list or set of words, not the str {entries!r}")
    if not _is_several(entries):
        raise TypeError(f"pass a list or set of words, not {entries!r}")
    found = tuple(entries)
    for entry in found:
        if not isinstance(entry, str):
            raise TypeError(f"each word is a str, not {entry!r}")
    return frozenset(found)


def _cue_verbs(entries: Iterable[str]) -> frozenset[str]:
    """Return the dictionary forms of verbs, in lower case; for a form that the library knows ("said") its verb."""
    known = words("cue_verbs")
    found = {entry if entry in known else entry.strip().lower() for entry in _words(entries)}
    for entry in found - known:
        if len(entry.split()) != 1:
            raise ValueError(f"{entry!r} is not one word: pass the verb alone, in its dictionary form")
    return frozenset(entry if entry in known else cue_lemmas().get(entry, entry) for entry in found)


def _thoughts(_extractor: Any, _field: Any, thoughts: Any) -> None:
    if not isinstance(thoughts, bool):
        raise TypeError(f"thoughts is True or False, not {thoughts!r}")


def _is_several(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping))


@frozen
class QuoteExtractor:
    """The choices of an extraction; immutable, so that threads may share one.

    >>> extractor = QuoteExtractor(kinds={"direct"})
    >>> [quote.text for quote in extractor.extract("Ann said she would. “Now,” she said.")]
    ['Now,']
    """

    rules: tuple[SpeakerRule, ...] = field(default=DEFAULT_RULES, converter=_rules)
    """Speaker rules, asked in order; any callables."""
    cue_verbs: frozenset[str] = field(factory=lambda: words("cue_verbs"), converter=_cue_verbs, repr=False)
    """Verbs that may be cues, single words in their dictionary form: ``extractor.cue_verbs | {"burble"}`` adds one.

    Capitals are made small, and a form of a verb that the library knows ("said") is taken for the verb.
    """
    titles: frozenset[str] = field(factory=lambda: words("titles"), converter=_words, repr=False)
    """Titles that stand before names, in lower case without full stop."""
    characters: tuple[Speaker, ...] = field(default=(), converter=_characters)
    """Known speakers with aliases and gender, used before guessing."""
    kinds: frozenset[QuoteKind] = field(default=frozenset(QuoteKind), converter=_kinds)
    """The kinds wanted; plain strings will do."""
    thoughts: bool = field(default=False, validator=_thoughts)
    """True: also what people believe, want, fear, plan."""

    def extract(self, text: str) -> list[Quote]:
        """Return the quotations of *text*, in the order they stand there.

        In a notebook, where they are the last value of a cell, they are shown as the page of
        :func:`~quoteattr.to_html`.
        """
        return Quotes(self._extract(text), text)

    def _extract(self, text: str) -> list[Quote]:
        return self.resolver(text).resolve()

    def explain(self, text: str) -> list[Explanation]:
        """Return for each quotation of *text* an account of its speaker; ``str()`` of it is to be read.

        >>> [entry] = QuoteExtractor().explain("“Go,” said Mary.")
        >>> [(answer.rule, answer.attribution is not None) for answer in entry.answers]
        [('speaker_label', False), ('name_tag', True)]
        >>> [(joined.mention.text, joined.why) for joined in entry.joined]
        [('Mary', 'its name')]

        It holds the rules asked, in order, with their answers; the candidates weighed, with what spoke for and
        against each; and the mentions that were found to be the speaker's, each with the reason.
        """
        return explained(self._resolver(text, ExplainingResolver))

    def extract_many(self, texts: Iterable[str], workers: int | None = None, progress: bool = False) -> Extractions:
        """Return an iterator over the quotations of each of *texts*, in their order; lazy in and out.

        >>> found = QuoteExtractor().extract_many(["“Go,” said Ann.", "Nothing.", "“No,” said Bo."])
        >>> [[str(quote.speaker) for quote in quotes] for quotes in found]
        [['Ann'], [], ['Bo']]

        *workers* processes share the work, which then need picklable rules; with None it is done here.
        *progress* shows a bar on standard error.  A text that fails raises :class:`ExtractionError` with its
        ``index`` in its place, and the following ``next`` goes on behind it.
        """
        return Extractions(self._extract, texts, workers, progress)

    def resolver(self, text: str) -> Resolver:
        """Return *text* with all found in it but the speakers; for the training of the rankers, no public interface."""
        return self._resolver(text, Resolver)

    def extract_annotated(self, text: str, annotation: Annotation) -> list[Quote]:
        """Return the quotations of *text*, read with the tags and names that somebody else has found.

        What ``quoteattr.spacy`` calls; no public interface.
        """
        return self._resolver(text, Resolver, annotation).resolve()

    def _resolver(self, text: str, kind: type[_R], annotation: Annotation | None = None) -> _R:
        if not isinstance(text, str):
            raise TypeError(f"pass the text as one str, not as {type(text).__name__}{_hint(text)}")
        document = Document(text, tagger.model(), vocabulary(self.cue_verbs, self.titles))
        if annotation is not None:
            annotation.tag(document)
        direct_only = self.kinds <= {QuoteKind.DIRECT}
        reports = find_reports(document, REPORT_THRESHOLD, marks_only=direct_only, speech_only=not self.thoughts)
        if not direct_only:
            reports = with_hearings(document, reports)
        thoughts: list[Report] = []
        if not self.thoughts:
            found, reports = reports, []
            for report in found:
                if is_speech(document, report):
                    reports.append(evolve(report, source=None) if is_hearing(document, report) else report)
                elif report.probability >= REPORT_THRESHOLD and class_of_cue(document, report) == "thought":
                    thoughts.append(report)
        drafts = assemble(document, reports, self.kinds, thoughts)
        references = find_mentions(document, [report.source for report in reports if report.source is not None])
        if annotation is not None:
            references = annotation.with_names(document, references)
        entities = Entities(document, references, self.characters)
        if annotation is not None:
            annotation.tell_kinds(entities)
        return kind(document, drafts, entities, self.rules)


def _hint(text: object) -> str:
    """Return how to make a str of what was passed for a text, where that is known."""
    if isinstance(text, (bytes, bytearray)):
        return ": decode it first"
    if hasattr(text, "read_text"):
        return ': pass its .read_text(encoding="utf-8")'
    return ": pass its .read()" if hasattr(text, "read") else ""


REPORT_THRESHOLD = 0.33
"""How probable a report must be; chosen on halves of PolNeAR train."""


@cache
def _default() -> QuoteExtractor:
    return QuoteExtractor()
