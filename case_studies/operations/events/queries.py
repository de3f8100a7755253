"""Finding events for a reader. No function returns an event that the reader may not see."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad

from case_studies.errors import NotVisible
from case_studies.models import Event, EventAttendance, HistoryEntry, Theme
from case_studies.models.event import event_themes
from case_studies.policy.actor import Actor
from case_studies.policy.event_release import ReleasedEvent, release_events
from case_studies.policy.events import AHEAD, HIDDEN, SHOWN, event_visible_to, is_of_owner
from case_studies.unit_of_work import now
from case_studies.vocabulary import Attendance, EventKind, EventState, EventTime, HistoryAction

PAGE_SIZE = 20
MOST_IN_MONTH = 100
MOST_NEXT = 3
OPEN_STEPS = frozenset(
    {
        HistoryAction.ANNOUNCE,
        HistoryAction.CLEAR,
        HistoryAction.CONFIRM,
        HistoryAction.MOVE,
        HistoryAction.CANCEL,
        HistoryAction.HOLD,
        HistoryAction.DOCUMENT,
        HistoryAction.CHANGE_PAPERS,
    }
)
"""What everybody who reads an event may know of its history."""
OPEN_REASONS = frozenset({HistoryAction.MOVE, HistoryAction.CANCEL})
"""The steps whose reason everybody who reads an event also reads. The form says so, and the reason is checked."""


@dataclass(frozen=True, slots=True)
class EventPage:
    """One page of a list, and how many events there are on all pages."""

    events: list[ReleasedEvent]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def find_event(session: Session, actor: Actor, reference: str, *, for_change: bool = False) -> Event:
    """Return an event that the actor may see. With `for_change`, lock it. Raises NotVisible."""
    query = select(Event).where(Event.reference == reference, event_visible_to(actor))
    query = query.options(*_loaded(), selectinload(Event.attendances).joinedload(EventAttendance.account))
    event = session.scalar(query.with_for_update(of=Event) if for_change else query)
    if event is None:
        raise NotVisible()
    return event


def list_events(
    session: Session,
    actor: Actor,
    *,
    states: Collection[EventState] = SHOWN,
    event_kind: EventKind | None = None,
    theme: str = "",
    month: date | None = None,
    when: EventTime | None = None,
    page: int = 1,
) -> EventPage:
    """Return a page of the events that the actor may read: coming ones from the next, others from the last."""
    found = select(Event.id).where(event_visible_to(actor), Event.state.in_(states))
    if event_kind is not None:
        found = found.where(Event.event_kind == event_kind)
    if theme:
        found = found.where(is_on_themes(select(Theme.id).where(or_(Theme.id == theme, Theme.parent_id == theme))))
    if month is not None:
        found = found.where(is_in_month(month))
    if when is not None:
        coming = is_coming(now(session).date())
        found = found.where(coming if when == EventTime.COMING else ~coming)
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    forward = when == EventTime.COMING or month is not None
    order = (Event.first_day.asc(), Event.id.asc()) if forward else (Event.first_day.desc(), Event.id.desc())
    on_page = found.order_by(*order).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    rows = session.scalars(select(Event).where(Event.id.in_(on_page)).options(*_loaded()).order_by(*order))
    return EventPage(release_events(rows, actor), total, page)


def coming_events(session: Session, actor: Actor, about: ColumnElement[bool], most: int) -> list[ReleasedEvent]:
    """Return the next events about something that the actor may read, as far as their titles go."""
    query = select(Event).where(event_visible_to(actor), Event.state.in_(AHEAD), about)
    query = query.where(is_coming(now(session).date())).order_by(Event.first_day, Event.id).limit(most)
    return release_events(session.scalars(query), actor)


def events_of_month(session: Session, actor: Actor, month: date) -> list[ReleasedEvent]:
    """Return the events in a month that the actor may read, at most a hundred."""
    query = select(Event).where(event_visible_to(actor), Event.state.in_(SHOWN), is_in_month(month))
    return release_events(session.scalars(query.order_by(Event.first_day, Event.id).limit(MOST_IN_MONTH)), actor)


def months_beside(session: Session, actor: Actor, month: date) -> tuple[date | None, date | None]:
    """Return a day in the last month before and in the first month after this one that have an event to read."""
    shown = (event_visible_to(actor), Event.state.in_(SHOWN))
    first = month.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    earlier = select(func.max(func.coalesce(Event.last_day, Event.first_day))).where(*shown, Event.first_day < first)
    later = select(func.min(Event.first_day)).where(*shown, Event.first_day >= after)
    last = session.scalar(earlier)
    return min(last, first - timedelta(days=1)) if last is not None else None, session.scalar(later)


def next_events(session: Session, actor: Actor) -> list[ReleasedEvent]:
    """Return the next events of the actor's office: those that it did not decline."""
    declined = select(EventAttendance.event_id).where(
        EventAttendance.account_id == actor.account_id, EventAttendance.answer == Attendance.NO
    )
    query = select(Event).where(event_visible_to(actor), Event.state.in_(AHEAD), Event.id.not_in(declined))
    query = query.where(is_coming(now(session).date())).options(selectinload(Event.attendances))
    return release_events(session.scalars(query.order_by(Event.first_day, Event.id).limit(MOST_NEXT)), actor)


def documented_events(session: Session, actor: Actor, about: ColumnElement[bool], most: int) -> list[ReleasedEvent]:
    """Return the last events that the actor may read and that say what came of them."""
    ended = (event_visible_to(actor), Event.state == EventState.DOCUMENTED, Event.came_of_it != "", about)
    query = select(Event).where(*ended).order_by(Event.first_day.desc(), Event.id.desc()).limit(most)
    return release_events(session.scalars(query.options(*_loaded())), actor)


def own_hidden_events(session: Session, actor: Actor) -> list[Event]:
    """Return the events that only the actor's delegation sees, the newest first: not announced yet, or withdrawn."""
    own = (event_visible_to(actor), Event.owner_code == actor.delegation, Event.state.in_(HIDDEN))
    return list(session.scalars(select(Event).where(*own).order_by(Event.id.desc()).limit(PAGE_SIZE)))


def event_history(session: Session, actor: Actor, event: Event) -> list[HistoryEntry]:
    """Return the entries that the actor may read, the oldest first. Its own delegation reads all of them."""
    query = select(HistoryEntry).where(HistoryEntry.reference == event.reference).order_by(HistoryEntry.number)
    entries = list(session.scalars(query))
    return entries if is_of_owner(actor, event) else [entry for entry in entries if entry.action in OPEN_STEPS]


def readable_note(actor: Actor, event: Event, entry: HistoryEntry) -> str:
    """Return the reason of a step, as far as the actor may read it."""
    return entry.full_note if is_of_owner(actor, event) or entry.action in OPEN_REASONS else ""


def is_on_themes(codes: Collection[str] | Select[str]) -> ColumnElement[bool]:
    """Return the condition on Event that one of these themes is among its own."""
    return Event.id.in_(select(event_themes.c.event_id).where(event_themes.c.theme_id.in_(codes)))


def is_coming(today: date) -> ColumnElement[bool]:
    """Return the condition on Event that it is not over: a day that is open can be any day of its month."""
    in_this_month = and_(Event.day_open, Event.first_day >= today.replace(day=1))
    return or_(in_this_month, func.coalesce(Event.last_day, Event.first_day) >= today)


def is_in_month(month: date) -> ColumnElement[bool]:
    """Return the condition on Event that a day of it is in the month of this day."""
    first = month.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return and_(Event.first_day < after, func.coalesce(Event.last_day, Event.first_day) >= first)


def _loaded() -> list[_AbstractLoad]:
    return [selectinload(Event.themes), selectinload(Event.initiatives), joinedload(Event.owner)]
