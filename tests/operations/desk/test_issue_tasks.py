"""What waits for whom in difficult issues, and what the desk doesn't give away."""

from datetime import timedelta

import pytest

from case_studies.operations.issues.due_dates import send_issue_reminders
from case_studies.vocabulary import IssueState, State
from tests.support.api_client import Program, fine
from tests.support.desks import desk_cost, waiting
from tests.support.issues import ANSWERER, ASKER, CLEARER, EDITOR, SYNTHESIS, IssueSteps, issue_in
from tests.support.page_reader import link, read, words
from tests.support.workflow_cases import case_in
from tests.support.world import World

S = IssueState


@pytest.mark.slow
def test_the_rows_of_an_issue_from_the_draft_to_the_question_how_it_is(bare: World) -> None:
    draft = IssueSteps(bare, setting="The post is at 12.8628° N, 30.2176° E.")
    assert waiting(bare, ASKER) == [("issue_drafts", "continue_issue", draft.reference)]
    page = words(read(bare.browser(ASKER), "/desk"))
    assert "1 issue needs you." in page
    assert "The check found 1 in it that should not leave." in page
    address = f"/issues/{draft.reference}?version={draft.read(ASKER)['version']}"
    assert Program(bare, ASKER).call("DELETE", address).status_code == 204
    cleared = issue_in(bare, S.IN_CLEARANCE)
    assert waiting(bare, CLEARER) == [("issues_to_clear", "clear_issue", cleared.reference)]
    fine(cleared.act(CLEARER, "clear"))
    assert waiting(bare, EDITOR) == [("syntheses_due", "invite_to_issue", cleared.reference)]
    answered = fine(cleared.answer(), 201)
    assert waiting(bare, EDITOR) == [("syntheses_due", "synthesize_issue", cleared.reference)]
    assert waiting(bare, ASKER) == []
    fine(cleared.act(EDITOR, "synthesize", synthesis=SYNTHESIS))
    assert waiting(bare, EDITOR) == []
    assert waiting(bare, ASKER) == [("issues_answered", "take_up_answers", cleared.reference)]
    fine(cleared.act(ASKER, "take_up", answers=[answered["answers"][0]["id"]]))
    assert waiting(bare, ASKER) == []
    bare.clock.moment += timedelta(days=90)
    send_issue_reminders(bare.platform.work)
    assert waiting(bare, ASKER) == [("issues_asked_again", "say_how_it_is", cleared.reference)]


@pytest.mark.slow
def test_delegations_that_were_asked_or_have_cases_on_the_theme_find_the_issue(bare: World) -> None:
    issue = issue_in(bare, S.OPEN, themes=["MED-CASEVAC"])
    other = issue_in(bare, S.OPEN, themes=["EXP"])
    case_in(bare, State.PUBLISHED, themes=["MED-CASEVAC"])  # of the delegation that asks
    assert waiting(bare, ANSWERER) == []
    invitation = {"delegations": ["DEU"], "version": other.read(EDITOR)["version"]}
    fine(Program(bare, EDITOR).post(f"/issues/{other.reference}/invitations", invitation))
    assert waiting(bare, ANSWERER) == [("issues_to_answer", "answer_issue", other.reference)]
    assert waiting(bare, ASKER) == []
    row = fine(Program(bare, ANSWERER).get("/desk"))["items"][0]["items"][0]
    assert (row["kind"], row["owner"]) == ("issue", {"id": None, "label": "A troop-contributing country"})
    page = read(bare.browser(ANSWERER), "/desk")
    assert "An editor asks your delegation." in words(page)
    assert "Ghana" not in words(page.split("<main", 1)[1])
    assert link(page, "Answer it").endswith(other.reference)
    fine(other.answer(), 201)
    assert waiting(bare, ANSWERER) == []
    assert issue.read(ANSWERER)["state"] == "open"


def test_a_late_synthesis_is_shown_as_overdue_to_editors_of_other_delegations(bare: World) -> None:
    issue_in(bare, S.OPEN)
    bare.clock.moment += timedelta(days=17)
    assert "synthesis due 17 November 2026, 2 days overdue" in words(read(bare.browser(EDITOR), "/desk"))
    assert waiting(bare, "reviewer.jpn") == []


@pytest.mark.slow
def test_the_number_of_statements_does_not_grow_with_the_issues(bare: World) -> None:
    issue_in(bare, S.OPEN)
    before = desk_cost(bare, EDITOR)
    for _ in range(3):
        issue_in(bare, S.OPEN)
    assert desk_cost(bare, EDITOR) == before
