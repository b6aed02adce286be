"""Which part of its sentence a mention is: the subject of its main clause, or something else."""

from __future__ import annotations

from collections.abc import Sequence

from quoteattr.document import Document
from quoteattr.reference import Reference
from quoteattr.tagger import FINITE


class Parts:
    """What the references of a document are in their sentences, each told when it is first asked for."""

    def __init__(self, document: Document, references: Sequence[Reference]) -> None:
        self._document, self._references = document, references
        self._known: dict[int, str] = {}

    def of(self, k: int) -> str:
        """Return "main" for the subject of a main clause, "sub" for that of another, "own" for an owner, "obj" else."""
        known = self._known.get(k)
        if known is None:
            known = self._known[k] = self._find(self._references[k])
        return known

    def _find(self, reference: Reference) -> str:
        document, begin, end = self._document, reference.first, reference.last
        lower = document.lower
        first, last = document.sentences[document.sentence_of(begin)]
        tags = document.tags(first, last)
        if reference.form == "pronoun" and lower[begin] not in _NOMINATIVES:
            return "own" if tags[begin] == "PRP$" else "obj"
        if end < last and lower[end] in ("'s", "'"):
            return "own"
        while begin > first and tags[begin - 1] in _BEFORE_NOUN:
            begin -= 1
        if begin - first > 1 and tags[begin - 1] in FINITE and lower[begin - 2] in (",", "”"):
            return "main"  # “…,” said the mayor
        if not self._is_before_verb(end, last, tags):
            return "obj"
        if begin == first:
            return "main"
        if lower[begin - 1] in _SUBORDINATE or tags[begin - 1] in ("WP", "WDT", "WRB", "WP$"):
            return "sub"
        if tags[begin - 1] in ("IN", "TO"):
            return "obj"
        return "sub" if tags[begin - 1][:2] == "VB" else "main"

    def _is_before_verb(self, at: int, last: int, tags: Sequence[str]) -> bool:
        """Tell whether a finite verb follows: Ann Lee (of Ohio) (, a lawyer from Leeds,) (also) said."""
        lower = self._document.lower
        if at < last and lower[at] in _CLOSING:
            close, end = _CLOSING[lower[at]], min(last, at + _APPOSITION)
            return any(lower[k] == close and self._is_verb(k + 1, last, tags) for k in range(at + 1, end))
        if at < last and tags[at] == "IN":
            end = at + 1
            while end < last and end - at < _COMPLEMENT and tags[end] in _BEFORE_NOUN:
                end += 1
            return end > at + 1 and self._is_verb(end, last, tags)
        return self._is_verb(at, last, tags)

    def _is_verb(self, at: int, last: int, tags: Sequence[str]) -> bool:
        """Tell whether a finite verb stands at a token, adverbs aside."""
        while at < last and (tags[at] == "RB" or self._document.lower[at] in _EMPHATIC):
            at += 1
        return at < last and tags[at] in FINITE


_APPOSITION = 25
"""In words: what stands between a subject and its verb is no longer."""
_COMPLEMENT = 8
"""In words: nor is what goes with a preposition."""
_CLOSING = {",": ",", "(": ")", "—": "—", "–": "–", "-": "-", "--": "--"}
_NOMINATIVES = frozenset(["he", "she", "they", "i", "we", "it"])
_EMPHATIC = frozenset(["himself", "herself", "itself", "themselves"])
_BEFORE_NOUN = frozenset(["DT", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "PRP$", "POS"])
_SUBORDINATE = frozenset(
    ["while", "although", "though", "because", "if", "when", "after", "before", "since", "as", "that", "who", "which",
     "whom", "what", "where", "why", "how", "until", "unless", "whether", "once", "than"]
)  # fmt: skip
