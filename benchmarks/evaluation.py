"""Runs a system over documents and measures what it says, several processes side by side."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from attrs import evolve, frozen

from benchmarks.annotation import Article, Novel, Opening
from benchmarks.measures import Figures, Judgement, fiction, litbank, news, total
from benchmarks.restyle import restyled
from benchmarks.systems import DIRECT, NEWS, Factory, Options, Prediction, made

Document = Article | Novel | Opening


@frozen
class Job:
    """One document to run, and the choices to run it with."""

    document: Document
    options: Options


@frozen
class Outcome:
    """What came of one document."""

    id: str
    figures: Figures
    judgements: dict[str, list[Judgement]]
    """By what is judged: segments, names (news); turns (fiction); quotes (LitBank)."""
    characters: int
    seconds: float


def evaluate(factory: Factory, jobs: Iterable[Job], workers: int = 2) -> list[Outcome]:
    """Return an outcome per job, in order."""
    jobs = list(jobs)
    if workers <= 1 or len(jobs) <= 1:
        return [evaluate_one(factory, job) for job in jobs]
    with ProcessPoolExecutor(workers) as pool:
        return list(pool.map(evaluate_one, [factory] * len(jobs), jobs))


def evaluate_one(factory: Factory, job: Job) -> Outcome:
    """Return the outcome of one document."""
    system = made(factory, job.options)
    started = time.perf_counter()
    predictions = system(job.document.text)
    seconds = time.perf_counter() - started
    figures, judgements = measured(job.document, predictions)
    return Outcome(job.document.id, figures, judgements, len(job.document.text), seconds)


def measured(document: Document, predictions: Sequence[Prediction]) -> tuple[Figures, dict[str, list[Judgement]]]:
    """Return the figures and the judgements of what was predicted for a document."""
    if isinstance(document, Article):
        judged = {
            "segments": news.judge_segments(document, predictions),
            "names": news.judge_names(document, predictions),
        }
        return news.measure(document, predictions), judged
    if isinstance(document, Novel):
        return fiction.measure(document, predictions), {"turns": fiction.judge_turns(document, predictions)}
    return litbank.measure(document, predictions), {"quotes": litbank.judge_quotes(document, predictions)}


def jobs_for(
    documents: Sequence[Document],
    cast: bool = False,
    style: str | None = None,
    settings: tuple[Any, ...] = (),
) -> list[Job]:
    """Return the jobs of a corpus: thoughts with news, direct quotations alone in novels.

    *cast* gives a novel's characters to the system; *style* rewrites its marks.
    """
    jobs = []
    for document in documents:
        options = NEWS if isinstance(document, Article) else DIRECT
        options = evolve(options, settings=settings)
        if isinstance(document, Novel):
            if cast:
                options = evolve(options, cast=document.characters)
            if style:
                document = evolve(document, text=restyled(document.text, style))
        jobs.append(Job(document, options))
    return jobs


def figures_of(outcomes: Iterable[Outcome]) -> Figures:
    """Return the figures of all documents together."""
    return total(outcome.figures for outcome in outcomes)


def judgements_of(outcomes: Iterable[Outcome], name: str) -> list[Judgement]:
    """Return the judgements called *name* of all documents."""
    return [judgement for outcome in outcomes for judgement in outcome.judgements.get(name, ())]


def throughput(outcomes: Sequence[Outcome]) -> float:
    """Return the kilo-characters per second of one process."""
    return sum(o.characters for o in outcomes) / max(1e-9, sum(o.seconds for o in outcomes)) / 1000
