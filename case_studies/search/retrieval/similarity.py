"""How like a text is to the cases of an index: one number, the same measure for every text.

The text itself need not be in the index, and a stem counts without its language: names, figures and words that
languages share make a translation more like its original than anything else in another language.
"""

from collections.abc import Mapping
from math import sqrt
from typing import NamedTuple

from case_studies.search.contract import QueryDocument
from case_studies.search.relevance import TITLE, rarity, score
from case_studies.search.retrieval.more_like_this import Marks, marks_of, nearest, weigh
from case_studies.search.retrieval.snapshot import Snapshot

MARKS_SHARE = 0.25
"""How much of the likeness is shared classification; the rest is shared words."""
MOST_COMPARED = 12
"""Cases compared in full: those that come first by a few telling words and the classification."""


class Profile(NamedTuple):
    """What is compared of a text: its words and what it is classified under, each by how much it says."""

    words: Mapping[str, float]
    marks: Mapping[tuple[str, str], float]


def similarities(snapshot: Snapshot, text: QueryDocument, limit: int) -> list[tuple[str, float]]:
    """References of the cases most like a text, each with how like it is; none that shares nothing."""
    words = weigh([*text.sections.items(), (TITLE, text.title)], text.language)
    marks = {(name, value) for name, values in text.facets.items() for value in values}
    own = next(iter(snapshot.documents(text.reference)), None)
    given = _profile(snapshot, words, marks)
    rated = [
        (round(_likeness(given, _profile_of(snapshot, other)), 4), other)
        for other in nearest(snapshot, words, given.marks.keys(), MOST_COMPARED, but=own)
    ]
    rated.sort(key=lambda one: (-one[0], -snapshot.published[one[1]], snapshot.by_reference[one[1]]))
    return [(snapshot.card(other).reference, value) for value, other in rated if value][:limit]


def _profile_of(snapshot: Snapshot, document: int) -> Profile:
    """The profile of a case in the index."""
    card = snapshot.card(document)
    sections = [(section, text) for section, text, _ in snapshot.content(document).sections]
    return _profile(snapshot, weigh([*sections, (TITLE, card.title)], card.language), marks_of(snapshot, document))


def _profile(snapshot: Snapshot, words: Mapping[str, float], marks: Marks) -> Profile:
    """Rate words and marks by how few cases have them; the language itself says nothing of the matter."""
    total = snapshot.total
    rated: dict[str, float] = {}
    for term, weight in words.items():
        stem = term.partition(":")[2]
        rated[stem] = rated.get(stem, 0.0) + score(weight, 1.0) * rarity(snapshot.words.frequency(term), total)
    telling = {
        (name, value): rarity(_having(snapshot, name, value), total) for name, value in marks if name != "language"
    }
    return Profile(rated, telling)


def _having(snapshot: Snapshot, name: str, value: str) -> int:
    """In how many cases a value is."""
    return int(snapshot.mask(snapshot.facets.get(name, {}).get(value, 0)).sum())


def _likeness(one: Profile, other: Profile) -> float:
    """Say how like two texts are; where neither is classified, by their words alone."""
    words, marks = _cosine(one.words, other.words), _overlap(one.marks, other.marks)
    return words if marks is None else (1 - MARKS_SHARE) * words + MARKS_SHARE * marks


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The shared part of two texts' words, whatever their length."""
    shared = sum(one[stem] * other[stem] for stem in one.keys() & other.keys())
    lengths = sum(v * v for v in one.values()) * sum(v * v for v in other.values())
    return shared / sqrt(lengths) if lengths else 0.0


def _overlap(one: Mapping[tuple[str, str], float], other: Mapping[tuple[str, str], float]) -> float | None:
    """The shared part of two classifications; None where there is neither."""
    every = sum({**one, **other}.values())
    return sum(one[mark] for mark in one.keys() & other.keys()) / every if every else None
