"""Finds the common nouns for people and bodies in a text, with their phrases: "the old woman", "a spokesman for …"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from itertools import compress

from quoteattr.document import Document
from quoteattr.lexicons import words
from quoteattr.proper_names import DETERMINERS, is_abbreviated_noun, joint, opens_sentence
from quoteattr.reference import Reference
from quoteattr.word_lists import DATES, PARTISANS, SEATED, is_long_demonym, never_names, person_nouns


def nominals_in(document: Document, speaking: Set[str]) -> Iterator[Reference]:
    """Yield the common nouns for people and bodies outside quotations, with their phrases; *speaking* are some more."""
    nouns, titles = person_nouns(), document.vocabulary.titles
    lower, quoted, words_ = document.lower, document.quoted, document.words
    possible = {word for word in set(lower) if word in nouns or word in titles or word in speaking} | {"year-old"}
    for i in compress(range(len(lower)), map(possible.__contains__, lower)):
        if quoted[i]:
            continue
        word = lower[i]
        known = nouns.get(word)
        if word == "year-old" and _ends_phrase(document, i):
            known = (None, False, "person")  # the 29-year-old
        if known is None and word in speaking:
            known = (None, False, "person")
        if known is None:
            if word not in titles or not words_[i][0].isupper():
                continue
            known = (titles[word], False, "person")
        following = i + 1 if i + 1 < len(lower) and not quoted[i + 1] else -1
        plain = document.is_news and ((known[1] and opens_sentence(document, i)) or is_abbreviated_noun(words_[i]))
        if words_[i][0].isupper() and not plain:
            # the General, the Frenchman; but Senator Warren, and no House Speaker Ryan
            before = max(0, i - 2 if is_long_demonym(lower[i - 1], word) else i - 1)  # the South African
            while word in PARTISANS and before > max(0, i - 4) and _narrows(document, before):
                before -= 1  # the New Jersey Democrat
            if lower[before] not in DETERMINERS or (following > 0 and words_[following][0].isupper()):
                continue
            if following > 0 and (document.is_news or word in SEATED) and joint(document, i, following):
                continue  # the Commission on Harbor Safety, the Duchess of Monmouth
        elif following > 0 and lower[following] in nouns:
            continue  # the head of "police officer" is its last word
        first, aged = _phrase_before(document, i)
        owned = first > 1 and lower[first - 1] == "'s" and not quoted[first - 1]
        if owned and lower[first - 2] not in words("function_words"):  # Ann's lawyer is not Tom's
            core = (lower[first - 2], *lower[first : i + 1])
            yield Reference(first, i + 1, "nominal", core, "", known[0], known[1])
            continue
        if lower[first] not in DETERMINERS:
            if not known[1]:
                continue  # "a voice cried", not "voice": a single person has an article
            if i and following > 0 and lower[following] in DETERMINERS and words_[i - 1][0].isupper():
                continue  # Ann Lee suspects a friend
            first = i
            while first > 0 and not quoted[first - 1] and words_[first - 1][0].isupper() and lower[first - 1].isalpha():
                first -= 1
            if first == i and document.is_news:
                first = _modified_from(document, i)
        core = tuple(lower[k] for k in range(first, i + 1) if lower[k] not in _NO_PART)
        if aged:
            core = tuple(part for part in core if part[0].isalpha() and (part != "year-old" or word == part))
        end = i + 1
        if document.is_news:
            core = (*_complement(document, end), *core)
        elif word in ANYBODY and lower[first] == "the":
            end = _end_of_sign(document, end)
            core = (*lower[end - 1 : end], *core) if end > i + 1 else core
        yield Reference(first, end, "nominal", core, "", known[0], known[1])


def speaking_nouns(document: Document, sources: Iterable[tuple[int, int]]) -> set[str]:
    """Return the nouns in no list that speak twice in a story, and the animals that speak: the croupier, the fox."""
    if document.is_news:
        return set()
    words_, lower, known = document.words, document.lower, person_nouns()
    count = Counter(
        lower[last - 1]
        for first, last in sources
        if 2 <= last - first <= 3 and lower[first] == "the" and words_[last - 1].replace("-", "").islower()
    )
    fewest = {noun: 1 if noun in words("animal_nouns") else 2 for noun in count}
    return {
        noun
        for noun, times in count.items()
        if times >= fewest[noun] and noun not in known and noun not in never_names()
    }


def _narrows(document: Document, token: int) -> bool:
    """Tell whether a word with a capital may narrow the noun behind it; "The" does not."""
    return document.words[token][0].isupper() and document.lower[token] not in DETERMINERS


def _modified_from(document: Document, head: int) -> int:
    """Return where the words that narrow a noun without an article begin: (law enforcement) officials."""
    if head == 0 or document.lower[head - 1] in _NARROWS_NOTHING:
        return head  # no sentence is tagged for its sake
    tags, quoted = document.tags(head, head + 1), document.quoted
    begin = document.sentences[document.sentence_of(head)][0]
    first = head
    while first > max(begin, head - 4) and tags[first - 1] in ("JJ", "NN") and not quoted[first - 1]:
        first -= 1
    return first


_NARROWS_NOTHING = frozenset(
    [",", ".", "of", "in", "on", "at", "to", "for", "with", "from", "by", "as", "and", "or", "but", "is", "was", "are",
     "were", "be", "that", "who", "which", "if", "not"]
)  # fmt: skip


def _phrase_before(document: Document, head: int) -> tuple[int, bool]:
    """Return where the phrase of a noun begins, and whether it tells an age: "a 29-year-old waiter"."""
    lower, quoted = document.lower, document.quoted
    first, most, aged = head, 5, False
    while True:
        if lower[first] == "year-old" and first > 1 and lower[first - 1] == "-" and lower[first - 2].isdigit():
            first, most, aged = first - 2, 7, True
        if first == 0 or head - first >= most or quoted[first - 1] or lower[first - 1] in _STOP:
            return first, aged
        if not lower[first - 1].isalpha() and "-" not in lower[first - 1]:
            return first, aged
        first -= 1
        if lower[first] in DETERMINERS:
            return first, aged


_STOP = frozenset(
    ["of", "in", "on", "at", "to", "for", "with", "from", "by", "as", "after", "before", "over", "under", "against",
     "between", "because", "since", "until", "during", "near", "behind", "without", "and", "or", "but", "is", "was",
     "are", "were", "be", "been", "has", "have", "had", "who", "which", "when", "where", "while", "if", "than", "then",
     "so", "not", "he", "she", "they", "i", "we", "it", "him", "them", "said", "says", "told", "asked", "warned",
     "assured", "reminded", "informed", "thanked"]
)  # fmt: skip
_NO_PART = frozenset(["the", "a", "an", "this", "that"])
"""Words that tell nobody apart from others of his kind."""


def _ends_phrase(document: Document, token: int) -> bool:
    """Tell whether no noun can follow a token: "the 29-year-old said", "a 29-year-old from Dover"."""
    if token + 1 == len(document.lower):
        return True
    behind = document.lower[token + 1]
    return not behind[0].isalpha() or behind in words("function_words") or behind in document.vocabulary.heads


def has_sign(document: Document, reference: Reference) -> bool:
    """Tell whether a common noun comes with what tells one man from another: "the man in the corner"."""
    core = reference.core
    return (core[-1] in ANYBODY and document.lower[reference.last - 1] != core[-1]) or core[0] in _ORDINALS


def _end_of_sign(document: Document, token: int) -> int:
    """Return where a sign that tells one man from another ends, "with the black beard"; *token* itself without one."""
    lower, quoted = document.lower, document.quoted
    if lower[token + 1 : token + 2] != ["the"] or lower[token] not in _BEFORE_SIGN:
        return token
    for end in range(token + 2, min(token + 5, len(lower))):
        word = lower[end]
        if quoted[end] or not word[0].isalpha() or word in words("function_words"):
            return end if end > token + 2 else token
    return token


ANYBODY = frozenset(["man", "woman", "boy", "girl", "child", "lady", "gentleman", "fellow", "youth", "person", "one"])
"""Nouns that tell nobody apart in a story, unless some sign of him stands behind them."""
_ORDINALS = frozenset(["first", "second", "third"])
"""“said the first policeman”"""
_BEFORE_SIGN = frozenset(["with", "in", "at", "on"])
"""“said the man with the beard”; but “said the man in a low voice”."""


def _complement(document: Document, token: int) -> tuple[str, ...]:
    """Return the word that tells "a spokesman for the ministry" from one "for the company", before *token* or none."""
    last = complement_end(document, token)
    return (document.lower[last - 1],) if last > token else ()


def complement_end(document: Document, token: int) -> int:
    """Return where the complement that begins at *token* ends, "for the ministry"; *token* itself without one."""
    lower, words_ = document.lower, document.words
    if token >= len(lower) or lower[token] not in ("of", "for", "at", "to", "with", "from", "on", "in"):
        return token
    for k in range(token + 1, min(token + 5, len(lower))):
        if lower[k] in DETERMINERS or lower[k] == "'s":
            continue
        if not lower[k][0].isalpha() or lower[k] in words("function_words") or lower[k] in DATES:
            return token
        while words_[k][0].isupper() and words_[k + 1 : k + 2] and words_[k + 1][0].isupper():
            k += 1
        return k + 1
    return token
