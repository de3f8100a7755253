"""The messages for refused values: in plain words that can be translated, in place of marshmallow's own.

Importing this module sets them for all fields and schemas. The messages of a field are in lists, because marshmallow
takes a text that is translated later for a list of its letters.
"""

from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields

MESSAGES: dict[type[fields.Field[Any]], dict[str, Any]] = {
    fields.Field: {
        "required": [_l("This is missing.")],
        "null": [_l("This can't be empty.")],
        "validator_failed": [_l("This value is not accepted.")],
    },
    fields.String: {
        "invalid": [_l("Give a text.")],
        "invalid_utf8": [_l("This text is damaged. Send it as UTF-8.")],
    },
    fields.Number: {"invalid": [_l("Give a number.")], "too_large": [_l("This number is too large.")]},
    fields.Integer: {"invalid": [_l("Give a whole number.")]},
    fields.Float: {"special": [_l("Give a number.")]},
    fields.Boolean: {"invalid": [_l("Give true or false.")]},
    fields.Date: {"invalid": [_l("Give a day, such as 2027-03-31.")]},
    fields.DateTime: {"invalid": [_l("Give a time, such as 2027-03-31T14:05:00Z.")]},
    fields.Mapping: {"invalid": [_l("Give an object with named values.")]},
    fields.List: {"invalid": [_l("Give a list.")]},
    fields.Nested: {"type": [_l("Give an object with named values.")]},
}
SCHEMA_MESSAGES: dict[str, Any] = {
    "type": _l("Give an object with named values."),
    "unknown": _l("There is no such field."),
}


def _replace_defaults() -> None:
    for field, messages in MESSAGES.items():
        field.default_error_messages = {**field.default_error_messages, **messages}
    Schema.error_messages = SCHEMA_MESSAGES


_replace_defaults()
