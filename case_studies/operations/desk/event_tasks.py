"""The tasks of a person in events: one query for all groups, with a limit."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import Session

from case_studies.models import Event
from case_studies.operations.desk.item_task import MOST_SHOWN, ItemGroup, ItemTask
from case_studies.policy.actor import Actor
from case_studies.policy.event_release import ReleasedEvent
from case_studies.policy.events import event_visible_to, may_announce_events
from case_studies.unit_of_work import now
from case_studies.vocabulary import EventState, Kind, Role
from case_studies.workflow.event_dates import SECOND_QUESTION

S = EventState
TASKS: dict[EventState, tuple[ItemGroup, str]] = {
    S.IN_CLEARANCE: (ItemGroup.EVENTS_TO_CLEAR, "clear_event"),
    S.HELD: (ItemGroup.EVENTS_TO_DOCUMENT, "document_event"),
    S.ANNOUNCED: (ItemGroup.EVENTS_NOT_CONFIRMED, "confirm_event"),
    S.DRAFT: (ItemGroup.EVENT_DRAFTS, "continue_event"),
}
"""State of an event that waits for its own delegation → its group, and the next step."""


def event_tasks(session: Session, actor: Actor) -> Iterator[ItemTask]:
    """Return the tasks of the actor in events of its delegation, the oldest of each group first."""
    if actor.is_a(Role.CLEARANCE_OFFICER) or may_announce_events(actor):
        own = (event_visible_to(actor), Event.owner_code == actor.delegation, _waits_for(session, actor))
        query = select(Event).where(*own).order_by(Event.moved_at, Event.id).limit(MOST_SHOWN * len(TASKS))
        yield from (_task(ReleasedEvent(event, actor)) for event in session.scalars(query))


def _waits_for(session: Session, actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Event that it waits for one of the actor's roles."""
    to_clear = Event.state == S.IN_CLEARANCE if actor.is_a(Role.CLEARANCE_OFFICER) else false()
    passed = (Event.state == S.ANNOUNCED) & (Event.ends_at <= now(session))
    of_organiser = or_(Event.state.in_((S.HELD, S.DRAFT)), passed) if may_announce_events(actor) else false()
    return or_(to_clear, of_organiser)


def _task(event: ReleasedEvent) -> ItemTask:
    group, step = TASKS[event.state]
    is_over = group == ItemGroup.EVENTS_TO_DOCUMENT
    return ItemTask(
        group=group,
        kind=Kind.EVENT,
        reference=event.reference,
        title=event.title,
        language=event.language,
        owner=event.announced_by,
        state=event.state,
        since=event.moved_at,
        step=step,
        due=event.moved_at.date() + SECOND_QUESTION if is_over else None,
    )
