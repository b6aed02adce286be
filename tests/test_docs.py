"""The documentation is run (see the root ``conftest.py``), complete, and up to date."""

from __future__ import annotations

import ast
import re
import runpy
from pathlib import Path

import pytest

import quoteattr

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
PAGES = [page for page in PAGES if "_build" not in page.parts]
API = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")


def test_the_page_of_limits_is_made_from_the_known_failures() -> None:
    """Run ``python docs/limits_from_cases.py`` after a case has moved."""
    made = runpy.run_path(str(ROOT / "docs" / "limits_from_cases.py"))["page"]()
    assert (ROOT / "docs" / "explanation" / "limits.md").read_text(encoding="utf-8") == made


FIGURES = runpy.run_path(str(ROOT / "docs" / "tables.py"))


@pytest.mark.parametrize("name", FIGURES["PAGES"])
def test_the_figures_of_a_page_are_those_of_the_results(name: str) -> None:
    """Run ``python docs/tables.py`` after a benchmark was saved."""
    page = (ROOT / name).read_text(encoding="utf-8")
    assert "<!-- table: " in page
    assert page == FIGURES["filled"](page)


def test_no_page_has_figures_that_are_not_made() -> None:
    with_figures = {str(page.relative_to(ROOT)) for page in PAGES if "<!-- table: " in page.read_text(encoding="utf-8")}
    assert with_figures == set(FIGURES["PAGES"])


def test_figures_are_put_between_their_marks() -> None:
    page = "before\n<!-- table: runs -->\n\nold\n\n<!-- end of table -->\nbehind"
    made = FIGURES["filled"](page)
    assert made.startswith("before\n<!-- table: runs -->\n\n| file |")
    assert made.endswith("|\n\n<!-- end of table -->\nbehind")
    assert "old" not in made


def test_no_snippet_is_left_out_without_a_condition() -> None:
    """Every snippet runs somewhere: one that needs an extra says which."""
    lines = [line for page in PAGES for line in page.read_text(encoding="utf-8").splitlines()]
    skips = [line for line in lines if "skip: next" in line or "skip: start" in line]
    assert skips
    assert [line for line in skips if " if(" not in line] == []
    fences = [line for line in lines if line.strip().startswith("```") and line.strip() != "```"]
    assert {fence.strip() for fence in fences} == {
        "```python",
        "```text",
        "```{eval-rst}",
        "```{glossary}",
        "```{toctree}",
    }


def test_the_cookbook_has_ten_rules_of_five_to_fifteen_lines() -> None:
    page = (ROOT / "docs" / "how-to" / "cookbook.md").read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL))
    code = "\n".join(line for line in code.splitlines() if not line.startswith((">>>", "[", "True", "False")))
    rules = [node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef) and node.name != "who"]
    assert len(rules) == len({rule.name for rule in rules}) == 10
    for rule in rules:
        assert rule.end_lineno is not None
        assert 5 <= rule.end_lineno - rule.lineno + 1 <= 15, rule.name
        assert f"who({rule.name}, " in page


def test_every_rule_has_its_section() -> None:
    page = (ROOT / "docs" / "explanation" / "rules-and-their-order.md").read_text(encoding="utf-8")
    sections = [title.replace(" ", "_") for title in re.findall(r"^## (.+)$", page, re.MULTILINE)]
    assert sections == [rule.__name__ for rule in quoteattr.DEFAULT_RULES]


@pytest.mark.parametrize("name", sorted(quoteattr.__all__))
def test_every_public_name_stands_in_the_reference(name: str) -> None:
    assert re.search(rf"quoteattr\.{re.escape(name)}$", API, re.MULTILINE)


@pytest.mark.parametrize("name", sorted(quoteattr.__all__))
def test_every_public_class_and_function_says_what_it_is(name: str) -> None:
    value = getattr(quoteattr, name)
    if name == "SpeakerRule":  # an alias of a type: what it is stands in rule.py's own docstring
        return
    assert not callable(value) or (value.__doc__ or "").strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_to_files_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", text)
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_readme_holds_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python -m pip install . && python -m quoteattr" in readme
    assert 'python -m pip install -e ".[test]" && python -m pytest' in readme


def test_the_readme_s_commands_are_what_ci_runs() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for command in ("-m pip install .", "-m quoteattr", '-m pip install -e ".[test]"', "-m pytest"):
        assert command in script
