"""A mention while a text is read, by tokens; at the end it becomes a ``Mention``."""

from __future__ import annotations

from attrs import frozen

from quoteattr.document import Document
from quoteattr.models import Mention


@frozen
class Reference:
    """A mention in tokens, with what its words alone tell."""

    first: int
    last: int
    form: str
    """"name", "nominal" or "pronoun"."""
    core: tuple[str, ...]
    """For a name its words without title and suffix; for a nominal its head noun and what narrows it."""
    title: str = ""
    """In lower case, without its full stop."""
    gender: str | None = None
    plural: bool = False
    quoted: bool = False


def mention_of(document: Document, reference: Reference) -> Mention:
    """Return *reference* as callers see it."""
    span = document.span(reference.first, reference.last)
    return Mention(span.of(document.text), span, reference.form)
