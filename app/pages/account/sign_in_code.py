"""The second step of a sign-in, after the password: a passkey, the code of an app, or a recovery code."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access import open_to_all
from app.factor_check import ask_for_factor, check_factor_here
from app.identity import count_attempt_here, sign_in_here
from app.pages.account.landing import local_address
from app.pages.form_errors import NO_ERRORS, FormErrors
from app.password_step import account_of_password_step
from case_studies.errors import Incomplete, NotSignedIn
from case_studies.event_log import LogEvent, Outcome, log_event
from case_studies.models import Account

pages = Blueprint("sign_in_code", __name__)


@pages.get("/sign-in/code")
@open_to_all
def ask() -> str | Response:
    """Ask for the second factor."""
    account = account_of_password_step()
    if account is None:
        return redirect(url_for("sign_in.sign_in", next=request.args.get("next")), 303)
    return _form(account, NO_ERRORS, request.args.get("next", ""))


@pages.post("/sign-in/code")
@open_to_all
def check() -> Response | tuple[str, int]:
    """Sign the office in if the passkey or the code is right."""
    account = waiting_account()
    try:
        sign_in_with_factor(account, request.form.get("factor_code", ""))
    except Incomplete as refusal:
        errors = FormErrors.by(refusal)
        return _form(account, errors, request.form.get("next", "")), errors.status
    return redirect(local_address(request.form.get("next", ""), account), 303)


def waiting_account() -> Account:
    """Return the account whose password was right in this browser. Raises NotSignedIn if that is too long ago."""
    account = account_of_password_step()
    if account is None:
        raise NotSignedIn()
    return account


def sign_in_with_factor(account: Account, code: str) -> None:
    """Sign in an account whose password was right. Raises Incomplete for a wrong passkey or code."""
    count_attempt_here(account.email)
    try:
        check_factor_here(account, code)
    except Incomplete:
        log_event(LogEvent.SIGN_IN, outcome=Outcome.FAILED, subject=account.id)
        raise
    sign_in_here(account)


def _form(account: Account, errors: FormErrors, after: str) -> str:
    return render_template("account/sign_in_code.html", errors=errors, after=after, question=ask_for_factor(account))
