"""Turning what the domain hands out into the values that the schemas in `app/schemas/answers.py` send."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from app.labels import EVIDENCE, LANGUAGES, STAGES
from app.schemas.search import FACETS
from case_studies.models import Account, Assignment, Case, HistoryEntry
from case_studies.operations.drafting import CODED, PLAIN
from case_studies.operations.reviewing import SeenReview
from case_studies.operations.searching import Found, SearchPage, facet_values
from case_studies.policy.actor import Actor
from case_studies.policy.visibility import Sight
from case_studies.taxonomy.catalogue import Catalogue
from case_studies.vocabulary import Section
from case_studies.workflow.engine import possible_actions

Told = dict[str, Any]


def page_of(reference: str) -> str:
    """Return the address of a case's page."""
    return url_for("case.case", reference=reference, _external=True)


def labelled(pairs: Iterable[tuple[str, str]]) -> list[Told]:
    """Return codes with their labels."""
    return [{"id": code, "label": str(label)} for code, label in pairs]


def tell_search(page: SearchPage, words: Catalogue) -> Told:
    """Tell a page of results with its facets, the most frequent value first."""
    labels = {**facet_values(words), "language": LANGUAGES, "stage": STAGES, "evidence": EVIDENCE}
    return {
        "items": [_found(found) for found in page.items],
        "total": page.total,
        "page": page.page,
        "per_page": page.per_page,
        "facets": {facet: _counted(page.facets.get(facet, {}), labels[facet]) for facet in FACETS},
    }


def _counted(counts: Mapping[str, int], labels: Mapping[str, Any]) -> list[Told]:
    values = [{"id": code, "label": str(labels[code]), "count": count} for code, count in counts.items()]
    return sorted(values, key=lambda value: (-value["count"], value["label"]))


def _found(found: Found) -> Told:
    revision = found.revision
    return {
        "reference": revision.case.reference,
        "title": revision.title,
        "url": page_of(revision.case.reference),
        "snippet": " ".join(passage.text for passage in found.passages),
        "highlights": [
            {"section": passage.section, "parts": [{"text": text, "found": hit} for text, hit in passage.parts]}
            for passage in found.passages
        ],
        "themes": labelled((theme.id, theme.label) for theme in revision.themes),
        "host_states": labelled((place.code, place.name) for place in revision.host_states),
        "operations": labelled((operation.id, operation.name) for operation in revision.operations),
        "implemented_by": labelled((place.code, place.name) for place in revision.implemented_by),
        "language": revision.language,
        "started": revision.started,
        "ended": revision.ended,
        "audience": revision.audience,
    }


def tell_case(session: Session, actor: Actor, case: Case, seen: Sight) -> Told:
    """Tell a case as the actor sees it. Who only reads what is published learns nothing of what is in the making."""
    revision = seen.revision
    readable = case.readable
    return {
        "reference": case.reference,
        "url": page_of(case.reference),
        "state": seen.state,
        "version": case.version if seen.inside and seen.revision.is_current else None,
        "revision": revision.number,
        "published_revision": readable.number if readable is not None else None,
        "actions": possible_actions(session, case, actor),
        "submitted_by": {"id": case.submitting_code, "label": case.submitting.name},
        "created_at": case.created_at,
        "published_at": revision.published_at,
        **{name: getattr(revision, name) for name in PLAIN},
        **{name: [getattr(row, key) for row in getattr(revision, name)] for name, (_, key) in CODED.items()},
        "sections": {section.value: revision.sections.get(section, "") for section in Section},
    }


def tell_assignment(assignment: Assignment) -> Told:
    """Tell an assignment to those who may know the reviewer."""
    return {
        "id": assignment.id,
        "state": assignment.state,
        "reference": assignment.revision.case.reference,
        "revision": assignment.revision.number,
        "reviewer": _reviewer(assignment.reviewer),
        "due_on": assignment.due_on,
        "invited_at": assignment.invited_at,
        "answered_at": assignment.answered_at,
        "note": assignment.answer_note,
    }


def tell_review(seen: SeenReview) -> Told:
    """Tell a review as one reader may see it."""
    review = seen.review
    return {
        "assignment": review.assignment_id if seen.reviewer is not None else None,
        "revision": seen.revision,
        "reviewer": _reviewer(seen.reviewer) if seen.reviewer is not None else None,
        "own": seen.own,
        "ratings": review.ratings,
        "recommendation": review.recommendation,
        "overall": review.overall,
        "remarks": {remark.section: remark.text for remark in review.remarks},
        "note_to_editors": seen.note_to_editors,
        "submitted_at": review.submitted_at,
    }


def tell_event(entry: HistoryEntry, *, inside: bool) -> Told:
    """Tell what happened; who did it and why is for those who take part."""
    return {
        "at": entry.at,
        "action": entry.action,
        "from_state": entry.from_state,
        "to_state": entry.to_state,
        "revision": entry.revision_number,
        "note": entry.note if inside else "",
        "by": _office(entry.account) if inside else None,
    }


def _office(account: Account) -> Told:
    delegation = {"id": account.delegation_code, "label": account.delegation.name}
    return {"office": account.office, "delegation": delegation}


def _reviewer(account: Account) -> Told:
    return {**_office(account), "email": account.email}
