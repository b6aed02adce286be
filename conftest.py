"""Runs the examples of the README, the documentation and the docstrings as tests."""

from __future__ import annotations

import doctest
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.myst import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

PAGES_OF_ABSENT_ENGINES = [
    page
    for page, engines in {
        "docs/how-to/scale-out.md": ["dask"],
        "docs/how-to/with-spacy.md": ["spacy"],
    }.items()
    if not all(find_spec(engine) for engine in engines)
]
"""Their examples need an extra; .ci/run runs them in the environment that has it."""

OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE

pages = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=OPTIONS), SkipParser()],
    patterns=["README.md", "CONTRIBUTING.md", "docs/**/*.md", "docs/*.md"],
    excludes=["docs/_build/**", *PAGES_OF_ABSENT_ENGINES],
    fixtures=["a_folder_of_its_own"],
)
docstrings = Sybil(
    parsers=[DocTestParser(optionflags=OPTIONS)],
    patterns=["quoteattr/**/*.py", "quoteattr/*.py", "tests/case_files.py", "tests/test_imports.py"],
    document_types={".py": PythonDocStringDocument},
)

pytest_collect_file = (pages + docstrings).pytest()


@pytest.fixture(scope="module")
def a_folder_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Examples that write a file write it where nobody looks."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("examples")
        patch.chdir(folder)
        yield folder
