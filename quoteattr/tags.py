"""Reads the tag next to a quotation: its cue, and what the words of its source are, a name, a noun, a pronoun."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import regex

from quoteattr.common_nouns import ANYBODY, complement_end, has_sign
from quoteattr.conversation import NO_TAG, Tag
from quoteattr.document import Document
from quoteattr.entities import LONG_NAME, Entities
from quoteattr.entity import Entity
from quoteattr.heads import Heads
from quoteattr.lexicons import words
from quoteattr.models import Cue, Mention, QuoteKind, Span
from quoteattr.proper_names import DETERMINERS
from quoteattr.quotations import Draft
from quoteattr.reference import Reference, mention_of
from quoteattr.reported import Report
from quoteattr.vocabulary import ASKING_OF, cue_classes, lemma


class Tags:
    """The tags of the drafts of one document."""

    def __init__(self, document: Document, drafts: Sequence[Draft], entities: Entities, heads: Heads) -> None:
        self.document, self.drafts, self.entities, self.heads = document, drafts, entities, heads
        self._titles = document.vocabulary.own_titles
        self._words: dict[int, tuple[Cue, Mention | None] | None] = {}
        for number in range(len(drafts)):
            self._name_nominal(number)

    def words_of(self, number: int) -> tuple[Cue, Mention | None] | None:
        """Return the cue of the draft *number* and the mention that its source is; None without a tag."""
        if number not in self._words:
            self._words[number] = self._find_words(number)
        return self._words[number]

    def _find_words(self, number: int) -> tuple[Cue, Mention | None] | None:
        report, draft = self.drafts[number].report, self.drafts[number]
        if report is None:
            return self._owner_behind(draft) or self._subject_behind(draft)
        found = self._overheard(report)
        if found is None and self.document.lower[report.head] in ("was", "were"):
            found = self._owner_behind(draft)  # not by "Ann's answer", as a thought is
        return found or (self._cue(report), self._mention(number, report))

    def of(self, number: int) -> Tag:
        """Return the tag of the draft *number*, ``NO_TAG`` without one."""
        tag = self.words_of(number)
        return NO_TAG if tag is None or tag[1] is None else self.of_mention(tag[1])

    def of_mention(self, mention: Mention) -> Tag:
        """Return what *mention* is as a tag."""
        first, last = self.document.tokens_of(mention.span.start, mention.span.end)
        k = self.heads.of(first, last)
        word = f"noun-{_ARTICLES.get(self.document.lower[first], 'other')}" if first < last else "noun-other"
        if k is None and self.document.is_news and "'s" in self.document.lower[first:last]:
            word = "noun-other"  # the party's bylaws, like Ann Lee's
        if mention.text.lower() in ("my", "me"):
            return Tag("i", None, self.entities.narrator)  # “…” was my answer; she heard me say, “…”
        if mention.text.lower() in _RELATIVES and self.document.is_news:
            meant = self.heads.antecedent(first)
            if meant is not None or mention.text.lower() != "that":
                return Tag("who", None, meant)
        given = self._given(mention.text, k, word)
        if given is not None:
            if k is not None and self._is_of_many(k):
                return Tag(word, given.gender, given, self.entities.references[k].core)
            return Tag("name", given.gender, given)
        if k is None:
            if word == "noun-new" and last - first > 1 and not self.document.is_news:
                word = "noun-other"  # “a voice from the garden”: somebody whom the story knows; “another” is not
            return Tag(word, None, self.heads.entity_of_words(mention.text, first, last))
        reference = self.entities.references[k]
        entity = self.entities.of_reference[k]
        if reference.form == "pronoun":
            if reference.core[0] == "they" and self.document.is_news:
                entity = self.entities.joint_before(k)
            word = reference.core[0]
            return Tag(word if self.document.is_news else _AS_SUBJECT.get(word, word), reference.gender, entity)
        if reference.form == "name":
            return Tag("name", reference.gender, entity)
        if not self.document.is_news and self.document.words[reference.last - 1][0].isupper():
            return Tag("name", reference.gender, entity)  # the General, the Queen: what the story calls somebody
        if not self.document.is_news and has_sign(self.document, reference):
            return Tag("name", reference.gender, entity)  # the man with the beard: so does he whom a sign tells apart
        if word == "noun-possessive" and not self.document.is_news and entity and self.entities.is_named(entity):
            return Tag("name", reference.gender, entity)  # her father, where there is but one Mr. Lee
        if not self.document.is_news and reference.gender and self._points_back(first, reference):
            return Tag("he" if reference.gender == "male" else "she", reference.gender, None)  # that gentleman
        return Tag(word, reference.gender, entity, reference.core)

    def _points_back(self, first: int, noun: Reference) -> bool:
        """Tell whether "that gentleman" is whoever was meant last; no "poor gentleman" nor "gentleman's wife" is."""
        lower = self.document.lower
        bare = first + 2 == noun.last and lower[noun.last : noun.last + 1] not in (["'s"], ["s"])
        return bare and noun.core[-1] in ANYBODY and lower[first] in _POINTING

    def mention_at(self, start: int, end: int) -> Mention:
        """Return the words from *start* to *end*, offsets into the text, as a mention."""
        first, last = self.document.tokens_of(start, end)
        form = self.heads.form(first, last) if first < last else "name"
        return Mention(self.document.text[start:end], Span(start, end), form)

    def _cue(self, report: Report) -> Cue:
        document = self.document
        first, last = report.cue
        while last - first > 1 and document.words[last - 1] in (":", ","):
            last -= 1  # posted: “…”
        span, word = document.span(first, last), document.lower[report.head]
        return Cue(span.of(document.text), span, document.vocabulary.lemmas.get(word) or lemma(word))

    def _mention(self, number: int, report: Report) -> Mention | None:
        if report.source is not None:
            first, last = report.source
            last = min(last, max(first + 1, self._next_draft(number)))
            return self._source(first, asked_behind(self.document, self.entities, report) or last)
        spoken = self.drafts[number].kind is QuoteKind.DIRECT
        beside = self._named_beside(report) if spoken and not self.document.is_news else None
        return None if beside is None else mention_of(self.document, beside)

    def _next_draft(self, number: int) -> int:
        """Return the first token of the next quotation: “Left!” cried the boy and “Right!” cried the girl."""
        if number + 1 == len(self.drafts) or self.drafts[number + 1].kind is not QuoteKind.DIRECT:
            return len(self.document.words)
        start = self.drafts[number + 1].extent.start
        return self.document.tokens_of(start, start + 1)[0]

    def _source(self, first: int, last: int) -> Mention | None:
        document = self.document
        while last - first > 1 and document.words[last - 1] in _JOINS:
            last -= 1
        if first and self._is_pointed_at(first, last):
            first -= 1
        if last < len(document.words) and document.words[last] == "." and document.lower[last - 1] in self._titles:
            k = self.heads.of(first, last)
            last = self.entities.references[k].last if k is not None else last  # Hptm. Vogel
        span = document.span(first, last)
        if _is_address(document.text, span):
            return None
        return Mention(span.of(document.text), span, self.heads.form(first, last))

    def _is_pointed_at(self, first: int, last: int) -> bool:
        """Tell whether "that", which was read as a conjunction, points at a noun: “…,” replied that gentleman."""
        noun = not self.document.is_news and self.document.lower[first - 1] in _POINTING
        return noun and self.document.lower[first] not in DETERMINERS and self.heads.form(first, last) == "nominal"

    def _named_beside(self, report: Report) -> Reference | None:
        """Return the name right beside a cue without a source: "cried Dolly", which the tagger took for an adverb."""
        first, last = report.cue
        references, at = self.entities.references, self.entities.reference_at(last)
        if at < len(references) and lemma(self.document.lower[report.head]) not in TELLING:
            behind = references[at]
            if behind.form == "name" and behind.first == last and not behind.quoted:
                return behind
        before = references[k - 1] if (k := self.entities.reference_at(first)) else None
        return before if before and before.form == "name" and before.last == first and not before.quoted else None

    def _owner_behind(self, draft: Draft) -> tuple[Cue, Mention] | None:
        """Return the tag that tells whose words a quotation of a story is: “…,” was Ann Lee's only comment."""
        document, lower = self.document, self.document.lower
        _, end = document.tokens_of(draft.extent.start, draft.extent.end)
        verb = end if draft.report is None else draft.report.head
        k = self.entities.reference_at(verb + 1)
        if document.is_news or lower[verb : verb + 1] not in (["was"], ["were"]) or k == len(self.entities.references):
            return None
        owner = self.entities.references[k]
        if owner.first != verb + 1 or owner.quoted or draft.kind is not QuoteKind.DIRECT:
            return None
        behind = owner.last if owner.core[0] in _OWNERS and owner.form == "pronoun" else owner.last + 1
        if behind > owner.last and lower[owner.last : behind] not in (["'s"], ["s"]):
            return None  # "s" where a text has lost its apostrophes
        phrase = list(range(behind, min(behind + _NARROWED, len(lower))))
        phrase = list(takewhile(lambda token: lower[token][0].isalpha(), phrase))
        noun = next((token for token in phrase if cue_classes().get(lower[token]) == "speech"), None)
        if noun is None and phrase and draft.report is not None and self._goes_on(draft):
            tags = document.tags(behind, phrase[-1] + 1)
            noun = next((token for token in reversed(phrase) if tags[token] == "NN"), None)  # was Ann's parting shot
        if noun is None:
            return None
        span = document.span(noun, noun + 1)
        return Cue(span.of(document.text), span, lemma(lower[noun])), mention_of(document, owner)

    def _subject_behind(self, draft: Draft) -> tuple[Cue, Mention] | None:
        """Return the tag of a story whose verb is none of speech: “…,” comforted Ann. / “…,” she slowly counted."""
        document = self.document
        if document.is_news or draft.kind is not QuoteKind.DIRECT or not self._goes_on(draft):
            return None
        if not document.text[draft.spans[0].start].isupper():
            return None  # she felt that “something was wrong,” she went out
        _, first = document.tokens_of(draft.extent.start, draft.extent.end)
        k, last = self.entities.reference_at(first), min(first + _LONGEST_TAG, len(document.words))
        if k == len(self.entities.references):
            return None
        subject, tags = self.entities.references[k], document.tags(first, last)
        named = subject.form == "name" or (subject.form == "pronoun" and document.lower[subject.first] in ("he", "she"))
        if not named or subject.quoted or subject.last >= last:
            return None
        if subject.first == first:
            verb = next((token for token in range(subject.last, last) if tags[token] != "RB"), first)
        else:  # “…,” comforted (poor) Ann
            verb = first
            between = [tags[token] for token in range(first + 1, subject.first)]
            if subject.form != "name" or between not in ([], ["JJ"]):
                return None
        if tags[verb] not in ("VBD", "VBN") or document.lower[verb] in ("was", "were"):
            return None
        span = document.span(verb, verb + 1)
        return Cue(span.of(document.text), span, lemma(document.lower[verb])), mention_of(document, subject)

    def _goes_on(self, draft: Draft) -> bool:
        """Tell whether the sentence goes on behind a quotation, which ends in a comma."""
        return self.document.text[draft.spans[-1].end - 1] == ","

    def _overheard(self, report: Report) -> tuple[Cue, Mention] | None:
        """Return the tag of whom somebody in a story hears: she heard Ann say: “…” / “…,” he heard me add."""
        document, references = self.document, self.entities.references
        lower = document.lower
        back = range(report.head, max(-1, report.head - _LONGEST_HEARD), -1)
        hearing = next((token for token in back if lower[token] in _HEARING), -1)
        if document.is_news or hearing < 0:
            return None
        k = self.entities.reference_at(hearing + 1)
        if lower[hearing + 1 : hearing + 2] == ["me"]:
            behind, form = hearing + 2, "pronoun"
        elif k < len(references) and references[k].first == hearing + 1:
            behind, form = references[k].last, references[k].form
        else:
            return None
        said = next((i for i in range(behind, len(lower)) if lower[i] not in _BEFORE_SAYING), hearing)
        spoken = cue_classes().get(lower[said]) == "speech" and lemma(lower[said]) == lower[said]
        if not spoken or document.quoted[said] or report.head not in (hearing, said):
            return None
        cue, speaker = document.span(said, said + 1), document.span(hearing + 1, behind)
        mention = Mention(speaker.of(document.text), speaker, form)
        return Cue(cue.of(document.text), cue, lower[said]), mention

    def _given(self, text: str, k: int | None, word: str) -> Entity | None:
        """Return whom of the caller's cast the words of a tag call by a name of his: "the mariner" The Mariner."""
        given = self.entities.given("", text.split())
        if given is None and k is not None and word == "noun-the" and self.entities.references[k].form == "nominal":
            given = self.entities.given("", self.entities.references[k].core)
        return given

    def _is_of_many(self, k: int) -> bool:
        """Tell whether a story may mean others too by a noun that one of the cast has as a name: the lad."""
        reference = self.entities.references[k]
        if self.document.is_news or reference.form != "nominal" or self.document.words[reference.last - 1][0].isupper():
            return False
        return len(reference.core) == 1 and reference.core[0] not in words("nameless_nouns")

    def _name_nominal(self, number: int) -> None:
        """Call one without a name by the words of a tag, the fullest there are: "the police in the city of Lviv"."""
        tag = self.words_of(number)
        if tag is None or tag[1] is None or tag[1].form != "nominal":
            return
        report = self.drafts[number].report
        if report is None or report.source is None:
            return  # “…” was the girl's answer
        first, last = report.source
        last = asked_behind(self.document, self.entities, report) or last
        k = self.heads.of(first, last)
        entity = self.entities.of_reference[k] if k is not None else None
        references = self.entities.references
        if entity is None or k is None or references[k].form != "nominal":
            return
        if any(references[i].form == "name" for i in entity.references[:8]):
            return  # "the mayor" whom the text names
        end = self.heads.clause_start(first, last)
        if end == references[k].last and self.document.is_news:
            end = complement_end(self.document, end)
        end = max(end, references[k].last)  # “…,” said the man with the beard: the tag ends at the man
        span = self.document.span(first, end)
        entity.forms[" ".join(span.of(self.document.text).split())] += 1
        first, last = self.document.tokens_of(tag[1].span.start, tag[1].span.end)
        whole = self.document.span(first, self.heads.without_day(first, last)).of(self.document.text).split()
        if self.document.is_news and len(whole) <= LONG_NAME:
            entity.forms[" ".join(whole)] += 0  # with its clause it is one more name: a waiter who saw the fire


def asked_behind(document: Document, entities: Entities, report: Report) -> int | None:
    """Return the "of" behind which a source of a story tells whom it asks: “…?” asked Ann of her mother.

    There is none in the Duke of Dover, nor in one of the men and the mother of the bride.
    """
    if document.is_news or report.source is None:
        return None
    first, last = report.source
    if report.head >= first or not document.capital[first] or lemma(document.lower[report.head]) not in ASKING_OF:
        return None
    of = next((token for token in range(first + 1, last) if document.lower[token] == "of"), None)
    if of is None:
        return None
    k = entities.reference_at(of)
    return None if k and entities.references[k - 1].last > of else of


def _is_address(text: str, span: Span) -> bool:
    """Tell whether words are an address of the web or of mail, or a part of one: nobody speaks by that name."""
    return _ADDRESS.search(text, max(0, span.start - 2), min(span.end + 2, span.start + 200)) is not None


_ADDRESS = regex.compile(r"://|\bwww\.|[\p{L}\p{N}]@[\p{L}\p{N}]", regex.IGNORECASE)
_JOINS = frozenset([",", "—", "–", "--", ";", ":", "(", "and", "while"])
_OWNERS = frozenset(["his", "her"])
_HEARING = frozenset(["heard", "hear", "hearing", "overheard", "overhearing"])
_LONGEST_HEARD = 8
"""In tokens: heard poor Mrs. Ann Lee softly (say)."""
_BEFORE_SAYING = frozenset(["then", "next", "again", "softly", "quietly", "suddenly", "presently", "also"])
_AS_SUBJECT = {"him": "he", "his": "he", "her": "she", "hers": "she"}
_POINTING = frozenset(["that", "this"])
_LONGEST_TAG = 6
"""In tokens: “…,” slowly counted poor Ann Lee."""
_NARROWED = 4
"""In words: so far off a noun may stand behind its owner: her first, rather tart remark."""
_RELATIVES = frozenset(["who", "whom", "whose", "which", "that"])
_ARTICLES = (
    {"the": "the"}
    | dict.fromkeys(("a", "an", "one", "another", "some"), "new")
    | dict.fromkeys(("his", "her", "my", "their", "our", "its"), "possessive")
)
"""What an article tells of the noun behind it: the one that is known, a new one, somebody's."""
TELLING = frozenset(
    ["tell", "ask", "inform", "remind", "assure", "warn", "notify", "advise", "beg", "order", "urge", "implore",
     "address", "answer", "thank", "promise"]
)  # fmt: skip
"""Verbs with the listener right behind them: "told Tom"."""
