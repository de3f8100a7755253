"""Loads the demonstration's events with the operations that people use. Real events keep their real dates."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.demo.offices import editor
from case_studies.models import Account, Case, Event
from case_studies.models.account import DEMONSTRATION
from case_studies.operations.events.attendance import take_part
from case_studies.operations.events.editing import start_event
from case_studies.operations.events.life import run_events
from case_studies.operations.events.steps import move
from case_studies.policy.actor import Actor
from case_studies.policy.event_release import as_known
from case_studies.unit_of_work import UnitOfWork
from case_studies.vocabulary import Attendance, Attribution, Audience, EventAction, EventKind, EventState

FILE = Path(__file__).parent / "events.yaml"
KEY = "demo:event:"
"""Before the key in the file, the key by which a loaded event is known."""
DAYS_BEFORE = 20
"""How many days before the loading the events were posted."""
EDITOR = editor("IDN")
OF_JOURNEY = (
    "key",
    "state",
    "posted_by",
    "in_days",
    "day_open",
    "attendances",
    "reason",
    "came_of_it",
    "about",
    "documents",
)
A, S = EventAction, EventState
STEPS: Mapping[EventState, tuple[EventAction, ...]] = {
    S.DRAFT: (),
    S.IN_CLEARANCE: (A.ANNOUNCE,),
    S.ANNOUNCED: (A.ANNOUNCE,),
    S.CONFIRMED: (A.ANNOUNCE, A.CONFIRM),
    S.HELD: (A.ANNOUNCE, A.CONFIRM),
    S.DOCUMENTED: (A.ANNOUNCE, A.CONFIRM),
    S.CANCELLED: (A.ANNOUNCE, A.CANCEL),
    S.WITHDRAWN: (A.ANNOUNCE, A.WITHDRAW),
}
"""State → the steps of persons that lead to it, before the platform holds what is over."""


def load_events(work: UnitOfWork) -> int:
    """Load the events that are missing and return their number. Cases have to be loaded before."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    quiet = _dated(work, 0)
    added = [row for row in rows if _post(_dated(work, DAYS_BEFORE), row)]
    run_events(quiet)
    for row in rows:
        if _state(row) == S.DOCUMENTED:
            _document(quiet, row)
    return len(added)


def _post(work: UnitOfWork, row: Mapping[str, Any]) -> bool:
    with work.writing(quietly=True) as session:
        if session.scalar(select(Event.id).where(Event.form_key == KEY + row["key"])) is not None:
            return False
        poster = _actor(session, row.get("posted_by", EDITOR.name))
        event = start_event(session, poster, _values(session, work, row), form_key=KEY + row["key"], demonstration=True)
        for action in STEPS[_state(row)]:
            session.flush()
            move(session, event, poster, action=action, version=event.version, note=row.get("reason", ""))
        for name, answer in row.get("attendances", {}).items():
            take_part(session, event, _actor(session, name), Attendance(answer))
    return True


def _values(session: Session, work: UnitOfWork, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is written: an event without a day of its own begins some days after the loading."""
    values = {name: value for name, value in row.items() if name not in OF_JOURNEY}
    audience = Audience(row.get("audience", Audience.PUBLIC))
    named = Attribution.NAMED if audience == Audience.PUBLIC else Attribution.NAMED_TO_MEMBERS
    values |= {"event_kind": EventKind(row["event_kind"]), "audience": audience, "attribution": named}
    values["about"] = _cases(session, row)
    if "in_days" in row:
        day = (work.clock() + timedelta(days=DAYS_BEFORE + row["in_days"])).date()
        values["starts"] = as_known(day, day_open=row.get("day_open", False))
    return values


def _cases(session: Session, row: Mapping[str, Any]) -> list[str]:
    """Return the reference of the case that a row is about."""
    if "about" not in row:
        return []
    return list(session.scalars(select(Case.reference).where(Case.form_key == f"demo:{row['about']}")))


def _document(work: UnitOfWork, row: Mapping[str, Any]) -> None:
    with work.writing(quietly=True) as session:
        held = Event.state == S.HELD, Event.form_key == KEY + row["key"]
        event = session.scalar(select(Event).where(*held))
        if event is None:
            return  # it was documented before
        written = {"came_of_it": row["came_of_it"], "documents": _documents(row)}
        move(
            session,
            event,
            _actor(session, EDITOR.name),
            action=EventAction.DOCUMENT,
            version=event.version,
            outcome=written,
        )


def _documents(row: Mapping[str, Any]) -> list[dict[str, str]]:
    return [{"address": "", **document} for document in row["documents"]]


def _state(row: Mapping[str, Any]) -> EventState:
    return EventState(row.get("state", EventState.DOCUMENTED))


def _dated(work: UnitOfWork, days_ago: int) -> UnitOfWork:
    """Return the same at a day in the past, without mails."""
    moment = work.clock() - timedelta(days=days_ago)
    settings = replace(work.settings, mails=False)
    return UnitOfWork(work.engine, clock=lambda: moment, settings=settings, passwords=work.passwords)


def _actor(session: Session, name: str) -> Actor:
    return Actor.of(session.scalars(select(Account).where(Account.email == name + DEMONSTRATION)).one())
