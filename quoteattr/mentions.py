"""The words that could name a speaker: names, common nouns for people and bodies, pronouns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress

from quoteattr.common_nouns import nominals_in, speaking_nouns
from quoteattr.document import Document
from quoteattr.proper_names import names_in
from quoteattr.reference import Reference


def find_mentions(document: Document, sources: Iterable[tuple[int, int]] = ()) -> list[Reference]:
    """Return the references of *document* in the order of their first token, inside quotations and outside.

    *sources* are those of its reports, in tokens: a noun that has spoken is one for a person.
    """
    found = [*names_in(document), *_pronouns(document), *nominals_in(document, speaking_nouns(document, sources))]
    found.sort(key=lambda reference: (reference.first, -reference.last))
    kept: list[Reference] = []
    reach = 0
    for reference in found:
        if reference.first >= reach:
            kept.append(reference)
            reach = reference.last
    return kept


def _pronouns(document: Document) -> Iterator[Reference]:
    """Yield the pronouns for people outside quotations."""
    lower, quoted = document.lower, document.quoted
    for i in compress(range(len(lower)), map(_PRONOUNS.__contains__, lower)):
        word = lower[i]
        if not quoted[i] and (word in _NO_ACRONYMS or not document.words[i].isupper()):  # the WHO, IT
            known = _PRONOUNS[word]
            yield Reference(i, i + 1, "pronoun", (word,), "", known[0], known[1])


_PRONOUNS: dict[str, tuple[str | None, bool]] = {
    "he": ("male", False), "she": ("female", False), "i": (None, False), "they": (None, True), "we": (None, True),
    "him": ("male", False), "her": ("female", False), "his": ("male", False), "hers": ("female", False),
    "himself": ("male", False), "herself": ("female", False), "who": (None, False), "it": (None, False),
}  # fmt: skip
_NO_ACRONYMS = frozenset(["i", "he", "she", "his", "her", "him", "they"])
"""Pronouns even in capitals."""
