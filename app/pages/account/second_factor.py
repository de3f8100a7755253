"""The second factor of an office: what it has, adding an authenticator app, removing it, new recovery codes."""

from io import BytesIO

import segno
from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from itsdangerous import BadData, URLSafeTimedSerializer
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from app.access import fresh_sign_in, signed_in, signed_in_without_factor
from app.current import current_platform, reading
from app.identity import has_to_add_factor, own_actor
from app.pages.form_errors import NO_ERRORS, FormErrors
from case_studies.errors import Incomplete
from case_studies.operations.accounts import factors
from case_studies.operations.accounts.accounts import own_account
from case_studies.operations.accounts.authenticator_app import has_app, new_secret, setup_address
from case_studies.operations.accounts.browser_sessions import end_other_sessions
from case_studies.operations.accounts.passkeys import passkeys_of
from case_studies.operations.accounts.recovery_codes import count_codes
from case_studies.operations.administration.factor_resets import asked_reset

pages = Blueprint("second_factor", __name__)

SALT = "authenticator app"
SECRET_LASTS = 3600  # seconds from showing a QR code to the first code of the app


@pages.get("/account/second-factor")
@signed_in_without_factor
@fresh_sign_in
def second_factor() -> str:
    """Show what the office has."""
    account = current_user.account
    with reading() as session:
        return render_template(
            "account/second_factor.html",
            shared=account.is_of_demonstration,
            has_app=has_app(session, account.id),
            passkeys=passkeys_of(session, account.id),
            codes_left=count_codes(session, account.id),
            is_required=not factors.REQUIRED_FOR.isdisjoint(account.roles),
            must_add=has_to_add_factor(),
            is_reset_asked=asked_reset(session, account.id) is not None,
        )


@pages.get("/account/second-factor/app")
@signed_in_without_factor
@fresh_sign_in
def app() -> Response:
    """Show the QR code with a new secret."""
    return _setup(new_secret(), NO_ERRORS)


@pages.post("/account/second-factor/app")
@signed_in_without_factor
@fresh_sign_in
def add_app() -> Response:
    """Add the app if it shows the right code, and show the recovery codes once. Other browsers are signed out."""
    try:
        secret = _read(request.form.get("secret", ""))
    except BadData:
        return _setup(new_secret(), FormErrors.by(Incomplete({"factor_code": [_("Scan the new QR code.")]})))
    code = request.form.get("factor_code", "")[: factors.LONGEST_CODE]
    with current_platform().work.writing() as session:
        codes = factors.add_app(session, own_account(session, own_actor()), secret, code)
        if codes is not None:
            end_other_sessions(session, own_actor(), current_user.session.id)
    if codes is None:
        refusal = Incomplete({"factor_code": [_("This is not the code that the app shows now. Type the next one.")]})
        return _setup(secret, FormErrors.by(refusal))
    return show_codes(codes)


@pages.post("/account/second-factor/app/remove")
@signed_in
@fresh_sign_in
def remove_app() -> AnyResponse:
    """Remove the app. Other browsers are signed out."""
    with current_platform().work.writing() as session:
        factors.remove_app(session, own_account(session, own_actor()))
        end_other_sessions(session, own_actor(), current_user.session.id)
    flash(_("The authenticator app is removed. All other browsers are signed out."), "done")
    return redirect(url_for(".second_factor"), 303)


@pages.post("/account/second-factor/codes")
@signed_in
@fresh_sign_in
def renew_codes() -> Response:
    """Make new recovery codes and show them once."""
    with current_platform().work.writing() as session:
        codes = factors.renew_recovery_codes(session, own_account(session, own_actor()))
    return show_codes(codes)


def _setup(secret: str, errors: FormErrors) -> Response:
    account = current_user.account
    page = render_template(
        "account/authenticator_app.html",
        errors=errors,
        signed=_serializer().dumps([account.id, secret]),
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        drawing=_qr_code(setup_address(account, secret)),
    )
    return not_stored(page, errors.status)


def show_codes(codes: list[str]) -> Response:
    """Show new recovery codes, once."""
    return not_stored(render_template("account/recovery_codes.html", codes=codes), 200)


def not_stored(page: str, status: int) -> Response:
    """Return a page that no browser keeps."""
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _qr_code(text: str) -> Markup:
    """Return a QR code as SVG, which works without loading anything."""
    svg = BytesIO()
    segno.make(text, error="m").save(
        svg, kind="svg", xmldecl=False, svgclass="qr-code", lineclass=None, omitsize=True, dark="#000", light="#fff"
    )
    return Markup(svg.getvalue().decode())  # noqa: S704 - made by segno, which escapes


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.config["SECRET_KEY"]), salt=SALT)


def _read(signed: str) -> str:
    """Return the secret that this account was shown some minutes ago. Raises BadData for any other."""
    account_id, secret = _serializer().loads(signed, max_age=SECRET_LASTS)
    if account_id != current_user.account.id:
        raise BadData("of another account")
    return str(secret)
