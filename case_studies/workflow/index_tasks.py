"""Puts updates of the search index into the outbox, in the transaction of the change."""

from sqlalchemy import DateTime, Select, insert, literal, select
from sqlalchemy.orm import Session

from case_studies.models import Case, IndexTask, Practice, PracticeEdition, PracticeEvidence
from case_studies.models.item import Item
from case_studies.reference import found_kind_of
from case_studies.unit_of_work import now


def queue_case(session: Session, case: Case, *, narrows: bool = False) -> None:
    """Queue a case, and the practices that rest on it: the public reads one only if it reads enough of its cases."""
    session.add(IndexTask(reference=case.reference, queued_at=now(session), narrows=narrows))
    citing = (
        select(Practice.reference)
        .join(Practice.editions)
        .join(PracticeEdition.evidence)
        .where(PracticeEvidence.case_id == case.id)
        .distinct()
    )
    queue_all(session, citing, narrows=True)


def queue_item(session: Session, item: Item) -> None:
    """Queue a thing beside the cases, if search finds its kind. Until then it is not found: it may say less now."""
    if found_kind_of(item.reference) is not None:
        session.add(IndexTask(reference=item.reference, queued_at=now(session), narrows=True))


def queue_all(session: Session, references: Select[str], *, narrows: bool = False) -> None:
    """Queue what a query finds."""
    moment = literal(now(session), DateTime(timezone=True))
    rows = references.add_columns(moment, literal(narrows))
    session.execute(insert(IndexTask).from_select(["reference", "queued_at", "narrows"], rows))
