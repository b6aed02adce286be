"""Which marks a text sets its speech in."""

from __future__ import annotations

import regex


def house_style(text: str) -> str:
    """Return which marks stand outside in *text*: "double", "single" or "dash".

    >>> house_style("‘Go,’ said Mary. ‘He said “no.”’")
    'single'
    """
    doubles = sum(map(text.count, "“„«»「『")) + (text.count('"') + text.count("''") + text.count("``")) // 2
    dashes = sum(1 for _ in _DASH_LINE.finditer(f"\n{text}")) if doubles < 400 else 0
    if dashes >= 2 and dashes > doubles:
        return "dash" if dashes > len(_SINGLE_CLOSER.findall(text)) else "single"
    singles = len(_SINGLE_OPENER.findall(text))
    if singles >= doubles:
        singles = min(singles, len(_SINGLE_CLOSER.findall(text)))
    if singles == doubles > 0:  # the first mark stands outside
        first = _FIRST_MARK.search(text)
        return "single" if first is not None and first[0] in "'‘" else "double"
    return "single" if singles > doubles else "double"


_SINGLE_OPENER = regex.compile(r"(?<![^\s“\"—–(\[-])['‘](?=[\p{Lu}\p{Ll}])(?!(?:\p{L}\p{M}*+){1,5}['’]\p{L})")
_SINGLE_CLOSER = regex.compile(r"(?<=[.,!?…—-])['’](?!\w)")
_FIRST_MARK = regex.compile(r"[\"“„«「]|(?<![\w])['‘](?=\p{L})")
_DASH_LINE = regex.compile(r"\n\ufeff?[^\S\n]*(?:[—–―]|--)[^\S\n]*(?=[\p{Lu}\p{L}¿¡“'’])")
