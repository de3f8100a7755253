"""Loads the demonstration's study proposals with the operations that people use."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Account, StudyProposal
from case_studies.operations.proposals.editing import move_proposal, propose_study
from case_studies.policy.actor import Actor
from case_studies.study_vocabulary import ProposalAction
from case_studies.unit_of_work import UnitOfWork, now

FILE = Path(__file__).parent / "proposals.yaml"
KEY = "demo:proposal:"
"""Before the key in the file, the key by which a loaded proposal is known."""
SHARED = ("question", "theme", "measure", "funds", "asked")


def load_proposals(work: UnitOfWork) -> int:
    """Load the proposals that are missing and return their number. The library has to be loaded before."""
    quiet = UnitOfWork(
        work.engine, clock=work.clock, settings=replace(work.settings, mails=False), passwords=work.passwords
    )
    return sum(_load_proposal(quiet, row) for row in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def _load_proposal(work: UnitOfWork, row: Mapping[str, Any]) -> bool:
    key = KEY + row["key"]
    with work.writing(quietly=True) as session:
        if session.scalar(select(StudyProposal.id).where(StudyProposal.form_key == key)) is not None:
            return False
        leads, *others = [_actor(session, office) for office in row["offices"]]
        due = now(session).date() + timedelta(days=row["due_in"])
        values = {**{name: row[name] for name in SHARED}, "place": None, "due": due}
        proposal = propose_study(session, leads, values, form_key=key, demonstration=True)
        steps = [(other, ProposalAction.JOIN) for other in others]
        steps += [(leads, ProposalAction.BEGIN)] if "begins" in row else []
        steps += [(leads, ProposalAction.DROP)] if "dropped" in row else []
        for actor, action in steps:
            session.flush()
            note = row.get("dropped", "")
            move_proposal(session, proposal, actor, action, note=note, study="", version=proposal.version)
    return True


def _actor(session: Session, office: str) -> Actor:
    return Actor.of(session.scalars(select(Account).where(Account.email == f"{office}@demo.example")).one())
