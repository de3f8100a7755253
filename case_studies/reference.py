"""The reference of a thing, such as CS-2026-0007: how it is formed and how it is recognized."""

import re

from case_studies.vocabulary import FoundKind, Kind

PREFIXES: dict[Kind, str] = {
    Kind.CASE: "CS",
    Kind.ISSUE: "DI",
    Kind.ADOPTION: "AD",
    Kind.PRACTICE: "GP",
    Kind.THREAD: "TH",
    Kind.EVENT: "EV",
    Kind.STUDY: "ST",
    Kind.PROPOSAL: "SP",
    Kind.TEXT: "JT",
    Kind.OFFER: "OF",
    Kind.REQUEST: "RQ",
    Kind.MATCH: "MT",
    Kind.COLLECTION: "CO",
}


def reference_pattern(kind: Kind) -> str:
    """Return a regular expression for a whole reference of a kind."""
    return f"{PREFIXES[kind]}-[0-9]{{4}}-[0-9]{{4,9}}"


REFERENCE_PATTERN = reference_pattern(Kind.CASE)


def format_reference(kind: Kind, year: int, number: int) -> str:
    """Return the reference of a year's thing with this number."""
    return f"{PREFIXES[kind]}-{year}-{number:04d}"


def kind_of(reference: str) -> Kind | None:
    """Return the kind of thing that a reference names, or None if it is no reference."""
    return next((kind for kind in PREFIXES if re.fullmatch(reference_pattern(kind), reference)), None)


def found_kind_of(reference: str) -> FoundKind | None:
    """Return the kind of thing that a reference names, if search finds such things."""
    kind = kind_of(reference)
    return next((found for found in FoundKind if found.value == kind), None)
