"""Codes with their labels."""

from collections.abc import Iterable

from app.api.serializers import Json


def serialize_coded_values(pairs: Iterable[tuple[str, str]]) -> list[Json]:
    """Return codes with their labels."""
    return [{"id": code, "label": str(label)} for code, label in pairs]
