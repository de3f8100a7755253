"""The log of events that matter for security. An event has numbers and closed words, never a text, address or token.

`app/log_lines.py` writes each as one line of JSON, with the request that it belongs to.
"""

import logging
from enum import StrEnum

from sqlalchemy.orm import Session

LOGGER = "casebook.events"
_WAITING = "logged_events"

log = logging.getLogger(LOGGER)
log.setLevel(logging.INFO)  # whatever LOG_LEVEL is

Value = int | StrEnum | type | None


class LogEvent(StrEnum):
    """What is logged."""

    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    PASSWORD_LINK = "password_link"  # noqa: S105 - asked for
    ACCOUNT = "account"  # anything that the history has of an account: roles, passwords, factors, tokens
    REFUSAL = "refusal"  # of a request, by the policy or by a rule
    CSRF = "csrf"  # a form that did not come from a page of this session
    THROTTLE = "throttle"
    EXPORT = "export"
    ADMINISTRATION = "administration"


class Outcome(StrEnum):
    """How something ended."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"


def log_event(event: LogEvent, **values: Value) -> None:
    """Log an event now. `account` is who did it, `subject` the account that it is about, both as ids."""
    log.info(event.value, extra={"event": event, "values": values})


def log_after_commit(session: Session, event: LogEvent, **values: Value) -> None:
    """Log an event as soon as the transaction is stored; nothing if it is not."""
    session.info.setdefault(_WAITING, []).append((event, values))


def log_waiting_events(session: Session) -> None:
    """Log the events of a transaction that was stored."""
    for event, values in forget_waiting_events(session):
        log_event(event, **values)


def forget_waiting_events(session: Session) -> list[tuple[LogEvent, dict[str, Value]]]:
    """Return the events that wait for the end of a transaction, which are then not logged."""
    waiting: list[tuple[LogEvent, dict[str, Value]]] = session.info.pop(_WAITING, [])
    return waiting
