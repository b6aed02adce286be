"""Who is likely to speak: the people about, weighed for one quotation after the other.

The candidates are those mentioned of late, those who have just spoken and those named in the same paragraph.
A linear ranker weighs them by what it can see: who spoke last and how far off, who is mentioned where, who is
called by name, whether the gender fits, and whom the tags further on name: in an exchange of two, the turns
between two tags are told by their parity.  News has a ranker of its own, which also weighs how a common noun goes
with a name.  What is seen of a turn is here; exchange.py reads the turns of a story together.  Corpora: PDNC
(Vishnubhotla, Hammond & Hirst, LREC 2022), LitBank (Bamman et al.), PolNeAR (Newell et al., LREC 2018).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import islice
from math import exp, log
from typing import Final

from attrs import define, frozen

from quoteattr import linear
from quoteattr.document import Document
from quoteattr.entities import COMMON_ROLES, SURE, Entities, Entity
from quoteattr.mentions import noun_kind
from quoteattr.models import QuoteKind
from quoteattr.partners import Partners
from quoteattr.quotations import Draft
from quoteattr.salience import Salience


@frozen
class Tag:
    """What names the speaker next to a quotation: a pronoun, a common noun, a name, or nothing ("")."""

    word: str = ""
    """The pronoun; for a common noun "noun" and its kind of article; "name", for the Queen too; "" without a tag."""
    gender: str | None = None
    entity: Entity | None = None
    """The one whom a name names, or that a common noun makes on its own."""
    words: tuple[str, ...] = ()
    """Of a common noun, the head and what narrows it: "ohio", "congressman"."""

    @property
    def noun(self) -> Entity | None:
        """The one that a common noun makes on its own."""
        return self.entity if self.word.startswith("noun") else None

    @property
    def anchor(self) -> Entity | None:
        """The entity, where the tag alone tells it."""
        return self.entity if self.word in ("name", "i") else None


NO_TAG = Tag()


@define
class Turn:
    """A quotation that has been read, with its speaker."""

    draft: Draft
    entity: Entity | None
    tagged: bool
    called: tuple[Entity, ...] = ()
    """Those whom the quotation calls by name."""
    noun: Entity | None = None
    """The one that the common noun of its tag makes on its own."""


@frozen
class Speech:
    """What the words of a quotation are like, for who may have said it after whom."""

    opening: str
    asks: bool
    size: int


def _speech(document: Document, draft: Draft) -> Speech:
    first, _ = document.tokens_of(draft.spans[0].start, draft.spans[0].end)
    _, last = document.tokens_of(draft.spans[-1].start, draft.spans[-1].end)
    lower = document.lower
    opening = next((word for word in lower[first : min(last, first + 4)] if word[0].isalpha()), "-")
    closing = next((word for word in reversed(lower[max(first, last - 3) : last]) if word in ("?", "!", ".", ",")), "-")
    return Speech(opening, closing == "?", min(6, (last - first).bit_length()))


class Voices:
    """How people speak, by the words of the turns whose tags name them: one says "suh", another "so much obliged"."""

    LEAST: Final = 150
    """In words: of whom less is known has no voice."""
    _SMOOTH: Final = 300.0
    _HEARD: Final = 120
    """In words: a turn is heard so far."""

    def __init__(self, conversation: Conversation) -> None:
        self._document = conversation.document
        counts: dict[int, Counter[str]] = {}
        for draft, tag in zip(conversation.drafts, conversation.tags, strict=True):
            if tag.anchor is not None and draft.kind is QuoteKind.DIRECT:
                counts.setdefault(tag.anchor.number, Counter()).update(self._words(draft))
        every: Counter[str] = Counter()
        for one in counts.values():
            every.update(one)
        total = sum(every.values())
        self._weights: dict[str, list[tuple[int, float]]] = {}
        self._unheard: dict[int, float] = {}
        for number, one in counts.items():
            size = sum(one.values())
            if size < self.LEAST:
                continue
            self._unheard[number] = log(self._SMOOTH / (size + self._SMOOTH))
            for word, count in one.items():
                expected = self._SMOOTH * every[word] / total
                self._weights.setdefault(word, []).append((number, log(1 + count / expected)))

    def _words(self, draft: Draft) -> list[str]:
        found: list[str] = []
        for span in draft.spans:
            first, last = self._document.tokens_of(span.start, span.end)
            found += self._document.lower[first : min(last, first + self._HEARD - len(found))]
        return found

    def of(self, draft: Draft) -> dict[int, str]:
        """Return how much likelier the words are from one person than from anybody, in steps."""
        words = self._words(draft)
        sums = {number: len(words) * unheard for number, unheard in self._unheard.items()}
        for word in words:
            for number, weight in self._weights.get(word, ()):
                sums[number] += weight
        return {number: str(bisect_left(_STEPS, told)) for number, told in sums.items()}


_STEPS: Final = (-8.0, -4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 4.0, 8.0)

LEANS = 0.5
"""The log odds from which a gender is likely, in news."""
HEARD: Final = 12
"""In turns: what was said before has no say any more."""
_SAME_SCENE = 3
"""In paragraphs: quotations farther apart belong to two conversations."""


class Conversation:
    """Reads the drafts of a document in order and weighs who speaks each."""

    def __init__(self, document: Document, entities: Entities, drafts: Sequence[Draft], tags: Sequence[Tag]) -> None:
        self.document, self.entities, self.drafts, self.tags = document, entities, drafts, tags
        self.references = entities.references
        self._firsts = [reference.first for reference in self.references]
        self.salience = Salience(document, entities, drafts)
        self.turns: list[Turn] = []
        self._called: dict[int, tuple[Entity, ...]] = {}
        self.genders: dict[int, str] = {}
        """What a pronoun that meant an entity has told of its gender."""
        self._recents: dict[int, list[tuple[int, int]]] = {}
        self._ahead = self._next_anchors()
        self._company = self._companies()
        self._speeches: dict[int, Speech] = {}
        self._voices: Voices | None = None
        self._partners: Partners | None = None
        self._next = 0
        self._last: dict[int, int] = {}  # number of an entity -> its last reference in the narration, oldest first
        self._dense = min(3, len(document.stretches) * 1500 // (document.length + 1500))

    def note(self, draft: Draft, entity: Entity | None, tagged: bool, noun: Entity | None = None) -> None:
        """Take down who spoke *draft*, if it is a turn; *noun* is whom the common noun of its tag would make alone."""
        if is_heard(draft, entity):
            self.turns.append(Turn(draft, entity, tagged, self.called(draft), noun))

    def learn(self, entity: Entity, gender: str | None) -> None:
        """Take down that a pronoun of *gender* meant *entity*."""
        if gender is not None:
            self.genders[entity.number] = gender

    def speech(self, draft: Draft) -> Speech:
        """Return what the words of a draft are like."""
        start = draft.extent.start
        known = self._speeches.get(start)
        if known is None:
            if len(self._speeches) == 200:
                del self._speeches[next(iter(self._speeches))]
            known = self._speeches[start] = _speech(self.document, draft)
        return known

    def voices(self, draft: Draft) -> dict[int, str]:
        """Return for those whom tags name often how well the words of *draft* suit their own: see Voices."""
        if self._voices is None:
            self._voices = Voices(self)
        return self._voices.of(draft)

    @property
    def partners(self) -> Partners:
        """Who talks with whom."""
        if self._partners is None:
            speakers = [tag.anchor for tag in self.tags]
            self._partners = Partners(
                (draft, speaker, () if speaker is None else self.called(draft))
                for draft, speaker in zip(self.drafts, speakers, strict=True)
            )
        return self._partners

    def likely(self, number: int, tag: Tag | None = None) -> list[tuple[Entity, float]]:
        """Return the candidates for the draft *number* with their probabilities, the likeliest first.

        *tag* takes the place of the tag found, for rules that know better.
        """
        candidates = self.candidates(number, tag)
        score = model(self.document).score
        return weighed((entity, score(features)) for entity, features in candidates)

    def candidates(self, number: int, tag: Tag | None = None) -> list[tuple[Entity, list[str]]]:
        """Return the entities that may speak the draft *number*, each with its features."""
        scene = Scene(self, number, tag or self.tags[number])
        history = History(scene, self.turns)
        return [(entity, scene.features(entity) + history.features(entity)) for entity in history.pool()]

    # What is called and named ----------------------------------------------------------------------------------

    def called(self, draft: Draft) -> tuple[Entity, ...]:
        """Return the entities that *draft* calls by name ("Well, Ann, what now?")."""
        known = self._called.get(draft.extent.start)
        if known is None:
            known = self._called[draft.extent.start] = tuple(self._find_called(draft))
        return known

    def _find_called(self, draft: Draft) -> list[Entity]:
        found: list[Entity] = []
        for k in self.references_in(draft):
            reference, entity = self.references[k], self.entities.of_reference[k]
            if entity is None or reference.form != "name":
                continue
            if entity.kind == "unknown" and all(self.references[i].quoted for i in entity.references[:20]):
                continue  # “Help!” calls nobody
            if self.entities.stands_alone(reference) and entity not in found:
                found.append(entity)
        return found

    def references_in(self, draft: Draft) -> list[int]:
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

    def mentioned(self, first: int, last: int) -> list[int]:
        """Return the numbers of the entities that the narration mentions between two tokens, in order."""
        found: list[int] = []
        references, of_reference = self.references, self.entities.of_reference
        begin = bisect_left(self._firsts, first)
        for k in range(begin, min(begin + 400, len(references))):  # a paragraph without end is not read through
            if references[k].first >= last or len(found) >= 12:
                break
            entity = of_reference[k]
            if entity is not None and not references[k].quoted and entity.number not in found:
                found.append(entity.number)
        return found

    def pronouns(self, first: int, last: int) -> tuple[str, str]:
        """Return the genders of the first and last "he" or "she" of the narration between two tokens; "" for none."""
        begin = bisect_left(self._firsts, first)
        found: list[str] = []
        for reference in self.references[begin : begin + 60]:
            if reference.first >= last:
                break
            if reference.form == "pronoun" and reference.gender is not None and not reference.quoted:
                found.append(reference.gender)
        return (found[0], found[-1]) if found else ("", "")

    def recent(self, number: int) -> list[tuple[int, int]]:
        """Return the entities last mentioned in the narration before a draft, each with that reference; newest first.

        Asked for ever later drafts, but for the last hundred.
        """
        known = self._recents.get(number)
        if known is not None:
            return known
        start = self.drafts[number].extent.start
        token, _ = self.document.tokens_of(start, start + 1)
        references, of_reference, last = self.references, self.entities.of_reference, self._last
        while self._next < len(references) and references[self._next].first < token:
            entity = of_reference[self._next]
            if entity is not None and not references[self._next].quoted:
                last.pop(entity.number, None)
                last[entity.number] = self._next
            self._next += 1
        if len(self._recents) == 100:
            del self._recents[next(iter(self._recents))]
        found = self._recents[number] = [(key, last[key]) for key in islice(reversed(last), 14)]
        return found

    # What tags tell of a conversation --------------------------------------------------------------------------

    def following(self, number: int) -> list[tuple[int, int]]:
        """Return the next two quotations of direct speech, each with how many paragraphs off it is."""
        found: list[tuple[int, int]] = []
        draft = self.drafts[number]
        for k in range(number + 1, min(number + 5, len(self.drafts))):
            after = self.drafts[k]
            if after.kind is QuoteKind.DIRECT:
                found.append((k, min(3, after.paragraph - draft.last_paragraph)))
                if len(found) == 2:
                    break
        return found

    def ahead(self, number: int) -> tuple[int, Entity] | None:
        """Return the next named speaker of the conversation, and how many turns off it is."""
        return self._ahead[number]

    def company(self, number: int) -> frozenset[int]:
        """Return the numbers of those whom tags name in the conversation that *number* belongs to."""
        return self._company[number]

    def _next_anchors(self) -> list[tuple[int, Entity] | None]:
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
            anchor = self.tags[k].anchor
            if anchor is not None:
                known = (0, anchor)
            following = draft
        return found

    def _companies(self) -> list[frozenset[int]]:
        found: list[frozenset[int]] = [frozenset()] * len(self.drafts)
        members: set[int] = set()
        run: list[int] = []

        def close() -> None:
            company = frozenset(members)
            for i in run:
                found[i] = company

        for k, draft in enumerate(self.drafts):
            if draft.kind is not QuoteKind.DIRECT:
                continue
            if run and not same_scene(self.drafts[run[-1]], draft):
                close()
                members, run = set(), []
            run.append(k)
            anchor = self.tags[k].anchor
            if anchor is not None:
                members.add(anchor.number)
        close()
        return found


class Scene:
    """A quotation and its surroundings: all that is known of it whoever spoke before.

    Here and below, truths and counts that many features share are kept as words: written into each, they cost more.
    """

    def __init__(self, conversation: Conversation, number: int, tag: Tag) -> None:
        document = conversation.document
        self.conversation, self.number, self.tag = conversation, number, tag
        self._fits: dict[int, str] = {}
        self._beside: dict[int, Beside] = {}
        self.entities = conversation.entities
        self.draft = draft = conversation.drafts[number]
        start, _ = document.tokens_of(draft.extent.start, draft.extent.start + 1)
        _, end = document.tokens_of(draft.extent.start, draft.extent.end)
        paragraph_first, _ = document.tokens_of(document.paragraphs[draft.paragraph].start, draft.extent.start)
        _, paragraph_last = document.tokens_of(draft.extent.end, document.paragraphs[draft.last_paragraph].end)
        self.start = start
        recent = conversation.recent(number)
        self.last_reference = dict(recent)
        self.ranks = {key: rank for rank, (key, _) in enumerate(recent)}
        self.before = conversation.mentioned(paragraph_first, start)
        self.middle = conversation.mentioned(start, end)
        self.after = conversation.mentioned(end, min(paragraph_last, end + 60))
        opens = start <= paragraph_first
        self.opens, self.whole = str(opens), str(opens and end >= paragraph_last)
        previous = next(
            (d for d in reversed(conversation.drafts[max(0, number - 4) : number]) if d.kind is QuoteKind.DIRECT),
            None,
        )
        previous_end = document.tokens_of(0, previous.extent.end)[1] if previous is not None else 0
        self.between = conversation.mentioned(max(previous_end, start - 120), start)
        self.colon = document.lower[start - 1] if start else "^"
        self._genders: tuple[str, ...] = ()
        if not document.is_news:
            _, nearest = conversation.pronouns(paragraph_first, start)
            behind, _ = conversation.pronouns(end, min(paragraph_last, end + 40))
            self._genders = (nearest, behind, *conversation.pronouns(max(previous_end, start - 120), start))
        lead_first = document.sentences[document.sentence_of(start - 1)][0] if start else 0
        self.lead = conversation.mentioned(max(previous_end, lead_first, start - 60), start)
        self.called = {entity.number for entity in conversation.called(draft)}
        of_reference = self.entities.of_reference
        self.named = {
            entity.number
            for entity in (of_reference[k] for k in conversation.references_in(draft))
            if entity is not None
        }
        self.following = conversation.following(number)
        self.dense = str(conversation._dense)
        core = tag.noun.core if tag.noun is not None else ()
        self.noun = noun_kind(core[-1]) if core and document.is_news else ""
        self.age = _AGES.get(core[-1], "") if core and not document.is_news else ""
        self._proper = self._capitals_of_source() if core and document.is_news else frozenset()
        self._antecedent = (conversation.salience.antecedent(number) or tag.entity) if tag.word == "who" else None
        self.sure = str(any(self.fit(self.entities.all[key]) == "yes" for key in self.ranks))
        self.speech = None if document.is_news else conversation.speech(draft)
        self.voices = {} if document.is_news or tag.word == "name" else conversation.voices(draft)
        self._noun_told = self._noun_sign() if tag.word.startswith("noun") and not document.is_news else ""
        self._standing = self._standings() if tag.word and conversation.document.is_news else {}
        named = (self.before, self.after, self.between, self.lead, self.voices)
        self._sizes = tuple(_at_most(3, len(found)) for found in named)

    def pool(self) -> list[Entity]:
        """Return those whom the surroundings bring forward."""
        every = self.entities.all
        found = [every[key] for key in self.ranks]
        found += [every[key] for key in (*self.middle, *self.after)]
        found += [e for e in (self.tag.entity, self.entities.narrator, self._antecedent) if e is not None]
        return found

    def _form(self, entity: Entity) -> str:
        """Return whether an entity was brought in by a name; in a story the Grandmother has one."""
        if not entity.references:
            return "none"
        first, document = self.conversation.references[entity.references[0]], self.conversation.document
        if first.form == "nominal" and not document.is_news and document.words[first.last - 1][0].isupper():
            return "name"
        return first.form

    def _capitals_of_source(self) -> frozenset[str]:
        """Return in lower case the words with a capital behind the first of the words for the speaker."""
        report = self.draft.report
        if report is None or report.source is None:
            return frozenset()
        first, last = report.source
        document = self.conversation.document
        return frozenset(
            document.lower[k].rstrip(".") for k in range(first + 1, last) if document.words[k][0].isupper()
        )

    def _noun_sign(self) -> str:
        """Return what kind of noun the tag has: one for anybody (the man), brought in by "a", with an adjective."""
        own = self.tag.entity
        if own is None or not own.references:
            return "-"
        references = self.conversation.references
        first = references[own.references[0]]
        new = (
            self.conversation.document.lower[first.first] in ("a", "an", "another", "one") and first.first < self.start
        )
        common = bool(own.core) and own.core[-1] in COMMON_ROLES
        last = self.last_reference.get(own.number)
        near = "-" if last is None else min(4, ((self.start - references[last].first) // 16).bit_length())
        return f"{common:d}{new:d}{min(2, len(own.core))}{min(4, len(own.references).bit_length())}{near}"

    def _standings(self) -> dict[int, str]:
        """Return how many that suit the tag as well were mentioned later, and whether nobody is mentioned as often."""
        every = self.entities.all
        fitting = [key for key in self.ranks if self.fit(every[key]) not in ("no", "unlikely")]
        most = max((len(every[key].references) for key in fitting), default=0)
        return {
            key: f"{min(4, rank)}{'top' if len(every[key].references) == most else ''}"
            for rank, key in enumerate(fitting)
        }

    def fit(self, entity: Entity) -> str:
        """Return how an entity suits the tag: "no" where it cannot be meant."""
        fit = self._fits.get(entity.number)
        if fit is None:
            fit = self._fits[entity.number] = self._fit(entity)
        return fit

    def _fit(self, entity: Entity) -> str:
        tag = self.tag
        narrator = entity is self.entities.narrator
        if entity.kind == "place" and tag.word in ("", "he", "she", "i"):
            return "no"
        if tag.word == "i":
            return "yes" if narrator else "no"
        if narrator and tag.word in ("he", "she", "it", "they"):
            return "no"
        if tag.word in ("he", "she"):
            learned = {"female": 1.5, "male": -1.5}.get(self.conversation.genders.get(entity.number, ""), 0.0)
            lean = (entity.lean + learned) * (1 if tag.gender == "female" else -1)
            if lean >= SURE:
                return "yes" if lean >= 2 * SURE else "likely"
            if lean <= -SURE:
                return "no" if lean <= -2 * SURE else "unlikely"
            if entity.kind in ("organization", "group"):
                return "no"
            return "leans" if self.conversation.document.is_news and lean >= LEANS else "?"
        if tag.word == "it":
            return "no" if entity.kind in ("person", "group") or entity.gender is not None else entity.kind
        if tag.word == "who" and self._antecedent is not None:
            return "yes" if entity is self._antecedent else "no"
        if tag.word in ("they", "we"):
            if entity.kind == "person" or entity.gender is not None:
                return "no"
            if self.conversation.document.is_news:
                return _number(entity)
            return "many" if entity.kind in ("group", "organization", "place") else "one"
        if tag.word.startswith("noun"):
            if tag.entity is entity:
                return "own"
            if self._proper and entity.core and entity.core[-1].lower().rstrip(".") in self._proper:
                return "no"  # "the senior Lee adviser" is not Lee
            if narrator or (tag.gender and entity.gender and tag.gender != entity.gender):
                return "no"
            if self.conversation.document.is_news and entity.core and entity.core[-1].islower():
                return "no"  # "the mayors" are no "villagers"
            if entity.kind == "person" and self.noun == "thing":
                return "no"  # "the letter" is nobody
            if tag.entity is not None and self.entities.owners.get(tag.entity.number) is entity:
                return "no"  # "her sister" is not she
            if tag.word == "noun-new":
                return "no"  # "a woman", "another": none of those before
            if tag.entity is not None and {_is_body(tag.entity), _is_body(entity)} == {True, False}:
                return "no"
            return "role" if tag.entity is not None and tag.entity.core and tag.entity.core[-1] in entity.roles else "?"
        return f"{entity.kind[:1]}{entity.gender is not None}"

    def beside(self, entity: Entity) -> Beside:
        """Return where *entity* stands among the mentions and tags around, whoever spoke before."""
        found = self._beside.get(entity.number)
        if found is None:
            conversation, key = self.conversation, entity.number
            ahead = conversation.ahead(self.number)
            company = conversation.company(self.number)
            next_one, next_two = _foreseen(conversation, self.following, entity)
            called_next = (
                bool(self.following)
                and self.following[0][1] <= 1
                and entity in conversation.called(conversation.drafts[self.following[0][0]])
            )
            found = self._beside[key] = (
                _place(self.before, key),
                _place(self.after, key),
                _place(self.between, key),
                str(ahead is not None and ahead[1] is entity),
                _at_most(8, ahead[0]) if ahead is not None else "9",
                str(key in company),
                _at_most(4, len(company)),
                next_one,
                next_two,
                str(called_next),
            )
        return found

    def features(self, entity: Entity) -> list[str]:
        """Return what the surroundings tell for and against *entity*."""
        key, word, dense, whole = entity.number, self.tag.word, self.dense, self.whole
        last = self.last_reference.get(key)
        references = self.conversation.references
        distance = _at_most(8, ((self.start - references[last].first) // 8).bit_length()) if last is not None else "9"
        rank, front = _at_most(6, self.ranks.get(key, 9)), _at_most(3, self.ranks.get(key, 9))
        kind = entity.kind if entity.title or len(entity.forms) > 1 or entity.kind != "unknown" else "unknown1"
        size = len(entity.references).bit_length()
        count = _at_most(6, size)
        subject = str(last is not None and self.entities.is_subject(last))
        last_form = references[last].form if last is not None else "-"
        form = self._form(entity)
        before, after = _place(self.before, key), _place(self.after, key)
        between, middle = _place(self.between, key), _place(self.middle, key)
        fit = self.fit(entity)
        tagged = str(word != "")
        lead = self.colon if self.colon in (",", ":") and not self.before else "-"
        colon = self.colon if self.colon in ":,." else "-"
        many_before, many_after, many_between, many_lead, many_voices = self._sizes
        company = self.conversation.company(self.number)
        voice = self.voices.get(key, "-")
        found = [
            f"voice={voice} tag={tagged} n={many_voices}",
            f"voice={voice} tag={tagged} rank={front}",
            f"voc={key in self.called}",
            f"named={key in self.named} tag={word}",
            f"rank={rank} tag={word}",
            f"rank={rank} dist={distance}",
            f"dist={distance} tag={word} dense={dense}",
            f"fit={fit} tag={word}",
            f"fit={fit} tag={word} rank={front}",
            f"fit={fit} tag={word} sure={self.sure}",
            f"kind={kind} tag={word}",
            f"kind={kind} form={form}",
            f"count={count} tag={word}",
            f"count={count} dense={dense} form={form}",
            f"before={before} tag={word} opens={self.opens}",
            f"before={before} n={many_before} colon={colon} tag={tagged}",
            f"after={after} n={many_after} tag={tagged}",
            f"after={after} before={before} whole={whole} tag={tagged}",
            f"between={between} n={many_between} tag={word}",
            f"mid={middle} tag={word}",
            f"narr={entity is self.entities.narrator} tag={word}",
            f"sentence={_place(self.lead, key)} n={many_lead} colon={colon} tag={tagged}",
            f"lead={lead} between={between} n={many_between}",
            f"lead={lead} before={before}",
            f"member={key in company} n={min(4, len(company))} tag={word}",
            f"subject={subject} rank={rank} tag={word}",
            f"subject={subject} dist={distance} tag={word}",
            f"lastform={last_form} rank={rank} tag={word}",
        ]
        if self._genders:
            # whom "he" and "she" beside the quotation may mean; whom they do mean is less certain
            he_before, he_after, he_first, he_last = (_suits(entity, gender) for gender in self._genders)
            found += [
                f"hebefore={he_before} tag={tagged} colon={colon}",
                f"hebefore={he_before} before={before} tag={tagged}",
                f"heafter={he_after} tag={tagged} whole={whole}",
                f"heafter={he_after} after={after} tag={tagged}",
                f"helast={he_last} hefirst={he_first} tag={tagged}",
                f"helast={he_last} between={between} tag={tagged}",
            ]
        if word.startswith("noun"):
            if self.age:
                title = entity.title if entity.title in _AGES_OF_TITLES else "name" if form == "name" else "-"
                found.append(f"age={self.age} title={title} own={entity is self.tag.entity}")
            found.append(f"own={entity is self.tag.entity} form={form} count={count} tag={word}")
            found.append(f"fit={fit} tag={word} dense={self.conversation._dense > 1} count={count}")
            if self._noun_told:
                own, noun = entity is self.tag.entity, self._noun_told
                found += [
                    f"own={own} noun={noun[:3]} tag={word}",
                    f"own={own} noun={noun} kind={kind}",
                    f"own={own} noun={noun[:2]} count={count} rank={rank}",
                ]
        if word and self.conversation.document.is_news:
            standing = self._standing.get(key, "-")
            found += [
                f"standing={standing} tag={word}",
                f"standing={standing} subject={subject} fit={fit} tag={word}",
                f"standing={standing} dist={distance} tag={word}",
                f"standing={standing} tag={word} last={last_form} between={between}",
            ]
            linked = self.tag.entity is entity
            found += [
                f"linked={linked} tag={word}",
                f"linked={linked} rank={front} fit={fit} tag={word}",
                f"linked={linked} subject={subject} dist={distance} tag={word}",
                f"linked={linked} count={count} tag={word}",
            ]
            found += self.conversation.salience.features(self.number, entity, word, fit)
            if word.startswith("noun"):
                found += self._of_noun(entity, f"kind={kind} form={form} count={min(3, size)}", standing)
        return found

    def _of_noun(self, entity: Entity, what: str, standing: str) -> list[str]:
        """Return how the words of a common noun go with *entity*: "the senator" with a senator."""
        own = entity is self.tag.entity
        core = self.tag.entity.core if self.tag.entity is not None else ()
        head, length = core[-1] if core else "", min(3, len(core))
        told = self.tag.words or core
        narrowed = min(2, len(entity.traits.intersection(told[:-1]))) if len(told) > 1 else "-"
        known = told[-1:] and (told[-1] in entity.roles, told[-1] in entity.traits)
        prominence, proper = self.conversation.salience.prominence(entity), bool(self._proper)
        return [
            f"own={own} narrowed={narrowed} known={known}",
            f"narrowed={narrowed} known={known} standing={standing} own={own}",
            f"narrowed={narrowed} noun={self.noun} kind={entity.kind} own={own}",
            f"own={own} head={head}",
            f"own={own} proper={proper} narrowed={narrowed} known={known}",
            f"own={own} prominence={prominence} noun={self.noun} proper={proper}",
            f"own={own} prominence={prominence} head={head}",
            f"own={own} prominence={prominence} known={known} kind={entity.kind}",
            f"own={own} noun={self.noun} {what}",
            f"own={own} noun={self.noun} kind={entity.kind} standing={standing}",
            f"own={own} words={length} {what}",
            f"own={own} words={length} fit={self.fit(entity)} standing={standing} tag={self.tag.word}",
            *(f"head={head} role={role}" for role in sorted(entity.roles) if role),
        ]


Since = tuple[str, str, str, str, str]
Beside = tuple[str, str, str, str, str, str, str, str, str, str]
Seen = tuple[str, str, str, str, str, str, str, str, str, str, Since]


class History:
    """What was said before a quotation, as far as it tells who speaks now."""

    LENGTH: Final = 6
    """In turns."""

    def __init__(self, scene: Scene, turns: Sequence[Turn]) -> None:
        self.scene = scene
        draft = scene.draft
        self.spoke = list(islice(reversed(turns), self.LENGTH))
        self.previous = self.spoke[0] if self.spoke else None
        self.places: dict[int, str] = {}
        for place, turn in zip("123", self.spoke, strict=False):
            if turn.entity is not None:
                self.places.setdefault(turn.entity.number, place)
        self.gap = _gap(self.previous, draft)
        self.gap_second = _gap(self.spoke[1] if len(self.spoke) > 1 else None, draft)
        self.counts: dict[int, int] = {}
        for turn in self.spoke:
            if turn.entity is not None:
                self.counts[turn.entity.number] = self.counts.get(turn.entity.number, 0) + 1
        self.called_before: set[int] = set()
        if self.previous is not None and self.gap <= 2:
            self.called_before = {entity.number for entity in self.previous.called}
        self.back_off, self.back = _last_tagged(turns, draft)
        self.asked: bool | str = "-"
        """Whether the turn before was a question."""
        if scene.speech is not None and self.previous is not None:
            self.asked = scene.conversation.speech(self.previous.draft).asks
        self._lately = Lately(scene, turns) if scene.speech is not None else None
        own = scene.tag.noun
        self.bound = own and next((turn.entity for turn in islice(reversed(turns), HEARD) if turn.noun is own), None)
        self._shared = (
            str(self.gap),
            str(self.gap_second),
            _at_most(4, len(self.counts)),
            str(self.previous is not None and self.previous.tagged),
            str(self.back_off),
        )

    def pool(self) -> list[Entity]:
        """Return the entities that may speak: those who spoke of late and those about."""
        found: dict[int, Entity] = {}
        for turn in self.spoke:
            if turn.entity is not None:
                found.setdefault(turn.entity.number, turn.entity)
        for entity in self.scene.pool():
            found.setdefault(entity.number, entity)
        if self.previous is not None:
            for entity in self.previous.called:
                found.setdefault(entity.number, entity)
        fitting = [entity for entity in found.values() if self.scene.fit(entity) != "no"]
        if self.scene.entities.has_cast:
            # whom the caller has named speaks, unless none of them can be meant
            own = self.scene.tag.entity
            cast = [e for e in fitting if e.given is not None or e is self.scene.entities.narrator or e is own]
            return cast or fitting
        return fitting

    def seen(self, entity: Entity) -> Seen:
        """Return all that the turns before have to do with *entity*; the features add what surrounds the quotation."""
        key = entity.number
        return (
            self.places.get(key, "0"),
            str(self.counts.get(key, 0)),
            str(key in self.called_before),
            str(self.back is entity),
            "-" if self.bound is None else "it" if self.bound is entity else "other",
            *self._shared,
            self._lately.told(key) if self._lately is not None else _NEVER,
        )

    def features(self, entity: Entity) -> list[str]:
        """Return what the turns before tell for and against *entity*."""
        scene, key = self.scene, entity.number
        place, spoke, called_before, back_it, bound, gap, gap_second, people, tagged_before, back_off, since = (
            self.seen(entity)
        )
        conversation = scene.conversation
        word, whole = scene.tag.word, scene.whole
        (before, after, between, ahead_it, ahead_off, member, members, next_one, next_two, called_next) = scene.beside(
            entity
        )
        tp = f"tp={place} gap={gap}"
        ahead, back = f"ahead={ahead_it}{ahead_off}", f"back={back_it}{back_off}"
        return [
            tp,
            f"{tp} tag={word}",
            f"{tp} whole={whole}",
            f"{tp} whole={whole} b={len(scene.between) > 0}",
            f"tp={place} g2={gap_second} whole={whole} people={people}",
            f"{tp} ptag={tagged_before}",
            f"{tp} dense={scene.dense} tag={word}",
            f"sc={spoke} people={people} whole={whole}",
            f"sc={spoke} tag={word}",
            f"sc={spoke} tp={place}",
            f"{tp} vocb={called_before}",
            f"rank={min(6, scene.ranks.get(key, 9))} whole={whole} gap={gap}",
            f"between={between} tp={place} whole={whole}",
            f"{tp} narr={entity is scene.entities.narrator}",
            f"{tp} before={before}",
            f"{tp} after={after}",
            f"{tp} n1={next_one}",
            f"n1={next_one} whole={whole}",
            f"n2={next_two} n1={next_one}",
            f"n2={next_two} tp={place}",
            f"{ahead} whole={whole} tag={word}",
            f"{back} whole={whole} tag={word}",
            f"{ahead} tp={place}",
            f"{back} tp={place}",
            f"ahead={ahead_it}{int(ahead_off) % 2} back={back_it}{self.back_off % 2} member={member}",
            f"{tp} member={member} n={members}",
            f"vocn={called_next} tp={place}",
            *self._of_speech(tp, whole),
            *self._of_late(entity, since, place, whole),
            *((f"bound={bound} own={entity is scene.tag.entity}",) if word.startswith("noun") else ()),
            *(
                [f"{tp} standing={scene._standing.get(key, '-')} tag={word}"]
                if word and conversation.document.is_news
                else ()
            ),
        ]

    def _of_late(self, entity: Entity, since: Since, place: str, whole: str) -> tuple[str, ...]:
        """Return what the last dozen turns tell: who has been called by name is there to answer."""
        if self._lately is None:
            return ()
        spoke, often, called, calls, pair = since
        word = self.scene.tag.word
        return (
            f"spoke={spoke} often={often} whole={whole}",
            f"spoke={spoke} tag={word}",
            f"called={called} tp={place} whole={whole}",
            f"called={called} spoke={spoke}",
            f"calls={calls} tp={place} gap={self.gap} whole={whole}",
            f"calls={calls} called={called} tp={place}",
            f"pair={pair} gap={self.gap} whole={whole}",
            f"pair={pair} tp={place}",
            f"pair={pair} tp={place} rank={_at_most(6, self.scene.ranks.get(entity.number, 9))} tag={word != ''}",
        )

    def _of_speech(self, tp: str, whole: str) -> tuple[str, ...]:
        """Return how the words go with those of the turn before: an answer to a question is somebody else's."""
        speech = self.scene.speech
        if speech is None:
            return ()
        return (
            f"{tp} asked={self.asked} whole={whole}",
            f"{tp} opening={speech.opening}",
            f"{tp} size={speech.size} asks={speech.asks}",
        )


_AGES: Final = {
    noun: age
    for age, nouns in {
        "wife": "mother mamma mama wife aunt grandmother matron widow hostess housekeeper",
        "father": "father papa husband uncle grandfather host gentleman",
        "daughter": "daughter sister niece cousin girl maid maiden damsel companion friend",
        "son": "son brother nephew boy lad youth",
        "child": "child",
        "lady": "lady woman",
        "man": "man",
    }.items()
    for noun in nouns.split()
}
_AGES_OF_TITLES: Final = frozenset(["mr", "mrs", "miss", "lady", "sir", "lord"])


class Lately:
    """Who spoke in the last dozen turns of a scene, how long ago, and who called whom by name."""

    def __init__(self, scene: Scene, turns: Sequence[Turn]) -> None:
        self._partners = scene.conversation.partners
        self._spoke: dict[int, int] = {}
        self._often: dict[int, int] = {}
        self._called: dict[int, int] = {}
        self._called_by_last: set[int] = set()
        self._called_last: set[int] = set()
        last = turns[-1].entity if turns else None
        self._last = None if last is None else last.number
        paragraph = scene.draft.paragraph
        for back, turn in enumerate(islice(reversed(turns), HEARD)):
            if paragraph - turn.draft.last_paragraph > _SAME_SCENE:
                break
            paragraph = turn.draft.paragraph
            speaker = turn.entity.number if turn.entity is not None else None
            if speaker is not None:
                self._spoke.setdefault(speaker, back)
                self._often[speaker] = self._often.get(speaker, 0) + 1
            for entity in turn.called:
                self._called.setdefault(entity.number, back)
                if speaker is not None and speaker == self._last:
                    self._called_by_last.add(entity.number)
                if speaker is not None and entity.number == self._last:
                    self._called_last.add(speaker)

    def told(self, key: int) -> Since:
        """Return of an entity how many turns ago it spoke, how often, when it was called, and its part in the talk.

        The part: whether who spoke last has called it ("me"), or it has called who spoke last ("him"), or "both"; and
        how often the two talk at all.
        """
        me, him = key in self._called_by_last and key != self._last, key in self._called_last
        return (
            _at_most(6, self._spoke[key]) if key in self._spoke else "9",
            _at_most(4, self._often.get(key, 0)),
            str(bisect_left(_CALLED, self._called[key])) if key in self._called else "9",
            "both" if me and him else "me" if me else "him" if him else "-",
            self._partners.told(self._last, key),
        )


_NEVER: Final = ("9", "0", "9", "-", "-")
_CALLED: Final = (0, 1, 3)
"""In turns ago, the ends of the steps."""


def is_heard(draft: Draft, entity: Entity | None) -> bool:
    """Tell whether a draft is a turn for those after it: spoken, or by a speaker who is known."""
    return entity is not None or draft.kind is QuoteKind.DIRECT


def same_scene(draft: Draft, following: Draft) -> bool:
    """Tell whether two quotations, one after the other, belong to one conversation."""
    return following.paragraph - draft.last_paragraph <= _SAME_SCENE


@cache
def models() -> dict[str, linear.Linear]:
    return linear.load("conversation")


def model(document: Document) -> linear.Linear:
    """Return the ranker for the kind of text that *document* is."""
    return models()["news" if document.is_news else "fiction"]


def weighed(scored: Iterable[tuple[Entity, float]]) -> list[tuple[Entity, float]]:
    """Return candidates with probabilities in place of scores, the likeliest first."""
    pairs = list(scored)
    if not pairs:
        return []
    top = max(score for _, score in pairs)
    powers = [exp(score - top) for _, score in pairs]
    total = sum(powers)
    weighed = [(entity, power / total) for (entity, _), power in zip(pairs, powers, strict=True)]
    weighed.sort(key=lambda pair: -pair[1])
    return weighed


def _is_body(entity: Entity) -> bool | None:
    """Tell whether an entity is more than one person; None where that is open."""
    return None if entity.kind in ("unknown", "place") else entity.kind in ("group", "organization")


def _number(entity: Entity) -> str:
    """Return whether "they" of news may mean an entity: several people ("many"), a body, a single thing ("one")."""
    noun = noun_kind(entity.core[-1]) if entity.core else ""
    if noun == "thing":
        return "no"
    return "many" if entity.kind == "group" else "body" if entity.kind in ("organization", "place") else "one"


def _gap(turn: Turn | None, draft: Draft) -> int:
    """Return how many paragraphs lie between two quotations, four at most; four without an earlier one."""
    return 4 if turn is None else min(4, draft.paragraph - turn.draft.last_paragraph)


def _suits(entity: Entity, gender: str) -> str:
    """Return whether *entity* may be "he" or "she": y, n, or ? where that is open; "-" without a pronoun."""
    if not gender:
        return "-"
    lean = entity.lean if gender == "female" else -entity.lean
    return "y" if lean >= SURE else "n" if lean <= -SURE else "?"


def _at_most(most: int, count: int) -> str:
    """Return a count as a word; *most* for whatever is more."""
    return str(count if count < most else most)


def _place(numbers: Sequence[int], number: int) -> str:
    """Return where an entity stands in a list of those mentioned: alone, first, last, within or not at all."""
    if number not in numbers:
        return "-"
    if len(numbers) == 1:
        return "only"
    if numbers[0] == number:
        return "first"
    return "last" if numbers[-1] == number else "in"


def _last_tagged(turns: Sequence[Turn], draft: Draft) -> tuple[int, Entity | None]:
    """Return how many turns back the conversation last had a tag, and whom it named; 9 for none."""
    count, paragraph = 0, draft.paragraph
    for turn in islice(reversed(turns), HEARD):
        gap = paragraph - turn.draft.last_paragraph
        if gap > _SAME_SCENE:
            break
        count += gap > 0
        if turn.tagged and turn.entity is not None:
            return min(count, 8), turn.entity
        paragraph = turn.draft.paragraph
    return 9, None


def _foreseen(conversation: Conversation, following: Sequence[tuple[int, int]], entity: Entity) -> tuple[str, str]:
    """Return what the tags of the next two quotations say of *entity*: that it speaks them, or cannot."""
    told = []
    for k, distance in following:
        tag = conversation.tags[k]
        anchor = tag.anchor
        gender = tag.gender if tag.entity is None else tag.entity.gender
        if not tag.word:
            told.append(f"-{distance}")
        elif anchor is not None:
            told.append(f"{'it' if anchor is entity else 'other'}{distance}")
        elif gender is not None and entity.gender is not None:
            told.append(f"{'same' if gender == entity.gender else 'no'}{distance}")
        else:
            told.append(f"?{distance}")
    return (told[0] if told else "", told[1] if len(told) > 1 else "")
