"""The OpenAPI document has every route and nothing else. Its page needs no script."""

import re
from typing import Any

import pytest

from app import build_app
from app.api import BLUEPRINTS
from app.api.blueprint import ApiBlueprint
from app.api.openapi import openapi_document
from app.api.openapi_page import EXAMPLE_VALUES
from app.security_headers import CONTENT_SECURITY_POLICY
from case_studies import vocabulary
from tests.support.api_client import PREFIX, Program, fine
from tests.support.api_operations import OPERATIONS
from tests.support.world import World


@pytest.fixture
def document(bare: World) -> dict[str, Any]:
    return fine(Program(bare).get("/openapi.json"))  # type: ignore[no-any-return]


def routes(world: World) -> list[tuple[str, str, str]]:
    """Return method, OpenAPI path and endpoint of every route of the API."""
    rules = [rule for rule in world.app.url_map.iter_rules() if rule.rule.startswith("/api/")]
    return [
        (method.lower(), re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule), rule.endpoint)
        for rule in rules
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def test_every_route_is_in_the_document_and_nothing_else(bare: World, document: dict[str, Any]) -> None:
    described = {
        (method, path) for path, methods in document["paths"].items() for method in methods if method != "parameters"
    }
    assert described == {(method, path) for method, path, _ in routes(bare)}
    assert len(described) == len(OPERATIONS)


@pytest.mark.slow
def test_the_document_is_made_once_when_it_is_first_read(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    describe = ApiBlueprint.register_views_in_doc

    def count(group: ApiBlueprint, *arguments: Any, **options: Any) -> None:
        made.append(group.name)
        describe(group, *arguments, **options)

    monkeypatch.setattr(ApiBlueprint, "register_views_in_doc", count)
    app = build_app()
    assert made == []
    with app.app_context():
        assert openapi_document() == openapi_document()
    assert sorted(made) == sorted(blueprint.name for blueprint in BLUEPRINTS)


def test_every_operation_says_who_may_call_it(bare: World, document: dict[str, Any]) -> None:
    """The document says the same as the access mark of the view."""
    for method, path, endpoint in routes(bare):
        mark = bare.app.view_functions[endpoint].access  # type: ignore[attr-defined]
        operation = document["paths"][path][method]
        assert operation["x-who-may"] in operation["description"]
        assert (operation["security"] == [{"bearer": []}]) == (mark != "all"), path
        assert ("401" in operation["responses"]) == (operation["security"] != []), path


def test_every_refusal_is_described_as_a_problem(document: dict[str, Any]) -> None:
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for methods in document["paths"].values():
        for operation in (methods[method] for method in methods if method != "parameters"):
            for status, answer in operation["responses"].items():
                if status >= "400":
                    name = answer["$ref"].rpartition("/")[2]
                    assert document["components"]["responses"][name]["content"] == problem


@pytest.mark.parametrize(
    ("schema", "field", "values"),
    [
        ("CaseOutput", "state", vocabulary.State),
        ("Transition", "action", vocabulary.Action),
        ("Case", "language", vocabulary.Language),
        ("Case", "audience", vocabulary.Audience),
        ("Case", "stage", [*vocabulary.Stage, None]),
        ("Case", "measure", [*vocabulary.Measure, None]),
        ("Case", "evidence", [*vocabulary.Evidence, None]),
        ("AssignmentOutput", "state", vocabulary.AssignmentState),
        ("Review", "recommendation", [*vocabulary.Recommendation, None]),
    ],
)
def test_closed_lists_are_in_the_document(document: dict[str, Any], schema: str, field: str, values: Any) -> None:
    assert document["components"]["schemas"][schema]["properties"][field]["enum"] == list(values)


def test_names_that_other_programs_use_do_not_change(document: dict[str, Any]) -> None:
    fields = (
        "title language themes host_states operations initiatives implemented_by co_submitters partners started ended "
        "stage measure "
        "evidence audience contact sources sections attribution section_audiences public_sections "
        "narrower_sources unmentioned_sections released_by released_to"
    ).split()
    schemas = document["components"]["schemas"]
    assert set(schemas["Case"]["properties"]) == set(fields)
    assert set(schemas["Edit"]["properties"]) == {*fields, "version"}
    answered = {"reference", "state", "version", "revision", "published_revision", "actions", *fields}
    assert answered <= set(schemas["CaseOutput"]["required"])
    assert list(schemas["Sections"]["properties"]) == list(vocabulary.Section)
    assert set(schemas["Transition"]["properties"]) == {"action", "note", "version"}


@pytest.mark.slow
def test_the_page_shows_every_operation_and_needs_no_script(bare: World, document: dict[str, Any]) -> None:
    answer = Program(bare).get("/docs")
    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    page = answer.get_data(as_text=True)
    for method, path, _ in routes(bare):
        assert f"<code>{method.upper()} {path}</code>" in page
        assert f"http://localhost{path}".format_map(EXAMPLE_VALUES) in page
    assert page.count("Who may call:") == len(OPERATIONS)
    scripts = re.findall(r"<script\b[^>]*>[^<]*", page)
    assert all(re.search(r'src="/assets/', script) and script.endswith(">") for script in scripts)
    assert not re.search(r'(?:src|href)="(?:https?:)?//|\son\w+="|\sstyle="', page)
    assert len(page) < 4_000 * len(OPERATIONS)  # for programmers with a good connection


def test_every_link_on_the_page_has_its_target(bare: World) -> None:
    page = Program(bare).get("/docs").get_data(as_text=True)
    anchors = set(re.findall(r'href="#([^"]+)"', page))
    identities = re.findall(r'id="([^"]+)"', page)
    assert anchors <= set(identities)
    assert len(identities) == len(set(identities))


def test_the_document_is_served_under_its_prefix_only(bare: World) -> None:
    assert bare.visitor().get("/openapi.json").status_code == 404
    assert bare.visitor().get(f"{PREFIX}/openapi.json").content_type == "application/json"
