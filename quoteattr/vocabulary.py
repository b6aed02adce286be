"""The words that an extraction knows for cues and titles, the caller's among them."""

from __future__ import annotations

from functools import cache, lru_cache

from attrs import frozen

from quoteattr import weights
from quoteattr.lexicons import rows, words


@frozen(eq=False)
class Vocabulary:
    """The cue words and titles of one extraction."""

    heads: dict[str, int]
    """Words that may head a cue, each with how often in ten it does."""
    known: dict[str, str]
    """For a form of a verb that the caller added, the form of "say" that it is read as."""
    lemmas: dict[str, str]
    """The dictionary forms of those."""
    titles: dict[str, str | None]
    """Titles without full stop, each with the gender it tells."""
    own_titles: frozenset[str]
    """Those that the caller added, which may stand before a full stop that ends no sentence."""
    glanced_at: frozenset[str]
    """Those of the heads that are glanced at: all but "of", "a", "in", of which one in thousands heads a cue."""
    likely: frozenset[str]
    """Those of the heads that are taken for a cue without a look at their context."""
    of_speech: frozenset[str]
    """Those of the heads that may report speech where no marks are near."""


@lru_cache(maxsize=16)
def vocabulary(cue_verbs: frozenset[str], titles: frozenset[str]) -> Vocabulary:
    """Return the vocabulary for the dictionary forms *cue_verbs* and the *titles*.

    >>> vocabulary(words("cue_verbs") | {"burble"}, words("titles")).known["burbled"]
    'said'
    """
    heads: dict[str, int] = dict.fromkeys((form for row in rows("cue_verbs") for form in row[2].split()), 3)
    heads |= weights.load("cue_heads")
    for row in rows("cue_verbs"):
        if row[0] not in cue_verbs:
            for form in row[2].split():
                heads.pop(form, None)
    known: dict[str, str] = {}
    lemmas: dict[str, str] = {}
    for verb in sorted(cue_verbs - words("cue_verbs")):
        for form, like in zip(_forms(verb), ("say", "says", "said", "saying"), strict=True):
            heads[form] = 9
            known[form] = like
            lemmas[form] = verb
    genders = {"m": "male", "f": "female"}
    known_titles = {row[0]: genders.get(row[1]) for row in rows("titles")}
    genders_of_titles = {title.lower().rstrip("."): known_titles.get(title) for title in titles}
    glanced_at = frozenset(word for word, tenths in heads.items() if tenths or word not in words("function_words"))
    likely = frozenset(word for word, tenths in heads.items() if tenths >= _LIKELY)
    of_speech = frozenset(word for word in glanced_at if word in known or _may_be_of_speech(word))
    own_titles = frozenset(genders_of_titles.keys() - known_titles.keys())
    return Vocabulary(heads, known, lemmas, genders_of_titles, own_titles, glanced_at, likely, of_speech)


_LIKELY = 4
"""From how often in ten on."""


def _may_be_of_speech(word: str) -> bool:
    """Tell whether a word reports speech where no marks are near: one of speech, or of both unless mostly thought.

    Words such as "about" and "to", which are only parts of longer cues, do not.
    """
    found, base = cue_classes().get(word) or OTHER_CUES.get(word), lemma(word)
    if found == "both":
        return base not in MORE_THOUGHT or base in FINDINGS or base in SPEECH_WITH
    return found == "speech" or base in SPEECH_WITH


def _forms(verb: str) -> tuple[str, str, str, str]:
    """Return the regular forms of a verb: plain, third person, past, -ing.

    >>> _forms("cry")
    ('cry', 'cries', 'cried', 'crying')
    """
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", (verb if verb.endswith("ee") else verb[:-1]) + "ing"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    third = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    return verb, third, verb + "ed", verb + "ing"


@cache
def cue_classes() -> dict[str, str]:
    """Return for the forms of cue words whether they report "speech", "thought", "both" or are a "manner" of speech."""
    found: dict[str, str] = {}
    for name in ("cue_nouns", "cue_verbs"):
        for row in rows(name):
            found.update(dict.fromkeys(row[2].split(), row[1]))
    return found


@cache
def cue_lemmas() -> dict[str, str]:
    """Return the dictionary forms of the forms of cue verbs and nouns."""
    found: dict[str, str] = {}
    for name in ("cue_verbs", "cue_nouns"):
        for row in rows(name):
            for form in row[2].split():
                found.setdefault(form, row[0])
    return found


def lemma(word: str) -> str:
    """Return the dictionary form of a cue word in lower case.

    >>> lemma("said")
    'say'
    """
    return cue_lemmas().get(word, word)


OTHER_CUES = {
    ":": "speech",
    "according": "speech",
    "per": "speech",
    "reportedly": "speech",
    "allegedly": "speech",
}
"""The classes of cues that are neither verbs nor nouns."""
MORE_THOUGHT = frozenset(
    ["see", "feel", "find", "hear", "learn", "discover", "hold", "consider", "regard", "expect", "show", "prove",
     "know", "think", "judge", "reckon", "figure", "view", "support"]
)  # fmt: skip
"""Of the verbs that are now speech, now thought, those that are thought unless the words stand in marks."""
FINDINGS = frozenset(["find", "show", "hold", "conclude"])
"""What a study or a court does, which is speech."""
SPEECH_WITH = {"put": ["it"], "want": ["to", "know"], "hear": ["that"]}
"""What makes speech of a word of thought: as one diplomat put it, she wanted to know, the court heard that …"""
DIRECTIVES = frozenset(
    ["advise", "appeal", "ask", "beg", "beseech", "call", "command", "counsel", "direct", "exhort", "forbid", "implore",
     "instruct", "order", "plead", "remind", "request", "tell", "urge", "warn"]
)  # fmt: skip
"""Verbs of orders: told them to wait."""
COMMISSIVES = frozenset(["claim", "demand", "pledge", "profess", "promise", "propose", "swear", "threaten", "vow"])
"""Verbs of promises: vowed not to appeal."""
TOLD_DEEDS = frozenset(
    ["acknowledge", "admit", "advise", "confess", "deny", "mention", "propose", "recall", "recommend", "suggest",
     "warn"]
)  # fmt: skip
"""Verbs of what is told by a participle: denied having met her."""
ASKING_OF = frozenset(["ask", "inquire", "enquire", "demand", "beg"])
"""Verbs of what is asked of somebody: demanded Robert of Ann."""
QUOTING = frozenset(["quoted", "quotes", "cited", "cites", "quoting", "citing"])
"""Words for what somebody passes on: quoted Ann Lee as saying."""
