"""Asks the speaker rules, in order, for each quotation of a document."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from quoteattr.addressees import addressees
from quoteattr.confidence import calibrated
from quoteattr.conversation import NO_TAG, Conversation
from quoteattr.document import Document
from quoteattr.entities import Entities
from quoteattr.entity import Entity
from quoteattr.exchange import Exchange
from quoteattr.heads import Heads
from quoteattr.models import Attribution, AttributionType, Cue, Mention, Quote, QuoteKind, Span, Speaker
from quoteattr.nested import attribute_nested
from quoteattr.quotations import Draft
from quoteattr.reference import Reference, mention_of
from quoteattr.rule import Context, RuleError, SpeakerRule
from quoteattr.speakers import Speakers
from quoteattr.tags import Tags


@frozen
class Answer:
    """What one rule said about one quotation."""

    rule: str
    attribution: Attribution | None


class Resolver:
    """The drafts of a document on their way to quotations with speakers."""

    def __init__(
        self, document: Document, drafts: Sequence[Draft], entities: Entities, rules: Sequence[SpeakerRule]
    ) -> None:
        self.document, self.drafts, self.entities, self.rules = document, drafts, entities, rules
        self.resolved: list[Quote] = []
        heads = Heads(document, entities)
        self.tags = Tags(document, drafts, entities, heads)
        self.made = Speakers(document, entities, heads)
        self.start_conversation()

    def start_conversation(self) -> None:
        """Go back to the first quotation, with nobody having spoken."""
        tags = [self.tags.of(number) for number in range(len(self.drafts))]
        self.conversation = Conversation(self.document, self.entities, self.drafts, tags)
        self.exchange = Exchange(self.conversation)

    def resolve(self) -> list[Quote]:
        """Return the quotations with their speakers, in text order."""
        for number in range(len(self.drafts)):
            self.attribute(number)
        return self.resolved

    def attribute(self, number: int, answers: list[Answer] | None = None) -> Quote:
        """Return the quotation *number*, the next one, with its speaker; what every rule says goes to *answers*."""
        draft = self.drafts[number]
        context = Context(self, number)
        quote = context.quote
        for rule in self.rules:
            attribution = _asked(rule, context)
            if answers is not None:
                answers.append(Answer(_name(rule), attribution))
            if attribution is not None:
                quote = self._with(quote, attribution, number, _name(rule))
                break
        else:
            tag = self.tag_of(number)
            if tag is not None:
                quote = evolve(quote, cue=tag[0], mention=tag[1])
        quote = attribute_nested(quote, self.document, self.entities, self._reference_at, self._speaker_of_reference)
        entity = self.entity_of(quote.speaker)
        if entity is not None and quote.mention is not None and quote.mention.form == "pronoun":
            self.conversation.learn(entity, self.conversation.tags[number].gender)
        tagged = draft.beat or quote.attribution in (AttributionType.EXPLICIT, AttributionType.ANAPHORIC)
        self.conversation.note(draft, entity, tagged, self.conversation.tags[number].noun)
        self.resolved.append(quote)
        return quote

    def _with(self, quote: Quote, attribution: Attribution, number: int, rule: str) -> Quote:
        """Return *quote* with what *attribution* says and what follows from it."""
        mention, speaker = attribution.mention, attribution.speaker
        if speaker is None and mention is not None:
            speaker = self.made.of_mention(mention)
        kind = attribution.type
        if kind is None:
            kind = (
                AttributionType.IMPLICIT if mention is None
                else AttributionType.EXPLICIT if mention.form == "name"
                else AttributionType.ANAPHORIC
            )  # fmt: skip
        tag = self.tag_of(number)
        cue = attribution.cue or (tag[0] if tag is not None else None)
        if self.drafts[number].beat and tag is not None and cue == tag[0]:
            kind, cue = AttributionType.IMPLICIT, None  # Greta slammed the lid: that she speaks is understood
        via = attribution.via or self._via(number)
        spoken_to = addressees(self.conversation, self.drafts[number], self.entity_of(speaker))
        confidence = calibrated(rule, self._raw_confidence(number, attribution), self.document.is_news)
        return evolve(
            quote,
            speaker=speaker,
            mention=mention,
            cue=cue,
            attribution=kind,
            addressees=tuple(map(self.made.of, spoken_to)),
            via=None if via is speaker else via,
            confidence=confidence,
            rule=rule,
        )

    def _raw_confidence(self, number: int, attribution: Attribution) -> float:
        """Return what the rule gives, times what the report of the tag does; a rule that says nothing is sure."""
        report = self.drafts[number].report
        given = 1.0 if attribution.confidence is None else attribution.confidence
        tagged = (
            report is not None and attribution.mention is not None and attribution.mention == self._mention_of(number)
        )
        return given * report.probability if report is not None and tagged else given

    def _mention_of(self, number: int) -> Mention | None:
        tag = self.tag_of(number)
        return tag[1] if tag is not None else None

    def _via(self, number: int) -> Speaker | None:
        report = self.drafts[number].via
        if report is None or report.source is None:
            return None
        span = self.document.span(*report.source)
        return self.made.of_mention(self.mention_at(span.start, span.end))

    def _reference_at(self, token: int) -> int | None:
        """Return the name or common noun that begins at *token* or ends before it."""
        references = self.entities.references
        at = self.entities.reference_at(token)
        for k in (at - 1, at):
            known = 0 <= k < len(references) and self.entities.of_reference[k] is not None
            if known and references[k].form != "pronoun" and token in (references[k].first, references[k].last):
                return k
        return None

    def _speaker_of_reference(self, k: int) -> Speaker:
        entity = self.entities.of_reference[k]
        assert entity is not None
        return self.made.of(entity)

    def entity_of(self, speaker: Speaker | None) -> Entity | None:
        """Return the entity that *speaker* was made of, if any."""
        return self.made.entity_of(speaker)

    # What a context looks up ---------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        return self.document.text

    def previous(self, number: int) -> Quote | None:
        return self.resolved[-1] if self.resolved else None

    def paragraph(self, number: int) -> Span:
        return self.document.paragraphs[self.drafts[number].paragraph]

    def quote(self, number: int) -> Quote:
        return self.drafts[number].quote(self.document)

    def narration_before(self, number: int) -> Span:
        draft = self.drafts[number]
        start = self.document.paragraphs[draft.paragraph].start
        if number and self.drafts[number - 1].kind is QuoteKind.DIRECT:
            start = max(start, self.drafts[number - 1].extent.end)
        return Span(min(start, draft.extent.start), draft.extent.start)

    def narration_after(self, number: int) -> Span:
        draft = self.drafts[number]
        end = self.document.paragraphs[draft.last_paragraph].end
        if number + 1 < len(self.drafts) and self.drafts[number + 1].kind is QuoteKind.DIRECT:
            end = min(end, self.drafts[number + 1].extent.start)
        # “…” / — Name: the line below belongs to the quotation
        if draft.extent.end >= end and draft.last_paragraph + 1 < len(self.document.paragraphs):
            below = self.document.paragraphs[draft.last_paragraph + 1]
            if self.document.text[below.start] in "—–―-" and below.end - below.start < 120:
                end = below.end
        return Span(draft.extent.end, max(draft.extent.end, end))

    def mentions_of_paragraph(self, number: int) -> list[Mention]:
        paragraph = self.document.paragraphs[self.drafts[number].paragraph]
        first, last = self.document.tokens_of(paragraph.start, paragraph.end)
        references = self.entities.references
        return [
            mention_of(self.document, references[k])
            for k in range(self.entities.reference_at(first), self.entities.reference_at(last))
            if not references[k].quoted
        ]

    def mention_beside(self, number: int, speaker: Speaker) -> Mention | None:
        """Return the nearest words for *speaker*, "Tobias" rather than "his" in: Tobias put down his spoon. “…”

        Whoever has no name is known by words alone, so the last ones before the quotation tell who is meant.
        """
        entity, references = self.entity_of(speaker), self.entities.references
        found: list[Reference] = []
        for span, step in ((self.narration_before(number), -1), (self.narration_after(number), 1)):
            first, last = self.document.tokens_of(span.start, span.end)
            inside = range(self.entities.reference_at(first), self.entities.reference_at(last))
            for k in inside[::step][:_BESIDE]:
                if self.entities.of_reference[k] is entity and not references[k].quoted:
                    found.append(references[k])
        if found:
            return mention_of(self.document, next((one for one in found if one.core[0] not in _NO_SUBJECTS), found[0]))
        if entity is None or self.entities.is_named(entity):
            return None
        start = self.drafts[number].extent.start
        nearest = self.entities.last_narrated(entity, self.document.tokens_of(start, start)[0])
        return None if nearest is None else mention_of(self.document, references[nearest])

    @property
    def speakers(self) -> Sequence[Speaker]:
        return [self.made.of(entity) for entity in self.entities.all if entity.references]

    def tag_of(self, number: int) -> tuple[Cue, Mention | None] | None:
        return self.tags.words_of(number)

    def mention_at(self, start: int, end: int) -> Mention:
        return self.tags.mention_at(start, end)

    def likely(self, number: int, mention: Mention | None) -> list[tuple[Speaker, float]]:
        tag = NO_TAG if mention is None else self.tags.of_mention(mention)
        return [(self.made.of(entity), probability) for entity, probability in self.exchange.likely(number, tag)]


_NO_SUBJECTS = frozenset(["his", "her", "hers", "him", "himself", "herself"])
_BESIDE = 20
"""In references: what is mentioned farther off does not stand beside a quotation."""


def _name(rule: SpeakerRule) -> str:
    return getattr(rule, "__name__", type(rule).__name__)


def _asked(rule: SpeakerRule, context: Context) -> Attribution | None:
    try:
        answer = rule(context)
    except Exception as error:
        raise RuleError(
            f"the rule {_name(rule)} raised {error!r} when asked about “{_shortened(context.quote.text)}”"
        ) from error
    fault = "" if answer is None else _fault(answer, len(context.text))
    if fault:
        raise RuleError(
            f"the rule {_name(rule)} answered {answer!r}, a {type(answer).__name__}, "
            f"when asked about “{_shortened(context.quote.text)}”: {fault}"
        )
    return answer


def _fault(answer: object, length: int) -> str:
    """Return what is wrong with an answer about a text of *length* characters, "" if nothing is."""
    if not isinstance(answer, Attribution):
        return "a rule returns an Attribution, or None to pass"
    for name, kind, made in _FIELDS:
        value = getattr(answer, name)
        if value is not None and not isinstance(value, kind):
            return f"its {name} must be {made} or None, not {value!r}"
    for words in (answer.mention, answer.cue):
        if words is not None and not isinstance(words.span, Span):
            return f"the span of {words!r} must be a Span"
        if words is not None and not 0 <= words.span.start <= words.span.end <= length:
            return f"{words!r} lies outside of the text, which has {length} characters"
    if answer.confidence is not None and not 0 <= answer.confidence <= 1:
        return f"its confidence must be a number from 0 to 1, not {answer.confidence!r}"
    if answer.mention is None and answer.speaker is None:
        return "it has neither a mention nor a speaker; a rule that knows none returns None to pass"
    return ""


_FIELDS: tuple[tuple[str, type | tuple[type, ...], str], ...] = (
    ("mention", Mention, "a Mention, as context.mention(span) makes one,"),
    ("speaker", Speaker, 'a Speaker, Speaker("Ann"),'),
    ("cue", Cue, "a Cue"),
    ("type", AttributionType, "an AttributionType"),
    ("via", Speaker, 'a Speaker, Speaker("Interfax"),'),
    ("confidence", (int, float), "a number from 0 to 1"),
)
"""The fields of an answer, with the type of each and how to say what it is."""


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
