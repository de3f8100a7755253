"""Saying whether an office takes part.

It changes neither the version nor the history of the event: both would reveal how many answered.
"""

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete
from case_studies.models import Event, EventAttendance
from case_studies.policy.actor import Actor
from case_studies.policy.events import EVENT_POLICY
from case_studies.unit_of_work import now
from case_studies.vocabulary import Attendance, EventAction


def take_part(session: Session, event: Event, actor: Actor, answer: Attendance | None) -> None:
    """Record the answer of the actor's office. A later answer replaces it."""
    EVENT_POLICY.check_usable(actor, event, EventAction.TAKE_PART)
    if answer is None:
        raise Incomplete({"attendance": [N_("Say whether you come, take part online, or do not come.")]})
    own = session.get(EventAttendance, (event.id, actor.account))
    if own is None:
        row = EventAttendance(event_id=event.id, account_id=actor.account, answer=answer, answered_at=now(session))
        session.add(row)
    else:
        own.answer, own.answered_at = answer, now(session)
    session.flush()
    session.expire(event, ["attendances"])
