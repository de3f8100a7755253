"""Search results: hits, passages and facet counts."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.api.serializers import Json
from app.api.serializers.cases import serialize_published_case
from app.api.serializers.coded_values import serialize_coded_values
from app.api.serializers.submitters import serialize_submitter
from app.collation import by_name
from app.phrases.facets import value_labels
from app.phrases.markings import MARKS
from app.thing_urls import thing_url
from case_studies.operations.search.found import Found, FoundCase, FoundItem
from case_studies.operations.search.search import SearchPage
from case_studies.policy.release import ReleasedRevision
from case_studies.search.contract import Passage
from case_studies.search.facets import FACETS
from case_studies.taxonomy.catalogue import Vocabularies
from case_studies.unit_of_work import Session


def serialize_search_results(session: Session, page: SearchPage, vocabularies: Vocabularies) -> Json:
    """Return a page of results with its facets, the most frequent value first."""
    labels = value_labels(vocabularies)
    return {
        "items": [_serialize_hit(session, found) for found in page.items],
        "total": page.total,
        "page": page.page,
        "per_page": page.per_page,
        "facets": {facet: _serialize_counts(page.facets.get(facet, {}), labels[facet]) for facet in FACETS},
        "hints": [asdict(hint) for hint in page.hints],
        "corrections": [asdict(correction) for correction in page.corrections],
        "corrected": page.corrected,
        "offered": page.offered,
        "widened": [asdict(expansion) for expansion in page.widened],
    }


def serialize_passage(passage: Passage) -> Json:
    """Return a passage in parts; `found` marks the words that matched the query."""
    return {"section": passage.section, "parts": [{"text": text, "found": found} for text, found in passage.parts]}


def _serialize_counts(counts: Mapping[str, int], labels: Mapping[str, Any]) -> list[Json]:
    values = [{"id": code, "label": str(labels[code]), "count": count} for code, count in counts.items()]
    return sorted(values, key=lambda value: (-value["count"], by_name(value["label"])))


def _serialize_hit(session: Session, found: Found) -> Json:
    passages = {
        "kind": found.kind,
        "snippet": " ".join(passage.text for passage in found.passages),
        "highlights": [serialize_passage(passage) for passage in found.passages],
    }
    hit = _serialize_case(session, found.revision) if isinstance(found, FoundCase) else _serialize_item(found)
    return {**hit, **passages}


def _serialize_item(found: FoundItem) -> Json:
    item, owner = found.item, found.owner
    return {
        **{name: getattr(item, name) for name in ("state", "register", "audience", "attribution", "language")},
        "reference": found.reference,
        "title": found.title,
        "summary": found.summary,
        "url": thing_url(found.reference, external=True),
        "owner": serialize_submitter(owner) if owner is not None else None,
        "since": found.since.date(),
        "marking": MARKS[item.audience],
        "themes": serialize_coded_values((theme.id, theme.label) for theme in getattr(item, "themes", ())),
    }


def _serialize_case(session: Session, revision: ReleasedRevision) -> Json:
    return {
        **serialize_published_case(session, revision),
        "themes": serialize_coded_values((theme.id, theme.label) for theme in revision.themes),
        "host_states": serialize_coded_values((place.code, place.name) for place in revision.host_states),
        "operations": serialize_coded_values((operation.id, operation.name) for operation in revision.operations),
        "implemented_by": serialize_coded_values((place.code, place.name) for place in revision.implemented_by),
        "started": revision.started,
        "ended": revision.ended,
    }
