"""What was learned from corpora: gzipped JSON files, read when first asked for (see benchmarks/train)."""

from __future__ import annotations

import gzip
import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> Any:
    """Return the content of ``weights/<name>.json.gz``, read once."""
    return json.loads(gzip.decompress((files(__name__) / f"{name}.json.gz").read_bytes()))
