"""Keeps the records of what is public in step with the index of the public, which changes when the public reads more,
less or other words."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import PublicRecord, PublicRecordSet
from case_studies.reference import kind_of
from case_studies.search.contract import SearchDocument
from case_studies.search.facets import HOST_STATE, INITIATIVE, KIND, THEME
from case_studies.unit_of_work import UnitOfWork, now
from case_studies.vocabulary import Kind

RECORDED_KINDS = (Kind.CASE, Kind.PRACTICE)
"""Nothing informal is among them."""
SETS = {KIND.name: "kind", THEME.name: "theme", HOST_STATE.name: "host", INITIATIVE.name: "initiative"}
"""The facets by which records are in sets, each with how the names of its sets begin."""


def keep_records(work: UnitOfWork, references: Collection[str], documents: Iterable[SearchDocument]) -> None:
    """Record what the public reads of these things now. A record whose words did not change keeps its time."""
    public = {one.reference: one for one in documents if is_recorded(one.reference)}
    recorded = [reference for reference in references if is_recorded(reference)]
    with work.reading() as session:
        known = _fingerprints(session, recorded)
    changed = [one for one in recorded if known.get(one) != (public[one].fingerprint if one in public else None)]
    if changed:
        with work.writing(quietly=True) as session:
            _store(session, changed, public)


def differing_records(work: UnitOfWork, indexed: Mapping[str, str]) -> list[str]:
    """Return the references whose record differs from the index of the public: reference → fingerprint."""
    with work.reading() as session:
        known = _fingerprints(session)
    expected = {reference: mark for reference, mark in indexed.items() if is_recorded(reference)}
    return sorted(one for one in known.keys() | expected.keys() if known.get(one) != expected.get(one))


def is_recorded(reference: str) -> bool:
    """Return whether there are records of this kind of thing."""
    return kind_of(reference) in RECORDED_KINDS


def _fingerprints(session: Session, references: Collection[str] | None = None) -> dict[str, str | None]:
    query = select(PublicRecord.reference, PublicRecord.fingerprint)
    if references is not None:
        query = query.where(PublicRecord.reference.in_(references))
    rows = session.execute(query).all()
    return {row.reference: row.fingerprint for row in rows}


def _store(session: Session, references: Collection[str], public: Mapping[str, SearchDocument]) -> None:
    moment = now(session).replace(microsecond=0)
    query = select(PublicRecord).where(PublicRecord.reference.in_(references))
    stored = {record.reference: record for record in session.scalars(query)}
    for reference in references:
        record = stored.get(reference) or PublicRecord(reference=reference)
        document = public.get(reference)
        record.changed_at = moment
        record.fingerprint = document.fingerprint if document is not None else None
        if document is not None:
            _set_sets(record, _sets_of(document))
        session.add(record)


def _sets_of(document: SearchDocument) -> set[str]:
    return {f"{prefix}:{value}" for facet, prefix in SETS.items() for value in document.facets.get(facet, ())}


def _set_sets(record: PublicRecord, names: set[str]) -> None:
    kept = [one for one in record.sets if one.name in names]
    new = names - {one.name for one in kept}
    record.sets = [*kept, *(PublicRecordSet(name=name) for name in sorted(new))]
