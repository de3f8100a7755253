"""The vocabularies as one reading: labels by code, for lists, facets and forms."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Delegation, Initiative, Operation, Place, Theme


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """Code → label of each vocabulary, in reading order; `parents` says which theme stands under which."""

    themes: Mapping[str, str]
    parents: Mapping[str, str | None]
    places: Mapping[str, str]
    operations: Mapping[str, str]
    initiatives: Mapping[str, str]
    delegations: Mapping[str, str]


def load_vocabularies(session: Session) -> Vocabularies:
    """Read the vocabularies."""
    themes = session.execute(select(Theme.id, Theme.label, Theme.parent_id).order_by(Theme.position)).all()
    return Vocabularies(
        themes={row.id: row.label for row in themes},
        parents={row.id: row.parent_id for row in themes},
        places=_pairs(session, Place.code, Place.name),
        operations=_pairs(session, Operation.id, Operation.name),
        initiatives=_pairs(session, Initiative.id, Initiative.name),
        delegations=_pairs(session, Delegation.code, Delegation.name),
    )


def _pairs(session: Session, code: object, label: object) -> dict[str, str]:
    return dict(session.execute(select(code, label).order_by(label)).all())  # type: ignore[call-overload]
