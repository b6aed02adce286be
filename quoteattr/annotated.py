"""A text that somebody else has annotated: tags and names that take the place of the library's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from attrs import evolve, frozen

from quoteattr.document import Document
from quoteattr.entities import Entities
from quoteattr.models import Span
from quoteattr.proper_names import name_reference
from quoteattr.reference import Reference


@frozen
class Name:
    """A name that somebody else has found."""

    span: Span
    kind: str = "unknown"
    """"person", "organization", "place" or "unknown"."""


@frozen
class Annotation:
    """What somebody else knows of a text; what is left out the library finds itself."""

    tags: Sequence[tuple[int, int, str]] = ()
    """Tokens in order: start, end, Penn Treebank tag."""
    names: Sequence[Name] = ()

    def tag(self, document: Document) -> None:
        """Give the tokens of *document* the tags of the tokens that they overlap."""
        if self.tags:
            document.take_tags(_aligned(document, self.tags))

    def with_names(self, document: Document, references: Sequence[Reference]) -> list[Reference]:
        """Return *references* with the names given here in the place of those that they overlap."""
        if not self.names:
            return list(references)
        given = [found for name in self.names if (found := _reference(document, name)) is not None]
        taken = {token for reference in given for token in range(reference.first, reference.last)}
        kept = [r for r in references if taken.isdisjoint(range(r.first, r.last))]
        return sorted([*kept, *given], key=lambda reference: reference.first)

    def tell_kinds(self, entities: Entities) -> None:
        """Give the entities that are of no known kind the one that most of their names have here."""
        kinds = {name.span.start: name.kind for name in self.names if name.kind != "unknown"}
        for entity in entities.all:
            if entity.kind == "unknown" and entity.given is None:
                starts = [token for k in entity.references for token in _tokens(entities.references[k])]
                told = Counter(kinds[s] for t in starts if (s := entities.document.starts[t]) in kinds)
                if told:
                    entity.kind = told.most_common(1)[0][0]


def _tokens(reference: Reference) -> range:
    return range(reference.first, reference.last)


def _aligned(document: Document, tags: Sequence[tuple[int, int, str]]) -> list[str]:
    """Return a tag for each token of *document*: that of the first token that it shares a letter with."""
    found = []
    at = 0
    for number, start in enumerate(document.starts):
        while at < len(tags) and tags[at][1] <= start:
            at += 1
        overlaps = at < len(tags) and tags[at][0] < document.end(number)
        found.append(tags[at][2] if overlaps else "")
    return found


def _reference(document: Document, name: Name) -> Reference | None:
    """Return a name as a reference: without its article, with the title before it."""
    first, last = document.tokens_of(name.span.start, name.span.end)
    while first < last and document.lower[first] in ("the", "a", "an"):
        first += 1
    while last > first and document.lower[last - 1] in ("'s", "'", ",", "."):
        last -= 1
    if first == last or len({document.quoted[token] for token in range(first, last)}) > 1:
        return None
    start, titles = first, document.vocabulary.titles
    while start and document.quoted[start - 1] == document.quoted[first]:
        before = start - 2 if document.words[start - 1] == "." else start - 1
        if before < 0 or document.lower[before].rstrip(".") not in titles or not document.words[before][0].isupper():
            break
        start = before
    reference = name_reference(document, start, last, document.quoted[first] > 0)
    return None if reference is None or reference.form != "name" else evolve(reference, last=last)
