"""Search results: hits, passages and facet counts."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.api.serializers import Json
from app.api.serializers.cases import serialize_published_case
from app.api.serializers.coded_values import serialize_coded_values
from app.collation import by_name
from app.phrases.facets import value_labels
from case_studies.operations.search.search import FoundCase, SearchPage
from case_studies.search.contract import Passage
from case_studies.search.facets import FACETS
from case_studies.taxonomy.catalogue import Vocabularies
from case_studies.unit_of_work import Session


def serialize_search_results(session: Session, page: SearchPage, vocabularies: Vocabularies) -> Json:
    """Return a page of results with its facets, the most frequent value first."""
    labels = value_labels(vocabularies)
    return {
        "items": [_serialize_hit(session, case) for case in page.items],
        "total": page.total,
        "page": page.page,
        "per_page": page.per_page,
        "facets": {facet: _serialize_counts(page.facets.get(facet, {}), labels[facet]) for facet in FACETS},
        "hints": [asdict(hint) for hint in page.hints],
        "corrections": [asdict(correction) for correction in page.corrections],
        "corrected": page.corrected,
        "widened": [asdict(expansion) for expansion in page.widened],
    }


def serialize_passage(passage: Passage) -> Json:
    """Return a passage in parts; `found` marks the words that matched the query."""
    return {"section": passage.section, "parts": [{"text": text, "found": found} for text, found in passage.parts]}


def _serialize_counts(counts: Mapping[str, int], labels: Mapping[str, Any]) -> list[Json]:
    values = [{"id": code, "label": str(labels[code]), "count": count} for code, count in counts.items()]
    return sorted(values, key=lambda value: (-value["count"], by_name(value["label"])))


def _serialize_hit(session: Session, case: FoundCase) -> Json:
    revision = case.revision
    return {
        **serialize_published_case(session, revision),
        "snippet": " ".join(passage.text for passage in case.passages),
        "highlights": [serialize_passage(passage) for passage in case.passages],
        "themes": serialize_coded_values((theme.id, theme.label) for theme in revision.themes),
        "host_states": serialize_coded_values((place.code, place.name) for place in revision.host_states),
        "operations": serialize_coded_values((operation.id, operation.name) for operation in revision.operations),
        "implemented_by": serialize_coded_values((place.code, place.name) for place in revision.implemented_by),
        "started": revision.started,
        "ended": revision.ended,
    }
