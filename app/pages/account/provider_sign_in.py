"""Signing in by the OpenID provider of a ministry: sending the browser there, and what it brings back."""

from datetime import datetime

from flask import Blueprint, flash, redirect, request, url_for
from flask import session as cookie
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from app.access import fresh_sign_in, open_to_all, signed_in
from app.current import current_config, current_platform
from app.identity import actor, sign_in_by_provider
from app.openid import Identity, ProviderError, Question, identity_from, log, question_to
from app.pages.account.landing import local_address
from case_studies.errors import NotVisible
from case_studies.event_log import LogEvent, Outcome, log_event
from case_studies.operations.accounts.accounts import own_account
from case_studies.operations.accounts.browser_sessions import ProviderProof, end_other_sessions
from case_studies.operations.accounts.provider_identities import account_of_identity, remove_identity
from config_providers import Provider

pages = Blueprint("provider_sign_in", __name__)

COOKIE = "provider_step"
ID = "/sign-in/with/<string(maxlength=30):name>"
LONGEST_AFTER = 1000  # characters of the address to open afterwards


@pages.get(ID)
@open_to_all
def send(name: str) -> Response:
    """Send the browser to the provider. With `again`, the provider asks who somebody is even if it knows."""
    provider, after = _provider(name), request.args.get("next", "")[:LONGEST_AFTER]
    try:
        address, question = question_to(
            provider, _back(provider), is_fresh="again" in request.args, after=after, moment=_moment()
        )
    except ProviderError as error:
        return _refuse(provider, error)
    cookie[COOKIE] = question.as_cookie()
    return redirect(address, 303)


@pages.get(f"{ID}/back")
@open_to_all
def back(name: str) -> Response:
    """Sign in the account of the person that the provider names. The code of the address works once."""
    provider, kept = _provider(name), cookie.pop(COOKIE, None)
    if kept is None:
        return redirect(url_for("sign_in.sign_in", problem="old"), 303)
    question = Question(**kept)
    try:
        identity = identity_from(provider, _back(provider), question, request.args.to_dict(), _moment())
    except ProviderError as error:
        return _refuse(provider, error)
    return _sign_in(provider, identity, question.after)


def _sign_in(provider: Provider, identity: Identity, after: str) -> Response:
    with current_platform().work.writing() as session:
        opened = account_of_identity(
            session,
            identity.issuer,
            identity.subject,
            email=identity.email,
            delegations=provider.delegations,
            provider=provider.name,
        )
    if opened is None:
        log_event(LogEvent.SIGN_IN, outcome=Outcome.FAILED)
        return redirect(url_for("sign_in.sign_in", problem="account", next=after or None), 303)
    account, is_new = opened
    has_factor = not identity.methods.isdisjoint(provider.second_factor)
    if not sign_in_by_provider(account, ProviderProof(identity.authenticated_at, has_factor), is_announced=is_new):
        return redirect(url_for("sign_in_code.ask", next=after or None), 303)
    return redirect(local_address(after, account), 303)


@pages.post("/account/providers/<string(maxlength=30):name>/remove")
@signed_in
@fresh_sign_in
def remove(name: str) -> Response:
    """Let the provider open this account no longer, until it does so for the first time again; end other sessions."""
    provider = _provider(name)
    with current_platform().work.writing() as session:
        remove_identity(session, own_account(session, actor()), provider.issuer, provider.name)
        end_other_sessions(session, actor(), current_user.session.id)
    flash(
        _(
            "%(provider)s no longer signs in to this account. All other browsers are signed out.",
            provider=provider.name,
        ),
        "done",
    )
    return redirect(url_for("account.account", _anchor="providers-name"), 303)


def _provider(name: str) -> Provider:
    found = [provider for provider in current_config().providers if provider.id == name]
    if not found:
        raise NotVisible()
    return found[0]


def _back(provider: Provider) -> str:
    return url_for("provider_sign_in.back", name=provider.id, _external=True)


def _moment() -> datetime:
    return current_platform().work.clock()


def _refuse(provider: Provider, error: ProviderError) -> Response:
    log.warning("nobody was signed in by the provider %s: %s", provider.id, error.problem)
    log_event(LogEvent.SIGN_IN, outcome=Outcome.FAILED)
    return redirect(url_for("sign_in.sign_in", problem="provider"), 303)
