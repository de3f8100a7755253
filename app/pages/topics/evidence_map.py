"""The evidence map as a picture and as a table, and as CSV."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _

from app.access import may_enter, open_to_all
from app.current import reading
from app.evidence_table import evidence_table
from app.identity import actor
from app.phrases import evidence_map as phrases
from app.phrases import proposals as proposal_phrases
from app.schemas.evidence_map import EvidenceMapQuerySchema
from case_studies.operations.proposals.queries import latest_proposals
from case_studies.operations.topics.evidence_map import EvidenceMap, MapCell, evidence_map
from case_studies.operations.topics.map_columns import NOT_STATED, Columns, Heading
from case_studies.operations.topics.map_gaps import Gap
from case_studies.vocabulary import FoundKind

pages = Blueprint("evidence_map", __name__)

STEPS = (3, 10)
"""From these numbers of cases on, the square of a cell is larger."""
LISTED = (Gap.SYNTHESIS, Gap.ONE_SIDED, Gap.EVIDENCE)
"""The gaps that are listed below the map. The map itself shows where there is no case."""
ACTIONS = {"case": "edit.new", "practice": "practice_form.new", "issue": "issue_form.new"}
STUDY_FORM = "proposal_form.new"
CLOSED_BY = {
    Gap.ABSOLUTE: ("case", "issue"),
    Gap.SYNTHESIS: ("practice",),
    Gap.EVIDENCE: ("case", "issue"),
    Gap.ONE_SIDED: ("case", "issue"),
}
"""What closes a gap, the first choice first."""


@pages.get("/evidence-map")
@open_to_all
def evidence_map_page() -> str:
    """Show the map, or the same as a table."""
    with reading() as session:
        shown = evidence_map(session, actor(), _columns())
        proposals = latest_proposals(session, actor()) if actor().signed_in else []
    is_table = request.args.get("view") == "table"
    return render_template(
        "topics/evidence_table.html" if is_table else "topics/evidence_map.html",
        map=shown,
        names=phrases.names_of(shown),
        phrases=phrases,
        squares=Squares(shown),
        gaps=[(gap, rows) for gap in LISTED if (rows := _by_row(shown.with_gap(gap)))],
        absent=_by_row(shown.with_gap(Gap.ABSOLUTE)) if may_enter(STUDY_FORM) else [],
        proposals=proposals,
        proposal_phrases=proposal_phrases,
        columns=shown.kind,
        is_table=is_table,
    )


@pages.get("/evidence-map.csv")
@open_to_all
def evidence_map_csv() -> Response:
    """Return the same numbers as CSV."""
    with reading() as session:
        return evidence_table(evidence_map(session, actor(), _columns()))


def _columns() -> Columns:
    """Return the columns of an address; those that nobody knows are the usual ones."""
    known = EvidenceMapQuerySchema().validate(request.args) == {}
    return Columns(request.args.get("columns", Columns.MEASURE)) if known else Columns.MEASURE


def _by_row(cells: list[MapCell]) -> list[tuple[str, list[MapCell]]]:
    """Return cells by the theme that they are about."""
    return [(row, list(of_row)) for row, of_row in groupby(cells, key=attrgetter("row"))]


@dataclass(frozen=True, slots=True)
class Squares:
    """How the cells of a map are drawn, and where they lead to."""

    shown: EvidenceMap

    def size(self, cell: MapCell) -> int:
        """Return the step of a square, from 1 to 3."""
        return 1 + sum(cell.count >= step for step in STEPS)

    def search_url(self, cell: MapCell) -> str:
        """Return the search for the cases of a cell; empty where search has no such filter."""
        column = next(one for one in self.shown.columns if one.code == cell.column)
        filters = self._filter(column)
        return url_for("search.search", kind=FoundKind.CASE.value, theme=cell.row, **filters) if filters else ""

    def _filter(self, column: Heading) -> dict[str, Any]:
        if self.shown.kind is Columns.MEASURE:
            return {"measure": column.code} if column.code != NOT_STATED else {}
        return {"host_state": column.places}

    def actions(self, row: str, gap: Gap) -> list[tuple[str, str]]:
        """Return what the reader can do about a gap of a theme: words and address, the first choice first."""
        words = {"case": _("Write a case"), "practice": _("Propose a practice"), "issue": _("Post an issue")}
        open_to_reader = [name for name in CLOSED_BY[gap] if may_enter(ACTIONS[name])]
        return [(words[name], url_for(ACTIONS[name], theme=row)) for name in open_to_reader]

    def study_url(self, cell: MapCell) -> str:
        """Return the form of a study that would close a gap of a cell; empty if the reader may not propose one."""
        if not may_enter(STUDY_FORM):
            return ""
        name = "measure" if self.shown.kind is Columns.MEASURE else "place"
        column: dict[str, Any] = {name: cell.column if cell.column != NOT_STATED else None}
        return url_for(STUDY_FORM, theme=cell.row, **column)
