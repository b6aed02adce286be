"""The measures of fiction: quotations found (PDNC's pieces), and the speaker of every turn by type.

A gold turn is matched to the predicted quotation that shares most characters with it.  Its speaker is
right when the predicted names mean that one character of the novel's list.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from benchmarks.annotation import Novel, Offsets, Turn
from benchmarks.measures.characters import NARRATORS, CharacterNames
from benchmarks.measures.scores import Figures, Judgement, Score
from benchmarks.systems import Prediction

TYPES = ("Explicit", "Anaphoric", "Implicit")
MARKS = frozenset("\"'“”‘’«»`")


def measure(novel: Novel, predictions: Sequence[Prediction]) -> Figures:
    """Return every figure of one novel; add them up with `total`."""
    gold = [stripped(novel.text, span) for turn in novel.turns for span in turn.spans]
    predicted = [stripped(novel.text, span) for each in predictions for span in each.content]
    return {
        **detection(filled(gold), filled(predicted)),
        **speakers(novel, predictions),
    }


def stripped(text: str, span: Offsets) -> Offsets:
    """Return a span without white space and marks at its edges."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in MARKS):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in MARKS):
        end -= 1
    return start, end


def filled(spans: Sequence[Offsets]) -> list[Offsets]:
    """Return the spans that are not empty, each once, in order."""
    return sorted({(start, end) for start, end in spans if start < end})


# detection


def detection(gold: Sequence[Offsets], predicted: Sequence[Offsets]) -> Figures:
    """Return how many spans are the same, share half of their union, touch, and the characters shared."""
    same = len(set(gold) & set(predicted))
    touching = overlapping(gold, predicted)
    halves = half_shared(gold, predicted, touching)
    gold_characters, predicted_characters = covered(gold), covered(predicted)
    both = len(gold_characters & predicted_characters)
    return {
        "quotations exact": Score(same, len(predicted), same, len(gold)),
        "quotations half shared": Score(halves, len(predicted), halves, len(gold)),
        "quotations touching": Score(
            len({j for _, j in touching}), len(predicted), len({i for i, _ in touching}), len(gold)
        ),
        "quotations characters": Score(both, len(predicted_characters), both, len(gold_characters)),
    }


def overlapping(gold: Sequence[Offsets], others: Sequence[Offsets]) -> list[tuple[int, int]]:
    """Return the pairs of indices that share a character; *others* must be in order."""
    starts = [start for start, _ in others]
    furthest = list(accumulate((end for _, end in others), max))  # the end reached so far
    pairs = []
    for i, (start, end) in enumerate(gold):
        j = bisect_left(starts, end) - 1
        while j >= 0 and furthest[j] > start:
            if common((start, end), others[j]) > 0:
                pairs.append((i, j))
            j -= 1
    return pairs


def half_shared(gold: Sequence[Offsets], predicted: Sequence[Offsets], touching: Sequence[tuple[int, int]]) -> int:
    """Return how many pairs, one to one and the best first, share half of their union."""
    scored = sorted((-union_share(gold[i], predicted[j]), i, j) for i, j in touching)
    used: tuple[set[int], set[int]] = (set(), set())
    for score, i, j in scored:
        if score <= -0.5 and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
    return len(used[0])


def common(one: Offsets, other: Offsets) -> int:
    """Return how many characters two spans share; negative or 0 where they share none."""
    return min(one[1], other[1]) - max(one[0], other[0])


def union_share(one: Offsets, other: Offsets) -> float:
    """Return the shared part of the stretch that two touching spans cover."""
    return common(one, other) / (max(one[1], other[1]) - min(one[0], other[0]))


def covered(spans: Sequence[Offsets]) -> set[int]:
    """Return the places of the characters within the spans."""
    places: set[int] = set()
    for start, end in spans:
        places.update(range(start, end))
    return places


# speakers


def speakers(novel: Novel, predictions: Sequence[Prediction]) -> Figures:
    """Return how many turns have the right speaker: all, by type, of major characters, and of the found."""
    figures = {
        f"speaker {group}{of}": Score()
        for group in ("all", *TYPES, "non-explicit", "major")
        for of in ("", ", of found")
    }
    category = {character.name: character.category for character in novel.characters}
    for judgement in judge_turns(novel, predictions):
        groups = ["all", judgement.type] if judgement.type in TYPES else ["all"]
        if judgement.type in ("Anaphoric", "Implicit"):
            groups.append("non-explicit")
        if category.get(judgement.gold_speaker) == "major":
            groups.append("major")
        for group in groups:
            figures[f"speaker {group}"] += Score.share(judgement.right, 1)
            if judgement.prediction is not None:
                figures[f"speaker {group}, of found"] += Score.share(judgement.right, 1)
    return figures


def judge_turns(novel: Novel, predictions: Sequence[Prediction]) -> list[Judgement]:
    """Return a judgement per turn: right when the predicted names mean its speaker and nobody else."""
    names = CharacterNames(novel.characters, NARRATORS.get(novel.id))
    finder = Finder(novel.text, predictions)
    judgements = []
    for turn in novel.turns:
        best = finder.best(turn)
        right = best is not None and names.speaker(best.names) == {turn.speaker}
        where = (turn.spans[0][0], turn.spans[-1][1]) if turn.spans else (0, 0)
        judgements.append(Judgement(novel.id, where, turn.type or "", best, right, turn.speaker))
    return judgements


class Finder:
    """Finds the predicted quotation that shares most characters with a turn."""

    def __init__(self, text: str, predictions: Sequence[Prediction]) -> None:
        """Put the spans of the predictions in order."""
        contents = [[stripped(text, span) for span in each.content] for each in predictions]
        kept = [i for i, spans in enumerate(contents) if any(start < end for start, end in spans)]
        self.predictions = predictions
        pieces = sorted((span, i) for i in kept for span in contents[i] if span[0] < span[1])
        self.spans = [span for span, _ in pieces]
        self.owners = [i for _, i in pieces]
        self.starts = [start for start, _ in self.spans]
        self.furthest = list(accumulate((end for _, end in self.spans), max))

    def best(self, turn: Turn) -> Prediction | None:
        """Return the prediction with the largest overlap, the earlier one of equals."""
        overlap: Counter[int] = Counter()
        for start, end in turn.spans:
            j = bisect_left(self.starts, end) - 1
            while j >= 0 and self.furthest[j] > start:
                shared = common((start, end), self.spans[j])
                if shared > 0:
                    overlap[self.owners[j]] += shared
                j -= 1
        if not overlap:
            return None
        return self.predictions[min(overlap, key=lambda i: (-overlap[i], i))]
