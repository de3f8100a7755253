"""The public figures, as the API sends them."""

from marshmallow import Schema

from app.schemas.coded_values import CodedValueSchema
from app.schemas.output_fields import a_count, a_number, many


class CountedTopicSchema(CodedValueSchema):
    """A theme, host State or delegation, with the number of its cases."""

    cases = a_count("The number of cases.")


class YearCountSchema(Schema):
    """A year with the number of cases published in it."""

    year = a_number()
    cases = a_count("The number of cases.")


class FiguresSchema(Schema):
    """The cases that the caller may read, by classification. A case can have several themes and host States."""

    total = a_count("The number of cases.")
    themes = many(CountedTopicSchema)
    years = many(YearCountSchema)
    states = many(CountedTopicSchema)
    delegations = many(CountedTopicSchema)
