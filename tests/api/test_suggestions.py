"""Suggestions by API: the same as under the search box, with the same refusals."""

from collections.abc import Iterator
from typing import Any

import pytest

from case_studies.vocabulary import State
from tests.support.api_client import Program, fine, refused
from tests.support.template import Template
from tests.support.workflow_cases import case_in
from tests.support.world import World

SUGGESTION = {"kind", "id", "label", "language", "name", "name_language", "count", "url"}


@pytest.fixture(scope="module")
def public(library_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A program without a token, on the demonstration library."""
    world = library_template.copy(tmp_path_factory.mktemp("library"))
    yield Program(world)
    world.close()


def ask(program: Program, typed: str, **filters: Any) -> list[dict[str, Any]]:
    return fine(program.get("/suggest", query_string={"q": typed, **filters}))  # type: ignore[no-any-return]


def test_every_suggestion_has_the_documented_shape(public: Program) -> None:
    suggestions = ask(public, "s")
    assert 0 < len(suggestions) <= 8
    assert all(set(suggestion) == SUGGESTION for suggestion in suggestions)
    assert {suggestion["kind"] for suggestion in suggestions} >= {"case", "theme", "host_state"}


def test_the_count_of_a_value_is_true_and_its_link_finds_them(public: Program) -> None:
    mali = next(suggestion for suggestion in ask(public, "мал") if suggestion["id"] == "MLI")
    assert mali["name"] == "Мали"
    assert mali["url"] == "http://localhost/search?host_state=MLI"
    assert fine(public.get("/search", query_string={"host_state": "MLI"}))["total"] == mali["count"]


def test_a_title_links_to_its_case(public: Program) -> None:
    case = next(suggestion for suggestion in ask(public, "preparar con") if suggestion["kind"] == "case")
    assert case["url"] == f"http://localhost/cases/{case['id']}"
    assert case["language"] == "es"


def test_the_filters_narrow_what_is_counted(public: Program) -> None:
    counts = [
        next(suggestion["count"] for suggestion in ask(public, "convoy", **filters) if suggestion["id"] == "MOV")
        for filters in ({}, {"host_state": "MLI"}, {"host_state": "MLI", "year_from": 2021})
    ]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[1]


def test_an_empty_query_has_no_suggestions(public: Program) -> None:
    assert ask(public, "") == fine(public.get("/suggest")) == []


def test_unknown_values_are_refused_with_the_name_of_the_parameter(public: Program) -> None:
    refused(public.get("/suggest?q=mali&theme=NONE"), 422, "theme")
    refused(public.get("/suggest?q=mali&year_from=soon"), 422, "year_from")
    refused(public.get("/suggest?q=mali&sort=title"), 422, "sort")


@pytest.mark.parametrize("typed", ["\x00", "*", '"', "((", "й" * 900, "\u202e", "🚁", "a " * 2000])
def test_any_text_gets_an_answer(public: Program, typed: str) -> None:
    assert isinstance(ask(public, typed), list)


def test_members_cases_are_suggested_to_those_with_a_token(bare: World) -> None:
    case_in(bare, State.PUBLISHED, title="Searching for members alone", audience="members")
    for typed in ("searching for", "mali", "minusma"):
        assert ask(Program(bare), typed) == []
        assert ask(Program(bare, "practitioner"), typed)


def test_without_an_index_it_is_unavailable(bare: World) -> None:
    for pointer in bare.config.index_dir.glob("*/current"):
        pointer.unlink()
    refused(Program(bare).get("/suggest?q=mali"), 503)
