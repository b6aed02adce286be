"""How present somebody is where a pronoun or a common noun of news refers back: what the ranker for news sees of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from quoteattr.counts import NUMBER
from quoteattr.document import Document
from quoteattr.entities import Entities
from quoteattr.entity import Entity
from quoteattr.quotations import Draft

_LOOKED_AT = 8
"""Of the references before, the last."""


_OPENINGS = frozenset(
    ["the", "a", "an", "this", "that", "these", "those", "one", "another", "some", "many", "most", "all"]
)
_PHRASE_ENDS = frozenset(["IN", "WP", "WDT", "VBD", "VBZ", "VBP", "TO", "WRB", "MD", ",", "(", ":"])


class Salience:
    """Tells for the drafts of a document how present an entity is where the words for the speaker stand."""

    def __init__(self, document: Document, entities: Entities, drafts: Sequence[Draft]) -> None:
        self.document, self.entities, self.drafts = document, entities, drafts
        self._prominence: dict[int, str] = {}
        self._phrases: dict[int, str] = {}
        """Of the draft asked for last, what its words are like."""
        self._places: dict[int, int] = {}
        self._mains: dict[int, int] = {}
        """By the number of an entity where it was last the subject of a main clause before the draft asked for last."""
        self._draft = -1
        self._firsts: dict[int, tuple[int, str]] = {}
        """By the number of an entity the paragraph where the narration first has it, and as what."""
        self._role = bytearray(len(document.words) if document.is_news else 0)
        """Whether a token stands in what is reported (1) or in a source (2); the ranker for stories does not ask."""
        if not document.is_news:
            return
        for draft in drafts:
            report = draft.report
            if report is not None:
                for first, last in report.content:
                    self._role[first:last] = b"\1" * (last - first)
        for draft in drafts:
            report = draft.report
            if report is not None and report.source is not None:
                first, last = report.source
                self._role[first:last] = b"\2" * (last - first)

    def prominence(self, entity: Entity) -> str:
        """Return how often the text mentions an entity beside the others of its kind, and whether it opens with it."""
        if not self._prominence:
            of_kind: dict[str, int] = {}
            for one in sorted(self.entities.all, key=lambda one: -len(one.references)):
                kind = "body" if one.kind in ("organization", "group") else "other"
                rank = of_kind[kind] = of_kind.get(kind, -1) + 1
                early = (
                    bool(one.references)
                    and self.document.sentence_of(self.entities.references[one.references[0]].first) < 3
                )
                self._prominence[one.number] = f"{min(3, rank)}{early:d}"
        return self._prominence.get(entity.number, "-")

    def last_as_main(self, number: int, entity: Entity) -> int:
        """Return at which token *entity* was last the subject of a main clause before a tag; -1 for none."""
        if number != self._draft:
            self._draft, self._mains = number, {}
        if entity.number not in self._mains:
            self._mains[entity.number] = -1
            for k in reversed(self._before(number, entity)):
                if self.entities.parts.of(k) == "main":
                    self._mains[entity.number] = self.entities.references[k].first
                    break
        return self._mains[entity.number]

    def _before(self, number: int, entity: Entity) -> list[int]:
        """Return the last references of the narration to *entity* before the tag of a draft."""
        references, own = self.entities.references, entity.references
        # references are numbered in the order of their tokens
        end = bisect_left(own, self.entities.reference_at(self.place(number)))
        return [k for k in own[max(0, end - _LOOKED_AT) : end] if not references[k].quoted]

    def features(self, number: int, entity: Entity, word: str, fit: str, mains: str) -> list[str]:
        """Return what the mentions of *entity* before the tag *word* of the draft *number* tell."""
        document, references = self.document, self.entities.references
        token = self.place(number)
        sentence = document.sentence_of(token)
        paragraph = document.sentence_paragraph[sentence]
        before = self._before(number, entity)
        last = subject = off = led = -1
        near, role, part, form = 0, "-1", "-", "-"
        if before:
            reference = references[before[-1]]
            last = document.sentence_of(reference.first)
            role, form, off = NUMBER[self._role[reference.first]], reference.form[:2], token - reference.last
            part = self.entities.parts.of(before[-1])
            edge = document.sentences[max(0, sentence - 3)][0]
            near = sum([references[k].first >= edge for k in before])
        for k in reversed(before):
            if self.entities.is_subject(k):
                place = document.sentence_of(references[k].first)
                subject = place if subject < 0 else subject
                if self._opens_paragraph(place) and references[k].form != "pronoun":
                    led = document.sentence_paragraph[place]
                    break
        since = _at_most(5, sentence - last) if last >= 0 else "9"
        since_subject = _at_most(5, sentence - subject) if subject >= 0 else "9"
        main = self.last_as_main(number, entity)
        since_main = _at_most(5, sentence - document.sentence_of(main)) if main >= 0 else "9"
        paragraphs = _at_most(3, paragraph - document.sentence_paragraph[last]) if last >= 0 else "9"
        adjacent = _at_most(3, off) if off >= 0 else "9"
        fresh, opens = self._introduced(entity, paragraph)
        phrase = "-"
        if word.startswith("noun"):
            if number not in self._phrases:
                self._phrases = {number: self._phrase(number)}
            phrase = self._phrases[number]
        leads = _at_most(3, paragraph - led) if led >= 0 else "9"
        return [
            f"since={since},{since_subject} tag={word}",
            f"since={since} role={role} tag={word}",
            f"sincesub={since_subject} role={role} near={_at_most(3, near)} tag={word}",
            f"pars={paragraphs} since={since} tag={word}",
            f"near={_at_most(5, near)} tag={word}",
            f"role={role} form={form} fit={fit} tag={word}",
            f"adj={adjacent} tag={word}",
            f"fresh={fresh} {opens} tag={word}",
            f"fresh={fresh} since={since} fit={fit}",
            f"fresh={fresh} {opens} turn={paragraphs}",
            f"leads={leads} since={since} tag={word}",
            f"leads={leads} fit={fit} tag={word}",
            f"part={part} since={since} tag={word}",
            f"part={part} form={form} since={since}",
            f"main={since_main} since={since} tag={word}",
            f"main={since_main} part={part} role={role} tag={word}",
            f"main={since_main} mains={mains} tag={word}",
            f"mains={mains} fit={fit} tag={word}",
            f"mains={mains} part={part} since={since}",
            *([f"phrase={phrase} fit={fit}", f"phrase={phrase} fit={fit} since={since}"] if phrase != "-" else ()),
        ]

    def _phrase(self, number: int) -> str:
        """Return what the words of a tag begin with, and whether its noun is one or many: "the", "many", "one of"."""
        report = self.drafts[number].report
        if report is None or report.source is None:
            return "none"
        first, last = report.source
        lower, tags = self.document.lower, self.document.tags(first, last)
        head = first
        while head + 1 < last and tags[head + 1] not in _PHRASE_ENDS:
            head += 1
        many = "s" if tags[head] in ("NNS", "NNPS") else "" if tags[head].startswith("NN") else "?"
        start = lower[first] if lower[first] in _OPENINGS else tags[first][:2]
        return f"{start}{many}{min(2, head - first)}{last > head + 1:d}"

    def _introduced(self, entity: Entity, paragraph: int) -> tuple[str, str]:
        """Return how many paragraphs ago the narration first had *entity*, and whether its paragraph began with it."""
        if entity.number not in self._firsts:
            references = self.entities.references
            k = next((k for k in entity.references[:_LOOKED_AT] if not references[k].quoted), None)
            if k is None:
                self._firsts[entity.number] = -1, "-"
            else:
                sentence = self.document.sentence_of(references[k].first)
                opens = self._opens_paragraph(sentence) and self.entities.is_subject(k)
                first = self.document.sentence_paragraph[sentence], f"{references[k].form[:2]}{opens:d}"
                self._firsts[entity.number] = first
        place, sign = self._firsts[entity.number]
        return ("9", sign) if place < 0 else (_at_most(3, max(0, paragraph - place)), sign)

    def _opens_paragraph(self, sentence: int) -> bool:
        paragraphs = self.document.sentence_paragraph
        return sentence == 0 or paragraphs[sentence - 1] != paragraphs[sentence]

    def place(self, number: int) -> int:
        """Return the token where the words for the speaker begin, or the quotation if it has none."""
        if number not in self._places:
            draft = self.drafts[number]
            if draft.report is not None and draft.report.source is not None:
                self._places[number] = draft.report.source[0]
            else:
                self._places[number] = self.document.tokens_of(draft.extent.start, draft.extent.start + 1)[0]
        return self._places[number]

    def antecedent(self, number: int) -> Entity | None:
        """Return whom "who" means: the one mentioned right before it."""
        token = self.place(number)
        references, lower = self.entities.references, self.document.lower
        k = self.entities.reference_at(token) - 1
        if k < 0 or references[k].form == "pronoun" or lower[references[k].last : token] not in ([], [","]):
            return None
        while k and self._is_of(k):
            k -= 1  # the mayor of Dover, who
        owned = references[k].form == "nominal" and lower[references[k - 1].last : references[k].first] == ["'s"]
        if owned and k > 1 and lower[references[k - 2].last : references[k - 1].first] in ([","], [",", "the"]):
            return self.entities.of_reference[k - 2]  # Ann Lee, the mayor's aide, who
        if k and references[k].form == "nominal" and lower[references[k - 1].last : references[k].first] == [","]:
            return self.entities.of_reference[k - 1]  # Ann Lee, a lawyer, who
        return self.entities.of_reference[k]

    def _is_of(self, k: int) -> bool:
        """Tell whether a reference is a body or place that belongs to the one right before it: the mayor (of Dover)."""
        references, entity = self.entities.references, self.entities.of_reference[k]
        between = self.document.lower[references[k - 1].last : references[k].first]
        return (
            entity is not None
            and entity.kind in ("place", "organization", "unknown")
            and between[:1] in (["of"], ["in"], ["at"], ["for"])
            and between[1:] in ([], ["the"])
        )


def _at_most(most: int, count: int) -> str:
    """Return a count as a word; *most* for whatever is more."""
    return NUMBER[count if count < most else most]
