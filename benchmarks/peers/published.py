"""What others reach, with source and conditions; nothing here is measured in the run that prints it."""

from __future__ import annotations

from attrs import frozen

from benchmarks.tables import Table

REFERENCE = "reference run, reported to this project"
COFENET = "Wang et al., CofeNet, COLING 2022"
LITERATURE = "literature, as reported to this project"


@frozen
class Published:
    """One figure, or several of one kind, of another system."""

    corpus: str
    system: str
    measure: str
    figures: str
    conditions: str
    source: str


PUBLISHED = (
    Published("news", "script of 20 lines, toggling marks", "segments found F1", "91.3", "PolNeAR dev", REFERENCE),
    Published(
        "news",
        "textacy, by paragraph",
        "segments found F1 / attributed",
        "85.6 / 68.8",
        "PolNeAR dev",
        REFERENCE,
    ),
    Published(
        "news",
        "textacy, as documented",
        "segments found F1 / attributed",
        "63.5 / 39.4",
        "PolNeAR dev",
        REFERENCE,
    ),
    Published("news", "sayswho", "segments found F1 / attributed", "85.6 / 67.6", "PolNeAR dev", REFERENCE),
    Published(
        "news",
        "Gender Gap Tracker",
        "segments found F1 / attributed",
        "84.0 / 54.3",
        "PolNeAR dev",
        REFERENCE,
    ),
    Published(
        "news",
        "Citron",
        "segments found F1 / attributed",
        "80.7 / 62.3",
        "PolNeAR dev; trained on PolNeAR",
        REFERENCE,
    ),
    Published("news", 'nearest "X said" script', "segments attributed", "54.3", "PolNeAR dev", REFERENCE),
    Published(
        "news",
        "Citron",
        "relations+source F1, direct / mixed / indirect",
        "65.5 / 62.5 / 45.3",
        "PolNeAR dev; trained on PolNeAR",
        REFERENCE,
    ),
    Published(
        "news",
        "sayswho",
        "relations+source F1, direct / mixed / indirect",
        "67.0 / 32.4 / 0",
        "PolNeAR dev",
        REFERENCE,
    ),
    Published(
        "news",
        "Gender Gap Tracker",
        "relations+source F1, direct / mixed / indirect",
        "51.2 / 55.4 / 33.0",
        "PolNeAR dev",
        REFERENCE,
    ),
    Published(
        "news",
        "Citron",
        "exact spans F1, source / cue / content",
        "65.7 / 53.7 / 46.7",
        "PolNeAR dev, whole articles; trained on PolNeAR",
        REFERENCE,
    ),
    Published(
        "news",
        "Gender Gap Tracker",
        "exact spans F1, source / cue / content",
        "54.0 / 48.2 / 43.6",
        "PolNeAR dev, whole articles",
        REFERENCE,
    ),
    Published(
        "news",
        "Citron",
        "exact spans F1, source / cue / content",
        "63.0 / 52.6 / 45.7",
        "CofeNet's PolNeAR sentences",
        REFERENCE,
    ),
    Published(
        "news",
        "Gender Gap Tracker",
        "exact spans F1, source / cue / content",
        "57.1 / 48.9 / 47.5",
        "CofeNet's PolNeAR sentences",
        REFERENCE,
    ),
    Published(
        "news",
        "textacy, by paragraph",
        "exact spans F1, source / cue / content",
        "20.7 / 32.2 / 29.7",
        "CofeNet's PolNeAR sentences",
        REFERENCE,
    ),
    Published(
        "news",
        "feature CRF",
        "exact spans F1, source / cue / content",
        "50.6 / 53.4 / 28.6",
        "CofeNet's PolNeAR sentences",
        COFENET,
    ),
    Published(
        "news",
        "BiLSTM-CRF",
        "exact spans F1, source / cue / content",
        "69.6 / 66.7 / 59.0",
        "CofeNet's PolNeAR sentences",
        COFENET,
    ),
    Published(
        "news",
        "best model without BERT",
        "exact spans F1, source / cue / content",
        "73.3 / 67.1 / 63.6",
        "CofeNet's PolNeAR sentences",
        COFENET,
    ),
    Published(
        "news",
        "BERT",
        "exact spans F1, source / cue / content",
        "83.2 / 75.3 / 72.9",
        "CofeNet's PolNeAR sentences",
        COFENET,
    ),
    Published(
        "fiction",
        "BookNLP",
        "speaker, all / explicit / anaphoric / implicit",
        "57.9 / 91.3 / 59.5 / 38.0",
        "PDNC, own quotations and cast; BERT on a GPU",
        LITERATURE,
    ),
    Published(
        "fiction",
        "GutenTag",
        "speaker, all / explicit / anaphoric / implicit",
        "63.2 / 88.8 / 46.2 / 57.9",
        "PDNC, own quotations and cast; rules",
        LITERATURE,
    ),
    Published(
        "fiction",
        "BookNLP+",
        "speaker, all",
        "78.5",
        "PDNC, gold quotations and gold cast given; trained",
        LITERATURE,
    ),
    Published(
        "fiction",
        "Llama-3-8B",
        "speaker, all",
        "90.6",
        "PDNC, gold quotations and gold cast given",
        LITERATURE,
    ),
    Published("fiction", "BookNLP", "quotations found exactly, P / R", "92.7 / 96.7", "PDNC", LITERATURE),
    Published(
        "speed",
        "textacy / Gender Gap Tracker / sayswho / Citron",
        "times spaCy small alone",
        "0.8–1.0 / 0.9 / 0.75 / 0.6",
        "news",
        REFERENCE,
    ),
)


def table(corpus: str) -> Table:
    """Return the figures of one corpus."""
    rows = tuple(
        (f"{p.system} [published]", p.measure, p.figures, p.conditions, p.source)
        for p in PUBLISHED
        if p.corpus in (corpus, "speed")
    )
    note = "not measured in this run; other machines, other parts, sometimes other input: see the conditions"
    return Table("published", ("system", "measure", "figures", "conditions", "source"), rows, note)
