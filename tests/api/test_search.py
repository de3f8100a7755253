"""Search by API: facets, counts, refusals, and what each audience finds."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.api_client import Program, fine, refused
from tests.support.template import Template
from tests.support.world import World

FACETS = [
    "kind",
    "theme",
    "host_state",
    "operation",
    "delegation",
    "initiative",
    "implemented_by",
    "measure",
    "language",
    "stage",
    "evidence",
    "life",
]
ITEM = {
    "kind", "reference", "title", "url", "snippet", "highlights", "themes", "host_states", "operations",
    "implemented_by", "language", "started", "ended", "audience", "marking", "life", "confirmed_on", "confirm_by",
    "confirmation_note",
}  # fmt: skip
READ = {"hints", "corrections", "corrected", "offered", "widened"}


@pytest.fixture(scope="module")
def library(library_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The demonstration library. Searching does not change it."""
    world = library_template.copy(tmp_path_factory.mktemp("library"))
    yield world
    world.close()


@pytest.fixture(scope="module")
def public(library: World) -> Program:
    return Program(library)


@pytest.fixture(scope="module")
def member(library: World) -> Program:
    return Program(library, "practitioner")


def find(program: Program, **parameters: Any) -> dict[str, Any]:
    return fine(program.get("/search", query_string={"per_page": 100, **parameters}))  # type: ignore[no-any-return]


def references(answer: dict[str, Any]) -> list[str]:
    return [item["reference"] for item in answer["items"]]


def counts(answer: dict[str, Any], facet: str) -> dict[str, int]:
    return {value["id"]: value["count"] for value in answer["facets"][facet]}


def test_the_response_has_the_documented_shape(public: Program) -> None:
    answer = find(public, q="convoy")
    assert set(answer) == {"items", "total", "page", "per_page", "facets", *READ}
    assert set(answer["facets"]) == set(FACETS)
    assert all(set(value) == {"id", "label", "count"} for facet in FACETS for value in answer["facets"][facet])
    assert answer["total"] == len(answer["items"]) > 0
    for item in answer["items"]:
        assert set(item) == ITEM
        assert item["url"] == f"http://localhost/cases/{item['reference']}"
        assert all(set(value) == {"id", "label"} for name in ("themes", "host_states") for value in item[name])
        assert "<" not in item["snippet"]


def test_the_snippet_shows_the_searched_words(public: Program) -> None:
    first = find(public, q="convoy")["items"][0]
    found = [part["text"].lower() for passage in first["highlights"] for part in passage["parts"] if part["found"]]
    assert any(word.startswith("convoy") for word in found)
    assert found[0] in first["snippet"].lower()


def test_without_parameters_all_cases_are_found(public: Program, member: Program) -> None:
    everything = find(public)
    assert set(references(everything)) < set(references(find(member)))
    assert {item["audience"] for item in everything["items"]} == {"public"}
    assert {item["audience"] for item in find(member)["items"]} == {"public", "members"}


@pytest.mark.slow
def test_the_public_finds_no_trace_of_members_cases(public: Program, member: Program) -> None:
    all_counts = {facet: counts(find(member), facet) for facet in FACETS}
    for facet in FACETS:
        seen = counts(find(public), facet)
        per_case: dict[str, int] = {}
        for value in seen:
            per_case[value] = find(public, **{facet: value})["total"]
        assert seen == per_case
        assert all(count <= all_counts[facet][value] for value, count in seen.items())
    hidden = [item for item in find(member)["items"] if item["audience"] == "members"]
    for item in hidden:
        assert item["reference"] not in references(find(public, q=item["title"]))


def test_values_of_a_facet_widen_and_facets_narrow(public: Program) -> None:
    start = counts(find(public), "host_state")
    one, two = sorted(start, key=lambda code: -start[code])[:2]
    first, second = set(references(find(public, host_state=one))), set(references(find(public, host_state=two)))
    both = find(public, host_state=[one, two])
    assert set(references(both)) == first | second
    assert len(first) == start[one]
    theme, count = next(iter(counts(both, "theme").items()))
    narrowed = find(public, host_state=[one, two], theme=theme)
    assert set(references(narrowed)) <= first | second
    assert narrowed["total"] == count
    assert counts(narrowed, "host_state").keys() <= start.keys()


@pytest.mark.slow
def test_a_theme_includes_its_sub_themes(public: Program) -> None:
    parents = {theme["id"]: theme["parent"] for theme in fine(public.get("/themes"))}
    found = counts(find(public), "theme")
    for top in [theme for theme in found if parents[theme] is None]:
        below = [theme for theme in found if parents[theme] == top]
        united = {reference for theme in below for reference in references(find(public, theme=theme))}
        assert united <= set(references(find(public, theme=top)))
        for item in find(public, theme=top)["items"]:
            assert any(top in (theme["id"], parents[theme["id"]]) for theme in item["themes"])


def test_a_page_after_the_last_is_empty_with_the_true_total(public: Program) -> None:
    total = find(public)["total"]
    seen: list[str] = []
    for page in range(1, total // 5 + 2):
        seen += references(fine(public.get("/search", query_string={"per_page": 5, "page": page})))
    assert sorted(seen) == sorted(references(find(public)))
    past = fine(public.get("/search", query_string={"per_page": 5, "page": total}))
    assert (past["items"], past["total"], past["page"], past["per_page"]) == ([], total, total, 5)


def test_years_narrow(public: Program) -> None:
    found = find(public, year_from=2015, year_to=2016)
    assert 0 < found["total"] < find(public)["total"]
    assert all(item["started"] <= 2016 and (item["ended"] or 9999) >= 2015 for item in found["items"])


def test_the_caller_chooses_the_order(public: Program) -> None:
    titles = [item["title"] for item in find(public, sort="title", language="en")["items"]]
    assert titles == sorted(titles, key=str.casefold)
    assert set(references(find(public, sort="newest"))) == set(references(find(public)))


UNKNOWN = {
    **dict.fromkeys(FACETS, "no-such-value"),
    "year_from": "last",
    "year_to": "0",
    "sort": "random",
    "page": "0",
    "per_page": "101",
    "host_states": "MLI",
    "nonsense": "",
}


@pytest.mark.parametrize(("name", "value"), UNKNOWN.items())
def test_unknown_values_are_refused_with_the_name_of_the_parameter(public: Program, name: str, value: str) -> None:
    problem = refused(public.get("/search", query_string={name: value}), 422, name)
    assert problem["errors"][name][0].endswith(".")
    if value == "no-such-value":
        assert value in problem["errors"][name][0]


def test_one_unknown_among_known_values_is_refused(public: Program) -> None:
    refused(public.get("/search?theme=EXP&theme=NONE&stage=later"), 422, "theme", "stage")
    refused(public.get("/search?year_from=2020&year_to=2010"), 422, "year_to")


@pytest.mark.parametrize(
    "query", ['"', "(((", "a AND OR", "title:*", "*", "\x00", "й" * 900, "<script>", "%", "a" * 5000]
)
def test_any_query_gets_an_answer(public: Program, query: str) -> None:
    assert isinstance(find(public, q=query)["total"], int)


def test_empty_parameters_count_as_absent(public: Program) -> None:
    assert fine(public.get("/search?q=&theme=&page=&sort="))["total"] == find(public)["total"]


VOCABULARIES = {
    "themes": {"id", "label", "parent", "scope_note", "synonyms", "retired"},
    "operations": {"id", "label", "category", "started", "ended", "host_states", "retired"},
    "initiatives": {"id", "label", "year", "kind", "themes", "retired"},
    "states": {"id", "label", "kind"},
    "delegations": {"id", "label", "kind", "standing", "contributions"},
}


@pytest.mark.parametrize(("name", "fields"), VOCABULARIES.items())
def test_everybody_reads_the_vocabularies(public: Program, name: str, fields: set[str]) -> None:
    rows = fine(public.get(f"/{name}"))
    assert len(rows) > 5
    assert all(set(row) == fields for row in rows)
    assert all(row["id"] and row["label"] for row in rows)
    facet = {"themes": "theme", "states": "host_state", "operations": "operation", "initiatives": "initiative"}.get(
        name
    )
    if facet:
        known = {row["id"]: row["label"] for row in rows}
        assert all(known[value["id"]] == value["label"] for value in find(public)["facets"][facet])
