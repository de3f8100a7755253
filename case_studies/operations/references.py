"""Gives things their references."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from case_studies.models import ReferenceCounter
from case_studies.reference import format_reference
from case_studies.vocabulary import Kind


def next_reference(session: Session, kind: Kind, year: int) -> str:
    """Return the next reference of a kind in a year. The row of the counter makes concurrent writers wait."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(ReferenceCounter).values(kind=kind, year=year, last=1)
    counted = statement.on_conflict_do_update(index_elements=["kind", "year"], set_={"last": ReferenceCounter.last + 1})
    number = session.scalars(counted.returning(ReferenceCounter.last)).one()
    return format_reference(kind, year, number)
