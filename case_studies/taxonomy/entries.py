"""The entries of the vocabularies: those in use and retired ones, without those that were merged into others.

Initiatives, places and delegations come in no order: the delivery sorts their names by the language of the page.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete
from case_studies.models import Delegation, Initiative, Operation, Place, Theme
from case_studies.vocabulary import Standing


def list_themes(session: Session) -> Sequence[Theme]:
    """Return the themes, each before its sub-themes."""
    return session.scalars(select(Theme).where(Theme.merged_into_id.is_(None)).order_by(Theme.position)).all()


def list_operations(session: Session) -> Sequence[Operation]:
    """Return the peace operations by their code."""
    return session.scalars(select(Operation).where(Operation.merged_into_id.is_(None)).order_by(Operation.id)).all()


def list_initiatives(session: Session) -> Sequence[Initiative]:
    """Return the initiatives, in no order."""
    return session.scalars(select(Initiative).where(Initiative.merged_into_id.is_(None))).all()


def list_places(session: Session) -> Sequence[Place]:
    """Return the States, areas and regions, in no order."""
    return session.scalars(select(Place)).all()


def list_delegations(session: Session) -> Sequence[Delegation]:
    """Return the delegations that take part or did, in no order."""
    return session.scalars(select(Delegation).where(Delegation.standing != Standing.APPLICANT)).all()


def chosen_entries(session: Session, kind: type[Any], codes: Collection[str], field: str) -> list[Any]:
    """Return the chosen entries. Raises Incomplete where there is none with a code, or where it is retired."""
    rows = session.scalars(select(kind).where(kind.id.in_(codes), kind.retired.is_(False))).all()
    if set(codes) - {row.id for row in rows}:
        raise Incomplete({field: [N_("Not a known value.")]})
    return list(rows)
