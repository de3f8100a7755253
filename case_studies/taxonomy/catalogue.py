"""The vocabularies with their labels, for lists, facets and forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from case_studies.collation import collation_key
from case_studies.models import Delegation, Initiative, Operation, Place, Theme

CODES: Mapping[str, InstrumentedAttribute[str]] = {
    "themes": Theme.id,
    "places": Place.code,
    "operations": Operation.id,
    "initiatives": Initiative.id,
    "delegations": Delegation.code,
}
"""The column that has the codes of each vocabulary."""


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """Code to label of each vocabulary: themes in reading order, all others by name.

    `parents` has the theme above each theme, or None.
    """

    themes: Mapping[str, str]
    parents: Mapping[str, str | None]
    places: Mapping[str, str]
    operations: Mapping[str, str]
    initiatives: Mapping[str, str]
    delegations: Mapping[str, str]


def load_vocabularies(session: Session, known: ColumnElement[bool] | None = None) -> Vocabularies:
    """Read all vocabularies, of the delegations those that are `known`; without a condition, all.

    Load them once for a request and hand them on.
    """
    themes = session.execute(select(Theme.id, Theme.label, Theme.parent_id).order_by(Theme.position)).all()
    return Vocabularies(
        themes={row.id: row.label for row in themes},
        parents={row.id: row.parent_id for row in themes},
        places=_pairs(session, Place.code, Place.name),
        operations=_pairs(session, Operation.id, Operation.name),
        initiatives=_pairs(session, Initiative.id, Initiative.name),
        delegations=_pairs(session, Delegation.code, Delegation.name, known),
    )


def has_code(session: Session, vocabulary: str, code: str) -> bool:
    """Return whether a vocabulary has a code, without reading the whole vocabulary."""
    column = CODES[vocabulary]
    return session.scalar(select(column).where(column == code)) is not None


def _pairs(session: Session, code: Any, label: Any, condition: ColumnElement[bool] | None = None) -> dict[str, str]:
    rows = session.execute(select(code, label).where(true() if condition is None else condition)).all()
    return {row[0]: row[1] for row in sorted(rows, key=lambda row: collation_key(row[1]))}
