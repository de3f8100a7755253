"""A reviewer's page: the invitation, then the case on one side and the review on the other."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import only
from app.identity import actor
from app.pages.form_parts import whole_number
from app.pages.refusing import NOTHING, FormError, Refused
from app.parts import casebook
from app.schemas.review import ResponseSchema, ReviewSchema
from case_studies.errors import NotAllowed, NotVisible, WrongState
from case_studies.models import Assignment, Case
from case_studies.operations.reviewing import find_assignment, respond, write_review
from case_studies.policy.predicates import live_assignments
from case_studies.template import GUIDANCE
from case_studies.vocabulary import AssignmentState, Rating, Role, Section, State

pages = Blueprint("reviewing", __name__)


@pages.get("/assignments/<int(max=2147483647):assignment_id>")
@only(Role.REVIEWER)
def assignment(assignment_id: int) -> str:
    """Show the invitation or the review form."""
    return _show(assignment_id, None, NOTHING)


@pages.post("/assignments/<int(max=2147483647):assignment_id>/response")
@only(Role.REVIEWER)
def answer(assignment_id: int) -> Response | tuple[str, int]:
    """Accept or decline the invitation."""
    controls = {"response": request.form.get("response", ""), "note": request.form.get("note", "")}
    try:
        values = ResponseSchema().load(controls)
        with casebook().work.writing() as session:
            case, asked = find_assignment(session, actor(), assignment_id, for_change=True)
            accept = values["response"] == "accept"
            respond(session, case, asked, actor(), accept=accept, note=values["note"])
            reference = case.reference
    except (NotVisible, NotAllowed, WrongState):
        raise
    except FormError as error:
        refused = Refused.by(error)
        return _show(assignment_id, controls, refused), refused.status
    if not accept:
        flash(_("You declined to review %(case)s. The editors see it.", case=reference), "done")
        return redirect(url_for("desk.desk"), 303)
    flash(_("You accepted. Nothing is lost if you stop: save as often as you like."), "done")
    return redirect(url_for(".assignment", assignment_id=assignment_id), 303)


@pages.post("/assignments/<int(max=2147483647):assignment_id>/review")
@only(Role.REVIEWER)
def review(assignment_id: int) -> Response | tuple[str, int]:
    """Save the review, or hand it in; what is missing keeps every word."""
    controls = {name: request.form.get(name, "") for name in _control_names()}
    submit = "submit" in request.form
    try:
        values = ReviewSchema().load(_values(controls, submit))
        with casebook().work.writing() as session:
            case, asked = find_assignment(session, actor(), assignment_id, for_change=True)
            write_review(session, case, asked, actor(), values, submit=values.pop("submit"))
            reference = case.reference
    except (NotVisible, NotAllowed, WrongState):
        raise
    except FormError as error:
        _save_what_is_valid(assignment_id, controls)
        refused = Refused.by(error)
        return _show(assignment_id, controls, refused), refused.status
    if submit:
        flash(_("Your review of %(case)s is in. You can change it until the editors decide.", case=reference), "done")
        return redirect(url_for("desk.desk"), 303)
    flash(_("Your review is saved. Only you see it until you submit it."), "done")
    return redirect(url_for(".assignment", assignment_id=assignment_id), 303)


def _save_what_is_valid(assignment_id: int, controls: dict[str, str]) -> None:
    """Keep an unfinished review on the server when handing it in was refused for a gap."""
    try:
        values = ReviewSchema().load(_values(controls, submit=False))
        values.pop("submit")
        with casebook().work.writing() as session:
            case, asked = find_assignment(session, actor(), assignment_id, for_change=True)
            if asked.state == AssignmentState.ACCEPTED:
                write_review(session, case, asked, actor(), values, submit=False)
    except FormError:
        return  # it stays in the form that is shown again


def _control_names() -> list[str]:
    return [
        *(f"ratings-{rating}" for rating in Rating),
        *(f"remarks-{section}" for section in Section),
        "recommendation",
        "overall",
        "note_to_editors",
    ]


def _values(controls: dict[str, str], submit: bool) -> dict[str, Any]:
    """Return the controls in the shape of the schema."""
    ratings = {rating: controls[f"ratings-{rating}"] for rating in Rating}
    return {
        "ratings": {name: whole_number(text) if text else None for name, text in ratings.items()},
        "remarks": {section.value: controls[f"remarks-{section}"] for section in Section},
        "recommendation": controls["recommendation"] or None,
        "overall": controls["overall"],
        "note_to_editors": controls["note_to_editors"],
        "submit": submit,
    }


def _show(assignment_id: int, typed: dict[str, str] | None, refused: Refused) -> str:
    with casebook().work.reading() as session:
        case, asked = find_assignment(session, actor(), assignment_id)
        writable = asked.revision.is_current and case.state == State.IN_REVIEW
        return render_template(
            "reviewing/assignment.html",
            case=case,
            revision=asked.revision,
            asked=asked,
            state=case.state,
            invited=asked.state == AssignmentState.INVITED,
            writable=writable and asked.state in (AssignmentState.ACCEPTED, AssignmentState.SUBMITTED),
            open=asked.revision.is_current and case.state in (State.SUBMITTED, State.IN_REVIEW),
            controls={**_stored(asked), **(typed or {})},
            before=_judged_before(case, asked),
            guidance=GUIDANCE,
            refused=refused,
        )


def _judged_before(case: Case, asked: Assignment) -> Assignment | None:
    """Return the reviewer's own assignment to an earlier revision, to show what changed since."""
    earlier = (a for a in live_assignments(actor(), case) if a.revision.number < asked.revision.number)
    return next((a for a in earlier if a.state == AssignmentState.SUBMITTED), None)


def _stored(asked: Assignment) -> dict[str, Any]:
    """Return what is saved of the review, in the form of controls."""
    found = asked.review
    if found is None:
        return dict.fromkeys(_control_names(), "")
    remarks = {remark.section: remark.text for remark in found.remarks}
    return {
        **{f"ratings-{name}": value for name, value in found.ratings.items()},
        **{f"remarks-{section}": remarks.get(section, "") for section in Section},
        "recommendation": found.recommendation,
        "overall": found.overall,
        "note_to_editors": found.note_to_editors,
    }
