"""Assigning reviewers to a submitted case."""

from datetime import date, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import signed_in
from app.identity import actor
from app.pages.refusing import NOTHING, FormError, Refused
from app.parts import casebook, config
from app.schemas.review import AssignmentSchema
from case_studies.errors import N_, NotAllowed, NotVisible, WrongState
from case_studies.operations.browsing import find_case
from case_studies.operations.reviewing import ASSIGNABLE, assign_reviewer, candidates
from case_studies.policy.permissions import Permission, may
from case_studies.unit_of_work import now
from case_studies.vocabulary import Action
from case_studies.workflow.engine import possible_actions

pages = Blueprint("assigning", __name__)


@pages.get("/cases/<reference:reference>/reviewers")
@signed_in
def reviewers(reference: str) -> str:
    """Show who was asked and who can be."""
    return _show(reference, {}, NOTHING)


@pages.post("/cases/<reference:reference>/reviewers")
@signed_in
def assign(reference: str) -> Response | tuple[str, int]:
    """Ask one reviewer."""
    controls = {"reviewer": request.form.get("reviewer", ""), "due_on": request.form.get("due_on", "")}
    try:
        values = AssignmentSchema().load({name: text or None for name, text in controls.items()})
        with casebook().work.writing() as session:
            case = find_case(session, actor(), reference, for_change=True)
            assign_reviewer(session, case, actor(), values["reviewer"], due_on=values["due_on"])
    except (NotVisible, NotAllowed, WrongState):
        raise
    except FormError as error:
        refused = Refused.by(error)
        return _show(reference, controls, refused), refused.status
    flash(_("%(reviewer)s is asked to review %(case)s.", reviewer=values["reviewer"], case=reference), "done")
    return redirect(url_for(".reviewers", reference=reference), 303)


def _show(reference: str, controls: dict[str, str], refused: Refused) -> str:
    with casebook().work.reading() as session:
        case = find_case(session, actor(), reference)
        if not may(actor(), Permission.ASSIGN, case):
            raise NotAllowed()
        if case.state not in ASSIGNABLE:  # a text that is back with its author is not for an editor's eyes
            raise WrongState(N_("Reviewers are assigned once a case is submitted, and until the decision."))
        due: date = now(session).date() + timedelta(days=config().review_days)
        return render_template(
            "work/reviewers.html",
            case=case,
            revision=case.current,
            candidates=candidates(session, case),
            controls={"due_on": due.isoformat(), **controls},
            refused=refused,
            required=config().reviews_required,
            can_start=Action.START_REVIEW in possible_actions(session, case, actor()),
        )
