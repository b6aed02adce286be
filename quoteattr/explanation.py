"""Why a quotation has its speaker: the rules asked, the candidates weighed, the mentions that are one speaker.

All of it is worked out for those who ask; an extraction keeps no account.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from math import log

from attrs import frozen

from quoteattr.candidates import candidates, model
from quoteattr.conversation import NO_TAG
from quoteattr.entities import Entities
from quoteattr.entity import Entity
from quoteattr.joined import why_joined
from quoteattr.models import Attribution, Mention, Quote, Speaker
from quoteattr.resolver import Answer, Resolver

CANDIDATES_SHOWN = 5
EVIDENCE_SHOWN = 4
JOINED_SHOWN = 8


@frozen
class Evidence:
    """One thing that speaks for a candidate (weight above 0) or against it, compared with the others weighed."""

    fact: str
    weight: float


@frozen
class Candidate:
    """One who might have spoken, with the probability that the ranker gives.

    The weights of the evidence add up to the score: of two candidates, the difference of their sums is the
    logarithm of how many times likelier the one is.
    """

    speaker: Speaker
    probability: float
    evidence: tuple[Evidence, ...] = ()
    """The weightiest first."""


@frozen
class Joined:
    """A mention that was found to name the speaker, and why."""

    mention: Mention
    why: str


@frozen
class Explanation:
    """Why a quotation has its speaker; ``str()`` tells it, the fields and :func:`~quoteattr.to_dict` hold it."""

    quote: Quote
    answers: tuple[Answer, ...]
    """The rules asked, in order, each with its answer; the last one decided, unless it passed."""
    candidates: tuple[Candidate, ...] = ()
    """Those weighed by the rule that decided, the likeliest first; empty where a name left nothing to weigh."""
    joined: tuple[Joined, ...] = ()
    """The mentions of the speaker, in text order."""

    @property
    def speaker(self) -> Speaker | None:
        """The speaker of the quotation."""
        return self.quote.speaker

    @property
    def rule(self) -> str | None:
        """The name of the rule that decided."""
        return self.quote.rule

    def __str__(self) -> str:
        return "\n".join([_headline(self.quote), *_rules(self), *_candidates(self), *_joined(self)])


def explained(resolver: ExplainingResolver) -> list[Explanation]:
    """Return an account of each quotation, in text order."""
    explanations = []
    mentions: dict[int, tuple[Joined, ...]] = {}
    for number in range(len(resolver.drafts)):
        answers: list[Answer] = []
        resolver.weighed = ()
        quote = resolver.attribute(number, answers)
        entity = resolver.entity_of(quote.speaker)
        joined: tuple[Joined, ...] = ()
        if entity is not None and quote.speaker is not None:
            if entity.number not in mentions:
                mentions[entity.number] = _mentions_of(quote.speaker, entity, resolver.entities)
            joined = mentions[entity.number]
        explanations.append(Explanation(quote, tuple(answers), resolver.weighed, joined))
    return explanations


class ExplainingResolver(Resolver):
    """A resolver that takes down whom it weighs, and by what."""

    weighed: tuple[Candidate, ...] = ()

    def likely(self, number: int, mention: Mention | None) -> list[tuple[Speaker, float]]:
        tag = NO_TAG if mention is None else self.tags.of_mention(mention)
        features = {entity.number: found for entity, found in candidates(self.conversation, number, tag)}
        weighed = self.exchange.likely(number, tag)
        words = mention.text if mention is not None else ""
        weights = model(self.document).get
        evidence = _evidence([features.get(entity.number, []) for entity, _ in weighed], words, weights)
        evidence = _with_exchange(evidence, [probability for _, probability in weighed])
        self.weighed = tuple(
            Candidate(self.made.of(entity), probability, found)
            for (entity, probability), found in zip(weighed, evidence, strict=True)
        )
        return [(candidate.speaker, candidate.probability) for candidate in self.weighed]


def _mentions_of(speaker: Speaker, entity: Entity, entities: Entities) -> tuple[Joined, ...]:
    pairs = zip(entity.references, speaker.mentions, strict=True)
    reasons: dict[object, str] = {}  # a name has one reason wherever it stands; to find it may take all speakers
    found: list[Joined] = []
    for k, mention in sorted(pairs, key=lambda pair: pair[0]):
        reference = entities.references[k]
        key = (reference.title, reference.core) if reference.form == "name" else k
        if key not in reasons:
            reasons[key] = why_joined(entities, entity, k)
        found.append(Joined(mention, reasons[key]))
    return tuple(found)


# Evidence: what the ranker saw, in words ----------------------------------------------------------------------

_SUBJECTS = {
    "tp": "turns", "sc": "turns",
    "rank": "nearness", "dist": "nearness", "standing": "nearness",
    "fit": "fit", "kind": "fit", "own": "fit", "head": "fit",
    "since": "nearness", "sincesub": "nearness", "pars": "nearness", "near": "nearness", "adj": "nearness",
    "fresh": "nearness", "leads": "nearness", "role": "fit", "narrowed": "fit", "linked": "fit",
    "phrase": "fit", "part": "subject", "main": "subject", "mains": "subject", "chain": "chain",
    "subject": "subject", "lastform": "subject",
    "before": "place", "after": "place", "between": "place", "mid": "place", "lead": "place",
    "sentence": "place", "voice": "voice", "bound": "noun", "age": "fit",
    "hebefore": "pronouns", "heafter": "pronouns", "helast": "pronouns",
    "spoke": "turns", "pair": "partners", "called": "called", "calls": "called",
    "voc": "called", "named": "called", "vocb": "called", "vocn": "called",
    "n1": "tags", "n2": "tags", "ahead": "tags", "back": "tags", "member": "tags",
    "sequel": "sequel", "nextin": "sequel", "nextis": "sequel", "nexthe": "sequel", "mine": "echoes", "echo": "echoes",
    "count": "weight in the text", "top": "weight in the text", "narr": "narrator",
}  # fmt: skip
"""What a feature is about, by the first thing that it names."""
_COUNTS = ("never", "once", "two or three times", "four to seven times", "8 to 15 times", "16 to 31 times", "often")


def _evidence(
    rows: Sequence[Sequence[str]], words: str, get: Callable[[str, float], float]
) -> list[tuple[Evidence, ...]]:
    """Return for each candidate what speaks for and against it, given the features of all and what they weigh."""
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
        evidence = [Evidence(_fact(subject, seen, words), found[subject] - means[subject]) for subject in found]
        told.append(tuple(sorted(evidence, key=lambda one: (-abs(one.weight), one.fact))))
    return told


def _with_exchange(
    evidence: Sequence[tuple[Evidence, ...]], probabilities: Sequence[float]
) -> list[tuple[Evidence, ...]]:
    """Add to what speaks for each candidate what the turns of the exchange do, read together: the rest of the odds."""
    rests = [
        log(max(probability, 1e-300)) - sum(one.weight for one in found)
        for found, probability in zip(evidence, probabilities, strict=True)
    ]
    mean = sum(rests) / len(rests) if rests else 0.0
    if all(abs(rest - mean) < 1e-6 for rest in rests):
        return list(evidence)
    facts = ("goes badly with the turns that follow", "goes well with the turns that follow")
    return [
        tuple(sorted((*found, Evidence(facts[rest > mean], rest - mean)), key=lambda one: (-abs(one.weight), one.fact)))
        for found, rest in zip(evidence, rests, strict=True)
    ]


def _seen(features: Sequence[str]) -> dict[str, str]:
    """Return what the features say, each by its name.

    >>> _seen(["rank=1 tag=she", "fit=yes tag=she"])
    {'rank': '1', 'tag': 'she', 'fit': 'yes'}
    """
    return dict(part.partition("=")[::2] for feature in features for part in feature.split(" ") if "=" in part)


def _fact(subject: str, seen: dict[str, str], words: str) -> str:
    """Return in words what was seen of a candidate on one subject."""
    if subject == "turns":
        return {
            "1": "spoke the turn before",
            "2": "spoke two turns before",
            "3": "spoke three turns before",
        }.get(seen.get("tp", ""), "spoke none of the last three turns")
    if subject == "nearness":
        if seen.get("dist") == "9":
            return "was not mentioned of late"
        words_off = (0, 8, 16, 32, 64, 128, 256, 512)[min(7, int(seen.get("dist", 0)))]
        before = f", {words_off} or more words before" if words_off else ""
        return f"was mentioned last of all{before}" if seen.get("rank") == "0" else f"was mentioned earlier{before}"
    if subject == "fit":
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
    if subject == "subject":
        was = seen.get("part") == "main" or seen.get("subject") == "True"
        return "was the subject of its sentence" if was else "was no subject"
    if subject == "chain":
        likeliest = seen.get("chain", "-").endswith("1")
        return f"is {'' if likeliest else 'not '}the likeliest “{words}” by the mentions before alone"
    if subject == "place":
        places = [("before", "in front of the words"), ("mid", "between the words"), ("after", "behind the words")]
        told_places = [where for key, where in places if seen.get(key, "-") != "-"]
        if told_places:
            return "is mentioned " + " and ".join(told_places) + " in the paragraph"
        if seen.get("between", "-") != "-":
            return "is mentioned since the quotation before"
        return "is not mentioned beside the words"
    if subject == "called":
        if seen.get("voc") == "True":
            return "is called by name in the words"
        if seen.get("vocb") == "True":
            return "was called by name the turn before"
        if seen.get("vocn") == "True":
            return "is called by name in the next turn"
        if seen.get("called", "9") != "9":
            return "was called by name of late"
        return "is named in the words" if seen.get("named") == "True" else "is not called by name"
    if subject == "pronouns":
        beside = {seen.get(key, "-") for key in ("hebefore", "heafter", "helast")}
        return (
            "may be the “he” or “she” beside the words" if "y" in beside
            else "is not the “he” or “she” beside the words" if "n" in beside
            else "stands beside no “he” or “she”"
        )  # fmt: skip
    if subject == "partners":
        pair = seen.get("pair", "-")
        if pair == "same":
            return "spoke last"
        return "talks with the one who spoke last" if pair[:1] in "1234" else "is not known to talk with who spoke last"
    if subject == "tags":
        if seen.get("n1", "").startswith("it"):
            return "speaks the next turn, by its tag"
        return (
            "is named by a tag of this conversation"
            if seen.get("member") == "True"
            else "is named by no tag of this conversation"
        )
    if subject == "voice":
        step = seen.get("voice", "-")
        if step == "-":
            return "has said too little to tell how"
        return "speaks in such words" if step in "56789" else "speaks in other words"
    if subject == "sequel":
        if "nextin" not in seen:
            return "no narration follows the words"
        if seen["nextis"] in ("it", "py"):
            return "is whom the narration behind the words begins with"
        return f"is {'' if seen['sequel'] != '-' else 'not '}mentioned in the narration behind the words"
    if subject == "echoes":
        if seen["mine"] > seen["others"]:
            return "has used such words of late"
        return "takes up the words of others" if seen["others"] > "0" else "takes up no words of the turns before"
    if subject == "noun":
        told_before = {"it": f"was meant by “{words}” before", "other": f"was not meant by “{words}” before"}
        return told_before.get(seen.get("bound", "-"), f"“{words}” was not said before")
    if subject == "narrator":
        return "is the narrator" if seen.get("narr") == "True" else "is not the narrator"
    if subject == "weight in the text":
        if seen.get("top") == "0":
            return "is mentioned most of all in the text"
        return f"is mentioned {_COUNTS[min(6, int(seen.get('count', 0)))]} in the text"
    return subject


# As text ------------------------------------------------------------------------------------------------------


def _headline(quote: Quote) -> str:
    told = f"“{_shortened(quote.text)}” = {quote.speaker or '?'}"
    if quote.rule is not None:
        told += f" ({quote.attribution}, {quote.rule}, {quote.confidence:.2f})"
    parts = []
    if quote.cue is not None:
        parts.append(f"cue “{_line(quote.cue.text)}”")
    if quote.mention is not None:
        parts.append(f"{quote.mention.form} “{_line(quote.mention.text)}”")
    if quote.via is not None:
        parts.append(f"passed on by {quote.via}")
    return told + (f"\n  {', '.join(parts)}" if parts else "")


def _rules(explanation: Explanation) -> list[str]:
    lines = ["  rules asked, in order:"] if explanation.answers else ["  no rule was asked"]
    for answer in explanation.answers:
        what = "passes" if answer.attribution is None else f"answers: {_told(answer.attribution)}"
        lines.append(f"    {answer.rule} {what}")
    return lines


def _told(attribution: Attribution) -> str:
    parts = [str(attribution.speaker)] if attribution.speaker is not None else []
    if attribution.mention is not None:
        parts.append(f"by the words “{_line(attribution.mention.text)}”")
    return " ".join(parts) or "nobody"


def _candidates(explanation: Explanation) -> list[str]:
    shown = explanation.candidates[:CANDIDATES_SHOWN]
    lines = ["  candidates weighed:"] if shown else []
    for candidate in shown:
        lines.append(f"    {candidate.probability:.2f} {candidate.speaker}")
        if len(explanation.candidates) > 1:
            telling = [e for e in candidate.evidence if abs(e.weight) >= 0.05][:EVIDENCE_SHOWN]
            lines += [f"         {evidence.weight:+.1f} {evidence.fact}" for evidence in telling]
    left = explanation.candidates[CANDIDATES_SHOWN:]
    return lines + ([f"    and {len(left)} more, {sum(c.probability for c in left):.2f} together"] if left else [])


def _joined(explanation: Explanation) -> list[str]:
    counts = Counter((_line(joined.mention.text), joined.why) for joined in explanation.joined)
    lines = [f"  mentions of {explanation.quote.speaker}:"] if counts else []
    for (words, why), count in list(counts.items())[:JOINED_SHOWN]:
        lines.append(f"    “{words}”{f' ×{count}' if count > 1 else ''}: {why}")
    left = sum(list(counts.values())[JOINED_SHOWN:])
    return lines + ([f"    and {left} more"] if left else [])


def _line(text: str) -> str:
    return " ".join(text.split())


def _shortened(text: str) -> str:
    line = _line(text)
    return line if len(line) <= 60 else line[:59] + "…"
