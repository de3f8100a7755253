"""Signing in once more, before something is changed that decides who may sign in or what they may do."""

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.access import signed_in_without_factor
from app.current import current_config, reading
from app.factor_check import ask_for_factor, check_factor_here
from app.identity import count_attempt_here, sign_in_here
from app.pages.account.landing import local_address
from app.pages.form_errors import NO_ERRORS, FormErrors
from case_studies.errors import Incomplete
from case_studies.operations.accounts.factors import has_factor
from case_studies.operations.accounts.passwords import LONGEST_TYPED, check_password
from case_studies.operations.accounts.provider_identities import identities_of

pages = Blueprint("sign_in_again", __name__)


@pages.get("/sign-in/again")
@signed_in_without_factor
def ask() -> str:
    """Ask for the password, and for the second factor of an account that has one."""
    return _form(NO_ERRORS, request.args.get("next", ""))


@pages.post("/sign-in/again")
@signed_in_without_factor
def check() -> Response | tuple[str, int]:
    """Start a new session in place of the present one."""
    after = request.form.get("next", "")
    try:
        _prove()
    except Incomplete as refusal:
        errors = FormErrors.by(refusal)
        return _form(errors, after), errors.status
    sign_in_here(current_user.account)
    return redirect(local_address(after, current_user.account), 303)


def _prove() -> None:
    """Raise Incomplete if the password or the second factor is wrong. A wrong password uses neither up."""
    account, password = current_user.account, request.form.get("password", "")[: LONGEST_TYPED + 1]
    count_attempt_here(account.email)
    with reading() as session:
        demonstration, asks = current_config().demo_mode, has_factor(session, account)
        is_right = check_password(session, account.email, password, demonstration=demonstration) is not None
    if not is_right:
        raise Incomplete({"password": [_("This is not the current password.")]})
    if asks:
        check_factor_here(account, request.form.get("factor_code", ""))


def _form(errors: FormErrors, after: str) -> str:
    account = current_user.account
    with reading() as session:
        question = ask_for_factor(account) if has_factor(session, account) else None
        issuers = {one.issuer for one in identities_of(session, account)}
    providers = [provider for provider in current_config().providers if provider.issuer in issuers]
    return render_template(
        "account/sign_in_again.html", errors=errors, after=after, question=question, providers=providers
    )
