"""Cases and their revisions."""

from collections.abc import Iterable

from flask import url_for
from sqlalchemy.orm import Session

from app.api.serializers import Json
from case_studies.models import Case, Revision
from case_studies.operations.cases.editing import CODED, PLAIN
from case_studies.operations.review.assignments import ASSIGNABLE
from case_studies.policy.actor import Actor
from case_studies.policy.visibility import CaseView
from case_studies.vocabulary import Action, Section
from case_studies.workflow.engine import possible_actions
from case_studies.workflow.transitions import TRANSITIONS


def case_url(reference: str) -> str:
    """Return the address of a case's page."""
    return url_for("case.case", reference=reference, _external=True)


def serialize_case_link(revision: Revision) -> dict[str, str]:
    """Return reference, title and page of a published case."""
    reference = revision.case.reference
    return {"reference": reference, "title": revision.title, "url": case_url(reference)}


def serialize_case(session: Session, actor: Actor, case: Case, seen: CaseView) -> Json:
    """Return a case as the actor sees it. Readers of the published revision learn nothing about a later one."""
    revision = seen.revision
    readable, actions = case.readable, possible_actions(session, case, actor)
    return {
        "reference": case.reference,
        "url": case_url(case.reference),
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
    """Return the version to those who take part, 0 while it would only reveal that reviewers are at work."""
    if not (seen.inside and seen.revision.is_current):
        return None
    is_with_others = case.state in ASSIGNABLE and all(TRANSITIONS[action].at_once for action in actions)
    return 0 if is_with_others else case.version


def serialize_revision(revision: Revision) -> Json:
    """Return the fields and sections of a revision."""
    return {
        **{name: getattr(revision, name) for name in PLAIN},
        **{name: [getattr(row, key) for row in getattr(revision, name)] for name, (_, key) in CODED.items()},
        "sections": {section.value: revision.sections.get(section, "") for section in Section},
    }
