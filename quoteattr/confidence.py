"""How sure a speaker is: what a rule gives, read off how often it was right at that value on held-in corpora."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from quoteattr import weights


def calibrated(rule: str, raw: float, news: bool = False) -> float:
    """Return the share of answers of *rule* at about *raw* that were right; *raw* itself for a rule not measured.

    A rule that was measured in *news* on its own is read off there.

    >>> calibrated("a rule of mine", 0.25)
    0.25
    """
    knots = (_tables().get(f"{rule}, news") if news else None) or _tables().get(rule)
    if not knots:
        return min(1.0, max(0.0, raw))
    places, shares = knots
    k = bisect_right(places, raw)
    if k == 0:
        return shares[0]
    if k == len(places):
        return shares[-1]
    part = (raw - places[k - 1]) / (places[k] - places[k - 1])
    return shares[k - 1] + part * (shares[k] - shares[k - 1])


@cache
def _tables() -> dict[str, tuple[list[float], list[float]]]:
    return {rule: ([x for x, _ in knots], [y for _, y in knots]) for rule, knots in weights.load("calibration").items()}
