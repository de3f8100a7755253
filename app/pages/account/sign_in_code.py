"""The second step of a sign-in, after the password: the code of an authenticator app, or a recovery code."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import open_to_all
from app.current import current_platform
from app.identity import count_attempt_here, sign_in_here
from app.pages.account.landing import local_address
from app.pages.form_errors import NO_ERRORS, FormErrors
from app.password_step import account_of_password_step
from case_studies.errors import Incomplete, NotSignedIn
from case_studies.event_log import LogEvent, Outcome, log_event
from case_studies.models import Account
from case_studies.operations.accounts.factors import check_code

pages = Blueprint("sign_in_code", __name__)


@pages.get("/sign-in/code")
@open_to_all
def ask() -> str | Response:
    """Ask for the code."""
    if account_of_password_step() is None:
        return redirect(url_for("sign_in.sign_in", next=request.args.get("next")), 303)
    return _form(NO_ERRORS, request.args.get("next", ""))


@pages.post("/sign-in/code")
@open_to_all
def check() -> Response | tuple[str, int]:
    """Sign the office in if the code is right."""
    try:
        account = sign_in_with_code(request.form.get("factor_code", ""))
    except Incomplete as refusal:
        errors = FormErrors.by(refusal)
        return _form(errors, request.form.get("next", "")), errors.status
    return redirect(local_address(request.form.get("next", ""), account), 303)


def sign_in_with_code(code: str) -> Account:
    """Sign in the account whose password was right in this browser. A code works once.

    Raises Incomplete for a wrong code, NotSignedIn if the password was typed too long ago.
    """
    account = account_of_password_step()
    if account is None:
        raise NotSignedIn()
    count_attempt_here(account.email)
    with current_platform().work.writing() as session:
        is_right = check_code(session, account, code)
    if not is_right:
        log_event(LogEvent.SIGN_IN, outcome=Outcome.FAILED, subject=account.id)
        raise Incomplete({"factor_code": [_("This code is wrong or was used. Wait for the next one.")]})
    sign_in_here(account)
    return account


def _form(errors: FormErrors, after: str) -> str:
    return render_template("account/sign_in_code.html", errors=errors, after=after)
