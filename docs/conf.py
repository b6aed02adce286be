"""Settings of Sphinx: ``python -m sphinx -n -W -b html docs docs/_build``."""

from __future__ import annotations

project = "quoteattr"
author = "the quoteattr contributors"
copyright = author

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "quoteattr"

myst_heading_anchors = 3
suppress_warnings = ["config.cache"]

# The reference is the same whether the extras are installed or not.
autodoc_mock_imports = ["dask", "pandas", "pyspark", "spacy", "srsly"]
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True

# Names that are no pages of ours.
nitpick_ignore_regex = [
    ("py:.*", r"(collections\.abc|typing|enum|attr|attrs|regex|nltk|_regex|pyspark)\..*"),
    (
        "py:.*",
        r"(str|int|float|bool|bytes|dict|list|tuple|set|frozenset|object|None|Enum|Any|Path"
        r"|Callable|Iterable|Iterator|Sequence|Mapping|Collection|TypeError|ValueError|Exception)",
    ),
    ("py:.*", r"quoteattr\.[a-z_.]+\..*"),
    ("py:obj", r".*"),
]
