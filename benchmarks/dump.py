"""Writes what our extractor makes of a corpus as JSON; `compare` runs it once for each side.

It stands by itself so that it can be run with the package of another commit before this checkout on
the path: ``python -m benchmarks.dump DATA CORPUS PART SETTINGS WORKERS FILE``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from attrs import asdict

from benchmarks import systems
from benchmarks.accuracy import read
from benchmarks.evaluation import Document, Outcome, evaluate, figures_of, jobs_for
from benchmarks.measures import Judgement


def main(argv: Sequence[str]) -> int:
    """Write the dump that *argv* asks for, and return 0."""
    data, corpus, part, settings, workers, file = argv
    documents = read(corpus, Path(data), part) or ()
    jobs = jobs_for(documents, settings=hashable(json.loads(settings)))
    outcomes = evaluate(systems.quoteattr, jobs, int(workers))
    Path(file).write_text(json.dumps(dumped(documents, outcomes)), encoding="utf8")
    return 0


def hashable(settings: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Return settings from JSON as pairs, lists as tuples."""
    return tuple((name, tuple(v) if isinstance(v, list) else v) for name, v in sorted(settings.items()))


def dumped(documents: Iterable[Document], outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """Return the figures and the judgements, ready for JSON."""
    outcomes = list(outcomes)
    texts = {document.id: document.text for document in documents}
    return {
        "figures": {name: asdict(score) for name, score in figures_of(outcomes).items()},
        "judgements": [
            row(judged, judgement, texts[judgement.document])
            for outcome in outcomes
            for judged, judgements in outcome.judgements.items()
            for judgement in judgements
        ],
    }


def row(judged: str, judgement: Judgement, text: str) -> dict[str, Any]:
    """Return one judgement with what the system said and the words of the quotation."""
    prediction = judgement.prediction
    source = prediction.source if prediction else ()
    return {
        "judged": judged,
        "document": judgement.document,
        "span": judgement.span,
        "type": judgement.type,
        "right": judgement.right,
        "gold": judgement.gold_speaker,
        "said": (prediction.names[0] if prediction.names else "") if prediction else None,
        "mention": " … ".join(text[start:end] for start, end in source),
        "rule": prediction.rule if prediction else None,
        "text": " ".join(text[slice(*judgement.span)].split())[:80],
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
