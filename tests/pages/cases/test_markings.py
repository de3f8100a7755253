"""What a reader gets of a case carries the mark of its narrowest part, in every kind of answer."""

from typing import Any
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from case_studies.vocabulary import State
from tests.support.api_client import Program, fine
from tests.support.files import pdf
from tests.support.page import Page
from tests.support.workflow_cases import WRITER, Steps, case_in
from tests.support.world import World

VISITOR, MEMBER, NAMED = None, "practitioner", "reviewer.ken"
CLEAR, GREEN, RELEASED = "TLP:CLEAR", "TLP:GREEN", "TLP:GREEN, released to Kenya"
PARTS: dict[str, Any] = {"section_audiences": {"actions": "members", "results": "delegations"}, "released_to": ["KEN"]}
SOURCES: dict[str, Any] = {"narrower_sources": {"members": ["A"], "delegations": ["B"]}, "released_to": ["KEN"]}
CASES: list[tuple[dict[str, Any], dict[str | None, str]]] = [
    ({}, {VISITOR: CLEAR, MEMBER: CLEAR, NAMED: CLEAR}),
    ({"audience": "members"}, {MEMBER: GREEN, NAMED: GREEN}),
    (PARTS, {VISITOR: CLEAR, MEMBER: GREEN, NAMED: RELEASED}),
    (SOURCES, {VISITOR: CLEAR, MEMBER: GREEN, NAMED: RELEASED}),
    ({"audience": "members", **PARTS}, {MEMBER: GREEN, NAMED: RELEASED}),
    ({"attribution": "named_to_members"}, {VISITOR: CLEAR, MEMBER: GREEN, NAMED: GREEN}),
    ({"attribution": "unnamed"}, {VISITOR: CLEAR, MEMBER: CLEAR, NAMED: CLEAR}),
]


def _client(world: World, office: str | None) -> FlaskClient:
    return world.visitor() if office is None else world.browser(office)


@pytest.mark.parametrize(("values", "marks"), CASES, ids=[",".join(values) or "open" for values, _ in CASES])
def test_every_kind_of_answer_has_the_mark(bare: World, values: dict[str, Any], marks: dict[str | None, str]) -> None:
    reference = case_in(bare, State.PUBLISHED, **values).reference
    for office, mark in marks.items():
        client = _client(bare, office)
        html = client.get(f"/cases/{reference}").get_data(as_text=True)
        (body,) = Page(html).css("body")
        sheet = "printed-for-public" if mark == CLEAR else "printed-for-members"
        assert sheet in body.required("class"), office
        assert f"{mark} http://localhost/cases/{reference}" in Page(html).css(".masthead")[0].words, office
        program = Program(bare, office)
        assert fine(program.get(f"/cases/{reference}"))["marking"] == mark, office
        assert [item["marking"] for item in fine(program.get("/search"))["items"]] == [mark], office
        feed = client.get("/search.atom").get_data(as_text=True)
        assert f'term="{mark.partition(",")[0]}" label="{mark}"' in feed, office


@pytest.mark.parametrize("page", ["work", "preview", "readers", "revisions/1"])
def test_a_sheet_of_a_case_that_is_not_published_is_for_members(bare: World, page: str) -> None:
    draft = Steps.start(bare)
    answer = bare.browser(WRITER).get(f"/cases/{draft.reference}/{page}")
    assert answer.status_code == 200
    assert "printed-for-members" in Page(answer.get_data(as_text=True)).css("body")[0].required("class")


@pytest.mark.parametrize(("audience", "mark"), [("public", "TLP-CLEAR"), ("members", "TLP-GREEN")])
def test_a_file_has_its_mark_in_its_name(bare: World, audience: str, mark: str) -> None:
    case = Steps.start(bare)
    number = case.attach(pdf(), "Plan.v2.pdf", audience=audience)
    case.publish()
    address = f"/cases/{case.reference}/attachments/{number}"
    for answer in (bare.browser(MEMBER).get(address), Program(bare, MEMBER).get(address)):
        assert unquote(answer.headers["Content-Disposition"]).endswith(f"''Plan.v2 ({mark}).pdf")
        assert answer.headers["Casebook-Marking"] == mark.replace("-", ":")
    assert fine(Program(bare, MEMBER).get(f"/cases/{case.reference}"))["marking"] == mark.replace("-", ":")
