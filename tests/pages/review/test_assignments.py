"""The page of a case's reviewers: who was asked, who is silent, who can be asked and why, who can't and why not."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from case_studies.models import Absence, HistoryEntry
from case_studies.vocabulary import Action, AssignmentState, State
from tests.support.crawl import check_markup
from tests.support.page import Page
from tests.support.page_reader import read, statements, words
from tests.support.reviewers import add_reviewers
from tests.support.workflow_cases import EDITOR, Steps, case_in, unanswered_round
from tests.support.world import START, World, csrf

RADIO = re.compile(r'<input type="checkbox"[^>]*name="reviewer" value="([^"@]+)@[^>]*>')
ITEM = re.compile(r'<li class="asked__item">.*?</li>', re.DOTALL)


@pytest.fixture
def editor(bare: World) -> FlaskClient:
    return bare.browser(EDITOR)


def url(case: Steps) -> str:
    return f"/cases/{case.reference}/reviewers"


def post(client: FlaskClient, case: Steps, tail: str = "", **data: str) -> int:
    return client.post(url(case) + tail, data={**csrf(client, "/desk"), **data}).status_code


def states(case: Steps) -> dict[str, str]:
    found = sorted(case.look().current.assignments, key=lambda assignment: assignment.number)
    return {assignment.reviewer.email.split("@")[0]: assignment.state for assignment in found}


def asked(page: str, delegation: str) -> str:
    """Return the words about one who was asked."""
    return next(words(item) for item in ITEM.findall(page) if delegation in item.split("</h3>")[0])


def last_entry(world: World, action: str) -> HistoryEntry:
    with world.platform.work.reading() as session:
        query = select(HistoryEntry).where(HistoryEntry.action == action).order_by(HistoryEntry.number.desc())
        return session.scalars(query.limit(1)).one()


def test_the_best_fit_comes_first_with_its_reasons_and_nobody_is_preselected(bare: World, editor: FlaskClient) -> None:
    case = case_in(bare, State.SUBMITTED, host_states=["KEN"])
    page = read(editor, url(case))
    assert set(RADIO.findall(page)[:2]) == {"reviewer.chn", "reviewer.fra"}
    assert not any("checked" in tag for tag in re.findall(r'<input type="checkbox"[^>]*>', page))
    for said in (
        "France Reviewer, reviewer.fra@demo.example Knows convoy escort and combat convoys Reads English "
        "0 of 3 open cases Never asked before",
        "Reviewers who can’t be chosen, and why (1) Kenya Reviewer Belongs to a host State",
    ):
        assert said in words(page)


def test_asking_without_a_day_leaves_the_clock_to_the_start_of_the_review(bare: World, editor: FlaskClient) -> None:
    case = case_in(bare, State.SUBMITTED)
    assert post(editor, case, reviewer="reviewer.fra@demo.example", due_on="") == 303
    page = read(editor, url(case))
    assert "France, Reviewer is asked to review" in words(page)
    assert "answer by 9 November 2026 21 days from the start of the review Reviewer 1" in asked(page, "France")
    case.assign("reviewer.chn")
    case.act(Action.START_REVIEW, EDITOR)
    assert "review due 23 November 2026" in asked(read(editor, url(case)), "France")


def test_dates_include_days_of_absence(bare: World, editor: FlaskClient) -> None:
    case = unanswered_round(bare)
    with bare.platform.work.writing() as session:
        first, last = (START.date() + timedelta(days=number) for number in (2, 4))
        session.add(Absence(account_id=bare.actor("reviewer.fra").account, first_day=first, last_day=last))
    page = read(editor, url(case))
    due = "answer by 12 November 2026 review due 26 November 2026 3 days later because of an absence"
    assert due in asked(page, "France")
    assert "answer by 9 November 2026 review due 23 November 2026 Reviewer 1" in asked(page, "China")


def test_a_request_is_taken_back_with_a_note(bare: World, editor: FlaskClient) -> None:
    case = unanswered_round(bare)
    case.respond("reviewer.fra")
    assert post(editor, case, f"/{case.assignment('reviewer.fra')}/release", note="Asked by mistake.") == 303
    assert states(case) == {"reviewer.chn": "invited", "reviewer.fra": "released"}
    entry = last_entry(bare, "release_reviewer")
    assert (entry.subject_email, entry.note) == ("reviewer.fra@demo.example", "Asked by mistake.")
    page = read(editor, url(case))
    assert "The request to France, Reviewer is taken back." in words(page)
    assert "Taken back" in asked(page, "France")
    assert "Take the request back" not in asked(page, "France")
    assert "The request was taken back" in words(page)


def test_a_review_that_is_in_is_not_taken_back(bare: World, editor: FlaskClient) -> None:
    case = unanswered_round(bare)
    case.judge(reviewers=("reviewer.fra",))
    assert "Take back" not in asked(read(editor, url(case)), "France")
    assert "Take back" in asked(read(editor, url(case)), "China")
    for tail, data in (("release", {}), ("replace", {"reviewer": "reviewer.ken@demo.example"})):
        assert post(editor, case, f"/{case.assignment('reviewer.fra')}/{tail}", **data) == 409
    assert states(case) == {"reviewer.chn": "invited", "reviewer.fra": "submitted"}


@pytest.mark.parametrize(("days", "silent"), [(10, False), (11, True)])
def test_who_does_not_answer_is_called_silent_four_days_after_their_day(bare: World, days: int, silent: bool) -> None:
    case = unanswered_round(bare)
    bare.clock.moment += timedelta(days=days)
    editor = bare.browser("editor.idn")
    page = asked(read(editor, url(case)), "China")
    assert ("No answer by 9 November 2026." in page) is silent
    assert ("instead" in page) is silent


@pytest.mark.parametrize(("days", "silent"), [(27, False), (28, True)])
def test_who_does_not_review_is_called_silent_a_week_after_their_day(bare: World, days: int, silent: bool) -> None:
    case = unanswered_round(bare)
    case.respond("reviewer.chn")
    bare.clock.moment += timedelta(days=days)
    editor = bare.browser("editor.idn")
    assert ("No review by 23 November 2026." in asked(read(editor, url(case)), "China")) is silent


def test_each_silent_reviewer_gets_a_replacement_of_their_own_by_one_button(bare: World) -> None:
    case = unanswered_round(bare)
    bare.clock.moment += timedelta(days=12)
    editor = bare.browser("editor.idn")
    page = read(editor, url(case))
    check_markup(url(case), page)
    assert "Ask Kenya instead" in asked(page, "China")
    assert "Ask Brazil instead" in asked(page, "France")
    form = next(item for item in ITEM.findall(page) if "Ask Kenya" in item)
    action = re.search(r'action="([^"]+/replace)"', form)
    email = re.search(r'name="reviewer" value="([^"]+)"', form)
    assert action
    assert email
    answer = editor.post(action.group(1), data={**csrf(editor, "/desk"), "reviewer": email.group(1)})
    assert answer.status_code == 303
    assert states(case) == {"reviewer.chn": "released", "reviewer.fra": "invited", "reviewer.ken": "invited"}
    assert "Kenya, Reviewer is asked to review" in words(read(editor, url(case)))


def test_a_replacement_with_an_interest_is_refused_and_the_first_one_stays(bare: World, editor: FlaskClient) -> None:
    case = unanswered_round(bare, host_states=["KEN"])
    tail = f"/{case.assignment('reviewer.chn')}/replace"
    assert post(editor, case, tail, reviewer="reviewer.ken@demo.example") == 422
    assert post(editor, case, tail, reviewer="") == 422
    assert post(editor, case, tail, reviewer="reviewer.fra@demo.example") == 409
    assert states(case) == {"reviewer.chn": "invited", "reviewer.fra": "invited"}


@pytest.mark.slow
def test_nobody_but_an_editor_without_a_conflict_releases_or_replaces(bare: World) -> None:
    case = unanswered_round(bare, co_submitters=["BRA"])
    number = case.assignment("reviewer.chn")
    for office, status in (("focal-point.gha", 403), ("reviewer.chn", 403), ("editor.bra", 404), ("practitioner", 404)):
        client = bare.browser(office)
        read(client, url(case), status)
        assert post(client, case, f"/{number}/release") == status
        assert post(client, case, f"/{number}/replace", reviewer="reviewer.ken@demo.example") == status
    assert set(states(case).values()) == {AssignmentState.INVITED}


def test_an_assignment_of_another_case_is_not_touched(bare: World, editor: FlaskClient) -> None:
    case, other = unanswered_round(bare), unanswered_round(bare)
    assert post(editor, case, f"/{other.assignment('reviewer.chn')}/release") == 404
    assert post(editor, case, "/2147483647/release") == 404
    assert states(other)["reviewer.chn"] == "invited"


def test_of_many_the_first_ten_are_shown_and_the_rest_opens(bare: World, editor: FlaskClient) -> None:
    codes = [f"X{first}{second}" for first in "ABCDEFGH" for second in "ABCDEFGHIJ"]
    case = case_in(bare, State.SUBMITTED)
    with statements(bare) as few:
        read(editor, url(case))
    add_reviewers(bare, *codes)
    with statements(bare) as many:
        page = read(editor, url(case))
    assert len(many) == len(few)
    assert len(RADIO.findall(page)) == 86
    first, rest = page.split('<details class="choice-group"')[1:3]
    assert first.startswith(" open")
    assert not rest.startswith(" open")
    assert len(RADIO.findall(first)) == 10
    assert "76 more" in words(rest)
    assert len(page) < 100_000
    check_markup(url(case), page)


def test_a_refused_choice_in_the_rest_stays_chosen_and_open(bare: World, editor: FlaskClient) -> None:
    add_reviewers(bare, *(f"X{second}A" for second in "ABCDEFGHIJ"))
    case = case_in(bare, State.SUBMITTED)
    data = {**csrf(editor, "/desk"), "reviewer": "more.xja@demo.example", "due_on": "2020-01-01"}
    page = editor.post(url(case), data=data).get_data(as_text=True)
    rest = page.split('<details class="choice-group"')[2]
    assert rest.startswith(" open")
    assert re.search(r'value="more\.xja@demo\.example"[^>]* checked', rest)


def test_several_are_asked_at_once_with_one_due_date(bare: World, editor: FlaskClient) -> None:
    case = case_in(bare, State.SUBMITTED)
    emails = ["reviewer.fra@demo.example", "reviewer.chn@demo.example"]
    answer = ask(editor, case, emails, "2026-12-01")
    assert answer.status_code == 303
    assert states(case) == {"reviewer.fra": "invited", "reviewer.chn": "invited"}
    page = read(editor, url(case))
    assert "France, Reviewer; China, Reviewer are asked to review" in words(page)
    for delegation in ("France", "China"):
        assert "review due 1 December 2026" in asked(page, delegation)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("refused", "status", "message"),
    [
        ("reviewer.ken@demo.example", 422, "Kenya: this reviewer or their delegation has an interest in the case."),
        ("nobody@demo.example", 422, "No reviewer has the address nobody@demo.example."),
        ("reviewer.chn@demo.example", 409, "China: this reviewer has already been asked."),
    ],
)
def test_if_one_of_several_cannot_be_asked_nobody_is(
    bare: World, editor: FlaskClient, refused: str, status: int, message: str
) -> None:
    case = case_in(bare, State.SUBMITTED, host_states=["KEN"])
    case.assign("reviewer.chn")
    answer = ask(editor, case, ["reviewer.fra@demo.example", refused], "")
    assert answer.status_code == status
    page = Page(answer.get_data(as_text=True))
    assert f"{message} Nobody was asked." in page.first("alert").words
    assert page.one("checkbox", "France").has("checked")
    assert states(case) == {"reviewer.chn": "invited"}


def test_asking_without_a_choice_says_so(bare: World, editor: FlaskClient) -> None:
    case = case_in(bare, State.SUBMITTED)
    answer = ask(editor, case, [], "")
    assert answer.status_code == 422
    assert "Choose at least one reviewer." in Page(answer.get_data(as_text=True)).first("alert").words
    assert states(case) == {}


def ask(client: FlaskClient, case: Steps, emails: list[str], due_on: str) -> TestResponse:
    return client.post(url(case), data={**csrf(client, "/desk"), "reviewer": emails, "due_on": due_on})
