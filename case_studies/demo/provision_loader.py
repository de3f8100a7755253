"""Loads the demonstration's provisions with the operations that people use, and links what the library has."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.demo.issue_journeys import KEY as ISSUE_KEY
from case_studies.demo.practice_journeys import KEY as PRACTICE_KEY
from case_studies.models import Account, Case, Issue, Practice, Provision
from case_studies.operations.provisions.editing import add_provision
from case_studies.operations.provisions.linking import link_thing
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import UnitOfWork

FILE = Path(__file__).parent / "provisions.yaml"
KEY = "demo:provision:"
"""Before the key in the file, the key by which a loaded provision is known."""
WRITES = "editor.idn@demo.example"
KEYS: Mapping[str, tuple[type[Case | Practice | Issue], str]] = {
    "case": (Case, "demo:"),
    "practice": (Practice, PRACTICE_KEY),
    "issue": (Issue, ISSUE_KEY),
}


def load_provisions(work: UnitOfWork) -> int:
    """Load the provisions that are missing and return their number. What they link has to be loaded before."""
    quiet = UnitOfWork(
        work.engine, clock=work.clock, settings=replace(work.settings, mails=False), passwords=work.passwords
    )
    return sum(_load_provision(quiet, row) for row in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def _load_provision(work: UnitOfWork, row: Mapping[str, Any]) -> bool:
    key = KEY + row["key"]
    with work.writing(quietly=True) as session:
        if session.scalar(select(Provision.id).where(Provision.form_key == key)) is not None:
            return False
        actor = Actor.of(session.scalars(select(Account).where(Account.email == WRITES)).one())
        values = {name: value for name, value in row.items() if name not in ("key", "links")}
        provision = add_provision(session, actor, values, form_key=key)
        for link in row.get("links", ()):
            if reference := _reference(session, link):
                link_thing(session, provision, actor, reference, link.get("reason", ""))
    return True


def _reference(session: Session, link: Mapping[str, str]) -> str | None:
    """Return the reference of what a row links; none where the library does not have it."""
    name = next(name for name in KEYS if name in link)
    model, key = KEYS[name]
    return session.scalar(select(model.reference).where(model.form_key == key + link[name]))
