"""Who makes the request: by browser session (Flask-Login) on pages, by bearer token in the API."""

from functools import cached_property

from flask import Flask, g, request
from flask_login import LoginManager, UserMixin, current_user

from app.current import current_config, reading
from case_studies.errors import NotSignedIn
from case_studies.models import Account
from case_studies.operations.accounts import account_by_session, account_by_token
from case_studies.policy.actor import NOBODY, Actor

API = "/api/"
FEED = "/search.atom"  # for browsers and programs


class SignedIn(UserMixin):  # type: ignore[misc] # Flask-Login has no types
    """An account in a browser session. Its id is the session key, which changes with the password."""

    def __init__(self, account: Account) -> None:
        self.account = account

    def get_id(self) -> str:
        """Return the id that the session cookie holds."""
        return self.account.session_key

    @cached_property
    def actor(self) -> Actor:
        """The actor for this account."""
        return Actor.of(self.account)


def start(app: Flask) -> None:
    """Add Flask-Login to an application."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(_account_of_session)


def _account_of_session(session_key: str) -> SignedIn | None:
    with reading() as session:
        account = account_by_session(session, session_key, demonstration=current_config().demo_mode)
    return SignedIn(account) if account is not None else None


def actor() -> Actor:
    """Return the actor of the request. Raises NotSignedIn for an unknown token."""
    if request.path.startswith(API) or _is_feed_for_a_program():
        return _caller()
    return current_user.actor if current_user.is_authenticated else NOBODY


def _is_feed_for_a_program() -> bool:
    header = request.authorization
    return request.path == FEED and header is not None and header.type == "bearer"


def _caller() -> Actor:
    if "bearer" not in g:
        g.bearer = _actor_of_token()
    caller: Actor = g.bearer
    return caller


def _actor_of_token() -> Actor:
    header = request.authorization
    if header is None:
        return NOBODY
    if header.type != "bearer" or not header.token:
        raise NotSignedIn()
    with reading() as session:
        account = account_by_token(session, header.token, demonstration=current_config().demo_mode)
    if account is None:
        raise NotSignedIn()
    return Actor.of(account)
