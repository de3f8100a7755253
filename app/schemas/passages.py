"""Passages of a case with marked words, as the API sends them."""

from marshmallow import Schema, fields

from app.schemas.output_fields import a_text, many, one_of
from case_studies.vocabulary import (
    Section,
)


class PassagePartSchema(Schema):
    """A piece of a passage; `found` says that it was asked for."""

    text = a_text()
    found = fields.Boolean(required=True)


class PassageSchema(Schema):
    """A passage that shows why a case was found."""

    section = one_of(Section)
    parts = many(PassagePartSchema)
