"""Applications at the co-chairs: one button supports, one form asks, one defers."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import only_roles
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors
from app.phrases.delegations import CONTRIBUTIONS
from app.schemas.delegations import LONGEST_ANSWER
from case_studies.clean_text import clean_text
from case_studies.errors import Incomplete
from case_studies.models import Application
from case_studies.operations.delegations import applications as operations
from case_studies.vocabulary import ApplicationState, Role

pages = Blueprint("applications", __name__)
Answer = Response | tuple[str, int]


@pages.get("/applications")
@only_roles(Role.EDITOR, Role.ADMINISTRATOR)
def applications() -> str:
    """Show the open applications, then those that were decided."""
    return _show(NO_ERRORS)


@pages.post("/applications/<id:number>/support")
@only_roles(Role.EDITOR)
def support(number: int) -> Response:
    """Support an application."""
    with current_platform().work.writing() as session:
        state = operations.support(session, actor(), number).state
    if state == ApplicationState.ACCEPTED:
        flash(_("All co-chairs support it. The delegation takes part, and its office is invited."), "done")
    else:
        flash(_("Your delegation supports the application."), "done")
    return redirect(url_for(".applications"), 303)


@pages.post("/applications/<id:number>/ask")
@only_roles(Role.EDITOR)
def ask(number: int) -> Answer:
    """Ask the applicant."""
    try:
        with current_platform().work.writing() as session:
            operations.ask(session, actor(), number, _text(f"question-{number}"))
    except Incomplete as refusal:
        errors = FormErrors.by(refusal).moved(lambda name: f"{name}-{number}")
        return _show(errors), errors.status
    flash(_("The question is on its way. The application waits for the answer."), "done")
    return redirect(url_for(".applications"), 303)


@pages.post("/applications/<id:number>/defer")
@only_roles(Role.EDITOR)
def defer(number: int) -> Answer:
    """Defer an application."""
    try:
        with current_platform().work.writing() as session:
            operations.defer(session, actor(), number, _text(f"reason-{number}"))
    except Incomplete as refusal:
        errors = FormErrors.by(refusal).moved(lambda name: f"{name}-{number}")
        return _show(errors), errors.status
    flash(_("Deferred. The applicant gets a mail without the reason."), "done")
    return redirect(url_for(".applications"), 303)


def _contributions(application: Application) -> str:
    return ", ".join(str(CONTRIBUTIONS[kind]) for kind in application.contributions)


def _text(name: str) -> str:
    return clean_text(request.form.get(name, ""))[:LONGEST_ANSWER]


def _show(refused: FormErrors) -> str:
    with reading() as session:
        waiting, decided = operations.list_applications(session, actor())
        return render_template(
            "delegations/applications.html",
            waiting=waiting,
            decided=decided,
            contributions_of=_contributions,
            working_days=operations.WORKING_DAYS,
            refused=refused,
        )
