"""Names of facets and of their values, the same on pages, in the API and in the names of saved searches."""

from collections.abc import Mapping

from app.phrases.labels import LABELS_OF_LISTS
from case_studies.search.facets import FACETS
from case_studies.taxonomy.catalogue import Vocabularies

ValueLabels = Mapping[str, Mapping[str, object]]
"""Facet name to value to label."""


def value_labels(vocabularies: Vocabularies) -> ValueLabels:
    """Return the full names of all values."""
    return {
        name: LABELS_OF_LISTS[facet.closed_list] if facet.closed_list else facet.labels(vocabularies)
        for name, facet in FACETS.items()
    }


def short_value_labels(vocabularies: Vocabularies) -> ValueLabels:
    """Return the names by which readers know the values: operations by their acronyms."""
    short = {name: facet.short_labels(vocabularies) for name, facet in FACETS.items() if facet.is_known_by_code}
    return {**value_labels(vocabularies), **short}
