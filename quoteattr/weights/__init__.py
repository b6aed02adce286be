"""What was learned from corpora: gzipped JSON files, read when first asked for (see benchmarks/train)."""

from __future__ import annotations

import gzip
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any

HOME = files(__name__)
CHECKSUMS = "SHA256SUMS"
"""The file with a checksum for each of the others; ``sha256sum -c`` reads it, too."""


class WeightsError(Exception):
    """A file of weights is missing or is not as it was shipped."""


@cache
def load(name: str) -> Any:
    """Return the content of ``weights/<name>.json.gz``, read once.

    Raises WeightsError where the file is missing or its checksum is another than that in ``SHA256SUMS``.
    """
    file = f"{name}.json.gz"
    try:
        packed = (HOME / file).read_bytes()
    except OSError as error:
        raise WeightsError(
            f"quoteattr's weights file {file} cannot be read ({error}): install quoteattr anew"
        ) from error
    if checksums().get(file) != hashlib.sha256(packed).hexdigest():
        raise WeightsError(
            f"quoteattr's weights file {file} is damaged (not as {CHECKSUMS} has it): install quoteattr anew;"
            " after training, run: python -m benchmarks train checksums"
        )
    return json.loads(gzip.decompress(packed))


@cache
def checksums() -> dict[str, str]:
    """Return the SHA-256 checksum of each file of weights by its name."""
    try:
        lines = (HOME / CHECKSUMS).read_bytes().decode("utf-8", "replace").splitlines()
    except OSError as error:
        raise WeightsError(f"quoteattr's {CHECKSUMS} cannot be read ({error}): install quoteattr anew") from error
    return {file: checksum for checksum, _, file in (line.partition("  ") for line in lines)}
