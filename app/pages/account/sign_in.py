"""Signing in and out."""

from collections.abc import Collection

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.access import open_to_all
from app.current import current_config, reading
from app.identity import count_attempt_here, sign_in_here, sign_out_here
from app.rejected_forms import can_be_sent_again, form_address, show_rejected_form
from case_studies.demo.offices import shown_offices
from case_studies.models import Account
from case_studies.operations.accounts.passwords import LONGEST_TYPED, check_password
from case_studies.vocabulary import Role

pages = Blueprint("sign_in", __name__)

LONGEST_EMAIL = 320


@pages.get("/sign-in")
@open_to_all
def sign_in() -> str:
    """Show the form. `problem` says why a form that was sent could not be read."""
    problems = {
        "cookie": _("Your browser refused our cookie, so you can't be signed in. Allow cookies for this site."),
        "old": _("This page was too old. Sign in again."),
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
    sign_in_here(account, password)
    return redirect(_local(request.form.get("next", ""), account), 303)


@pages.post("/sign-in/resume")
@open_to_all
def resume() -> Response:
    """Sign an office in from the page of a refused form, and send the form on to where it was meant for."""
    email, address = request.form.get("sign_in_email", ""), form_address()
    password = request.form.get("sign_in_password", "")
    account = _account(email, password)
    if account is None:
        return show_rejected_form(422, _("You are signed out."), can_retry=True, email=email, error=_no_match())
    sign_in_here(account, password)
    if not can_be_sent_again(address):
        return redirect(url_for("desk.desk"), 303)
    return redirect(address, 307)  # the browser sends the same form again


def _account(email: str, password: str) -> Account | None:
    email = clean_email(email)
    count_attempt_here(email)
    with reading() as session:
        return check_password(session, email, password[: LONGEST_TYPED + 1], demonstration=current_config().demo_mode)


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
        password=current_config().demo_password if offices else "",
    )


def _local(address: str, account: Account) -> str:
    """Return the address to open after signing in. An address of another site is replaced by the account's own."""
    plain = address.isascii() and address.isprintable() and "\\" not in address
    if plain and address.startswith("/") and not address.startswith("//"):
        return address
    return url_for(landing_endpoint(account.roles))


def landing_endpoint(roles: Collection[Role]) -> str:
    """Return the page that somebody with these roles needs first.

    Practitioners search. Administrators see what needs care. All others have a desk on which tasks wait.
    """
    if Role.ADMINISTRATOR in roles:
        return "administration.administration"
    return "search.search" if set(roles) <= {Role.PRACTITIONER} else "desk.desk"
