"""Runs our own system and every other that is installed on the same documents, in the same run."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from attrs import frozen

from benchmarks import systems
from benchmarks.accuracy import add_corpus_arguments, part_of, read
from benchmarks.evaluation import Document, Outcome, evaluate, figures_of, jobs_for, throughput
from benchmarks.peers import nearest_verb, published, sayswho_quotes, textacy_direct
from benchmarks.systems import Factory
from benchmarks.tables import Cell, Report, Table, command_line, publish


@frozen
class Peer:
    """A system to be run beside ours."""

    name: str
    factory: Factory
    install: str = ""


PEERS = (
    Peer("quoteattr (ours)", systems.quoteattr, "pip install -e ."),
    Peer("nearest verb (script)", nearest_verb.make),
    Peer("textacy, a call per document", textacy_direct.by_document, textacy_direct.INSTALL),
    Peer("textacy, a call per paragraph", textacy_direct.by_paragraph, textacy_direct.INSTALL),
    Peer("sayswho, a call per document", sayswho_quotes.by_document, sayswho_quotes.INSTALL),
    Peer("sayswho, a call per paragraph", sayswho_quotes.by_paragraph, sayswho_quotes.INSTALL),
)

MEASURES = {
    "news": (
        ("found P", "segments found", "precision"),
        ("found R", "segments found", "recall"),
        ("found F1", "segments found", "f1"),
        ("attributed", "segments attributed", "recall"),
        ("direct", "relations direct lenient+source", "f1"),
        ("mixed", "relations mixed lenient+source", "f1"),
        ("indirect", "relations indirect lenient+source", "f1"),
        ("source", "exact source", "f1"),
        ("cue", "exact cue", "f1"),
        ("content", "exact content", "f1"),
        ("speaker", "speaker all", "recall"),
    ),
    "fiction": (
        ("exact P", "quotations exact", "precision"),
        ("exact R", "quotations exact", "recall"),
        ("all", "speaker all", "recall"),
        ("explicit", "speaker Explicit", "recall"),
        ("anaphoric", "speaker Anaphoric", "recall"),
        ("implicit", "speaker Implicit", "recall"),
    ),
    "litbank": (
        ("exact P", "quotations exact", "precision"),
        ("exact R", "quotations exact", "recall"),
        ("touching P", "quotations touching", "precision"),
        ("touching R", "quotations touching", "recall"),
        ("speaker", "speaker all", "recall"),
    ),
}
"""The columns of each corpus: heading, measure, figure."""


def main(argv: Sequence[str]) -> int:
    """Print a table per corpus, a row per system, and return 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks peers", description=__doc__)
    add_corpus_arguments(parser)
    parser.set_defaults(workers=1)  # the throughput is that of a process by itself
    arguments = parser.parse_args(argv)
    peers = installed(PEERS)
    reports = []
    for name in arguments.corpus or ("news",):
        documents = read(name, arguments.data, arguments.part)
        if documents is not None:
            tables = (peer_table(name, documents, peers, arguments.workers), published.table(name))
            reports.append(Report(command_line(), name, part_of(name, arguments.part), tables))
    publish(reports, arguments.json, "peers" if arguments.save else None)
    return 0


def installed(peers: Sequence[Peer]) -> list[Peer]:
    """Return the systems that can be made here; print how to install the others."""
    found = []
    for peer in peers:
        try:
            systems.made(peer.factory, systems.NEWS)
        except ImportError as error:
            print(f"{peer.name}: skipped ({error}); to run it: {peer.install}")
        else:
            found.append(peer)
    return found


def peer_table(name: str, documents: Sequence[Document], peers: Sequence[Peer], workers: int = 1) -> Table:
    """Return a row of figures per system, with its throughput."""
    columns = ("system", *(heading for heading, _, _ in MEASURES[name]), "kchar/s")
    rows = tuple((peer.name, *peer_row(name, evaluate(peer.factory, jobs_for(documents), workers))) for peer in peers)
    note = f"{len(documents)} documents; relations are lenient, with their source; exact spans over articles"
    return Table(f"{name}: systems in the same run", columns, rows, note if name == "news" else "")


def peer_row(name: str, outcomes: Sequence[Outcome]) -> tuple[Cell, ...]:
    """Return the figures of one system."""
    figures = figures_of(outcomes)
    cells = (getattr(figures[measure], figure) for _, measure, figure in MEASURES[name])
    return *cells, throughput(outcomes)
