"""The chair of the Group: the co-chairs, and handing the chair over."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import fresh_sign_in, only_roles
from app.collation import by_name
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors, InTheForm
from app.schemas.delegations import ChairSchema
from case_studies.operations.delegations.chair import confirm_handover, may_confirm, open_handovers, propose_handover
from case_studies.operations.delegations.records import all_delegations
from case_studies.policy.delegations import delegation_rights
from case_studies.vocabulary import Role, Standing

pages = Blueprint("chair", __name__)
FIELDS = ("outgoing", "incoming", "on_day", "until")


@pages.get("/delegations/chair")
@only_roles(Role.EDITOR, Role.ADMINISTRATOR)
@fresh_sign_in
def chair() -> str:
    """Show the co-chairs, and the hand-overs that are proposed."""
    return _show({}, NO_ERRORS)


@pages.post("/delegations/chair")
@only_roles(Role.EDITOR)
@fresh_sign_in
def propose() -> Response | tuple[str, int]:
    """Propose a hand-over."""
    typed = {name: request.form.get(name, "").strip() for name in FIELDS}
    try:
        values = ChairSchema().load({**typed, "until": typed["until"] or None})
        with current_platform().work.writing() as session:
            propose_handover(session, actor(), **values)
    except InTheForm as error:
        errors = FormErrors.by(error)
        return _show(typed, errors), errors.status
    flash(_("Proposed. An editor of another co-chair confirms it here."), "done")
    return redirect(url_for(".chair"), 303)


@pages.post("/delegations/chair/<id:number>/confirm")
@only_roles(Role.EDITOR)
@fresh_sign_in
def confirm(number: int) -> Response:
    """Confirm a hand-over."""
    with current_platform().work.writing() as session:
        confirmed = confirm_handover(session, actor(), number)
    flash(_("Confirmed. The chair is handed over.") if confirmed.done_at else _("Confirmed for that day."), "done")
    return redirect(url_for(".chair"), 303)


def _show(typed: dict[str, str], refused: FormErrors) -> str:
    with reading() as session:
        rows = sorted(all_delegations(session, actor()), key=lambda row: by_name(row.name))
        handovers = open_handovers(session, actor())
        return render_template(
            "delegations/chair.html",
            co_chairs=[row for row in rows if row.standing == Standing.CO_CHAIR],
            outgoing_choices=[(row.code, row.name) for row in rows if row.standing == Standing.CO_CHAIR],
            incoming_choices=[(row.code, row.name) for row in rows if row.standing == Standing.MEMBER],
            names={row.code: row.name for row in rows},
            handovers=handovers,
            confirmable={one.id for one in handovers if may_confirm(session, actor(), one)},
            rights=delegation_rights(session, actor()),
            typed=typed,
            refused=refused,
        )
