"""How much a word counts by where it is, and how weights become a score: BM25F.

Weights are written into the index, so a change of `WEIGHTS` needs a rebuild. The signature of the index changes with
them.
"""

from collections.abc import Mapping
from math import log
from typing import TypeVar

import numpy as np

from case_studies.search.arrays import Array

TITLE, LABELS, SUMMARY = "title", "labels", "summary"
OTHER = "other sections"

# Beside each number: the mean nDCG@10 with other values, everything else unchanged, over the 106 judged queries for
# tuning. With the values below it is 0.908. A difference below 0.01 comes from one or two queries.
WEIGHTS: Mapping[str, float] = {TITLE: 6.0, SUMMARY: 2.5, LABELS: 2.0, OTHER: 1.0}
"""How often a word counts that occurs there once. Title 3: 0.900, 10: 0.908; summary 1.5: 0.907, 5: 0.898; labels 1:
0.897, 4: 0.903."""
SATURATION = 2.0
"""BM25's k1: how soon further occurrences stop counting. A word of a summary counts 2.5 times, so BM25's usual 1.2
stops too soon: on CISI it gives 0.382, 2.0 gives 0.401. On the judged queries 1.2 and 2: 0.915, 2.5: 0.911."""
LENGTH_SHARE = 0.6
"""BM25's b: how much more often a long text must have a word. 0.3: 0.907, 0.9: 0.907."""
EXPANSION_WEIGHT = 0.45
"""The weight of other names beside the words of the query. 0.3: 0.005 less; 0.6: 0.005 more, but then the best cases
with another name can come before cases that have the words of the query once, which must come first."""
NEAR_SHARE = 0.3
"""How much a score is raised by words that are near each other, in the order of the query. 0: 0.908, 0.5 and 1: 0.904;
queries that are questions profit from it."""
NEAR = 4
"""The largest distance in words that counts as near."""
ENOUGH = 5
"""If fewer cases have all the words, cases with some of them follow. 1: 0.03 less, 10: no difference."""
LEAST_SHARE = 0.8
"""Divided by the number of words: the share of the query, weighed by rarity, that a case with only some words must
have. A word that no case has is the rarest. 0.9: 0.025 less, and one more query without an answer finds nothing;
0.7: no difference."""
FOLLOWING_SHARE = 0.5
"""Like `LEAST_SHARE`, where other cases have all the words. 0.3: 0.001 more, with a longer tail; 0.8: 0.007 less."""
LARGEST_POWER = 2
"""How strongly the share of the words that a case has lowers its score, in a query of few words."""
FEW_WORDS = 4
"""In a longer query this power falls with the square of the length: no case has all the words of a sentence or of a
text that was pasted. Together with `SATURATION`, long texts 0.44 → 0.57, Cranfield 0.321 → 0.377, CISI 0.304 → 0.401,
and the judged queries 0.915 as before. No share at all: 0.911."""
UNCONFIRMED_SHARE = 0.95
"""What is left of the score of a case that was not confirmed for too long: the lowest that costs no judged query its
best case where the older half of the library is not confirmed. 1, 0.95: 0.915, 0.9: 0.911, 0.85: 0.905, 0.5: 0.900."""
SCORE_DECIMALS = 2
"""Scores that are equal to these decimals are ordered by evidence, then by date."""
EVIDENCE = ("self_reported", "confirmed_by_operation", "independent")
"""From the weakest to the strongest."""

Number = TypeVar("Number", float, Array)


def section_weight(section: str) -> float:
    """Return the weight of a word in a section of a case."""
    return WEIGHTS.get(section, WEIGHTS[OTHER])


def rarity(matching: int, total: int) -> float:
    """Return how much a match says (BM25's idf), by the number of matching documents among all."""
    return log(1 + (total - matching + 0.5) / (matching + 0.5))


def share_power(words: int) -> float:
    """Return the power of the share of a query that a case has, by the number of words of the query."""
    return min(LARGEST_POWER, (FEW_WORDS / words) ** 2)


def score(weight: Number, length: Number) -> Number:
    """Return BM25's score by the weight of a word in a text, and the text's length divided by the average."""
    return weight * (SATURATION + 1) / (weight + SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length))


def zero_scores(size: int) -> Array:
    """Return a score of 0 for each document."""
    return np.zeros(size, dtype=np.float32)
