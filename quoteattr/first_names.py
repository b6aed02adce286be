"""How often a first name is a woman's (learned by benchmarks/train/first_names.py)."""

from __future__ import annotations

from unicodedata import combining, normalize

from quoteattr import weights


def female_share(name: str) -> float | None:
    """Return the share of women among those called *name*, 0 to 1; None for a name not known.

    >>> female_share("Mary") > 0.9, female_share("JOHN") < 0.1, female_share("Table")
    (True, True, None)

    A name with accents that is not known is told by the same without: Zoë by Zoe.
    """
    shares: dict[str, int] = weights.load("first_names")
    per_cent = shares.get(name)
    if per_cent is None:  # MARY, mary, Mary-Ann
        per_cent = shares.get(name.partition("-")[0].capitalize())
    if per_cent is None and not name.isascii():
        bare = "".join(letter for letter in normalize("NFD", name) if not combining(letter))
        return female_share(bare) if bare != name else None
    return None if per_cent is None else per_cent / 100
