"""Published cases side by side, by the same rules as the page."""

from collections.abc import Iterable, Mapping

from app.access import open_to_all
from app.api.blueprint import ApiBlueprint, Token
from app.api.serializers import Json
from app.api.serializers.cases import serialize_case_link
from app.api.serializers.coded_values import serialize_coded_values
from app.current import current_platform
from app.identity import actor
from app.phrases.labels import EVIDENCE, LANGUAGES, STAGES
from app.schemas.comparison import CompareSchema, ComparisonSchema
from case_studies.operations.cases.comparison import FieldRow, SectionRow, check_two_cases, compare_cases
from case_studies.operations.cases.revision_diff import Value

area = ApiBlueprint("Comparing", "Published cases side by side.")
CLOSED: Mapping[str, Mapping[str, object]] = {"language": LANGUAGES, "stage": STAGES, "evidence": EVIDENCE}


@area.route("/compare")
@open_to_all
@area.arguments(CompareSchema, location="query")
@area.answers(
    200,
    ComparisonSchema,
    who="Everybody compares public cases; with a token, those for members too.",
    token=Token.OPTIONAL,
    refusals=(401, 422),
)
def read_comparison(values: Json) -> Json:
    """Compare two to four published cases.

    Field by field and section by section. A reference that is unknown and one that the caller may not read are refused
    alike.
    """
    with current_platform().work.reading() as session:
        found = compare_cases(session, actor(), values["case"])
        check_two_cases(found)
        references = [case.case.reference for case in found.cases]
        return {
            "cases": [
                {**serialize_case_link(case), "language": case.language, "audience": case.audience}
                for case in found.cases
            ],
            "fields": [_field(row, references) for row in found.fields],
            "sections": [_section(row, references) for row in found.sections],
        }


def _field(row: FieldRow, references: Iterable[str]) -> Json:
    cells = [
        {"reference": reference, "values": serialize_coded_values(_said(row.field, cell))}
        for reference, cell in zip(references, row.cells, strict=True)
    ]
    return {"field": row.field, "same": row.same, "cells": cells}


def _said(field: str, cell: Iterable[Value]) -> list[Value]:
    """Return a cell's values, those of closed lists as readers know them."""
    return [(code, str(CLOSED[field][code]) if field in CLOSED else name) for code, name in cell]


def _section(row: SectionRow, references: Iterable[str]) -> Json:
    texts = [{"reference": reference, "text": text} for reference, text in zip(references, row.texts, strict=True)]
    return {"section": row.section, "same": row.same, "texts": texts}
