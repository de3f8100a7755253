"""One difficult issue: the question, its answers, and what its reader may do next."""

from typing import Any

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from app.access import open_to_all
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors
from app.phrases import issues as phrases
from app.phrases.labels import SECTIONS
from app.phrases.submitters import name_of
from case_studies.models import Issue
from case_studies.operations.issues.editing import findings_of
from case_studies.operations.issues.queries import find_issue, issue_history
from case_studies.operations.issues.suggestions import cases_that_may_answer
from case_studies.policy.issue_release import ReleasedIssue
from case_studies.policy.issues import ISSUE_POLICY, IssuePermission, is_posted
from case_studies.policy.items import is_office_of_owner
from case_studies.taxonomy.entries import list_delegations
from case_studies.unit_of_work import Session
from case_studies.vocabulary import TAKES_PART, IssueAction
from case_studies.workflow.issues import ISSUES

pages = Blueprint("issues", __name__)

PLAIN = (IssueAction.POST, IssueAction.CLEAR, IssueAction.TAKE_BACK)
LONGEST_LABEL = 120
WITH_REASON = (IssueAction.SEND_BACK, IssueAction.OVERTAKE, IssueAction.REOPEN, IssueAction.WITHDRAW)


@pages.get("/issues/<issue:reference>")
@open_to_all
def issue(reference: str) -> Response | str:
    """Show an issue."""
    return show(reference, NO_ERRORS, {})


def show(reference: str, refused: FormErrors, typed: dict[str, Any]) -> str:
    """Show an issue, with what was typed into a form that was refused."""
    with reading() as session:
        found = find_issue(session, actor(), reference)
        return render_template(
            "issues/issue.html",
            issue=ReleasedIssue(found, actor()),
            refused=refused,
            typed=typed,
            phrases=phrases,
            name_of=name_of,
            is_office=is_office_of_owner(actor(), found),
            history=issue_history(session, actor(), found),
            suggested=cases_that_may_answer(session, current_platform().search, actor(), found),
            sections=[("", ""), *SECTIONS.items()],
            act_url=lambda action: url_for("issue_steps.act", reference=reference, action=action),
            **_next_steps(session, found),
        )


def _next_steps(session: Session, found: Issue) -> dict[str, Any]:
    possible = ISSUES.possible_actions(session, found, actor())
    usable = ISSUE_POLICY.usable(actor(), found)
    may_invite = IssuePermission.INVITE in usable
    return {
        "usable": usable,
        "buttons": [action for action in PLAIN if action in possible],
        "reasoned": [action for action in WITH_REASON if action in usable],
        "missing": _missing(session, found),
        "answer_choices": [(one.id, _shortened(one.text), None) for one in found.answers if one.taken_back_at is None],
        "findings": findings_of(session, found) if not is_posted(found) else [],
        "invited": [one.delegation_code for one in found.invitations] if may_invite else [],
        "delegations": _to_invite(session, found) if may_invite else [],
    }


def _missing(session: Session, found: Issue) -> list[tuple[IssueAction, str]]:
    """Return the steps that need something first, with what they need."""
    refusals = ISSUES.obstacles(session, found, actor())
    return [(action, FormErrors.by(refusals[action]).first_of_fields) for action in PLAIN if action in refusals]


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"


def _to_invite(session: Session, found: Issue) -> list[tuple[str, str, None]]:
    invited = {one.delegation_code for one in found.invitations}
    rows = [row for row in list_delegations(session) if row.standing in TAKES_PART]
    return [(row.code, row.name, None) for row in rows if row.code not in invited and row.code != found.owner_code]
