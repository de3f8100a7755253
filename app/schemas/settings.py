"""The settings that an administrator changes."""

from marshmallow import Schema, fields

from app.schemas.input_fields import between
from case_studies.settings import CHANGEABLE


def _number(name: str) -> fields.Integer:
    return fields.Integer(required=True, validate=between(CHANGEABLE[name][0], CHANGEABLE[name][-1]))


SettingsSchema = Schema.from_dict({name: _number(name) for name in CHANGEABLE}, name="SettingsSchema")
EditionOfSettingsSchema = Schema.from_dict({"edition": fields.Integer(required=True)}, name="EditionOfSettingsSchema")
