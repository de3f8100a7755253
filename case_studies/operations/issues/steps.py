"""Moving a difficult issue on: one function for every action, with what the action needs."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy.orm import Session

from case_studies.models import Issue
from case_studies.operations.issues.answers import report_outcome, synthesize, take_up
from case_studies.operations.issues.case_draft import turn_into_case
from case_studies.policy.actor import Actor
from case_studies.vocabulary import IssueAction
from case_studies.workflow.issues import ISSUES


def move(
    session: Session,
    issue: Issue,
    actor: Actor,
    *,
    action: IssueAction,
    version: int,
    note: str = "",
    synthesis: Mapping[str, str] | None = None,
    answers: Collection[int] = (),
    outcome: Mapping[str, Any] | None = None,
) -> None:
    """Perform an action, or refuse and change nothing."""
    rest: dict[str, Any] = {"note": note, "version": version}
    if action == IssueAction.SYNTHESIZE:
        synthesize(session, issue, actor, synthesis or {}, **rest)
    elif action == IssueAction.TAKE_UP:
        take_up(session, issue, actor, answers, **rest)
    elif action == IssueAction.REPORT_OUTCOME:
        report_outcome(session, issue, actor, outcome, **rest)
    elif action == IssueAction.TURN_INTO_CASE:
        turn_into_case(session, issue, actor, version=version)
    else:
        ISSUES.perform(session, issue, action, actor, **rest)
