"""What a transition does beside changing the state. Effects run after the checks and before the history entry.

Each returns the revision that carries the new state: most often the one acted on, sometimes the next one.
"""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session

from case_studies.case_fields import CODED_FIELDS, COLUMN_FIELDS, SECTION_FIELDS
from case_studies.models import Account, Assignment, Case, Revision
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import now, workflow_settings
from case_studies.vocabulary import AssignmentState, HistoryAction, Role, State
from case_studies.workflow.history import record_case_event
from case_studies.workflow.remarks import is_active

Effect = Callable[[Session, Case, Revision, Actor], Revision]


def no_effect(_session: Session, _case: Case, revision: Revision, _actor: Actor) -> Revision:
    """Change only the state."""
    return revision


def release(session: Session, case: Case, revision: Revision, actor: Actor) -> Revision:
    """Record who cleared it and when; in an open round, ask the same reviewers again."""
    revision.cleared_at = revision.submitted_at = now(session)
    revision.cleared_by_id = actor.account_id
    revision.self_cleared = actor.account_id in revision.writer_ids
    if revision.round_open:
        _ask_the_same_reviewers(session, case, revision, actor)
    else:
        _ask_anew(session, revision)
    return revision


def _ask_the_same_reviewers(session: Session, case: Case, revision: Revision, actor: Actor) -> None:
    """Invite whoever reviewed the revision before, unless they left or came into conflict."""
    before = next(r for r in reversed(case.revisions) if r.number < revision.number and r.assignments)
    for assignment in before.assignments:
        reviewer = assignment.reviewer
        willing = reviewer.active and Role.REVIEWER in reviewer.roles
        if willing and is_active(assignment, case):
            revision.assignments.append(invitation(session, reviewer, assignment.number))
            record_case_event(session, case, actor, HistoryAction.ASK_AGAIN, subject=reviewer)


def invitation(session: Session, reviewer: Account, number: int) -> Assignment:
    """Make an invitation with the usual dates, counted from today."""
    moment, days = now(session), workflow_settings(session)
    return Assignment(
        reviewer=reviewer,
        state=AssignmentState.INVITED,
        number=number,
        answer_by=(moment + timedelta(days=days.answer_days)).date(),
        due_on=(moment + timedelta(days=days.review_days)).date(),
        invited_at=moment,
    )


def _ask_anew(session: Session, revision: Revision) -> None:
    """Let those who were asked before a text went back have their whole time to answer."""
    for assignment in revision.assignments:
        if assignment.state == AssignmentState.INVITED:
            assignment.answer_by = (now(session) + timedelta(days=workflow_settings(session).answer_days)).date()


def unrelease(session: Session, _case: Case, revision: Revision, _actor: Actor) -> Revision:
    """Give it back as a draft: the delegation clears it anew, and the reviewers' clocks stand."""
    revision.cleared_at = revision.submitted_at = revision.cleared_by_id = None
    revision.self_cleared = False
    for assignment in revision.assignments:
        assignment.paused_on = assignment.paused_on or now(session).date()
    return revision


def open_round(session: Session, _case: Case, revision: Revision, _actor: Actor) -> Revision:
    """Remember that reviewers have it; whoever had to wait for that gets the days back."""
    revision.round_open = True
    today = now(session).date()
    for assignment in revision.assignments:
        if assignment.paused_on is not None:
            assignment.due_on += today - assignment.paused_on
            assignment.paused_on = None
    return revision


def open_next_for_round(session: Session, case: Case, revision: Revision, _actor: Actor) -> Revision:
    """Freeze the judged revision and open the next one, in the same round, for the same author."""
    revision.state = State.SUPERSEDED
    following = _open_next(session, case, revision, State.REVISION_REQUESTED, revision.author_id)
    following.round_open = True
    following.revise_by = (now(session) + timedelta(days=workflow_settings(session).revise_days)).date()
    return following


def open_next_draft(session: Session, case: Case, revision: Revision, actor: Actor) -> Revision:
    """Open the next revision beside the published one."""
    return _open_next(session, case, revision, State.DRAFT, actor.account)


def _open_next(session: Session, case: Case, revision: Revision, state: State, author_id: int) -> Revision:
    revision.is_current = False
    session.flush()  # the one before must have stepped back when the next one is written
    following = Revision(
        number=case.revisions[-1].number + 1,
        state=state,
        author_id=author_id,
        writer_ids=sorted({*revision.writer_ids, author_id}),
        created_at=now(session),
        sections={field.name: text for field in SECTION_FIELDS if (text := field.copy(revision))},
        **{field.name: field.copy(revision) for field in (*COLUMN_FIELDS, *CODED_FIELDS)},
    )
    case.revisions.append(following)
    return following


def make_public(session: Session, case: Case, revision: Revision, _actor: Actor) -> Revision:
    """Take the place of the revision published before."""
    before = case.published
    if before is not None:
        before.state = State.SUPERSEDED
        session.flush()
    revision.round_open = False
    revision.published_at = now(session)
    return revision


def fall_back_to_published(session: Session, case: Case, revision: Revision, _actor: Actor) -> Revision:
    """Where an earlier revision is published, it stands, and the case goes on from there."""
    before = case.published
    if before is not None:
        revision.is_current = False
        session.flush()
        before.is_current = True
    return revision


def stand_down(_session: Session, case: Case, revision: Revision, _actor: Actor) -> Revision:
    """Take the published revision away together with the one in the making."""
    published = case.readable
    if published is not None and published is not revision:
        published.state = State.WITHDRAWN
    return revision
