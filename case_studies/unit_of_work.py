"""One transaction, and what follows it. The only place that commits.

After the commit the listeners run, each by itself, with a fresh session of their own: what fails there is logged and
stays in its outbox, and never undoes or fails what was committed.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from case_studies.clock import Clock, system_clock
from case_studies.db import WRITE_OPTION
from case_studies.errors import N_, StaleVersion, WrongState
from case_studies.passwords import Passwords, default_passwords

log = logging.getLogger(__name__)

Listener = Callable[[], object]


@dataclass(frozen=True, slots=True)
class WorkflowSettings:
    """The settings of the workflow. Days count from the moment of asking."""

    reviews_required: int = 2
    answer_days: int = 7  # to answer an invitation
    review_days: int = 21
    revise_days: int = 45
    stalled_days: int = 30  # without movement, a case stands on top of the editors' desk
    open_review: bool = False  # reviewers are named to submitters and to each other
    mails: bool = True  # whether notices go out by mail as well; the inbox has all of them


def now(session: Session) -> datetime:
    """Return the time by the clock of the session's unit of work."""
    clock: Clock = session.info["clock"]
    return clock()


def workflow_settings(session: Session) -> WorkflowSettings:
    """Return the workflow's settings that hold in this session."""
    settings: WorkflowSettings = session.info["settings"]
    return settings


def passwords(session: Session) -> Passwords:
    """Return the password hashing of the session's unit of work."""
    hashing: Passwords = session.info["passwords"]
    return hashing


class UnitOfWork:
    """Opens sessions: `reading()` for a look, `writing()` for one change that is kept whole or not at all."""

    def __init__(
        self,
        engine: Engine,
        *,
        clock: Clock = system_clock,
        settings: WorkflowSettings | None = None,
        passwords: Passwords | None = None,
        debug: bool = False,
    ) -> None:
        self.engine = engine
        self.after_commit: Sequence[Listener] = ()
        self.settings = settings or WorkflowSettings()
        self.passwords = passwords or default_passwords()
        self.info = {"clock": clock, "settings": self.settings, "passwords": self.passwords}
        self.debug = debug

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session that will not be committed."""
        with Session(self.engine, expire_on_commit=False, autoflush=False, info=self.info) as session:
            yield session

    @contextmanager
    def writing(self, *, quietly: bool = False) -> Iterator[Session]:
        """Yield a session, commit it at the end, then run the listeners (not where a listener itself writes).

        Raises StaleVersion where another writer was first, WrongState where a database rule refuses.
        """
        bound = self.engine.execution_options(**{WRITE_OPTION: True})
        with Session(bound, expire_on_commit=False, info=self.info) as session:
            try:
                yield session
                session.commit()
            except StaleDataError as error:
                raise StaleVersion() from error
            except IntegrityError as error:
                log.warning("a database rule refused a change: %s", error.orig)
                raise WrongState(N_("Somebody was quicker, or a rule forbids it. Nothing was changed.")) from error
        if not quietly:
            self.run_listeners()

    def run_listeners(self) -> None:
        """Run what follows a commit; one that fails is logged and does not stop the next."""
        for listener in self.after_commit:
            try:
                listener()
            except Exception:
                log.exception("after the commit, %r failed; it is tried again later", listener)
                if self.debug:
                    raise
