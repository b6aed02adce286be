"""Check that the installed package has the modules that setup.py names compiled, and print its answers to all cases.

python .ci/check_compiled.py           # the answers alone, every field of them
python .ci/check_compiled.py --is-so   # and fail where a module is not compiled

Two installations print the same, whether they are compiled or not.  Run it where `tests` can be imported and the
checkout's package cannot.
"""

from __future__ import annotations

import ast
import importlib
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from quoteattr import QuoteExtractor
from tests.case_files import FAMILIES, read_cases

ROOT = Path(__file__).resolve().parent.parent


def compiled_modules() -> list[str]:
    """Return the names in setup.py's MODULES."""
    for node in ast.parse((ROOT / "setup.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "MODULES":
            return list(ast.literal_eval(node.value))
    raise LookupError("setup.py has no MODULES")


def faults() -> list[str]:
    """Return the modules that are not compiled, a sentence each."""
    files = [str(importlib.import_module(f"quoteattr.{name}").__file__) for name in compiled_modules()]
    return [f"not compiled: {file}" for file in files if not file.endswith(tuple(EXTENSION_SUFFIXES))]


if __name__ == "__main__":
    if "--is-so" in sys.argv[1:] and faults():
        sys.exit("\n".join(faults()))
    extractors = [QuoteExtractor(), QuoteExtractor(thoughts=True), QuoteExtractor(kinds=frozenset({"direct"}))]
    for case in (case for family in FAMILIES for case in read_cases(family)):
        for extractor in extractors:
            print(case.id, list(extractor.extract(case.text)), sep="\n")
