"""Accounts, as the API sends them."""

from marshmallow import Schema, fields

from app.schemas.coded_values import CodedValueSchema
from app.schemas.output_fields import a_text


class OfficeSchema(Schema):
    """An office of a delegation."""

    office = a_text()
    delegation = fields.Nested(CodedValueSchema, required=True)


class AccountSchema(OfficeSchema):
    """An office with its e-mail address."""

    email = a_text()
