"""The quotations of one text as a list that a notebook can show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from quoteattr.exports.html import to_html
from quoteattr.models import Quote


class Quotes(list[Quote]):
    """A list of quotations that knows its text, so that a notebook shows the page of :func:`~quoteattr.to_html`.

    >>> Quotes([], "Nothing was said.") == []
    True
    >>> Quotes([], "Nothing was said.")._repr_html_().startswith("<iframe ")
    True

    Whatever is made of it (a slice, a sum, a copy, a pickle) is a plain list.
    """

    __slots__ = ("_text",)

    def __init__(self, quotes: Iterable[Quote], text: str) -> None:
        super().__init__(quotes)
        self._text = text

    def __reduce__(self) -> tuple[Any, ...]:
        return list, (list(self),)

    def _repr_html_(self) -> str:
        return to_html(self._text, self)._repr_html_()
