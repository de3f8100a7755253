"""How similar a text is to the cases of an index: one number, which can be compared between texts.

The text need not be in the index. Stems are compared without their language, so names, figures and words that languages
share make a translation more similar to its original than to other cases.
"""

from collections.abc import Mapping
from math import sqrt
from typing import NamedTuple

from case_studies.search.contract import QueryDocument
from case_studies.search.facets import KIND
from case_studies.search.relevance import TITLE, rarity, score
from case_studies.search.retrieval.more_like_this import (
    FacetValues,
    facet_values_of,
    is_about_content,
    nearest,
    weigh_terms,
)
from case_studies.search.retrieval.snapshot import Snapshot

FACET_SHARE = 0.25
"""The share of shared facet values in the similarity; the rest is shared words."""
MOST_COMPARED = 12
"""Cases that are compared in full: the nearest ones by their most important terms and their facet values."""


class Profile(NamedTuple):
    """What is compared of a text: its stems and its facet values, each with its importance."""

    stems: Mapping[str, float]
    facet_values: Mapping[tuple[str, str], float]


def similarities(snapshot: Snapshot, text: QueryDocument, limit: int) -> list[tuple[str, float]]:
    """Return the references of what is most similar to a text of its kind, with the similarity above 0."""
    snapshot = snapshot.of_kind(text.facets.get(KIND.name, ()))
    weights = weigh_terms([*text.sections.items(), (TITLE, text.title)], text.language)
    facet_values = {(name, value) for name, values in text.facets.items() if is_about_content(name) for value in values}
    own_case = next(iter(snapshot.documents(text.reference)), None)
    profile = _profile(snapshot, weights, facet_values)
    compared = [
        (round(_similarity(profile, _profile_of(snapshot, other)), 4), other)
        for other in nearest(snapshot, weights, profile.facet_values.keys(), MOST_COMPARED, excluded=own_case)
    ]
    compared.sort(key=lambda one: (-one[0], -snapshot.published[one[1]], snapshot.reference_rank[one[1]]))
    return [(snapshot.stored_fields(other).reference, value) for value, other in compared if value][:limit]


def _profile_of(snapshot: Snapshot, document: int) -> Profile:
    """Return the profile of a case in the index."""
    fields = snapshot.stored_fields(document)
    sections = [(section, text) for section, text, _ in snapshot.stored_text(document).sections]
    weights = weigh_terms([*sections, (TITLE, fields.title)], fields.language)
    return _profile(snapshot, weights, facet_values_of(snapshot, document))


def _profile(snapshot: Snapshot, weights: Mapping[str, float], facet_values: FacetValues) -> Profile:
    """Weigh terms and facet values by how few cases have them. The language of a case does not count."""
    total = snapshot.total
    stems: dict[str, float] = {}
    for term, weight in weights.items():
        stem = term.partition(":")[2]
        importance = score(weight, 1.0) * rarity(snapshot.postings.frequency(term), total)
        stems[stem] = stems.get(stem, 0.0) + importance
    rarities = {
        (name, value): rarity(int(snapshot.facet_mask(name, value).sum()), total)
        for name, value in facet_values
        if name != "language"
    }
    return Profile(stems, rarities)


def _similarity(one: Profile, other: Profile) -> float:
    """Return the similarity of two texts; by their words alone if neither is classified."""
    by_words = _cosine(one.stems, other.stems)
    by_facets = _overlap(one.facet_values, other.facet_values)
    return by_words if by_facets is None else (1 - FACET_SHARE) * by_words + FACET_SHARE * by_facets


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the cosine of two texts' stems, which does not depend on their lengths."""
    shared = sum(one[stem] * other[stem] for stem in one.keys() & other.keys())
    lengths = sum(v * v for v in one.values()) * sum(v * v for v in other.values())
    return shared / sqrt(lengths) if lengths else 0.0


def _overlap(one: Mapping[tuple[str, str], float], other: Mapping[tuple[str, str], float]) -> float | None:
    """Return which share of two classifications is the same, or None if both are empty."""
    total = sum({**one, **other}.values())
    return sum(one[value] for value in one.keys() & other.keys()) / total if total else None
