"""Signing in and out."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response

from app.access import open_to_all
from app.current import current_config, reading
from app.identity import SignedIn
from app.limits import limiter, sign_in_limit
from case_studies.demo.offices import shown_offices
from case_studies.operations.accounts import LONGEST_TYPED
from case_studies.operations.accounts import sign_in as find_by_password

pages = Blueprint("sign_in", __name__)

LONGEST_EMAIL = 320


@pages.get("/sign-in")
@open_to_all
def sign_in() -> str:
    """Show the form."""
    return _form()


@pages.post("/sign-in")
@limiter.limit(sign_in_limit)
@open_to_all
def sign_in_now() -> Response | tuple[str, int]:
    """Sign an office in, or report only that address and password don't match."""
    email, password = request.form.get("email", "")[:LONGEST_EMAIL], request.form.get("password", "")
    email = email if email.isprintable() else ""  # no address has control characters, and the database may refuse them
    with reading() as session:
        account = find_by_password(
            session, email, password[: LONGEST_TYPED + 1], demonstration=current_config().demo_mode
        )
    if account is None:
        return _form(email, _("Address and password do not match. Type both again.")), 422
    login_user(SignedIn(account))
    return redirect(_local(request.form.get("next", "")), 303)


@pages.post("/sign-out")
@open_to_all
def sign_out() -> Response:
    """Sign the office out of this browser, which then forgets the pages that it kept."""
    logout_user()
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
        after=request.values.get("next", ""),
        offices=offices,
        password=current_config().demo_password if offices else "",
    )


def _local(address: str) -> str:
    """Return the address to open after signing in. An address of another site is replaced by the desk."""
    plain = address.isascii() and address.isprintable() and "\\" not in address
    if plain and address.startswith("/") and not address.startswith("//"):
        return address
    return url_for("desk.desk")
