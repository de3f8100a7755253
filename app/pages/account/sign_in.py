"""Signing in and out."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import open_to_all
from app.current import current_config, current_platform, reading
from app.factor_check import ask_for_factor
from app.identity import count_attempt_here, sign_in_or_ask, sign_out_here
from app.pages.account.landing import local_address
from app.pages.account.sign_in_code import sign_in_with_factor, waiting_account
from app.pages.form_errors import FormErrors
from app.rejected_forms import can_be_sent_again, form_address, show_rejected_form
from case_studies.demo.offices import shown_offices
from case_studies.errors import Incomplete
from case_studies.models import Account
from case_studies.operations.accounts.passwords import LONGEST_TYPED, check_password, is_outdated, renew_hash

pages = Blueprint("sign_in", __name__)

LONGEST_EMAIL = 320


@pages.get("/sign-in")
@open_to_all
def sign_in() -> str:
    """Show the form. `problem` says why a form that was sent could not be read."""
    problems = {
        "cookie": _("Your browser refused our cookie, so you can't be signed in. Allow cookies for this site."),
        "old": _("This page was too old. Sign in again."),
        "provider": _("The provider did not sign you in. Try it again, or sign in with your password."),
        "account": _(
            "The provider knows you, but it opens no account of Casebook for you. Ask who administers the accounts of "
            "your delegation."
        ),
    }
    return _form(error=problems.get(request.args.get("problem", ""), ""))


@pages.post("/sign-in")
@open_to_all
def sign_in_now() -> Response | tuple[str, int]:
    """Sign an office in, or report only that address and password don't match."""
    email, password = request.form.get("email", ""), request.form.get("password", "")
    account = _account(email, password)
    if account is None:
        return _form(email, _no_match()), 422
    after = request.form.get("next", "")
    if not sign_in_or_ask(account):
        return redirect(url_for("sign_in_code.ask", next=after or None), 303)
    return redirect(local_address(after, account), 303)


@pages.post("/sign-in/resume")
@open_to_all
def resume() -> Response:
    """Sign an office in from the page of a refused form, and send the form on to where it was meant for."""
    email, address = request.form.get("sign_in_email", ""), form_address()
    if "sign_in_code" in request.form:
        waiting = waiting_account()
        try:
            sign_in_with_factor(waiting, request.form["sign_in_code"])
        except Incomplete as refusal:
            error, question = FormErrors.by(refusal).first_of_fields, ask_for_factor(waiting)
            return show_rejected_form(422, _("You are signed out."), can_retry=True, question=question, error=error)
    else:
        account = _account(email, request.form.get("sign_in_password", ""))
        if account is None:
            return show_rejected_form(422, _("You are signed out."), can_retry=True, email=email, error=_no_match())
        if not sign_in_or_ask(account):
            return show_rejected_form(422, _("You are signed out."), can_retry=True, question=ask_for_factor(account))
    if not can_be_sent_again(address):
        return redirect(url_for("desk.desk"), 303)
    return redirect(address, 307)  # the browser sends the same form again


def _account(email: str, password: str) -> Account | None:
    email = clean_email(email)
    count_attempt_here(email)
    with reading() as session:
        demonstration = current_config().demo_mode
        account = check_password(session, email, password[: LONGEST_TYPED + 1], demonstration=demonstration)
        outdated = account is not None and is_outdated(session, account)
    if account is not None and outdated:
        with current_platform().work.writing(quietly=True) as session:
            renew_hash(session, account, password)
    return account


def clean_email(email: str) -> str:
    """Return a typed address, or nothing: none has control characters, and the database may refuse them."""
    email = email[:LONGEST_EMAIL]
    return email if email.isprintable() else ""


def _no_match() -> str:
    return str(_("Address and password do not match. Type both again."))


@pages.post("/sign-out")
@open_to_all
def sign_out() -> Response:
    """Sign the office out of this browser, which then forgets the pages that it kept."""
    sign_out_here()
    flash(_("You are signed out."), "done")
    answer = redirect(url_for("home.home"), 303)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _form(email: str = "", error: str = "") -> str:
    offices = shown_offices() if current_config().demo_mode else []
    return render_template(
        "account/sign_in.html",
        email=email,
        error=error,
        after=(request.form if request.method == "POST" else request.args).get("next", ""),
        offices=offices,
        providers=current_config().providers,
        password=current_config().demo_password if offices else "",
    )
