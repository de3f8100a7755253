"""The shapes of what the API sends out: every field is always there, and says what it is for."""

from collections.abc import Iterable
from typing import Any

from marshmallow import Schema, fields


def _told(about: str, **limits: int) -> dict[str, Any]:
    """Return what the contract says of a field: what it is for, and its limits where it has any."""
    return {"description": about, **limits} if about else limits


def a_text(about: str = "", **rest: Any) -> fields.String:
    """Return a field of text that is always there."""
    return fields.String(required=True, metadata=_told(about), **rest)


def a_number(about: str = "", **rest: Any) -> fields.Integer:
    """Return a field of a whole number that is always there."""
    return fields.Integer(required=True, metadata=_told(about), **rest)


def a_count(about: str) -> fields.Integer:
    """Return a field of how many there are."""
    return fields.Integer(required=True, metadata=_told(about, minimum=0))


def a_measure(about: str, *, or_none: bool = False, **limits: int) -> fields.Float:
    """Return a field of a number with decimals; its `minimum` and `maximum` are told where it has them."""
    return fields.Float(required=True, allow_none=or_none, metadata=_told(about, **limits))


def a_truth(about: str) -> fields.Boolean:
    """Return a field of true or false."""
    return fields.Boolean(required=True, metadata=_told(about))


def a_moment(about: str = "", **rest: Any) -> fields.DateTime:
    """Return a field of a moment, in UTC (RFC 3339)."""
    return fields.DateTime(format="iso", required=True, metadata=_told(about), **rest)


def a_day(about: str = "", **rest: Any) -> fields.Date:
    """Return a field of a day."""
    return fields.Date(required=True, metadata=_told(about), **rest)


def one_of(values: Iterable[str], *, or_none: bool = False) -> fields.String:
    """Return a field of one value of a closed list."""
    listed: list[str | None] = [str(value) for value in values]
    return fields.String(required=True, allow_none=or_none, metadata={"enum": [*listed, None] if or_none else listed})


def many(schema: type[Schema], about: str = "") -> fields.List[Any]:
    """Return a field of a list of objects."""
    return fields.List(fields.Nested(schema), required=True, metadata=_told(about))


def codes() -> fields.List[Any]:
    """Return a field of a list of codes."""
    return fields.List(fields.String(), required=True)
