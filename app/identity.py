"""Who makes the request: by browser session (Flask-Login) on pages, by bearer token in the API."""

from datetime import timedelta
from functools import cached_property

from flask import Flask, Response, g, request
from flask import session as cookie
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from app.basket import empty_basket
from app.browser_names import browser_name, network_of
from app.current import current_config, current_platform, reading, start_reading_again
from app.password_step import forget_password_step, remember_password_step
from case_studies.errors import N_, NotAllowed, NotSignedIn
from case_studies.event_log import LogEvent, Outcome, log_event
from case_studies.models import Account, BrowserSession
from case_studies.operations.accounts.browser_sessions import (
    ProviderProof,
    end_session,
    find_session,
    is_use_to_note,
    note_use,
    start_session,
)
from case_studies.operations.accounts.factors import has_factor, lacks_factor
from case_studies.operations.accounts.known_browsers import note_browser
from case_studies.operations.accounts.sign_in_attempts import count_attempt, forgive_attempts
from case_studies.operations.accounts.tokens import find_token, is_token_use_to_note, note_token_use
from case_studies.policy.actor import NOBODY, Actor
from case_studies.stored_settings import settings_of
from case_studies.vocabulary import TokenScope

RENEW_FORMS = "renew_forms"  # in the cookie: the next request gets a new secret for the tokens of its forms
API = "/api/"
FEED = "/search.atom"  # for browsers and programs


class SignedIn(UserMixin):  # type: ignore[misc] # Flask-Login has no types
    """An account in one browser."""

    def __init__(
        self, stored: BrowserSession, session_id: str, *, note_use: bool = False, lacks_factor: bool = False
    ) -> None:
        self.session = stored
        self.account: Account = stored.account
        self._session_id = session_id
        self.is_use_to_note = note_use
        self.lacks_factor = lacks_factor

    def get_id(self) -> str:
        """Return the id that the session cookie holds."""
        return self._session_id

    @cached_property
    def actor(self) -> Actor:
        """The actor for this account."""
        return Actor.of(self.account)


def start(app: Flask) -> None:
    """Add Flask-Login to an application."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(signed_in_browser)
    app.before_request(_renew_forms)
    app.after_request(_note_use)


def _renew_forms() -> None:
    """Forget the secret of forms from before the sign-in.

    The first request after it may still send such a form (`/sign-in/resume`); it was checked before this is called.
    """
    if cookie.pop(RENEW_FORMS, False):
        cookie.pop("csrf_token", None)


def signed_in_browser(session_id: str) -> SignedIn | None:
    """Return the account that is signed in with this id, or None if the session has ended."""
    with reading() as session:
        demonstration = current_config().demo_mode
        stored = find_session(session, session_id, demonstration=demonstration)
        if stored is None:
            return None
        lacking = not demonstration and not stored.provider_factor and lacks_factor(session, stored.account)
        return SignedIn(stored, session_id, note_use=is_use_to_note(session, stored), lacks_factor=lacking)


def count_attempt_here(email: str) -> None:
    """Count a try to sign in from where this request comes from. Raises TooManyTries."""
    with current_platform().work.writing(quietly=True) as session:
        network, browser = network_of(request), browser_name(request)
        count_attempt(session, email, network, browser=browser)


def sign_in_or_ask(account: Account, *, is_announced: bool = False) -> bool:
    """Sign in an account whose password was right, or remember it for the second factor. Return which."""
    with reading() as session:
        asks = has_factor(session, account)
    if asks:
        remember_password_step(account)
        return False
    sign_in_here(account, is_announced=is_announced)
    return True


def sign_in_by_provider(account: Account, proof: ProviderProof, *, is_announced: bool) -> bool:
    """Sign in an account that a provider vouches for, or remember it for its own second factor. Return which."""
    with reading() as session:
        asks = not proof.has_factor and has_factor(session, account)
    if asks:
        remember_password_step(account)
        return False
    sign_in_here(account, is_announced=is_announced, proof=proof)
    return True


def sign_in_here(account: Account, *, is_announced: bool = False, proof: ProviderProof | None = None) -> None:
    """Sign an account in in the browser that makes this request. A session that it had before ends.

    The office is notified if the browser is new to it, unless another notice announces the sign-in already.
    """
    sign_out_here()
    browser, network = browser_name(request), network_of(request)
    with current_platform().work.writing(quietly=True) as session:
        forgive_attempts(session, account.email, network, browser=browser)
        note_browser(session, account, browser=browser, network=network, is_announced=is_announced)
        session_id = start_session(session, account, browser=browser, network=network, proof=proof)
    start_reading_again()
    forget_password_step()
    cookie[RENEW_FORMS] = True
    user = signed_in_browser(session_id)
    if user is not None:
        login_user(user)
        log_event(LogEvent.SIGN_IN, outcome=Outcome.SUCCEEDED)


def sign_out_here() -> None:
    """End the session of the browser that makes this request, if it has one."""
    if current_user.is_authenticated:
        with current_platform().work.writing(quietly=True) as session:
            end_session(session, current_user.get_id())
        log_event(LogEvent.SIGN_OUT)
        empty_basket()
    logout_user()


def _note_use(response: Response) -> Response:
    """Store that the session or the token of this request was used, at most once in some minutes."""
    if response.status_code >= 500:
        return response
    user = g.get("_login_user")
    if isinstance(user, SignedIn) and user.is_use_to_note:
        with current_platform().work.writing(quietly=True) as session:
            note_use(session, user.session)
    if g.get("is_token_use_to_note"):
        with current_platform().work.writing(quietly=True) as session:
            note_token_use(session, g.token)
    return response


def actor() -> Actor:
    """Return the actor of the request. Raises NotSignedIn for an unknown token."""
    if _is_for_programs():
        return _caller()
    return current_user.actor if current_user.is_authenticated and not current_user.lacks_factor else NOBODY


def is_for_signed_in_browser() -> bool:
    """Return whether the answer depends on the account that is signed in in the browser that asked."""
    return isinstance(g.get("_login_user"), SignedIn)


def has_to_add_factor() -> bool:
    """Return whether the browser is signed in, with an account that has to add a second factor before anything else."""
    return not _is_for_programs() and current_user.is_authenticated and current_user.lacks_factor


def own_actor() -> Actor:
    """Return the actor of the account that is signed in in this browser, even if it has to add a second factor."""
    if not current_user.is_authenticated:
        raise NotSignedIn()
    signed_in: Actor = current_user.actor
    return signed_in


def is_signed_in_freshly() -> bool:
    """Return whether the office signed in in this browser some minutes ago at most."""
    with reading() as session:
        fresh = timedelta(minutes=settings_of(session).fresh_sign_in_minutes)
    proved_at = current_user.session.proved_at
    return proved_at is not None and current_platform().work.clock() - proved_at < fresh


def _is_for_programs() -> bool:
    return request.path.startswith(API) or _is_feed_for_a_program()


def _is_feed_for_a_program() -> bool:
    if request.path != FEED:
        return False
    header = request.authorization
    return header is not None and header.type == "bearer"


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
    demonstration = current_config().demo_mode
    with reading() as session:
        token = find_token(session, header.token, demonstration=demonstration)
        if token is None:
            raise NotSignedIn()
        if not demonstration and lacks_factor(session, token.account):
            raise NotSignedIn(N_("This token does nothing until its office has added a second factor."))
        g.token, g.is_token_use_to_note = token, is_token_use_to_note(session, token)
    return Actor.of(token.account)


def check_scope(scope: TokenScope) -> None:
    """Raise NotAllowed if the token of this request may not do what an operation of the API does."""
    if actor().signed_in and scope not in g.token.scopes:
        raise NotAllowed(N_("This API token does not have the scope “%(scope)s”."), scope=scope.value)
