"""Asks the speaker rules, in order, for each quotation of a document."""

from __future__ import annotations

from collections.abc import Sequence

import regex
from attrs import evolve, frozen

from quoteattr.confidence import calibrated
from quoteattr.conversation import NO_TAG, Conversation, Tag
from quoteattr.document import Document
from quoteattr.entities import LONG_NAME, Entities
from quoteattr.entity import Entity
from quoteattr.exchange import Exchange
from quoteattr.mentions import DAYS, Reference, complement_end, has_sign, noun_kind
from quoteattr.models import Attribution, AttributionType, Cue, Mention, Quote, QuoteKind, Span, Speaker
from quoteattr.nested import attribute_nested
from quoteattr.quotations import Draft
from quoteattr.reported import Report
from quoteattr.rule import Context, RuleError, SpeakerRule
from quoteattr.vocabulary import lemma


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
        self._speakers: dict[int, Speaker] = {}
        self._entity_of_speaker: dict[int, Entity] = {}
        self._made: dict[str, Speaker] = {}
        self._tags: dict[int, tuple[Cue, Mention | None] | None] = {}
        for number in range(len(drafts)):
            self._name_nominal(number)
        self.start_conversation()

    def start_conversation(self) -> None:
        """Go back to the first quotation, with nobody having spoken."""
        tags = [self._tag_of_draft(number) for number in range(len(self.drafts))]
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
            speaker = self.speaker_of_mention(mention)
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
        addressees = self._addressees(number, speaker)
        confidence = calibrated(rule, self._raw_confidence(number, attribution), self.document.is_news)
        return evolve(
            quote,
            speaker=speaker,
            mention=mention,
            cue=cue,
            attribution=kind,
            addressees=addressees,
            via=via,
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
        return self.speaker_of_mention(self.mention_at(span.start, span.end))

    def _addressees(self, number: int, speaker: Speaker | None) -> tuple[Speaker, ...]:
        """Return who is spoken to: whom the words call by name, whom the tag names ("told Tom", "said to Tom"), and in
        a conversation who spoke before."""
        draft = self.drafts[number]
        found: list[Entity] = []
        if draft.kind is QuoteKind.DIRECT:
            found += self.conversation.called(draft)
        if draft.report is not None:
            listener = self._listener(draft.report)
            if listener is not None and listener not in found:
                found.append(listener)
        turns = self.conversation.turns
        if not found and turns and draft.kind is QuoteKind.DIRECT and self._says_you(draft):
            last = turns[-1]
            if last.entity is not None and 0 <= draft.paragraph - last.draft.last_paragraph <= 1:
                found.append(last.entity)
        own = self.entity_of(speaker)
        return tuple(self.speaker_of(entity) for entity in found if entity is not own)

    def _says_you(self, draft: Draft) -> bool:
        """Tell whether "you" is among the first words of a quotation."""
        first, last = self.document.tokens_of(draft.spans[0].start, draft.spans[-1].end)
        return any(word in ("you", "your", "yours") for word in self.document.lower[first : min(last, first + 200)])

    def _listener(self, report: Report) -> Entity | None:
        """Return the entity right behind a cue of telling or behind its "to"."""
        lower, references = self.document.lower, self.entities.references
        token = max(report.cue[1], report.source[1] if report.source and report.source[0] >= report.cue[1] else 0)
        if token >= len(lower):
            return None
        if lower[token] == "to":
            token += 1
        elif lemma(lower[report.head]) not in _TELLING:
            return None
        for k in range(self.entities.reference_at(token), self.entities.reference_at(token + 3)):
            if not references[k].quoted and references[k].form != "pronoun" and references[k].first <= token + 1:
                return self.entities.of_reference[k]
        return None

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
        return self.speaker_of(entity)

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
            self._mention(references[k])
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
            return self._mention(next((one for one in found if one.core[0] not in _NO_SUBJECTS), found[0]))
        if entity is None or self.entities.is_named(entity):
            return None
        start = self.drafts[number].extent.start
        nearest = self.entities.last_narrated(entity, self.document.tokens_of(start, start)[0])
        return None if nearest is None else self._mention(references[nearest])

    @property
    def speakers(self) -> Sequence[Speaker]:
        return [self.speaker_of(entity) for entity in self.entities.all if entity.references]

    def tag_of(self, number: int) -> tuple[Cue, Mention | None] | None:
        """Return the cue of a draft's report and the mention that its source is."""
        if number not in self._tags:
            report = self.drafts[number].report
            if report is None:
                self._tags[number] = None
            else:
                document = self.document
                span = document.span(*report.cue)
                cue = Cue(span.of(document.text), span, self._lemma(document.lower[report.head]))
                mention = None
                if report.source is not None:
                    first, last = report.source
                    while last - first > 1 and document.words[last - 1] in (",", "—", "–", "--", ";", ":", "("):
                        last -= 1
                    span = document.span(first, last)
                    if not _is_address(document.text, span):
                        mention = Mention(span.of(document.text), span, self._form(first, last))
                self._tags[number] = cue, mention
        return self._tags[number]

    def _lemma(self, word: str) -> str:
        return self.document.vocabulary.lemmas.get(word) or lemma(word)

    def mention_at(self, start: int, end: int) -> Mention:
        first, last = self.document.tokens_of(start, end)
        form = self._form(first, last) if first < last else "name"
        return Mention(self.document.text[start:end], Span(start, end), form)

    def likely(self, number: int, mention: Mention | None) -> list[tuple[Speaker, float]]:
        tag = NO_TAG if mention is None else self.tag(mention)
        return [(self.speaker_of(entity), probability) for entity, probability in self.exchange.likely(number, tag)]

    def _name_nominal(self, number: int) -> None:
        """Call one without a name by the words of a tag, the fullest there are: "the police in the city of Lviv"."""
        tag = self.tag_of(number)
        if tag is None or tag[1] is None or tag[1].form != "nominal":
            return
        report = self.drafts[number].report
        assert report is not None
        assert report.source is not None
        first, last = report.source
        k = self._head(first, last)
        entity = self.entities.of_reference[k] if k is not None else None
        references = self.entities.references
        if entity is None or k is None or references[k].form != "nominal":
            return
        if any(references[i].form == "name" for i in entity.references[:8]):
            return  # "the mayor" whom the text names
        end = self._clause(first, last)
        if end == references[k].last and self.document.is_news:
            end = complement_end(self.document, end)
        end = max(end, references[k].last)  # “…,” said the man with the beard: the tag ends at the man
        span = self.document.span(first, end)
        entity.forms[" ".join(span.of(self.document.text).split())] += 1
        whole = tag[1].text.split()
        if self.document.is_news and len(whole) <= LONG_NAME:
            entity.forms[" ".join(whole)] += 0  # with its clause it is one more name: a waiter who saw the fire

    # Mentions and speakers -----------------------------------------------------------------------------------

    def tag(self, mention: Mention) -> Tag:
        first, last = self.document.tokens_of(mention.span.start, mention.span.end)
        k = self._head(first, last)
        word = f"noun-{_ARTICLES.get(self.document.lower[first], 'other')}" if first < last else "noun-other"
        if k is None and self.document.is_news and "'s" in self.document.lower[first:last]:
            word = "noun-other"  # the party's bylaws, like Ann Lee's
        if mention.text.lower() == "my":
            return Tag("i", None, self.entities.narrator)  # “…” was my answer.
        if mention.text.lower() in _RELATIVES and self.document.is_news:
            meant = self._antecedent(first)
            if meant is not None or mention.text.lower() != "that":
                return Tag("who", None, meant)
        given = self._given(mention.text, k, word)
        if given is not None:
            return Tag("name", given.gender, given)
        if k is None:
            if word == "noun-new" and last - first > 1 and not self.document.is_news:
                word = "noun-other"  # “a voice from the garden”: somebody whom the story knows; “another” is not
            return Tag(word, None, self._of_words(mention.text, first, last))
        reference = self.entities.references[k]
        entity = self.entities.of_reference[k]
        if reference.form == "pronoun":
            if reference.core[0] == "they" and self.document.is_news:
                entity = self.entities.joint_before(k)
            return Tag(reference.core[0], reference.gender, entity)
        if reference.form == "name":
            return Tag("name", reference.gender, entity)
        if not self.document.is_news and self.document.words[reference.last - 1][0].isupper():
            return Tag("name", reference.gender, entity)  # the General, the Queen: what the story calls somebody
        if not self.document.is_news and has_sign(self.document, reference):
            return Tag("name", reference.gender, entity)  # the man with the beard: so does he whom a sign tells apart
        return Tag(word, reference.gender, entity, reference.core)

    def _given(self, words: str, k: int | None, word: str) -> Entity | None:
        """Return whom of the caller's cast the *words* of a tag call by a name of his: "the mariner" The Mariner."""
        given = self.entities.given("", words.split())
        if given is None and k is not None and word == "noun-the" and self.entities.references[k].form == "nominal":
            given = self.entities.given("", self.entities.references[k].core)
        return given

    def _antecedent(self, token: int) -> Entity | None:
        """Return whom or what "who" and "which" mean where no mention stands right before them: "voters, who"."""
        lower, before = self.document.lower, token - (self.document.lower[token - 1] == ",")
        k = self.entities.reference_at(before) - 1
        if before < 1 or (k >= 0 and self.entities.references[k].last >= before):
            return None
        tags = self.document.tags(max(0, before - _PHRASE), before)
        first = before
        while first > 0 and before - first < _PHRASE and tags[first - 1] in _INSIDE_PHRASE:
            first -= 1
            if tags[first] == "DT":
                break
        if first == before or tags[before - 1] == "CD" or lower[before - 1] in self.document.vocabulary.heads:
            return None  # on May 3, 2016, who
        return self._of_words(self.document.span(first, before).of(self.document.text), first, before)

    def _tag_of_draft(self, number: int) -> Tag:
        tag = self.tag_of(number)
        return NO_TAG if tag is None or tag[1] is None else self.tag(tag[1])

    def _form(self, first: int, last: int) -> str:
        k = self._head(first, last)
        if k is not None:
            return self.entities.references[k].form
        words = self.document.words[first:last]
        return "name" if any(word[0].isupper() for word in words[-1:]) else "nominal"

    def _head(self, first: int, last: int) -> int | None:
        """Return the index of the reference that a source is about: "X, a lawyer for Y" is X."""
        document, references = self.document, self.entities.references
        inside = range(self.entities.reference_at(first), self.entities.reference_at(last))
        if inside.start and references[inside.start - 1].form == "name" and references[inside.start - 1].last > first:
            return inside.start - 1  # a source that begins within a name: Frank “The Anvil” (Costa)
        if not inside:
            return None
        tags = document.tags(first, last)
        edge = first
        lower = document.lower
        while edge < last and (
            (tags[edge] not in _PHRASE_ENDS and lower[edge] not in (",", "(", "—", "--", "–"))
            or (lower[edge] == "/" and edge > first)  # a Times/Herald poll
            or (document.is_news and edge > first and _is_adjective(tags[edge - 1], tags[edge]))
        ):
            if edge > first and lower[edge] == "one" and tags[edge - 1] == "NNP" and not document.is_news:
                break  # "Mary one day": when she said it
            edge += 1
        covering = [k for k in inside if references[k].first < edge and lower[references[k].first] not in _EMPHATIC]
        if not covering:
            # "an e-mail from Ann Lee" is not Ann Lee
            nouns = any(tag in ("NN", "NNS") for tag in tags[first:edge])
            if nouns and document.is_news:
                return None
            named = self._named_behind_comma(first, last, references[inside[0]].plural) if edge > first else None
            if named is None and document.is_news and edge > first:
                return None  # "one of her ads", "those who remember Ann Lee"
            return inside[0] if named is None else named
        if len(covering) > 1 and "and" in lower[references[covering[0]].last : references[covering[-1]].first]:
            one = references[covering[0]]
            modified = references[covering[-1]].form == "name" and tags[edge - 1] == "NN"
            if document.is_news and one.form == "nominal" and not one.plural and modified:
                return covering[0]  # the mayor and former Ohio senator
            return None  # Anna and Piet
        head = covering[-1]
        # "Trump’s lawyer", "the party's bylaws": what is owned, not the owner
        owned = references[head].last < last - 1 and lower[references[head].last] == "'s"
        if owned and (references[head].form == "name" or document.is_news):
            if document.is_news and edge < last:
                named = self._named_behind_comma(first, last, tags[edge - 1] == "NNS")  # the Post's owner, Ann Lee
                if named is not None and (noun_kind(lower[edge - 1]) == "person" or self._is_person(named)):
                    return named
            return None
        # "the president, Barack Obama, said": the name behind the comma
        if references[head].form == "nominal":
            named = self._named_behind_comma(first, last, references[head].plural)
            if named is None and document.is_news:
                named = self._named_in_phrase(head, last)
            if named is not None:
                return named
        # "a Times article", "the FBI summary"; but "Lee sings" where the tagger takes the verb for a noun
        behind = edge - references[head].last
        if behind == 1 and document.is_news:
            entity = self.entities.of_reference[head]
            if lower[edge - 1] in _SORTS and entity is not None and entity.kind in ("organization", "unknown"):
                return head  # the Times newspaper
            behind += references[head].first > first or noun_kind(document.lower[edge - 1]) != ""
        if behind > 1 and tags[edge - 1] in ("NN", "NNS") and references[head].form == "name":
            # "the F.B.I. director, Ann Lee, said"
            named = self._named_behind_comma(first, last, tags[edge - 1] == "NNS") if edge < last else None
            person = named is not None and (noun_kind(lower[edge - 1]) == "person" or self._is_person(named))
            return named if person else None
        return head

    def _named_behind_comma(self, first: int, last: int, plural: bool) -> int | None:
        """Return the name in "the F.B.I. director, Ann Lee, said", "one of the delegates, Ann Lee, 40, said"."""
        lower, references = self.document.lower, self.entities.references
        comma = next((token for token in range(first, last) if lower[token] == ","), last)
        k = self.entities.reference_at(comma + 1)
        if comma + 1 >= last or k >= len(references) or references[k].first >= last:
            return None
        entity, end = self.entities.of_reference[k], references[k].last
        between = range(comma + 1, references[k].first)
        tags = self.document.tags(first, last)
        if len(between) > 3 or any(tags[token] not in _BEFORE_NAME for token in between):
            return None  # actress Ann Lee, Ohio Sen. Ann Lee
        if between and end < last and lower[end][0].isalpha():
            return None  # an Ann Lee backer
        if references[k].form != "name" or entity is None or (end < last and lower[end] in ("and", "'s")):
            return None
        one = not plural or lower[first] == "one"
        return k if one and (not self.document.is_news or entity.kind in ("person", "unknown")) else None

    def _is_person(self, k: int) -> bool:
        entity = self.entities.of_reference[k]
        return entity is not None and entity.kind == "person"

    def _named_in_phrase(self, k: int, last: int) -> int | None:
        """Return the name in "a man named Ned Lee", "a website called Harbor News", "the city of Leeds"."""
        lower, references = self.document.lower, self.entities.references
        behind = references[k].last
        if lower[behind : behind + 1] == ["of"]:
            begin = behind + 1 if lower[behind - 1] in _TERRITORIES else last
        else:
            begin = next((t + 1 for t in range(behind, min(behind + 3, last)) if lower[t] in _NAMING), last)
            begin += lower[begin : begin + 1] in (["himself"], ["herself"], ["itself"])
        named = self.entities.reference_at(begin)
        if begin >= last or named >= len(references) or references[named].form != "name":
            return None
        return named if references[named].first == begin and references[named].last <= last else None

    def _of_words(self, text: str, first: int, last: int) -> Entity:
        """Return the entity of a source that is no known reference; its head is the last word of its first phrase."""
        document = self.document
        if not document.is_news or last - first < 2:
            return self.entities.of_words(text)
        tags = document.tags(first, last)
        edge = first + 1
        while edge < last and tags[edge] not in _PHRASE_ENDS and document.words[edge][0].isalnum():
            edge += 1
        end = self._clause(first, last)
        if end == last == edge:
            end = complement_end(document, end)
        name = document.span(first, end).of(document.text)
        return self.entities.of_words(text, tuple(document.lower[first:edge]), name)

    def _clause(self, first: int, last: int) -> int:
        """Return where the clause or apposition that goes on with a source begins: "the girl (who came)"."""
        tags, lower = self.document.tags(first, last), self.document.lower
        end = first + 1
        while end < last and lower[end] not in (",", "(", "—", "--", "–"):
            if tags[end] in _CLAUSE_STARTS and not _is_adjective(tags[end - 1], tags[end]):
                break
            if lower[end] in DAYS and self.document.is_news and not self.document.words[end - 1][0].isupper():
                while end > first + 1 and lower[end - 1] in _BEFORE_DAYS:
                    end -= 1
                break  # the ministry (late on Thursday)
            end += 1
        return end

    def _mention(self, reference: Reference) -> Mention:
        span = self.document.span(reference.first, reference.last)
        return Mention(span.of(self.document.text), span, reference.form)

    def speaker_of_mention(self, mention: Mention) -> Speaker:
        first, last = self.document.tokens_of(mention.span.start, mention.span.end)
        k = self._head(first, last) if first < last else None
        entity = self.entities.of_reference[k] if k is not None else None
        if mention.text.isupper() and k is not None and self.entities.references[k].form == "nominal":
            entity = self._of_words(mention.text, first, last)  # a label: THE OLD CLERK
        if entity is None and (mention.form == "nominal" or " and " in mention.text):
            entity = self._of_words(mention.text, first, last)
        if entity is not None:
            return self.speaker_of(entity)
        if mention.text not in self._made:
            self._made[mention.text] = Speaker(" ".join(mention.text.split()))
        return self._made[mention.text]

    def speaker_of(self, entity: Entity) -> Speaker:
        """Return the speaker that *entity* is, one object each."""
        speaker = self._speakers.get(entity.number)
        if speaker is None:
            speaker = self._make(entity)
            self._speakers[entity.number] = speaker
            self._entity_of_speaker[id(speaker)] = entity
        return speaker

    def entity_of(self, speaker: Speaker | None) -> Entity | None:
        """Return the entity that *speaker* was made of, if any."""
        return self._entity_of_speaker.get(id(speaker)) if speaker is not None else None

    def _make(self, entity: Entity) -> Speaker:
        mentions = tuple(self._mention(self.entities.references[k]) for k in entity.references)
        if entity.given is not None:
            return evolve(entity.given, mentions=mentions)
        name = entity.name
        aliases = tuple(
            form for form in sorted(entity.forms, key=lambda form: (-entity.forms[form], form)) if form != name
        )
        kind = "organization" if entity.kind == "place" else entity.kind
        return Speaker(name, aliases, kind, entity.gender, mentions)


_ADDRESS = regex.compile(r"://|\bwww\.|[\p{L}\p{N}]@[\p{L}\p{N}]", regex.IGNORECASE)


def _is_address(text: str, span: Span) -> bool:
    """Tell whether words are an address of the web or of mail, or a part of one: nobody speaks by that name."""
    return _ADDRESS.search(text, max(0, span.start - 2), min(span.end + 2, span.start + 200)) is not None


def _is_adjective(before: str, tag: str) -> bool:
    """Tell by its tag, and by that of the word before, whether a participle begins no clause: a scripted message."""
    return tag in ("VBG", "VBN") and before in ("DT", "JJ", "PRP$", "POS")


_RELATIVES = frozenset(["who", "whom", "whose", "which", "that"])
_PHRASE = 8
"""In words: no plain noun phrase is longer."""
_INSIDE_PHRASE = frozenset(["DT", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "PRP$", "POS", "VBN", "VBG"])
_BEFORE_DAYS = frozenset(["on", "late", "early", "last", "this", "since", "until", "by"])
_BEFORE_NAME = frozenset(["DT", "JJ", "NN", "NNP"])
_SORTS = frozenset(["newspaper", "magazine", "website", "network", "group", "movement"])
"""What the name of a body may stand before: the Times newspaper."""
_TERRITORIES = frozenset(["city", "town", "village", "state", "province", "county", "country", "republic", "island"])
_NAMING = frozenset(["named", "called", "calling", "nicknamed"])
_EMPHATIC = frozenset(["himself", "herself"])
"""Words that stress the name before: "Ann Lee herself said"."""
_NO_SUBJECTS = frozenset(["his", "her", "hers", "him", "himself", "herself"])
_BESIDE = 20
"""In references: what is mentioned farther off does not stand beside a quotation."""
_TELLING = frozenset(
    ["tell", "ask", "inform", "remind", "assure", "warn", "notify", "advise", "beg", "order", "urge", "implore",
     "address", "answer", "thank", "promise"]
)  # fmt: skip
"""Verbs with the listener right behind them: "told Tom"."""
_ARTICLES = (
    {"the": "the"}
    | dict.fromkeys(("a", "an", "one", "another", "some"), "new")
    | dict.fromkeys(("his", "her", "my", "their", "our", "its"), "possessive")
)
"""What an article tells of the noun behind it: the one that is known, a new one, somebody's."""
_CLAUSE_STARTS = frozenset(["WP", "WDT", "VBD", "VBZ", "VBP", "VBN", "VBG", "TO", "WRB", "MD"])
_PHRASE_ENDS = _CLAUSE_STARTS | {"IN", ","}


def _name(rule: SpeakerRule) -> str:
    return getattr(rule, "__name__", type(rule).__name__)


def _asked(rule: SpeakerRule, context: Context) -> Attribution | None:
    try:
        answer = rule(context)
    except Exception as error:
        raise RuleError(
            f"the rule {_name(rule)} raised {error!r} when asked about “{_shortened(context.quote.text)}”"
        ) from error
    if answer is not None and not isinstance(answer, Attribution):
        raise RuleError(
            f"the rule {_name(rule)} answered {answer!r}, a {type(answer).__name__}, "
            f"when asked about “{_shortened(context.quote.text)}”: "
            "a rule returns an Attribution, or None to pass"
        )
    return answer


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"
