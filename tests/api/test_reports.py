"""Reports of a part by programs: from the report to the answer, with the refusals of the pages."""

from typing import Any

import pytest

from case_studies.errors import NotAllowed
from case_studies.models import Case
from case_studies.operations.cases.queries import case_with_all
from case_studies.operations.cases.reports import cases_with_reports, reported_parts
from case_studies.policy.visibility import case_view
from case_studies.vocabulary import Action, State
from tests.support.api_client import Program, fine, refused
from tests.support.files import pdf
from tests.support.page import Page
from tests.support.page_reader import statements
from tests.support.policy_cases import all_actors
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in, second_draft
from tests.support.world import World

READER = "practitioner"
REPORT: dict[str, Any] = {"part": "actions", "kind": "danger", "text": "The second line names the lane."}
HIDE: dict[str, Any] = {"part": "actions", "agree": True, "note": "It names a lane."}
MOST_STATEMENTS = 3  # the cases, and what is always loaded with them
NARROW: dict[str, Any] = {"part": "actions", "readers": "members", "note": "Not for everybody."}


def _send(world: World, office: str | None, case: Steps, body: dict[str, Any], rest: str = "") -> Any:
    return Program(world, office).post(f"/cases/{case.reference}/reports{rest}", body)


def _parts(world: World, office: str, case: Steps) -> Any:
    return fine(Program(world, office).get(f"/cases/{case.reference}/reports"))


@pytest.mark.slow
def test_from_the_report_to_the_answer(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    text = case.readable.sections["actions"]
    for office, kind in ((READER, "danger"), (None, "person")):
        assert _send(bare, office, case, {**REPORT, "kind": kind}).status_code == 204
    (part,) = _parts(bare, EDITOR, case)
    assert (part["part"], part["kinds"], part["editor_note"]) == ("actions", ["danger", "person"], "")
    assert [one["reporter"] and one["reporter"]["delegation"]["id"] for one in part["reports"]] == ["ITA", None]
    assert part["reports"][0]["text"] == REPORT["text"]
    assert not _parts(bare, OFFICER, case)

    assert _send(bare, EDITOR, case, HIDE, "/decision").status_code == 204
    assert not Program(bare).case(case.reference)["sections"]["actions"]
    assert not _parts(bare, EDITOR, case)
    (part,) = _parts(bare, OFFICER, case)
    assert part == {
        "part": "actions",
        "kinds": ["danger", "person"],
        "reports": [],  # not who sent them, when, or in which words
        "editor_note": "It names a lane.",
        "readers": ["members", "delegations"],
    }
    assert _send(bare, OFFICER, case, NARROW, "/answer").status_code == 204
    assert Program(bare, READER).case(case.reference)["sections"]["actions"] == text
    assert not Program(bare).case(case.reference)["sections"]["actions"]


@pytest.mark.slow
def test_refusals_are_those_of_the_pages(bare: World) -> None:
    case, draft = case_in(bare, State.PUBLISHED, section_audiences={"actions": "members"}), case_in(bare, State.DRAFT)
    refused(_send(bare, None, case, REPORT), 422, "part")  # of a part that they do not read
    refused(_send(bare, WRITER, case, REPORT), 403)
    refused(_send(bare, READER, draft, REPORT), 404)
    refused(_send(bare, READER, case, {"part": "actions"}), 422, "kind")
    assert _send(bare, READER, case, REPORT).status_code == 204
    for office in (READER, "reviewer.chn", WRITER):
        refused(_send(bare, office, case, HIDE, "/decision"), 403)
    for office in (READER, EDITOR):
        refused(_send(bare, office, case, NARROW, "/answer"), 403)
    refused(Program(bare, READER).get(f"/cases/{case.reference}/reports"), 403)
    refused(Program(bare).get(f"/cases/{case.reference}/reports"), 401)
    refused(_send(bare, EDITOR, case, {**HIDE, "note": ""}, "/decision"), 422, "note")
    refused(_send(bare, EDITOR, case, {**HIDE, "part": "results"}, "/decision"), 409)
    refused(_send(bare, OFFICER, case, NARROW, "/answer"), 409)  # an editor has to agree first
    assert _send(bare, EDITOR, case, HIDE, "/decision").status_code == 204
    refused(_send(bare, OFFICER, case, {"part": "actions"}, "/answer"), 422, "note")
    refused(_send(bare, OFFICER, case, {**NARROW, "readers": "public"}, "/answer"), 422, "section_audiences.actions")


@pytest.mark.slow
def test_who_reads_the_contact_has_a_link_to_report_it(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, section_audiences={"contact": "members"})
    page = Page(bare.browser(READER).get(f"/cases/{case.reference}").get_data(as_text=True))
    link = page.one("link", "Report this part : Contact")
    assert link.href == f"/cases/{case.reference}/report?part=contact"
    page = Page(bare.visitor().get(f"/cases/{case.reference}").get_data(as_text=True))
    assert not page.has_any("link", "Report this part : Contact")


def _with_reports(world: World) -> None:
    """Bring reports into each state, about cases in several states and with an editor in conflict."""
    makers: list[dict[str, Any]] = [{}, {"co_submitters": ["BRA"]}, {"host_states": ["RWA"]}]
    for values in makers:
        waiting, hidden = case_in(world, State.PUBLISHED, **values), second_draft(world, **values)
        archived, withdrawn = (case_in(world, State.PUBLISHED, **values) for _ in range(2))
        for case in (waiting, hidden, archived, withdrawn):
            assert _send(world, None, case, REPORT).status_code == 204
        assert _send(world, EDITOR, hidden, HIDE, "/decision").status_code == 204
        archived.act(Action.ARCHIVE, EDITOR, "Out of date.")
        withdrawn.act(Action.WITHDRAW, WRITER)


@pytest.mark.slow
def test_few_statements_find_the_cases_with_reports_for_everybody(bare: World) -> None:
    _with_reports(bare)
    with bare.platform.work.reading() as session:
        cases = list(session.scalars(case_with_all().order_by(Case.id)))
        for actor in all_actors(bare):
            expected = []
            for case in (case for case in cases if case_view(actor, case) is not None):
                try:
                    expected += [case.reference] if reported_parts(session, actor, case) else []
                except NotAllowed:
                    continue
            with statements(bare) as seen:
                found = [case.reference for case in cases_with_reports(session, actor)]
            assert found == expected, actor
            assert len(seen) <= MOST_STATEMENTS, actor


def _hide(world: World, case: Steps, part: str) -> None:
    assert _send(world, READER, case, {**REPORT, "part": part}).status_code == 204
    assert _send(world, EDITOR, case, {**HIDE, "part": part}, "/decision").status_code == 204


@pytest.mark.slow
def test_a_hidden_file_is_not_there_until_it_is_answered(bare: World) -> None:
    case = Steps.start(bare)
    part = f"file {(key := case.attach(pdf('The zandrith came'), 'Plan of the lane.pdf'))}"
    case.publish()
    address = f"/cases/{case.reference}/attachments/{key}"
    page = Page(bare.browser(READER).get(f"/cases/{case.reference}").text)
    assert page.one("link", "Report this part : Plan of the lane.pdf")
    _hide(bare, case, part)
    for office in (None, READER, "reviewer.ken"):
        program = Program(bare, office)
        refused(program.get(address), 404)
        assert program.case(case.reference)["attachments"] == []
        assert fine(program.get("/search?q=zandrith"))["total"] == 0
        assert "Plan of the lane" not in (bare.browser(office) if office else bare.visitor()).get("/search").text
    assert Program(bare, WRITER).get(address).status_code == 200
    assert "Plan of the lane.pdf" in bare.browser(OFFICER).get(f"/cases/{case.reference}/reports").text
    assert _send(bare, OFFICER, case, {**NARROW, "part": part}, "/answer").status_code == 204
    assert Program(bare, READER).get(address).status_code == 200
    refused(Program(bare).get(address), 404)


@pytest.mark.slow
def test_the_reference_takes_the_place_of_a_hidden_title(bare: World) -> None:
    case, other = case_in(bare, State.PUBLISHED, title="The zandrith road"), case_in(bare, State.PUBLISHED)
    _hide(bare, case, "title")
    for office in (None, READER):
        client, program = bare.browser(office) if office else bare.visitor(), Program(bare, office)
        assert program.case(case.reference)["title"] == case.reference
        assert {hit["title"] for hit in fine(program.get("/search"))["items"]} >= {case.reference}
        pages = (
            "",
            f"/cases/{case.reference}",
            "/search",
            "/search.atom",
            "/search/suggest?q=zand",
            "/delegations/GHA",
        )
        for page in (*pages, f"/compare?case={case.reference}&case={other.reference}"):
            assert "zandrith" not in client.get(page or "/").text, (office, page)
    assert "The zandrith road" in bare.browser(OFFICER).get(f"/cases/{case.reference}").text
    assert _parts(bare, OFFICER, case)[0]["readers"] == []
    refused(_send(bare, OFFICER, case, {**NARROW, "part": "title"}, "/answer"), 422, "readers")
    body = {"part": "title", "note": "It names no lane."}
    assert _send(bare, OFFICER, case, body, "/answer").status_code == 204
    assert Program(bare).case(case.reference)["title"] == "The zandrith road"
