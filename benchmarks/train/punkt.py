"""Learn Punkt's parameters without supervision: PolNeAR, PDNC and LitBank, the texts of train."""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.train.tagger import write

CORPORA = ("polnear/train", "pdnc/train", "litbank/train")
LEAST_TEXTS = 3
"""In how many texts an abbreviation must stand: fewer is one author's typing."""
LEAST_USES = 8
"""How often a word must be seen for its use of capitals to be kept."""
LOWER_CASE = (1 << 4) | (1 << 5) | (1 << 6)
LEAST_SHARE = 0.04
"""A use of capitals rarer than this is a headline or a title; NLTK keeps what it saw even once."""

TITLES = (
    "mr mrs ms messrs mme mlle dr prof rev fr sen sens rep reps gov govs gen col lt capt cpt cmdr maj sgt "
    "adm pres hon supt det insp"
)
"""Those stand before a name and end no sentence; half of our texts write them without the stop."""
OTHERS = (
    "jr sr inc corp co ltd esq etc vs st i.e e.g cf a.m p.m u.s u.k u.n d.c ph.d m.d b.a a.d b.c "
    "jan feb mar apr jun jul aug sept sep oct nov dec ave blvd dept ed eds est mt ft vol fig pp"
)
NUMBERED = "no nos vol vols p pp fig figs art sec ch"
"""Abbreviations before a figure, words otherwise."""


def main(argv: Sequence[str] | None = None) -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(prog="train punkt", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the corpora")
    parser.add_argument("--out", type=Path, default=Path("quoteattr/weights/punkt.json.gz"))
    options = parser.parse_args(argv)
    print(json.dumps(train(options.data, options.out), indent=1))


def train(data: Path, out: Path) -> dict[str, Any]:
    """Write the parameters learned from the corpora under *data* to *out*; return the figures."""
    from nltk.tokenize.punkt import PunktTrainer

    trainer = PunktTrainer()
    uses: Counter[tuple[str, int]] = Counter()
    note = trainer._params.add_ortho_context

    def count(word: str, flag: int) -> None:
        uses[word, flag] += 1
        note(word, flag)

    trainer._params.add_ortho_context = count
    in_texts: Counter[str] = Counter()
    for text in texts(data):
        trainer.train(text, finalize=False)
        in_texts.update(set(re.findall(r"(?<!\S)[^\W\d_][\w.]*(?=\.(?:\s|,))", text.lower())))
    trainer.finalize_training()
    parameters = trainer.get_params()
    capitals = uses_of_capitals(uses)
    frequent = {word for word in parameters.abbrev_types if in_texts[word] >= LEAST_TEXTS}
    abbreviations = {*filter(is_abbreviation, frequent), *TITLES.split(), *OTHERS.split()}
    content = {
        "abbreviations": sorted(abbreviations - {"no"}),
        "titles": sorted(TITLES.split()),
        "numbered": sorted(NUMBERED.split()),
        "starters": sorted(word for word in parameters.sent_starters if capitals.get(word, 0) & LOWER_CASE),
        "capitals": capitals,
    }
    write(out, content)
    return {name: len(part) for name, part in content.items()} | {"bytes": out.stat().st_size}


def uses_of_capitals(uses: Counter[tuple[str, int]]) -> dict[str, int]:
    """Return word -> NLTK's flags of the uses (first in its sentence or not, capital or not).

    >>> uses_of_capitals(Counter({("the", 2): 9, ("the", 32): 90, ("the", 4): 1}))
    {'the': 34}
    """
    total: Counter[str] = Counter()
    for (word, _), count in uses.items():
        total[word] += count
    flags: dict[str, int] = {}
    for (word, flag), count in sorted(uses.items()):
        if total[word] >= LEAST_USES and count >= LEAST_SHARE * total[word] and word.isalpha():
            flags[word] = flags.get(word, 0) | flag
    return flags


def texts(data: Path) -> Iterator[str]:
    """Yield the texts, each hard-wrapped paragraph on one line."""
    for corpus in CORPORA:
        with gzip.open(data / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as file:
            for document in map(json.loads, file):
                yield re.sub(r"(?<=\S)[ \t]*\n(?=[ \t]*\S)", " ", document["text"])


def is_abbreviation(word: str) -> bool:
    """Return whether *word* has the shape of an abbreviation: no digits, no marks, not long.

    >>> [is_abbreviation(word) for word in ("sen", "u.s", "##number##", "'em", "extraordinarily")]
    [True, True, False, False, False]
    """
    return bool(re.fullmatch(r"[^\W\d_]{1,5}(?:\.[^\W\d_]{1,3})*", word))


if __name__ == "__main__":
    main()
