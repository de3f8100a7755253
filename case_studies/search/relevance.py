"""How much a word weighs where it stands, and how weights become a score: BM25F, in one place.

Weights are written into the index, so a change of `WEIGHTS` asks for a rebuild; the engine notices by itself.
"""

from collections.abc import Mapping
from math import log
from typing import TypeVar

import numpy as np

from case_studies.search.store.array_file import Array

TITLE, LABELS, SUMMARY = "title", "labels", "summary"
OTHER = "other sections"

# Each number with the mean nDCG@10 that others gave in its place, all else as it stands: 106 judged queries, those that
# were looked at. With everything as it stands: 0.908. Differences below 0.01 are one query or two.
WEIGHTS: Mapping[str, float] = {TITLE: 6.0, SUMMARY: 2.5, LABELS: 2.0, OTHER: 1.0}
"""How often a word counts that stands there once. Title 3: 0.900, 10: 0.908; summary 1.5: 0.907, 5: 0.898; labels 1:
0.897, 4: 0.903."""
SATURATION = 1.2
"""BM25's k1: how soon one more occurrence stops counting. 0.8: 0.903, 2: 0.907."""
LENGTH_SHARE = 0.6
"""BM25's b: how far a long text must say a word more often. 0.3: 0.907, 0.9: 0.907."""
EXPANSION_WEIGHT = 0.45
"""Other names beside the words typed. 0.3: 0.005 less; 0.6: 0.005 more, but then the best of other names can pass the
words typed once, which are to come first."""
NEAR_SHARE = 0.3
"""How much words that stand near each other, as they were typed, add to a score. 0: 0.908, 0.5 and 1: 0.904; questions
gain by it."""
NEAR = 4
"""Words apart that count as near."""
ENOUGH = 5
"""Cases with all the words; where there are fewer, those with some follow them. 1: 0.03 less, 10: the same."""
LEAST_SHARE = 0.8
"""Over the number of words: the share of what they tell that a case with only some of them must have; a word that no
case has tells most. 0.9: 0.025 less, though one more of nine queries without an answer finds nothing; 0.7: the same."""
FOLLOWING_SHARE = 0.5
"""The same where other cases have all the words. 0.3: 0.001 more, with a longer tail; 0.8: 0.007 less."""
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


def zero_scores(size: int) -> Array:
    """A score of nothing for each document."""
    return np.zeros(size, dtype=np.float32)
