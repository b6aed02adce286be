"""Whether a sentence ends at a full stop, by Punkt (Kiss & Strunk, Computational Linguistics 32, 2006).

The answers are those of NLTK's ``PunktSentenceTokenizer``, which a test compares.  To ask NLTK would take its import,
which is longer than all else of a first call.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import regex
from attrs import frozen


@frozen
class Punkt:
    """What has been learned of a language: its abbreviations, what opens sentences, how its words use capitals."""

    abbreviations: frozenset[str]
    """In lower case, without their last full stop."""
    starters: frozenset[str]
    """Words that open sentences often, in lower case."""
    capitals: Mapping[str, int]
    """For a word in lower case the sum of NLTK's flags (AT_HEAD and those below) for where it was seen, and how."""

    def breaks(self, text: str) -> bool:
        """Return whether a sentence ends before the last word of *text*, a few words around a full stop.

        >>> punkt = Punkt(frozenset(["sen"]), frozenset(["the"]), {})
        >>> punkt.breaks("the end. He"), punkt.breaks("Sen. Lee"), punkt.breaks("the Sen. The")
        (True, False, True)
        """
        tokens = _TOKEN.findall(text)
        return any(self._ends(token, following) for token, following in pairwise(tokens))

    def _ends(self, token: str, following: str) -> bool:
        kind, initial = self._kind(token), _INITIAL.match(token) is not None
        if not token.endswith("."):
            return kind == "end"
        if kind in ("abbreviation", "ellipsis") and not initial:
            known = self._opens_sentence(following)
            return known is True or (following[0].isupper() and self._type(following) in self.starters)
        if initial or _NUMBER.match(token):
            known = self._opens_sentence(following)
            if known is False:
                return False
            if known is None and initial and following[0].isupper():
                return kind == "end" and bool(self.capitals.get(self._type(following), 0) & LOWER)
        return kind == "end"

    def _kind(self, token: str) -> str:
        """Return what the form of a token makes of it, before its neighbours are asked."""
        if token in (".", "?", "!"):
            return "end"
        if _ELLIPSIS.match(token):
            return "ellipsis"
        if not token.endswith(".") or token.endswith(".."):
            return "word"
        word = token[:-1].lower()
        known = word in self.abbreviations or word.rpartition("-")[2] in self.abbreviations
        return "abbreviation" if known else "end"

    def _opens_sentence(self, token: str) -> bool | None:
        """Return whether the use of capitals tells that a sentence opens with *token*; None where it does not tell."""
        if token in (";", ":", ",", ".", "!", "?"):
            return False
        seen = self.capitals.get(self._type(token), 0)
        if token[0].isupper() and seen & LOWER and not seen & CAPITAL_WITHIN:
            return True
        if token[0].islower() and (seen & CAPITAL or not seen & LOWER_AT_HEAD):
            return False
        return None

    def _type(self, token: str) -> str:
        kind = _NUMBER.sub("##number##", token.lower())
        return kind[:-1] if self._kind(token) == "end" and len(kind) > 1 and kind.endswith(".") else kind


CAPITAL_AT_HEAD, CAPITAL_WITHIN, LOWER_AT_HEAD = 1 << 1, 1 << 2, 1 << 4
CAPITAL = CAPITAL_AT_HEAD | CAPITAL_WITHIN | 1 << 3
LOWER = LOWER_AT_HEAD | 1 << 5 | 1 << 6

_TOKEN = regex.compile(
    r"""
    -{2,} | \.{2,} | (?:\.\s){2,}\.
    | (?=[^("`{\[:;&\#*@)}\]\-,]) \S+?
      (?= \s | $ | [)";}\]*:@'({\[‘’“”«»?!] | -{2,} | \.{2,} | (?:\.\s){2,}\.
        | , (?= $ | \s | [)";}\]*:@'({\[‘’“”«»?!] | -{2,} | \.{2,} | (?:\.\s){2,}\. ) )
    | \S
    """,
    regex.VERBOSE,
)
_ELLIPSIS = regex.compile(r"\.\.+$")
_INITIAL = regex.compile(r"[^\W\d]\.$")
_NUMBER = regex.compile(r"^-?[.,]?\d[\d,.\-]*\.?$")
