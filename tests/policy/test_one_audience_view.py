"""What readers get of a revision comes from `policy/release.py`: nothing that shows a case goes around it.

A module that shows cases knows the stored revision only if it is on one of these lists. So a new one that takes a text
from the database has to be entered here, with its reason, or to take what was released.
"""

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
OUTWARD = (
    "app",
    "case_studies/search",
    "case_studies/notifications",
    "case_studies/operations/search",
    "case_studies/operations/situations",
    "case_studies/operations/topics",
    "case_studies/operations/vocabularies",
    "case_studies/operations/cases/comparison.py",
    "case_studies/operations/cases/public_list.py",
)
FOR_THOSE_WHO_TAKE_PART = {
    "app/phrases/answers.py": "the form of those who write",
    "app/phrases/findings.py": "findings of the check, for those who write, clear and review",
    "app/pages/cases/check.py": "the same",
    "app/pages/cases/edit.py": "the form",
    "app/pages/cases/edit_form.py": "the form",
    "app/pages/cases/transitions.py": "the steps of those who take part",
    "app/pages/cases/narrowing.py": "the offices of the delegation narrow their case",
    "app/pages/cases/reports.py": "editors and the delegation read the part that was reported",
    "app/api/consents.py": "a co-submitter reads the text that it confirms",
}
RELEASING = {
    "app/pages/cases/case.py",
    "app/pages/cases/readers.py",
    "case_studies/notifications/render.py",
    "case_studies/operations/search/search.py",
    "case_studies/operations/topics/topic.py",
    "case_studies/operations/vocabularies/usage.py",
    "case_studies/search/sync/search_documents.py",
}
"""They load a stored revision, and release it."""
RELEASED_BY = ("case_studies.policy.release", "case_studies.operations.cases.reading_as")
WITHOUT_TEXT = {
    "case_studies/operations/cases/public_list.py": "counts, references and days",
    "case_studies/operations/search/first_publications.py": "references, with the entries of their publication",
    "case_studies/operations/search/hidden.py": "references of what waits for the index",
    "case_studies/operations/topics/figures.py": "counts",
    "case_studies/operations/topics/map_cases.py": "counts and codes of classifications",
    "case_studies/operations/topics/gaps.py": "codes of classifications",
    "case_studies/operations/topics/kinds.py": "counts",
    "case_studies/operations/topics/other_kinds.py": "which cases a practice or an adoption rests on",
    "case_studies/operations/vocabularies/edit.py": "which cases an entry is used in, for the index",
    "case_studies/operations/vocabularies/list.py": "counts",
}


def _modules() -> list[Path]:
    paths = [HOUSE / place for place in OUTWARD]
    return sorted(module for path in paths for module in (path.rglob("*.py") if path.is_dir() else [path]))


def _imports(module: Path) -> set[tuple[str, str]]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {(node.module or "", alias.name) for node in found for alias in node.names}


def _knows_stored_revision(imports: set[tuple[str, str]]) -> bool:
    return any(name == "Revision" and module.startswith("case_studies.models") for module, name in imports)


@pytest.mark.slow
def test_only_listed_modules_know_the_stored_revision() -> None:
    knowing = {str(path.relative_to(HOUSE)) for path in _modules() if _knows_stored_revision(_imports(path))}
    assert knowing == {*FOR_THOSE_WHO_TAKE_PART, *RELEASING, *WITHOUT_TEXT}


@pytest.mark.parametrize("name", sorted(RELEASING))
def test_a_module_that_loads_a_revision_for_readers_releases_it(name: str) -> None:
    assert any(module in RELEASED_BY for module, _name in _imports(HOUSE / name))


@pytest.mark.parametrize("name", sorted(FOR_THOSE_WHO_TAKE_PART))
def test_a_page_for_everybody_beside_those_of_participants_releases_what_it_shows(name: str) -> None:
    imports = _imports(HOUSE / name)
    if ("app.access", "open_to_all") in imports:
        assert any(module in RELEASED_BY for module, _name in imports)


@pytest.mark.parametrize("name", sorted(WITHOUT_TEXT))
def test_a_module_that_only_counts_reads_no_text(name: str) -> None:
    texts = {"sections", "title", "sources", "contact", "public_sections", "narrower_sources"}
    tree = ast.parse((HOUSE / name).read_text(encoding="utf-8"))
    read = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Revision"
    }
    assert not read & texts


def test_the_search_for_imports_finds_them() -> None:
    assert _knows_stored_revision({("case_studies.models", "Revision")})
    assert _knows_stored_revision({("case_studies.models.revision", "Revision")})
    assert not _knows_stored_revision({("case_studies.policy.release", "ReleasedRevision")})
