"""Brings the vocabularies of the data files into the database: adds what is new, renames what changed, drops nothing.

What a case names must stay; so a row that left a file stays in the database.
"""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from case_studies.db import Base
from case_studies.models import Delegation, Initiative, Operation, Place, Theme
from case_studies.taxonomy.places import places, read_rows
from case_studies.vocabulary import Contribution, DelegationKind, Standing

STANDINGS = {"co-chair": Standing.CO_CHAIR, "member": Standing.MEMBER}
CONTRIBUTIONS = {
    "TCC": Contribution.TROOPS,
    "PCC": Contribution.POLICE,
    "FCC-major": Contribution.FUNDS,
    "HOST": Contribution.HOST,
}
ORGANIZATION_CODES = {"League of Arab States": "LAS", "African Union": "AU", "European Union": "EU"}


def load(session: Session) -> dict[str, int]:
    """Load every vocabulary and the delegations whose membership is on record. Return how many of each."""
    counts = {}
    for name, rows in (
        ("themes", _themes()),
        ("places", _places()),
        ("operations", _operations()),
        ("initiatives", _initiatives()),
        ("delegations", _delegations()),
    ):
        counts[name] = sum(session.merge(row) is not None for row in rows)
        session.flush()
    return counts


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _year(text: str) -> int | None:
    return int(text) if text.strip() else None


def _themes() -> Iterator[Base]:
    for position, row in enumerate(read_rows("themes")):
        yield Theme(
            id=row["id"],
            parent_id=row["parent_id"] or None,
            label=row["label_en"],
            scope_note=row["scope_note"],
            synonyms=_split(row["synonyms"]),
            position=position,
        )


def _places() -> Iterator[Base]:
    for code, (kind, name) in places().items():
        yield Place(code=code, kind=kind, name=name)


def _operations() -> Iterator[Base]:
    for row in read_rows("operations"):
        yield Operation(
            id=row["acronym"],
            name=row["name_en"],
            category=row["category"],
            started=int(row["start_year"]),
            ended=_year(row["end_year"]),
            host_states=_split(row["host_states"]),
        )


def _initiatives() -> Iterator[Base]:
    for row in read_rows("initiatives"):
        yield Initiative(
            id=row["id"],
            name=row["name"],
            year=_year(row["year"]),
            kind=row["kind"],
            themes=_split(row["theme_ids"]),
        )


def contributor(code: str) -> dict[str, str]:
    """Return the row of a State or organization in the list of contributors. Raises KeyError for an unknown code."""
    for row in read_rows("contributors"):
        if code == (row["iso3"] or ORGANIZATION_CODES[row["name_en"]]):
            return row
    raise KeyError(code)


def delegation(code: str, standing: Standing) -> Delegation:
    """Return the delegation of a State or organization in the list of contributors."""
    row = contributor(code)
    return Delegation(
        code=code,
        name=row["name_en"],
        kind=DelegationKind.STATE if row["iso3"] else DelegationKind.ORGANIZATION,
        standing=standing,
        contributions=[CONTRIBUTIONS[role] for role in _split(row["roles"]) if role in CONTRIBUTIONS],
    )


def _delegations() -> Iterator[Base]:
    for row in read_rows("contributors"):
        standing = STANDINGS.get(row["gof_safety_security"])
        if standing is not None:
            yield delegation(row["iso3"] or ORGANIZATION_CODES[row["name_en"]], standing)
