"""What is installed: small, complete, and nothing in it that runs when it is loaded."""

from __future__ import annotations

import configparser
import gzip
import json
from pathlib import Path

import pytest

import quoteattr

PACKAGE = Path(quoteattr.__file__).parent
FILES = [path for path in sorted(PACKAGE.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
WEIGHTS = [path for path in FILES if path.parent.name == "weights" and path.suffix == ".gz"]
MEGABYTE = 1_000_000


def size(paths: list[Path]) -> int:
    return sum(path.stat().st_size for path in paths)


def test_the_package_is_under_six_megabytes() -> None:
    assert 0 < size(FILES) < 6 * MEGABYTE


def test_the_weights_are_under_four_megabytes() -> None:
    assert 0 < size(WEIGHTS) < 4 * MEGABYTE


@pytest.mark.parametrize("path", WEIGHTS, ids=lambda path: path.name)
def test_weights_are_plain_json_with_no_date_in_it(path: Path) -> None:
    content = path.read_bytes()
    assert content[4:8] == b"\0\0\0\0"  # gzip's time: with one, the same weights would not be the same bytes
    assert isinstance(json.loads(gzip.decompress(content)), (dict, list))


def test_every_file_of_the_package_is_installed() -> None:
    """A file that no pattern of setup.cfg names is left behind by ``pip install .``."""
    setup = configparser.ConfigParser()
    setup.read(PACKAGE.parent / "setup.cfg", encoding="utf-8")
    patterns = {
        package: [pattern.strip() for pattern in value.replace("\n", ",").split(",") if pattern.strip()]
        for package, value in setup["options.package_data"].items()
    }
    lost = []
    for path in FILES:
        package = ".".join(("quoteattr", *path.relative_to(PACKAGE).parts[:-1]))
        if path.suffix != ".py" and not any(path.match(pattern) for pattern in patterns.get(package, ())):
            lost.append(path.name)
    assert lost == []
