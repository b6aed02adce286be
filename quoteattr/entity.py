"""One person or body while a text is read, and the name that it is known by."""

from __future__ import annotations

from collections import Counter, defaultdict

from quoteattr.models import Speaker
from quoteattr.names import is_kept


class Entity:
    """One person or body while the text is read; a Speaker is made of it at the end."""

    __slots__ = (
        "core",
        "forms",
        "gender",
        "given",
        "in_story",
        "kind",
        "lean",
        "number",
        "references",
        "roles",
        "title",
        "traits",
    )

    def __init__(self, number: int, core: tuple[str, ...], title: str, kind: str, gender: str | None) -> None:
        self.number = number
        self.core = core
        self.title = title
        self.kind = kind
        self.gender = gender
        self.lean = 0.0
        """How surely it is a woman (above 0) or a man (below 0), in log odds."""
        self.forms: Counter[str] = Counter()
        self.references: list[int] = []
        self.given: Speaker | None = None
        self.in_story = False
        self.roles: set[str] = set()
        """Common nouns and titles that the text gives it: "senator", "leader"."""
        self.traits: set[str] = set()
        """In news, the words that stand beside its name: "Chechen", "former", "Ohio", "lawyer"."""

    def __repr__(self) -> str:
        return f"Entity({self.name!r})"

    def may_be(self, gender: str | None) -> bool:
        """Tell whether nothing that is known speaks against a gender."""
        return not gender or not self.gender or gender == self.gender

    @property
    def name(self) -> str:
        """The fullest form: a first and last name, else the title and name as they stand.

        A story names its people a thousand times over: there it is the fullest that is no rarity.
        """
        if self.given is not None:
            return self.given.name
        forms = self.forms
        if self.core and self.core[-1].islower():  # a common noun: as it stands most, the longest of equals
            bare = " ".join(self.core)
            longer = f" {bare}"  # but "the barman", not "the burly barman"

            def worth(form: str) -> tuple[int, bool, int, str]:
                narrowed = self.in_story and form.endswith(longer) and form.lower() != f"the{longer}"
                return forms[form], not narrowed, len(form), form

            return max(forms, key=worth, default=bare)
        if self.in_story:
            return _known_as(forms) or " ".join(self.core)
        return max(
            forms,
            key=lambda form: (form != "I", _fullness(form), forms[form], form),
            default=" ".join(self.core),
        )


def _known_as(forms: Counter[str]) -> str | None:
    """Return the fullest of the names that a story calls somebody by now and then: Harriet Smith, Mr. Darcy, Emma.

    Philip Elton once, Mr. Elton two hundred times over: he is Mr. Elton.
    """
    same: defaultdict[str, list[str]] = defaultdict(list)
    for form in forms:
        if form != "I":
            same[_untitled(form)].append(form)
    counts = {core: sum(forms[form] for form in alike) for core, alike in same.items()}
    often = sum(counts.values()) / SELDOM
    core = max(counts, key=lambda core: (counts[core] >= often, len(core.split()), counts[core], core), default=None)
    if core is None:
        return None
    return max(same[core], key=lambda form: (forms[form] >= often, form != core, forms[form], form))


SELDOM = 25
"""A form that fewer than one in so many mentions have is not what somebody is called."""


def _untitled(form: str) -> str:
    title, _, name = form.partition(" ")
    return name if name and is_kept(title) else form


def _fullness(form: str) -> tuple[int, int]:
    parts = form.split()
    titled = len(parts) > 1 and is_kept(parts[0])
    return len(parts) - titled, titled
