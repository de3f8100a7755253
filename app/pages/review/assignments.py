"""The page on the reviewers of a submitted case: inviting, releasing and replacing them."""

from dataclasses import replace as replace_fields
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.access import signed_in
from app.current import current_config, current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.phrases.reviewers import AGAINST, office_name, reason_phrase
from app.schemas.assignments import AssignmentSchema, ReleaseSchema, ReplaceSchema
from case_studies.errors import WrongState
from case_studies.operations.cases.queries import find_case
from case_studies.operations.review.assignments import (
    assign_reviewers,
    release_reviewer,
    replace_reviewer,
    waits_for_start,
)
from case_studies.operations.reviewers.assigned import assigned_reviewers
from case_studies.operations.reviewers.recommendation import Candidate, recommend_reviewers
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.permissions import Permission
from case_studies.vocabulary import Action
from case_studies.workflow.cases import CASES

pages = Blueprint("assignments", __name__)

MOST_AT_ONCE = 50
SHOWN_FIRST = 10  # of the candidates; the others are in a list to open
Answer = Response | tuple[str, int]


@pages.get("/cases/<reference:reference>/reviewers")
@signed_in
def assignments(reference: str) -> str:
    """Show the assigned reviewers, and those who can be asked."""
    return _show(reference, {}, NO_ERRORS)


@pages.post("/cases/<reference:reference>/reviewers")
@signed_in
def assign(reference: str) -> Answer:
    """Invite all reviewers that are ticked, or nobody."""
    emails, due_on = request.form.getlist("reviewer")[:MOST_AT_ONCE], request.form.get("due_on", "")
    try:
        values = [AssignmentSchema().load({"reviewer": email, "due_on": due_on or None}) for email in emails or [""]]
        with current_platform().work.writing() as session:
            case = find_case(session, actor(), reference, for_change=True)
            reviewers = [value["reviewer"] for value in values]
            asked = assign_reviewers(session, case, actor(), reviewers, due_on=values[0]["due_on"])
    except (*InTheForm, WrongState) as error:
        return _refuse_all(reference, emails, due_on, error)
    names = "; ".join(office_name(assignment.reviewer) for assignment in asked)
    message = ngettext(
        "%(names)s is asked to review %(case)s.", "%(names)s are asked to review %(case)s.", len(asked),
        names=names, case=reference,
    )  # fmt: skip
    return _done(reference, message)


def _refuse_all(reference: str, emails: list[str], due_on: str, error: Any) -> tuple[str, int]:
    """Show the form again. If several reviewers are ticked, say that none of them was asked."""
    refused = FormErrors.by(error)
    if len(emails) > 1:
        nobody = _("Nobody was asked.")
        fields = {name: f"{message} {nobody}" for name, message in refused.fields.items()}
        refused = replace_fields(refused, message=f"{refused.message} {nobody}", fields=fields)
    return _show(reference, {"reviewers": emails, "due_on": due_on}, refused), refused.status


@pages.post("/cases/<reference:reference>/reviewers/<id:assignment_id>/release")
@signed_in
def release(reference: str, assignment_id: int) -> Answer:
    """Release a reviewer."""
    try:
        values = ReleaseSchema().load({"note": request.form.get("note", "")})
        with current_platform().work.writing() as session:
            case = find_case(session, actor(), reference, for_change=True)
            asked = release_reviewer(session, case, assignment_id, actor(), note=values["note"])
    except InTheForm as error:
        return _refuse(reference, {}, error)
    return _done(reference, _("The request to %(reviewer)s is taken back.", **_named(asked.reviewer, reference)))


@pages.post("/cases/<reference:reference>/reviewers/<id:assignment_id>/replace")
@signed_in
def replace(reference: str, assignment_id: int) -> Answer:
    """Release a reviewer and invite another one."""
    try:
        values = ReplaceSchema().load({"reviewer": request.form.get("reviewer", "")})
        with current_platform().work.writing() as session:
            case = find_case(session, actor(), reference, for_change=True)
            asked = replace_reviewer(session, case, assignment_id, actor(), values["reviewer"])
    except InTheForm as error:
        return _refuse(reference, {}, error)
    return _done(reference, _("%(reviewer)s is asked to review %(case)s instead.", **_named(asked.reviewer, reference)))


def _named(reviewer: Any, reference: str) -> dict[str, str]:
    return {"reviewer": office_name(reviewer), "case": reference}


def _done(reference: str, message: str) -> Response:
    flash(message, "done")
    return redirect(url_for(".assignments", reference=reference), 303)


def _refuse(reference: str, controls: dict[str, Any], error: Any) -> tuple[str, int]:
    refused = FormErrors.by(error)
    return _show(reference, controls, refused), refused.status


def _show(reference: str, controls: dict[str, Any], refused: FormErrors) -> str:
    with reading() as session:
        case = find_case(session, actor(), reference)
        check_allowed_now(
            actor(), case, Permission.ASSIGN
        )  # a text that is back with its author is not for an editor's eyes
        found = recommend_reviewers(session, case, actor())
        options = [_option(candidate) for candidate in found.candidates]
        return render_template(
            "review/assignments.html",
            case=case,
            revision=case.current,
            asked=assigned_reviewers(session, case, found),
            first=options[:SHOWN_FIRST],
            rest=options[SHOWN_FIRST:],
            barred=[(bar.account, [reason_phrase(reason) for reason in bar.reasons]) for bar in found.excluded],
            controls=controls,
            refused=refused,
            required=current_config().reviews_required,
            review_days=current_config().review_days,
            starts_later=waits_for_start(case),
            can_start=Action.START_REVIEW in CASES.possible_actions(session, case, actor()),
            why=_why,
        )


def _option(candidate: Candidate) -> dict[str, Any]:
    return {"account": candidate.account, "why": _why(candidate)}


def _why(candidate: Candidate) -> list[tuple[str, bool]]:
    """Return each reason as a phrase, and whether it speaks against the reviewer."""
    return [(reason_phrase(reason), reason.ground in AGAINST) for reason in candidate.reasons]
