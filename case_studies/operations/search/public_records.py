"""The records of what is public, in the order of their changes, page by page in the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, or_, select, tuple_
from sqlalchemy.orm import Session

from case_studies.models import PublicRecord, PublicRecordSet
from case_studies.operations.cases.queries import readable_revisions
from case_studies.policy.actor import NOBODY
from case_studies.policy.found_items import find_items
from case_studies.policy.practice_release import ReleasedPractice
from case_studies.policy.release import ReleasedRevision
from case_studies.rendered_texts import load_rendered_texts
from case_studies.unit_of_work import now

Place = tuple[datetime, int]
"""Where a page ends: the time and the number of its last record."""
Readable = ReleasedRevision | ReleasedPractice


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records are asked for: those that changed from `since` to `until`, in a set or in those below it."""

    since: datetime | None = None
    until: datetime | None = None
    of_set: str = ""


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A record, and what the public reads of it now; None if it reads nothing of it any more."""

    reference: str
    changed_at: datetime
    sets: tuple[str, ...]
    content: Readable | None
    place: Place


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A part of the records that are asked for, and how many there are in all."""

    records: list[FoundRecord]
    total: int
    is_last: bool


def list_records(session: Session, selection: Selection, after: Place | None, size: int) -> RecordPage:
    """Return the records after a place, those that changed first before the others."""
    matching = _matching(selection)
    total = session.scalar(select(func.count()).select_from(matching.subquery())) or 0
    query = matching if after is None else matching.where(tuple_(PublicRecord.changed_at, PublicRecord.id) > after)
    rows = session.scalars(query.order_by(PublicRecord.changed_at, PublicRecord.id).limit(size + 1)).all()
    return RecordPage(_found(session, rows[:size]), total, is_last=len(rows) <= size)


def find_record(session: Session, reference: str) -> FoundRecord | None:
    """Return the record of a reference; None if it was never public."""
    rows = session.scalars(select(PublicRecord).where(PublicRecord.reference == reference)).all()
    return next(iter(_found(session, rows)), None)


def list_set_names(session: Session) -> list[str]:
    """Return the names of the sets that have records."""
    return list(session.scalars(select(PublicRecordSet.name).distinct().order_by(PublicRecordSet.name)))


def first_change(session: Session) -> datetime:
    """Return the time of the earliest record; without records, now."""
    return session.scalar(select(func.min(PublicRecord.changed_at))) or now(session).replace(microsecond=0)


def _matching(selection: Selection) -> Select[PublicRecord]:
    query = select(PublicRecord)
    if selection.since is not None:
        query = query.where(PublicRecord.changed_at >= selection.since)
    if selection.until is not None:
        query = query.where(PublicRecord.changed_at <= selection.until)
    if selection.of_set:
        name = PublicRecordSet.name
        below = name.startswith(f"{selection.of_set}:", autoescape=True)
        members = select(PublicRecordSet.record_id).where(or_(name == selection.of_set, below))
        query = query.where(PublicRecord.id.in_(members))
    return query


def _found(session: Session, rows: Sequence[PublicRecord]) -> list[FoundRecord]:
    content = _readable(session, [row.reference for row in rows if row.fingerprint is not None])
    return [
        FoundRecord(
            reference=row.reference,
            changed_at=row.changed_at,
            sets=tuple(sorted(one.name for one in row.sets)),
            content=content.get(row.reference),
            place=(row.changed_at, row.id),
        )
        for row in rows
    ]


def _readable(session: Session, references: Sequence[str]) -> dict[str, Readable]:
    """Return what the public reads of these things at this moment, in a fixed number of queries."""
    items = find_items(session, NOBODY, references)
    practices = {reference: one for reference, one in items.items() if isinstance(one, ReleasedPractice)}
    cases = readable_revisions(session, NOBODY, references, with_files=True)
    load_rendered_texts(session, cases.values())
    return {**practices, **cases}
