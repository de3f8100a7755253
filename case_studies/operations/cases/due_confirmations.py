"""Which published cases have to be confirmed, and until when. Time alone decides, so it is asked and not stored."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from case_studies.life import confirm_by, confirmed_since
from case_studies.models import Case, Confirmation, Notification, Revision
from case_studies.policy.release import whole
from case_studies.stored_settings import settings_of
from case_studies.unit_of_work import now
from case_studies.vocabulary import ENDED_LIVES, NotificationEvent, State

LEAD = 30  # days before the last day, from which on the delegation is asked
LATE = ":late"  # the end of the key of the reminder on the last day


def first_day_that_counts(session: Session) -> date:
    """Return the first day on which a confirmation still counts today."""
    return confirmed_since(now(session).date(), settings_of(session).confirmation_months)


def lead(session: Session) -> timedelta:
    """Return how long before the last day a delegation is asked: never longer than a quarter of the months."""
    return timedelta(days=min(LEAD, settings_of(session).confirmation_months * 30 // 4))


def last_day(session: Session, case: Case) -> date | None:
    """Return the last day on which a case counts as confirmed; None if nobody has to confirm it."""
    life = whole(case.published).life if case.published is not None else None
    return confirm_by(life.on, settings_of(session).confirmation_months) if life and not life.is_ended else None


def is_unconfirmed_since(day: date) -> ColumnElement[bool]:
    """Return the condition on Case: it is published, and has to be confirmed if confirmations count from a day on."""
    moment = _start_of(day)
    published = select(Revision.id).where(
        Revision.case_id == Case.id, Revision.state == State.PUBLISHED, Revision.published_at < moment
    )
    ended = and_(_is_last(), Confirmation.life.in_(ENDED_LIVES))
    confirmed = select(Confirmation.id).where(Confirmation.case_id == Case.id, or_(Confirmation.at >= moment, ended))
    return and_(published.correlate(Case).exists(), ~confirmed.correlate(Case).exists())


def has_to_be_confirmed_soon(session: Session) -> ColumnElement[bool]:
    """Return the condition on Case: its delegation is asked to confirm it now."""
    return is_unconfirmed_since(_first_day_after(session, lead(session)))


def has_waiting_sentence() -> ColumnElement[bool]:
    """Return the condition on Case: a sentence waits for a clearance officer."""
    waiting = select(Confirmation.id).where(
        Confirmation.case_id == Case.id, Confirmation.cleared.is_(False), _is_last()
    )
    return waiting.correlate(Case).exists()


def waits_for_reminder(session: Session) -> ColumnElement[bool]:
    """Return the condition on Case: its delegation was not reminded yet, 30 days before or on the last day."""
    on_last_day = is_unconfirmed_since(_first_day_after(session, timedelta()))
    return or_(
        and_(has_to_be_confirmed_soon(session), ~_was_reminded()),
        and_(on_last_day, ~_was_reminded(Notification.key.endswith(LATE))),
    )


def _was_reminded(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition on Case: somebody was reminded since it was last published or confirmed."""
    later = select(Confirmation.id).where(Confirmation.case_id == Case.id, Confirmation.at > Notification.at)
    reminder = select(Notification.id).where(
        Notification.case_id == Case.id,
        Notification.event == NotificationEvent.CONFIRMATION_DUE,
        ~later.correlate(Case, Notification).exists(),
        *conditions,
    )
    republished = select(Revision.id).where(
        Revision.case_id == Case.id, Revision.state == State.PUBLISHED, Revision.published_at > Notification.at
    )
    return reminder.where(~republished.correlate(Case, Notification).exists()).correlate(Case).exists()


def _first_day_after(session: Session, ahead: timedelta) -> date:
    """Return the first day on which a confirmation counts for longer than some time from today on."""
    return confirmed_since(now(session).date() + ahead + timedelta(days=1), settings_of(session).confirmation_months)


def _is_last() -> ColumnElement[bool]:
    later = aliased(Confirmation)
    return ~exists().where(later.case_id == Confirmation.case_id, later.id > Confirmation.id)


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
