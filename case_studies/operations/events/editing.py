"""Writing an event: starting it, changing a draft, changing the papers of one that is announced, deleting a draft."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from case_studies.errors import N_, NotAllowed, NotSignedIn, StaleVersion, WrongState
from case_studies.models import Delegation, Event, Initiative, Theme
from case_studies.operations.events.about import check_about
from case_studies.operations.events.when import WHEN, write_when
from case_studies.operations.items import first_values, lock_owner, started_before
from case_studies.policy.actor import Actor
from case_studies.policy.events import EVENT_POLICY, EventPermission, may_announce_events
from case_studies.taxonomy.entries import chosen_entries
from case_studies.unit_of_work import now
from case_studies.vocabulary import (
    Attribution,
    Audience,
    EventKind,
    EventState,
    HistoryAction,
    Kind,
    Language,
    Register,
    Role,
)
from case_studies.workflow.events import STALE, TEXTS
from case_studies.workflow.history import record_item_event
from case_studies.workflow.text_check import check_texts

PAPERS = ("link", "concept_note", "agenda", "asked_of_members", "documents", "about")
"""What its organiser also changes after the announcement, without another clearance."""
COLUMNS = (*PAPERS, "language", "title", "event_kind", "place", "organised_by", "audience", "attribution")


def start_event(
    session: Session,
    actor: Actor,
    values: Mapping[str, Any],
    *,
    form_key: str | None = None,
    demonstration: bool = False,
) -> Event:
    """Start an event as a draft. A second call with the same form key returns the first event."""
    if not actor.signed_in:
        raise NotSignedIn()
    if not may_announce_events(actor):
        raise NotAllowed(N_("Only focal points and editors can announce an event."))
    owner = lock_owner(session, actor)
    earlier = started_before(session, Event, owner, form_key)
    if earlier is not None:
        return earlier
    event = _new_event(session, actor, owner, form_key=form_key, demonstration=demonstration)
    with session.no_autoflush:
        session.add(event)
        _write(session, event, actor, values)
    session.flush()
    record_item_event(session, event, actor, HistoryAction.START, after=EventState.DRAFT, is_named=False)
    return event


def _new_event(session: Session, actor: Actor, owner: Delegation, **rest: Any) -> Event:
    return Event(
        **first_values(session, Kind.EVENT, actor),
        owner=owner,
        state=EventState.DRAFT,
        register=Register.ON_RECORD,
        audience=Audience.MEMBERS,
        attribution=Attribution.NAMED_TO_MEMBERS,
        language=Language.ENGLISH,
        title="",
        event_kind=EventKind.GROUP_MEETING,
        needs_clearance=True,
        sequence=0,
        calendar_digest="",
        **rest,
    )


def edit_event(session: Session, event: Event, actor: Actor, values: Mapping[str, Any], *, version: int) -> None:
    """Change a draft, or the papers of an announced event. Fields that are not in `values` stay as they are."""
    is_draft = event.state == EventState.DRAFT
    EVENT_POLICY.check_usable(actor, event, EventPermission.EDIT if is_draft else EventPermission.EDIT_PAPERS)
    if event.version != version:
        raise StaleVersion(STALE)
    if not is_draft:
        _check_papers(event, values)
    with session.no_autoflush:
        _write(session, event, actor, values)
    if is_draft:
        event.author_id = actor.account
        event.changed_at = now(session)
    else:
        check_texts(session, {name: getattr(event, name) for name in TEXTS}, event.language)
        record_item_event(session, event, actor, HistoryAction.CHANGE_PAPERS)


def delete_event(session: Session, event: Event, actor: Actor, *, version: int) -> None:
    """Delete a draft. Its reference is not given again."""
    EVENT_POLICY.check_usable(actor, event, EventPermission.DELETE)
    if event.version != version:
        raise StaleVersion(STALE)
    record_item_event(session, event, actor, HistoryAction.DELETE, is_named=False)
    session.flush()
    session.delete(event)


def papers_of(event: Event) -> tuple[str, ...]:
    """Return the fields that can be changed after the announcement; the outcome once it is written."""
    return (*PAPERS, "came_of_it") if event.state == EventState.DOCUMENTED else PAPERS


def _check_papers(event: Event, values: Mapping[str, Any]) -> None:
    """Refuse to change what was cleared and what calendars have."""
    if set(values) - {*papers_of(event)}:
        raise WrongState(N_("Of an announced event, only the papers can be changed. Its organiser can move it."))


def _write(session: Session, event: Event, actor: Actor, values: Mapping[str, Any]) -> None:
    for name in (*COLUMNS, "came_of_it"):
        if name in values:
            setattr(event, name, values[name])
    check_about(session, actor, values.get("about", ()))
    if any(name in values for name in WHEN):
        write_when(event, values)
    if event.state == EventState.DRAFT:
        event.needs_clearance = not actor.is_a(Role.EDITOR)
    for name, kind in (("themes", Theme), ("initiatives", Initiative)):
        if name in values:
            setattr(event, name, chosen_entries(session, kind, values[name], name))
