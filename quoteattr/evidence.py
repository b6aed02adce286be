"""What speaks for and against each candidate, in words: the features that the ranker saw, told by subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import log
from typing import Final

from attrs import frozen


@frozen
class Evidence:
    """One thing that speaks for a candidate (weight above 0) or against it, compared with the others weighed."""

    fact: str
    weight: float


def evidence_of(
    rows: Sequence[Sequence[str]], probabilities: Sequence[float], words: str, get: Callable[[str, float], float]
) -> list[tuple[Evidence, ...]]:
    """Return for each candidate what speaks for and against it, the weightiest first.

    *rows* are the features of each, *get* returns what one weighs, and *words* name the speaker in the text.  What
    the features leave of the odds is what the turns of the exchange tell, read together.

    >>> rows = [["rank=0 dist=1"], ["rank=1 dist=9"]]
    >>> told = evidence_of(rows, [0.9, 0.1], "she", {"rank=0 dist=1": 1.0}.get)[0]
    >>> [(one.fact, round(one.weight, 2)) for one in told]
    [('goes well with the turns that follow', 0.6), ('was mentioned last of all, 8 or more words before', 0.5)]
    """
    told = _of_features(rows, words, get)
    rests = [
        log(max(probability, 1e-300)) - sum(one.weight for one in found)
        for found, probability in zip(told, probabilities, strict=True)
    ]
    mean = sum(rests) / len(rests) if rests else 0.0
    if any(abs(rest - mean) >= 1e-6 for rest in rests):
        facts = ("goes badly with the turns that follow", "goes well with the turns that follow")
        told = [[*found, Evidence(facts[rest > mean], rest - mean)] for found, rest in zip(told, rests, strict=True)]
    return [tuple(sorted(found, key=lambda one: (-abs(one.weight), one.fact))) for found in told]


def _of_features(rows: Sequence[Sequence[str]], words: str, get: Callable[[str, float], float]) -> list[list[Evidence]]:
    """Return for each candidate what its features weigh, subject by subject."""
    weights: list[dict[str, float]] = []
    for features in rows:
        found: dict[str, float] = {}
        for feature in features:
            subject = _SUBJECTS.get(feature.partition("=")[0], "other things")
            found[subject] = found.get(subject, 0.0) + get(feature, 0.0)
        weights.append(found)
    subjects = sorted({subject for found in weights for subject in found})
    means = {subject: sum(found.get(subject, 0.0) for found in weights) / len(weights) for subject in subjects}
    told = []
    for features, found in zip(rows, weights, strict=True):
        seen = _seen(features)
        told.append([Evidence(_fact(subject, seen, words), found[subject] - means[subject]) for subject in found])
    return told


_SUBJECTS: Final = {
    feature: subject
    for subject, features in {
        "turns": "tp sc spoke",
        "nearness": "rank dist standing since sincesub pars near adj fresh leads",
        "fit": "fit kind own head role narrowed linked phrase age",
        "subject": "subject lastform part main mains",
        "chain": "chain",
        "acts": "acted",
        "place": "before after between mid lead sentence",
        "voice": "voice",
        "noun": "bound",
        "pronouns": "hebefore heafter helast",
        "partners": "pair",
        "called": "called calls voc named vocb vocn",
        "tags": "n1 n2 ahead back member",
        "sequel": "sequel nextin nextis nexthe",
        "echoes": "mine echo",
        "weight in the text": "count top",
        "narrator": "narr",
    }.items()
    for feature in features.split()
}
"""What a feature is about, by the first thing that it names."""


def _seen(features: Sequence[str]) -> dict[str, str]:
    """Return what the features say, each by its name.

    >>> _seen(["rank=1 tag=she", "fit=yes tag=she"])
    {'rank': '1', 'tag': 'she', 'fit': 'yes'}
    """
    return dict(part.partition("=")[::2] for feature in features for part in feature.split(" ") if "=" in part)


# One subject after the other: what was seen of a candidate, in words ----------------------------------------------

_Seen = Mapping[str, str]


def _fact(subject: str, seen: _Seen, words: str) -> str:
    teller = _TELLERS.get(subject)
    return subject if teller is None else teller(seen, words)


def _turns(seen: _Seen, words: str) -> str:
    turn = {"1": "the turn before", "2": "two turns before", "3": "three turns before"}
    return f"spoke {turn.get(seen.get('tp', ''), 'none of the last three turns')}"


def _nearness(seen: _Seen, words: str) -> str:
    if seen.get("dist") == "9":
        return "was not mentioned of late"
    words_off = (0, 8, 16, 32, 64, 128, 256, 512)[min(7, int(seen.get("dist", 0)))]
    before = f", {words_off} or more words before" if words_off else ""
    return f"was mentioned last of all{before}" if seen.get("rank") == "0" else f"was mentioned earlier{before}"


def _fit(seen: _Seen, words: str) -> str:
    told = {
        "yes": f"fits “{words}”",
        "likely": f"most likely fits “{words}”",
        "leans": f"rather fits “{words}”",
        "unlikely": f"hardly fits “{words}”",
        "?": f"may be meant by “{words}”: nothing is known against it",
        "own": f"is named by “{words}” itself",
        "name": f"is named by “{words}” itself",
        "role": f"is called “{words}” elsewhere",
        "many": f"is several, as “{words}” is",
        "body": f"is a body, which may be “{words}”",
        "one": f"is a single one, which “{words}” is not",
    }
    return told.get(seen.get("fit", ""), f"is of the kind: {seen.get('kind', 'unknown').rstrip('1')}")


def _subject(seen: _Seen, words: str) -> str:
    was = seen.get("part") == "main" or seen.get("subject") == "True"
    return "was the subject of its sentence" if was else "was no subject"


def _acts(seen: _Seen, words: str) -> str:
    acted = seen.get("acted", "-")[:1]
    return "did nothing of late" if acted == "-" else "did something last of all" if acted == "0" else "did something"


def _chain(seen: _Seen, words: str) -> str:
    likeliest = seen.get("chain", "-").endswith("1")
    return f"is {'' if likeliest else 'not '}the likeliest “{words}” by the mentions before alone"


def _place(seen: _Seen, words: str) -> str:
    places = {"before": "in front of the words", "mid": "between the words", "after": "behind the words"}
    told = [where for key, where in places.items() if seen.get(key, "-") != "-"]
    if told:
        return "is mentioned " + " and ".join(told) + " in the paragraph"
    if seen.get("between", "-") != "-":
        return "is mentioned since the quotation before"
    return "is not mentioned beside the words"


def _called(seen: _Seen, words: str) -> str:
    if seen.get("voc") == "True":
        return "is called by name in the words"
    if seen.get("vocb") == "True":
        return "was called by name the turn before"
    if seen.get("vocn") == "True":
        return "is called by name in the next turn"
    if seen.get("called", "9") != "9":
        return "was called by name of late"
    return "is named in the words" if seen.get("named") == "True" else "is not called by name"


def _pronouns(seen: _Seen, words: str) -> str:
    beside = {seen.get(key, "-") for key in ("hebefore", "heafter", "helast")}
    if "y" in beside:
        return "may be the “he” or “she” beside the words"
    return "is not the “he” or “she” beside the words" if "n" in beside else "stands beside no “he” or “she”"


def _partners(seen: _Seen, words: str) -> str:
    pair = seen.get("pair", "-")
    if pair == "same":
        return "spoke last"
    return "talks with the one who spoke last" if pair[:1] in "1234" else "is not known to talk with who spoke last"


def _tags(seen: _Seen, words: str) -> str:
    if seen.get("n1", "").startswith("it"):
        return "speaks the next turn, by its tag"
    return f"is named by {'a' if seen.get('member') == 'True' else 'no'} tag of this conversation"


def _voice(seen: _Seen, words: str) -> str:
    step = seen.get("voice", "-")
    if step == "-":
        return "has said too little to tell how"
    return "speaks in such words" if step in "56789" else "speaks in other words"


def _sequel(seen: _Seen, words: str) -> str:
    if "nextin" not in seen:
        return "no narration follows the words"
    if seen["nextis"] in ("it", "py"):
        return "is whom the narration behind the words begins with"
    return f"is {'' if seen['sequel'] != '-' else 'not '}mentioned in the narration behind the words"


def _echoes(seen: _Seen, words: str) -> str:
    if seen["mine"] > seen["others"]:
        return "has used such words of late"
    return "takes up the words of others" if seen["others"] > "0" else "takes up no words of the turns before"


def _noun(seen: _Seen, words: str) -> str:
    told = {"it": f"was meant by “{words}” before", "other": f"was not meant by “{words}” before"}
    return told.get(seen.get("bound", "-"), f"“{words}” was not said before")


def _narrator(seen: _Seen, words: str) -> str:
    return "is the narrator" if seen.get("narr") == "True" else "is not the narrator"


def _weight(seen: _Seen, words: str) -> str:
    if seen.get("top") == "0":
        return "is mentioned most of all in the text"
    return f"is mentioned {_COUNTS[min(6, int(seen.get('count', 0)))]} in the text"


_COUNTS = ("never", "once", "two or three times", "four to seven times", "8 to 15 times", "16 to 31 times", "often")
_TELLERS: Final[Mapping[str, Callable[[_Seen, str], str]]] = {
    "turns": _turns,
    "nearness": _nearness,
    "fit": _fit,
    "subject": _subject,
    "chain": _chain,
    "acts": _acts,
    "place": _place,
    "called": _called,
    "pronouns": _pronouns,
    "partners": _partners,
    "tags": _tags,
    "voice": _voice,
    "sequel": _sequel,
    "echoes": _echoes,
    "noun": _noun,
    "narrator": _narrator,
    "weight in the text": _weight,
}
