"""Quotations as plain data: dictionaries for JSON, flat rows for data frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import partial
from typing import Any, TypeVar

import regex

from quoteattr.explanation import Explanation
from quoteattr.exports.sweep import walk
from quoteattr.models import Attribution, AttributionType, Cue, Mention, Quote, QuoteKind, Span, Speaker

_T = TypeVar("_T")
_E = TypeVar("_E", bound=Enum)


def to_dict(quote: Quote | Explanation, *, mentions: bool = True) -> dict[str, Any]:
    """Return *quote* as a dictionary of plain JSON types, which :func:`from_dict` reads back.

    >>> import json
    >>> quote = Quote("Go", (Span(1, 3),), Span(0, 4), speaker=Speaker("Mary"))
    >>> to_dict(quote)["spans"], to_dict(quote)["kind"], to_dict(quote)["speaker"]["name"]
    ([[1, 3]], 'direct', 'Mary')
    >>> from_dict(json.loads(json.dumps(to_dict(quote)))) == quote
    True

    Nothing is left out: an absent value is None, no list is shortened.  In one case only a string
    comes as a list of strings, to be joined: when it holds the two halves of a surrogate pair side
    by side, which JSON cannot tell from the one character that they stand for.

    A speaker comes with all its mentions, in each of its quotations again; for a novel that makes many
    megabytes.  With *mentions* false these lists are empty, and so they are in the quotation read back.

    >>> to_dict(quote, mentions=False) == to_dict(quote)  # Mary has none
    True

    An :class:`~quoteattr.Explanation` is taken, too: one way, with its quotation under "quote" and speakers by
    their names.
    """
    if isinstance(quote, Explanation):
        return _explanation(quote, mentions)
    if not isinstance(quote, Quote):
        raise TypeError(f"to_dict takes one Quote, not {type(quote).__name__}")
    speaker = partial(_speaker, mentions=mentions)
    return {
        "text": _string(quote.text),
        "spans": [_span(span) for span in quote.spans],
        "extent": _span(quote.extent),
        "kind": quote.kind.value,
        "speaker": _optional(speaker, quote.speaker),
        "mention": _optional(_mention, quote.mention),
        "cue": _optional(_cue, quote.cue),
        "attribution": None if quote.attribution is None else quote.attribution.value,
        "addressees": [speaker(addressee) for addressee in quote.addressees],
        "via": _optional(speaker, quote.via),
        "confidence": quote.confidence,
        "rule": _optional(_string, quote.rule),
        "quotes": [to_dict(inner, mentions=mentions) for inner in quote.quotes],
    }


def from_dict(data: Mapping[str, Any]) -> Quote:
    """Return the quotation that :func:`to_dict` made *data* of.

    >>> from_dict({"text": "Go"})
    Traceback (most recent call last):
        ...
    ValueError: quote lacks 'spans', 'extent', 'kind', 'speaker', 'mention', 'cue', 'attribution', \
'addressees', 'via', 'confidence', 'rule', 'quotes'
    """
    return _read_quote(data, "quote")


def to_records(quotes: Iterable[Quote], *, nested: bool = False) -> list[dict[str, Any]]:
    """Return one flat row a quotation, all with the same keys: ready for pandas and polars.

    >>> quote = Quote("Go", (Span(1, 3),), Span(0, 4), speaker=Speaker("Mary"), confidence=0.9)
    >>> row, = to_records([quote])
    >>> row["start"], row["end"], row["speaker"], row["cue"]
    (0, 4, 'Mary', None)

    ``start`` and ``end`` are those of the extent, ``spans`` is the number of spans, ``quotes`` the
    number of quotations directly inside.  With *nested* those inside have rows of their own, after
    the one that they stand in; ``depth`` counts how deep.  (For polars and many rows:
    ``polars.DataFrame(rows, infer_schema_length=None)``, since a column may begin with many Nones.)
    """
    rows = []
    for occurrence in walk(quotes):
        if occurrence.depth and not nested:
            continue
        quote, speaker = occurrence.quote, occurrence.quote.speaker
        rows.append(
            {
                "start": quote.extent.start,
                "end": quote.extent.end,
                "text": quote.text,
                "kind": quote.kind.value,
                "speaker": speaker.name if speaker else None,
                "speaker_gender": speaker.gender if speaker else None,
                "speaker_kind": speaker.kind if speaker else None,
                "mention": quote.mention.text if quote.mention else None,
                "mention_form": quote.mention.form if quote.mention else None,
                "cue": quote.cue.text if quote.cue else None,
                "cue_lemma": quote.cue.lemma if quote.cue else None,
                "attribution": quote.attribution.value if quote.attribution else None,
                "via": quote.via.name if quote.via else None,
                "addressees": "; ".join(addressee.name for addressee in quote.addressees),
                "confidence": float(quote.confidence),
                "rule": quote.rule,
                "spans": len(quote.spans),
                "quotes": len(quote.quotes),
                "depth": occurrence.depth,
            }
        )
    return rows


def _explanation(explanation: Explanation, mentions: bool) -> dict[str, Any]:
    joined = explanation.joined if mentions else ()
    return {
        "quote": to_dict(explanation.quote, mentions=mentions),
        "answers": [
            {"rule": _string(answer.rule), "attribution": _optional(_attribution, answer.attribution)}
            for answer in explanation.answers
        ],
        "candidates": [
            {
                "speaker": _string(candidate.speaker.name),
                "probability": candidate.probability,
                "evidence": [{"fact": _string(one.fact), "weight": one.weight} for one in candidate.evidence],
            }
            for candidate in explanation.candidates
        ],
        "joined": [{"mention": _mention(one.mention), "why": _string(one.why)} for one in joined],
    }


def _attribution(attribution: Attribution) -> dict[str, Any]:
    return {
        "speaker": None if attribution.speaker is None else _string(attribution.speaker.name),
        "mention": _optional(_mention, attribution.mention),
        "cue": _optional(_cue, attribution.cue),
        "type": None if attribution.type is None else attribution.type.value,
        "via": None if attribution.via is None else _string(attribution.via.name),
        "confidence": attribution.confidence,
    }


# From values to plain data


def _optional(convert: Callable[[_T], Any], value: _T | None) -> Any:
    return None if value is None else convert(value)


def _string(text: str) -> Any:
    # json.loads makes one character of "\ud83d" "\ude00"; kept apart in a list they stay two.
    pieces = regex.split(r"(?<=[\uD800-\uDBFF])(?=[\uDC00-\uDFFF])", text)
    return pieces if len(pieces) > 1 else text


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _speaker(speaker: Speaker, mentions: bool) -> dict[str, Any]:
    return {
        "name": _string(speaker.name),
        "aliases": [_string(alias) for alias in speaker.aliases],
        "kind": _string(speaker.kind),
        "gender": _optional(_string, speaker.gender),
        "mentions": [_mention(mention) for mention in speaker.mentions] if mentions else [],
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {"text": _string(mention.text), "span": _span(mention.span), "form": _string(mention.form)}


def _cue(cue: Cue) -> dict[str, Any]:
    return {"text": _string(cue.text), "span": _span(cue.span), "lemma": _string(cue.lemma)}


# And back; *where* is the path to the value, for the message


def _read_quote(data: object, where: str) -> Quote:
    values = _read_keys(data, Quote, where)
    return Quote(
        text=_read_string(values["text"], f"{where}.text"),
        spans=_read_list(_read_span, values["spans"], f"{where}.spans"),
        extent=_read_span(values["extent"], f"{where}.extent"),
        kind=_read_choice(QuoteKind, values["kind"], f"{where}.kind"),
        speaker=_read_optional(_read_speaker, values["speaker"], f"{where}.speaker"),
        mention=_read_optional(_read_mention, values["mention"], f"{where}.mention"),
        cue=_read_optional(_read_cue, values["cue"], f"{where}.cue"),
        attribution=_read_optional(_read_attribution, values["attribution"], f"{where}.attribution"),
        addressees=_read_list(_read_speaker, values["addressees"], f"{where}.addressees"),
        via=_read_optional(_read_speaker, values["via"], f"{where}.via"),
        confidence=_read_number(values["confidence"], f"{where}.confidence"),
        rule=_read_optional(_read_string, values["rule"], f"{where}.rule"),
        quotes=_read_list(_read_quote, values["quotes"], f"{where}.quotes"),
    )


def _read_speaker(data: object, where: str) -> Speaker:
    values = _read_keys(data, Speaker, where)
    return Speaker(
        name=_read_string(values["name"], f"{where}.name"),
        aliases=_read_list(_read_string, values["aliases"], f"{where}.aliases"),
        kind=_read_string(values["kind"], f"{where}.kind"),
        gender=_read_optional(_read_string, values["gender"], f"{where}.gender"),
        mentions=_read_list(_read_mention, values["mentions"], f"{where}.mentions"),
    )


def _read_mention(data: object, where: str) -> Mention:
    values = _read_keys(data, Mention, where)
    return Mention(
        text=_read_string(values["text"], f"{where}.text"),
        span=_read_span(values["span"], f"{where}.span"),
        form=_read_string(values["form"], f"{where}.form"),
    )


def _read_cue(data: object, where: str) -> Cue:
    values = _read_keys(data, Cue, where)
    return Cue(
        text=_read_string(values["text"], f"{where}.text"),
        span=_read_span(values["span"], f"{where}.span"),
        lemma=_read_string(values["lemma"], f"{where}.lemma"),
    )


def _read_keys(data: object, value_type: type[Any], where: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise TypeError(f"{where} must be a dict as to_dict returns it, not {type(data).__name__}")
    known = [attribute.name for attribute in value_type.__attrs_attrs__]
    if missing := [key for key in known if key not in data]:
        raise ValueError(f"{where} lacks {', '.join(map(repr, missing))}")
    if unknown := [key for key in data if key not in known]:
        raise ValueError(f"{where} has the unknown key {', '.join(map(repr, unknown))}; known are {', '.join(known)}")
    return data


def _read_optional(read: Callable[[object, str], _T], value: object, where: str) -> _T | None:
    return None if value is None else read(value, where)


def _read_list(read: Callable[[object, str], _T], value: object, where: str) -> tuple[_T, ...]:
    if not isinstance(value, (list, tuple)):
        raise TypeError(f"{where} must be a list, not {type(value).__name__}")
    return tuple(read(item, f"{where}[{index}]") for index, item in enumerate(value))


def _read_string(value: object, where: str) -> str:
    if isinstance(value, list):
        return "".join(_read_string(piece, where) for piece in value)
    if not isinstance(value, str):
        raise TypeError(f"{where} must be a str, not {type(value).__name__}")
    return value


def _read_span(value: object, where: str) -> Span:
    if not isinstance(value, (list, tuple)) or not all(type(number) is int for number in value):
        raise TypeError(f"{where} must be a list of two int, start and end, not {value!r}")
    if len(value) != 2:
        raise ValueError(f"{where} must hold two numbers, start and end, not {len(value)}")
    return Span(*value)


def _read_number(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{where} must be a number, not {type(value).__name__}")
    return value


def _read_attribution(value: object, where: str) -> AttributionType:
    return _read_choice(AttributionType, value, where)


def _read_choice(choices: type[_E], value: object, where: str) -> _E:
    try:
        return choices(value)
    except ValueError:
        known = ", ".join(repr(choice.value) for choice in choices)
        raise ValueError(f"{where} must be one of {known}, not {value!r}") from None
