"""The evidence map as a table for spreadsheets, the same for its page and the API."""

from flask import Response
from flask_babel import gettext as _

from app.csv_export import csv_response
from app.phrases.evidence_map import COLUMNS, STRENGTHS, gap_names, names_of
from case_studies.operations.topics.evidence_map import EvidenceMap


def evidence_table(shown: EvidenceMap) -> Response:
    """Return a line for each cell of the map."""
    names = names_of(shown)
    header = (
        *(_("Theme"), _("Code of the theme")),
        *(str(COLUMNS[shown.kind]), _("Code of the column")),
        *(_("Cases"), _("Strongest evidence"), _("Missing")),
    )
    lines = (
        (
            *(names[cell.row], cell.row, names[cell.column], cell.column, cell.count),
            str(STRENGTHS[cell.strongest]) if cell.count else "",
            "; ".join(gap_names(cell)),
        )
        for cell in shown.cells
    )
    return csv_response(f"casebook-evidence-map-{shown.kind}.csv", header, lines)
