"""Measures of search quality: a judged query, three measures of one answer, and their means.

Only numbers: no engine and no files. tests/evaluation/judged/README.md explains the grades.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log2
from statistics import fmean

FIRST_HITS = 10
"""How many hits nDCG looks at: what one sees without turning the page."""
ALL_HITS = 20
"""How many hits recall looks at, and the most that an engine is asked for."""
USEFUL = 2
"""The lowest grade that counts as success in the first place."""
BEST = 3


class JudgedSet(StrEnum):
    """Whether developers may look at a query while they work on the engine."""

    TUNED = "tuned"  # its single queries may be looked at
    HELD_OUT = "held_out"  # held out: only its means are shown, for the final figures


@dataclass(frozen=True, slots=True)
class Judged:
    """A query with its relevant cases: reference to grade, from 1 to 3. All other cases have grade 0."""

    id: str
    kind: str
    set: JudgedSet
    text: str
    grades: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Score:
    """The measures of one query, or the means of several, each from 0 to 1.

    If no case is relevant, nDCG and recall are None.
    """

    ndcg: float | None
    success: float
    recall: float | None


def score(judged: Judged, found: Sequence[str]) -> Score:
    """Measure the references found, best first. If no case is relevant, only an empty answer succeeds."""
    if not judged.grades:
        return Score(None, float(not found), None)
    return Score(ndcg(judged.grades, found), success(judged.grades, found), recall(judged.grades, found))


def ndcg(grades: Mapping[str, int], found: Sequence[str]) -> float:
    """Return the normalized discounted cumulative gain at 10; a grade g gains 2^g - 1."""
    ideal = _gain(sorted(grades.values(), reverse=True))
    return _gain([grades.get(reference, 0) for reference in found]) / ideal


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / log2(place + 1) for place, grade in enumerate(grades[:FIRST_HITS], 1))


def success(grades: Mapping[str, int], found: Sequence[str]) -> float:
    """Return 1 if the first hit is useful, else 0."""
    return float(bool(found) and grades.get(found[0], 0) >= USEFUL)


def recall(grades: Mapping[str, int], found: Sequence[str]) -> float:
    """Return the share of the relevant cases, of whatever grade, among the first 20 hits."""
    return len(grades.keys() & set(found[:ALL_HITS])) / len(grades)


def mean(scores: Iterable[Score]) -> Score:
    """Return the means; of nDCG and recall over the queries that have them."""
    every = list(scores)
    return Score(
        _mean_of_known([one.ndcg for one in every]),
        fmean(one.success for one in every),
        _mean_of_known([one.recall for one in every]),
    )


def _mean_of_known(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None
