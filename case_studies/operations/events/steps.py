"""Moving an event on: one function for every action of a person, with what the action needs."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, StaleVersion
from case_studies.markdown.sentences import sentences_of
from case_studies.models import Event
from case_studies.operations.events.attendance import take_part
from case_studies.operations.events.when import WHEN, write_when
from case_studies.policy.actor import Actor
from case_studies.policy.events import EVENT_POLICY
from case_studies.vocabulary import Attendance, EventAction
from case_studies.workflow.events import EVENTS, STALE

MOVED = (*WHEN, "place", "link")
OUTCOME = ("came_of_it", "documents")
LEAST_SENTENCES = 2


def move(
    session: Session,
    event: Event,
    actor: Actor,
    *,
    action: EventAction,
    version: int,
    note: str = "",
    attendance: Attendance | None = None,
    moved_to: Mapping[str, Any] | None = None,
    outcome: Mapping[str, Any] | None = None,
) -> None:
    """Perform an action, or refuse and change nothing."""
    if action == EventAction.TAKE_PART:
        take_part(session, event, actor, attendance)
        return
    EVENT_POLICY.check_usable(actor, event, action)
    if event.version != version and action in (EventAction.MOVE, EventAction.DOCUMENT):
        raise StaleVersion(STALE)
    if action == EventAction.MOVE:
        _write_move(event, moved_to or {})
    elif action == EventAction.DOCUMENT:
        _write_outcome(event, outcome or {})
    EVENTS.perform(session, event, action, actor, note=note, version=event.version if _writes(action) else version)


def _writes(action: EventAction) -> bool:
    return action in (EventAction.MOVE, EventAction.DOCUMENT)


def _write_move(event: Event, values: Mapping[str, Any]) -> None:
    """Write the new time and place. Raises Incomplete if nothing is new."""
    before = [
        getattr(event, name) for name in ("first_day", "last_day", "from_hour", "to_hour", "time_zone", "day_open")
    ]
    places = (event.place, event.link)
    write_when(event, values)
    _write(event, ("place", "link"), values)
    after = [
        getattr(event, name) for name in ("first_day", "last_day", "from_hour", "to_hour", "time_zone", "day_open")
    ]
    if event.first_day is None or (before == after and places == (event.place, event.link)):
        raise Incomplete({"starts": [N_("Give another day, hour or place than the present one.")]})


def _write_outcome(event: Event, values: Mapping[str, Any]) -> None:
    """Write what came of it. Raises Incomplete if it is neither two sentences nor a new document."""
    before = event.documents
    _write(event, OUTCOME, values)
    has_new = any(document not in before for document in event.documents)
    if not has_new and len(sentences_of(event.came_of_it)) < LEAST_SENTENCES:
        raise Incomplete({"came_of_it": [N_("Write at least two sentences, or add a document.")]})


def _write(event: Event, names: tuple[str, ...], values: Mapping[str, Any]) -> None:
    for name in names:
        if name in values:
            setattr(event, name, values[name])
