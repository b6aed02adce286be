"""Texts that speak this field: marks of every kind, cues, names, pronouns, and what breaks readers."""

from __future__ import annotations

from hypothesis import strategies as st

PAIRS = ["“”", '""', "‘’", "''", "«»", "»«", "„“", "„”", "‚‘", "‹›", "「」", "『』", "””", "’’"]
MARKS = [*{mark for pair in PAIRS for mark in pair}, "``", "''", "`", "–", "—", "--", "′", "″", "’", "'"]
CUES = [
    "said",
    "says",
    "asked",
    "told",
    "according to",
    "has repeatedly said",
    "whispered",
    "announced",
    "put it",
    "called on",
    "wanted to know",
    "was quoted as saying",
]
NAMES = [
    "Mary",
    "Tom",
    "Edith Vane",
    "Mr. Osgood",
    "Dr. O’Dell",
    "Pieter van der Horst",
    "Zoë",
    "the WRA",
    "Halvorsen Motors",
    'Frank "The Anvil" Costa',
    "MAYOR:",
]
PRONOUNS = ["he", "she", "they", "it", "I", "We", "his", "who", "somebody"]
WORDS = [
    "the", "bridge", "is", "closed", "that", "and", "not", "isn't", "don’t", "’90s", "'n'", "sailors'",
    "5'", '4"', "U.S.", "go", "Go", "claim", "statement", "a", "of", "to", "wants", "believes",
]  # fmt: skip
POINTS = [
    ",",
    ".",
    "?",
    "!",
    ":",
    ";",
    "…",
    "...",
    "(",
    ")",
    "[",
    "]",
    "*",
    "#",
    ">",
    "<b>",
    "</p>",
    "<a ",
    "&quot;",
    "|",
]
SPACES = [
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\r\n\r\n",
    "\t",
    "\f",
    "\N{NO-BREAK SPACE}",
    "\N{LINE SEPARATOR}",
]
ODD = [
    "\0",
    "\ufeff",
    "\N{ZERO WIDTH SPACE}",
    "\N{ZERO WIDTH JOINER}",
    "\N{SOFT HYPHEN}",
    "\N{RIGHT-TO-LEFT OVERRIDE}",
    "\N{POP DIRECTIONAL FORMATTING}",
    "\N{COMBINING ACUTE ACCENT}",
    "e\N{COMBINING DIAERESIS}",
    "\N{LATIN SMALL LIGATURE FI}",
    "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}",
    "\N{LATIN SMALL LETTER SHARP S}",
    "\N{FAMILY}",
    "👩\N{ZERO WIDTH JOINER}🚀",
    "\ud800",
    "\udfff",
    "\ud83d\ude00",
    "\x85",
    "\x1b[31m",
    "中",
    "م",
]

pieces = st.one_of(
    *map(st.sampled_from, (MARKS, MARKS, CUES, NAMES, PRONOUNS, WORDS, WORDS, POINTS, SPACES, SPACES, ODD))
)
"""One piece of text; marks, words and spaces come more often than the rest."""

soup = st.lists(pieces, max_size=60).map("".join)
"""Pieces in any order, with nothing that keeps marks in pairs."""

clauses = st.lists(st.sampled_from([*WORDS, *NAMES, *PRONOUNS]), min_size=1, max_size=8).map(" ".join)
speakers = st.sampled_from([*NAMES, *PRONOUNS])
cues = st.sampled_from(CUES)


@st.composite
def turns(draw: st.DrawFn) -> str:
    """A quotation with a tag, as books and newspapers have it, in one of the styles of marks."""
    opening, closing = tuple(draw(st.sampled_from(PAIRS)))
    words, more, cue, speaker = draw(clauses), draw(clauses), draw(cues), draw(speakers)
    quoted = f"{opening}{words},{closing}"
    return draw(
        st.sampled_from(
            [
                f"{quoted} {speaker} {cue}.",
                f"{quoted} {cue} {speaker}.",
                f"{speaker} {cue}: {quoted}",
                f"{speaker} {cue} that {words}.",
                f"{speaker} {cue} {words} {opening}{more}{closing}.",
                f"{quoted} {cue} {speaker}, {opening}{more}.{closing}",
                f"{opening}{words}\n\n{opening}{more}.{closing}",
                f"{quoted} — {speaker}",
                f"{opening}{words} {PAIRS[2][0]}{more}{PAIRS[2][1]}.{closing}",
                quoted,
            ]
        )
    )


passages = st.lists(st.one_of(turns(), turns(), clauses, soup), min_size=1, max_size=6).flatmap(
    lambda parts: st.sampled_from(["\n\n", " ", "\r\n\r\n", "\n"]).map(lambda space: space.join(parts))
)
"""Turns, clauses and soup, parted by paragraphs or spaces."""

texts = st.one_of(passages, passages, soup, st.text(max_size=80))
"""Any str at all, most often one that looks like a passage."""
