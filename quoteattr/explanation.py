"""Why a quotation has its speaker: the rules asked, the candidates weighed, the mentions that are one speaker.

All of it is worked out for those who ask; an extraction keeps no account.
"""

from __future__ import annotations

from collections import Counter

from attrs import frozen

from quoteattr.candidates import candidates, model
from quoteattr.conversation import NO_TAG
from quoteattr.entities import Entities
from quoteattr.entity import Entity
from quoteattr.evidence import Evidence, evidence_of
from quoteattr.joined import why_joined
from quoteattr.models import Attribution, Mention, Quote, Speaker
from quoteattr.resolver import Answer, Resolver

CANDIDATES_SHOWN = 5
EVIDENCE_SHOWN = 4
JOINED_SHOWN = 8


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
        rows = [features.get(entity.number, []) for entity, _ in weighed]
        evidence = evidence_of(rows, [probability for _, probability in weighed], words, weights)
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
