"""A user's code passes ``mypy --strict`` against the package as it is installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

USER_CODE = Path(__file__).parent / "typing" / "user_code.py"


def check(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    pytest.importorskip("mypy", reason="mypy is in the lint extra")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=USER_CODE.parents[2], check=False)


@pytest.mark.timeout(240)
def test_a_users_file_is_well_typed() -> None:
    checked = check(USER_CODE)
    assert checked.stdout + checked.stderr == ""


@pytest.mark.timeout(240)
def test_a_users_mistake_is_found(tmp_path: Path) -> None:
    """The package's types are really seen: they are not all Any."""
    mistake = tmp_path / "mistake.py"
    mistake.write_text("from quoteattr import extract_quotes\n\nextract_quotes('')[0].text + 1\n", encoding="utf-8")
    assert "operator" in check(mistake).stdout
