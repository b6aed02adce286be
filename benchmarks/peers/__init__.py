"""``python -m benchmarks peers``: other tools on the same parts in the same run."""

from benchmarks.peers.run import main

__all__ = ["main"]
