"""Cases and their revisions."""

from flask import url_for

from app.api.serializers import Json
from app.api.serializers.attachments import serialize_attachment
from app.api.serializers.lives import serialize_case_life, serialize_life
from app.phrases.markings import marking
from app.phrases.submitters import submitter_name
from case_studies.case_fields import CODED_FIELDS, COLUMN_FIELDS, GROUPS, SECTION_FIELDS
from case_studies.models import Case
from case_studies.models.vocabularies import codes
from case_studies.operations.cases.queries import known_version
from case_studies.policy.actor import Actor
from case_studies.policy.release import AnyRevision, ReleasedRevision
from case_studies.policy.visibility import CaseView
from case_studies.unit_of_work import Session
from case_studies.workflow.cases import CASES


def case_url(reference: str) -> str:
    """Return the address of a case's page."""
    return url_for("case.case", reference=reference, _external=True)


def serialize_case_link(revision: ReleasedRevision) -> dict[str, str]:
    """Return reference, title and page of a published case."""
    reference = revision.case.reference
    return {"reference": reference, "title": revision.title, "url": case_url(reference)}


def serialize_published_case(session: Session, revision: ReleasedRevision) -> Json:
    """Return a published case in an answer that is about several."""
    return {
        **serialize_case_link(revision),
        "language": revision.language,
        "audience": revision.audience,
        **serialize_life(session, revision.life),
        "marking": marking([revision]),
    }


def serialize_case(session: Session, actor: Actor, case: Case, seen: CaseView) -> Json:
    """Return a case as the actor sees it. Readers of the published revision learn nothing about a later one."""
    revision = seen.released
    readable = case.readable
    return {
        "reference": case.reference,
        "url": case_url(case.reference),
        "state": seen.state,
        "version": known_version(actor, case, seen),
        "revision": revision.number,
        "published_revision": readable.number if readable is not None else None,
        "actions": CASES.possible_actions(session, case, actor),
        **serialize_submitter(revision),
        "marking": marking([revision], revision.attachments),
        "created_at": case.created_at if seen.inside else None,
        "published_at": revision.published_at,
        **serialize_case_life(session, actor, case, seen),
        **serialize_revision(revision),
        "attachments": [serialize_attachment(one, case.reference) for one in revision.attachments],
    }


def serialize_submitter(revision: ReleasedRevision) -> Json:
    """Return who submitted a case, as far as its reader may know."""
    return {"submitted_by": {"id": revision.submitting_code or None, "label": submitter_name(revision)}}


def serialize_revision(revision: AnyRevision) -> Json:
    """Return the fields and sections of a revision."""
    return {
        **{field.name: field.value(revision) for field in COLUMN_FIELDS},
        **{field.name: codes(field, revision) for field in CODED_FIELDS},
        **{name: getattr(revision, name) for name in GROUPS},
        "sections": {field.name: field.value(revision) for field in SECTION_FIELDS},
    }
