"""What a request works with: the running platform, its settings, and the session it reads in."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from flask import Flask, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from case_studies.bootstrap import Platform
from config import Config


def start(app: Flask) -> None:
    """Close the session of a request when the request ends."""
    app.teardown_request(_close_session)


def current_platform() -> Platform:
    """Return the platform that this application delivers."""
    platform: Platform = current_app.extensions["casebook"]
    return platform


def current_config() -> Config:
    """Return the settings of this application."""
    config: Config = current_app.extensions["casebook_config"]
    return config


def signing_keys() -> tuple[str, ...]:
    """Return the keys that open what Casebook signed; the last one signs."""
    return (*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"])


def shows_mails() -> bool:
    """Return whether mails go to the demonstration's page instead of a mail server."""
    return current_config().demo_mode and not current_config().smtp_host


@contextmanager
def reading() -> Iterator[Session]:
    """Yield the session to read in. A GET has one: the account, the page and its frame share one transaction.

    Other requests get a new session each time, because what they show follows what they wrote.
    """
    if request.method not in ("GET", "HEAD"):
        with current_platform().work.reading() as session:
            yield session
        return
    session = _shared_session()
    try:
        yield session
    except SQLAlchemyError:
        session.close()  # the transaction is over; the page that reports the error reads in a new one
        raise


def _shared_session() -> Session:
    if "read_session" not in g:
        g.open_sessions = ExitStack()
        g.read_session = g.open_sessions.enter_context(current_platform().work.reading())
    session: Session = g.read_session
    return session


def start_reading_again() -> None:
    """Let a GET that has written something, such as a session, read what it wrote."""
    _close_session(None)


def _close_session(_error: BaseException | None) -> None:
    if "read_session" in g:
        del g.read_session
        g.pop("open_sessions").close()
