"""Builds what setup.cfg describes; with QUOTEATTR_COMPILED=1, with the hot modules compiled by mypyc."""

import os
import sys
from importlib.util import find_spec

from setuptools import setup

MODULES = (
    "antecedents",
    "apostrophes",
    "bearers",
    "candidates",
    "choice",
    "clauses",
    "common_nouns",
    "contents",
    "conversation",
    "counts",
    "cue",
    "cues",
    "dash_dialogue",
    "detector",
    "document",
    "entities",
    "entity",
    "exchange",
    "genders",
    "heads",
    "history",
    "house_style",
    "labels",
    "linear",
    "marks",
    "mentions",
    "names",
    "narrator",
    "nominals",
    "parts",
    "people",
    "places",
    "pronouns",
    "proper_names",
    "punkt",
    "quotations",
    "readings",
    "reference",
    "reported",
    "rivals",
    "salience",
    "scene",
    "sentences",
    "sequel",
    "sources",
    "speech",
    "stretches",
    "suiting",
    "tagger",
    "tags",
    "tokenizer",
    "traits",
    "vocabulary",
    "voices",
    "window",
    "word_lists",
)
"""Of these functools.cached_property stays away: on a compiled class it is computed anew at each access."""
NEEDED = ["attrs>=22.2", "mypy>=2.4,<3", "types-regex"]
"""To compile: mypyc comes with mypy, and has to know the types of attrs and regex."""

if os.environ.get("QUOTEATTR_COMPILED") != "1":
    setup()
elif "egg_info" in sys.argv and find_spec("mypyc") is None:  # so pip asks what it has to install for the build
    setup(setup_requires=NEEDED)
else:
    from mypyc.build import mypycify

    files = [f"quoteattr/{module}.py" for module in MODULES]
    setup(ext_modules=mypycify(["--ignore-missing-imports", *files], opt_level="3", debug_level="0"))
