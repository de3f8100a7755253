"""The account of an office: its roles, its password, how to get an API token."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.access import fresh_sign_in, may_enter, signed_in
from app.current import current_config, current_platform, reading
from app.identity import actor, count_attempt_here, sign_in_here
from app.pages.form_errors import NO_ERRORS, FormErrors
from app.phrases.labels import ROLES
from app.phrases.roles import role_slug
from case_studies.errors import Incomplete
from case_studies.operations.accounts.accounts import own_account
from case_studies.operations.accounts.browser_sessions import end_other_sessions, end_own_session, sessions_of
from case_studies.operations.accounts.passwords import LONGEST_TYPED
from case_studies.operations.accounts.passwords import change_password as change_own_password
from case_studies.operations.accounts.provider_identities import identities_of
from case_studies.vocabulary import Role

pages = Blueprint("account", __name__)


@pages.get("/account")
@signed_in
def account() -> str:
    """Show the account."""
    return _page(NO_ERRORS)


@pages.post("/account/password")
@signed_in
def change_password() -> Response | tuple[str, int]:
    """Change the password. All other browsers of the office are signed out."""
    old, new, again = (request.form.get(name, "")[: LONGEST_TYPED + 1] for name in ("old", "new", "again"))
    try:
        if new != again:
            raise Incomplete({"again": [_("The two new passwords are different. Type both again.")]})
        count_attempt_here(current_user.account.email)
        with current_platform().work.writing() as session:
            office = own_account(session, actor())
            change_own_password(session, office, old, new)
    except Incomplete as refusal:
        errors = FormErrors.by(refusal)
        return _page(errors), errors.status
    sign_in_here(office)
    flash(
        _("The password is changed. All other browsers are signed out, and all API tokens of this office have ended."),
        "done",
    )
    return redirect(url_for("account.account"), 303)


@pages.post("/account/sessions/<id:number>/end")
@signed_in
@fresh_sign_in
def end_session(number: int) -> Response:
    """Sign the office out of one browser."""
    with current_platform().work.writing() as session:
        end_own_session(session, actor(), number)
    flash(_("That browser is signed out."), "done")
    return redirect(url_for(".account", _anchor="sessions-name"), 303)


@pages.post("/account/sessions/end")
@signed_in
@fresh_sign_in
def end_sessions() -> Response:
    """Sign the office out of all other browsers."""
    with current_platform().work.writing() as session:
        end_other_sessions(session, actor(), current_user.session.id)
    flash(_("All other browsers are signed out."), "done")
    return redirect(url_for(".account", _anchor="sessions-name"), 303)


def _page(errors: FormErrors) -> str:
    roles = [
        {"label": ROLES[role], "url": url_for("guides.role", name=role_slug(role))}
        for role in Role
        if role in actor().roles
    ]
    shared = current_user.account.is_of_demonstration
    with reading() as session:
        sessions = sessions_of(session, actor())
        issuers = {one.issuer for one in identities_of(session, current_user.account)}
    delegation = current_user.account.delegation_code
    may_review = may_enter("reviewer_profile.reviewer_profile")
    return render_template(
        "account/account.html",
        roles=roles,
        refused=errors,
        shared=shared,
        may_review=may_review,
        # many people share an account of the demonstration, and see nothing of each other
        sessions=[one for one in sessions if not shared or one.id == current_user.session.id],
        this_session=current_user.session.id,
        providers=[one for one in current_config().providers if delegation in one.delegations],
        issuers=issuers,
    )
