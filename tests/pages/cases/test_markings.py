"""What a reader gets of a case carries the mark of its narrowest part, in every kind of answer."""

from typing import Any
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from app.phrases.markings import MARKS
from case_studies.vocabulary import State
from tests.support.api_client import Program, fine
from tests.support.files import pdf
from tests.support.page import Page
from tests.support.workflow_cases import WRITER, Steps, case_in, second_draft
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


@pytest.mark.slow
@pytest.mark.parametrize(("values", "marks"), CASES, ids=[",".join(values) or "open" for values, _ in CASES])
def test_every_kind_of_answer_has_the_mark(bare: World, values: dict[str, Any], marks: dict[str | None, str]) -> None:
    reference = case_in(bare, State.PUBLISHED, **values).reference
    other = case_in(bare, State.PUBLISHED).reference
    for office, mark in marks.items():
        client = _client(bare, office)
        html = client.get(f"/cases/{reference}").get_data(as_text=True)
        (body,) = Page(html).css("body")
        sheet = "printed-for-public" if mark == CLEAR else "printed-for-members"
        assert sheet in body.required("class"), office
        assert f"{mark} http://localhost/cases/{reference}" in Page(html).css(".masthead")[0].words, office
        program = Program(bare, office)
        assert fine(program.get(f"/cases/{reference}"))["marking"] == mark, office
        assert _marks(program, "/search", reference) == [mark], office
        own = "" if mark in (CLEAR, MARKS[values.get("audience", "public")]) else mark
        for address in ("/fit?host_state=MLI", f"/compare?case={reference}&case={other}"):
            assert _marks(program, address, reference) == [mark], (office, address)
            main = Page(client.get(address).get_data(as_text=True)).css("main")[0].words
            assert main.count("For you:") == bool(own), (office, address)
            assert f"For you: {own}" in main or not own, (office, address)
        feed = client.get("/search.atom").get_data(as_text=True)
        assert f'term="{mark.partition(",")[0]}" label="{mark}"' in feed, office


def _marks(program: Program, address: str, reference: str) -> list[str]:
    """Return the marks of a case in an answer that is about several."""
    answer = fine(program.get(address))
    return [item["marking"] for item in answer.get("items") or answer["cases"] if item["reference"] == reference]


def test_revisions_have_the_marks_of_what_is_in_them(bare: World) -> None:
    case = second_draft(bare, **PARTS)
    case.edit(released_to=["KEN", "SEN"])
    program, address = Program(bare, WRITER), f"/cases/{case.reference}"
    marks = [fine(program.get(f"{address}/revisions/{number}"))["marking"] for number in (1, 2)]
    assert marks == [RELEASED, f"{RELEASED}, Senegal"]
    assert fine(program.get(f"{address}/changes"))["marking"] == f"{RELEASED}, Senegal"
    browser = bare.browser(WRITER)
    for page in ("revisions/2", "changes"):
        main = Page(browser.get(f"{address}/{page}").get_data(as_text=True)).css("main")[0].words
        assert f"{RELEASED}, Senegal" in main, page


def test_a_text_that_was_never_published_is_not_clear(bare: World) -> None:
    draft = Steps.start(bare)
    program = Program(bare, WRITER)
    assert fine(program.get(f"/cases/{draft.reference}"))["marking"] == GREEN
    assert fine(program.get(f"/cases/{draft.reference}/revisions/1"))["marking"] == GREEN


@pytest.mark.parametrize("page", ["work", "preview", "readers", "revisions/1"])
def test_a_sheet_of_a_case_that_is_not_published_is_for_members(bare: World, page: str) -> None:
    draft = Steps.start(bare)
    answer = bare.browser(WRITER).get(f"/cases/{draft.reference}/{page}")
    assert answer.status_code == 200
    assert "printed-for-members" in Page(answer.get_data(as_text=True)).css("body")[0].required("class")


@pytest.mark.slow
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
