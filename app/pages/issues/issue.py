"""One difficult issue: the question, its answers, and what its reader may do next."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import open_to_all
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors
from app.pages.item_steps import offered_steps
from app.pages.threads.beside import discussion
from app.phrases import issues as phrases
from app.phrases.found import KINDS
from app.phrases.labels import SECTIONS
from app.phrases.submitters import name_of
from app.thing_urls import thing_url
from case_studies.check.kinds import KIND_WORDS
from case_studies.models import Issue
from case_studies.operations.issues.invitations import suggested_delegations
from case_studies.operations.issues.queries import find_issue, issue_history, readable_note, reason_of_state
from case_studies.operations.provisions.queries import provisions_with
from case_studies.operations.search.answer_suggestions import may_answer
from case_studies.policy.issue_release import ReleasedIssue
from case_studies.policy.issues import IssuePermission
from case_studies.taxonomy.entries import list_delegations
from case_studies.unit_of_work import Session
from case_studies.vocabulary import TAKES_PART, AnswerKind, IssueAction
from case_studies.workflow.issues import ISSUES, findings_in

pages = Blueprint("issues", __name__)

PLAIN = (IssueAction.POST, IssueAction.CLEAR, IssueAction.TAKE_BACK, IssueAction.TURN_INTO_CASE)
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
        entries = issue_history(session, actor(), found)
        history = [(entry, readable_note(actor(), found, entry)) for entry in entries]
        return render_template(
            "issues/issue.html",
            issue=ReleasedIssue(found, actor()),
            refused=refused,
            typed=typed,
            phrases=phrases,
            name_of=name_of,
            history=history,
            reason=reason_of_state(actor(), found, entries),
            suggested=may_answer(session, current_platform().search, actor(), found),
            kinds=KINDS,
            thing_url=thing_url,
            discussion=discussion(session, reference),
            provisions=provisions_with(session, reference),
            sections=[("", ""), *SECTIONS.items()],
            act_url=lambda action: url_for("issue_steps.act", reference=reference, action=action),
            **_next_steps(session, found),
        )


def _next_steps(session: Session, found: Issue) -> dict[str, Any]:
    offered = offered_steps(session, ISSUES, found, plain=PLAIN, reasoned=WITH_REASON)
    may_invite = IssuePermission.INVITE in offered["usable"]
    return {
        **offered,
        "answer_choices": [
            (one.id, _shortened(one.text), None)
            for one in found.answers
            if one.taken_back_at is None and one.kind != AnswerKind.SAME_ISSUE
        ],
        "findings": _findings(session, found) if IssuePermission.EDIT in offered["usable"] else [],
        "invited": [one.delegation_code for one in found.invitations] if may_invite else [],
        **(_to_invite(session, found) if may_invite else {}),
    }


def _findings(session: Session, found: Issue) -> list[dict[str, Any]]:
    """Return what the check finds in a draft: where, what it looks like, and what can be done about it."""
    return [
        {
            "id": one.finding.id,
            "field": phrases.FIELDS[one.finding.section],
            "text": one.finding.text,
            "looks_like": _(KIND_WORDS[one.finding.kind].name),
            "reason": _(KIND_WORDS[one.finding.kind].reason),
            "suggestion": one.finding.suggestion,
            "can_be_justified": one.can_be_justified,
            "justification": one.justification,
        }
        for one in findings_in(session, found)
    ]


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"


def _to_invite(session: Session, found: Issue) -> dict[str, Any]:
    """Return the delegations that can be asked: first those whose cases fit, with the reason."""
    suggested = suggested_delegations(session, actor(), found)
    known = {found.owner_code, *(one.delegation_code for one in found.invitations), *(one.code for one in suggested)}
    rows = [row for row in list_delegations(session) if row.standing in TAKES_PART and row.code not in known]
    return {
        "suggested_delegations": [(one.code, one.name, phrases.why_suggested(one)) for one in suggested],
        "delegations": [(row.code, row.name, None) for row in rows],
    }
