"""The API tokens of an office: making one, which is shown once, and revoking one."""

from collections.abc import Mapping

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from marshmallow import ValidationError
from werkzeug.wrappers import Response as AnyResponse

from app.access import fresh_sign_in, signed_in
from app.current import current_platform, reading
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors
from app.phrases.labels import TOKEN_SCOPES
from app.schemas.tokens import DAYS, TokenSchema
from case_studies.errors import Incomplete
from case_studies.operations.accounts.accounts import own_account
from case_studies.operations.accounts.tokens import create_token, is_ended, revoke_token, tokens_of
from case_studies.vocabulary import TokenScope

pages = Blueprint("tokens", __name__)


@pages.get("/account/tokens")
@signed_in
@fresh_sign_in
def tokens() -> str:
    """Show the tokens, and the form for another."""
    return _page()


@pages.post("/account/tokens")
@signed_in
@fresh_sign_in
def create() -> Response | tuple[str, int]:
    """Make a token and show it. No browser keeps the page: the token can't be shown again."""
    form = request.form
    typed = {"name": form.get("name", ""), "scopes": form.getlist("scopes"), "days": form.get("days", "")}
    try:
        values = TokenSchema().load(typed)
        with current_platform().work.writing() as session:
            days = int(values.pop("days"))
            token = create_token(session, own_account(session, actor()), actor(), days=days, **values)
    except (ValidationError, Incomplete) as refusal:
        errors = FormErrors.by(refusal)
        return _page(errors=errors, typed=typed), errors.status
    answer = make_response(_page(token=token))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.post("/account/tokens/<id:number>/revoke")
@signed_in
def revoke(number: int) -> AnyResponse:
    """Revoke a token. Programs that use it are refused from now on."""
    with current_platform().work.writing() as session:
        revoke_token(session, own_account(session, actor()), actor(), number)
    flash(_("The token is revoked."), "done")
    return redirect(url_for(".tokens"), 303)


def _page(*, errors: FormErrors = NO_ERRORS, typed: Mapping[str, object] | None = None, token: str = "") -> str:
    with reading() as session:
        rows = [(one, is_ended(session, one)) for one in tokens_of(session, actor().account)]
    return render_template(
        "account/tokens.html",
        rows=rows,
        token=token,
        errors=errors,
        typed=typed or {"name": "", "scopes": [], "days": str(DAYS[1])},
        scopes=[
            (TokenScope.WRITE, TOKEN_SCOPES[TokenScope.WRITE], _("Cases, answers, saved searches, notifications.")),
            (TokenScope.REVIEW, TOKEN_SCOPES[TokenScope.REVIEW], _("Reviews, reviewers, conflicts of interest.")),
        ],
        days=[(str(days), _("after %(days)s days", days=days)) for days in DAYS],
    )
