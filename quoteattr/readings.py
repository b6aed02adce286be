"""The reading of each likely cue: where the cue, its source, and its content on either side begin and end.

Around a cue a chain of eight small choices is made, each among a handful of candidates, and each with an eye on those
made before.  Whoever reads passes the way to choose: a linear ranker's, or in training the right answer
(benchmarks/train/reported.py), so that what is learned is what is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import inf

from quoteattr.choice import NONE, Choice, Ranker, likeliest
from quoteattr.contents import left_ends, left_starts, right_ends, right_starts
from quoteattr.cue import Cue, Reading
from quoteattr.cues import cue_answers, cue_ends, cue_starts, cues
from quoteattr.document import Document
from quoteattr.linear import probability
from quoteattr.sources import source_ends, source_starts


def readings(
    document: Document,
    rankers: dict[str, Ranker],
    marks_only: bool = False,
    speech_only: bool = False,
    least: float | None = None,
) -> Iterator[tuple[Cue, Reading]]:
    """Yield the likely cues of *document*, each with its reading; the caller accepts those it believes.

    A cue that is less than *least* probable is passed over; so is one alone in its sentence below ALONE times that.
    """
    least = LEAST_CUE if least is None else least
    choose = chosen_by(rankers)
    for cue in cues(document, marks_only, rankers["glance"], speech_only=speech_only):
        cue.probability = probability(rankers["cue"].score(*cue_answers(cue)))
        alone = not cue.window.edges and not cue.earlier
        if cue.probability >= (least * ALONE if alone else least):
            reading = read(cue, choose)
            if not reading.has_content:
                # "According to Ann Lee, the pier …": a source that swallowed the content
                doubted = min(range(len(STEPS)), key=reading.shares.__getitem__)
                if reading.shares[doubted] < DOUBT:
                    refused = getattr(reading, _CHOICES[doubted][0])
                    reading = read(cue, chosen_by(rankers, STEPS[doubted], refused))
            if reading.has_content:
                yield cue, reading


DOUBT = -0.3
"""The logarithm of the probability below which a choice that left no content is made again."""
LEAST_CUE = 0.1
"""How probable a cue must be for its report to be read."""
ALONE = 1.5
"""How many times as probable it must be in a sentence without marks and without an earlier cue."""


def read(cue: Cue, choose: Choose) -> Reading:
    """Return the reading of the eight choices around *cue*, each made by *choose*."""
    reading = Reading()
    for name, ask in _CHOICES:
        asked = ask(cue, reading)
        value, share = choose(asked) if asked is not None else (NONE, 0.0)
        setattr(reading, name, value)
        reading.shares.append(share)
    return reading


_CHOICES: tuple[tuple[str, Callable[[Cue, Reading], Choice | None]], ...] = (
    ("cue_start", cue_starts),
    ("cue_end", cue_ends),
    ("source_start", source_starts),
    ("source_end", source_ends),
    ("right_start", right_starts),
    ("right_end", right_ends),
    ("left_start", left_starts),
    ("left_end", left_ends),
)
"""What is chosen, in this order: the values of a reading."""
STEPS = tuple(name.replace("_", " ") for name, _ in _CHOICES)
Choose = Callable[[Choice], tuple[int, float]]
"""Returns the value chosen and the logarithm of its probability."""


def chosen_by(rankers: dict[str, Ranker], second: str = "", refused: int = NONE) -> Choose:
    """Return the choice of what *rankers* score most; at the step *second*, of all but the value *refused*."""

    def choose(asked: Choice) -> tuple[int, float]:
        values = asked.values
        if len(values) == 1:
            return values[0], 0.0
        if asked.glance is not None and asked.step != second:
            scores = rankers[GLANCE[asked.step]].scores(*asked.glance(values))
            least = max(scores) - asked.near
            near = [value for value, score in zip(values, scores, strict=True) if score >= least]
            if len(near) == 1:
                return near[0], likeliest(scores)[1]
            values = near
        scores = rankers[asked.step].scores(*asked.ask(values))
        if values[-1] > asked.modest:
            scores = [
                score - MODESTY if value > asked.modest else score for score, value in zip(scores, values, strict=True)
            ]
        best, share = likeliest(scores)
        if asked.step == second:
            scores[values.index(refused) if refused in values else best] = -inf
            best = max(range(len(scores)), key=scores.__getitem__)
        return values[best], share

    return choose


GLANCE = {step: f"{step} glance" for step in STEPS}
"""The rankers that glance at the candidates of a step."""
MODESTY = 1.0
"""How much more must speak for a source with all that is told of it, "Ann Lee, who …", than for "Ann Lee"."""
