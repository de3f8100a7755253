"""The account of an office: its roles, its password, how to get an API token."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user, login_user
from werkzeug.wrappers import Response

from app.access import may_enter, signed_in
from app.current import current_platform
from app.identity import SignedIn, actor
from app.limits import limiter, sign_in_limit
from app.pages.form_errors import NO_ERRORS, FormErrors
from app.phrases.labels import ROLES
from app.phrases.roles import role_slug
from case_studies.errors import Incomplete
from case_studies.operations import accounts
from case_studies.operations.accounts import LONGEST_TYPED, has_fixed_password
from case_studies.vocabulary import Role

pages = Blueprint("account", __name__)


@pages.get("/account")
@signed_in
def account() -> str:
    """Show the account."""
    return _page(NO_ERRORS)


@pages.post("/account/password")
@limiter.limit(sign_in_limit)
@signed_in
def change_password() -> Response | tuple[str, int]:
    """Change the password. All other browsers of the office are signed out."""
    old, new, again = (request.form.get(name, "")[: LONGEST_TYPED + 1] for name in ("old", "new", "again"))
    try:
        if new != again:
            raise Incomplete({"again": [_("The two new passwords are different. Type both again.")]})
        with current_platform().work.writing() as session:
            office = accounts.own_account(session, actor())
            accounts.change_password(session, office, old, new)
    except Incomplete as refusal:
        errors = FormErrors.by(refusal)
        return _page(errors), errors.status
    login_user(SignedIn(office))
    flash(
        _("The password is changed. All other browsers are signed out, and all API tokens of this office have ended."),
        "done",
    )
    return redirect(url_for("account.account"), 303)


def _page(errors: FormErrors) -> str:
    roles = [
        {"label": ROLES[role], "url": url_for("guides.role", name=role_slug(role))}
        for role in Role
        if role in actor().roles
    ]
    shared = has_fixed_password(current_user.account)
    may_review = may_enter("reviewer_profile.reviewer_profile")
    return render_template("account/account.html", roles=roles, refused=errors, shared=shared, may_review=may_review)
