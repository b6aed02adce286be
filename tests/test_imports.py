"""Imports point one way along the road of a text, and importing costs nothing that nobody asked for."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import quoteattr

PACKAGE = Path(quoteattr.__file__).parent

# A module may import from the lines above its own, and from its own line only what stands to its left.
ROAD = """
    version models lexicons word_lists weights remembered
    linear choice confidence first_names tokenizer punkt sentences tagger nltk_tagger vocabulary
    apostrophes house_style genre
    marks
    single_marks labels dash_dialogue
    detector
    document
    stretches
    reference parts
    proper_names common_nouns
    mentions
    places names
    entity
    people
    bearers traits nominals narrator genders antecedents pronouns
    entities
    annotated
    window counts
    cue cues
    sources contents
    readings
    reported
    hearings
    speech
    clauses
    quotations
    salience partners voices
    conversation
    suiting sequel
    scene
    history
    candidates
    rivals
    exchange
    heads
    tags speakers addressees
    nested
    rule
    rules.explicit rules.anaphoric rules.implicit
    rules
    resolver
    joined
    evidence
    explanation
    exports.sweep exports.data exports.html exports.tei exports.brat exports.web_annotation
    exports
    result
    many
    extractor
    cli
    __init__
    spark dask spacy
    __main__
"""

ORDER = {
    name: (line, place)
    for line, names in enumerate(ROAD.strip().splitlines())
    for place, name in enumerate(names.split())
}


def module(path: Path) -> str:
    """The dotted name of *path* inside the package; ``__init__`` for the package itself.

    >>> module(PACKAGE / "rules" / "__init__.py")
    'rules'
    """
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


MODULES = {module(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imports(name: str) -> set[str]:
    """The modules of the package that *name* imports, also inside functions."""
    path = MODULES[name]
    package = [] if name == "__init__" else name.split(".")
    if path.stem != "__init__" and package:
        package = package[:-1]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            targets = [alias.name.split(".") for alias in node.names]
            targets = [target[1:] or ["__init__"] for target in targets if target[0] == "quoteattr"]
        elif isinstance(node, ast.ImportFrom):
            parent = (node.module or "").split(".") if node.module else []
            if node.level:
                parent = ["quoteattr", *package[: len(package) - (node.level - 1)], *parent]
            if parent[:1] != ["quoteattr"]:
                continue
            targets = [[*parent[1:], alias.name] for alias in node.names]
        else:
            continue
        for target in targets:
            names = [".".join(target[:length]) for length in range(len(target), 0, -1)]
            found.add(next((one for one in names if one in MODULES), "__init__"))
    return found - {name}


def place(name: str) -> tuple[int, int]:
    family = f"{name.partition('.')[0]}.*"
    return ORDER[name] if name in ORDER else ORDER[family]


def test_every_module_has_a_place_on_the_road() -> None:
    lost = [name for name in MODULES if name not in ORDER and f"{name.partition('.')[0]}.*" not in ORDER]
    assert lost == []


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_what_comes_before_it(name: str) -> None:
    backwards = {other for other in imports(name) if place(other) >= place(name)}
    assert backwards == set()


def test_the_front_door_imports_the_road() -> None:
    """The reader of imports sees them: a reader that sees nothing would pass every other test here."""
    assert {"models", "extractor"} <= imports("__init__")


def test_no_module_is_called_after_nothing() -> None:
    assert not [name for name in MODULES if {"utils", "helpers", "util", "common", "misc"} & set(name.split("."))]


def test_everything_public_is_there_and_sorted_out() -> None:
    assert len(set(quoteattr.__all__)) == len(quoteattr.__all__)
    assert [name for name in quoteattr.__all__ if not hasattr(quoteattr, name)] == []


WATCH = """
import json, os, sys
seen = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        seen.append(("open", os.path.realpath(os.fsdecode(arguments[0]))))
    elif event.startswith(("socket.", "urllib.", "subprocess.", "os.system", "os.exec", "os.posix_spawn")):
        seen.append((event, str(arguments)))
sys.addaudithook(watch)
{code}
print(json.dumps(seen))
"""


def watched(code: str, tmp_path: Path) -> list[tuple[str, str]]:
    """Run *code* in a fresh interpreter and return what it opened, connected to or started."""
    program = WATCH.replace("{code}", code)
    environment = {**os.environ, "NLTK_DATA": str(tmp_path), "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env=environment,
        cwd=PACKAGE.parent,
        check=True,
    )
    return [(event, what) for event, what in json.loads(done.stdout.splitlines()[-1])]


def foreign(opened: list[tuple[str, str]]) -> list[str]:
    """What is neither in the package nor among Python's own and its libraries' files."""
    homes = {PACKAGE, Path(sys.base_prefix), Path(sys.prefix), Path(os.__file__).parent}
    homes |= {Path(str(__import__(name).__file__)).parent for name in ("nltk", "regex", "attrs")}
    roots = tuple(f"{os.path.realpath(home)}{os.sep}" for home in homes)
    return [what for event, what in opened if event != "open" or not what.startswith(roots) or "nltk_data" in what]


USES = {
    "importing": "import quoteattr",
    "extracting": "import quoteattr; quoteattr.extract_quotes('“Go,” said Mary. She said that it was late.')",
}


@pytest.mark.parametrize("code", USES.values(), ids=USES.keys())
def test_nothing_foreign_is_opened(code: str, tmp_path: Path) -> None:
    """No file outside the package and its dependencies, no socket, no nltk_data, no other process."""
    assert foreign(watched(code, tmp_path)) == []


def test_the_watch_sees_files_and_sockets(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("", encoding="utf-8")
    seen = foreign(watched(f"import socket; open({str(tmp_path / 'secret')!r}); socket.socket()", tmp_path))
    assert len(seen) == 2


def test_importing_reads_no_word_list_and_no_weights(tmp_path: Path) -> None:
    """Data is read when it is first asked for."""
    opened = [what for _, what in watched("import quoteattr", tmp_path)]
    assert [what for what in opened if what.endswith(".json.gz")] == []


def test_extracting_imports_nothing_of_nltk() -> None:
    """Its import takes longer than a first call may; who asks for its interface of taggers gets it."""
    said = "“Go,” said Sen. Lee of the U.S. Army. She said that it was late."
    code = f"import quoteattr, sys; quoteattr.extract_quotes({said!r}); print('nltk' in sys.modules)"
    code += "; import quoteattr.nltk_tagger; print('nltk' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PACKAGE.parent, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_only_the_three_dependencies_are_imported() -> None:
    allowed = set(sys.stdlib_module_names) | {"attr", "attrs", "nltk", "regex", "quoteattr"}
    optional = {"pandas", "polars", "pyspark", "dask", "spacy", "srsly", "tqdm"}
    foreign_names = set()
    for path in MODULES.values():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                foreign_names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                foreign_names.add(node.module.partition(".")[0])
    assert foreign_names - allowed - optional == set()
