"""Transactions, and what runs after a commit. Only this module commits.

After the commit each listener runs with its own session. A failure is logged and its work stays in the outbox; it
never undoes what was committed.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session as Session  # the delivery takes the type from here
from sqlalchemy.orm.exc import StaleDataError

from case_studies.clock import Clock, system_clock
from case_studies.db import WRITE_OPTION
from case_studies.errors import N_, StaleVersion, WrongState
from case_studies.event_log import log_waiting_events
from case_studies.passwords import Passwords, default_passwords
from case_studies.settings import Settings

log = logging.getLogger(__name__)

Listener = Callable[[], object]


def now(session: Session) -> datetime:
    """Return the current time of the session's clock."""
    clock: Clock = session.info["clock"]
    return clock()


def default_settings(session: Session) -> Settings:
    """Return the settings of the environment. What counts now is `settings_of` (stored_settings.py)."""
    settings: Settings = session.info["settings"]
    return settings


def passwords(session: Session) -> Passwords:
    """Return the password hashing of the session's unit of work."""
    hashing: Passwords = session.info["passwords"]
    return hashing


class UnitOfWork:
    """Opens sessions: `reading()` to read, `writing()` for one change that is stored as a whole or not at all."""

    def __init__(
        self,
        engine: Engine,
        *,
        clock: Clock = system_clock,
        settings: Settings | None = None,
        passwords: Passwords | None = None,
        debug: bool = False,
    ) -> None:
        self.engine = engine
        self.clock = clock
        self.after_commit: Sequence[Listener] = ()
        self.settings = settings or Settings()
        self.passwords = passwords or default_passwords()
        self.info = {"clock": clock, "settings": self.settings, "passwords": self.passwords}
        self.debug = debug

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session that is not committed."""
        with Session(self.engine, expire_on_commit=False, autoflush=False, info=self.info) as session:
            yield session

    @contextmanager
    def writing(self, *, quietly: bool = False) -> Iterator[Session]:
        """Yield a session, commit it at the end, then run the listeners (not where a listener itself writes).

        Raises StaleVersion if another writer was first, WrongState if a rule of the database refuses.
        """
        bound = self.engine.execution_options(**{WRITE_OPTION: True})
        with Session(bound, expire_on_commit=False, info=self.info) as session:
            try:
                yield session
                session.commit()
            except StaleDataError as error:
                raise StaleVersion() from error
            except IntegrityError as error:
                log.warning("a database rule refused a change: %s", _rule(error))
                raise WrongState(N_("Somebody was quicker, or a rule forbids it. Nothing was changed.")) from error
            log_waiting_events(session)
        if not quietly:
            self.run_listeners()

    def run_listeners(self) -> None:
        """Run all listeners. A failure is logged and does not stop the others."""
        for listener in self.after_commit:
            try:
                listener()
            except Exception:
                log.exception("after the commit, %r failed; it is tried again later", listener)
                if self.debug:
                    raise


def _rule(error: IntegrityError) -> str:
    """Return which rule refused, without the refused values: PostgreSQL gives them on further lines."""
    return str(error.orig).partition("\n")[0]
