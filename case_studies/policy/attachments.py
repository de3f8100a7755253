"""Which files an actor may read: as a value (`readable_attachments`) and in SQL (`attachment_readable_by`).

Participants in a case read the files of the revisions that they read. Everybody else reads those of the published
revision whose audience they belong to, named delegations among them. A test proves that both forms agree.
"""

from sqlalchemy import ColumnElement, String, and_, cast, exists, false, literal, or_, select
from sqlalchemy.orm import aliased

from case_studies.models import Assignment, Attachment, Case, Revision
from case_studies.part_audiences import file_part
from case_studies.policy.actor import Actor
from case_studies.policy.consents import reads_as_co_submitter, revision_read_as_co_submitter
from case_studies.policy.release import Reader, ReleasedRevision
from case_studies.policy.release_queries import is_own_of, reads_all_for_delegations
from case_studies.policy.visibility import (
    READABLE,
    case_is_of_own_office,
    case_view,
    conflict_of,
    readable_by,
    readable_revisions_of,
)
from case_studies.vocabulary import INACTIVE_ASSIGNMENT_STATES, PartAudience, Role, State


def readable_attachments(actor: Actor, case: Case, revision: Revision) -> list[Attachment]:
    """Return the files of a revision that the actor may read, in the order in which they were added."""
    seen = case_view(actor, case)
    if reads_as_co_submitter(actor, case, revision):
        return list(revision.attachments)
    if seen is None:
        return []
    if revision in readable_revisions_of(actor, case):
        return list(revision.attachments)
    if revision is case.readable:
        return ReleasedRevision(revision, Reader.of(actor)).attachments
    return []


def attachment_readable_by(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on Attachment, Revision and Case, joined: the actor may read the file."""
    released = and_(Attachment.audience == PartAudience.DELEGATIONS, reads_all_for_delegations(actor))
    in_audience = or_(Attachment.audience.in_(actor.audiences), released)
    is_shown = and_(~Attachment.withheld, or_(~_is_hidden(), is_own_of(actor)))
    published = and_(readable_by(actor), in_audience, is_shown, Case.state != State.WITHDRAWN)
    takes_part = and_(or_(_read_by_editor(actor), _read_by_reviewer(actor)), ~conflict_of(actor))
    co_submits = revision_read_as_co_submitter(actor)
    return or_(case_is_of_own_office(actor), published, co_submits, and_(takes_part, Case.state != State.WITHDRAWN))


def _is_hidden() -> ColumnElement[bool]:
    """The file is hidden until its delegation answers a report."""
    name = literal(f'"{file_part("")}') + Attachment.key + literal('"')
    return cast(Revision.hidden_parts, String).contains(name)


def _read_by_editor(actor: Actor) -> ColumnElement[bool]:
    if not actor.is_a(Role.EDITOR):
        return false()
    return or_(Revision.submitted_at.is_not(None), Revision.state.in_(READABLE))


def _read_by_reviewer(actor: Actor) -> ColumnElement[bool]:
    """The revision is published, or submitted and not later than the last one that the actor was assigned to."""
    if not actor.is_a(Role.REVIEWER):
        return false()
    assigned = aliased(Revision)
    return and_(
        or_(Revision.submitted_at.is_not(None), Revision.state.in_(READABLE)),
        exists(
            select(Assignment.id).where(
                Assignment.revision_id == assigned.id,
                Assignment.reviewer_id == actor.account_id,
                Assignment.state.not_in(INACTIVE_ASSIGNMENT_STATES),
                assigned.case_id == Case.id,
                assigned.submitted_at.is_not(None),
                or_(assigned.number >= Revision.number, Revision.state.in_(READABLE)),
            )
        ).correlate(Case, Revision),
    )
