"""A program that calls the API for an office, and cases brought to where a test starts."""

from typing import Any

from sqlalchemy import Table
from werkzeug.test import TestResponse

from case_studies.db import Base
from tests.support.world import WHOLE_CASE, WHOLE_REVIEW, World

PREFIX = "/api/v1"
WRITER, OFFICER = "focal-point.gha", "clearance.gha"
REVIEWERS = ("reviewer.bra", "reviewer.jpn")
EDITOR = "editor.idn"
Answer = dict[str, Any]


class Program:
    """Calls the API as one office, or as nobody."""

    def __init__(self, world: World, office: str | None = None) -> None:
        self.client = world.visitor(use_cookies=False)
        self.headers = world.headers(office) if office else {}
        self.email = f"{office}@demo.example"

    def get(self, path: str, **rest: Any) -> TestResponse:
        return self.call("GET", path, **rest)

    def post(self, path: str, body: Any = None, **rest: Any) -> TestResponse:
        return self.call("POST", path, json=body, **rest)

    def patch(self, path: str, body: Any = None, **rest: Any) -> TestResponse:
        return self.call("PATCH", path, json=body, **rest)

    def put(self, path: str, body: Any = None, **rest: Any) -> TestResponse:
        return self.call("PUT", path, json=body, **rest)

    def call(self, method: str, path: str, *, headers: dict[str, str] | None = None, **rest: Any) -> TestResponse:
        return self.client.open(PREFIX + path, method=method, headers={**self.headers, **(headers or {})}, **rest)

    def case(self, reference: str) -> Answer:
        """Return a case that this office must see."""
        return fine(self.get(f"/cases/{reference}"))

    def act(self, reference: str, action: str, note: str = "") -> Answer:
        """Perform an action that must succeed."""
        version = self.case(reference)["version"]
        body = {"action": action, "note": note, "version": version}
        return fine(self.post(f"/cases/{reference}/transitions", body))


def fine(answer: TestResponse, status: int = 200) -> Any:
    """Return what an answer that must be fine carries."""
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json()


def refused(answer: TestResponse, status: int, *fields: str) -> Answer:
    """Return the problem of an answer that must be refused, naming exactly these fields."""
    assert answer.status_code == status, answer.get_data(as_text=True)
    assert answer.content_type == "application/problem+json"
    problem: Answer = answer.get_json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert sorted(problem.get("errors", {})) == sorted(fields), problem
    return problem


def everything(world: World) -> dict[str, list[Any]]:
    """Return every row of the database as it is stored, to show that nothing changed."""
    with world.platform.work.reading() as session:
        return {
            table.name: session.connection().exec_driver_sql(_all_rows(table)).all()
            for table in Base.metadata.sorted_tables
            if table.name != "api_tokens"
        }


def _all_rows(table: Table) -> str:
    """Return the SQL that reads a table as it is stored: converting JSON and dates would cost most of the time."""
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key)
    return f'SELECT * FROM "{table.name}" ORDER BY {keys}'


def draft(world: World, **changes: Any) -> str:
    """Return the reference of a whole draft."""
    return fine(Program(world, WRITER).post("/cases", {**WHOLE_CASE, **changes}), 201)["reference"]  # type: ignore[no-any-return]


def submitted(world: World, **changes: Any) -> str:
    """Return the reference of a case that waits for an editor."""
    reference = draft(world, **changes)
    Program(world, WRITER).act(reference, "request_clearance")
    for code in changes.get("co_submitters", ()):
        _consent(world, reference, f"clearance.{code.lower()}")
    Program(world, OFFICER).act(reference, "clear")
    return reference


def _consent(world: World, reference: str, office: str) -> None:
    """Confirm the text as a co-submitter."""
    officer, address = Program(world, office), f"/cases/{reference}/consent"
    answer = {"answer": "confirmed", "mark": fine(officer.get(address))["mark"]}
    assert officer.put(address, answer).status_code == 204


def ask(world: World, reference: str, reviewer: str) -> int:
    """Ask a reviewer, who accepts; return the assignment."""
    body = {"reviewer": f"{reviewer}@demo.example"}
    number: int = fine(Program(world, EDITOR).post(f"/cases/{reference}/assignments", body), 201)["id"]
    fine(Program(world, reviewer).post(f"/assignments/{number}/response", {"response": "accept"}))
    return number


def in_review(world: World, **changes: Any) -> tuple[str, list[int]]:
    """Return the reference of a case under review, and the assignments."""
    reference = submitted(world, **changes)
    asked = [ask(world, reference, reviewer) for reviewer in REVIEWERS]
    Program(world, EDITOR).act(reference, "start_review")
    return reference, asked


def judged(world: World, **changes: Any) -> str:
    """Return the reference of a case that both reviewers approve."""
    reference, asked = in_review(world, **changes)
    for reviewer, number in zip(REVIEWERS, asked, strict=True):
        fine(Program(world, reviewer).put(f"/assignments/{number}/review", {**WHOLE_REVIEW, "submit": True}))
    return reference


def published(world: World, **changes: Any) -> str:
    """Return the reference of a published case."""
    reference = judged(world, **changes)
    Program(world, EDITOR).act(reference, "publish")
    return reference
