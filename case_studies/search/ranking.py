"""How much a word weighs where it stands, and how weights become a score: BM25F, in one place.

Weights are written into the index, so a change of `WEIGHTS` asks for a rebuild; the engine notices by itself.
"""

from collections.abc import Mapping
from math import log
from typing import TypeVar

import numpy as np

from case_studies.search.pack import Array

TITLE, LABELS, SUMMARY = "title", "labels", "summary"
OTHER = "other sections"
WEIGHTS: Mapping[str, float] = {TITLE: 6.0, SUMMARY: 3.0, LABELS: 2.0, OTHER: 1.0}
SATURATION = 1.2
"""BM25's k1: how soon one more occurrence stops counting."""
LENGTH_SHARE = 0.6
"""BM25's b: how far a long text must say a word more often."""
WIDENED = 0.45
"""Other names beside the words typed. At this height the best of other names just stays below the words typed once."""
NEAR_SHARE = 0.3
"""How much words that stand near each other, as they were typed, add to a score."""
NEAR = 4
"""Words apart that count as near."""
ENOUGH = 5
"""Cases with all the words; where there are fewer, those with some follow them."""
LEAST_SHARE = 0.4
"""Of what the words tell, that a case with only some of them must have; what no case has tells most."""
FOLLOWING_SHARE = 0.66
"""The same where other cases have them all."""
FINEST = 2
"""Decimals of a score; what is equal to there is put in order by evidence, then by date."""
EVIDENCE = ("self_reported", "confirmed_by_operation", "independent")
"""From the weakest to the strongest."""

Number = TypeVar("Number", float, Array)


def section_weight(section: str) -> float:
    """Weight of a word in a section of a case."""
    return WEIGHTS.get(section, WEIGHTS[OTHER])


def rarity(found: int, total: int) -> float:
    """How much it says that something was found, by how few of all documents have it."""
    return log(1 + (total - found + 0.5) / (found + 0.5))


def score(weight: Number, length: Number) -> Number:
    """How much a text is about something, by its weight there and the text's length over the average."""
    return weight * (SATURATION + 1) / (weight + SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length))


def nothing(size: int) -> Array:
    """A score of nothing for each document."""
    return np.zeros(size, dtype=np.float32)
