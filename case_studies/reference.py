"""The reference of a case, such as CS-2026-0007: how it is formed and how it is recognized."""

REFERENCE_PATTERN = "CS-[0-9]{4}-[0-9]{4,9}"
"""A regular expression for a whole reference."""


def format_reference(year: int, number: int) -> str:
    """Return the reference of a year's case with this number."""
    return f"CS-{year}-{number:04d}"
