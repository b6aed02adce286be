"""Makes the tables that are made of something else: of ``benchmarks/results``, of the weights, of the word lists.

Run ``python docs/tables.py`` after a benchmark was saved, a model was trained or a word list was added; a test checks
that the pages are up to date.  A page marks the place of a table with ``<!-- table: NAME -->`` and
``<!-- end of table -->``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results"
sys.path.insert(0, str(ROOT))

from benchmarks.peers.published import PUBLISHED  # noqa: E402

PAGES = (
    "README.md",
    "docs/explanation/rules-and-their-order.md",
    "docs/explanation/comparison.md",
    "docs/explanation/data.md",
    "docs/explanation/performance.md",
    "docs/reference/lexicons.md",
)
FEW = 30
"""Less often than this, and the precision of a rule is hardly one: the page says of how many it is."""


def saved(name: str) -> dict[str, Any]:
    """Return a file of results."""
    content: dict[str, Any] = json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))
    return content


def row(result: dict[str, Any], table: str, **where: str) -> dict[str, Any]:
    """Return the one row of a table in which the columns hold what *where* says."""
    [found] = [one for one in result["tables"][table] if all(one[key] == value for key, value in where.items())]
    return dict(found)


def figure(value: float) -> str:
    """Return a figure as it is printed: one decimal."""
    return f"{value:.1f}"


def published(corpus: str, system: str, measure: str, conditions: str = "") -> str:
    """Return a figure that others have published."""
    [found] = [
        one.figures
        for one in PUBLISHED
        if (one.corpus, one.system) == (corpus, system) and measure in one.measure and conditions in one.conditions
    ]
    return found


# the tables


def readme() -> str:
    """Return what the README says of accuracy and speed."""
    news, fiction, speed = saved("accuracy-news-dev"), saved("accuracy-fiction-dev"), saved("speed-all-dev")
    peers = saved("peers-news-dev")
    textacy, sayswho, floor = (
        row(peers, "news: systems in the same run", system=system)
        for system in ("textacy, a call per paragraph", "sayswho, a call per paragraph", "nearest verb (script)")
    )

    def of_news(measure: str, column: str = "F1") -> str:
        return figure(row(news, "news", measure=measure)[column])

    def of_fiction(measure: str, column: str = "R", table: str = "fiction") -> str:
        return figure(row(fiction, table, measure=measure)[column])

    def of_peers(column: str, percent: str = "") -> str:
        return ", ".join(
            f"{name} {figure(system[column])}{percent}"
            for name, system in (
                ("textacy by paragraph", textacy),
                ("sayswho by paragraph", sayswho),
                ("a script", floor),
            )
        )

    def speed_of(text: str) -> str:
        return f"{row(speed, 'throughput', text=text)['kchar/s']:.0f}"

    kinds = ("direct", "mixed", "indirect")
    relations = " / ".join(of_news(f"relations {kind} lenient+source") for kind in kinds)
    exact = " / ".join(of_news(f"exact {part}") for part in ("source", "cue", "content"))
    types = " / ".join(of_fiction(f"speaker {name}") for name in ("Explicit", "Anaphoric", "Implicit"))
    every, explicit, anaphoric, implicit = published("fiction", "BookNLP", "speaker").split(" / ")
    gutentag = published("fiction", "GutenTag", "speaker").split(" / ")[0]
    rows = [
        ("news (PolNeAR dev): quoted segments found, F1", of_news("segments found"), of_peers("found F1")),
        (
            "… given to the right mention, of all",
            of_news("segments attributed", "R") + " %",
            of_peers("attributed", " %"),
        ),
        (
            "… direct / mixed / indirect relations with their source, F1",
            relations,
            "Citron " + published("news", "Citron", "relations") + "¹",
        ),
        (
            "… exact source / cue / content, F1",
            exact,
            "Citron " + published("news", "Citron", "exact", "whole articles") + "¹",
        ),
        (
            "… canonical speaker of direct and mixed quotations",
            of_news("speaker all", "R") + " %",
            of_peers("speaker", " %"),
        ),
        (
            "novels (PDNC dev), own quotations and own cast: speaker of all turns",
            of_fiction("speaker all") + " %",
            f"GutenTag {gutentag} %¹, BookNLP with BERT {every} %¹",
        ),
        ("… explicit / anaphoric / implicit", types + " %", f"BookNLP {explicit} / {anaphoric} / {implicit} %¹"),
        ("… with the cast given", of_fiction("speaker all", table="fiction, cast given") + " %", ""),
        ("news, thousand characters a second on one core", speed_of("news"), ""),
        ("a novel, direct speech alone", speed_of("a novel, direct alone"), ""),
        ("import and first call", f"{speed['tables']['load'][0]['seconds']:.2f} s", ""),
    ]
    return table(("", "here", "others, same measure"), rows)


def rules() -> str:
    """Return how often each rule was asked, answered and right."""
    from quoteattr import DEFAULT_RULES

    news, fiction = saved("accuracy-news-dev"), saved("accuracy-fiction-dev")

    def cells(result: dict[str, Any], name: str, rule: str) -> tuple[str, str]:
        for one in result["tables"][name]:
            if one["rule"] == rule:
                asked = one["asked"] if one["asked"] is not None else "–"
                if not one["answered"]:
                    return f"{asked} / 0 / 0", "–"
                few = f" (of {one['answered']} only)" if one["answered"] < FEW else ""
                return f"{asked} / {one['answered']} / {one['right']}", f"{figure(one['right %'])} %{few}"
        return "– / 0 / 0", "–"

    rows = []
    for number, rule in enumerate(DEFAULT_RULES, 1):
        name = rule.__name__
        rows.append(
            (
                str(number),
                f"[`{name}`](#{name.replace('_', '-')})",
                *cells(news, "segments by rule", name),
                *cells(fiction, "turns by rule", name),
            )
        )
    head = (
        "",
        "rule",
        "news: asked / answered / right",
        "right mention",
        "novels: asked / answered / right",
        "right speaker",
    )
    return table(head, rows)


def peers_news() -> str:
    """Return the systems run on news side by side."""
    return of_systems("peers-news-dev", "news: systems in the same run")


def peers_fiction() -> str:
    """Return the systems run on novels side by side."""
    return of_systems("peers-fiction-dev", "fiction: systems in the same run")


def of_systems(result: str, name: str) -> str:
    """Return a row of figures per system."""
    systems = saved(result)["tables"][name]
    columns = [column for column in systems[0] if column not in ("system", "kchar/s")]
    rows = [(one["system"], *(figure(one[column]) for column in columns), f"{one['kchar/s']:,.0f}") for one in systems]
    return table(("system", *columns, "kchar/s"), rows)


def others() -> str:
    """Return the figures of others, each with its conditions."""
    rows = [(p.corpus, p.system, p.measure, p.figures, p.conditions, p.source) for p in PUBLISHED]
    return table(("corpus", "system", "measure", "figures", "conditions", "source"), rows)


def speed() -> str:
    """Return what the last measurement of speed and memory gave."""
    tables = saved("speed-all-dev")["tables"]
    rows = [(f"{one['text']}, thousand characters a second", f"{one['kchar/s']:.0f}") for one in tables["throughput"]]
    times = tables["throughput"][0]["times spaCy"]  # None where spaCy was not installed
    rows.append(("news, times spaCy small", "not measured" if times is None else figure(times)))
    rows.append(("import and first call", f"{tables['load'][0]['seconds']:.2f} s"))
    shared = tables["worker processes"][-1]
    rows.append((f"news, {shared['workers']} workers on two cores, times one", f"{shared['times one']:.1f}"))
    longest = tables["growth"][-1]
    rows.append((f"a text of {longest['Mchar']:.0f} million characters", f"{longest['s per Mchar']:.1f} s a million"))
    memory = tables["memory"][0]
    rows.append(("memory above the text", f"{figure(memory['bytes per character above the text'])} bytes a character"))
    return table(("", "here"), rows)


def steps() -> str:
    """Return the share of the time that each step takes."""
    [found] = saved("steps-all-dev")["tables"].values()
    rows = [tuple(value if isinstance(value, str) else figure(value) for value in one.values()) for one in found]
    return table(tuple(found[0]), rows)


def runs() -> str:
    """Return the command, commit and date of each file that the figures come from."""
    rows = []
    for path in sorted(RESULTS.glob("*.json")):
        result = saved(path.stem)
        rows.append((f"`{path.name}`", f"`{result['command']}`", result["commit"], result["part"], result["date"]))
    return table(("file", "command", "commit", "part", "date"), rows)


LEARNED_FROM = {
    "tagger": "EWT train; CoreNLP's tags of PolNeAR train (silver)",
    "punkt": "the texts of PolNeAR, PDNC and LitBank train, without their annotation",
    "first_names": "US Social Security counts, births up to 2000",
    "genre": "PolNeAR, PDNC and LitBank train",
    "cue_heads": "PolNeAR train",
    "reported": "PolNeAR train, copies of it with other verbs than said and told; the tags of PDNC train",
    "stretches": "PolNeAR, PDNC and LitBank train",
    "conversation": "PDNC and LitBank train; annotated articles and CoreNLP's chains (silver) of PolNeAR train",
    "calibration": "PolNeAR and PDNC train",
}
"""In the order in which they depend on each other."""


def weights() -> str:
    """Return the weights with their sizes, what they were learned from, and the command."""
    folder = ROOT / "quoteattr" / "weights"
    names = {path.name.removesuffix(".json.gz") for path in folder.glob("*.json.gz")}
    if names != LEARNED_FROM.keys():
        raise ValueError(f"say in docs/tables.py what {', '.join(names ^ LEARNED_FROM.keys())} was learned from")
    sizes = {name: (folder / f"{name}.json.gz").stat().st_size for name in LEARNED_FROM}
    rows = [
        (
            f"`{name}`",
            f"{max(1, round(sizes[name] / 1000)):,}",
            source,
            f"`train {'reported' if name == 'cue_heads' else name}`",
        )
        for name, source in LEARNED_FROM.items()
    ]
    rows.append(("together", f"{round(sum(sizes.values()) / 1000):,}", "", ""))
    return table(("weights", "kB", "learned from", "`python -m benchmarks …`"), rows)


def word_lists() -> str:
    """Return the word lists, each with what its first line says of it."""
    rows = []
    for path in sorted((ROOT / "quoteattr" / "lexicons").glob("*.txt")):
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        rows.append((f"`{path.stem}`", first.removeprefix("# ")))
    return table(("list", "what stands in it"), rows)


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Return a table in Markdown."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ("---",) * len(head), *rows))


TABLES: dict[str, Callable[[], str]] = {
    "readme": readme,
    "rules": rules,
    "peers-news": peers_news,
    "peers-fiction": peers_fiction,
    "others": others,
    "runs": runs,
    "speed": speed,
    "steps": steps,
    "weights": weights,
    "lexicons": word_lists,
}


def filled(page: str) -> str:
    """Return a page with its tables made anew."""
    return re.sub(
        r"(<!-- table: ([\w-]+) -->\n\n).*?(\n\n<!-- end of table -->)",
        lambda match: match[1] + TABLES[match[2]]() + match[3],
        page,
        flags=re.DOTALL,
    )


if __name__ == "__main__":
    for name in PAGES:
        path = ROOT / name
        path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
