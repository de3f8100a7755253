"""The evidence map: how many cases there are on each theme, by what was measured or by place, and what is missing.

It is made of what the reader may read: numbers, evidence, gaps and delegations too.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.models import Theme
from case_studies.operations.topics.map_cases import (
    MapCase,
    map_cases,
    places_of,
    themes_with_practice,
    top_themes_of,
)
from case_studies.operations.topics.map_columns import GROUPING, Columns, Heading, headings, merged_into
from case_studies.operations.topics.map_gaps import Gap, gaps_of
from case_studies.policy.actor import Actor
from case_studies.vocabulary import Evidence


@dataclass(frozen=True, slots=True)
class MapCell:
    """How many cases a row and a column share, the strongest evidence among them, and what is missing."""

    row: str
    column: str
    count: int
    strongest: Evidence | None
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class EvidenceMap:
    """The map. A cell that could give away who contributed an unnamed case is left out; its region counts the case."""

    total: int
    kind: Columns
    rows: Sequence[Heading]
    columns: Sequence[Heading]
    cells: Sequence[MapCell]

    @cached_property
    def by_place(self) -> Mapping[tuple[str, str], MapCell]:
        """Row and column to the cell."""
        return {(cell.row, cell.column): cell for cell in self.cells}

    def with_gap(self, gap: Gap) -> list[MapCell]:
        """Return the cells that have a gap."""
        return [cell for cell in self.cells if gap in cell.gaps]


def evidence_map(session: Session, actor: Actor, columns: Columns) -> EvidenceMap:
    """Return the map of top themes by what was measured, host State or region, for a reader."""
    cases, links = map_cases(session, actor), top_themes_of(session, actor)
    places = [] if columns is Columns.MEASURE else places_of(session, actor)
    grouped = GROUPING[columns](cases, links, places)
    rows = _rows(session, {theme for _number, theme in links})
    shown = headings(session, columns, {column for _row, column in grouped})
    practices = themes_with_practice(session, actor)
    cells = [
        _cell(row.code, column, [cases[number] for number in grouped.get((row.code, column.code), ())], practices)
        for row in rows
        for column in shown
        if (row.code, column.code) in grouped or not _is_merged(columns, row.code, column.code, grouped)
    ]
    return EvidenceMap(len(cases), columns, rows, shown, cells)


def _rows(session: Session, used: Collection[str]) -> list[Heading]:
    """Return the top themes in reading order; of those that are retired, the ones with a case."""
    query = select(Theme).where(Theme.parent_id.is_(None), Theme.merged_into_id.is_(None)).order_by(Theme.position)
    return [Heading(row.id, row.label) for row in session.scalars(query) if row.id in used or not row.retired]


def _is_merged(columns: Columns, row: str, place: str, grouped: Collection[tuple[str, str]]) -> bool:
    """Whether a State without a number may have cases that are counted in its region."""
    return columns is Columns.HOST and (row, merged_into(place)) in grouped


def _cell(row: str, column: Heading, cases: Sequence[MapCase], practices: Collection[str]) -> MapCell:
    known = [case.evidence for case in cases if case.evidence is not None]
    return MapCell(
        row,
        column.code,
        len(cases),
        max(known, key=list(Evidence).index, default=None),
        gaps_of(cases, has_practice=row in practices, expects_cases=column.expects_cases),
    )
