"""The shapes of what the API sends out: every field is always there, and says what it is for."""

from collections.abc import Iterable
from typing import Any

from marshmallow import Schema, fields


def a_text(about: str = "", **rest: Any) -> fields.String:
    """Return a field of text that is always there."""
    return fields.String(required=True, metadata={"description": about} if about else {}, **rest)


def a_number(about: str = "", **rest: Any) -> fields.Integer:
    """Return a field of a whole number that is always there."""
    return fields.Integer(required=True, metadata={"description": about} if about else {}, **rest)


def a_moment(about: str, **rest: Any) -> fields.DateTime:
    """Return a field of a moment, in UTC (RFC 3339)."""
    return fields.DateTime(format="iso", required=True, metadata={"description": about}, **rest)


def one_of(values: Iterable[str], *, or_none: bool = False) -> fields.String:
    """Return a field of one value of a closed list."""
    listed: list[str | None] = [str(value) for value in values]
    return fields.String(required=True, allow_none=or_none, metadata={"enum": [*listed, None] if or_none else listed})


def many(schema: type[Schema]) -> fields.List[Any]:
    """Return a field of a list of objects."""
    return fields.List(fields.Nested(schema), required=True)


def codes() -> fields.List[Any]:
    """Return a field of a list of codes."""
    return fields.List(fields.String(), required=True)
