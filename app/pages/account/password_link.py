"""A new password by a link in a mail: asking for the link, and using it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import open_to_all
from app.current import current_config, current_platform, reading, signing_keys
from app.identity import count_attempt_here, sign_in_or_ask
from app.pages.account.landing import landing_endpoint
from app.pages.account.sign_in import clean_email
from app.pages.form_errors import NO_ERRORS, FormErrors
from case_studies.errors import Incomplete
from case_studies.models import Account
from case_studies.operations.accounts.password_links import account_of_link, mail_forgotten_link, use_link
from case_studies.operations.accounts.passwords import LONGEST_TYPED

pages = Blueprint("sign_in_link", __name__)


@pages.get("/sign-in/forgotten")
@open_to_all
def forgotten() -> str:
    """Show the form that asks for a link."""
    return render_template("account/forgotten.html", sends_mail=bool(current_config().smtp_host), asked=False)


@pages.post("/sign-in/forgotten")
@open_to_all
def ask() -> str:
    """Mail a link. The answer is the same for every address, so that nobody learns which have an account."""
    email = clean_email(request.form.get("email", ""))
    count_attempt_here(email)
    if current_config().smtp_host:
        with current_platform().work.writing(quietly=True) as session:
            mail_forgotten_link(session, email)
    return render_template("account/forgotten.html", sends_mail=bool(current_config().smtp_host), asked=True)


@pages.get("/sign-in/password/<token>")
@open_to_all
def password(token: str) -> str:
    """Show the form for the new password."""
    with reading() as session:
        return _form(account_of_link(session, signing_keys(), token), token, NO_ERRORS)


@pages.post("/sign-in/password/<token>")
@open_to_all
def set_password(token: str) -> Response | tuple[str, int]:
    """Set the password and sign the office in. Its other sessions and its tokens end."""
    new, again = (request.form.get(name, "")[: LONGEST_TYPED + 1] for name in ("new", "again"))
    try:
        if new != again:
            raise Incomplete({"again": [_("The two new passwords are different. Type both again.")]})
        with current_platform().work.writing() as session:
            account = use_link(session, signing_keys(), token, new)
    except Incomplete as refusal:
        errors = FormErrors.by(refusal)
        with reading() as session:
            return _form(account_of_link(session, signing_keys(), token), token, errors), errors.status
    flash(_("The password is set. All other browsers are signed out."), "done")
    if not sign_in_or_ask(account, is_announced=True):
        return redirect(url_for("sign_in_code.ask"), 303)
    return redirect(url_for(landing_endpoint(account.roles)), 303)


def _form(account: Account, token: str, errors: FormErrors) -> str:
    return render_template("account/password_link.html", owner=account, token=token, refused=errors)
