"""Good practices."""

from typing import Any

from flask import url_for

from app.api.serializers import Json
from app.phrases.submitters import name_of
from case_studies.models import Practice, PracticeEdition
from case_studies.operations.practices.queries import seen_editions
from case_studies.policy.actor import Actor
from case_studies.policy.practice_release import ReleasedEvidence, ReleasedPractice
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Kind
from case_studies.workflow.practices import PRACTICES

LISTED = (
    "reference",
    "state",
    "evidence_changed",
    "register",
    "audience",
    "attribution",
    "language",
    "title",
    "statement",
    "cases",
    "adopted_at",
)
READ = (
    "version",
    "do",
    "sentences",
    "mechanism",
    "fits_where",
    "how_to_start",
    "costs",
    "harms",
    "not_known",
    "search_query",
    "search_result",
    "searched_at",
    "consulted_at",
    "revised_because",
    "retired_because",
    "next_look_on",
)
ROW = ("id", "section", "relation", "shows", "sentences", "evidence_kind", "moved")
ASSESSMENT = ("methodological_limits", "coherence", "adequacy", "relevance", "level", "reason", "assessed_at")
REMARK = ("id", "kind", "text", "given_at", "answer", "answered_at")


def serialize_practice_link(practice: ReleasedPractice) -> Json:
    """Return what lists show of a practice."""
    assessment = practice.assessment
    return {
        **_fields(practice, LISTED),
        "kind": Kind.PRACTICE,
        "url": url_for("practices.practice", reference=practice.reference, _external=True),
        "edition": practice.number,
        "themes": [{"id": theme.id, "label": theme.label} for theme in practice.themes],
        "level": assessment.level if assessment is not None else None,
    }


def serialize_practice(session: Session, actor: Actor, practice: Practice, edition: PracticeEdition) -> Json:
    """Return an edition of a practice as the actor may read it."""
    released = ReleasedPractice(edition, actor)
    assessment = released.assessment
    return {
        **serialize_practice_link(released),
        **_fields(released, READ),
        "actions": PRACTICES.possible_actions(session, practice, actor),
        "editions": [one.number for one in seen_editions(actor, practice)],
        "initiatives": [{"id": one.id, "label": one.name} for one in released.initiatives],
        "evidence": [serialize_evidence(row) for row in released.rows],
        "confidence": _fields(assessment, ASSESSMENT) if assessment is not None else None,
        "changes": [
            {"change": one.change, "case": one.reference or None, "flagged_at": one.flagged_at}
            for one in released.changes
        ],
        "remarks": [{**_fields(one, REMARK), "delegation": one.delegation or None} for one in released.remarks],
    }


def serialize_evidence(row: ReleasedEvidence) -> Json:
    """Return a row of evidence."""
    submitter = row.case.submitter
    return {
        **_fields(row, ROW),
        "case": row.case.case.reference,
        "title": row.case.title,
        "submitted_by": {"id": submitter.code or None, "label": name_of(submitter)},
        "revision": row.revision_number,
    }


def _fields(row: Any, names: tuple[str, ...]) -> Json:
    return {name: getattr(row, name) for name in names}
