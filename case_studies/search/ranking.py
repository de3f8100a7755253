"""How much a word weighs where it stands, and how weights become a score: BM25F, in one place.

Weights are written into the index, so a change of `WEIGHTS` asks for a rebuild; the engine notices by itself.
"""

from collections.abc import Mapping, Sequence
from math import log

TITLE, LABELS, SUMMARY = "title", "labels", "summary"
OTHER = "other sections"
WEIGHTS = {TITLE: 6.0, SUMMARY: 3.0, LABELS: 2.0, OTHER: 1.0}
SATURATION = 1.2
"""BM25's k1: how soon one more occurrence stops counting."""
LENGTH_SHARE = 0.6
"""BM25's b: how far a long text must say a word more often."""

Scores = Mapping[int, float]
"""Document number to how well it answers."""


def section_weight(section: str) -> float:
    """Weight of a word in a section of a case."""
    return WEIGHTS.get(section, WEIGHTS[OTHER])


def rarity(found: int, total: int) -> float:
    """How much it says that something was found, by how few of all documents have it."""
    return log(1 + (total - found + 0.5) / (found + 0.5))


def score(weight: float, length: float) -> float:
    """How much a text is about something, by its weight there and the text's length over the average."""
    return weight * (SATURATION + 1) / (weight + SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length))


def all_of(groups: Sequence[Scores]) -> dict[int, float]:
    """Documents found by every group, with the sum of their scores."""
    first, *others = sorted(groups, key=len)
    return {
        document: sum(group[document] for group in groups)
        for document in first
        if all(document in group for group in others)
    }


def some_of(groups: Sequence[Scores]) -> dict[int, float]:
    """Documents found by any group; the fewer of the groups, the less the sum counts."""
    answer: dict[int, float] = {}
    matched: dict[int, int] = {}
    for group in groups:
        for document, score in group.items():
            answer[document] = answer.get(document, 0.0) + score
            matched[document] = matched.get(document, 0) + 1
    return {document: score * (matched[document] / len(groups)) ** 2 for document, score in answer.items()}
