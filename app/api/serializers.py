"""Turning what the domain hands out into the values that the schemas in `app/schemas/answers.py` send."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from app.phrases.labels import EVIDENCE, LANGUAGES, STAGES
from app.schemas.search import FACETS
from case_studies.models import Account, Assignment, Case, HistoryEntry, Revision
from case_studies.operations.cases.editing import CODED, PLAIN
from case_studies.operations.review.assignments import ASSIGNABLE
from case_studies.operations.review.review_access import VisibleRemark, VisibleReview
from case_studies.operations.search.search import FoundCase, SearchPage, facet_values
from case_studies.policy.actor import Actor
from case_studies.policy.visibility import CaseView
from case_studies.search.contract import Passage
from case_studies.taxonomy.catalogue import Vocabularies
from case_studies.vocabulary import Action, Section
from case_studies.workflow.engine import possible_actions
from case_studies.workflow.transitions import TRANSITIONS

Json = dict[str, Any]


def serialize_page(reference: str) -> str:
    """Return the address of a case's page."""
    return url_for("case.case", reference=reference, _external=True)


def serialize_coded(revision: Revision) -> dict[str, str]:
    """Return what a case is known by."""
    reference = revision.case.reference
    return {"reference": reference, "title": revision.title, "url": serialize_page(reference)}


def serialize_passage(passage: Passage) -> Json:
    """Tell a passage, what was found marked."""
    return {"section": passage.section, "parts": [{"text": text, "found": found} for text, found in passage.parts]}


def labelled(pairs: Iterable[tuple[str, str]]) -> list[Json]:
    """Return codes with their labels."""
    return [{"id": code, "label": str(label)} for code, label in pairs]


def serialize_search(page: SearchPage, words: Vocabularies) -> Json:
    """Tell a page of results with its facets, the most frequent value first."""
    labels = {**facet_values(words), "language": LANGUAGES, "stage": STAGES, "evidence": EVIDENCE}
    return {
        "items": [_found(found) for found in page.items],
        "total": page.total,
        "page": page.page,
        "per_page": page.per_page,
        "facets": {facet: _counted(page.facets.get(facet, {}), labels[facet]) for facet in FACETS},
        "hints": [asdict(hint) for hint in page.hints],
        "corrections": [asdict(correction) for correction in page.corrections],
        "corrected": page.corrected,
        "widened": [asdict(widened) for widened in page.widened],
    }


def _counted(counts: Mapping[str, int], labels: Mapping[str, Any]) -> list[Json]:
    values = [{"id": code, "label": str(labels[code]), "count": count} for code, count in counts.items()]
    return sorted(values, key=lambda value: (-value["count"], value["label"]))


def _found(found: FoundCase) -> Json:
    revision = found.revision
    return {
        **serialize_coded(revision),
        "snippet": " ".join(passage.text for passage in found.passages),
        "highlights": [serialize_passage(passage) for passage in found.passages],
        "themes": labelled((theme.id, theme.label) for theme in revision.themes),
        "host_states": labelled((place.code, place.name) for place in revision.host_states),
        "operations": labelled((operation.id, operation.name) for operation in revision.operations),
        "implemented_by": labelled((place.code, place.name) for place in revision.implemented_by),
        "language": revision.language,
        "started": revision.started,
        "ended": revision.ended,
        "audience": revision.audience,
    }


def serialize_case(session: Session, actor: Actor, case: Case, seen: CaseView) -> Json:
    """Tell a case as the actor sees it. Who only reads what is published learns nothing of what is in the making."""
    revision = seen.revision
    readable, actions = case.readable, possible_actions(session, case, actor)
    return {
        "reference": case.reference,
        "url": serialize_page(case.reference),
        "state": seen.state,
        "version": _version(case, seen, actions),
        "revision": revision.number,
        "published_revision": readable.number if readable is not None else None,
        "actions": actions,
        "submitted_by": {"id": case.submitting_code, "label": case.submitting.name},
        "created_at": case.created_at,
        "published_at": revision.published_at,
        **serialize_revision(revision),
    }


def _version(case: Case, seen: CaseView, actions: Iterable[Action]) -> int | None:
    """Tell the version to those inside; it moves when reviewers act, so that whom it does not serve then gets none."""
    if not (seen.inside and seen.revision.is_current):
        return None
    is_with_others = case.state in ASSIGNABLE and all(TRANSITIONS[action].at_once for action in actions)
    return 0 if is_with_others else case.version


def serialize_revision(revision: Revision) -> Json:
    """Tell what is written in a revision."""
    return {
        **{name: getattr(revision, name) for name in PLAIN},
        **{name: [getattr(row, key) for row in getattr(revision, name)] for name, (_, key) in CODED.items()},
        "sections": {section.value: revision.sections.get(section, "") for section in Section},
    }


def serialize_assignment(assignment: Assignment) -> Json:
    """Tell an assignment to those who may know the reviewer."""
    return {
        "id": assignment.id,
        "state": assignment.state,
        "reference": assignment.revision.case.reference,
        "revision": assignment.revision.number,
        "reviewer": serialize_account(assignment.reviewer),
        "answer_by": assignment.answer_by,
        "due_on": assignment.due_on,
        "invited_at": assignment.invited_at,
        "answered_at": assignment.answered_at,
        "note": assignment.answer_note,
    }


def serialize_review(seen: VisibleReview) -> Json:
    """Tell a review as one reader may see it."""
    review = seen.review
    return {
        "assignment": review.assignment_id if seen.reviewer is not None else None,
        "revision": seen.revision,
        "reviewer": serialize_account(seen.reviewer) if seen.reviewer is not None else None,
        "own": seen.own,
        "changing": seen.own and seen.review.changes is not None,
        "ratings": review.ratings,
        "recommendation": review.recommendation,
        "overall": review.overall,
        "number": seen.number,
        "remarks": [_remark(remark) for remark in seen.remarks],
        "note_to_editors": seen.note_to_editors,
        "submitted_at": review.submitted_at if seen.reviewer is not None else None,
    }


def _remark(seen: VisibleRemark) -> Json:
    remark = seen.remark
    told = {name: getattr(remark, name) for name in ("id", "section", "weight", "text", "quote")}
    return {**told, "open": seen.is_open, "answers": [asdict(answer) for answer in seen.answers]}


def serialize_history_entry(entry: HistoryEntry, *, inside: bool) -> Json:
    """Tell what happened; who did it and why is for those who take part."""
    return {
        "at": entry.at,
        "action": entry.action,
        "from_state": entry.from_state,
        "to_state": entry.to_state,
        "revision": entry.revision_number,
        "note": entry.note if inside else "",
        "by": _office(entry.account) if inside and entry.account is not None else None,
    }


def _office(account: Account) -> Json:
    delegation = {"id": account.delegation_code, "label": account.delegation.name}
    return {"office": account.office, "delegation": delegation}


def serialize_account(account: Account) -> Json:
    """Tell an office to those who may know it."""
    return {**_office(account), "email": account.email}
