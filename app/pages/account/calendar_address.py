"""The secret address of the members' calendar: making it, which shows it once, and revoking it."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.access import fresh_sign_in, signed_in
from app.current import current_platform, reading
from app.identity import actor
from case_studies.operations.accounts.accounts import own_account
from case_studies.operations.events.calendar import address_of, make_address, revoke_address

pages = Blueprint("calendar_address", __name__)


@pages.get("/account/calendar")
@signed_in
def calendar() -> str:
    """Show whether the office has an address, and how to get one."""
    return _page()


@pages.post("/account/calendar")
@signed_in
@fresh_sign_in
def make() -> Response:
    """Make an address and show it. An earlier one ends. No browser keeps the page: it can't be shown again."""
    with current_platform().work.writing() as session:
        secret = make_address(session, own_account(session, actor()), actor())
    answer = make_response(_page(secret))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.post("/account/calendar/revoke")
@signed_in
def revoke() -> AnyResponse:
    """Revoke the address."""
    with current_platform().work.writing() as session:
        revoke_address(session, own_account(session, actor()), actor())
    flash(_("The address is revoked. Calendars that use it get nothing any more."), "done")
    return redirect(url_for(".calendar"), 303)


def _page(secret: str = "") -> str:
    with reading() as session:
        return render_template(
            "account/calendar.html",
            made=address_of(session, actor()),
            address=url_for("calendar_feed.of_members", secret=secret, _external=True) if secret else "",
            public_address=url_for("calendar_feed.public", _external=True),
        )
