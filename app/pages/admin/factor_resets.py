"""Removing the second factor of an office that has lost it: one administrator asks, another confirms."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import fresh_sign_in, only_roles, signed_in
from app.current import current_platform
from app.identity import actor
from case_studies.operations.administration import factor_resets as operations
from case_studies.vocabulary import Role

pages = Blueprint("factor_resets", __name__)

ONE = "/administration/people/<id:number>/factor-reset"


@pages.post(ONE)
@only_roles(Role.ADMINISTRATOR)
@fresh_sign_in
def ask(number: int) -> Response:
    """Ask other administrators to confirm."""
    with current_platform().work.writing() as session:
        operations.ask_for_reset(session, actor(), number)
    return _done(
        number, _("The other administrators and the office are notified. Another administrator has to confirm.")
    )


@pages.post(f"{ONE}/confirm")
@only_roles(Role.ADMINISTRATOR)
@fresh_sign_in
def confirm(number: int) -> Response:
    """Remove the second factor."""
    with current_platform().work.writing() as session:
        operations.confirm_reset(session, actor(), number)
    return _done(number, _("The second factor is removed, and the office is signed out everywhere."))


@pages.post(f"{ONE}/refuse")
@only_roles(Role.ADMINISTRATOR)
@fresh_sign_in
def refuse(number: int) -> Response:
    """Withdraw or refuse the reset."""
    with current_platform().work.writing() as session:
        operations.refuse_reset(session, actor(), number)
    return _done(number, _("The second factor stays."))


@pages.post("/account/second-factor/reset/refuse")
@signed_in
@fresh_sign_in
def refuse_own() -> Response:
    """Refuse the reset as the office that it is about."""
    with current_platform().work.writing() as session:
        operations.refuse_own_reset(session, actor())
    flash(_("The second factor stays."), "done")
    return redirect(url_for("second_factor.second_factor"), 303)


def _done(number: int, message: str) -> Response:
    flash(message, "done")
    return redirect(url_for("people.person", number=number), 303)
