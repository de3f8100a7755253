"""What the platform does with events when time has passed: it notes that they are over, and asks what came of them."""

import logging

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from case_studies.models import Event
from case_studies.notifications.notify_of_events import notify_about_event, organisers
from case_studies.unit_of_work import UnitOfWork, now
from case_studies.vocabulary import EventAction, EventState, NotificationEvent
from case_studies.workflow.event_dates import next_question
from case_studies.workflow.events import EVENTS

log = logging.getLogger(__name__)


def run_events(work: UnitOfWork) -> int:
    """Do what is due with each event, each in a transaction of its own, and return how many changed."""
    with work.reading() as session:
        over = (Event.state == EventState.CONFIRMED) & (Event.ends_at <= now(session))
        asked = (Event.state == EventState.HELD) & (Event.ask_on <= now(session).date())
        numbers = session.scalars(select(Event.id).where(or_(over, asked)).order_by(Event.id)).all()
    return sum(_do(work, number) for number in numbers)


def _do(work: UnitOfWork, number: int) -> bool:
    """Do what is due with one event. An error is logged and does not stop the others."""
    try:
        with work.writing() as session:
            event = session.get(Event, number, with_for_update={"of": Event})
            return event is not None and (_hold(session, event) or _ask(session, event))
    except Exception:
        log.exception("event %s failed; the next run tries again", number)
        return False


def _hold(session: Session, event: Event) -> bool:
    """Note that a confirmed event is over, unless another worker was faster."""
    if event.state != EventState.CONFIRMED or event.ends_at is None or event.ends_at > now(session):
        return False
    EVENTS.perform_by_platform(session, event, EventAction.HOLD)
    return True


def _ask(session: Session, event: Event) -> bool:
    """Ask the organiser what came of it: three days after the end, and again after fourteen."""
    today = now(session).date()
    if event.state != EventState.HELD or event.ask_on is None or event.ask_on > today:
        return False
    key = f"event-outcome:{event.id}:{event.ask_on}"
    notify_about_event(session, NotificationEvent.EVENT_OUTCOME_ASKED, organisers(session, event), event, key=key)
    event.ask_on = next_question(event, today)
    return True
