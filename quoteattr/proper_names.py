"""Finds the names in a text: where each begins and ends, and which of its words are a title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import cache
from itertools import compress, count

from quoteattr.document import Document
from quoteattr.first_names import female_share
from quoteattr.lexicons import words
from quoteattr.reference import Reference
from quoteattr.tokenizer import letter_before
from quoteattr.vocabulary import ASKING_OF, lemma
from quoteattr.word_lists import (
    PARTISANS,
    SEATED,
    WEEKDAYS,
    is_long_demonym,
    known_bodies,
    known_names,
    never_names,
    organization_words,
    person_nouns,
    seat_of,
    tells_origin,
)


def names_in(document: Document) -> Iterator[Reference]:
    """Yield the names, those of headlines last."""
    words_, lower = document.words, document.lower
    capital = list(compress(count(), document.capital))
    found = set(words_)
    addresses = any(sign in document.text for sign in ("@", "://")) or "www." in document.text.lower()
    headlines = _headlines(document)
    certain = {words_[i] for i in capital if i and words_[i - 1][0].islower()}
    known: set[tuple[str, ...]] = set()
    surnames: set[str] = set()
    after = 0
    for i in capital:
        if i < after or i in headlines:
            continue
        last = _run_end(document, i)
        if lower[i] in _DIVISIONS and last > i + 1 and opens_sentence(document, i):
            after = last  # Chapter I. The Missing Heir
            continue
        if _is_party_mark(words_[i]) or (addresses and _is_in_address(document, i)):
            after = last
            continue
        first = _run_start(document, i, last, found)
        after = max(last, i + 1)
        if last - i == 1 and lower[i] in surnames and _is_named_like_that(document, i, first >= last):
            yield Reference(i, last, "name", (words_[i],), quoted=document.quoted[i] > 0)
            continue
        if first >= last:
            continue
        acronym = words_[first].isupper() and len(words_[first]) > 1 and first > 0 and lower[first - 1] in ("the", "(")
        if last - first == 1 and document.is_news and is_abbreviated_noun(words_[first]):
            continue  # the PAC
        unlikely = lower[first] in never_names() and lower[first] not in document.vocabulary.titles
        if last - first == 1 and unlikely and not acronym:  # the WHO is a body
            continue
        if last - first == 2 and is_long_demonym(*lower[first:last]):
            continue
        if last - first > 1 and all(word.isupper() for word in words_[first:last]):
            continue  # a heading in capitals introduces nobody
        if last - first == 1 and lower[first] not in surnames and _is_plain_opening(document, first, certain):
            continue
        reference = name_reference(document, first, last, document.quoted[first] > 0)
        if reference is not None:
            known.add(reference.core)
            if len(reference.core) > 1 and female_share(reference.core[0]) is not None:
                surnames.add(lower[reference.last - 1])
            yield reference
    yield from _names_of_headlines(document, sorted(headlines), known)


_DIVISIONS = frozenset(["chapter", "canto", "volume"])
"""What headings of books begin with."""


def _is_named_like_that(document: Document, token: int, dropped: bool) -> bool:
    """Tell whether the surname of somebody named before stands for him, though it is a title or a plain word too.

    "King said" behind Larry King, "Young said" behind Ann Young; *dropped*: it would be taken for a plain word.
    """
    lower = document.lower
    if not document.is_news or lower[token - 1] in DETERMINERS:
        return False
    if not dropped and lower[token] not in document.vocabulary.titles and lower[token] not in never_names():
        return False
    heads = document.vocabulary.heads
    behind = lower[token + 1] if token + 1 < len(lower) else "."
    return behind in heads or not behind[0].isalnum() or lower[token - 1] in heads


def _headlines(document: Document) -> set[int]:
    """Return the tokens of lines In Which Most Words Are Capitalised Like This, where capitals tell no name."""
    found: set[int] = set()
    for paragraph in document.paragraphs:
        if paragraph.end - paragraph.start > 200:
            continue
        first, last = document.tokens_of(paragraph.start, paragraph.end)
        long: list[str] = []
        small = 0
        for word, lower in zip(document.words[first:last], document.lower[first:last], strict=True):
            if len(lower) > 3 and word[0].isalpha():
                long.append(word)
                small += word[0].islower()
                if 8 * small > last - first:
                    break  # too many of them, whatever follows
        if len(long) >= 5 and 8 * small <= len(long) and not all(word.isupper() for word in long):
            found.update(range(first, last))
    return found


def _names_of_headlines(document: Document, tokens: Sequence[int], known: set[tuple[str, ...]]) -> Iterator[Reference]:
    """Yield from headlines the names that the text below has too, and first names with the word behind them."""
    words_ = document.words
    after = 0
    for i in tokens:
        if i < after or not words_[i][0].isupper() or document.lower[i] in never_names():
            continue
        ends = (i + n for n in (4, 3, 2, 1) if i + n <= len(words_))
        last = next((end for end in ends if tuple(words_[i:end]) in known), i)
        if last == i and female_share(words_[i]) is not None and words_[i + 1 : i + 2] and words_[i + 1][0].isupper():
            last = i + 2
        reference = name_reference(document, i, last, document.quoted[i] > 0) if last > i else None
        if reference is not None:
            after = reference.last
            yield reference


def name_reference(document: Document, first: int, last: int, quoted: bool) -> Reference | None:
    """Return the name that the tokens from *first* up to *last* are, with its title apart; None if they are none."""
    words_, lower = document.words, document.lower
    titles = document.vocabulary.titles
    suffixes = words("name_suffixes")
    core = tuple(words_[first:last])
    if seat := seat_of(core):
        of = core.index("of")
        if not any(female_share(word) is not None for word in (*core[: of - 1], *core[of + 2 :])):
            # the Grand Duchess of Monmouth; but the Archbishop of Monmouth Ann Lee
            return Reference(first, last, "name", core, "", titles.get(seat), False, quoted)
    title, begin = _title(document, first, last)
    begin = _behind_role(document, begin, last)  # also behind a title: Chief Executive Ann Lee
    end = last
    while end - begin > 1 and (lower[end - 1].rstrip(".") in suffixes or words_[end - 1] == ","):
        end -= 1
    if title and "of" in lower[begin + 1 : end]:  # Representative Ann Lee of New York
        end = last = lower.index("of", begin + 1, end)
    if begin >= end or (title and lower[begin] == "of"):  # Attorney General of Ohio
        return None
    core = tuple(words_[k].replace("’", "'") for k in range(begin, end) if document.quoted[k] == document.quoted[first])
    if len(core) == 1:
        word = lower[begin].rstrip(".")
        if word in titles and not title:
            # "said Madame": a title alone; "the General" is found among the common nouns
            return Reference(begin, end, "nominal", (word,), "", titles[word], False, quoted)
        if len(word) == 1 or (word in never_names() and not core[0].isupper()):
            return None
    # the title belongs to the mention: "Mrs. Weston", "Senator Warren"
    start = first if title else begin
    if title:
        while start < begin - 1 and lower[start].rstrip(".") not in titles:
            start += 1
    gender = titles.get(title) if title else None
    return Reference(start, last, "name", core, title, gender, False, quoted)


def _title(document: Document, first: int, last: int) -> tuple[str, int]:
    """Return the title that a name comes with, the last of several ("" without one), and where the rest begins."""
    words_, lower, titles = document.words, document.lower, document.vocabulary.titles
    title, begin = "", first
    known_body = " ".join(lower[first:last]) in known_bodies()  # General Motors is no Motors
    for k in range(first, first if known_body else last - 1):
        word = lower[k].rstrip(".")
        first_name = title and word not in _SECOND_TITLES and female_share(words_[k]) is not None
        if len(word) == 1 and k > first:
            continue  # M. Dupont; but Ann M. Lee
        if k == first and document.is_news and word in _FIRST_NAMES_TOO:
            break  # Dean Lee
        if word in titles and not first_name:  # Gov. Earl Ray Lee
            title = f"{title} {word}" if f"{title} {word}" in _CIVIL_GENERALS else word
            begin = k + 1
            if begin < last and words_[begin] == ".":
                begin += 1
            if lower[begin] == "of" and begin + 2 < last:  # Secretary of State John Kerry
                begin += 3 if lower[begin + 1] == "the" else 2
    return title, begin


_FIRST_NAMES_TOO = frozenset(["dean", "don", "earl", "duke"])
"""Titles that in news open a name more often than not."""
_SECOND_TITLES = frozenset(["general", "justice"])
"""Titles behind another one, that are first names too: Attorney General Ann Lee, Chief Justice Ann Lee."""
_CIVIL_GENERALS = frozenset(
    f"{office} general"
    for office in ("attorney", "secretary", "solicitor", "surgeon", "inspector", "postmaster", "director", "governor",
                   "consul", "comptroller")
)  # fmt: skip
"""Attorney General Ann Lee is no General Lee."""


def _behind_role(document: Document, first: int, last: int) -> int:
    """Return where a name begins behind a noun for people: "Activist Ann Lee", "House Leader Ann Lee"."""
    lower, words_ = document.lower, document.words
    for k in range(last - 3, first - 1, -1):
        if not _is_role(lower[k]) or (k == first > 0 and lower[k] in _FIRST_NAMES_TOO):
            continue  # Gov. Earl Ray Lee
        if female_share(words_[k + 1]) is not None or (k == last - 3 and _is_strange_name(document, k)):
            return k + 1
    return first


def _is_strange_name(document: Document, role: int) -> bool:
    """Tell whether the two words behind a noun for people are a name of news, the first one in no list of names."""
    noun, name = document.lower[role], document.words[role + 1 : role + 3]
    if not document.is_news or (tells_origin(noun) and noun not in PARTISANS):
        return False  # American Renewable Future
    if not all(word[0].isupper() and word[1:2].islower() and word.lower() not in person_nouns() for word in name):
        return False  # Jock A. Lee, Republican of Ohio, Assistant Foreign Minister
    return not _is_body(document.lower, role, role + 3)  # Merchant Marine Academy


def _is_role(word: str) -> bool:
    """Tell whether a word is what somebody or a body is: "activist", "groundsman"."""
    known = person_nouns().get(word)
    if known is None:
        return word in _OFFICES or (word.endswith(("man", "woman")) and len(word) > 6 and female_share(word) is None)
    return not known[1]


_OFFICES = frozenset(["whip"])
"""Words that end the name of an office: Senate Minority Whip Ann Lee."""


# Where a name begins -----------------------------------------------------------------------------------------


def _run_start(document: Document, first: int, last: int, found: Set[str]) -> int:
    """Return where the name in a run begins: "But Trump", "American Ann Lee", "On Monday Ann Lee".

    *found* are the words of the document: one that it has in small letters too is no name at the head of a sentence.
    """
    lower, titles = document.lower, document.vocabulary.titles
    functions, never = words("function_words"), never_names()
    while first < last:
        word = lower[first]
        if word.rstrip(".") in titles:
            break
        following = lower[first + 1] if first + 1 < last else ""
        if word in _MONTHS and first and lower[first - 1] in _BEFORE_MONTHS:
            pass  # In June Lee left
        elif word in functions:
            if word == "new" and following:
                break  # New York, New Yorker
            if following and female_share(document.words[first]) is not None and not _opens_narration(document, first):
                break  # Will Lee
        elif word in never:
            if following and female_share(document.words[first + 1]) is None and following.rstrip(".") not in titles:
                break  # American Airlines
        elif (
            not (
                word in found
                and word.islower()
                and _opens_narration(document, first)
                and (following or word not in _PLAIN_NAMES)
            )
            or (following in functions and not (following == "the" and opens_sentence(document, first)))
            or following in ("of", "for", "and")
        ):
            break
        first += 1
    return first


_MONTHS = frozenset(["april", "may", "june", "august"])
"""Those that are first names, too."""
_PLAIN_NAMES = frozenset(
    ["mark", "bill", "will", "jack", "rose", "grace", "hope", "may", "art", "frank", "pat", "sue", "rob", "drew",
     "dick"]
)  # fmt: skip
"""First names that are plain words, too."""
_BEFORE_MONTHS = frozenset(["in", "since", "until", "during", "last", "next", "this", "early", "late"])


def _is_plain_opening(document: Document, token: int, certain: set[str]) -> bool:
    """Tell whether a word opens a sentence and has its capital from there: "Officials said", "Citing the report".

    *certain* are the words that have one behind a small letter too.
    """
    word, lower = document.words[token], document.lower
    if word in certain or word.isupper() or not opens_sentence(document, token):
        return False
    noun = person_nouns().get(lower[token])
    if noun is not None and noun[1]:
        return True
    behind = lower[token + 1] if token + 1 < len(lower) else "."
    adverb = len(word) > 5 and word.endswith("ly") and behind not in document.vocabulary.heads
    return (adverb or behind in _BEHIND_NO_NAME) and female_share(word) is None and lower[token] not in known_names()


_BEHIND_NO_NAME = frozenset(
    ["the", "a", "an", "his", "her", "their", "its", "your", "my", "our", "this", "that", "to", "by", "in", "on", "of",
     "from", "with", "about", "for", "at", "up", "out", "into", "as", "after", "before", "like"]
)  # fmt: skip


def opens_sentence(document: Document, token: int) -> bool:
    """Tell whether a word opens a sentence, or stands behind a mark or a stop within one."""
    return (
        token == 0
        or document.sentences[document.sentence_of(token)][0] == token
        or (not document.words[token - 1][0].isalnum() and document.lower[token - 1] not in (",", "-", "'", "&"))
    )


def _opens_narration(document: Document, token: int) -> bool:
    """Tell whether a word opens a sentence, and has its capital from there; in news not behind: “We will,”."""
    if not opens_sentence(document, token):
        return False
    goes_on = token > 1 and document.lower[token - 1] in ("”", '"', "''") and document.lower[token - 2] == ","
    return not (document.is_news and goes_on)


# Where a name ends -------------------------------------------------------------------------------------------


def _run_end(document: Document, start: int) -> int:
    """Return the token behind the run of capitalised words, initials and particles that begins at *start*."""
    words_, lower, quoted = document.words, document.lower, document.quoted
    i = start + 1
    while i < len(words_):
        if quoted[i] != quoted[start]:
            behind = -1 if quoted[start] else _behind_nickname(document, i)
            if behind < 0:
                break
            i = behind + 1
        elif document.capital[i] or _has_article(words_[i]):
            if words_[i] == "I" and lower[start] not in _CROWNED and _is_pronoun(document, i):
                break
            between = document.text[document.end(i - 1) : document.starts[i]]
            if between not in ("", " ") and document.opens_paragraph(i) and not _may_be_wrap(document, between, i):
                break  # a heading and the line behind it; <li>Ann Lee</li><li>Tom Berg</li>
            if document.is_news and lower[i] in WEEKDAYS and _ends_before_day(document, i):
                break  # said Ann Lee Tuesday
            i += 1
        else:
            tokens = joint(document, start, i)
            if not tokens:
                break
            i += tokens
    return i


def _may_be_wrap(document: Document, between: str, token: int) -> bool:
    """Tell whether a line end before *token* may be a wrap in the midst of a name: behind a line that is no heading."""
    if between not in ("\n", "\r\n"):
        return False
    near = document.starts[token] - _HEADING - 1
    return near >= 0 and document.text.rfind("\n", near, document.starts[token - 1]) < 0


_HEADING = 60
"""In characters: no longer."""


def _ends_before_day(document: Document, token: int) -> bool:
    """Tell whether the day at *token* is when somebody spoke, and no part of a name: the Toronto Sunday Sun."""
    goes_on = token + 1 < len(document.words) and document.words[token + 1][0].isupper()
    return document.lower[token - 1] not in _NAMED_DAYS and not goes_on


_NAMED_DAYS = frozenset(
    ["super", "black", "good", "easter", "palm", "ash", "bloody", "holy", "cyber", "fat", "shrove", "whit", "giving",
     "maundy", "ruby", "man", "blue"]
)  # fmt: skip
"""What days that have a name are called by: Super Tuesday."""


def _is_pronoun(document: Document, token: int) -> bool:
    """Tell by the word behind that "I" is who speaks: "In Leeds I met him", not Elizabeth I of England."""
    behind = document.lower[token + 1] if token + 1 < len(document.lower) else "."
    return behind != "of" and (behind[0].isalpha() or behind[0] in ("'", "_"))


_CROWNED = frozenset(["king", "queen", "emperor", "empress", "pope", "tsar", "czar", "prince"])
"""Who may be the first of a name: King Charles I was …"""


def _has_article(word: str) -> bool:
    """Tell whether a word is a name with an Arabic article: al-Assad, el-Sisi."""
    return word[3:4].isupper() and word[:3] in words("name_particles")


def joint(document: Document, start: int, i: int) -> int:
    """Return how many tokens the name that began at *start* goes on for over the lower-case token *i*; 0 to end it."""
    lower, words_ = document.lower, document.words
    word = lower[i]
    if word not in _joints():
        return 0
    start = max(start, i - _LOOKED_BACK)

    def capital(k: int) -> bool:
        return k < len(words_) and words_[k][0].isupper()

    if word == "of":
        if lower[i - 1] in SEATED and capital(i + 1):
            return 2  # the Duchess of Monmouth
        if i + 1 < len(lower) and lower[i + 1].rstrip(".") in _ADDRESSED:
            return 0  # asked Robert of Mrs. Lee
        asked = start and not document.is_news and i - start == 1 and lemma(lower[start - 1]) in ASKING_OF
        if asked and i + 1 < len(lower) and female_share(words_[i + 1]) is not None:
            return 0  # demanded Robert of Ann; not Joan of Arc
        named = next((k for k in range(start, i - 1) if female_share(words_[k]) is not None), i)
        if named < i and not _is_body(lower, named, i):
            return 0  # Ann Lee of Ohio
        if i - start > 1 and not _is_titled(document, start, i) and not _is_body(lower, start, i):
            return 0  # Tilly Adeleke of Year 4
    if word in words("name_particles"):  # Pieter van der Horst
        if capital(i + 1):
            return 2
        if i + 1 < len(lower) and lower[i + 1] in words("name_particles") and capital(i + 2):
            return 3
    if word == "." and capital(i + 1) and lower[i - 1] in document.vocabulary.titles and _is_within(document, i):
        return 2  # Cllr. Lee
    if word == "," and capital(i + 1) and lower[i + 1].rstrip(".") in words("name_suffixes"):
        return 0 if lower[i + 1] in _RANKS else 2  # Ann Lee, M.D.; but Ann Lee, senior adviser
    if word in ("on", "to") and lower[i - 1] in _CONVENED and capital(i + 1) and lower[i + 1] not in never_names():
        return 2  # the Commission on Presidential Debates
    if word in ("of", "for", "and", "&") and _is_body(lower, start, i):  # Bank of the West
        if capital(i + 1):
            return 2
        if word in ("of", "for") and i + 1 < len(lower) and lower[i + 1] == "the" and capital(i + 2):
            return 3
    return 0


_ADDRESSED = frozenset(["mr", "mrs", "miss", "ms", "madame", "monsieur", "mademoiselle"])


@cache
def _joints() -> frozenset[str]:
    """Return the words in small letters that a name may go on over."""
    return words("name_particles") | {"of", ".", ",", "on", "to", "for", "and", "&"}


_LOOKED_BACK = 8
"""In words: what stands farther before "of" says nothing of what is behind it."""
_RANKS = frozenset(["junior", "senior"])
_CONVENED = frozenset(
    ["commission", "committee", "subcommittee", "council", "center", "centre", "alliance", "coalition", "panel"]
)  # fmt: skip
"""Bodies that are named after what they are on."""


def _is_within(document: Document, token: int) -> bool:
    """Tell whether a full stop ends no sentence."""
    return document.sentence_of(token) == document.sentence_of(token + 1)


def _is_titled(document: Document, first: int, last: int) -> bool:
    """Tell whether one of the words is a title, or a noun for people: Saint Brannoc, Grand Duke, the High Priest."""
    titles, nouns = document.vocabulary.titles, person_nouns()
    return any(word.rstrip(".") in titles or word in nouns for word in document.lower[first:last])


def _is_body(lower: Sequence[str], first: int, last: int) -> bool:
    """Tell whether one of the words marks a name as that of a body."""
    bodies = organization_words()
    return any(lower[k] in bodies for k in range(first, last))


def _behind_nickname(document: Document, i: int) -> int:
    """Return the capitalised word behind a short marked stretch that begins at *i* (Frank “The Anvil” Costa), or -1."""
    stretch = document.stretches[document.quoted[i] - 1] if document.quoted[i] else None
    if stretch is None or stretch.start != document.starts[i] or stretch.end - stretch.start > 30:
        return -1
    if not letter_before(document.text, stretch.inner.end).isalnum():
        return -1  # Mills “got immunity,” Jordan said
    _, behind = document.tokens_of(stretch.start, stretch.end)
    spaced = document.text[stretch.end : stretch.end + 1] == " "
    return behind if spaced and behind < len(document.words) and document.words[behind][0].isupper() else -1


# What is no name ---------------------------------------------------------------------------------------------


def is_abbreviated_noun(word: str) -> bool:
    """Tell whether a word in capitals is a common noun for people or bodies: a PAC, the C.E.O."""
    return word[0].isupper() and word.rstrip("s").isupper() and word.lower().replace(".", "") in _ABBREVIATED


_ABBREVIATED = frozenset(["pac", "pacs", "ceo", "ceos", "cfo", "cfos", "ngo", "ngos"])


def _is_party_mark(word: str) -> bool:
    """Tell whether a word stands for party and state: Senator Ann Lee (D-Ohio)."""
    return word[1:2] == "-" and word[0] in "DRI" and word[2:3].isupper()


def _is_in_address(document: Document, token: int) -> bool:
    """Tell whether a word is an address of the web or of mail, or a part of one: Ann.Lee@example.com."""
    text, start, end = document.text, document.starts[token], document.end(token)
    if "://" in document.words[token] or document.lower[token].startswith("www."):
        return True
    return (text[end : end + 1] == "@" and text[end + 1 : end + 2].isalnum()) or (
        text[start - 1 : start] == "@" and text[max(0, start - 2) : start - 1].isalnum()
    )


DETERMINERS = frozenset(
    ["the", "a", "an", "this", "that", "his", "her", "my", "their", "our", "its", "one", "another", "some", "every",
     "each", "no", "two", "three", "several", "many"]
)  # fmt: skip
