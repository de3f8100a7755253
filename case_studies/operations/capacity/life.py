"""What the platform does with offers, requests and matches when time has passed.

Requests are circulated, owners reminded of a last day, what is past it lapses, and delegations are asked after a year
whether their need was met. Each is handled in a transaction of its own, so the run can be repeated.
"""

import logging
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Session

from case_studies.capacity_states import CapacityAction, CapacityState, MatchAction, MatchState
from case_studies.models import Capacity, Match, MatchPost
from case_studies.models.capacity import CURRENT
from case_studies.notifications.notify_of_capacity import focal_points_of_owner, notify_about_capacity
from case_studies.unit_of_work import UnitOfWork, now
from case_studies.vocabulary import NotificationEvent
from case_studies.workflow.capacity import CAPACITY
from case_studies.workflow.capacity_dates import KEPT_AFTER, set_reminder
from case_studies.workflow.matches import MATCHES

log = logging.getLogger(__name__)


def run_capacity(work: UnitOfWork) -> int:
    """Do what is due, each in a transaction of its own, and return how much was done."""
    with work.reading() as session:
        today = now(session).date()
        posts = session.scalars(select(Capacity.id).where(_is_due(today)).order_by(Capacity.id)).all()
        asked = session.scalars(select(Match.id).where(Match.ask_on <= today).order_by(Match.id)).all()
    done = sum(_do(work, Capacity, number, _handle) for number in posts)
    done += sum(_do(work, Match, number, _ask) for number in asked)
    with work.writing() as session:
        _delete_old_talks(session)
    return done


def _is_due(today: date) -> ColumnElement[bool]:
    past = Capacity.valid_until < today
    held = (Capacity.stored_state == CapacityState.POSTED) & (Capacity.objections_until < today)
    return or_(Capacity.stored_state.in_(CURRENT) & past, held, Capacity.remind_on <= today)


def _do(work: UnitOfWork, kind: type[Any], number: int, handle: Callable[[Session, Any], bool]) -> bool:
    """Handle one thing. An error is logged and does not stop the others."""
    try:
        with work.writing() as session:
            thing = session.get(kind, number, with_for_update={"of": kind})
            return thing is not None and handle(session, thing)
    except Exception:
        log.exception("%s %s failed; the next run tries again", kind.__name__, number)
        return False


def _handle(session: Session, capacity: Capacity) -> bool:
    """Lapse, circulate or remind, unless another worker was faster."""
    today = now(session).date()
    if capacity.stored_state not in CURRENT:
        return False
    if capacity.state == CapacityState.LAPSED:
        CAPACITY.perform_by_platform(session, capacity, CapacityAction.LAPSE)
        return True
    done = False
    if capacity.objections_until is not None and capacity.objections_until < today:
        CAPACITY.perform_by_platform(session, capacity, CapacityAction.CIRCULATE)
        done = True
    if capacity.remind_on is not None and capacity.remind_on <= today:
        _remind(session, capacity, today)
        done = True
    return done


def _remind(session: Session, capacity: Capacity, today: date) -> None:
    key = f"capacity-ends:{capacity.id}:{capacity.valid_until}:{capacity.remind_on}"
    event, accounts = NotificationEvent.CAPACITY_ENDS_SOON, focal_points_of_owner(session, capacity)
    notify_about_capacity(session, event, accounts, capacity, key=key, day=capacity.valid_until)
    set_reminder(capacity, today)


def _ask(session: Session, match: Match) -> bool:
    """Ask whether the need was met, unless another worker was faster."""
    if match.ask_on is None or match.ask_on > now(session).date():
        return False
    MATCHES.perform_by_platform(session, match, MatchAction.ASK_YEAR)
    return True


def _delete_old_talks(session: Session) -> None:
    """Delete what was said in matches that are over, some time after they ended. A question later changes nothing."""
    over = Match.state.in_((MatchState.CLOSED, MatchState.ENDED))
    old = select(Match.id).where(over, Match.moved_at < now(session) - KEPT_AFTER)
    session.execute(delete(MatchPost).where(MatchPost.match_id.in_(old)))
