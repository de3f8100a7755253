"""Whom the page suggests to an editor: by fit, not always the same ones, and nobody whom the editor may not know."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from case_studies.models import Case
from case_studies.operations.issues.invitations import suggested_delegations
from case_studies.operations.issues.queries import find_issue
from case_studies.vocabulary import IssueState, State
from tests.support.api_client import Program, fine
from tests.support.issues import EDITOR, IssueSteps, issue_in
from tests.support.page_reader import read, words
from tests.support.workflow_cases import case_in
from tests.support.world import World

THEME = ["MED-CASEVAC"]
OTHER_EDITOR = "editor.bra"


def suggested(world: World, issue: IssueSteps, office: str = EDITOR) -> list[str]:
    with world.platform.work.reading() as session:
        actor = world.actor(office)
        return [one.code for one in suggested_delegations(session, actor, find_issue(session, actor, issue.reference))]


def submitted_by(world: World, code: str, **values: object) -> None:
    """Add a published case of a delegation."""
    case = case_in(world, State.PUBLISHED, themes=THEME, **values)
    with world.platform.work.writing() as session:
        session.execute(update(Case).where(Case.reference == case.reference).values(submitting_code=code))


@pytest.mark.slow
def test_delegations_are_suggested_by_fit_and_those_asked_lately_come_last(bare: World) -> None:
    submitted_by(bare, "DEU", operations=["UNMISS"])
    submitted_by(bare, "KEN", operations=["MINUSMA"])
    submitted_by(bare, "JPN", operations=["UNMISS"])
    case_in(bare, State.PUBLISHED, themes=THEME)  # of the delegation that asks
    issue = issue_in(bare, IssueState.OPEN, themes=THEME, operation="MINUSMA")
    assert suggested(bare, issue) == ["KEN", "DEU", "JPN"]
    asked = {"delegations": ["KEN"], "version": issue.read(EDITOR)["version"]}
    fine(Program(bare, EDITOR).post(f"/issues/{issue.reference}/invitations", asked))
    assert suggested(bare, issue) == ["DEU", "JPN"], "who was asked is not suggested again"
    second = issue_in(bare, IssueState.OPEN, themes=THEME, operation="MINUSMA")
    assert suggested(bare, second) == ["DEU", "JPN", "KEN"]
    listed = fine(Program(bare, EDITOR).get(f"/issues/{issue.reference}/invitations"))
    assert (listed["invited"], [one["delegation"] for one in listed["suggested"]]) == (["KEN"], ["DEU", "JPN"])
    assert Program(bare, "practitioner").get(f"/issues/{issue.reference}/invitations").status_code == 403
    page = words(read(bare.browser(EDITOR), f"/issues/{second.reference}"))
    assert "1 case on its themes, 1 case in the operation, last asked on 2 November 2026" in page
    assert "1 case on its themes, not asked before" in page
    bare.clock.moment += timedelta(days=31)
    assert suggested(bare, second) == ["KEN", "DEU", "JPN"]


@pytest.mark.slow
def test_an_editor_in_conflict_gets_no_hint_who_submitted_an_unnamed_case(bare: World) -> None:
    submitted_by(bare, "DEU", attribution="unnamed", host_states=["BRA"])
    issue = issue_in(bare, IssueState.OPEN, themes=THEME)
    assert suggested(bare, issue) == ["DEU"]
    assert suggested(bare, issue, OTHER_EDITOR) == [], "Brazil is the host State, so its editor is in conflict"
