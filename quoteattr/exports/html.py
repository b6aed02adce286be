"""A page to look at: the text with its quotations, mentions and cues, a colour per speaker."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable
from html import escape

import regex
from attrs import field, frozen

from quoteattr.exports.sweep import Mark, Occurrence, Open, Text, occurrences, speakers_of, sweep
from quoteattr.models import Quote, QuoteKind, Speaker

# Okabe and Ito's colours, told apart by the colour-blind; black is left out, yellow comes last.
_COLOURS = (
    ("sky blue", "86 180 233"),
    ("orange", "230 159 0"),
    ("green", "0 158 115"),
    ("purple", "204 121 167"),
    ("blue", "0 114 178"),
    ("vermilion", "213 94 0"),
    ("yellow", "240 228 66"),
)
# Never colour alone: 7 colours and 4 lines give 28 different pairs, and each speaker has a number.
_LINES = ("solid", "dashed", "dotted", "double")


def to_html(text: str, quotes: Iterable[Quote], *, title: str = "Who said what") -> Page:
    """Return a page that shows *text* with its quotations: a ``str``, to be written to a file as UTF-8.

    >>> from quoteattr.models import Span
    >>> page = to_html("“Go,” said Mary.", [Quote("Go,", (Span(1, 4),), Span(0, 5), speaker=Speaker("Mary"))])
    >>> page.startswith("<!DOCTYPE html>"), "Go,</mark>” said Mary." in page
    (True, True)

    The page stands alone: it loads nothing, and what comes from the text is shown and never run.  A
    notebook shows it as it is, when it is the last value of a cell.
    Characters that no page can hold (NUL, lone surrogates) are shown as U+FFFD.
    """
    found = occurrences(text, quotes)
    numbers = {speaker: number for number, speaker in enumerate(speakers_of(found), 1)}
    elements = _elements(found, numbers)
    return Page(
        _PAGE.format(
            title=_escape(title),
            policy=f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{_digest(_SCRIPT)}'",
            style=_STYLE + _speaker_styles(),
            legend=_legend(found, numbers),
            text="".join(_body(text, elements)),
            script=_SCRIPT,
        )
    )


class Page(str):
    """A page as a ``str`` that a notebook shows.

    >>> Page("<p>“Go,” said Mary.")._repr_html_()
    '<iframe srcdoc="&lt;p&gt;“Go,” said Mary." sandbox="allow-scripts" title="Who said what" \
style="width: 100%; height: 32rem; border: 0"></iframe>'
    """

    __slots__ = ()

    def _repr_html_(self) -> str:
        # A frame of its own: neither the notebook's styles reach the page nor the page's the notebook.
        return (
            f'<iframe srcdoc="{escape(self)}" sandbox="allow-scripts" title="Who said what" '
            'style="width: 100%; height: 32rem; border: 0"></iframe>'
        )


@frozen
class _Element:
    """What stands in the text as one element, or as several where it is cut."""

    marks: tuple[tuple[int, int], ...]
    tag: str
    classes: str
    speaker: str
    title: str
    # Its own number and not its value tells one element from another: two quotations may be equal.
    label: str = field(default="")


def _elements(found: list[Occurrence], numbers: dict[Speaker, int]) -> list[_Element]:
    elements = []
    # Two quotations may share one tag: its mention and its cue are marked once.
    named: dict[tuple[str, int, int], _Element] = {}
    for occurrence in found:
        quote = occurrence.quote
        number = numbers[quote.speaker] if quote.speaker else 0
        look = f"s{number} c{(number - 1) % len(_COLOURS)} l{(number - 1) % len(_LINES)}" if number else "s0"
        elements.append(
            _Element(
                marks=tuple((span.start, span.end) for span in quote.spans),
                tag="mark",
                classes=f"quote {quote.kind} {look}",
                speaker=str(number),
                title=_quote_title(quote),
                label=str(number or "?"),
            )
        )
        name = quote.speaker.name if quote.speaker else "unknown"
        for kind, part in (("mention", quote.mention), ("cue", quote.cue)):
            if part is not None:
                key = (kind, part.span.start, part.span.end)
                title = f"{kind}: {name}" if kind == "mention" else f"cue of {name}"
                named.setdefault(key, _Element((key[1:],), "span", f"{kind} {look}", str(number), title))
    return elements + list(named.values())


def _quote_title(quote: Quote) -> str:
    parts = [quote.speaker.name if quote.speaker else "speaker unknown", str(quote.kind)]
    if quote.via:
        parts.append(f"via {quote.via.name}")
    if quote.addressees:
        parts.append("to " + "; ".join(addressee.name for addressee in quote.addressees))
    if quote.attribution:
        parts.append(str(quote.attribution))
    parts.append(f"rule: {quote.rule}" if quote.rule else "no rule")
    parts.append(f"confidence: {quote.confidence:.2f}")
    return " · ".join(parts)


def _body(text: str, elements: list[_Element]) -> Iterable[str]:
    marks = [Mark(start, end, owner) for owner, element in enumerate(elements) for start, end in element.marks]
    tags: list[str] = []
    for event in sweep(len(text), marks):
        if isinstance(event, Text):
            yield _shown(text, event.start, event.end)
        elif isinstance(event, Open):
            element = elements[event.owner]
            tags.append(element.tag)
            label = f' data-label="{element.label}"' if element.label and event.fragment == 0 else ""
            yield (
                f'<{element.tag} class="{element.classes}" data-speaker="{element.speaker}"{label}'
                f' title="{_escape(element.title)}">'
            )
        else:
            yield f"</{tags.pop()}>"


def _shown(text: str, start: int, end: int) -> str:
    stretch = text[start:end]
    if "\r" in stretch:
        # A browser makes a newline of each \r; one of \r\n must not become two where a tag divides them.
        if stretch.endswith("\r") and text[end : end + 1] == "\n":
            stretch = stretch[:-1]
        stretch = stretch.replace("\r\n", "\n").replace("\r", "\n")
    return _escape(stretch)


def _escape(text: str) -> str:
    return escape(regex.sub(r"[\0\uD800-\uDFFF]", "\N{REPLACEMENT CHARACTER}", text))


def _legend(found: list[Occurrence], numbers: dict[Speaker, int]) -> str:
    counts = Counter(numbers[o.quote.speaker] if o.quote.speaker else 0 for o in found)
    rows = [(number, speaker.name, speaker) for speaker, number in numbers.items()]
    items = [_legend_item(number, name, speaker, counts[number]) for number, name, speaker in rows]
    if counts[0]:
        items.append(_legend_item(0, "speaker unknown", None, counts[0]))
    kinds = Counter(o.quote.kind for o in found)
    total = ", ".join(f"{kinds[kind]} {kind}" for kind in QuoteKind if kinds[kind])
    summary = f"{_counted(len(found), 'quotation')}{f' ({total})' if total else ''}, " + _counted(
        len(numbers), "speaker"
    )
    return f"<p>{summary}</p>\n<ul>\n" + "\n".join(items) + "\n</ul>"


def _legend_item(number: int, name: str, speaker: Speaker | None, count: int) -> str:
    look = f"c{(number - 1) % len(_COLOURS)} l{(number - 1) % len(_LINES)}" if number else "s0"
    about = []
    if speaker:
        about = [part for part in (speaker.gender, speaker.kind) if part and part != "unknown"]
        if speaker.aliases:
            about.append("also " + ", ".join(speaker.aliases))
    title = f' title="{_escape(", ".join(about))}"' if about else ""
    return (
        f'<li><button type="button" aria-pressed="false" data-speaker="{number}"{title}>'
        f'<span class="swatch {look}" aria-hidden="true">{number or "?"}</span> '
        f'<span class="name">{_escape(name)}</span> '
        f'<span class="count" aria-label="{_counted(count, "quotation")}">{count}</span></button></li>'
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _speaker_styles() -> str:
    colours = [f".c{place} {{ --c: {rgb}; }} /* {name} */" for place, (name, rgb) in enumerate(_COLOURS)]
    lines = [f".l{place} {{ --line: {line}; }}" for place, line in enumerate(_LINES)]
    return "\n".join([*colours, *lines, ""])


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<nav aria-label="Speakers">
{legend}
</nav>
<p class="key"><mark class="quote direct s0">quotation</mark>
<mark class="quote indirect s0">without marks</mark>
<span class="mention">mention</span> <span class="cue">cue</span></p>
</header>
<main id="text">{text}</main>
<script>{script}</script>
</body>
</html>
"""

_STYLE = """\
:root { --paper: #fdfcfa; --ink: #1c1c1c; --soft: #5a5a5a; --dim: #8c8c8c; --edge: #c9c5bd; --tint: .24; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #16181b; --ink: #e8e6e3; --soft: #a9a9a9; --dim: #74777c; --edge: #44484e; --tint: .32; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 1.06rem/1.75 Georgia, "Noto Serif", serif; }
header { font-family: system-ui, sans-serif; font-size: .9rem; line-height: 1.5; margin-bottom: 1.5rem;
  border-bottom: 1px solid var(--edge); }
h1 { font-size: 1.3rem; margin: 0 0 .3rem; }
header p { margin: .3rem 0; color: var(--soft); }
ul { display: flex; flex-wrap: wrap; gap: .4rem; list-style: none; margin: .6rem 0; padding: 0; }
button { font: inherit; color: inherit; background: none; border: 1px solid var(--edge); border-radius: .4rem;
  padding: .2rem .5rem; cursor: pointer; text-align: left; overflow-wrap: anywhere; }
button:hover { border-color: var(--ink); }
button:focus-visible { outline: 3px solid rgb(0 114 178); outline-offset: 2px; }
button[aria-pressed="true"] { border-color: var(--ink); box-shadow: inset 0 0 0 1px var(--ink); }
.count { color: var(--soft); }
.swatch { display: inline-block; min-width: 1.6em; text-align: center; }
.quote, .mention, .cue, .swatch { --c: 128 128 128; --line: solid; color: inherit; }
.quote, .swatch { background: rgb(var(--c) / var(--tint)); border-bottom: 2px var(--line) rgb(var(--c)); }
.quote { border-radius: .15em; padding: .08em 0; -webkit-box-decoration-break: clone;
  box-decoration-break: clone; }
.quote.indirect { background: none; }
.quote.mixed { background: rgb(var(--c) / calc(var(--tint) / 2)); }
.l3 { border-bottom-width: 3px; }
/* Drawn by the style and no part of the text, so that a copy of the text stays clean. */
.quote[data-label]::before { content: attr(data-label); font: 600 .62em/1 system-ui, sans-serif;
  vertical-align: super; padding: 0 .25em; color: var(--ink); }
.mention { font-weight: 600; text-decoration: underline; text-decoration-color: rgb(var(--c));
  text-decoration-thickness: 2px; text-underline-offset: .2em; }
.cue { font-style: italic; text-decoration: underline dotted var(--soft); text-underline-offset: .2em; }
.key > * { margin-right: .6rem; }
main [data-speaker] { cursor: pointer; }
main { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
@media screen {
  main.one, main.one [data-speaker] { color: var(--dim); }
  main.one [data-speaker]:not(.on) { background: none; border-bottom-color: transparent;
    text-decoration-color: transparent; }
  main.one [data-speaker]:not(.on)::before { color: var(--dim); }
  main.one [data-speaker].on { color: var(--ink); }
}
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #333; --edge: #999; --tint: .24; }
  body { max-width: none; padding: 0; font-size: 11pt; }
  button { border: 0; padding: 0 .8rem 0 0; }
  .quote, .swatch { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  li { break-inside: avoid; }
}
"""

_SCRIPT = """
"use strict";
(() => {
  const main = document.getElementById("text");
  const buttons = [...document.querySelectorAll("button[data-speaker]")];
  const marked = [...main.querySelectorAll("[data-speaker]")];
  const show = (speaker) => {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.speaker === speaker));
    }
    for (const element of marked) element.classList.toggle("on", element.dataset.speaker === speaker);
    main.classList.toggle("one", speaker !== null);
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      show(button.getAttribute("aria-pressed") === "true" ? null : button.dataset.speaker);
    });
  }
  main.addEventListener("click", (event) => {
    const element = event.target.closest("[data-speaker]");
    if (element === null || !getSelection().isCollapsed) return;
    show(element.classList.contains("on") ? null : element.dataset.speaker);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") show(null); });
})();
"""
