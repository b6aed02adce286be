"""How often the speaker is right in the stories of train, each half read with a ranker learned from the other.

Run as ``python -m benchmarks halves --data DIR``, some five minutes.  What is tried for stories is chosen by this
table and confirmed on dev.  Trainings that differ by the order of the documents alone can be half a point apart.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from benchmarks.tables import Report, Table, command_line, publish
from benchmarks.train.conversation import novels, openings, read_with, without_each_half
from benchmarks.train.exchanges import Walk

TAGS = ("all", "", "he", "she", "i", "noun", "name")


def main(argv: list[str] | None = None) -> int:
    """Return the exit status; print a row for each kind of tag."""
    parser = argparse.ArgumentParser(prog="benchmarks halves", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--save", action="store_true", help="keep the figures in benchmarks/results")
    arguments = parser.parse_args(argv)
    stories = {"novels": list(novels(arguments.data)), "openings": list(openings(arguments.data))}
    table = tag_table(judged(stories, {**stories, "cast given": list(novels(arguments.data, cast=True))}))
    publish([Report(command_line(), "stories", "train", (table,))], save="halves" if arguments.save else None)
    return 0


def judged(stories: dict[str, list[Walk]], read: dict[str, list[Walk]]) -> dict[str, Counter[tuple[str, bool]]]:
    """Return for each corpus of *read* how many turns of each kind of tag are right, and how many wrong.

    The weights are learned from the other half of *stories*; a novel with its cast given is another way to read it.
    """
    found: dict[str, Counter[tuple[str, bool]]] = {name: Counter() for name in read}
    for half, weights in enumerate(without_each_half(list(stories.values()))):
        with read_with(weights):
            for name, walks in read.items():
                for walk in walks[half::2]:
                    found[name].update(answers(walk))
    return found


def answers(walk: Walk) -> Counter[tuple[str, bool]]:
    """Return the turns of a story by the kind of their tag and whether their speaker is right."""
    resolver = walk.resolver
    resolver.start_conversation()
    resolver.resolved.clear()
    found: Counter[tuple[str, bool]] = Counter()
    for number, draft in enumerate(resolver.drafts):
        quote = resolver.attribute(number)
        if walk.gold_of(draft):
            entity = resolver.entity_of(quote.speaker)
            right = entity is not None and walk.right(entity)
            word = resolver.conversation.tags[number].word.partition("-")[0]
            found.update([(word, right), ("all", right)])
    return found


def tag_table(found: dict[str, Counter[tuple[str, bool]]]) -> Table:
    """Return a row for each kind of tag, with the percentage that is right in each corpus.

    >>> print(tag_table({"novels": Counter({("all", True): 3, ("all", False): 1, ("", True): 1, ("", False): 1})}))
    speakers of the other half
    percent right, and of how many
    tag     novels  of
    ------------------
    all       75.0   4
    no tag    50.0   2
    """
    rows = []
    for tag in TAGS:
        cells: list[str | float | int | None] = []
        for counts in found.values():
            number = counts[tag, True] + counts[tag, False]
            cells += [100 * counts[tag, True] / number if number else None, number]
        if any(cells):
            rows.append((tag or "no tag", *cells))
    columns = tuple(column for name in found for column in (name, "of"))
    return Table("speakers of the other half", ("tag", *columns), tuple(rows), "percent right, and of how many")
