"""What a transition does in addition to changing the state. Effects run after the checks and before the history entry.

Each returns the revision that gets the new state: usually the current one, sometimes the next one.
"""

from datetime import timedelta

from sqlalchemy.orm import Session

from case_studies.case_fields import CODED_FIELDS, COLUMN_FIELDS, GROUPS
from case_studies.models import Account, Assignment, Attachment, Case, Revision
from case_studies.policy.actor import Actor
from case_studies.policy.related_delegations import name_related_delegations
from case_studies.stored_settings import settings_of
from case_studies.unit_of_work import now
from case_studies.vocabulary import AssignmentState, HistoryAction, Role, State
from case_studies.workflow.history import record_case_event
from case_studies.workflow.remarks import is_active
from case_studies.workflow.reports import close_mended_reports


def no_effect(_session: Session, case: Case, _actor: Actor) -> Revision:
    """Change only the state."""
    return case.current


def name_readers(session: Session, case: Case, _actor: Actor) -> Revision:
    """Name the delegations to which the parts for named delegations are released, as they are now."""
    name_related_delegations(session, case.current)
    return case.current


def release(session: Session, case: Case, actor: Actor) -> Revision:
    """Record who cleared the revision and when. In an open round, invite the same reviewers again."""
    revision = case.current
    revision.cleared_at = revision.submitted_at = now(session)
    revision.cleared_by_id = actor.account_id
    revision.self_cleared = actor.account_id in revision.writer_ids
    if revision.round_open:
        _invite_same_reviewers(session, case, revision, actor)
    else:
        _restart_invitations(session, revision)
    return revision


def _invite_same_reviewers(session: Session, case: Case, revision: Revision, actor: Actor) -> None:
    """Invite the reviewers of the previous revision, except those who left or now have a conflict of interest."""
    before = next(r for r in reversed(case.revisions) if r.number < revision.number and r.assignments)
    for assignment in before.assignments:
        reviewer = assignment.reviewer
        is_available = reviewer.active and Role.REVIEWER in reviewer.roles
        if is_available and is_active(assignment, case):
            revision.assignments.append(invitation(session, reviewer, assignment.number))
            record_case_event(session, case, actor, HistoryAction.ASK_AGAIN, subject=reviewer)


def invitation(session: Session, reviewer: Account, number: int) -> Assignment:
    """Make an invitation with the usual dates, counted from today."""
    moment, days = now(session), settings_of(session)
    return Assignment(
        reviewer=reviewer,
        state=AssignmentState.INVITED,
        number=number,
        answer_by=(moment + timedelta(days=days.answer_days)).date(),
        due_on=(moment + timedelta(days=days.review_days)).date(),
        invited_at=moment,
    )


def _restart_invitations(session: Session, revision: Revision) -> None:
    """Give reviewers who were invited before the text went back the full time to answer."""
    for assignment in revision.assignments:
        if assignment.state == AssignmentState.INVITED:
            assignment.answer_by = (now(session) + timedelta(days=settings_of(session).answer_days)).date()


def unrelease(session: Session, case: Case, _actor: Actor) -> Revision:
    """Return the revision as a draft. The delegation has to clear it again; reviewers' due dates are paused."""
    revision = case.current
    revision.cleared_at = revision.submitted_at = revision.cleared_by_id = None
    revision.self_cleared = False
    for assignment in revision.assignments:
        assignment.paused_on = assignment.paused_on or now(session).date()
    return revision


def open_round(session: Session, case: Case, _actor: Actor) -> Revision:
    """Open the round. Reviewers whose due dates were paused get the waiting days added."""
    revision = case.current
    revision.round_open = True
    today = now(session).date()
    for assignment in revision.assignments:
        if assignment.paused_on is not None:
            assignment.due_on += today - assignment.paused_on
            assignment.paused_on = None
    return revision


def open_next_for_round(session: Session, case: Case, _actor: Actor) -> Revision:
    """Freeze the reviewed revision and open the next one in the same round for the same author."""
    revision = case.current
    revision.state = State.SUPERSEDED
    following = _open_next(session, case, revision, State.REVISION_REQUESTED, revision.author_id)
    following.round_open = True
    following.revise_by = (now(session) + timedelta(days=settings_of(session).revise_days)).date()
    return following


def open_next_draft(session: Session, case: Case, actor: Actor) -> Revision:
    """Open the next revision beside the published one."""
    return _open_next(session, case, case.current, State.DRAFT, actor.account)


def _open_next(session: Session, case: Case, revision: Revision, state: State, author_id: int) -> Revision:
    revision.is_current = False
    session.flush()  # before the next one is stored, this one may no longer be current
    following = Revision(
        number=case.revisions[-1].number + 1,
        state=state,
        author_id=author_id,
        writer_ids=sorted({*revision.writer_ids, author_id}),
        created_at=now(session),
        justifications=dict(revision.justifications),
        related_codes=list(revision.related_codes),
        partner_answers=dict(revision.partner_answers),
        withdrawn_names=list(revision.withdrawn_names),
        **{
            name: {field.key: value for field in fields if (value := field.copy(revision))}
            for name, fields in GROUPS.items()
        },
        **{field.name: field.copy(revision) for field in (*COLUMN_FIELDS, *CODED_FIELDS)},
    )
    following.attachments = [_same_file(attachment) for attachment in revision.attachments]
    case.revisions.append(following)
    return following


def _same_file(attachment: Attachment) -> Attachment:
    """Return a row for the next revision. The content of the file is not copied."""
    names = ("key", "digest", "name", "description", "audience", "added_at", "withheld")
    return Attachment(file=attachment.file, **{name: getattr(attachment, name) for name in names})


def make_public(session: Session, case: Case, _actor: Actor) -> Revision:
    """Replace the revision that was published before."""
    revision = case.current
    before = case.published
    if before is not None:
        before.state = State.SUPERSEDED
        close_mended_reports(session, case, before, revision)
        session.flush()
    revision.round_open = False
    revision.published_at = now(session)
    return revision


def fall_back_to_published(session: Session, case: Case, _actor: Actor) -> Revision:
    """Make the published revision current again, if there is one."""
    revision = case.current
    before = case.published
    if before is not None:
        revision.is_current = False
        session.flush()
        before.is_current = True
    return revision


def withdraw(_session: Session, case: Case, _actor: Actor) -> Revision:
    """Withdraw the published revision together with the current one."""
    revision = case.current
    published = case.readable
    if published is not None and published is not revision:
        published.state = State.WITHDRAWN
    return revision
