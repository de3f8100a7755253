"""The tasks of a person in events: one query for each group, with a limit."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Select, select
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


def event_tasks(session: Session, actor: Actor) -> Iterator[ItemTask]:
    """Return the tasks of the actor in events, the most urgent of each group first."""
    if actor.is_a(Role.CLEARANCE_OFFICER):
        yield from _tasks(session, actor, ItemGroup.EVENTS_TO_CLEAR, "clear_event", Event.state == S.IN_CLEARANCE)
    if not may_announce_events(actor):
        return
    passed = Event.ends_at <= now(session)
    yield from _tasks(session, actor, ItemGroup.EVENTS_TO_DOCUMENT, "document_event", Event.state == S.HELD)
    unconfirmed = (Event.state == S.ANNOUNCED) & passed
    yield from _tasks(session, actor, ItemGroup.EVENTS_NOT_CONFIRMED, "confirm_event", unconfirmed)
    yield from _tasks(session, actor, ItemGroup.EVENT_DRAFTS, "continue_event", Event.state == S.DRAFT)


def _tasks(
    session: Session, actor: Actor, group: ItemGroup, step: str, *conditions: ColumnElement[bool]
) -> Iterator[ItemTask]:
    for event in session.scalars(_events(actor, *conditions)):
        yield _task(group, ReleasedEvent(event, actor), step)


def _events(actor: Actor, *conditions: ColumnElement[bool]) -> Select[Event]:
    own = (event_visible_to(actor), Event.owner_code == actor.delegation)
    return select(Event).where(*own, *conditions).order_by(Event.moved_at, Event.id).limit(MOST_SHOWN)


def _task(group: ItemGroup, event: ReleasedEvent, step: str) -> ItemTask:
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
