"""Loads the demonstration's adoptions with the operations that people use, at dates before the day of loading."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.demo.offices import Office, clearance, focal_point
from case_studies.demo.practice_journeys import KEY as PRACTICE_KEY
from case_studies.models import Account, Adoption, Case, Practice
from case_studies.operations.adoptions.editing import start_adoption
from case_studies.operations.adoptions.steps import move_adoption
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import UnitOfWork
from case_studies.vocabulary import AdoptionAction

FILE = Path(__file__).parent / "adoptions.yaml"
KEY = "demo:adoption:"
"""Before the key in the file, the key by which a loaded adoption is known."""
NOT_WRITTEN = ("key", "adopted_by", "days_ago", "stopped")
KEYS: Mapping[str, tuple[type[Case | Practice], str]] = {
    "case": (Case, "demo:"),
    "practice": (Practice, PRACTICE_KEY),
}


def load_adoptions(work: UnitOfWork) -> int:
    """Load the adoptions that are missing and return their number. Cases and practices have to be loaded before."""
    return sum(_load_adoption(work, row) for row in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def _load_adoption(work: UnitOfWork, row: Mapping[str, Any]) -> bool:
    moment = work.clock() - timedelta(days=row["days_ago"])
    if not _put_on_record(_dated(work, moment), row):
        return False
    if "stopped" in row:
        later = _dated(work, moment + timedelta(days=row["stopped"]["after"]))
        _move(later, row, AdoptionAction.STOP_USING, note=row["stopped"]["reason"])
    return True


def _put_on_record(work: UnitOfWork, row: Mapping[str, Any]) -> bool:
    with work.writing(quietly=True) as session:
        if session.scalar(select(Adoption.id).where(Adoption.form_key == KEY + row["key"])) is not None:
            return False
        values = {name: value for name, value in row.items() if name not in NOT_WRITTEN}
        actor = _actor(session, focal_point(row["adopted_by"]))
        values |= _adopted(session, row)
        start_adoption(session, actor, values, form_key=KEY + row["key"], demonstration=True)
    _move(work, row, AdoptionAction.ADOPT_BY_US)
    return True


def _adopted(session: Session, row: Mapping[str, Any]) -> dict[str, str]:
    """Return the reference of what is adopted, as the API would get it."""
    name = next(name for name in KEYS if name in row)
    kind, key = KEYS[name]
    return {name: session.scalars(select(kind.reference).where(kind.form_key == key + row[name])).one()}


def _move(work: UnitOfWork, row: Mapping[str, Any], action: AdoptionAction, note: str = "") -> None:
    """Perform a step of the focal point, and clear what it wrote."""
    steps = ((action, focal_point, note), (AdoptionAction.CLEAR, clearance, ""))
    with work.writing(quietly=True) as session:
        adoption = session.scalars(select(Adoption).where(Adoption.form_key == KEY + row["key"])).one()
        for step, office, reason in steps:
            actor = _actor(session, office(row["adopted_by"]))
            move_adoption(session, adoption, actor, action=step, version=adoption.version, note=reason)
            session.flush()


def _dated(work: UnitOfWork, moment: Any) -> UnitOfWork:
    """Return the unit of work at a time in the past, which sends no mails."""
    settings = replace(work.settings, mails=False)
    return UnitOfWork(work.engine, clock=lambda: moment, settings=settings, passwords=work.passwords)


def _actor(session: Session, office: Office) -> Actor:
    return Actor.of(session.scalars(select(Account).where(Account.email == office.email)).one())
