"""The values that describe a situation: terrains, threats, kinds of unit and means; and cues in a text.

They are read from `data/situations.csv`. A value has names in six languages, the themes that are only about it, and the
concepts that share its names. The column `not` has words that only look like a name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from case_studies.taxonomy.places import read_rows
from case_studies.vocabulary import Language


class Aspect(StrEnum):
    """An aspect of a situation. The form and the API have a field for each."""

    HOST_STATE = "host_state"
    THREAT = "threat"
    TERRAIN = "terrain"
    UNIT = "unit"
    MEANS = "means"


class Cue(StrEnum):
    """A cue: what a sentence says about the value that it names."""

    NEED = "need"  # a condition
    LIMIT = "limit"  # a limit: where it fits less
    DENIAL = "denial"  # a negation
    UNSAID = "unsaid"  # a statement that something is not published


Names = tuple[tuple[str, str], ...]
"""Pairs of language and name; no language where a name is used in all."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of the data file: a value, or a cue."""

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
    """Return the values of each aspect by id, in reading order. States are not included."""
    listed = [Aspect.THREAT, Aspect.TERRAIN, Aspect.UNIT, Aspect.MEANS]
    return {aspect: {row.id: row for row in _rows() if row.kind == aspect} for aspect in listed}


@cache
def cues() -> tuple[Choice, ...]:
    """Return the cues of the data file: words that change what a sentence says about a value."""
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
