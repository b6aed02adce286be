"""How many instructions a call takes, counted by valgrind: the same each time, however busy the machine is.

The whole process runs under cachegrind.  A fork of it makes the call, another makes none; they differ by the call.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

FOLDER = "BENCHMARKS_INSTRUCTIONS"
"""The variable of the environment that names the folder of the counts, in a process that is counted."""


def is_counted() -> bool:
    """Return whether this process runs under cachegrind."""
    return FOLDER in os.environ


def run_counted(arguments: Sequence[str]) -> int:
    """Run ``python -m benchmarks`` with *arguments* under cachegrind, and return its exit status."""
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        print("instructions are counted by valgrind, which is not installed", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        counting = ["-q", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={folder}/%p"]
        command = [valgrind, *counting, sys.executable, "-m", "benchmarks", *arguments]
        environment = {**os.environ, FOLDER: folder, "PYTHONHASHSEED": "0"}
        return subprocess.run(command, env=environment, check=False).returncode


def instructions(call: Callable[[], object]) -> int:
    """Return how many instructions *call* takes."""
    idle, busy = fork(lambda: None), fork(call)  # both before the counts are read, which takes instructions, too
    return counted_by(busy) - counted_by(idle)


def fork(call: Callable[[], object]) -> int:
    """Make the call in a fork of this process, wait for its end and return its number."""
    child = os.fork()
    if not child:
        try:
            call()
        except BaseException:
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        raise RuntimeError("the call that was to be counted failed")
    return child


def counted_by(process: int) -> int:
    """Return how many instructions a process has taken, all told."""
    *_, last = (Path(os.environ[FOLDER]) / str(process)).read_text(encoding="utf-8").splitlines()
    return int(last.removeprefix("summary:"))
