"""Loads the demonstration's studies with the operations that people use. An editor lists them, another checks them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select

from case_studies.models import Account, Case, Revision, Study
from case_studies.operations.studies.editing import list_study
from case_studies.policy.actor import Actor
from case_studies.study_vocabulary import StudyAction
from case_studies.unit_of_work import UnitOfWork
from case_studies.vocabulary import State
from case_studies.workflow.studies import STUDIES

FILE = Path(__file__).parent / "studies.yaml"
KEY = "demo:study:"
"""Before the key in the file, the key by which a loaded study is known."""
LISTS, CHECKS = "editor.idn@demo.example", "editor.bra@demo.example"


def load_studies(work: UnitOfWork) -> int:
    """Load the studies that are missing and return their number. The library has to be loaded before."""
    quiet = UnitOfWork(
        work.engine, clock=work.clock, settings=replace(work.settings, mails=False), passwords=work.passwords
    )
    return sum(_load_study(quiet, row) for row in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def _load_study(work: UnitOfWork, row: Mapping[str, Any]) -> bool:
    key = KEY + row["key"]
    with work.writing(quietly=True) as session:
        if session.scalar(select(Study.id).where(Study.form_key == key)) is not None:
            return False
        lists, checks = (
            Actor.of(session.scalars(select(Account).where(Account.email == address)).one())
            for address in (LISTS, CHECKS)
        )
        keys = [f"demo:{name}" for name in row.get("cases", ())]
        published = select(Revision.case_id).where(Revision.state == State.PUBLISHED)  # the library has other cases too
        linked = select(Case.reference).where(Case.form_key.in_(keys), Case.id.in_(published))
        cases = list(session.scalars(linked))
        values = {"host_states": [], **row, "cases": cases}
        study = list_study(session, lists, values, form_key=key, demonstration=True)
        session.flush()
        STUDIES.perform(session, study, StudyAction.CHECK, checks, version=study.version)
    return True
