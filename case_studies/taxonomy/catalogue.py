"""The vocabularies with their labels, for lists, facets and forms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from case_studies.collation import collation_key
from case_studies.models import Delegation, Initiative, Operation, Place, Theme
from case_studies.models.taxonomy import VocabularyEntry

CODES: Mapping[str, InstrumentedAttribute[str]] = {
    "themes": Theme.id,
    "places": Place.code,
    "operations": Operation.id,
    "initiatives": Initiative.id,
    "delegations": Delegation.code,
}
"""The column that has the codes of each vocabulary."""
EDITABLE: Mapping[str, type[VocabularyEntry]] = {
    "themes": Theme,
    "operations": Operation,
    "initiatives": Initiative,
}
"""The vocabularies whose entries administrators edit."""


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """Code to label of each vocabulary: themes in reading order, all others by name.

    Retired entries are among them, because cases still have them. `parents` has the theme above each theme, or None.
    """

    themes: Mapping[str, str]
    parents: Mapping[str, str | None]
    places: Mapping[str, str]
    operations: Mapping[str, str]
    initiatives: Mapping[str, str]
    delegations: Mapping[str, str]
    merged: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Vocabulary to the codes of its merged entries, each with the code of the entry that stays."""

    def current(self, vocabulary: str, code: str) -> str:
        """Return the code that counts: that of the entry that stays, if this one was merged."""
        return self.merged.get(vocabulary, {}).get(code, code)


def load_vocabularies(session: Session, known: ColumnElement[bool] | None = None) -> Vocabularies:
    """Read all vocabularies, of the delegations those that are `known`; without a condition, all.

    Load them once for a request and hand them on.
    """
    query = select(Theme.id, Theme.label, Theme.parent_id).where(Theme.merged_into_id.is_(None))
    themes = session.execute(query.order_by(Theme.position)).all()
    return Vocabularies(
        themes={row.id: row.label for row in themes},
        parents={row.id: row.parent_id for row in themes},
        places=_pairs(session, Place.code, Place.name),
        operations=_pairs(session, Operation.id, Operation.name, Operation.merged_into_id.is_(None)),
        initiatives=_pairs(session, Initiative.id, Initiative.name, Initiative.merged_into_id.is_(None)),
        delegations=_pairs(session, Delegation.code, Delegation.name, known),
        merged={vocabulary: merged_codes(session, model) for vocabulary, model in EDITABLE.items()},
    )


def merged_codes(session: Session, model: type[VocabularyEntry]) -> dict[str, str]:
    """Return the codes of the merged entries of a vocabulary, each with the code of the entry that stays."""
    query = select(model.id, model.merged_into_id).where(model.merged_into_id.is_not(None))
    return {old: code for old, code in session.execute(query) if code is not None}


def has_code(session: Session, vocabulary: str, code: str) -> bool:
    """Return whether a vocabulary has a code that was not merged, without reading the whole vocabulary."""
    query = select(CODES[vocabulary]).where(CODES[vocabulary] == code)
    if vocabulary in EDITABLE:
        query = query.where(EDITABLE[vocabulary].merged_into_id.is_(None))
    return session.scalar(query) is not None


def _pairs(session: Session, code: Any, label: Any, condition: ColumnElement[bool] | None = None) -> dict[str, str]:
    rows = session.execute(select(code, label).where(true() if condition is None else condition)).all()
    return {row[0]: row[1] for row in sorted(rows, key=lambda row: collation_key(row[1]))}
