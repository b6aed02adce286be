"""``python -m benchmarks verbs``: in which places which verbs of speech are seen to report; no corpus is needed.

One sentence is put in ten orders, with each of two dozen verbs and five speakers.  A corpus says "said" nearly wherever
it can, so that its figures do not show what becomes of "…, the minister warns."
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks.tables import Report, Table, command_line, publish
from quoteattr import Quote, extract_quotes

SPEAKERS = ("Nora Keel", "the minister", "a spokeswoman for the council", "Mr Haddad", "the union")
VERBS = (
    "said", "says", "warned", "warns", "insists", "insisted", "claims", "added", "adds", "argues", "concedes",
    "admitted", "joked", "jokes", "wrote", "tweeted", "posted", "recalled", "recalls", "explained", "explains",
    "replied", "confirms", "confirmed",
)  # fmt: skip
ORDERS = (
    "{S} {v} that the pier will stay closed until March.",
    "{S} {v} the pier will stay closed until March.",
    "{S} {v} the pier will stay “closed” until March.",
    "The pier will stay closed until March, {v} {s}.",
    "The pier will stay closed until March, {s} {v}, and the ferry will not run.",
    "The pier, {s} {v}, will stay closed until March.",
    "“The pier will stay closed until March,” {s} {v}.",
    "“The pier will stay closed until March,” {v} {s}.",
    "{S} {v}: “The pier will stay closed until March.”",
    "“The pier,” {s} {v}, “will stay closed until March.”",
)
_BEFORE = "The line was shut all week. "


def main(argv: Sequence[str]) -> int:
    """Print how often each order is read rightly, and which verbs are not, and return 0."""
    argparse.ArgumentParser(prog="python -m benchmarks verbs", description=__doc__).parse_args(argv)
    rows = []
    for order in ORDERS:
        missed = Counter(verb for verb, right in answers(order) if not right)
        share = 1 - missed.total() / (len(VERBS) * len(SPEAKERS))
        rows.append((order.format(S="Ann", s="Ann", v="said"), 100 * share, ", ".join(sorted(missed))))
    table = Table("verbs of speech in ten places", ("order", "right %", "missed with"), tuple(rows))
    publish([Report(command_line(), "none", "none", (table,))])
    return 0


def answers(order: str) -> Iterator[tuple[str, bool]]:
    """Yield each verb, once with every speaker, and whether the sentence is read rightly."""
    for speaker in SPEAKERS:
        for verb in VERBS:
            text = _BEFORE + order.format(S=speaker[0].upper() + speaker[1:], s=speaker, v=verb)
            yield verb, any(_is_right(quote, speaker) for quote in extract_quotes(text))


def _is_right(quote: Quote, speaker: str) -> bool:
    """Tell whether a quotation has both ends of what is said, and the mention of its speaker."""
    mention = quote.mention.text.lower() if quote.mention else ""
    return "pier" in quote.text and "March" in quote.text and speaker.split()[1].lower() in mention
