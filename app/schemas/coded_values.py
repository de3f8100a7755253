"""Codes of a vocabulary with their labels, as the API sends them."""

from marshmallow import Schema

from app.schemas.output_fields import a_number, a_text


class CodedValueSchema(Schema):
    """A code with its label."""

    id = a_text()
    label = a_text()


class CountedValueSchema(CodedValueSchema):
    """A value of a facet, with the number of matching cases under the filters of all other facets."""

    count = a_number()
