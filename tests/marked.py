"""Texts with quotations in them, for the exports that mark up a text."""

from __future__ import annotations

from hypothesis import strategies as st

from quoteattr.models import AttributionType, Cue, Mention, Quote, QuoteKind, Span, Speaker

ANN = Speaker("Ann Lee", ("Ann",), "person", "female")
BO = Speaker("Bo", kind="person", gender="male")
NRA = Speaker("National Rivers Agency", ("NRA",), "organization")
POLICE = Speaker("the police", kind="group")


def find(text: str, words: str, nth: int = 0) -> Span:
    """Return where *words* stand in *text* for the *nth* time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


TEXT = (
    "“We never ‘sold’ it,” she said, “and we\nwon’t.”\n\n“Who would?”\n\n"
    "The police told Bo that the NRA <lied> & left.\n"
)
INNER = Quote("sold", (find(TEXT, "sold"),), find(TEXT, "‘sold’"), speaker=BO, confidence=0.5)
SPLIT = Quote(
    "We never ‘sold’ it, and we\nwon’t. Who would?",
    (find(TEXT, "We never ‘sold’ it,"), find(TEXT, "and we\nwon’t.”\n\n“Who would?")),
    Span(0, find(TEXT, "Who would?”").end),
    speaker=ANN,
    mention=Mention("she", find(TEXT, "she"), "pronoun"),
    cue=Cue("said", find(TEXT, "said"), "say"),
    attribution=AttributionType.ANAPHORIC,
    addressees=(BO,),
    confidence=0.912345,
    rule="pronoun_tag",
    quotes=(INNER,),
)
INDIRECT = Quote(
    "the NRA <lied> & left",
    (find(TEXT, "the NRA <lied> & left"),),
    find(TEXT, "the NRA <lied> & left"),
    QuoteKind.INDIRECT,
    speaker=POLICE,
    mention=Mention("The police", find(TEXT, "The police"), "nominal"),
    cue=Cue("told", find(TEXT, "told"), "tell"),
    attribution=AttributionType.ANAPHORIC,
    via=NRA,
    confidence=0.8,
    rule="reported_clause",
)
QUOTES = [SPLIT, INDIRECT]

names = st.sampled_from(["Ann", "Bo", "<b>&\"'", "\0\ud800", "]]>-->"])
speakers = st.builds(
    Speaker,
    names,
    st.lists(names, max_size=1).map(tuple),
    st.sampled_from(["person", "organization", "group", "unknown"]),
    st.sampled_from(["female", "male", None]),
)


@st.composite
def marked_texts(draw):
    """A text of any characters, and quotations anywhere in it: nested, crossing, empty, equal."""
    odd = st.sampled_from("“”<>&\"'\n\n\n\r\t \0\x0b\x0c\x85\u2028\ud800\udc00\ufffe\U0001f600]")
    text = draw(st.text(st.characters(exclude_categories=()) | odd, max_size=40))

    def span():
        ends = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
        return Span(*ends)

    def mention():
        place = span()
        return Mention(place.of(text), place, "name")

    def cue():
        place = span()
        return Cue(place.of(text), place, "say")

    def quote(depth):
        found = tuple(span() for _ in range(draw(st.integers(0, 3))))
        return Quote(
            " ".join(place.of(text) for place in found),
            found,
            span(),
            draw(st.sampled_from(QuoteKind)),
            speaker=draw(st.none() | speakers),
            mention=mention() if draw(st.booleans()) else None,
            cue=cue() if draw(st.booleans()) else None,
            addressees=draw(st.lists(speakers, max_size=1).map(tuple)),
            via=draw(st.none() | speakers),
            confidence=draw(st.floats(0, 1)),
            rule=draw(st.none() | names),
            quotes=tuple(quote(depth + 1) for _ in range(draw(st.integers(0, 1 if depth else 2))) if depth < 2),
        )

    return text, [quote(0) for _ in range(draw(st.integers(0, 3)))]
