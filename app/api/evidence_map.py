"""The evidence map, as JSON and as CSV."""

from collections.abc import Sequence
from typing import Any

from flask import Response

from app.access import View, open_to_all
from app.api.blueprint import ApiBlueprint, Token
from app.api.serializers import Json
from app.current import reading
from app.evidence_table import evidence_table
from app.identity import actor
from app.phrases.evidence_map import name_of
from app.schemas.evidence_map import EvidenceMapQuerySchema, EvidenceMapSchema
from case_studies.operations.topics.evidence_map import EvidenceMap, MapCell, evidence_map
from case_studies.operations.topics.map_columns import Columns, Heading

blueprint = ApiBlueprint("Evidence map", "How many cases there are on each theme, and what is missing.")

CALLERS = "Everybody counts public cases. With a token, members' cases too."
CSV = {"description": "The table.", "content": {"text/csv": {"schema": {"type": "string"}}}}


@blueprint.route("/evidence-map")
@open_to_all
@blueprint.arguments(EvidenceMapQuerySchema, location="query")
@blueprint.returns(200, EvidenceMapSchema, callers=CALLERS, token=Token.OPTIONAL, refusals=(401, 422))
def read_evidence_map(values: dict[str, Any]) -> Json:
    """Read the map of top themes by what was measured, by host State or by region.

    A small cell of a State with a case whose contributor is not named is counted in its region. A cell without a case
    has the gap `absolute`, unless nobody misses one there.
    """
    shown = _map(values)
    return {
        "rows": _headings(shown.rows),
        "columns": _headings(shown.columns),
        "cells": [_cell(cell) for cell in shown.cells],
    }


def _as_csv(view: View) -> View:
    described = blueprint.returns(200, {"type": "string"}, callers=CALLERS, token=Token.OPTIONAL, refusals=(401, 422))
    in_csv: View = blueprint.doc(responses={"200": CSV})(described(view))
    return in_csv


@blueprint.route("/evidence-map.csv")
@open_to_all
@blueprint.arguments(EvidenceMapQuerySchema, location="query")
@_as_csv
def read_evidence_map_as_csv(values: dict[str, Any]) -> Response:
    """Read the same as a table: a line for each cell."""
    return evidence_table(_map(values))


def _map(values: dict[str, Any]) -> EvidenceMap:
    with reading() as session:
        return evidence_map(session, actor(), Columns(values["columns"]))


def _headings(headings: Sequence[Heading]) -> list[Json]:
    return [{"id": heading.code, "label": name_of(heading)} for heading in headings]


def _cell(cell: MapCell) -> Json:
    return {
        "row": cell.row,
        "column": cell.column,
        "count": cell.count,
        "strongest": cell.strongest,
        "gap": next(iter(cell.gaps), None),
        "gaps": list(cell.gaps),
    }
