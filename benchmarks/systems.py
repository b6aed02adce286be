"""What a benchmark runs: a system turns a text into predictions, whoever wrote it.

A *factory* makes a system from the options of one document.  It must be a function at the top of a
module, because the documents are shared between processes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from attrs import frozen

from benchmarks.annotation import Character, Offsets


@frozen
class Prediction:
    """One quotation as a system reports it; offsets into the text as given."""

    content: tuple[Offsets, ...]
    source: tuple[Offsets, ...] = ()
    cue: tuple[Offsets, ...] = ()
    names: tuple[str, ...] = ()
    """The names of the speaker, best first."""
    kind: str | None = None
    attribution: str | None = None
    rule: str | None = None
    confidence: float = 0.0
    asked: tuple[str, ...] = ()
    """The rules asked about it, where the system says so."""


@frozen
class Options:
    """The choices a system is made with."""

    thoughts: bool = True
    """PolNeAR marks what people believe and want, so news is measured with thoughts."""
    kinds: frozenset[str] | None = None
    """None leaves the system's own default."""
    cast: tuple[Character, ...] = ()
    settings: tuple[tuple[str, Any], ...] = ()
    """Further keyword arguments; their values must be hashable."""


WITHOUT_RULES = "without_rules"
"""A setting of our own: the names of the default rules to leave out."""

NEWS = Options()
DIRECT = Options(kinds=frozenset({"direct"}))

System = Callable[[str], list[Prediction]]
Factory = Callable[[Options], System]


@lru_cache(maxsize=8)
def made(factory: Factory, options: Options) -> System:
    """Return the system that *factory* makes; the same one for the same options."""
    return factory(options)


def quoteattr(options: Options) -> System:
    """Return this project's extractor as a system."""
    from quoteattr import QuoteExtractor, Speaker

    choices: dict[str, Any] = {"thoughts": options.thoughts, **dict(options.settings)}
    if left_out := choices.pop(WITHOUT_RULES, ()):
        from quoteattr import DEFAULT_RULES

        choices["rules"] = tuple(rule for rule in DEFAULT_RULES if rule.__name__ not in left_out)
    if options.kinds is not None:
        choices["kinds"] = options.kinds
    if options.cast:
        choices["characters"] = tuple(
            Speaker(
                name=character.name,
                aliases=tuple(alias for alias in character.aliases if alias != character.name),
                kind="person",
                gender={"M": "male", "F": "female"}.get(character.gender),
            )
            for character in options.cast
        )
    extractor = QuoteExtractor(**choices)
    rules = tuple(getattr(rule, "__name__", type(rule).__name__) for rule in extractor.rules)

    def system(text: str) -> list[Prediction]:
        return [as_prediction(quote, rules) for quote in extractor.extract(text)]

    return system


def as_prediction(quote: Any, rules: tuple[str, ...] = ()) -> Prediction:
    """Return a Quote of this project as a prediction.

    Of *rules*, those up to the one that answered were asked, all where none did: that costs the run nothing.
    """
    speaker, mention, cue = quote.speaker, quote.mention, quote.cue
    return Prediction(
        content=tuple((span.start, span.end) for span in quote.spans),
        source=((mention.span.start, mention.span.end),) if mention else (),
        cue=((cue.span.start, cue.span.end),) if cue else (),
        names=(speaker.name, *speaker.aliases) if speaker else (),
        kind=str(quote.kind),
        attribution=str(quote.attribution) if quote.attribution else None,
        rule=quote.rule,
        confidence=quote.confidence,
        asked=rules[: rules.index(quote.rule) + 1] if quote.rule in rules else rules,
    )


def available() -> bool:
    """Return whether the extractor can be imported; where it cannot, say what to do."""
    try:
        from quoteattr import QuoteExtractor  # noqa: F401
    except ImportError as error:
        print(f"quoteattr is not importable ({error}); run from the checkout, with `pip install -e .` done")
        return False
    return True
