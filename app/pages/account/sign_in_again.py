"""Signing in once more, before something is changed that decides who may sign in or what they may do."""

from flask import Blueprint, redirect, render_template, request
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.access import signed_in_without_factor
from app.current import current_config, current_platform, reading
from app.identity import count_attempt_here, sign_in_here
from app.pages.account.landing import local_address
from app.pages.form_errors import NO_ERRORS, FormErrors
from case_studies.errors import Incomplete
from case_studies.operations.accounts.factors import check_code, has_factor
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
    """Raise Incomplete if the password or the code is wrong. A wrong password uses no code up."""
    account, password = current_user.account, request.form.get("password", "")[: LONGEST_TYPED + 1]
    count_attempt_here(account.email)
    with current_platform().work.writing() as session:
        demonstration = current_config().demo_mode
        if check_password(session, account.email, password, demonstration=demonstration) is None:
            raise Incomplete({"password": [_("This is not the current password.")]})
        if has_factor(session, account) and not check_code(session, account, request.form.get("factor_code", "")):
            raise Incomplete({"factor_code": [_("This code is wrong or was used. Wait for the next one.")]})


def _form(errors: FormErrors, after: str) -> str:
    with reading() as session:
        asks_code = has_factor(session, current_user.account)
        issuers = {one.issuer for one in identities_of(session, current_user.account)}
    providers = [provider for provider in current_config().providers if provider.issuer in issuers]
    return render_template(
        "account/sign_in_again.html", errors=errors, after=after, asks_code=asks_code, providers=providers
    )
