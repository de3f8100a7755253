"""What a practitioner chooses to describe a situation: terrains, threats, kinds of unit, means; and cues of a text.

Read from `data/situations.csv`. A choice has names in six languages, the themes that are about nothing else, and the
concepts whose names it shares. Words that only look like a name stand in the column `not`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from case_studies.taxonomy.places import read_rows
from case_studies.vocabulary import Language


class Aspect(StrEnum):
    """One side of a situation; the form and the API have a field for each."""

    HOST_STATE = "host_state"
    THREAT = "threat"
    TERRAIN = "terrain"
    UNIT = "unit"
    MEANS = "means"


class Cue(StrEnum):
    """What else a sentence says that names something."""

    NEED = "need"  # it states a condition
    LIMIT = "limit"  # it says where something fits less
    DENIAL = "denial"  # it has a "not"
    UNSAID = "unsaid"  # it says that something is not published


Names = tuple[tuple[str, str], ...]
"""Pairs of language and name; no language where a name is used in all."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of the data: a value to choose, or a cue."""

    id: str
    kind: str
    label: str
    themes: frozenset[str]
    concepts: tuple[str, ...]
    names: Names
    look_alikes: tuple[str, ...]
    """Words and phrases that share a stem or a word with a name and mean something else."""


@cache
def choices() -> Mapping[Aspect, Mapping[str, Choice]]:
    """Return the values of each aspect by id, in reading order; States are not among them."""
    listed = [Aspect.THREAT, Aspect.TERRAIN, Aspect.UNIT, Aspect.MEANS]
    return {aspect: {row.id: row for row in _rows() if row.kind == aspect} for aspect in listed}


@cache
def cues() -> tuple[Choice, ...]:
    """Return the cues."""
    return tuple(row for row in _rows() if row.kind == "cue")


@cache
def _rows() -> tuple[Choice, ...]:
    return tuple(
        Choice(
            id=row["id"],
            kind=row["kind"],
            label=row["label"],
            themes=frozenset(_split(row["themes"])),
            concepts=_split(row["concepts"]),
            names=_names(row),
            look_alikes=_split(row["not"]),
        )
        for row in read_rows("situations")
    )


def _names(row: Mapping[str, str]) -> Names:
    own = [(language.value, name) for language in Language for name in _split(row[language.value])]
    return tuple(own + [("", name) for name in _split(row["any"])])


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
