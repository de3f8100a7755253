"""The passkeys of an office: adding one, which the browser makes, and removing one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from marshmallow import ValidationError
from werkzeug.wrappers import Response

from app.access import fresh_sign_in, signed_in, signed_in_without_factor
from app.current import current_platform
from app.factor_check import PASSKEY
from app.identity import own_actor
from app.pages.account.second_factor import not_stored, show_codes
from app.pages.form_errors import NO_ERRORS, FormErrors
from app.passkeys import options_to_add, relying_party, take_challenge
from app.schemas.passkeys import PasskeySchema
from case_studies.errors import Incomplete
from case_studies.operations.accounts import factors
from case_studies.operations.accounts.accounts import own_account
from case_studies.operations.accounts.browser_sessions import end_other_sessions

pages = Blueprint("passkeys", __name__)


@pages.get("/account/second-factor/passkeys/add")
@signed_in_without_factor
@fresh_sign_in
def ask() -> Response:
    """Show the form for the name of a new passkey."""
    return _form(NO_ERRORS, "")


@pages.post("/account/second-factor/passkeys/add")
@signed_in_without_factor
@fresh_sign_in
def add() -> Response:
    """Add the passkey that the browser made. Other browsers are signed out. The first factor comes with codes."""
    name = request.form.get("name", "")
    try:
        codes = _add(PasskeySchema().load({"name": name})["name"], request.form.get(PASSKEY, ""))
    except (ValidationError, Incomplete) as refusal:
        return _form(FormErrors.by(refusal), name)
    if codes:
        return show_codes(codes)
    flash(_("The passkey is added. All other browsers are signed out."), "done")
    return redirect(url_for("second_factor.second_factor"), 303)


@pages.post("/account/second-factor/passkeys/<id:number>/remove")
@signed_in
@fresh_sign_in
def remove(number: int) -> Response:
    """Remove a passkey. Other browsers are signed out."""
    with current_platform().work.writing() as session:
        factors.remove_passkey(session, own_account(session, own_actor()), number)
        end_other_sessions(session, own_actor(), current_user.session.id)
    flash(_("The passkey is removed. All other browsers are signed out."), "done")
    return redirect(url_for("second_factor.second_factor"), 303)


def _add(name: str, answer: str) -> list[str]:
    """Add the passkey and return recovery codes, if they are the first. Raises Incomplete."""
    challenge = take_challenge(current_user.account)
    if challenge is None:
        raise Incomplete({PASSKEY: [_("This page was open for too long. Try again.")]})
    with current_platform().work.writing() as session:
        account = own_account(session, own_actor())
        codes = factors.add_passkey(session, account, relying_party(), challenge, answer=answer, name=name)
        end_other_sessions(session, own_actor(), current_user.session.id)
    return codes


def _form(errors: FormErrors, name: str) -> Response:
    account = current_user.account
    options = "" if account.is_of_demonstration else options_to_add(account)
    return not_stored(render_template("account/passkey.html", errors=errors, name=name, options=options), errors.status)
