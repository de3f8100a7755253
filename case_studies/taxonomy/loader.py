"""Loads the vocabularies of the data files into the database: adds new rows, updates changed ones, deletes none.

Cases refer to the rows, so a row that is no longer in a file stays in the database. A concept of the thesaurus follows
the files until an administrator changes or retires it. Delegations of the files are added once; from then on they are
changed on the pages, and only their names follow the files.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from case_studies.db import Base
from case_studies.models import Concept, Delegation, DelegationContribution, Initiative, Operation, Place, Theme
from case_studies.taxonomy.concepts import Row, concepts
from case_studies.taxonomy.places import organization_codes, places, possible_delegations, read_rows
from case_studies.vocabulary import Contribution, Standing

STANDINGS = {"co-chair": Standing.CO_CHAIR, "member": Standing.MEMBER}
CONTRIBUTIONS = {
    "TCC": Contribution.TROOPS,
    "PCC": Contribution.POLICE,
    "FCC-major": Contribution.FUNDS,
    "HOST": Contribution.HOST,
}


def load_taxonomy(session: Session) -> dict[str, int]:
    """Load every vocabulary and the delegations whose membership is on record. Return how many of each."""
    counts = {}
    for name, rows in (
        ("themes", _themes()),
        ("places", _places()),
        ("operations", _operations()),
        ("initiatives", _initiatives()),
    ):
        counts[name] = sum(session.merge(row) is not None for row in rows)
        session.flush()
    counts["delegations"] = sum(_load_delegation(session, row) for row in _delegations())
    counts["concepts"] = _load_concepts(session)
    session.flush()
    return counts


def _load_concepts(session: Session) -> int:
    """Add and update concepts. Only real changes get a new edition, so that search does not load the others again."""
    # locked like a change by an administrator: search would miss one of two changes with the same edition
    present = select(Concept).order_by(Concept.id).with_for_update()
    known = {concept.id: concept for concept in session.scalars(present)}
    edition = (session.scalar(select(func.max(Concept.edition))) or 0) + 1
    rows = concepts()
    for row in rows:
        concept = known.get(row.id)
        if concept is None:
            session.add(Concept(id=row.id, edition=edition, **_written(row)))
        elif concept.changed_at is None and not concept.retired:
            _bring_up_to_date(concept, row, edition)
    return len(rows)


def _written(row: Row) -> dict[str, Any]:
    names = [list(name) for name in row.names]
    return {"facet": row.facet, "value": row.value, "names": names, "note": row.note}


def _bring_up_to_date(concept: Concept, row: Row, edition: int) -> None:
    written = _written(row)
    if written != {column: getattr(concept, column) for column in written}:
        for column, content in written.items():
            setattr(concept, column, content)
        concept.edition = edition


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


def delegation(code: str, standing: Standing, *, is_public: bool = False) -> Delegation:
    """Return a new delegation, with what the list of contributors says about it. Raises KeyError for other codes."""
    kind, name = possible_delegations()[code]
    roles = next((row["roles"] for row in read_rows("contributors") if code == _code(row)), "")
    return Delegation(
        code=code,
        name=name,
        kind=kind,
        standing=standing,
        is_public=is_public,
        contributions=[DelegationContribution(CONTRIBUTIONS[role]) for role in _split(roles) if role in CONTRIBUTIONS],
    )


def _code(row: dict[str, str]) -> str:
    return row["iso3"] or organization_codes()[row["name_en"]]


def _delegations() -> Iterator[Delegation]:
    """Yield the delegations whose membership is on public record."""
    for row in read_rows("contributors"):
        standing = STANDINGS.get(row["gof_safety_security"])
        if standing is not None:
            yield delegation(_code(row), standing, is_public=True)


def _load_delegation(session: Session, row: Delegation) -> bool:
    known = session.get(Delegation, row.code)
    if known is None:
        session.add(row)
        session.flush()
    else:
        known.name = row.name
    return True
