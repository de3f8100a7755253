"""One notification for several things: what is new is added to the one that is unread and in no mail yet."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Notification
from case_studies.vocabulary import NotificationEvent

MOST_NAMED = 5


def add_to_waiting(
    session: Session, event: NotificationEvent, accounts: Collection[int], reference: str
) -> Collection[int]:
    """Add a thing to the notifications of an event that wait, and return the accounts that have one."""
    waits = select(Notification).where(
        Notification.account_id.in_(accounts),
        Notification.event == event,
        Notification.read_at.is_(None),
        Notification.mail_id.is_(None),
    )
    found = session.scalars(waits).all()
    for one in found:
        named = references_in(one.facts) or [one.facts["reference"]]
        if reference not in named:
            one.facts = {"references": [*named, reference]}
    return {one.account_id for one in found}


def references_in(facts: Mapping[str, Any]) -> list[str]:
    """Return the references of several things; empty for one."""
    return list(facts.get("references", ()))


def in_one_line(references: list[str]) -> str:
    """Return the first references, with a sign that there are more."""
    more = [" …"] if len(references) > MOST_NAMED else []
    return ", ".join(references[:MOST_NAMED]) + "".join(more)
