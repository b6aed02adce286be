"""The tagger behind NLTK's interface; a module of its own, since importing NLTK takes its time."""

from __future__ import annotations

from collections.abc import Sequence

from nltk.tag.api import TaggerI

from quoteattr import tagger


class Tagger(TaggerI):  # type: ignore[misc]
    """NLTK's ``TaggerI`` over the weights learned here: what a caller may replace by a tagger of theirs.

    >>> Tagger().tag(["He", "left"])
    [('He', 'PRP'), ('left', 'VBD')]
    """

    def tag(self, tokens: Sequence[str]) -> list[tuple[str, str]]:
        """Return each token of one sentence with its tag."""
        return list(zip(tokens, tagger.tags(tokens), strict=True))

    def tags(self, words: Sequence[str]) -> list[str]:
        """Return the tags alone: the path that the library takes."""
        return tagger.tags(words)
