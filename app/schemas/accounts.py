"""Accounts, as the API sends them."""

from marshmallow import Schema, fields

from app.schemas.coded_values import CodedValueSchema
from app.schemas.output_fields import a_text


class OfficeSchema(Schema):
    """An office of a delegation."""

    office = a_text()
    delegation = fields.Nested(CodedValueSchema, required=True)


class AccountSchema(OfficeSchema):
    """The office that was asked to review."""

    email = a_text()
