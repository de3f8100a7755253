"""Loads the vocabularies of the data files into the database: adds new rows, updates changed ones, deletes none.

Cases refer to the rows, so a row that is no longer in a file stays in the database. A theme, operation, initiative or
concept of the thesaurus follows the files until an administrator changes, retires or merges it. Where the files name a
merged entry, the entry that stays is taken. The order of the themes follows the files until an administrator adds or
moves a theme; from then on, new themes come last. Delegations of the files are added once; from then on they are
changed on the pages, and only their names follow the files.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from case_studies.db import Base
from case_studies.models import Concept, Delegation, DelegationContribution, Initiative, Operation, Place, Theme
from case_studies.models.taxonomy import VocabularyEntry
from case_studies.taxonomy.catalogue import EDITABLE, merged_codes
from case_studies.taxonomy.concepts import Row, concepts
from case_studies.taxonomy.places import organization_codes, places, possible_delegations, read_rows
from case_studies.taxonomy.theme_order import order_themes
from case_studies.vocabulary import Contribution, Standing

STANDINGS = {"co-chair": Standing.CO_CHAIR, "member": Standing.MEMBER}
CONTRIBUTIONS = {
    "TCC": Contribution.TROOPS,
    "PCC": Contribution.POLICE,
    "FCC-major": Contribution.FUNDS,
    "HOST": Contribution.HOST,
}

DELIVERED: Mapping[type[VocabularyEntry], tuple[str, ...]] = {
    Theme: ("parent_id", "label", "scope_note", "synonyms", "position"),
    Operation: ("name", "category", "started", "ended", "host_states"),
    Initiative: ("name", "year", "kind", "themes"),
}
"""The columns that follow the data files."""
VOCABULARIES = {"theme": "themes", "operation": "operations", "initiative": "initiatives"}
"""The facet of a concept to the vocabulary of its value."""
LAST = 1_000_000
"""A position after all themes."""


def load_taxonomy(session: Session) -> dict[str, int]:
    """Load every vocabulary and the delegations whose membership is on record. Return how many of each."""
    current = _Current(session)
    counts = {
        "themes": _load_themes(session, current),
        "places": sum(session.merge(row) is not None for row in _places()),
        "operations": _load_entries(session, _operations()),
        "initiatives": _load_entries(session, _initiatives(current)),
    }
    session.flush()
    counts["delegations"] = sum(_load_delegation(session, row) for row in _delegations())
    counts["concepts"] = _load_concepts(session, current)
    session.flush()
    return counts


class _Current:
    """The code that counts for each code of the files: that of the entry that stays, if an entry was merged."""

    def __init__(self, session: Session) -> None:
        self.merged = {vocabulary: merged_codes(session, model) for vocabulary, model in EDITABLE.items()}
        self.parents = dict(session.execute(select(Theme.id, Theme.parent_id)).all())

    def code(self, vocabulary: str, code: str) -> str:
        return self.merged.get(vocabulary, {}).get(code, code)

    def top_theme(self, code: str) -> str:
        """Return the theme that can be above another one."""
        current = self.code("themes", code)
        return self.parents.get(current) or current


def _load_themes(session: Session, current: _Current) -> int:
    is_ordered_here = session.scalar(select(Theme.id).where(Theme.placed_by_hand.is_(True)).limit(1)) is not None
    if not is_ordered_here:
        return _load_entries(session, _themes(current))
    count = _load_entries(session, _themes(current, first=LAST), keep=("position",))
    order_themes(session)
    return count


def _load_entries(session: Session, rows: Iterable[VocabularyEntry], keep: tuple[str, ...] = ()) -> int:
    """Add new entries and update those that no administrator changed, except the columns to keep. Return how many."""
    count = 0
    for row in rows:
        known = session.get(type(row), row.id)
        if known is None:
            session.add(row)
        elif known.changed_at is None:
            for column in DELIVERED[type(row)]:
                if column not in keep:
                    setattr(known, column, getattr(row, column))
        session.flush()
        count += 1
    return count


def _load_concepts(session: Session, current: _Current) -> int:
    """Add and update concepts. Only real changes get a new edition, so that search does not load the others again."""
    # locked like a change by an administrator: search would miss one of two changes with the same edition
    present = select(Concept).order_by(Concept.id).with_for_update()
    known = {concept.id: concept for concept in session.scalars(present)}
    edition = (session.scalar(select(func.max(Concept.edition))) or 0) + 1
    rows = concepts()
    for row in rows:
        concept = known.get(row.id)
        if concept is None:
            session.add(Concept(id=row.id, edition=edition, **_written(row, current)))
        elif concept.changed_at is None and not concept.retired:
            _bring_up_to_date(concept, _written(row, current), edition)
    return len(rows)


def _written(row: Row, current: _Current) -> dict[str, Any]:
    names = [list(name) for name in row.names]
    value = row.value and current.code(VOCABULARIES.get(row.facet or "", ""), row.value)
    return {"facet": row.facet, "value": value, "names": names, "note": row.note}


def _bring_up_to_date(concept: Concept, written: dict[str, Any], edition: int) -> None:
    if written != {column: getattr(concept, column) for column in written}:
        for column, content in written.items():
            setattr(concept, column, content)
        concept.edition = edition


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _year(text: str) -> int | None:
    return int(text) if text.strip() else None


def _themes(current: _Current, first: int = 0) -> Iterator[Theme]:
    for position, row in enumerate(read_rows("themes"), first):
        yield Theme(
            id=row["id"],
            parent_id=current.top_theme(row["parent_id"]) if row["parent_id"] else None,
            label=row["label_en"],
            scope_note=row["scope_note"],
            synonyms=_split(row["synonyms"]),
            position=position,
        )


def _places() -> Iterator[Base]:
    for code, (kind, name) in places().items():
        yield Place(code=code, kind=kind, name=name)


def _operations() -> Iterator[Operation]:
    for row in read_rows("operations"):
        yield Operation(
            id=row["acronym"],
            name=row["name_en"],
            category=row["category"],
            started=int(row["start_year"]),
            ended=_year(row["end_year"]),
            host_states=_split(row["host_states"]),
        )


def _initiatives(current: _Current) -> Iterator[Initiative]:
    for row in read_rows("initiatives"):
        yield Initiative(
            id=row["id"],
            name=row["name"],
            year=_year(row["year"]),
            kind=row["kind"],
            themes=list(dict.fromkeys(current.code("themes", code) for code in _split(row["theme_ids"]))),
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
