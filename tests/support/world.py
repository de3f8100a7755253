"""A Casebook of its own for each test: a real database, a real index, real HTTP clients."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from app import connect
from case_studies.bootstrap import Platform
from case_studies.models import Account, ApiToken, BrowserSession
from case_studies.models.account import digest_of
from case_studies.operations.accounts.accounts import find_account
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import Session
from case_studies.vocabulary import TokenScope
from config import Config
from tests.support.applications import CHEAP_PASSWORDS, borrow_app, return_app
from tests.support.compiled_statements import share_compiled_statements

if TYPE_CHECKING:
    from tests.support.snapshots import Snapshots

PASSWORD = "open-casebook-2518"
START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

WHOLE_CASE: dict[str, Any] = {
    "title": "Searching the road before the column leaves",
    "language": "en",
    "themes": ["EXP-SEARCH", "MOV-CONVOY"],
    "host_states": ["MLI"],
    "operations": ["MINUSMA"],
    "initiatives": ["res-2518"],
    "implemented_by": ["GHA"],
    "co_submitters": [],
    "started": 2019,
    "ended": 2021,
    "stage": "ended",
    "measure": "nothing",
    "evidence": "self_reported",
    "audience": "public",
    "contact": "peacekeeping@example.org",
    "sources": ["Annual report of the training centre, 2021"],
    "sections": {
        "summary": "A search team walked each choke point before the supply column left.",
        "situation": "Supply columns moved on two roads that had been mined repeatedly.",
        "actions": "A search team was added to each escort and trained with the drivers.",
        "resources": "Twelve searchers, two vehicles on loan.",
        "results": "Not measured.",
        "shortcomings": "The first radios did not reach the last valley.",
        "lessons": "Repeat: one searcher in each vehicle. Avoid: a new radio plan in mid-rotation.",
        "transfer": "Fits any unit that escorts columns and has a workshop.",
    },
}

WHOLE_REVIEW: dict[str, Any] = {
    "ratings": {"relevance": 5, "clarity": 4, "evidence": 3, "transfer": 4},
    "recommendation": "approve",
    "overall": "Clear and useful.",
    "remarks": [{"section": "results", "weight": "suggestion", "text": "Say who counted.", "quote": ""}],
    "note_to_editors": "A note for the editors alone.",
}


@dataclass
class Clock:
    """A clock that tests set; it moves on a second at each look, so that no two things happen at once."""

    moment: datetime = START
    step: timedelta = timedelta(seconds=1)

    def __call__(self) -> datetime:
        self.moment += self.step
        return self.moment


@dataclass
class World:
    """One platform with its clients."""

    config: Config
    clock: Clock = field(default_factory=Clock)
    at_the_end: Callable[[], None] = lambda: None
    app: Flask = field(init=False)
    platform: Platform = field(init=False)
    snapshots: Snapshots | None = None
    original: tuple[Any, ...] = ()

    def __post_init__(self) -> None:
        self.app = borrow_app()
        self._connect()

    def reconnect(self, **settings: Any) -> None:
        """Start the platform again with other settings, for the browsers that are open too."""
        self.platform.work.engine.dispose()
        self.config = replace(self.config, **settings)
        self._connect()

    def _connect(self) -> None:
        connect(self.app, self.config, clock=self.clock, passwords=CHEAP_PASSWORDS)
        self.platform = self.app.extensions["casebook"]
        share_compiled_statements(self.platform.work.engine)

    def actor(self, name: str) -> Actor:
        """Return the actor of a demonstration office: `focal-point.gha`."""
        with self.platform.work.reading() as session:
            return Actor.of(find_account(session, f"{name}@demo.example"))

    def visitor(self, *, use_cookies: bool = True) -> FlaskClient:
        """Return a browser that has not signed in. It opens the address that the settings name, if they name one."""
        client = self.app.test_client(use_cookies=use_cookies)
        if self.config.public_url:
            address = {"base_url": self.config.address}
            client.open = partial(client.open, **address)  # type: ignore[method-assign]
            client.session_transaction = partial(client.session_transaction, **address)  # type: ignore[method-assign]
        return client

    def browser(self, name: str, password: str = PASSWORD) -> FlaskClient:
        """Return a browser in which an office has signed in: one of the demonstration, or any by its whole address.

        At the start offices of the demonstration are signed in already (`open_sessions`), in one browser each.
        """
        client = self.visitor()
        email = name if "@" in name else f"{name}@demo.example"
        if self._has_open_session(email):
            with client.session_transaction() as cookie:
                cookie.update(_user_id=_session_id(email), _fresh=True)
            return client
        answer = client.post("/sign-in", data={"email": email, "password": password, **csrf(client)})
        assert answer.status_code == 303, answer.status_code
        return client

    def _has_open_session(self, email: str) -> bool:
        if not self.config.demo_mode or self.clock.moment - START > timedelta(hours=1):
            return False
        with self.platform.work.reading() as session:
            digest = digest_of(_session_id(email))
            return session.scalar(select(BrowserSession.id).where(BrowserSession.digest == digest)) is not None

    def headers(self, name: str) -> dict[str, str]:
        """Return the headers of a program that acts for an office."""
        with self.platform.work.writing() as session:
            return {"Authorization": f"Bearer {token_of(session, find_account(session, f'{name}@demo.example'))}"}

    def close(self) -> None:
        """Disconnect from the database; a copy on a server is dropped."""
        self.platform.work.engine.dispose()
        return_app(self.app)
        self.at_the_end()


def open_sessions(world: World) -> None:
    """Sign the offices of the demonstration in, so that tests need not do it and don't write by it."""
    with world.platform.work.writing(quietly=True) as session:
        for account in session.scalars(select(Account)).all():
            digest = digest_of(_session_id(account.email))
            times = {"started_at": START, "last_used_at": START, "proved_at": START}
            session.add(BrowserSession(account_id=account.id, digest=digest, browser="", network="", **times))


def _session_id(email: str) -> str:
    return f"session of {email}"


def token_of(session: Session, account: Account) -> str:
    """Return a new token that may do everything that its account may do, without an entry of the history."""
    token = f"cb_{secrets.token_urlsafe(32)}"
    times = {"created_at": START, "expires_at": START + timedelta(days=3650)}
    session.add(ApiToken(account_id=account.id, digest=digest_of(token), name="Test", scopes=list(TokenScope), **times))
    session.flush()
    return token


def csrf(client: FlaskClient, url: str = "") -> dict[str, str]:
    """Return the CSRF field that the forms of a page carry, for a post from this browser; without a page, a new one."""
    if not url:
        with client.session_transaction() as cookie:
            secret = cookie.setdefault("csrf_token", secrets.token_hex(20))
        serializer = URLSafeTimedSerializer(client.application.secret_key, salt="wtf-csrf-token")
        return {"csrf_token": serializer.dumps(secret)}
    page = client.get(url).get_data(as_text=True)
    return {"csrf_token": page.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]}
