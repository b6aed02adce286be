"""A file of weights that is not as it was shipped is told, and nothing is answered with it."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import quoteattr
from benchmarks.train import checksums
from quoteattr import weights

SHIPPED = Path(weights.__file__).parent
NAMES = sorted(path.name for path in SHIPPED.glob("*.gz"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the weights that may be damaged."""
    folder = tmp_path / "weights"
    shutil.copytree(SHIPPED, folder)
    monkeypatch.setattr(weights, "HOME", folder)
    weights.load.cache_clear()
    weights.checksums.cache_clear()
    yield folder
    weights.load.cache_clear()
    weights.checksums.cache_clear()


def flipped(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def exchanged(file: Path) -> None:
    """Sound in itself, but another file."""
    file.write_bytes(gzip.compress(b"{}"))


def removed(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize("damage", [flipped, truncated, emptied, exchanged, removed])
def test_a_damaged_file_is_told_by_its_name(home: Path, damage: Callable[[Path], None]) -> None:
    assert weights.load("tagger")
    weights.load.cache_clear()
    damage(home / "tagger.json.gz")
    with pytest.raises(weights.WeightsError, match=r"tagger\.json\.gz .*install quoteattr anew"):
        weights.load("tagger")


def test_missing_checksums_are_told(home: Path) -> None:
    (home / "SHA256SUMS").unlink()
    with pytest.raises(weights.WeightsError, match="SHA256SUMS"):
        weights.load("tagger")


@pytest.mark.parametrize("damage", [flipped, truncated, emptied, exchanged])
def test_damaged_checksums_are_told(home: Path, damage: Callable[[Path], None]) -> None:
    damage(home / "SHA256SUMS")
    refused = 0
    for name in NAMES:
        try:
            weights.load(name.removesuffix(".json.gz"))
        except weights.WeightsError as error:
            refused += "SHA256SUMS" in str(error)
    assert refused


@pytest.mark.parametrize("name", NAMES)
def test_every_file_has_its_checksum(home: Path, name: str) -> None:
    assert weights.load(name.removesuffix(".json.gz"))


def test_the_checksums_are_written_as_they_are_shipped(home: Path) -> None:
    shipped = (home / "SHA256SUMS").read_bytes()
    exchanged(home / "tagger.json.gz")
    checksums.main(weights=home)
    assert (home / "SHA256SUMS").read_bytes() != shipped
    assert weights.load("tagger") == {}


def test_a_whole_extraction_says_so(tmp_path: Path) -> None:
    package = Path(quoteattr.__file__).parent
    shutil.copytree(package, tmp_path / "quoteattr", ignore=shutil.ignore_patterns("__pycache__"))
    for library in package.parent.glob("*__mypyc.*"):  # what the modules of a compiled wheel are loaded from
        shutil.copy(library, tmp_path)
    flipped(tmp_path / "quoteattr" / "weights" / "reported.json.gz")
    code = "import quoteattr; quoteattr.extract_quotes('“Go,” said Mary.')"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True
    )
    assert done.returncode == 1
    assert b"WeightsError: quoteattr's weights file reported.json.gz is damaged" in done.stderr
