"""The list of open remarks: in the order of the text, answered in place, and no text is lost."""

import re
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from case_studies.models import HistoryEntry
from case_studies.vocabulary import Action
from tests.support.crawl import check_markup
from tests.support.page_reader import link, read, words
from tests.support.rounds import (
    ALSO,
    EARLY,
    LATE,
    MUST,
    NAMES,
    REASON,
    cleared,
    judged_again,
    remark_ids,
    revision_asked,
)
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, Steps
from tests.support.world import World, csrf

LONG = 'The search teams counted; the report says "about 40" & the <annex> 38.'


@pytest.fixture
def case(bare: World) -> Steps:
    return revision_asked(bare)


@pytest.fixture
def author(bare: World) -> FlaskClient:
    return bare.browser(WRITER)


def save(client: FlaskClient, case: Steps, **controls: Any) -> TestResponse:
    return client.post(f"/cases/{case.reference}/remarks", data={**csrf(client, "/desk"), **controls})


def whole(case: Steps, *texts: str) -> dict[str, str]:
    """Return the controls of whole answers to these remarks."""
    ids = remark_ids(case)
    return {f"{name}-{ids[text]}": said for text in texts for name, said in (("done", "yes"), ("text", LONG))}


def answers(case: Steps) -> dict[str, tuple[bool, str]]:
    """Return what is stored of the answers of the current revision, by the remark's text."""
    seen = case.look()
    return {
        remark.text: (answer.done, answer.text)
        for revision in seen.revisions
        for assignment in revision.assignments
        for remark in (assignment.review.remarks if assignment.review else [])
        for answer in remark.answers
        if answer.revision_id == seen.current.id
    }


def test_the_list_has_the_reason_and_every_open_remark_in_the_order_of_the_text(
    case: Steps, author: FlaskClient
) -> None:
    page = read(author, f"/cases/{case.reference}/remarks")
    check_markup("remarks", page)
    said = words(page)
    assert REASON in said
    assert "0 of 4 answered" in said
    in_order = [said.index(remark["text"]) for remark in (EARLY, MUST, ALSO, LATE)]
    assert in_order == sorted(in_order)
    assert "Not measured." in said
    assert "Save and edit this section : Results" in said
    assert not [name for name in NAMES if name in page]


def test_what_is_answered_is_saved_and_the_next_gap_is_shown(case: Steps, author: FlaskClient) -> None:
    answer = save(author, case, **whole(case, MUST["text"], EARLY["text"]))
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"#remark-{remark_ids(case)[ALSO['text']]}")
    assert answers(case) == {MUST["text"]: (True, LONG), EARLY["text"]: (True, LONG)}
    page = read(author, f"/cases/{case.reference}/remarks")
    assert "2 of 4 answered" in words(page)
    assert "/act/request_clearance" not in page
    assert LONG in unescape(page)


def test_going_to_the_section_saves_what_was_typed(case: Steps, author: FlaskClient) -> None:
    answer = save(author, case, **whole(case, MUST["text"]), then="results")
    assert answer.headers["Location"] == f"/cases/{case.reference}/edit/results"
    assert answers(case) == {MUST["text"]: (True, LONG)}
    assert save(author, case, then="nowhere").headers["Location"].startswith(f"/cases/{case.reference}/remarks")


def test_half_an_answer_is_marked_and_focused_and_the_whole_ones_are_saved(case: Steps, author: FlaskClient) -> None:
    ids = remark_ids(case)
    half = {f"text-{ids[MUST['text']]}": LONG, f"done-{ids[LATE['text']]}": "no"}
    answer = save(author, case, **whole(case, EARLY["text"]), **half)
    page = unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422
    check_markup("remarks", answer.get_data(as_text=True))
    assert "2 answers are incomplete. 1 is saved." in words(page)
    assert answers(case) == {EARLY["text"]: (True, LONG)}
    assert LONG in page.split(f'id="f-text-{ids[MUST["text"]]}"')[1][:400]
    focused = re.findall(r"<(?:input|textarea)[^>]*autofocus[^>]*>", page)
    assert [f'id="f-done-{ids[MUST["text"]]}"' in control for control in focused] == [True]
    assert "Say why it was not done." in page
    assert 'value="no" checked' in page.split(f'id="f-done-{ids[LATE["text"]]}-no"')[1][:80]


@pytest.mark.slow
@pytest.mark.parametrize("wrong", ["maybe", "1", "", "<b>"])
def test_an_answer_without_a_choice_is_no_answer(case: Steps, author: FlaskClient, wrong: str) -> None:
    number = remark_ids(case)[MUST["text"]]
    answer = save(author, case, **{f"done-{number}": wrong, f"text-{number}": LONG})
    assert answer.status_code == 422
    assert LONG in unescape(answer.get_data(as_text=True))
    assert answers(case) == {}


def test_when_all_are_answered_the_page_says_what_comes_next(case: Steps, author: FlaskClient) -> None:
    everything = [remark["text"] for remark in (MUST, LATE, EARLY, ALSO)]
    assert save(author, case, **whole(case, *everything)).status_code == 303
    page = read(author, f"/cases/{case.reference}/remarks")
    assert "All 4 remarks are answered" in words(page)
    assert link(page, "Ask for clearance").endswith("/act/request_clearance")
    case.edit(title="")
    page = read(author, f"/cases/{case.reference}/remarks")
    assert "/act/request_clearance" not in page
    assert link(page, "See what is missing") == f"/cases/{case.reference}/edit"


def test_the_same_answers_sent_twice_are_one_entry_in_the_history(
    bare: World, case: Steps, author: FlaskClient
) -> None:
    for _ in range(2):
        save(author, case, **whole(case, MUST["text"]))
    with bare.platform.work.reading() as session:
        entries = select(func.count()).where(HistoryEntry.action == "answer_remark")
        assert session.scalar(entries.select_from(HistoryEntry)) == 1


@pytest.mark.slow
@pytest.mark.parametrize(("meanwhile", "status"), [(Action.REQUEST_CLEARANCE, 409), (Action.WITHDRAW, 409)])
def test_answers_that_came_too_late_are_given_back(
    case: Steps, author: FlaskClient, meanwhile: Action, status: int
) -> None:
    controls = whole(case, MUST["text"])
    case.answer()
    case.act(meanwhile, WRITER)
    answer = save(author, case, **controls)
    assert answer.status_code == status
    assert LONG in unescape(answer.get_data(as_text=True))
    assert LONG not in str(answers(case))


def test_answers_to_a_remark_that_is_gone_are_given_back_and_nothing_is_saved(case: Steps, author: FlaskClient) -> None:
    answer = save(author, case, **whole(case, MUST["text"]), **{"done-999999": "yes", "text-999999": LONG + " Gone."})
    assert answer.status_code == 404
    assert LONG + " Gone." in unescape(answer.get_data(as_text=True))
    assert answers(case) == {}


def test_a_reopened_remark_comes_with_its_answer_and_why(case: Steps, author: FlaskClient) -> None:
    case.answer(text="The mission counted.")
    judged_again(cleared(case), verdict="reopened")
    case.act(Action.REQUEST_REVISION, EDITOR, "Once more.")
    said = words(read(author, f"/cases/{case.reference}/remarks"))
    assert "0 of 4 answered" in said
    assert said.count("Your answer in revision 2, done: The mission counted.") == 4
    assert said.count("Reopened by the reviewer: Not yet.") == 4
    assert "Once more." in said
    assert REASON not in said


def test_what_was_confirmed_is_not_asked_again(case: Steps, author: FlaskClient) -> None:
    case.answer()
    judged_again(cleared(case))
    case.act(Action.REQUEST_REVISION, EDITOR, "Once more.")
    said = words(read(author, f"/cases/{case.reference}/remarks"))
    assert "No remark is open" in said
    assert MUST["text"] not in said


def test_the_clearance_officer_reads_the_answers_and_writes_none(bare: World, case: Steps) -> None:
    case.answer(text="The mission counted.")
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    officer = bare.browser(OFFICER)
    page = read(officer, f"/cases/{case.reference}/remarks")
    check_markup("remarks", page)
    assert words(page).count("Done: The mission counted.") == 4
    assert "<textarea" not in page
    assert save(officer, case, **whole(case, MUST["text"])).status_code == 403


@pytest.mark.slow
@pytest.mark.parametrize(
    ("office", "status"), [(EDITOR, 403), (REVIEWERS[0], 403), ("focal-point.deu", 404), ("practitioner", 404)]
)
def test_the_list_is_the_delegations_alone(bare: World, case: Steps, office: str, status: int) -> None:
    client = bare.browser(office)
    read(client, f"/cases/{case.reference}/remarks", status)
    assert save(client, case, **whole(case, MUST["text"])).status_code == status
    assert answers(case) == {}


def test_while_the_round_is_undecided_the_list_does_not_reveal_what_is_still_open(
    case: Steps, author: FlaskClient
) -> None:
    case.answer()
    judged_again(cleared(case), verdict="reopened")
    read(author, f"/cases/{case.reference}/remarks", 409)


def test_the_parts_of_the_form_count_the_remarks_and_show_them_beside_their_section(
    case: Steps, author: FlaskClient
) -> None:
    save(author, case, **whole(case, MUST["text"]))
    tasks = read(author, f"/cases/{case.reference}/edit")
    assert "1 of 4 are answered." in words(tasks)
    assert link(tasks, "3 answers to remarks") == f"/cases/{case.reference}/remarks"
    part = read(author, f"/cases/{case.reference}/edit/results")
    check_markup("results", part)
    said = words(part)
    for expected in (MUST["text"], ALSO["text"], "Not measured.", "Answered: done", "Not answered yet"):
        assert expected in said
    assert EARLY["text"] not in said
    assert not [name for name in NAMES if name in part + tasks]
