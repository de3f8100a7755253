"""What the API takes and sends when cases are compared."""

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields
from marshmallow.validate import Length

from app.schemas.coded_values import CodedValueSchema
from app.schemas.input_fields import Line, about
from app.schemas.output_fields import a_text, a_truth, many, one_of
from app.schemas.published_case import PublishedCaseSchema
from case_studies.operations.cases.comparison import COMPARED, MOST, MOST_REFERENCES
from case_studies.vocabulary import Section


class CompareSchema(Schema):
    """Which cases to compare."""

    case = fields.List(
        Line(longest=60),
        load_default=list,
        validate=Length(max=MOST_REFERENCES, error=_l("At most %(most)s references.", most=MOST_REFERENCES)),
        **about(f"The references of two to {MOST} published cases, each once."),
    )


class ComparedValuesSchema(Schema):
    """What one of the cases has in a field."""

    reference = a_text()
    values = many(CodedValueSchema)


class ComparedFieldSchema(Schema):
    """One field of all the cases."""

    field = one_of(COMPARED)
    same = a_truth("Whether all cases have the same values.")
    cells = many(ComparedValuesSchema)


class ComparedTextSchema(Schema):
    """What one of the cases says in a section."""

    reference = a_text()
    text = a_text()


class ComparedSectionSchema(Schema):
    """One section of all the cases."""

    section = one_of(Section)
    same = a_truth("Whether all cases have the same text.")
    texts = many(ComparedTextSchema)


# Cases in the order asked for; fields and sections that none of them has are left out. `fields` is taken in a class.
ComparisonSchema = Schema.from_dict(
    {
        "cases": many(PublishedCaseSchema),
        "fields": many(ComparedFieldSchema),
        "sections": many(ComparedSectionSchema),
    },
    name="Comparison",
)
