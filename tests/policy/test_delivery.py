"""The delivery decides nothing: what an actor may do comes from `allowed_now`, and the database from operations."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "app"
MODULES = sorted(APP.rglob("*.py"))
TEMPLATES = sorted((APP / "templates").rglob("*.html"))
MARKS = APP / "access.py"  # who may enter a view at all

DECIDING = {
    "case_studies.policy.permissions": {"may", "RULES", "STATES", "ASSIGNMENT_STATES"},
    "case_studies.workflow.transitions": {"STATES"},
}
SENTENCE = re.compile(r"(is|has|did)_")  # predicates of the policy
IN_A_TEMPLATE = re.compile(r"\bis_a\(|\b(?:case|revision)\.state\s*(?:[!=]=|in\b|not\b)")
SHOWN = {"cases/case.html": "revision.state =="}  # the mark of an archived case


def decisions(tree: ast.AST) -> Iterator[str]:
    """Yield what a module decides by itself: rules it imports, states it compares, roles it looks at."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                name = alias.name
                is_predicate = node.module == "case_studies.policy.predicates" and SENTENCE.match(name)
                if name in DECIDING.get(node.module or "", ()) or is_predicate:
                    yield f"{node.lineno}: imports {name}"
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(isinstance(side, ast.Attribute) and side.attr == "state" for side in sides):
                yield f"{node.lineno}: compares a state"
        elif isinstance(node, ast.Attribute) and node.attr == "is_a":
            yield f"{node.lineno}: looks at roles"


@pytest.mark.slow
@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(APP)))
def test_no_module_of_the_delivery_decides_what_somebody_may_do(path: Path) -> None:
    found = list(decisions(ast.parse(path.read_text(encoding="utf-8"))))
    assert not found or path == MARKS, found


def test_no_template_decides_what_somebody_may_do() -> None:
    found = {
        f"{name}: {match}"
        for path in TEMPLATES
        for name in [str(path.relative_to(APP / "templates"))]
        for match in IN_A_TEMPLATE.findall(path.read_text(encoding="utf-8"))
        if SHOWN.get(name) != match
    }
    assert not found


@pytest.mark.parametrize(
    "code",
    [
        "from case_studies.policy.permissions import Permission, may",
        "from case_studies.policy.predicates import is_office_of_submitter",
        "editable = case.state in WRITABLE",
        "open_now = case.state == State.IN_REVIEW",
        "shown = actor().is_a(Role.EDITOR)",
    ],
)
def test_the_search_for_decisions_finds_them(code: str) -> None:
    assert list(decisions(ast.parse(code)))
