"""Reviewing on the pages: nothing typed is lost, what is missing is named, who declined is out."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from case_studies.operations.browsing import find_case
from case_studies.operations.drafting import edit
from case_studies.vocabulary import Action
from case_studies.workflow.engine import perform
from tests.world import World, csrf


@pytest.fixture
def reviewer(library: World) -> FlaskClient:
    return library.browser("reviewer.jpn")


def invitation(reviewer: FlaskClient) -> str:
    found = re.search(r"/assignments/\d+", reviewer.get("/desk").get_data(as_text=True))
    assert found
    return found.group()


def accept(reviewer: FlaskClient) -> str:
    url = invitation(reviewer)
    answer = reviewer.post(f"{url}/response", data={**csrf(reviewer, url), "response": "accept"})
    assert answer.status_code == 303
    return url


def test_an_incomplete_review_names_each_gap_and_is_kept_on_the_server(library: World, reviewer: FlaskClient) -> None:
    url = accept(reviewer)
    typed = {"remarks-results": "Say who counted, and when.", "ratings-clarity": "4", "submit": "1"}
    answer = reviewer.post(f"{url}/review", data={**csrf(reviewer, url), **typed})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    for control in ("f-ratings-relevance", "f-recommendation", "f-overall"):
        assert f'<a href="#{control}">' in page
        assert f'id="{control}"' in page
    assert "f-ratings-clarity-error" not in page
    other_device = library.browser("reviewer.jpn").get(url).get_data(as_text=True)
    assert "Say who counted, and when." in other_device


def test_a_review_is_handed_in_and_can_be_changed_until_the_decision(reviewer: FlaskClient) -> None:
    url = accept(reviewer)
    whole = {f"ratings-{name}": "4" for name in ("relevance", "clarity", "evidence", "transfer")}
    whole |= {"recommendation": "approve", "overall": "Good as it stands.", "submit": "1"}
    assert reviewer.post(f"{url}/review", data={**csrf(reviewer, url), **whole}).status_code == 303
    again = {**whole, "overall": "Good, on a second reading too."}
    assert reviewer.post(f"{url}/review", data={**csrf(reviewer, url), **again}).status_code == 303
    assert "second reading" in reviewer.get(url).get_data(as_text=True)


def test_whoever_declines_sees_no_more_of_the_case(reviewer: FlaskClient) -> None:
    url = invitation(reviewer)
    answer = reviewer.post(f"{url}/response", data={**csrf(reviewer, url), "response": "decline", "note": "Away."})
    assert answer.status_code == 303
    assert reviewer.get(url).status_code == 404
    assert reviewer.get("/cases/CS-2026-0023/work").status_code == 404


@pytest.mark.parametrize("office", ["reviewer.bra", "reviewer.ken"])
def test_someone_elses_assignment_does_not_exist(library: World, reviewer: FlaskClient, office: str) -> None:
    url = invitation(reviewer)
    other = library.browser(office)
    assert other.get(url).status_code == 404
    assert other.post(f"{url}/response", data={**csrf(other), "response": "accept"}).status_code == 404


@pytest.mark.parametrize("wrong", ["6", "0", "many", "4.5", "-1"])
def test_a_rating_outside_the_scale_is_refused_and_the_text_kept(reviewer: FlaskClient, wrong: str) -> None:
    url = accept(reviewer)
    typed = {"ratings-clarity": wrong, "overall": "Words that must stay."}
    answer = reviewer.post(f"{url}/review", data={**csrf(reviewer, url), **typed})
    assert answer.status_code == 422
    assert "Words that must stay." in answer.get_data(as_text=True)


def test_reviewers_do_not_see_each_other(library: World) -> None:
    page = library.browser("reviewer.ken").get("/cases/CS-2026-0023/work").get_data(as_text=True)
    assert "reviewer.jpn" not in page
    assert "Japan" not in page


def test_a_second_look_shows_what_changed_since_the_first_and_what_one_said(library: World) -> None:
    """The delegation answers a round; the reviewer finds the old remark and the changed section side by side."""
    author, officer = library.actor("focal-point.idn"), library.actor("clearance.idn")
    with library.casebook.work.writing() as session:
        case = find_case(session, author, "CS-2026-0026", for_change=True)
        remark = case.revisions[0].assignments[0].review.remarks[0]
        said, section = remark.text, remark.section
        email = case.revisions[0].assignments[0].reviewer.email
        edit(session, case, author, {"sections": {section: "Written anew."}}, version=case.version)
        session.flush()
        perform(session, case, Action.REQUEST_CLEARANCE, author, version=case.version)
        session.flush()
        perform(session, case, Action.CLEAR, officer, version=case.version)
    reviewer = library.browser(email)
    url = accept(reviewer)
    page = unescape(reviewer.get(url).get_data(as_text=True))
    assert said in page
    assert page.count("Changed since revision 1") == 1
    assert page.count("Unchanged since revision 1") == 7
