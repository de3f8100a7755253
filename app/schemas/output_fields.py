"""Fields for output. Every field is always present; `description` goes into the OpenAPI document."""

from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import Schema, fields


def _metadata(description: str, **limits: int) -> dict[str, Any]:
    return {"description": description, **limits} if description else limits


def a_text(description: str = "", **rest: Any) -> fields.String:
    """Return a field for text."""
    return fields.String(required=True, metadata=_metadata(description), **rest)


def a_number(description: str = "", **rest: Any) -> fields.Integer:
    """Return a field for a whole number."""
    return fields.Integer(required=True, metadata=_metadata(description), **rest)


def a_count(description: str) -> fields.Integer:
    """Return a field for a count, from 0."""
    return fields.Integer(required=True, metadata=_metadata(description, minimum=0))


def a_measure(description: str, *, or_none: bool = False, **limits: int) -> fields.Float:
    """Return a field for a number with decimals. `limits` are `minimum` and `maximum`."""
    return fields.Float(required=True, allow_none=or_none, metadata=_metadata(description, **limits))


def a_truth(description: str, **rest: Any) -> fields.Boolean:
    """Return a field for true or false."""
    return fields.Boolean(required=True, metadata=_metadata(description), **rest)


def a_moment(description: str = "", **rest: Any) -> fields.DateTime:
    """Return a field for a point in time, in UTC (RFC 3339)."""
    return fields.DateTime(format="iso", required=True, metadata=_metadata(description), **rest)


def a_day(description: str = "", **rest: Any) -> fields.Date:
    """Return a field for a day."""
    return fields.Date(required=True, metadata=_metadata(description), **rest)


def one_of(values: Iterable[str], *, or_none: bool = False, **rest: Any) -> fields.String:
    """Return a field for one value of a closed list."""
    allowed: list[str | None] = [*(str(value) for value in values), *([None] if or_none else [])]
    return fields.String(required=True, allow_none=or_none, metadata={"enum": allowed}, **rest)


def many(schema: type[Schema], description: str = "") -> fields.List[Any]:
    """Return a field for a list of objects."""
    return fields.List(fields.Nested(schema), required=True, metadata=_metadata(description))


def codes(description: str = "") -> fields.List[Any]:
    """Return a field for a list of codes or texts."""
    return fields.List(fields.String(), required=True, metadata=_metadata(description))


class ByKind(fields.Field[Any]):
    """An object whose `kind` says which schema it has."""

    def __init__(self, schemas: Mapping[str, type[Schema]], **rest: Any) -> None:
        self.schemas = schemas
        super().__init__(**rest)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return self.schemas[value["kind"]]().dump(value)


def describe_by_kind(converter: Any, field: fields.Field[Any], **_rest: Any) -> dict[str, Any]:
    """Return the OpenAPI description of a field with several schemas."""
    if not isinstance(field, ByKind):
        return {}
    return {"anyOf": [converter.resolve_nested_schema(schema) for schema in dict.fromkeys(field.schemas.values())]}
