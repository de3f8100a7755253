"""Passages of a case with marked words, as the API sends them."""

from marshmallow import Schema, fields

from app.schemas.output_fields import a_text, many, one_of
from case_studies.search.contract import FILES
from case_studies.search.sync.item_kinds import ITEM_SECTIONS
from case_studies.vocabulary import Section


class PassagePartSchema(Schema):
    """A part of a passage. `found` marks words that matched the query."""

    text = a_text()
    found = fields.Boolean(required=True)


class PassageSchema(Schema):
    """A passage that shows why something matched."""

    section = one_of((*Section, FILES, *ITEM_SECTIONS))
    parts = many(PassagePartSchema)
