"""Each refusal has its exact status, names its fields, and changes nothing."""

import re
from typing import Any

import pytest

from tests.support.api_client import EDITOR, OFFICER, PREFIX, WRITER, everything, fine, refused, submitted
from tests.support.api_scene import NOW, Scene
from tests.support.world import WHOLE_CASE, WHOLE_REVIEW

SECTIONS = ("summary", "situation", "actions", "resources", "results", "shortcomings", "lessons", "transfer")
GAPS = (*SECTIONS, "themes", "host_states", "started", "stage", "evidence", "contact")
RATINGS = ("ratings.clarity", "ratings.evidence", "ratings.relevance", "ratings.transfer")
CLEAR = {"action": "clear", "version": NOW}
PUBLISH = {"action": "publish", "version": NOW}
CLEARANCE = {"action": "request_clearance", "version": NOW}
WITHDRAW = {"action": "withdraw", "version": NOW}
DECLINE = {"action": "decline", "version": NOW}
REVISION = {"action": "request_revision", "note": "Say who measured.", "version": NOW}
BRAZIL, FRANCE = {"reviewer": "reviewer.bra@demo.example"}, {"reviewer": "reviewer.fra@demo.example"}
ACCEPT = {"response": "accept"}
SUBMIT = {**WHOLE_REVIEW, "submit": True}
EMPTY = {"submit": True}
ONE_RATING = {**SUBMIT, "ratings": {"clarity": 3}}
UNKNOWN = {"version": NOW, "themes": ["EXP", "NONE"], "host_states": ["XXX"]}
ELSE = "focal-point.deu"

# office, method, path, body, the fields that the refusal names
Row = tuple[str | None, str, str, Any, tuple[str, ...]]


def _row(office: str | None, method: str, path: str, body: Any = None, *fields: str) -> Row:
    return office, method, path, body, fields


REFUSALS: dict[int, list[Row]] = {
    401: [
        _row(None, "POST", "/cases", WHOLE_CASE),
        _row(None, "PATCH", "/cases/{draft}", {"version": NOW, "title": "Mine"}),
        _row(None, "PATCH", "/cases/{published}", {"version": NOW, "title": "Mine"}),
        _row(None, "POST", "/cases/{published}/transitions", WITHDRAW),
        _row(None, "POST", "/cases/{submitted}/assignments", FRANCE),
        _row(None, "GET", "/cases/{published}/assignments"),
        _row(None, "GET", "/cases/{published}/reviews"),
        _row(None, "GET", "/assignments"),
        _row(None, "POST", "/assignments/{invited}/response", ACCEPT),
        _row(None, "PUT", "/assignments/{accepted}/review", SUBMIT),
    ],
    403: [
        _row(OFFICER, "POST", "/cases", WHOLE_CASE),
        _row("practitioner", "POST", "/cases", WHOLE_CASE),
        _row(EDITOR, "POST", "/cases", WHOLE_CASE),
        _row("admin", "POST", "/cases", WHOLE_CASE),
        _row(OFFICER, "PATCH", "/cases/{draft}", {"version": NOW, "title": "Mine"}),
        _row(EDITOR, "PATCH", "/cases/{submitted}", {"version": NOW, "title": "Mine"}),
        _row(ELSE, "PATCH", "/cases/{published}", {"version": NOW, "title": "Mine"}),
        _row(WRITER, "POST", "/cases/{in_review}/transitions", PUBLISH),
        _row(EDITOR, "POST", "/cases/{submitted}/transitions", WITHDRAW),
        _row("reviewer.bra", "POST", "/cases/{in_review}/transitions", PUBLISH),
        _row("practitioner", "POST", "/cases/{published}/transitions", WITHDRAW),
        _row(ELSE, "POST", "/cases/{published}/transitions", {"action": "revise", "version": NOW}),
        _row(OFFICER, "POST", "/cases/{draft}/transitions", CLEARANCE),
        _row(WRITER, "POST", "/cases/{submitted}/assignments", FRANCE),
        _row("reviewer.bra", "POST", "/cases/{in_review}/assignments", FRANCE),
        _row(WRITER, "GET", "/cases/{in_review}/assignments"),
        _row("reviewer.bra", "GET", "/cases/{in_review}/assignments"),
        _row("practitioner", "GET", "/cases/{published}/reviews"),
        _row("reviewer.fra", "GET", "/cases/{published}/reviews"),
    ],
    404: [
        *(
            _row(office, "GET", "/cases/{draft}" + rest)
            for office in (EDITOR, "admin", "practitioner", ELSE, "reviewer.bra")
            for rest in ("", "/history", "/reviews", "/assignments")
        ),
        _row(None, "GET", "/cases/{draft}"),
        _row(None, "GET", "/cases/{submitted}/history"),
        _row(None, "GET", "/cases/{withdrawn}"),
        _row("reviewer.fra", "GET", "/cases/{in_review}"),
        _row("admin", "GET", "/cases/{in_review}"),
        _row(ELSE, "PATCH", "/cases/{draft}", {"version": NOW, "title": "Mine"}),
        _row(EDITOR, "POST", "/cases/{draft}/transitions", PUBLISH),
        _row(EDITOR, "POST", "/cases/{draft}/assignments", FRANCE),
        _row("reviewer.fra", "POST", "/assignments/{invited}/response", ACCEPT),
        _row(EDITOR, "POST", "/assignments/{invited}/response", ACCEPT),
        _row(WRITER, "PUT", "/assignments/{accepted}/review", SUBMIT),
        _row("reviewer.bra", "PUT", "/assignments/999999/review", SUBMIT),
        _row("reviewer.bra", "PUT", f"/assignments/{10**30}/review", SUBMIT),
        _row("reviewer.bra", "POST", f"/assignments/{10**30}/response", ACCEPT),
        _row(WRITER, "GET", "/cases/CS-2026-9999"),
        _row(WRITER, "GET", "/cases/nonsense"),
        _row(WRITER, "GET", "/cases/CS-2026-0001%00"),
        _row(WRITER, "GET", "/nowhere"),
    ],
    405: [
        _row(WRITER, "PUT", "/cases/{draft}", WHOLE_CASE),
        _row(WRITER, "GET", "/cases"),
        _row(None, "POST", "/search", {}),
        _row(None, "POST", "/themes", {}),
    ],
    409: [
        _row(WRITER, "PATCH", "/cases/{draft}", {"version": 0, "title": "Stale"}),
        _row(WRITER, "PATCH", "/cases/{draft}", {"version": 10**30, "title": "Never seen"}),
        _row(WRITER, "PATCH", "/cases/{submitted}", {"version": NOW, "title": "Frozen"}),
        _row(WRITER, "PATCH", "/cases/{published}", {"version": NOW, "title": "Frozen"}),
        _row(WRITER, "POST", "/cases/{draft}/transitions", {"action": "request_clearance", "version": 0}),
        _row(WRITER, "POST", "/cases/{submitted}/transitions", CLEARANCE),
        _row(OFFICER, "POST", "/cases/{draft}/transitions", CLEAR),
        _row(OFFICER, "POST", "/cases/{withdrawn}/transitions", WITHDRAW),
        _row(EDITOR, "POST", "/cases/{submitted}/transitions", PUBLISH),
        _row(EDITOR, "POST", "/cases/{in_review}/transitions", PUBLISH),
        _row(EDITOR, "POST", "/cases/{in_review}/transitions", REVISION),
        _row(EDITOR, "POST", "/cases/{submitted}/assignments", BRAZIL),
        _row(EDITOR, "POST", "/cases/{published}/assignments", FRANCE),
        _row("reviewer.bra", "POST", "/assignments/{accepted}/response", ACCEPT),
        _row("reviewer.bra", "PUT", "/assignments/{invited}/review", SUBMIT),
        _row("reviewer.jpn", "PUT", "/assignments/{accepted_before_review}/review", SUBMIT),
    ],
    422: [
        _row(WRITER, "POST", "/cases/{bare_draft}/transitions", CLEARANCE, *GAPS),
        _row(EDITOR, "POST", "/cases/{submitted}/transitions", DECLINE, "note"),
        _row(EDITOR, "POST", "/cases/{submitted}/transitions", {**DECLINE, "note": "  "}, "note"),
        _row(EDITOR, "POST", "/cases/{submitted}/assignments", {"reviewer": "nobody@demo.example"}, "reviewer"),
        _row(EDITOR, "POST", "/cases/{submitted}/assignments", {"reviewer": "editor.bra@demo.example"}, "reviewer"),
        _row(EDITOR, "POST", "/cases/{submitted}/assignments", {**FRANCE, "due_on": "2020-01-01"}, "due_on"),
        _row("reviewer.bra", "PUT", "/assignments/{accepted}/review", EMPTY, "overall", "recommendation", *RATINGS),
        _row("reviewer.bra", "PUT", "/assignments/{accepted}/review", ONE_RATING, *RATINGS[1:]),
        _row(WRITER, "PATCH", "/cases/{draft}", {"version": NOW, "ended": 2018}, "ended"),
        _row(WRITER, "PATCH", "/cases/{draft}", {"version": NOW, "co_submitters": ["GHA"]}, "co_submitters"),
        _row(WRITER, "PATCH", "/cases/{draft}", UNKNOWN, "themes", "host_states"),
    ],
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("status", "row"),
    [(status, row) for status, rows in REFUSALS.items() for row in rows],
    ids=lambda value: str(value)[:90],
)
def test_a_refusal_has_its_status_and_changes_nothing(scene: Scene, status: int, row: Row) -> None:
    office, method, path, body, fields = row
    before = everything(scene.world)
    refused(scene.send(office, method, path, body), status, *fields)
    assert everything(scene.world) == before


def test_every_refusal_is_described_in_the_document(scene: Scene) -> None:
    paths = fine(scene.programs[None].get("/openapi.json"))["paths"]
    for status in (401, 403, 404, 409, 422):
        for _, method, path, _, _ in REFUSALS[status]:
            template = re.sub(r"^/(case|assignment)s/\{\w+\}", lambda match: TEMPLATES[match[1]], path)
            if PREFIX + template in paths:
                assert str(status) in paths[PREFIX + template][method.lower()]["responses"], (method, template, status)


TEMPLATES = {"case": "/cases/{reference}", "assignment": "/assignments/{assignment_id}"}


def test_a_reviewer_with_an_interest_can_not_be_invited(scene: Scene) -> None:
    world = scene.world
    reference = submitted(scene.world, host_states=["MLI"], implemented_by=["GHA"], co_submitters=["FRA"])
    before = everything(world)
    for address, reason in (("reviewer.fra", "interest"), ("focal-point.gha", "No reviewer")):
        answer = scene.send(EDITOR, "POST", f"/cases/{reference}/assignments", {"reviewer": f"{address}@demo.example"})
        (message,) = refused(answer, 422, "reviewer")["errors"]["reviewer"]
        assert reason in message
    assert everything(world) == before


@pytest.mark.slow
@pytest.mark.parametrize("changes", [{"co_submitters": ["BRA"]}, {"implemented_by": ["BRA"]}, {"host_states": ["BRA"]}])
def test_an_editor_with_an_interest_sees_nothing_before_publication(scene: Scene, changes: dict[str, Any]) -> None:
    reference = submitted(scene.world, **changes)
    refused(scene.send("editor.bra", "GET", f"/cases/{reference}", None), 404)
    refused(scene.send("editor.bra", "POST", f"/cases/{reference}/transitions", PUBLISH), 404)
    refused(scene.send("editor.bra", "POST", f"/cases/{reference}/assignments", FRANCE), 404)


def test_authors_can_not_clear_their_own_text(scene: Scene) -> None:
    """The policy refuses it, not the role. The officer of another delegation does not even see the case."""
    reference = submitted(scene.world)
    refused(scene.send(WRITER, "POST", f"/cases/{reference}/transitions", CLEAR), 403)
    refused(scene.send(ELSE, "POST", f"/cases/{reference}/transitions", CLEAR), 404)


def test_405_says_what_is_allowed(scene: Scene) -> None:
    answer = scene.send(WRITER, "PUT", "/cases/{draft}", None)
    assert {"GET", "PATCH"} <= set(answer.headers["Allow"].split(", "))
