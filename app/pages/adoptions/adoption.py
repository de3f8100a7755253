"""One adoption: what a delegation changed, what happened, and what its reader may do next."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.access import open_to_all, signed_in
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.pages.item_steps import offered_steps
from app.phrases import adoptions as phrases
from app.phrases.submitters import name_of
from app.schemas.adoptions import AdoptionTransitionSchema
from case_studies.errors import NotVisible, StaleVersion
from case_studies.models import Adoption
from case_studies.operations.adoptions import editing, steps
from case_studies.operations.adoptions.queries import adoption_history, find_adoption
from case_studies.policy.adoption_release import ReleasedAdoption
from case_studies.policy.adoptions import AdoptionPermission
from case_studies.unit_of_work import Session
from case_studies.vocabulary import AdoptionAction
from case_studies.workflow.adoptions import ADOPTIONS

pages = Blueprint("adoptions", __name__)
Answer = Response | tuple[str, int]

PLAIN = (AdoptionAction.ADOPT_BY_US, AdoptionAction.CLEAR, AdoptionAction.TAKE_BACK)
WITH_REASON = (AdoptionAction.SEND_BACK, AdoptionAction.STOP_USING, AdoptionAction.WITHDRAW)


@pages.get("/adoptions/<adoption:reference>")
@open_to_all
def adoption(reference: str) -> str:
    """Show an adoption."""
    return _show(reference, NO_ERRORS, {})


@pages.post("/adoptions/<adoption:reference>/act/<action>")
@signed_in
def act(reference: str, action: str) -> Answer:
    """Perform an action. If it is refused, the page keeps what was typed."""
    if action not in set(AdoptionAction):
        raise NotFound()
    sent = {"action": action, "note": request.form.get("note", ""), "version": _version()}
    try:
        values = AdoptionTransitionSchema().load(sent)
        with current_platform().work.writing() as session:
            found = find_adoption(session, actor(), reference, for_change=True)
            steps.move_adoption(session, found, actor(), **values)
            state = found.state
    except (*InTheForm, StaleVersion) as error:
        errors = FormErrors.by(error)
        return _show(reference, errors, {**request.form.to_dict(), "action": action}), errors.status
    flash(_("Done. The adoption is now: %(state)s.", state=phrases.STATES[state]), "done")
    return redirect(_next_page(reference), 303)


@pages.post("/adoptions/<adoption:reference>/confirmation")
@signed_in
def confirm(reference: str) -> Response:
    """Say that what is recorded still holds."""
    with current_platform().work.writing() as session:
        found = find_adoption(session, actor(), reference, for_change=True)
        editing.confirm_adoption(session, found, actor(), version=_version())
    flash(_("Confirmed. Your delegation is asked again in a year."), "done")
    return redirect(url_for(".adoption", reference=reference), 303)


def _version() -> int:
    return request.form.get("version", 0, type=int)


def _show(reference: str, refused: FormErrors, typed: dict[str, Any]) -> str:
    with reading() as session:
        found = find_adoption(session, actor(), reference)
        released = ReleasedAdoption(found, actor())
        return render_template(
            "adoptions/adoption.html",
            adoption=released,
            refused=refused,
            typed=typed,
            phrases=phrases,
            adoption_phrases=phrases,
            name_of=name_of,
            history=adoption_history(session, actor(), found),
            act_url=lambda action: url_for(".act", reference=reference, action=action),
            **_next_steps(session, found),
        )


def _next_steps(session: Session, found: Adoption) -> dict[str, Any]:
    offered = offered_steps(session, ADOPTIONS, found, plain=PLAIN, reasoned=WITH_REASON)
    asks = AdoptionPermission.CONFIRM in offered["usable"] and _is_due(found)
    return {**offered, "asks": asks, "missing": offered["missing"] if found.written is not None else []}


def _is_due(found: Adoption) -> bool:
    return found.confirm_on is not None and found.confirm_on <= current_platform().work.clock().date()


def _next_page(reference: str) -> str:
    """Return the page of the adoption, or the list for those who no longer see it."""
    with reading() as session:
        try:
            find_adoption(session, actor(), reference)
        except NotVisible:
            return url_for("adoption_list.adoptions")
    return url_for(".adoption", reference=reference)
