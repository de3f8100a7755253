"""Decisions on the pages: refused reasons are shown again, stale pages fail, nobody decides on their own case."""

import pytest
from sqlalchemy import select

from case_studies.models import Case
from case_studies.operations.cases.editing import start_case
from case_studies.vocabulary import Action
from case_studies.workflow.cases import CASES
from tests.support.world import WHOLE_CASE, World, csrf


def state(library: World, reference: str) -> tuple[str, int]:
    with library.platform.work.reading() as session:
        case = session.scalars(select(Case).where(Case.reference == reference)).one()
        return case.state, case.version


@pytest.mark.slow
@pytest.mark.parametrize(
    ("office", "reference", "action"),
    [
        ("clearance.deu", "CS-2026-0028", "send_back"),
        ("editor.bra", "CS-2026-0025", "return_to_submitter"),
        ("editor.bra", "CS-2026-0023", "request_revision"),
        ("editor.bra", "CS-2026-0023", "decline"),
        ("editor.bra", "CS-2026-0001", "archive"),
    ],
)
def test_a_missing_reason_is_requested_and_nothing_changes(
    library: World, office: str, reference: str, action: str
) -> None:
    before = state(library, reference)
    client = library.browser(office)
    url = f"/cases/{reference}/act/{action}"
    answer = client.post(url, data={**csrf(client, url), "version": before[1], "note": "  "})
    assert answer.status_code == 422
    assert "Give a reason" in answer.get_data(as_text=True)
    assert state(library, reference) == before


def test_a_stale_decision_is_refused_and_its_reason_is_shown_again(library: World) -> None:
    client = library.browser("editor.bra")
    url = "/cases/CS-2026-0023/act/request_revision"
    seen = state(library, "CS-2026-0023")[1]
    answer = client.post(url, data={**csrf(client, url), "version": seen - 1, "note": "Say who counted."})
    assert answer.status_code == 409
    assert "Say who counted." in answer.get_data(as_text=True)
    assert state(library, "CS-2026-0023") == ("in_review", seen)


def test_a_decision_that_is_sent_twice_is_performed_once(library: World) -> None:
    client = library.browser("editor.bra")
    url = "/cases/CS-2026-0023/act/request_revision"
    data = {**csrf(client, url), "version": state(library, "CS-2026-0023")[1], "note": "Say who counted."}
    assert client.post(url, data=data).status_code == 303
    after = state(library, "CS-2026-0023")
    assert client.post(url, data=data).status_code in (403, 404, 409)
    assert state(library, "CS-2026-0023") == after


def test_publishing_without_enough_approvals_shows_what_is_missing(library: World) -> None:
    client = library.browser("editor.bra")
    page = client.get("/cases/CS-2026-0023/work").get_data(as_text=True)
    assert "0 of the 2 approvals" in page
    assert 'href="/cases/CS-2026-0023/act/publish"' not in page, "the page offers nothing that the server refuses"
    url = "/cases/CS-2026-0023/act/publish"
    answer = client.post(url, data={**csrf(client), "version": state(library, "CS-2026-0023")[1]})
    assert answer.status_code == 409
    assert state(library, "CS-2026-0023")[0] == "in_review"


def test_an_editor_of_an_interested_state_sees_only_that_another_editor_handles_it(library: World) -> None:
    client = library.browser("editor.idn")
    desk = client.get("/desk").get_data(as_text=True)
    with library.platform.work.reading() as session:
        own = session.scalars(select(Case).where(Case.reference == "CS-2026-0026")).one()
    assert own.current.title not in desk
    assert client.get("/cases/CS-2026-0026/work").status_code == 404


@pytest.mark.parametrize("action", ["publish", "no_such_action"])
def test_unknown_and_foreign_actions_are_refused(library: World, action: str) -> None:
    answer = library.browser("focal-point.gha").get(f"/cases/CS-2026-0027/act/{action}")
    assert answer.status_code in (403, 404)


def submit_a_case_that_names_kenya(library: World) -> str:
    """Submit a draft of Ghana that Kenya implemented with it."""
    author, officer = library.actor("focal-point.gha"), library.actor("clearance.gha")
    with library.platform.work.writing() as session:
        case = start_case(session, author, {**WHOLE_CASE, "implemented_by": ["GHA", "KEN"]})
        CASES.perform(session, case, Action.REQUEST_CLEARANCE, author, version=case.version)
        session.flush()
        CASES.perform(session, case, Action.CLEAR, officer, version=case.version)
        return case.reference


def test_conflicted_reviewers_are_not_offered_and_refused_when_forged(library: World) -> None:
    url = f"/cases/{submit_a_case_that_names_kenya(library)}/reviewers"
    client = library.browser("editor.bra")
    page = client.get(url).get_data(as_text=True)
    assert "reviewer.fra@" in page
    assert "reviewer.ken@" not in page
    for email, says in (
        ("reviewer.ken@demo.example", "has an interest in the case"),
        ("focal-point.deu@demo.example", "No reviewer has the address focal-point.deu@demo.example"),
    ):
        answer = client.post(url, data={**csrf(client, url), "reviewer": email, "due_on": ""})
        assert answer.status_code == 422
        assert says in answer.get_data(as_text=True)


def test_a_review_date_in_the_past_is_refused_and_the_choice_is_shown_again(library: World) -> None:
    client = library.browser("editor.bra")
    url = "/cases/CS-2026-0025/reviewers"
    data = {**csrf(client, url), "reviewer": "reviewer.fra@demo.example", "due_on": "2020-01-01"}
    answer = client.post(url, data=data)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "has passed" in page
    assert 'value="2020-01-01"' in page


def test_the_reason_of_a_return_is_on_the_desk_and_above_the_parts(library: World) -> None:
    officer = library.browser("clearance.deu")
    url = "/cases/CS-2026-0028/act/send_back"
    seen = state(library, "CS-2026-0028")[1]
    answer = officer.post(url, data={**csrf(officer, url), "version": seen, "note": "Name the cost band."})
    assert answer.status_code == 303
    author = library.browser("focal-point.deu")
    for page in (author.get("/desk"), author.get("/cases/CS-2026-0028/edit")):
        assert "Name the cost band." in page.get_data(as_text=True)
