"""Check what is in a wheel and an sdist: all that the package needs, no corpus and no tests.

python .ci/check_distribution.py dist/*.whl dist/*.tar.gz

A wheel for one platform is a compiled one, and may come alone: it has the same files, and beside them what was
compiled of them.
"""

from __future__ import annotations

import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "quoteattr"
LARGEST = 8_000_000
"""Bytes of a file as it is sent; a corpus would be larger."""
KINDS = {".py", ".txt", ".gz", ".typed", ""}
"""The endings of the files that the package has; SHA256SUMS has none."""


def names(file: Path) -> list[str]:
    """Return the names of the files in a wheel or an sdist, without the sdist's own folder."""
    if file.suffix == ".whl":
        return sorted(zipfile.ZipFile(file).namelist())
    with tarfile.open(file) as archive:
        return sorted(member.name.partition("/")[2] for member in archive if member.isfile())


def compiled(file: Path) -> bool:
    """Tell whether a file is a wheel for one platform, compiled."""
    return file.suffix == ".whl" and not file.stem.endswith("-py3-none-any")


def is_library(name: str, found: list[str]) -> bool:
    """Tell whether a file is a module of the package, compiled, or the library that all of these share."""
    module = name.partition(".")[0]
    return name.endswith((".so", ".pyd")) and (f"{module}.py" in found or module.endswith("__mypyc"))


def faults(file: Path) -> list[str]:
    """Return what is wrong with a wheel or an sdist, a sentence each."""
    found = names(file)
    wrong = []
    if compiled(file):
        libraries = [name for name in found if is_library(name, found)]
        found = [name for name in found if name not in libraries]
        wrong += [] if len(libraries) > 1 else ["nothing in it is compiled"]
    shipped = {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    inside = {name for name in found if name.startswith("quoteattr/")}
    wrong += [f"missing: {name}" for name in sorted(shipped - inside)]
    wrong += [f"not in the checkout: {name}" for name in sorted(inside - shipped)]
    wrong += [f"no file of the package: {name}" for name in sorted(inside) if Path(name).suffix not in KINDS]
    wrong += [f"a corpus? {name}" for name in found if name.endswith((".jsonl", ".jsonl.gz", ".tsv.gz", ".parquet"))]
    wrong += [f"a test: {name}" for name in found if name.startswith("tests/")]
    if file.suffix == ".whl":
        own = ("quoteattr/", "quoteattr-")
        wrong += [f"not the package's: {name}" for name in found if not name.startswith(own)]
    if file.stat().st_size > LARGEST:
        wrong.append(f"{file.stat().st_size} bytes are more than {LARGEST}")
    return [f"{file.name}: {sentence}" for sentence in wrong]


if __name__ == "__main__":
    files = [Path(name) for name in sys.argv[1:]]
    if {file.suffix for file in files} != {".whl", ".gz"} and not (files and all(map(compiled, files))):
        sys.exit("name a wheel and an sdist, or a compiled wheel")
    for file in files:
        print(f"{file.name}: {file.stat().st_size} bytes, {len(names(file))} files")
        print("".join(f"  {name}\n" for name in names(file)), end="")
    wrong = [sentence for file in files for sentence in faults(file)]
    sys.exit("\n".join(wrong) or None)  # an empty sentence would be a failure, too
