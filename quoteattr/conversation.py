"""Who is likely to speak: the people about, weighed for one quotation after the other.

The candidates are those mentioned of late, those who have just spoken and those named in the same paragraph.
A linear ranker weighs them by what it can see: who spoke last and how far off, who is mentioned where, who is
called by name, whether the gender fits.  Corpora: PDNC (Vishnubhotla, Hammond & Hirst, LREC 2022), LitBank
(Bamman et al.), PolNeAR.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import islice
from math import exp

from attrs import define, frozen

from quoteattr import linear
from quoteattr.document import Document
from quoteattr.entities import Entities, Entity
from quoteattr.models import QuoteKind
from quoteattr.quotations import Draft


@frozen
class Tag:
    """What names the speaker next to a quotation: a pronoun, a common noun, or nothing ("")."""

    word: str = ""
    """The pronoun; for a common noun "noun" and its kind of article; "" without a tag."""
    gender: str | None = None
    entity: Entity | None = None
    """The one that a common noun makes on its own."""
    first: int = -1
    """The token it begins at."""


NO_TAG = Tag()


@frozen
class Anchor:
    """What the tag of a quotation tells before anything is weighed: a name, or a gender."""

    entity: Entity | None
    gender: str | None


@define
class Turn:
    """A quotation that has been read, with its speaker."""

    draft: Draft
    entity: Entity | None
    tagged: bool
    called: tuple[Entity, ...] = ()
    """Those whom the quotation calls by name."""


class Conversation:
    """Reads the drafts of a document in order and weighs who speaks each."""

    def __init__(
        self, document: Document, entities: Entities, drafts: Sequence[Draft], anchors: Sequence[Anchor | None]
    ) -> None:
        self.document, self.entities, self.drafts, self.anchors = document, entities, drafts, anchors
        self._called: dict[int, tuple[Entity, ...]] = {}
        self._ahead = self._next_anchors()
        self._company = self._companies()
        self.references = entities.references
        self._firsts = [reference.first for reference in self.references]
        self.turns: list[Turn] = []
        self._next = 0
        self._recent: dict[int, int] = {}  # number of an entity -> its last reference in the narration, oldest first
        self._dense = min(3, len(document.stretches) * 1500 // (len(document.text) + 1))

    def note(self, draft: Draft, entity: Entity | None, tagged: bool) -> None:
        """Take down who spoke *draft*."""
        self.turns.append(Turn(draft, entity, tagged, self.called(draft)))

    def weigh(self, number: int, tag: Tag) -> list[tuple[Entity, float]]:
        """Return the candidates for the draft *number* with their probabilities, the likeliest first."""
        candidates = self.candidates(number, tag)
        if not candidates:
            return []
        scores = _model().scores([features for _, features in candidates])
        top = max(scores)
        powers = [exp(score - top) for score in scores]
        total = sum(powers)
        weighed = [(entity, power / total) for (entity, _), power in zip(candidates, powers, strict=True)]
        weighed.sort(key=lambda pair: -pair[1])
        return weighed

    def called(self, draft: Draft) -> tuple[Entity, ...]:
        """Return the entities that *draft* calls by name ("Well, Ann, what now?")."""
        known = self._called.get(draft.extent.start)
        if known is None:
            known = self._called[draft.extent.start] = tuple(self._find_called(draft))
        return known

    def _find_called(self, draft: Draft) -> list[Entity]:
        document = self.document
        found: list[Entity] = []
        for k in self._references_in(draft):
            reference, entity = self.references[k], self.entities.of_reference[k]
            if entity is None or reference.form != "name":
                continue
            before = document.words[reference.first - 1] if reference.first else "^"
            after = document.words[reference.last] if reference.last < len(document.words) else "$"
            if after in _VOCATIVE_EDGE and before in _VOCATIVE_EDGE and entity not in found:
                found.append(entity)
        return found

    def _following(self, number: int, draft: Draft) -> list[tuple[int, Draft, Anchor | None]]:
        """Return the next two quotations of direct speech, with how far off they are and what their tags tell."""
        found: list[tuple[int, Draft, Anchor | None]] = []
        for k in range(number + 1, min(number + 5, len(self.drafts))):
            after = self.drafts[k]
            if after.kind is QuoteKind.DIRECT:
                found.append((min(3, after.paragraph - draft.last_paragraph), after, self.anchors[k]))
                if len(found) == 2:
                    break
        return found

    def _references_in(self, draft: Draft) -> list[int]:
        """Return the references inside the first two hundred and last two hundred words of a quotation."""
        document = self.document
        ranges = []
        for span in draft.spans:
            first, last = document.tokens_of(span.start, span.end)
            ranges += [(first, last)] if last - first <= 400 else [(first, first + 200), (last - 200, last)]
        return [
            k
            for first, last in ranges[:6]
            for k in range(bisect_left(self._firsts, first), bisect_left(self._firsts, last))
        ]

    def _advance(self, token: int) -> None:
        """Take in the references of the narration that begin before *token*."""
        references, of_reference, recent = self.references, self.entities.of_reference, self._recent
        while self._next < len(references) and references[self._next].first < token:
            entity = of_reference[self._next]
            if entity is not None and not references[self._next].quoted:
                recent.pop(entity.number, None)
                recent[entity.number] = self._next
            self._next += 1

    def candidates(self, number: int, tag: Tag) -> list[tuple[Entity, list[str]]]:
        """Return the entities that may speak the draft *number*, each with its features."""
        document, entities = self.document, self.entities
        draft = self.drafts[number]
        start, _ = document.tokens_of(draft.extent.start, draft.extent.start + 1)
        _, end = document.tokens_of(draft.extent.start, draft.extent.end)
        self._advance(start)
        paragraph = document.paragraphs[draft.paragraph]
        paragraph_first, _ = document.tokens_of(paragraph.start, paragraph.start + 1)
        last_paragraph = document.paragraphs[draft.last_paragraph]
        _, paragraph_last = document.tokens_of(last_paragraph.start, last_paragraph.end)
        recent = [entities.all[number] for number in islice(reversed(self._recent), 14)]
        after = self._mentioned(end, min(paragraph_last, end + 60))
        middle = self._mentioned(start, end)
        spoke = self.turns[-6:]
        pool: dict[int, Entity] = {}
        for entity in [
            *[turn.entity for turn in reversed(spoke) if turn.entity is not None],
            *recent,
            *[entities.all[number] for number in middle],
            *[entities.all[number] for number in after],
        ]:
            pool.setdefault(entity.number, entity)
        if self.turns:
            for entity in self.turns[-1].called:
                pool.setdefault(entity.number, entity)
        if tag.entity is not None:
            pool.setdefault(tag.entity.number, tag.entity)
        if entities.narrator is not None:
            pool.setdefault(entities.narrator.number, entities.narrator)
        # facts of the quotation, the same for all candidates
        previous = self.turns[-1] if self.turns else None
        second = self.turns[-2] if len(self.turns) > 1 else None
        third = self.turns[-3] if len(self.turns) > 2 else None
        gap = _gap(previous, draft)
        gap_second = _gap(second, draft)
        whole = start <= paragraph_first + 0 and end >= paragraph_last
        opens = start <= paragraph_first
        called = {entity.number for entity in self.called(draft)}
        named = {
            entity.number
            for entity in (entities.of_reference[k] for k in self._references_in(draft))
            if entity is not None
        }
        called_before = {entity.number for entity in previous.called} if previous is not None and gap <= 2 else set()
        before = self._mentioned(paragraph_first, start)
        previous_end = document.tokens_of(0, previous.draft.extent.end)[1] if previous is not None else 0
        between = self._mentioned(max(previous_end, start - 120), start)
        colon = document.lower[start - 1] if start else "^"
        spoke_count: dict[int, int] = {}
        for turn in spoke:
            if turn.entity is not None:
                spoke_count[turn.entity.number] = spoke_count.get(turn.entity.number, 0) + 1
        people = min(4, len(spoke_count))
        word = tag.word
        dense = self._dense
        noun = word.startswith("noun")
        ahead = self._ahead[number]
        ahead_off = min(8, ahead[0]) if ahead is not None else 9
        back_off, back = self._last_anchor(draft)
        company = self._company[number]
        members = min(4, len(company))
        following = self._following(number, draft)
        lead = colon if colon in (",", ":") and before == [] else "-"
        ranks = {entity.number: rank for rank, entity in enumerate(recent)}
        found: list[tuple[Entity, list[str]]] = []
        for key, entity in pool.items():
            if entity.kind == "place" and word in ("", "he", "she", "i"):
                continue
            fit = _fit(tag, entity, entity is entities.narrator)
            if fit == "no":
                continue
            is_previous = previous is not None and previous.entity is entity
            is_second = second is not None and second.entity is entity
            is_third = third is not None and third.entity is entity
            last = self._recent.get(key)
            distance = min(8, ((start - self.references[last].first) // 8).bit_length()) if last is not None else 9
            rank = min(6, ranks.get(key, 9))
            turnplace = "1" if is_previous else "2" if is_second else "3" if is_third else "0"
            kind = entity.kind if entity.title or len(entity.forms) > 1 or entity.kind != "unknown" else "unknown1"
            count = min(6, len(entity.references).bit_length())
            form = self.references[entity.references[0]].form if entity.references else "none"
            in_before = _place(before, key)
            in_after = _place(after, key)
            in_between = _place(between, key)
            in_middle = _place(middle, key)
            own = entity is tag.entity
            next_one, next_two = self._foreseen(following, entity)
            ahead_it = ahead is not None and ahead[1] is entity
            back_it = back is entity
            member = key in company
            called_next = bool(following) and following[0][0] <= 1 and entity in self.called(following[0][1])
            features = [
                f"tp={turnplace} gap={gap}",
                f"tp={turnplace} gap={gap} tag={word}",
                f"tp={turnplace} gap={gap} whole={whole}",
                f"tp={turnplace} gap={gap} whole={whole} b={len(between) > 0}",
                f"tp={turnplace} g2={gap_second} whole={whole} people={people}",
                f"tp={turnplace} ptag={previous is not None and previous.tagged} gap={gap}",
                f"tp={turnplace} dense={dense} tag={word} gap={gap}",
                f"sc={spoke_count.get(key, 0)} people={people} whole={whole}",
                f"sc={spoke_count.get(key, 0)} tag={word}",
                f"sc={spoke_count.get(key, 0)} tp={turnplace}",
                f"voc={key in called}",
                f"named={key in named} tag={word}",
                f"vocb={key in called_before} tp={turnplace} gap={gap}",
                f"rank={rank} tag={word}",
                f"rank={rank} dist={distance}",
                f"dist={distance} tag={word} dense={dense}",
                f"rank={rank} whole={whole} gap={gap}",
                f"fit={fit} tag={word}",
                f"fit={fit} tag={word} rank={min(rank, 3)}",
                f"kind={kind} tag={word}",
                f"kind={kind} form={form}",
                f"count={count} tag={word}",
                f"count={count} dense={dense} form={form}",
                f"own={own} form={form} count={count} tag={word}" if noun else "",
                f"fit={fit} tag={word} dense={dense > 1} count={count}" if noun else "",
                f"n1={next_one} tp={turnplace} gap={gap}",
                f"n1={next_one} whole={whole}",
                f"n2={next_two} n1={next_one}",
                f"n2={next_two} tp={turnplace}",
                f"ahead={ahead_it}{ahead_off} whole={whole} tag={word}",
                f"back={back_it}{back_off} whole={whole} tag={word}",
                f"ahead={ahead_it}{ahead_off} tp={turnplace}",
                f"back={back_it}{back_off} tp={turnplace}",
                f"ahead={ahead_it}{ahead_off % 2} back={back_it}{back_off % 2} member={member}",
                f"member={member} n={members} tag={word}",
                f"member={member} n={members} tp={turnplace} gap={gap}",
                f"vocn={called_next} tp={turnplace}",
                f"lead={lead} between={in_between} n={min(3, len(between))}",
                f"lead={lead} before={in_before}",
                f"before={in_before} tag={word} opens={opens}",
                f"before={in_before} n={min(3, len(before))} colon={colon if colon in ':,.' else '-'} tag={word != ''}",
                f"after={in_after} n={min(3, len(after))} tag={word != ''}",
                f"after={in_after} before={in_before} whole={whole} tag={word != ''}",
                f"between={in_between} n={min(3, len(between))} tag={word}",
                f"between={in_between} tp={turnplace} whole={whole}",
                f"mid={in_middle} tag={word}",
                f"narr={entity is entities.narrator} tag={word}",
                f"narr={entity is entities.narrator} tp={turnplace} gap={gap}",
                f"before={in_before} tp={turnplace} gap={gap}",
                f"after={in_after} tp={turnplace} gap={gap}",
            ]
            found.append((entity, features))
        return found

    def _next_anchors(self) -> list[tuple[int, Entity] | None]:
        """Return for each draft the next named speaker of its conversation and how many turns off it is."""
        found: list[tuple[int, Entity] | None] = [None] * len(self.drafts)
        known: tuple[int, Entity] | None = None
        following: Draft | None = None
        for k in range(len(self.drafts) - 1, -1, -1):
            draft = self.drafts[k]
            if draft.kind is not QuoteKind.DIRECT:
                continue
            if following is not None:
                gap = following.paragraph - draft.last_paragraph
                known = None if gap > _SAME_SCENE or known is None else (known[0] + (gap > 0), known[1])
            found[k] = known
            anchor = self.anchors[k]
            if anchor is not None and anchor.entity is not None:
                known = (0, anchor.entity)
            following = draft
        return found

    def _companies(self) -> list[frozenset[int]]:
        """Return for each draft the numbers of those whom tags name in its conversation."""
        found: list[frozenset[int]] = [frozenset()] * len(self.drafts)
        members: set[int] = set()
        run: list[int] = []
        for k, draft in enumerate(self.drafts):
            if draft.kind is not QuoteKind.DIRECT:
                continue
            if run and draft.paragraph - self.drafts[run[-1]].last_paragraph > _SAME_SCENE:
                company = frozenset(members)
                for i in run:
                    found[i] = company
                members, run = set(), []
            run.append(k)
            anchor = self.anchors[k]
            if anchor is not None and anchor.entity is not None:
                members.add(anchor.entity.number)
        company = frozenset(members)
        for i in run:
            found[i] = company
        return found

    def _last_anchor(self, draft: Draft) -> tuple[int, Entity | None]:
        """Return the last tagged speaker of the conversation, and how many turns back it is; 9 for none."""
        turns, paragraph = 0, draft.paragraph
        for turn in islice(reversed(self.turns), 12):
            gap = paragraph - turn.draft.last_paragraph
            if gap > _SAME_SCENE:
                break
            turns += gap > 0
            if turn.tagged and turn.entity is not None:
                return min(turns, 8), turn.entity
            paragraph = turn.draft.paragraph
        return 9, None

    def _foreseen(self, following: Sequence[tuple[int, Draft, Anchor | None]], entity: Entity) -> tuple[str, str]:
        """Return what the tags of the next two quotations say of *entity*: that it speaks them, or cannot."""
        told = []
        for distance, _, anchor in following:
            if anchor is None:
                told.append(f"-{distance}")
            elif anchor.entity is not None:
                told.append(f"{'it' if anchor.entity is entity else 'other'}{distance}")
            elif anchor.gender is not None and entity.gender is not None:
                told.append(f"{'same' if anchor.gender == entity.gender else 'no'}{distance}")
            else:
                told.append(f"?{distance}")
        return (told[0] if told else "", told[1] if len(told) > 1 else "")

    def _mentioned(self, first: int, last: int) -> list[int]:
        """Return the numbers of the entities that the narration mentions between two tokens, in order."""
        found: list[int] = []
        references, of_reference = self.references, self.entities.of_reference
        for k in range(bisect_left(self._firsts, first), len(references)):
            if references[k].first >= last or len(found) >= 12:
                break
            entity = of_reference[k]
            if entity is not None and not references[k].quoted and entity.number not in found:
                found.append(entity.number)
        return found


_SAME_SCENE = 3
"""In paragraphs: quotations farther apart belong to two conversations."""
_VOCATIVE_EDGE = frozenset([",", ".", "!", "?", "“", '"', "”", "‘", "’", "'", "—", "--", ";", ":", "«", "»", "…"])


@cache
def _model() -> linear.Linear:
    return linear.load("conversation")["speaker"]


def _gap(turn: Turn | None, draft: Draft) -> int:
    """Return how many paragraphs lie between two quotations, four at most; five without an earlier one."""
    return 5 if turn is None else min(4, draft.paragraph - turn.draft.last_paragraph)


def _place(numbers: Sequence[int], number: int) -> str:
    """Return where an entity stands in a list of those mentioned: alone, first, last, within or not at all."""
    if number not in numbers:
        return "-"
    if len(numbers) == 1:
        return "only"
    if numbers[0] == number:
        return "first"
    return "last" if numbers[-1] == number else "in"


def _fit(tag: Tag, entity: Entity, narrator: bool) -> str:
    """Return how an entity suits a tag: "no" where it cannot be meant."""
    if tag.word == "i":
        return "yes" if narrator else "no"
    if tag.word in ("he", "she"):
        if entity.gender is not None:
            return "yes" if entity.gender == tag.gender else "no"
        return "no" if entity.kind in ("organization", "group", "place") else "?"
    if tag.word in ("they", "we"):
        return "many" if entity.kind in ("group", "organization", "place") else "one"
    if tag.word.startswith("noun"):
        if tag.entity is entity:
            return "own"
        if narrator:
            return "no"
        if tag.gender and entity.gender and tag.gender != entity.gender:
            return "no"
        if tag.entity is not None and (tag.entity.kind == "group") != (entity.kind == "group"):
            return "no"
        return "role" if tag.entity is not None and tag.entity.core and tag.entity.core[-1] in entity.roles else "?"
    return f"{entity.kind[:1]}{entity.gender is not None}"

