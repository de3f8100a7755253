"""The workflow of events: one row for each action, and what a step records and whom it notifies."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, WrongState
from case_studies.models import Event, HistoryEntry
from case_studies.notifications.notify_of_events import notify_of_event
from case_studies.policy.actor import Actor
from case_studies.policy.events import EVENT_POLICY, STATES, is_announced
from case_studies.unit_of_work import now
from case_studies.vocabulary import EventAction, EventState, HistoryAction
from case_studies.workflow.engine import Effect, Guard, Step, Transition, Workflow, no_effect
from case_studies.workflow.event_dates import FIRST_QUESTION, stamp
from case_studies.workflow.history import record_item_event
from case_studies.workflow.text_check import check_texts

S = EventState
STALE = N_("The event was changed after you opened this page. Nothing was saved. Open it again to see the change.")
TEXTS = ("title", "place", "organised_by", "concept_note", "agenda", "asked_of_members", "came_of_it")


def the_announcement_is_complete(_session: Session, event: Event, _note: str) -> None:
    """Check that a reader learns what, when and where."""
    missing: dict[str, list[str]] = {}
    if not event.title:
        missing["title"] = [N_("Give the event a title.")]
    if event.first_day is None:
        missing["starts"] = [N_("Give the day, or the month if the day is open.")]
    if not event.place and not event.link:
        missing["place"] = [N_("Say where it is held, or give the link of the meeting.")]
    if missing:
        raise Incomplete(missing)


def nothing_dangerous_is_in_it(session: Session, event: Event, note: str) -> None:
    """Check that nothing in the texts should not leave. Readers also read the reason of a step."""
    check_texts(session, {**{name: getattr(event, name) for name in TEXTS}, "note": note}, event.language)


def the_reason_may_be_read(session: Session, event: Event, note: str) -> None:
    """Check the reason, which everybody who reads the event also reads."""
    check_texts(session, {"note": note}, event.language)


def its_day_is_known(session: Session, event: Event, _note: str) -> None:
    """Check that the event has a day, unless its month has passed and nobody knows it any more."""
    if event.day_open and (event.ends_at is None or now(session) < event.ends_at):
        raise WrongState(N_("The day of this event is open. Move it to its day first."))


def it_is_over(session: Session, event: Event, _note: str) -> None:
    """Check that the event has ended."""
    if event.ends_at is None or now(session) < event.ends_at:
        raise WrongState()


def announce(session: Session, event: Event, _actor: Actor) -> Event:
    """Give the event its day of announcement, unless a clearance officer has to clear it first."""
    if not event.needs_clearance:
        event.announced_at = now(session)
    return event


def clear(session: Session, event: Event, actor: Actor) -> Event:
    """Record who cleared the event."""
    event.announced_at, event.cleared_by_id = now(session), actor.account_id
    return event


def cancel(session: Session, event: Event, _actor: Actor) -> Event:
    """Record when it was cancelled: calendars show that for a while."""
    event.cancelled_at = now(session)
    return event


def hold(session: Session, event: Event, _actor: Actor) -> Event:
    """Set the day on which the organiser is asked what came of it."""
    event.ask_on = now(session).date() + FIRST_QUESTION
    return event


def ask_nothing(_session: Session, event: Event, _actor: Actor) -> Event:
    """Ask nothing any more."""
    event.ask_on = None
    return event


def _when_announced(event: Event) -> EventState:
    return S.IN_CLEARANCE if event.needs_clearance else S.ANNOUNCED


def _when_moved(event: Event) -> EventState:
    return S.ANNOUNCED if event.day_open else event.state


def _row(
    action: EventAction,
    *,
    to: EventState | Callable[[Event], EventState],
    effect: Effect[Event] = no_effect,
    needs: tuple[Guard[Event], ...] = (),
    **rest: bool,
) -> Transition[Event]:
    return Transition(action, STATES[action], to, effect, needs, **rest)


A = EventAction
BEFORE_IT_IS_SHOWN = (the_announcement_is_complete, nothing_dangerous_is_in_it)
EVENT_TRANSITIONS: dict[EventAction, Transition[Event]] = {
    row.action: row
    for row in (
        _row(A.ANNOUNCE, to=_when_announced, effect=announce, needs=BEFORE_IT_IS_SHOWN),
        _row(A.TAKE_BACK, to=S.DRAFT),
        _row(A.CLEAR, to=S.ANNOUNCED, effect=clear, needs=BEFORE_IT_IS_SHOWN),
        _row(A.SEND_BACK, to=S.DRAFT, reason=True),
        _row(A.CONFIRM, to=S.CONFIRMED, needs=(its_day_is_known,)),
        _row(A.MOVE, to=_when_moved, reason=True, needs=(nothing_dangerous_is_in_it,)),
        _row(A.CANCEL, to=S.CANCELLED, effect=cancel, reason=True, needs=(the_reason_may_be_read,)),
        _row(A.TAKE_PART, to=lambda event: event.state, at_once=True),
        _row(A.HOLD, to=S.HELD, effect=hold, needs=(it_is_over,)),
        _row(A.DOCUMENT, to=S.DOCUMENTED, effect=ask_nothing, needs=(nothing_dangerous_is_in_it,)),
        _row(A.WITHDRAW, to=S.WITHDRAWN, effect=ask_nothing, at_once=True),
    )
}
SAYS_WHY = (A.MOVE, A.CANCEL)


class EventWorkflow(Workflow[Event]):
    """The engine with the table of events."""

    transitions = EVENT_TRANSITIONS
    policy = EVENT_POLICY
    stale = STALE

    def record(self, session: Session, event: Event, actor: Actor, step: Step) -> HistoryEntry:
        """Append the step to the history, and stamp what calendars show."""
        if step.action in SAYS_WHY:
            event.reason = step.note
        if is_announced(event):
            stamp(event, now(session))
        return record_item_event(
            session,
            event,
            actor,
            HistoryAction(step.action),
            note=step.note,
            before=step.before,
            after=step.after,
            is_named=is_announced(event),
        )

    def notify(self, session: Session, event: Event, action: EventAction, actor: Actor, entry: HistoryEntry) -> None:
        """Notify those who wait for the step, and those who want to take part."""
        notify_of_event(session, event, action, entry.number, actor)


EVENTS = EventWorkflow()
