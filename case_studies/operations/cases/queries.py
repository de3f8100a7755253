"""Finding cases for a reader. No function returns a case that the reader may not see."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from case_studies.case_fields import CODED_FIELDS
from case_studies.errors import Deleted, NotAllowed, NotVisible
from case_studies.models import Assignment, Case, Revision
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import allowed_now
from case_studies.policy.predicates import OFFICE_ROLES
from case_studies.policy.release import ReleasedRevision, release
from case_studies.policy.visibility import CaseView, case_view, conflict_of, readable_by, visible_to
from case_studies.vocabulary import INACTIVE_ASSIGNMENT_STATES, WITH_EDITORS, State
from case_studies.workflow.transitions import TRANSITIONS

CODES = [getattr(Revision, field.name) for field in CODED_FIELDS]


def case_with_all() -> Select[Case]:
    """Return a query that loads many cases with everything that the policy needs, in a fixed number of queries.

    One case is found without: most of its pages need few of the values of its codes, and load them when they do.
    """
    links = [selectinload(Case.revisions).selectinload(link) for link in CODES]
    assignments = selectinload(Case.revisions).selectinload(Revision.assignments)
    others = [selectinload(link) for link in (Case.declared, Case.overrides, Case.consents)]
    return select(Case).options(*links, assignments, *others)


def find_case(session: Session, actor: Actor, reference: str, *, for_change: bool = False) -> Case:
    """Return a case that the actor may see something of. With `for_change`, lock it for the transaction.

    Raises NotVisible both for a case that does not exist and for one that the actor may not see; Deleted for a draft
    that the actor's delegation deleted.
    """
    query = select(Case).where(Case.reference == reference, visible_to(actor))
    if for_change:
        query = query.with_for_update(of=Case)
    case = session.scalar(query)
    if case is None:
        raise Deleted() if _was_deleted(session, actor, reference) else NotVisible()
    case_view_or_refuse(actor, case)
    return case


def _was_deleted(session: Session, actor: Actor, reference: str) -> bool:
    """Return whether the actor's own delegation deleted the case. Nobody else learns that it existed."""
    if not actor.is_a(*OFFICE_ROLES):
        return False
    query = select(Case.id).where(Case.reference == reference, Case.submitting_code == actor.delegation)
    return session.scalar(query.where(Case.deleted_at.is_not(None))) is not None


def get_case_view(session: Session, actor: Actor, reference: str) -> tuple[Case, CaseView]:
    """Return the case and what the actor sees of it."""
    case = find_case(session, actor, reference)
    return case, case_view_or_refuse(actor, case)


def get_participant_view(session: Session, actor: Actor, reference: str) -> tuple[Case, CaseView]:
    """Return the case and what the actor sees of it. Raises NotAllowed for readers who do not take part in it."""
    case, seen = get_case_view(session, actor, reference)
    if not seen.inside:
        raise NotAllowed()
    return case, seen


def case_view_or_refuse(actor: Actor, case: Case) -> CaseView:
    """Return what the actor sees of a case. Raises NotVisible."""
    seen = case_view(actor, case)
    if seen is None:
        raise NotVisible()
    return seen


def known_version(actor: Actor, case: Case, seen: CaseView) -> int | None:
    """Return the version that the actor needs to act on the case; none for readers who take no part.

    It changes when reviewers act. So it is 0 for participants who could only act without it while editors have the
    case: they learn nothing of what reviewers do.
    """
    if not (seen.inside and seen.stored.is_current):
        return None
    needs_it = any(not TRANSITIONS[action].at_once for action in allowed_now(actor, case).actions)
    return case.version if needs_it or case.state not in WITH_EDITORS else 0


def readable_revisions(
    session: Session, actor: Actor, references: Sequence[str], *, classified: bool = True, with_files: bool = False
) -> dict[str, ReleasedRevision]:
    """Return the published revisions of these references that the actor may read, as they may read them.

    With `classified`, the values of their codes are loaded, which lists of results show; with `with_files` the files.
    """
    query = (
        select(Revision)
        .join(Revision.case)
        .where(Case.reference.in_(references), Revision.state == State.PUBLISHED, readable_by(actor))
        .options(contains_eager(Revision.case))
    )
    if classified:
        query = query.options(*(selectinload(link) for link in CODES))
    if with_files:
        query = query.options(selectinload(Revision.attachments))
    return {revision.case.reference: revision for revision in release(session.scalars(query), actor)}


def newest_cases(session: Session, actor: Actor, limit: int) -> list[ReleasedRevision]:
    """Return the most recently published revisions that the actor may read."""
    query = (
        select(Revision)
        .join(Revision.case)
        .where(Revision.state == State.PUBLISHED, readable_by(actor))
        .order_by(Revision.published_at.desc(), Revision.id.desc())
        .limit(limit)
        .options(contains_eager(Revision.case), *(selectinload(link) for link in CODES))
    )
    return release(session.scalars(query), actor)


def review_count(revision: Revision) -> int:
    """Return how many reviewers submitted a review of the revision."""
    return sum(a.review is not None and a.review.submitted_at is not None for a in revision.assignments)


def assignments_of(session: Session, actor: Actor) -> list[Assignment]:
    """Return the assignments that the actor may still see, the earliest due date first."""
    query = (
        select(Assignment)
        .join(Assignment.revision)
        .join(Revision.case)
        .where(
            Assignment.reviewer_id == actor.account_id,
            Assignment.state.not_in(INACTIVE_ASSIGNMENT_STATES),
            Revision.submitted_at.is_not(None),
            Case.state != State.WITHDRAWN,
            visible_to(actor),
            ~conflict_of(actor),
        )
        .order_by(Assignment.due_on, Assignment.id)
        .options(contains_eager(Assignment.revision).contains_eager(Revision.case))
    )
    return list(session.scalars(query))


def own_assignments(session: Session, actor: Actor) -> list[tuple[Assignment, CaseView]]:
    """Return the actor's assignments with what they see of each case, in a fixed number of queries."""
    assignments = assignments_of(session, actor)
    ids = {assignment.revision.case_id for assignment in assignments}
    query = case_with_all().where(Case.id.in_(ids)).execution_options(populate_existing=True)
    cases = {case.id: case for case in session.scalars(query)}
    return [(assignment, case_view_or_refuse(actor, cases[assignment.revision.case_id])) for assignment in assignments]
