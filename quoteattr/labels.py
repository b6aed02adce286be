"""Labels, as in a transcript: a name before a colon says whose words follow.

Each place has its own pattern, since more must speak for a label where less shows that words are spoken at all.  Before
marks any name will do; inside them it is in capitals; without marks it stands at the head of its paragraph, and
several are asked for, of speakers who take turns.  Where no marks follow it, it is no word like "Note".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from quoteattr.first_names import female_share
from quoteattr.marks import MARKS
from quoteattr.models import Span
from quoteattr.vocabulary import cue_classes
from quoteattr.word_lists import person_nouns


def label_before_marks(text: str, start: int, end: int) -> regex.Match[str] | None:
    """Return the label that ends the narration from *start* to *end*: MAYOR: “We will.”    Its name is "who".

    A sentence in capitals with a cue is none: THE MAYOR SAID: “WE WILL.”
    """
    if not text[start:end].rstrip().rstrip("*_").endswith(":"):
        return None  # told at once; to search long narration takes long
    label = _BEFORE_MARKS.search(text, start, end) or _of_speaker(_TIMED_BEFORE_MARKS.search(text, start, end))
    return None if label is None or _has_cue(label["who"]) else label


def label_inside_marks(text: str, start: int, end: int) -> regex.Match[str] | None:
    """Return the label that begins the words from *start* to *end*: “MAYOR: We will.”    Its name is "who"."""
    return _of_speaker(_INSIDE_MARKS.match(text, start, end))


def label_without_marks(text: str, start: int, end: int) -> regex.Match[str] | None:
    """Return the label that begins a paragraph from *start* to *end*: Ann (laughs): We will.    Its name is "who".

    In a chat the time stands before it, and the name may be in small letters: [19:02] mum: We will.
    """
    return _of_speaker(_WITHOUT_MARKS.match(text, start, end) or _BEHIND_TIME.match(text, start, end))


def labelled_turns(text: str, paragraphs: Sequence[Span]) -> dict[int, int]:
    """Return for each paragraph that is a turn of a transcript without marks where its words begin.

    A transcript has three turns or more, one speaker takes the floor again, and hardly any turn is but a figure
    or a catchword ("Budget: 40 pounds"); where each takes it again, a word is enough ("JO: Why?").
    """
    turns: dict[int, int] = {}
    names: list[str] = []
    whole = plain = 0
    for number, paragraph in enumerate(paragraphs):
        label = label_without_marks(text, paragraph.start, paragraph.end)
        if label is None:
            continue
        turns[number] = label.end()
        names.append(label["who"])
        lead = text[label.start() : label.start("who")]
        timed = lead[:1] in ("[", "(")  # the times of a timetable have no brackets
        ended = text[paragraph.end - 1] in ".?!…—–-)" or text[paragraph.end - 1] in MARKS
        plain += (ended or timed or _is_first_name(label["who"])) and text[label.end()].isalpha()
        sentence = ended and _SMALL_WORD.search(text, label.end(), paragraph.end) is not None
        whole += timed or (sentence and not lead[:1].isdigit())
    if len(turns) < _FEWEST_TURNS or len(set(names)) == len(names):
        return {}
    if 2 * whole >= len(turns):
        return turns
    each_again = len(set(names)) > 1 and min(Counter(names).values()) > 1
    return turns if each_again and 2 * plain >= len(turns) and all(map(_is_person, set(names))) else {}


_FEWEST_TURNS = 3
_SMALL_WORD = regex.compile(r"\b\p{Ll}{2}")


def _is_person(name: str) -> bool:
    """Tell whether a label is a first name or a noun for people, or one of an interview: Sam, Sam Fox, REPORTER, Q."""
    return name in ("Q", "A") or _is_first_name(name) or name.split()[-1].lower() in person_nouns()


def _is_first_name(name: str) -> bool:
    return female_share(name.split()[0].title()) is not None


def _has_cue(name: str) -> bool:
    classes = cue_classes()
    return any(classes.get(word) == "speech" for word in name.lower().split()[1:])


def _of_speaker(label: regex.Match[str] | None) -> regex.Match[str] | None:
    return None if label is None or label["who"].lower() in _NO_SPEAKERS else label


_BEFORE_MARKS = regex.compile(
    r"(?:^|(?<=[\n>*_\ufeff]))(?P<who>\p{Lu}[\p{Lu}\p{M}.'’ -]*\p{Lu}\p{M}*+"
    r"|(?:\p{Lu}[\p{Ll}\p{M}.'’]+(?:  |\s)?){1,3}+):[*_]*\s*\Z",
    regex.MULTILINE,
)
_INSIDE_MARKS = regex.compile(
    r"(?P<who>\p{Lu}[\p{Lu}\p{M}’'-]{1,40}+\.?+(?:\s{0,9}+\p{Lu}[\p{Lu}\p{M}’'-]{1,40}+\.?+){0,3}+)\s{0,9}+:\s"
)
_WITHOUT_MARKS = regex.compile(
    r"[*_]{0,3}+(?P<who>[QA]|\p{Lu}[\p{L}\p{M}.’'-]{1,30}+(?:[^\S\n]{1,9}+\p{Lu}[\p{L}\p{M}.’'-]{0,30}+){0,3}+)"
    r"(?:[^\S\n]?\([^()\n]{1,40}+\))?:[*_]{0,3}+[^\S\n]++(?=[\p{L}\p{N}(…—–-])"
)
_TIMED = (
    r"[\[(]?(?:\d{1,4}+[/.-]\d{1,2}+[/.-]\d{1,4}+,?+[^\S\n]{1,9}+)?"
    r"\d{1,2}+[:.]\d\d(?:[:.]\d\d)?+(?:[^\S\n]{0,9}+[AaPp]\.?[Mm]\.?)?[\])]?(?:[^\S\n]{1,9}+[-–—])?[^\S\n]{1,9}+"
    r"(?P<who>\p{L}[\p{L}\p{M}.’'_-]{0,30}+(?:[^\S\n]{1,9}+[\p{L}\p{N}][\p{L}\p{M}.’'_-]{0,30}+){0,3}+)"
)
_BEHIND_TIME = regex.compile(_TIMED + r":[^\S\n]++(?=\S)")
_TIMED_BEFORE_MARKS = regex.compile(r"(?:^|(?<=[\n\ufeff]))" + _TIMED + r":[^\S\n]*+\Z", regex.MULTILINE)
_NO_SPEAKERS = frozenset(
    ["about", "address", "answer", "caption", "category", "chapter", "contact", "correction", "credit", "date",
     "details", "example", "fact", "figure", "file", "from", "headline", "hint", "image", "important",
     "location", "method", "no", "note", "notes", "ok", "photo", "picture", "place", "price", "question", "rating",
     "remember", "reply", "result", "rule", "score", "source", "step", "subject", "summary", "table", "tags",
     "time", "tip", "to", "update", "verdict", "warning", "watch", "when", "where", "who", "why", "yes"]
)  # fmt: skip
"""What stands before a colon and does not speak."""
