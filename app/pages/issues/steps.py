"""What is done on the page of a difficult issue: answers, invitations, and the steps of its workflow."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import FormErrors, InTheForm
from app.pages.issues.issue import show
from app.phrases.issues import STATES
from app.schemas.issues import BY_TRANSITION, AnswerSchema, InviteSchema, IssueTransitionSchema
from case_studies.errors import NotVisible, StaleVersion
from case_studies.models import Issue
from case_studies.operations.issues import answers, steps
from case_studies.operations.issues.queries import find_issue
from case_studies.policy.issue_release import ReleasedIssue
from case_studies.unit_of_work import Session
from case_studies.vocabulary import IssueAction

pages = Blueprint("issue_steps", __name__)
Answer = Response | tuple[str, int]
Change = Callable[[Session, Issue], Any]

SYNTHESIS = ("members_do", "they_differ", "nobody_knows")
LISTS = ("answers", "delegations", "other_delegations")
OUTCOME = ("tried", "result", "advice", "made_possible_by")


@pages.post("/issues/<issue:reference>/act/<action>")
@signed_in
def act(reference: str, action: str) -> Answer:
    """Perform an action. If it is refused, the page keeps what was typed."""
    if action not in {step.value for step in BY_TRANSITION}:
        raise NotFound()

    def change(session: Session, issue: Issue) -> None:
        values = IssueTransitionSchema().load({"action": action, **_version(), **_needs(IssueAction(action))})
        steps.move(session, issue, actor(), **values)

    if action == IssueAction.TURN_INTO_CASE:
        return _apply(reference, change, lambda _state: _("The draft has the texts of the issue."), _page_of_draft)
    return _apply(reference, change, lambda state: _("Done. The issue is now: %(state)s.", state=STATES[state]))


@pages.post("/issues/<issue:reference>/answers")
@signed_in
def answer(reference: str) -> Answer:
    """Answer an issue for the own delegation."""

    def change(session: Session, issue: Issue) -> None:
        sent = {name: request.form.get(name, "") for name in ("kind", "text", "case")}
        section = request.form.get("section") or None
        values = AnswerSchema().load({**sent, "section": section, "named": "named" in request.form})
        answers.answer_issue(session, issue, actor(), values)

    return _apply(reference, change, lambda _state: _("Your answer is on the page. You can take it back."))


@pages.post("/issues/<issue:reference>/answers/<id:number>/take-back")
@signed_in
def take_back(reference: str, number: int) -> Answer:
    """Take an answer back. Its text is deleted."""
    message = _("Your answer was taken back. Its text is deleted.")
    return _apply(
        reference,
        lambda session, issue: answers.take_back_answer(session, issue, actor(), number),
        lambda _state: message,
    )


@pages.post("/issues/<issue:reference>/invitations")
@signed_in
def invite(reference: str) -> Answer:
    """Ask delegations to answer."""

    def change(session: Session, issue: Issue) -> None:
        chosen = [code for name in ("delegations", "other_delegations") for code in request.form.getlist(name)]
        values = InviteSchema().load({"delegations": chosen, **_version()})
        answers.invite(session, issue, actor(), values["delegations"], version=values["version"])

    return _apply(reference, change, lambda _state: _("The delegations are asked to answer."))


def _version() -> dict[str, int]:
    return {"version": request.form.get("version", 0, type=int)}


def _needs(action: IssueAction) -> dict[str, Any]:
    """Return what an action needs besides the version, as the API would send it."""
    form = request.form
    needs: dict[str, Any] = {"note": form.get("note", "")}
    if action == IssueAction.SYNTHESIZE:
        needs["synthesis"] = {name: form.get(name, "") for name in SYNTHESIS}
    elif action == IssueAction.TAKE_UP:
        needs["answers"] = form.getlist("answers", type=int)
    elif action == IssueAction.REPORT_OUTCOME:
        since = form.get("since", "").strip()
        outcome: dict[str, Any] = {name: form.get(name, "") for name in OUTCOME}
        outcome["advice"] = outcome["advice"] or None
        outcome["named"] = "named" in form
        needs["outcome"] = {**outcome, "since": int(since) if since.isdigit() else since or None}
    return needs


def _page_of_draft(reference: str) -> str:
    """Return the page of the case that was made of an issue."""
    with reading() as session:
        case = ReleasedIssue(find_issue(session, actor(), reference), actor()).became
        return url_for("edit.tasks", reference=case)


def _apply(
    reference: str,
    change: Change,
    message: Callable[[Any], str],
    next_page: Callable[[str], str] | None = None,
) -> Answer:
    try:
        with current_platform().work.writing() as session:
            issue = find_issue(session, actor(), reference, for_change=True)
            change(session, issue)
            state = issue.state
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error).moved(lambda name: name.removeprefix("outcome.").removeprefix("synthesis."))
        lists = {name: request.form.getlist(name) for name in LISTS}
        return show(reference, errors, {**request.form.to_dict(), **lists}), errors.status
    flash(message(state), "done")
    return redirect((next_page or _next_page)(reference), 303)


def _next_page(reference: str) -> str:
    """Return the page of the issue, or the list for those who no longer see it."""
    with reading() as session:
        try:
            find_issue(session, actor(), reference)
        except NotVisible:
            return url_for("issue_list.issues")
    return url_for("issues.issue", reference=reference)
