"""Whether a marked stretch holds somebody's words, or a title, a nickname, a word held at arm's length."""

from __future__ import annotations

from functools import cache

from quoteattr import linear
from quoteattr.document import Document
from quoteattr.vocabulary import lemma


def quotation_probability(document: Document, number: int) -> float:
    """Return how probable it is that the stretch *number* is direct speech, not a title or a scare quote."""
    return _judged(document, number)[0]


def spoken_probability(document: Document, number: int) -> float:
    """Return how probable it is that the words of the stretch are somebody's, in direct or mixed speech."""
    return _judged(document, number)[1]


def is_fragment(document: Document, number: int) -> bool:
    """Tell whether a stretch without a cue is surely somebody's words; a word alone may be held at arm's length."""
    stretch = document.stretches[number - 1]
    words = len(stretch.inner.of(document.text).split())
    asked = SPOKEN_IN_NEWS if document.is_news else SPOKEN
    return words >= FEWEST and spoken_probability(document, number) >= asked


SPOKEN = 0.95
"""Above it a fragment is somebody's words, though no cue was found for it."""
SPOKEN_IN_NEWS = 0.8
"""The same in news, of which the model was learned."""
FEWEST = 2
"""Words of such a fragment."""


def _judged(document: Document, number: int) -> tuple[float, float]:
    found = document.judged.get(number)
    if found is None:
        features = stretch_features(document, number)
        models = _models()
        found = document.judged[number] = (
            linear.probability(models["quotation"].score(features)),
            linear.probability(models["spoken"].score(features)),
        )
    return found


@cache
def _models() -> dict[str, linear.Linear]:
    return linear.load("stretches")


def stretch_features(document: Document, number: int) -> list[str]:
    """Return what speaks for and against a marked stretch being a quotation of its own."""
    stretch = document.stretches[number - 1]
    text = document.text
    first, last = document.tokens_of(stretch.inner.start, stretch.inner.end)
    size = last - first
    paragraph = document.paragraphs[stretch.paragraph]
    inner = stretch.inner.of(text)
    lower = document.lower
    before = lower[first - 2] if first >= 2 and document.starts[first - 2] >= paragraph.start else "^"
    begin, behind = document.tokens_of(stretch.start, stretch.end)
    after = lower[behind] if behind < len(lower) and document.starts[behind] < paragraph.end else "$"
    ending = inner[-1] if inner[-1] in ",.!?;:—-…" else "w"
    capital = inner[0].isupper()
    titled = sum(w[0].isupper() for w in document.words[first:last]) > 0.7 * size
    length = min(6, size.bit_length())
    dense = min(4, len(document.stretches) * 1500 // (document.length + 1))
    whole = stretch.start == paragraph.start and stretch.end >= paragraph.end
    gap_before = text[max(paragraph.start, stretch.start - 9) : stretch.start].rstrip()[-1:]
    tags = document.tags(first, last) if 0 < size < 40 else []
    verb = any(tags[i] in ("VBD", "VBZ", "VBP", "MD") for i in range(first, last)) if tags else size >= 40
    # whichever mark the text has outside: a novel in single marks is read as one in double marks
    outer = (stretch.mark in "'‘’`‚‛") == (document.style == "single")
    person = any(word in ("i", "you", "we", "me", "my", "your", "us", "our") for word in lower[first:last])
    left, left_gap, right, right_gap, habit, others = _cues_beside(document, begin, behind)
    earlier = lower[first - 3] if first >= 3 and document.starts[first - 3] >= paragraph.start else "^"
    return [
        "1",
        f"n={length}",
        f"n={length} end={ending}",
        f"n={length} cap={capital} end={ending}",
        f"n={length} tit={titled}",
        f"tit={titled} end={ending} b={before}",
        f"b={before}",
        f"b={before} cap={capital}",
        f"a={after}",
        f"a={after} end={ending}",
        f"gap={gap_before} cap={capital}",
        f"gap={gap_before} end={ending}",
        f"whole={whole}",
        f"whole={whole} dense={dense}",
        f"s={stretch.start == paragraph.start} n={length}",
        f"s={stretch.start == paragraph.start} end={ending} cap={capital}",
        f"e={stretch.end >= paragraph.end} end={ending}",
        f"dense={dense} n={length}",
        f"dense={dense} end={ending}",
        f"verb={verb} n={length}",
        f"verb={verb} cap={capital} end={ending}",
        f"person={person} n={length}",
        f"closed={stretch.closed} runs={stretch.runs_on}",
        f"outer={outer} n={length}",
        f"w={lower[first] if first < len(lower) else ''} n={min(length, 3)}",
        f"one={inner.lower() if size == 1 else ''}",
        f"outer={outer} end={ending} cap={capital}",
        f"l={left}",
        f"l={left} {left_gap}",
        f"l={left_gap} n={length}",
        f"r={right}",
        f"r={right} {right_gap}",
        f"r={right_gap} n={length}",
        f"cue={habit}",
        f"cue={habit} n={length} tit={titled}",
        f"others={others} n={length}",
        f"b={before} a={after}",
        f"b2={lemma(earlier)}",
    ]


def _cues_beside(document: Document, begin: int, behind: int) -> tuple[str, str, str, str, int, int]:
    """Return what may be a cue before a stretch, how far off it is, and the same behind it; how likely the likeliest
    cue of the sentence is, in tenths; how many other stretches the sentence has.
    """
    lower, quoted, heads = document.lower, document.quoted, document.vocabulary.heads
    first = document.sentences[document.sentence_of(begin)][0]
    last = document.sentences[document.sentence_of(max(begin, behind - 1))][1]
    before = [i for i in range(begin - 1, first - 1, -1) if heads.get(lower[i], 0) and not quoted[i]]
    after = [i for i in range(behind, last) if heads.get(lower[i], 0) and not quoted[i]]
    likely = max([heads[lower[i]] for i in before + after], default=-1)
    left, left_gap = ("", "-") if not before else (lemma(lower[before[0]]), str(min(6, begin - 1 - before[0])))
    right, right_gap = ("", "-") if not after else (lemma(lower[after[0]]), str(min(6, after[0] - behind)))
    left_gap += str(heads[lower[before[0]]]) if before else ""
    right_gap += str(heads[lower[after[0]]]) if after else ""
    others = len(set(quoted[first:last]) - {0, quoted[begin]})
    return left, left_gap, right, right_gap, likely, min(3, others)
