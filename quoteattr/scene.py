"""A quotation and its surroundings: who is mentioned where, what the tag fits, whom the next tags name.

All of it holds whoever spoke before; what was said before is in history.py.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice
from typing import Final

from quoteattr.conversation import Conversation, Tag
from quoteattr.entity import Entity
from quoteattr.lexicons import words
from quoteattr.linear import Fact, Features, spelled
from quoteattr.models import QuoteKind
from quoteattr.quotations import Draft
from quoteattr.sequel import sequel_of, suits
from quoteattr.suiting import Suiting
from quoteattr.traits import COMMON_ROLES

_CROWD = 16
"""Where tags name more, not all of them may speak each turn: the work would be in proportion to their square."""
_LATELY = 200
"""In words: who did something farther back is not thought of any more."""
_NEAREST = 8
"""In a story: of those mentioned of late, so many may speak, and whoever else is brought forward."""


class Scene:
    """A quotation and its surroundings: all that is known of it whoever spoke before.

    Here and below, truths and counts that many features share are kept as words: written into each, they cost more.
    """

    def __init__(self, conversation: Conversation, number: int, tag: Tag) -> None:
        self.conversation, self.number, self.tag = conversation, number, tag
        self.entities = conversation.entities
        self.draft = conversation.drafts[number]
        self.is_news = conversation.document.is_news
        self.dense = str(conversation.dense)
        self._beside: dict[int, Beside] = {}
        self._shared: dict[int, int] = {}
        self._look_around()
        self._look_at_words()
        self._look_at_tag()
        named = (self.before, self.after, self.between, self.lead, self.voices)
        self._sizes = tuple(at_most(3, len(found)) for found in named)
        self._before, self._after, self._between = places(self.before), places(self.after), places(self.between)
        self._middle, self._lead = places(self.middle), places(self.lead)
        self._every = places(self.sequel.every) if self.sequel is not None else {}
        self._next = places(self.sequel.sentence) if self.sequel is not None else {}

    def _look_around(self) -> None:
        """Find who is mentioned in the paragraph and around it, and who has been mentioned of late."""
        conversation, document, draft = self.conversation, self.conversation.document, self.draft
        start, _ = document.tokens_of(draft.extent.start, draft.extent.start + 1)
        _, end = document.tokens_of(draft.extent.start, draft.extent.end)
        paragraph_first, _ = document.tokens_of(document.paragraphs[draft.paragraph].start, draft.extent.start)
        _, paragraph_last = document.tokens_of(draft.extent.end, document.paragraphs[draft.last_paragraph].end)
        self.start = start
        recent = conversation.recent(self.number)
        self.last_reference = dict(recent)
        self.ranks = {key: rank for rank, (key, _) in enumerate(recent)}
        self.before = conversation.mentioned(paragraph_first, start)
        self.middle = conversation.mentioned(start, end)
        self.after = conversation.mentioned(end, min(paragraph_last, end + 60))
        opens = start <= paragraph_first
        self.opens, self.whole = str(opens), str(opens and end >= paragraph_last)
        earlier = reversed(conversation.drafts[max(0, self.number - 4) : self.number])
        previous = next((one for one in earlier if one.kind is QuoteKind.DIRECT), None)
        previous_end = document.tokens_of(0, previous.extent.end)[1] if previous is not None else 0
        self.between = conversation.mentioned(max(previous_end, start - 120), start)
        self.near = len(self.between) > 0
        colon = document.lower[start - 1] if start else "^"
        self._colon = colon if colon in ":,." else "-"
        lead_first = document.sentences[document.sentence_of(start - 1)][0] if start else 0
        self.lead = conversation.mentioned(max(previous_end, lead_first, start - 60), start)
        self._genders: tuple[str, ...] = ()
        if not self.is_news:
            _, nearest = conversation.pronouns(paragraph_first, start)
            behind, _ = conversation.pronouns(end, min(paragraph_last, end + 40))
            self._genders = (nearest, behind, *conversation.pronouns(max(previous_end, start - 120), start))
        self.following = conversation.following(self.number)
        self.sequel = None if self.is_news else sequel_of(conversation, paragraph_last, self.following)

    def _look_at_words(self) -> None:
        """Find who is called or named in the quotation and in the answer to it, and who speaks in such words."""
        conversation, draft = self.conversation, self.draft
        self.called = {entity.number for entity in conversation.called(draft)}
        of_reference = (self.entities.of_reference[k] for k in conversation.references_in(draft))
        self.named = {entity.number for entity in of_reference if entity is not None}
        answer = self.following[0] if self.following and self.following[0][1] <= 1 else None
        self.called_next = () if answer is None else conversation.called(conversation.drafts[answer[0]])
        """Whom the turn behind calls by name: “You did what?” “You heard me, Peter.”"""
        self.speech = None if self.is_news else conversation.speech(draft)
        self.voices = {} if self.is_news or self.tag.word == "name" else conversation.voices(draft)

    def _look_at_tag(self) -> None:
        """Find whom the tag may mean."""
        tag = self.tag
        self._suiting = Suiting(self.conversation, self.number, tag)
        self.fit = self._suiting.of
        """Returns how an entity suits the tag."""
        self.sure = str(any(self.fit(self.entities.all[key]) == "yes" for key in self.ranks))
        self._tagged = str(tag.word != "")
        core = tag.noun.core if tag.noun is not None and not self.is_news else ()
        self.age = _AGES.get(core[-1], "") if core else ""
        self.acting = self._actors() if tag.word in ("he", "she") and not self.is_news else {}
        self._noun_told = self._noun_sign() if tag.word.startswith("noun") and not self.is_news else ""
        self.standing = self._standings() if tag.word and self.is_news else {}
        self.mains = self._mains() if self.standing else {}
        self.chain = self._chain() if tag.word in ("he", "she") and self.is_news else {}

    def shared_words(self, earlier: Draft) -> int:
        """Return how many words of an earlier turn come back in the quotation."""
        start = earlier.extent.start
        found = self._shared.get(start)
        if found is None:
            own = self.speech.words if self.speech is not None else frozenset()
            found = self._shared[start] = len(own & self.conversation.speech(earlier).words)
        return found

    def pool(self) -> list[Entity]:
        """Return those whom the surroundings bring forward."""
        every = self.entities.all
        near = self.ranks if self.speech is None else islice(self.ranks, _NEAREST)
        found = [every[key] for key in near]
        found += [every[key] for key in (*self.middle, *self.after)]
        found += [e for e in (self.tag.entity, self.entities.narrator, self._suiting.antecedent) if e is not None]
        company = self.conversation.company(self.number)
        if self.speech is not None and len(company) <= _CROWD:
            found += [every[key] for key in sorted(company)]
        if self.speech is not None:
            found += self.called_next
        return found

    def stranger(self) -> Entity | None:
        """Return whom the tag makes on its own, if a full cast may lack such a one: another man, the driver."""
        own, word = self.tag.entity, self.tag.word
        head = own.core[-1] if own is not None and own.core else ""
        listed = self.entities.lists_nameless and word != "noun-new" and head not in words("nameless_nouns")
        return None if listed else own

    def _form(self, entity: Entity) -> str:
        """Return whether an entity was brought in by a name; in a story the Grandmother has one."""
        if not entity.references:
            return "none"
        first, document = self.conversation.references[entity.references[0]], self.conversation.document
        if first.form == "nominal" and not document.is_news and document.words[first.last - 1][0].isupper():
            return "name"
        return first.form

    def _noun_sign(self) -> str:
        """Return what kind of noun the tag has: for anybody (the man), for one without a name (the driver), new."""
        own = self.tag.entity
        if own is None or not own.references:
            return "-"
        references = self.conversation.references
        first = references[own.references[0]]
        new = (
            self.conversation.document.lower[first.first] in ("a", "an", "another", "one") and first.first < self.start
        )
        head = own.core[-1] if own.core else ""
        sort = 1 if head in COMMON_ROLES else 2 if head in words("nameless_nouns") else 0
        last = self.last_reference.get(own.number)
        near = "-" if last is None else min(4, ((self.start - references[last].first) // 16).bit_length())
        return f"{sort}{new:d}{min(2, len(own.core))}{min(4, len(own.references).bit_length())}{near}"

    def _actors(self) -> dict[int, tuple[str, str]]:
        """Return who of those that suit the tag was subject of a main clause before, and how lately.

        By the number of each entity two signs: how many others were so later and how many sentences off it was; and
        how many others were so later by name or noun, "-" if this one was so only as "he" or "she".
        """
        sentence_of, first = self.conversation.document.sentence_of, max(0, self.start - _LATELY)
        found, named = map(self._suitable, self.conversation.acting(first, self.start))
        last = sentence_of(self.start - 1) if self.start else 0
        order = {key: at_most(2, rank) for rank, key in enumerate(named)}
        return {
            key: (f"{at_most(2, rank)}{at_most(3, last - sentence_of(token))}", order.get(key, "-"))
            for rank, (key, token) in enumerate(found.items())
        }

    def _suitable(self, found: dict[int, int]) -> dict[int, int]:
        """Return those of the entities *found*, with their tokens, who suit the tag."""
        every = self.entities.all
        return {key: token for key, token in found.items() if self.fit(every[key]) not in ("no", "unlikely")}

    def _standings(self) -> dict[int, str]:
        """Return how many that suit the tag as well were mentioned later, and whether nobody is mentioned as often."""
        every = self.entities.all
        fitting = [key for key in self.ranks if self.fit(every[key]) not in ("no", "unlikely")]
        most = max((len(every[key].references) for key in fitting), default=0)
        return {
            key: f"{min(4, rank)}{'top' if len(every[key].references) == most else ''}"
            for rank, key in enumerate(fitting)
        }

    def _mains(self) -> dict[int, str]:
        """Return of those that suit the tag how many others a main clause had as its subject later."""
        every, salience = self.entities.all, self.conversation.salience
        last = {key: salience.last_as_main(self.number, every[key]) for key in self.standing}
        order = sorted((key for key in last if last[key] >= 0), key=lambda key: -last[key])
        return {key: str(min(3, rank)) for rank, key in enumerate(order)}

    def _chain(self) -> dict[int, str]:
        """Return how likely the mentions before make it that the pronoun of the tag means somebody, in steps."""
        k = self.entities.reference_at(self.conversation.salience.place(self.number))
        weighed = self.entities.antecedents.get(k, ())
        return {key: f"{bisect_left(_STEPS, share)}{rank == 0:d}" for rank, (key, share) in enumerate(weighed)}

    def beside(self, entity: Entity) -> Beside:
        """Return where *entity* stands among the mentions and tags around, whoever spoke before."""
        found = self._beside.get(entity.number)
        if found is None:
            conversation, key = self.conversation, entity.number
            ahead = conversation.ahead(self.number)
            company = conversation.company(self.number)
            next_one, next_two = _foreseen(conversation, self.following, entity)
            found = self._beside[key] = (
                self._before.get(key, "-"),
                self._after.get(key, "-"),
                self._between.get(key, "-"),
                str(ahead is not None and ahead[1] is entity),
                at_most(8, ahead[0]) if ahead is not None else "9",
                str(key in company),
                at_most(4, len(company)),
                next_one,
                next_two,
                str(entity in self.called_next),
            )
        return found

    def features(self, entity: Entity) -> list[str]:
        """Return what the surroundings tell for and against *entity*."""
        return [*spelled(self.facts(entity)), *self.news(entity)]

    def facts(self, entity: Entity) -> list[Fact]:
        """Return what the surroundings tell for and against *entity*, but for news()."""
        key, word, tagged, whole, colon = entity.number, self.tag.word, self._tagged, self.whole, self._colon
        distance, subject, last_form = self._last(entity)
        rank = at_most(6, self.ranks.get(key, 9))
        kind, form, count = self._about(entity)
        beside = self.beside(entity)
        before, after, between, _, _, member, members = beside[:7]
        middle, lead = self._middle.get(key, "-"), self._lead.get(key, "-")
        fit = self.fit(entity)
        narrates = entity is self.entities.narrator
        many_before, many_after, many_between, many_lead, many_voices = self._sizes
        found: list[Fact] = [
            (_of_voice, self.voices.get(key, "-"), many_voices, rank, tagged),
            (_of_part, key in self.called, key in self.named, narrates, member, members, word),
            (_of_rank, rank, distance, fit, self.sure, self.dense, word),
            (_of_last, rank, distance, subject, last_form, word),
            (_of_kind, kind, form, count, self.dense, word),
            (_of_before, before, many_before, after, many_after, colon, self.opens, whole, word),
            (_of_between, between, many_between, lead, many_lead, middle, many_before, colon, word),
        ]
        if self._genders:
            # whom "he" and "she" beside the quotation may mean; whom they do mean is less certain
            told = [suits(entity, gender) for gender in self._genders]
            found.append((_of_genders, *told, before, after, between, colon, whole, tagged))
        if self.speech is not None:
            found += self._of_sequel(entity, tagged)
            if self.acting:
                found.append((_of_actor, *self.acting.get(key, ("-", "-")), rank, fit, self.opens))
            if not word.startswith("noun"):
                found.append((_of_weight, self.conversation.weight_in_text(entity), rank, word))
        if word.startswith("noun"):
            own = entity is self.tag.entity
            if self.age:
                title = entity.title if entity.title in _AGES_OF_TITLES else "name" if form == "name" else "-"
                found.append((_of_age, self.age, title, own))
            found.append((_of_own, own, form, count, fit, self.conversation.dense > 1, word))
            if self._noun_told:
                found.append((_of_noun_sign, self._noun_told, own, kind, count, rank, word))
        return found

    def news(self, entity: Entity) -> list[str]:
        """Return what the surroundings tell besides in news, where hardly anything comes again."""
        word = self.tag.word
        if not word or not self.is_news:
            return []
        key = entity.number
        distance, subject, last_form = self._last(entity)
        front = at_most(3, self.ranks.get(key, 9))
        kind, form, count = self._about(entity)
        fit = self.fit(entity)
        standing, linked = self.standing.get(key, "-"), self.tag.entity is entity
        found = [
            f"standing={standing} tag={word}",
            f"standing={standing} subject={subject} fit={fit} tag={word}",
            f"standing={standing} dist={distance} tag={word}",
            f"standing={standing} tag={word} last={last_form} between={self._between.get(key, '-')}",
            f"linked={linked} tag={word}",
            f"linked={linked} rank={front} fit={fit} tag={word}",
            f"linked={linked} subject={subject} dist={distance} tag={word}",
            f"linked={linked} count={count} tag={word}",
        ]
        found += self.conversation.salience.features(self.number, entity, word, fit, self.mains.get(key, "-"))
        if self.chain:
            chain = self.chain.get(key, "-")
            found += (f"chain={chain} tag={word}", f"chain={chain} fit={fit}", f"chain={chain} standing={standing}")
        if word.startswith("noun"):
            size = min(3, len(entity.references).bit_length())
            found += self._of_noun(entity, f"kind={kind} form={form} count={size}", standing)
        return found

    def _last(self, entity: Entity) -> tuple[str, str, str]:
        """Return of the last mention, in steps, how many words ago it was, whether it was a subject, and its form."""
        last = self.last_reference.get(entity.number)
        if last is None:
            return "9", "False", "-"
        reference = self.conversation.references[last]
        distance = at_most(8, ((self.start - reference.first) // 8).bit_length())
        return distance, str(self.entities.is_subject(last)), reference.form

    def _about(self, entity: Entity) -> tuple[str, str, str]:
        """Return of which kind an entity is, how it was brought in, and how often it is mentioned."""
        known = self.conversation.profiles.get(entity.number)
        if known is None:
            kind = entity.kind if entity.title or len(entity.forms) > 1 or entity.kind != "unknown" else "unknown1"
            known = kind, self._form(entity), at_most(6, len(entity.references).bit_length())
            self.conversation.profiles[entity.number] = known
        return known

    def _of_sequel(self, entity: Entity, tagged: str) -> list[Fact]:
        """Return what the narration behind the quotation tells: "She shook her head" is hardly who has spoken."""
        sequel, whole = self.sequel, self.whole
        if sequel is None:
            return [(_of_no_sequel, tagged, whole)]
        opens = sequel.opens_with(entity)
        every, sentence = self._every.get(entity.number, "-"), self._next.get(entity.number, "-")
        size, gender = at_most(3, len(sequel.sentence)), suits(entity, sequel.pronoun)
        found: list[Fact] = [(_of_narration, every, sentence, size, opens, sequel.form, gender, tagged, whole)]
        if opens in ("it", "py", "pn"):
            found.append((_of_verb, opens, sequel.verb))
        return found

    def _of_noun(self, entity: Entity, what: str, standing: str) -> list[str]:
        """Return how the words of a common noun go with *entity*: "the senator" with a senator."""
        own = entity is self.tag.entity
        core = self.tag.entity.core if self.tag.entity is not None else ()
        head, length = core[-1] if core else "", min(3, len(core))
        told = self.tag.words or core
        narrowed = min(2, len(entity.traits.intersection(told[:-1]))) if len(told) > 1 else "-"
        known = told[-1:] and (told[-1] in entity.roles, told[-1] in entity.traits)
        prominence, proper = self.conversation.salience.prominence(entity), bool(self._suiting.proper)
        return [
            f"own={own} narrowed={narrowed} known={known}",
            f"narrowed={narrowed} known={known} standing={standing} own={own}",
            f"narrowed={narrowed} noun={self._suiting.noun} kind={entity.kind} own={own}",
            f"own={own} head={head}",
            f"own={own} proper={proper} narrowed={narrowed} known={known}",
            f"own={own} prominence={prominence} noun={self._suiting.noun} proper={proper}",
            f"own={own} prominence={prominence} head={head}",
            f"own={own} prominence={prominence} known={known} kind={entity.kind}",
            f"own={own} noun={self._suiting.noun} {what}",
            f"own={own} noun={self._suiting.noun} kind={entity.kind} standing={standing}",
            f"own={own} words={length} {what}",
            f"own={own} words={length} fit={self.fit(entity)} standing={standing} tag={self.tag.word}",
            *(f"head={head} role={role}" for role in sorted(entity.roles) if role),
        ]


Beside = tuple[str, str, str, str, str, str, str, str, str, str]


_STEPS: Final = (0.1, 0.3, 0.5, 0.7, 0.9, 0.98)
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


# Facts spelled as features ---------------------------------------------------------------------------------------


def _of_voice(voice: str, many: str, rank: str, tagged: str) -> Features:
    front = at_most(3, int(rank))
    return (f"voice={voice} tag={tagged} n={many}", f"voice={voice} tag={tagged} rank={front}")


def _of_part(called: bool, named: bool, narrates: bool, member: str, members: str, word: str) -> Features:
    return (
        f"voc={called}",
        f"named={named} tag={word}",
        f"narr={narrates} tag={word}",
        f"member={member} n={members} tag={word}",
    )


def _of_rank(rank: str, distance: str, fit: str, sure: str, dense: str, word: str) -> Features:
    front = at_most(3, int(rank))
    return (
        f"rank={rank} tag={word}",
        f"rank={rank} dist={distance}",
        f"dist={distance} tag={word} dense={dense}",
        f"fit={fit} tag={word}",
        f"fit={fit} tag={word} rank={front}",
        f"fit={fit} tag={word} sure={sure}",
    )


def _of_last(rank: str, distance: str, subject: str, last_form: str, word: str) -> Features:
    return (
        f"subject={subject} rank={rank} tag={word}",
        f"subject={subject} dist={distance} tag={word}",
        f"lastform={last_form} rank={rank} tag={word}",
    )


def _of_kind(kind: str, form: str, count: str, dense: str, word: str) -> Features:
    return (
        f"kind={kind} tag={word}",
        f"kind={kind} form={form}",
        f"count={count} tag={word}",
        f"count={count} dense={dense} form={form}",
    )


def _of_weight(weight: str, rank: str, word: str) -> Features:
    return (f"top={weight} tag={word}", f"top={weight} rank={at_most(3, int(rank))} tag={word}")


def _of_actor(acted: str, named: str, rank: str, fit: str, opens: str) -> Features:
    later = acted[0]
    return (
        f"acted={acted} opens={opens}",
        f"acted={acted} fit={fit}",
        f"acted={later} rank={at_most(3, int(rank))}",
        f"acted={later} byname={named}",
        f"acted={later} byname={named} fit={fit}",
    )


def _of_before(
    before: str, many_before: str, after: str, many_after: str, colon: str, opens: str, whole: str, word: str
) -> Features:
    tagged, lead = word != "", _lead(colon, many_before)
    return (
        f"before={before} tag={word} opens={opens}",
        f"before={before} n={many_before} colon={colon} tag={tagged}",
        f"after={after} n={many_after} tag={tagged}",
        f"after={after} before={before} whole={whole} tag={tagged}",
        f"lead={lead} before={before}",
    )


def _of_between(
    between: str, many_between: str, lead: str, many_lead: str, middle: str, many_before: str, colon: str, word: str
) -> Features:
    return (
        f"between={between} n={many_between} tag={word}",
        f"mid={middle} tag={word}",
        f"sentence={lead} n={many_lead} colon={colon} tag={word != ''}",
        f"lead={_lead(colon, many_before)} between={between} n={many_between}",
    )


def _lead(colon: str, many_before: str) -> str:
    """Return the mark that leads to the quotation from a paragraph that mentions nobody."""
    return colon if colon in (",", ":") and many_before == "0" else "-"


def _of_genders(
    he_before: str,
    he_after: str,
    he_first: str,
    he_last: str,
    before: str,
    after: str,
    between: str,
    colon: str,
    whole: str,
    tagged: str,
) -> Features:
    return (
        f"hebefore={he_before} tag={tagged} colon={colon}",
        f"hebefore={he_before} before={before} tag={tagged}",
        f"heafter={he_after} tag={tagged} whole={whole}",
        f"heafter={he_after} after={after} tag={tagged}",
        f"helast={he_last} hefirst={he_first} tag={tagged}",
        f"helast={he_last} between={between} tag={tagged}",
    )


def _of_no_sequel(tagged: str, whole: str) -> Features:
    return (f"sequel=none tag={tagged} whole={whole}",)


def _of_narration(
    every: str, sentence: str, size: str, opens: str, form: str, gender: str, tagged: str, whole: str
) -> Features:
    return (
        f"sequel={every} tag={tagged}",
        f"nextin={sentence} n={size} tag={tagged} whole={whole}",
        f"nextis={opens} form={form} tag={tagged} whole={whole}",
        f"nexthe={gender} tag={tagged} whole={whole}",
    )


def _of_verb(opens: str, verb: str) -> Features:
    return (f"nextis={opens} verb={verb}",)


def _of_age(age: str, title: str, own: bool) -> Features:
    return (f"age={age} title={title} own={own}",)


def _of_own(own: bool, form: str, count: str, fit: str, dense: bool, word: str) -> Features:
    return (f"own={own} form={form} count={count} tag={word}", f"fit={fit} tag={word} dense={dense} count={count}")


def _of_noun_sign(noun: str, own: bool, kind: str, count: str, rank: str, word: str) -> Features:
    return (
        f"own={own} noun={noun[:3]} tag={word}",
        f"own={own} noun={noun} kind={kind}",
        f"own={own} noun={noun[:2]} count={count} rank={rank}",
    )


# What more is asked of entities and lists --------------------------------------------------------------------------


def at_most(most: int, count: int) -> str:
    """Return a count as a word; *most* for whatever is more."""
    return str(count if count < most else most)


def places(numbers: Sequence[int]) -> dict[int, str]:
    """Return where each entity stands in a list of those mentioned: alone, first, last or within."""
    if len(numbers) < 2:
        return dict.fromkeys(numbers, "only")
    return {**dict.fromkeys(numbers, "in"), numbers[-1]: "last", numbers[0]: "first"}


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
