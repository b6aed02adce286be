"""``python -m benchmarks peers``: other tools on the same parts in the same run, published figures beside them."""

from benchmarks.peers.run import main

__all__ = ["main"]
