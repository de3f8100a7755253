"""The evidence map: what can be asked for, and how the API sends it."""

from marshmallow import EXCLUDE, Schema, fields

from app.schemas.coded_values import CodedValueSchema
from app.schemas.input_fields import OneOf, about
from app.schemas.output_fields import a_count, a_text, many, one_of
from case_studies.operations.topics.map_columns import Columns
from case_studies.operations.topics.map_gaps import Gap
from case_studies.vocabulary import Evidence

ROWS = "theme"


class EvidenceMapQuerySchema(Schema):
    """Which map. Its rows are top themes."""

    class Meta:
        unknown = EXCLUDE

    rows = OneOf((ROWS,), load_default=ROWS, **about("The rows."))
    columns = OneOf(Columns, load_default=Columns.MEASURE.value, **about("The columns."))


class MapCellSchema(Schema):
    """How many cases a row and a column share."""

    row = a_text("The id of a row.")
    column = a_text("The id of a column.")
    count = a_count("The number of cases.")
    strongest = one_of(Evidence, or_none=True)
    gap = one_of(Gap, or_none=True)
    gaps = fields.List(one_of(Gap), required=True, metadata={"description": "All that is missing; `gap` is the first."})


class EvidenceMapSchema(Schema):
    """The evidence map, made of what the caller may read."""

    rows = many(CodedValueSchema, "Top themes.")
    columns = many(CodedValueSchema, "What was measured, host States and areas, or regions.")
    cells = many(MapCellSchema, "Cells that could give away who contributed an unnamed case are left out.")
