"""Leaving the Group: what happens then, and what becomes of the published cases."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import fresh_sign_in, signed_in
from app.current import current_platform, reading
from app.identity import actor, sign_out_here
from app.pages.form_errors import NO_ERRORS, FormErrors
from case_studies.errors import Incomplete
from case_studies.operations.delegations.leaving import check_can_leave, leave_group
from case_studies.operations.delegations.records import get_delegation

pages = Blueprint("leaving", __name__)
STAY, STAND_DOWN = "stay", "stand_down"


@pages.get("/delegations/<string(maxlength=20):code>/leave")
@signed_in
@fresh_sign_in
def leave(code: str) -> str:
    """Show what happens when a delegation leaves."""
    return _show(code, NO_ERRORS)


@pages.post("/delegations/<string(maxlength=20):code>/leave")
@signed_in
@fresh_sign_in
def confirm(code: str) -> Response | tuple[str, int]:
    """Let the delegation leave. Its offices are signed out."""
    is_own = actor().delegation == code.upper()
    cases = request.form.get("cases", "" if is_own else STAY)
    try:
        if cases not in (STAY, STAND_DOWN):
            raise Incomplete({"cases": [_("Say what becomes of the published cases.")]})
        if "yes" not in request.form.getlist("sure"):
            raise Incomplete({"sure": [_("Tick the box if you are sure.")]})
        with current_platform().work.writing() as session:
            left = leave_group(session, actor(), code, stand_down=cases == STAND_DOWN)
    except Incomplete as refusal:
        errors = FormErrors.by(refusal)
        return _show(code, errors), errors.status
    flash(_("%(delegation)s has left the Group.", delegation=left.name), "done")
    if is_own:
        sign_out_here()
        return redirect(url_for("home.home"), 303)
    return redirect(url_for("delegation_records.record", code=left.code), 303)


def _show(code: str, refused: FormErrors) -> str:
    with reading() as session:
        delegation = get_delegation(session, code)
        check_can_leave(session, actor(), delegation)
        return render_template(
            "delegations/leave.html",
            delegation=delegation,
            is_own=actor().delegation == delegation.code,
            cases=request.form.get("cases", ""),
            refused=refused,
        )
