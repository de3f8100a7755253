"""The pages of difficult issues: one form, what may answer it already, answers, and what is kept from whom."""

import pytest

from app.api.examples import ISSUE
from case_studies.vocabulary import IssueState, State
from tests.support.api_client import fine
from tests.support.issues import ANSWERER, ASKER, EDITOR, IssueSteps, issue_in
from tests.support.page_reader import link, read, words
from tests.support.sent_form import send
from tests.support.workflow_cases import case_in
from tests.support.world import World


@pytest.mark.slow
def test_one_form_then_the_cases_that_may_answer_it_then_posted(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, themes=["MED-CASEVAC"], title="Evacuating casualties by night")
    client = bare.browser(ASKER)
    typed = {name: value for name, value in ISSUE.items() if name not in ("language", "operation")}
    defaults = {"language": "en", "register": "informal", "audience": "members", "attribution": "unnamed"}
    answer = send(client, "/issues/new", "/issues/new", **typed, **defaults)
    assert answer.status_code == 303, words(answer.text)
    page = read(client, answer.location)
    assert "What may answer it already" in words(page)
    assert link(page, "Evacuating casualties by night") == f"/cases/{case.reference}"
    posted = send(client, answer.location, f"{answer.location}/act/post")
    assert posted.status_code == 303, words(posted.text)
    assert "Open" in words(read(client, answer.location))
    assert ISSUE["question"] in words(read(bare.browser("practitioner"), "/issues"))


def test_what_was_typed_stays_in_a_form_that_is_refused(bare: World) -> None:
    client = bare.browser(ASKER)
    answer = send(client, "/issues/new", "/issues/new", question="Q" * 300, setting="By the river.", language="en")
    assert answer.status_code == 422
    assert "At most 200 characters" in words(answer.text)
    assert "By the river." in answer.text


def test_an_incomplete_draft_says_what_is_missing_and_is_not_posted(bare: World) -> None:
    issue = IssueSteps(bare, setting="")
    client = bare.browser(ASKER)
    page = f"/issues/{issue.reference}"
    assert "Post the issue: This is empty" in words(read(client, page))
    assert send(client, page, f"{page}/act/post").status_code == 422


@pytest.mark.slow
def test_members_answer_and_take_back_and_the_asker_reads_who(bare: World) -> None:
    issue = issue_in(bare, IssueState.OPEN)
    page = f"/issues/{issue.reference}"
    client = bare.browser(ANSWERER)
    refused = send(client, page, f"{page}/answers", kind="case", text="Read it.", case="CS-2026-0999")
    assert refused.status_code == 422
    assert "Read it." in refused.text
    assert send(client, page, f"{page}/answers", kind="advice", text="Let the sector decide.").status_code == 303
    assert "Germany" in words(read(bare.browser(ASKER), page))
    member = read(bare.browser("practitioner"), page)
    assert "Let the sector decide." in words(member)
    assert "Germany" not in words(member.split("<main", 1)[1].split('id="next"', 1)[0])
    number = issue.read(ASKER)["answers"][0]["id"]
    assert send(client, page, f"{page}/answers/{number}/take-back").status_code == 303
    assert "No answers yet" in words(read(client, page))


def test_those_who_have_it_too_are_one_line(bare: World) -> None:
    issue = issue_in(bare, IssueState.OPEN)
    for office in (ANSWERER, "reviewer.jpn", "reviewer.jpn"):
        fine(issue.answer(office, kind="same_issue", text="So do we."), 201)
    page = words(read(bare.browser("practitioner"), f"/issues/{issue.reference}"))
    assert "No answers yet" in page
    assert "2 other delegations have this issue too" in page


@pytest.mark.slow
def test_a_finding_is_replaced_by_the_safer_wording_or_justified(bare: World) -> None:
    spot = "12.8628° N, 30.2176° E"
    issue = IssueSteps(bare, setting=f"The post is at {spot}.", already_tried="Call +233 30 266 5555 at night.")
    page, client = f"/issues/{issue.reference}", bare.browser(ASKER)
    shown = read(client, page)
    assert f"Where it comes up: “{spot}” looks like coordinates." in words(shown)
    taken, justified = (
        part.split('"', 1)[0]
        for part in (shown.split('name="take" value="')[1], shown.split('name="justify" value="')[-1])
    )
    assert send(client, page, f"{page}/findings", take=taken).status_code == 303
    assert spot not in issue.read(ASKER)["setting"]
    reason = {"justify": justified, f"why-{justified}": "The public number of the operation."}
    assert send(client, page, f"{page}/findings", **reason).status_code == 303
    assert send(client, page, f"{page}/act/post").status_code == 303
    assert issue.read("practitioner")["state"] == "open"


@pytest.mark.slow
def test_an_editor_asks_delegations_and_sums_up_and_the_asker_reports(bare: World) -> None:
    issue = issue_in(bare, IssueState.OPEN)
    page = f"/issues/{issue.reference}"
    editor, asker = bare.browser(EDITOR), bare.browser(ASKER)
    assert send(editor, page, f"{page}/invitations", other_delegations=["DEU", "JPN"]).status_code == 303
    assert "Asked already: DEU, JPN" in words(read(editor, page))
    fine(issue.answer(), 201)
    texts = {"members_do": "Sectors decide.", "they_differ": "", "nobody_knows": "The cost."}
    assert send(editor, page, f"{page}/act/synthesize", **texts).status_code == 303
    number = issue.read(ASKER)["answers"][0]["id"]
    assert send(asker, page, f"{page}/act/take_up").status_code == 422
    assert send(asker, page, f"{page}/act/take_up", answers=[number]).status_code == 303
    outcome = {"tried": "The sectors decide.", "result": "better", "advice": "repeat", "since": "2024"}
    assert send(asker, page, f"{page}/act/report_outcome", **outcome).status_code == 303
    shown = words(read(bare.browser("practitioner"), page))
    for text in ("Resolved", "What nobody knows The cost.", "Better · Repeat it", "Since 2024"):
        assert text in shown


@pytest.mark.slow
def test_a_list_pages_and_filters(bare: World) -> None:
    for number in range(22):
        issue_in(bare, IssueState.OPEN, question=f"Question {number}?", themes=["MED-CASEVAC" if number else "EXP"])
    client = bare.browser("practitioner")
    first = words(read(client, "/issues"))
    assert "22 issues" in first
    assert "Question 21?" in first
    assert "Question 1?" not in first
    assert "Question 0?" in words(read(client, "/issues?page=2"))
    assert "1 issue" in words(read(client, "/issues?theme=EXP"))
    assert "No issue here" in words(read(client, "/issues?state=resolved"))
    assert client.get("/issues?state=draft").status_code == 422
    assert "No issue here" in words(read(bare.visitor(), "/issues"))
