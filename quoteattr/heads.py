"""Finds whom or what the words of a source are about: "Ann Lee" of "the mayor of Leeds, Ann Lee, 61"."""

from __future__ import annotations

from quoteattr.common_nouns import complement_end
from quoteattr.document import Document
from quoteattr.entities import Entities
from quoteattr.entity import Entity
from quoteattr.nominals import POSSESSIVES
from quoteattr.proper_names import DETERMINERS
from quoteattr.word_lists import DAYS, noun_kind


class Heads:
    """What the sources of one document are about."""

    def __init__(self, document: Document, entities: Entities) -> None:
        self.document, self.entities = document, entities

    def of(self, first: int, last: int) -> int | None:
        """Return the index of the reference that a source is about: "X, a lawyer for Y" is X."""
        document, references = self.document, self.entities.references
        inside = range(self.entities.reference_at(first), self.entities.reference_at(last))
        if inside.start and references[inside.start - 1].form == "name" and references[inside.start - 1].last > first:
            return inside.start - 1  # a source that begins within a name: Frank “The Anvil” (Costa)
        if not inside:
            return None
        end = self._phrase_end(first, last)
        covering = [
            k for k in inside if references[k].first < end and document.lower[references[k].first] not in _EMPHATIC
        ]
        if not covering:
            return self._behind_phrase(first, last, end, inside[0])
        head = covering[-1]
        if len(covering) > 1 and "and" in document.lower[references[covering[0]].last : references[head].first]:
            return self._joined(covering[0], head, end)
        if references[head].form == "nominal" and not (document.is_news and self._owns(head, last)):
            # "the president, Barack Obama, said": the name behind the comma
            named = self._named_behind_comma(first, last, references[head].plural)
            if named is None and document.is_news:
                named = self._named_in_phrase(head, last)
            return head if named is None else named
        if references[head].form != "pronoun" and self._narrows(head, first, end, last):
            # "the F.B.I. director, Ann Lee, said", "the Post's owner, Ann Lee,"
            plural = document.tags(first, last)[end - 1] == "NNS"
            named = self._named_behind_comma(first, last, plural) if end < last else None
            person = named is not None and (noun_kind(document.lower[end - 1]) == "person" or self._is_person(named))
            return named if person else None
        return head

    def _phrase_end(self, first: int, last: int) -> int:
        """Return where the first noun phrase of a source ends."""
        document, lower, tags = self.document, self.document.lower, self.document.tags(first, last)
        end = first
        while end < last and (
            (tags[end] not in _PHRASE_ENDS and lower[end] not in _BREAKS)
            or (lower[end] == "/" and end > first)  # a Times/Herald poll
            or (document.is_news and end > first and _is_adjective(tags[end - 1], tags[end]))
        ):
            if end > first and lower[end] == "one" and tags[end - 1] == "NNP" and not document.is_news:
                break  # "Mary one day": when she said it
            end += 1
        return end

    def _behind_phrase(self, first: int, last: int, end: int, k: int) -> int | None:
        """Return the reference of a source whose first phrase, up to *end*, has none; *k* is the next behind it."""
        named = self._named_behind_comma(first, last, self.entities.references[k].plural) if end > first else None
        if self.document.is_news and any(tag in ("NN", "NNS") for tag in self.document.tags(first, last)[first:end]):
            # "the puppeteer, Ann Lee, said"; but "an e-mail from Ann Lee" is not Ann Lee
            thing = noun_kind(self.document.lower[end - 1]) == "thing"
            apart = end < last and self.document.lower[end] == "," and not thing
            return named if named is not None and apart and self._is_person(named) else None
        if named is None and self.document.is_news and end > first:
            return None  # "one of her ads", "those who remember Ann Lee"
        return k if named is None else named

    def _joined(self, one: int, other: int, end: int) -> int | None:
        """Return which of two references joined by "and" means both where they are one person, else None.

        The mayor and former Ohio senator; his wife and current nominee Ann Lee.
        """
        first, second = self.entities.references[one], self.entities.references[other]
        if self.document.is_news and first.form == "nominal" and not first.plural and second.form == "name":
            between = self.document.lower[first.last + 1 : second.first]
            told = between and (first.core[0] in POSSESSIVES or between[0] in _TIMES)
            if told and between[0] not in DETERMINERS and noun_kind(between[-1]) == "person":
                return other
        modified = second.form == "name" and self.document.tags(first.first, end)[end - 1] == "NN"
        return one if self.document.is_news and first.form == "nominal" and not first.plural and modified else None

    def _owns(self, k: int, last: int) -> bool:
        """Tell whether a source is about what the reference *k* owns."""
        behind = self.entities.references[k].last
        return behind < last - 1 and self.document.lower[behind] == "'s"

    def _is_person(self, k: int) -> bool:
        entity = self.entities.of_reference[k]
        return entity is not None and entity.kind == "person"

    def _narrows(self, k: int, first: int, end: int, last: int) -> bool:
        """Tell whether the name *k* only narrows the noun that its phrase, up to *end*, is about."""
        name, lower = self.entities.references[k], self.document.lower
        if self._owns(k, last):
            return True  # Trump’s lawyer, the party's bylaws
        behind = end - name.last
        if behind == 1 and self.document.is_news:
            entity = self.entities.of_reference[k]
            if lower[end - 1] in _SORTS and entity is not None and entity.kind in ("organization", "unknown"):
                return False  # the Times newspaper
            behind += name.first > first or noun_kind(lower[end - 1]) != ""
        # "a Times article", "the FBI summary"; but "Lee sings" where the tagger takes the verb for a noun
        return behind > 1 and self.document.tags(name.first, end)[end - 1] in ("NN", "NNS")

    def form(self, first: int, last: int) -> str:
        """Return what the source is, "name", "nominal" or "pronoun"."""
        k = self.of(first, last)
        if k is not None:
            return self.entities.references[k].form
        return "name" if last > first and self.document.words[last - 1][0].isupper() else "nominal"

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

    def antecedent(self, token: int) -> Entity | None:
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
        return self.entity_of_words(self.document.span(first, before).of(self.document.text), first, before)

    def entity_of_words(self, text: str, first: int, last: int) -> Entity:
        """Return the entity of a source that is no known reference; its head is the last word of its first phrase."""
        document = self.document
        short = self.without_day(first, last)
        if short < last:
            text, last = document.span(first, short).of(document.text), short
        if not document.is_news or last - first < 2:
            return self.entities.of_words(text)
        tags = document.tags(first, last)
        edge = first + 1
        while edge < last and tags[edge] not in _PHRASE_ENDS and document.words[edge][0].isalnum():
            edge += 1
        end = self.clause_start(first, last)
        if end == last == edge:
            end = complement_end(document, end)
        name = document.span(first, end).of(document.text)
        return self.entities.of_words(text, tuple(document.lower[first:edge]), name)

    def clause_start(self, first: int, last: int) -> int:
        """Return where the clause or apposition that goes on with a source begins: "the girl (who came)"."""
        tags, lower = self.document.tags(first, last), self.document.lower
        end = first + 1
        while end < last and lower[end] not in _BREAKS:
            if tags[end] in _CLAUSE_STARTS and not _is_adjective(tags[end - 1], tags[end]):
                break
            end += 1
        return self.without_day(first, end)

    def without_day(self, first: int, last: int) -> int:
        """Return where a source ends without the day or month behind it: "the ministry (late on Friday)"."""
        lower, words = self.document.lower, self.document.words
        if last - first < 2 or lower[last - 1] not in DAYS:
            return last
        end = last - 1
        while end - first > 1 and lower[end - 1] in _BEFORE_DAYS:
            end -= 1
        # but Super Tuesday, and people who may
        return end if words[end - 1][0].islower() and self.document.tags(first, last)[end - 1] in _NOUNS else last


def _is_adjective(before: str, tag: str) -> bool:
    """Tell by its tag, and by that of the word before, whether a participle begins no clause: a scripted message."""
    return tag in ("VBG", "VBN") and before in ("DT", "JJ", "PRP$", "POS")


_PHRASE = 8
"""In words: no plain noun phrase is longer."""
_INSIDE_PHRASE = frozenset(["DT", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "PRP$", "POS", "VBN", "VBG"])
_CLAUSE_STARTS = frozenset(["WP", "WDT", "VBD", "VBZ", "VBP", "VBN", "VBG", "TO", "WRB", "MD"])
_BREAKS = frozenset([",", "(", "—", "--", "–"])
_PHRASE_ENDS = _CLAUSE_STARTS | {"IN", ","}
_BEFORE_DAYS = frozenset(["on", "in", "late", "early", "earlier", "last", "this"])
_NOUNS = frozenset(["NN", "NNS"])
_BEFORE_NAME = frozenset(["DT", "JJ", "NN", "NNP"])
_SORTS = frozenset(["newspaper", "magazine", "website", "network", "group", "movement"])
"""What the name of a body may stand before: the Times newspaper."""
_TERRITORIES = frozenset(["city", "town", "village", "state", "province", "county", "country", "republic", "island"])
_NAMING = frozenset(["named", "called", "calling", "nicknamed"])
_TIMES = frozenset(["current", "former", "now", "then", "future", "longtime", "onetime"])
"""What opens a second role of one and the same person: the mayor and current candidate Ann Lee."""
_EMPHATIC = frozenset(["himself", "herself"])
"""Words that stress the name before: "Ann Lee herself said"."""
