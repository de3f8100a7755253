"""Published cases side by side, with the same rules as the page."""

from collections.abc import Iterable

from app.access import open_to_all
from app.api.blueprint import ApiBlueprint, Token
from app.api.serializers import Json
from app.api.serializers.cases import serialize_published_case
from app.api.serializers.coded_values import serialize_coded_values
from app.current import reading
from app.identity import actor
from app.phrases.labels import choice_labels
from app.schemas.comparison import CompareSchema, ComparisonSchema
from case_studies.models.vocabularies import CodedValue
from case_studies.operations.cases.comparison import FieldRow, SectionRow, check_two_cases, compare_cases

blueprint = ApiBlueprint("Comparison", "Comparing published cases.")


@blueprint.route("/compare")
@open_to_all
@blueprint.arguments(CompareSchema, location="query")
@blueprint.returns(
    200,
    ComparisonSchema,
    callers="Everybody compares public cases. With a token, members' cases too.",
    token=Token.OPTIONAL,
    refusals=(401, 422),
)
def compare(values: Json) -> Json:
    """Compare two to four published cases.

    Field by field and section by section. An unknown reference and a case that the caller may not read get the same
    refusal.
    """
    with reading() as session:
        comparison = compare_cases(session, actor(), values["case"])
        check_two_cases(comparison)
        references = [case.case.reference for case in comparison.cases]
        return {
            "cases": [serialize_published_case(session, case) for case in comparison.cases],
            "fields": [_serialize_field(row, references) for row in comparison.fields],
            "sections": [_serialize_section(row, references) for row in comparison.sections],
        }


def _serialize_field(row: FieldRow, references: Iterable[str]) -> Json:
    cells = [
        {"reference": reference, "values": serialize_coded_values(_values(row.field, cell))}
        for reference, cell in zip(references, row.cells, strict=True)
    ]
    return {"field": row.field, "same": row.same, "cells": cells}


def _values(field: str, cell: Iterable[CodedValue]) -> list[CodedValue]:
    """Return the values of a cell with their labels."""
    labels = choice_labels(field)
    return [(code, str(labels.get(code, name))) for code, name in cell]


def _serialize_section(row: SectionRow, references: Iterable[str]) -> Json:
    texts = [{"reference": reference, "text": text} for reference, text in zip(references, row.texts, strict=True)]
    return {"section": row.section, "same": row.same, "texts": texts}
