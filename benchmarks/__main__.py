"""``python -m benchmarks COMMAND``: see ``python -m benchmarks --help``."""

from __future__ import annotations

import importlib
import sys

COMMANDS = {
    "accuracy": "every figure of our own system, by corpus part, type and rule",
    "speed": "load time, throughput, growth and memory",
    "steps": "where the time goes, step by step",
    "compare": "two commits or two configurations: figures side by side, quotations gained and lost",
    "calibration": "how far the confidence is to be believed",
    "halves": "who speaks in stories that the ranker has not learned from, by what the tag is",
    "everyday": "the mistakes in everyday texts of our own, by class; no corpus is needed",
    "verbs": "in which places which verbs of speech are seen to report; no corpus is needed",
    "peers": "other tools on the same parts, with published figures beside them",
    "fuzz": "texts without end, and what is unsound in their answers",
    "growth": "how the time of each public entry and pattern grows with its worst texts",
    "metamorphic": "changes of a text that must change nothing else, and how often they do",
    "train": "train NAME: the models that the package ships",
}


def main(argv: list[str]) -> int:
    """Return the exit status of the command that *argv* asks for."""
    if not argv or argv[0] in ("-h", "--help"):
        print("usage: python -m benchmarks COMMAND [--help]\n")
        print("\n".join(f"  {name:12} {purpose}" for name, purpose in COMMANDS.items()))
        return 0
    command, *rest = argv
    if command not in COMMANDS:
        print(f"no command {command!r}; there are: {', '.join(COMMANDS)}", file=sys.stderr)
        return 2
    if command == "train":
        return train(rest)
    return status(importlib.import_module(f"benchmarks.{command}").main(rest))


def train(argv: list[str]) -> int:
    """Return the exit status of training the model that *argv* names."""
    if not argv or argv[0].startswith("-"):
        print("usage: python -m benchmarks train NAME [--help]", file=sys.stderr)
        return 2
    name, *rest = argv
    module = f"benchmarks.train.{name}"
    try:
        trainer = importlib.import_module(module)
    except ModuleNotFoundError as missing:
        if missing.name not in (module, "benchmarks.train"):
            raise
        print(f"there is nothing to train called {name!r}", file=sys.stderr)
        return 2
    trained = status(trainer.main(rest))
    importlib.import_module("benchmarks.train.checksums").main()
    return trained


def status(returned: object) -> int:
    """Return what a command's main returned as an exit status."""
    return returned if isinstance(returned, int) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
