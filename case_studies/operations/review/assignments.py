"""Assignments of reviewers: inviting, releasing and replacing them, and their answers to invitations."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, Message, NotSignedIn, NotVisible, WrongState
from case_studies.models import Account, Assignment, Case, Revision
from case_studies.notifications import recipients
from case_studies.notifications.notify import mark_handled, notify
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.permissions import Permission, may
from case_studies.policy.predicates import active_assignments, is_reviewer_without_conflict, is_withdrawn
from case_studies.policy.visibility import visible_to
from case_studies.stored_settings import settings_of
from case_studies.unit_of_work import now
from case_studies.vocabulary import AssignmentState, HistoryAction, NotificationEvent, Role, State
from case_studies.workflow.effects import invitation
from case_studies.workflow.history import record_case_event

RELEASABLE = frozenset({AssignmentState.INVITED, AssignmentState.ACCEPTED})
LATEST_DUE = timedelta(days=731)  # two years


def assign_reviewer(
    session: Session, case: Case, actor: Actor, email: str, *, due_on: date | None = None
) -> Assignment:
    """Invite a reviewer to review the current revision. Raises Incomplete for reviewers with an interest in the case.

    Without `due_on`, the reviewer gets the usual number of days from the start of the review, or from today if it has
    started.
    """
    check_allowed_now(actor, case, Permission.ASSIGN)
    reviewer = _reviewer(session, case, email)
    assignment = invitation(session, reviewer, _number(case, reviewer))
    today = assignment.invited_at.date()
    if due_on is not None and due_on < today:
        raise Incomplete({"due_on": [N_("This date has passed. Give a later date.")]})
    if due_on is not None and due_on > today + LATEST_DUE:
        raise Incomplete({"due_on": [N_("Give a date within the next two years.")]})
    if due_on is not None:
        assignment.due_on = due_on
    elif waits_for_start(case):
        assignment.paused_on = today
    case.current.assignments.append(assignment)
    entry = record_case_event(session, case, actor, HistoryAction.ASSIGN, subject=reviewer)
    session.flush()
    notify(session, NotificationEvent.INVITED, [reviewer], case, key=f"history:{entry.number}", actor=actor)
    return assignment


def assign_reviewers(
    session: Session, case: Case, actor: Actor, emails: Sequence[str], *, due_on: date | None = None
) -> list[Assignment]:
    """Invite several reviewers with the same due date. If one can't be invited, the refusal names them."""
    if not any(emails):
        raise Incomplete({"reviewer": [N_("Choose at least one reviewer.")]})
    return [assign_reviewer(session, case, actor, email, due_on=due_on) for email in dict.fromkeys(emails)]


def waits_for_start(case: Case) -> bool:
    """Whether the review has not started yet, so that reviewers have been given no time to review."""
    return case.state == State.SUBMITTED


def _reviewer(session: Session, case: Case, email: str) -> Account:
    account = session.scalar(select(Account).where(Account.email == email.lower(), Account.active))
    if account is None or Role.REVIEWER not in account.roles:
        raise Incomplete({"reviewer": [Message(N_("No reviewer has the address %(address)s."), address=email)]})
    named = {"delegation": account.delegation.name}
    if not is_reviewer_without_conflict(Actor.of(account), case):
        raise Incomplete(
            {
                "reviewer": [
                    Message(
                        N_("%(delegation)s: this reviewer or their delegation has an interest in the case."), **named
                    )
                ]
            }
        )
    if may(Actor.of(account), Permission.READ_ASSIGNMENTS, case):
        raise Incomplete(
            {"reviewer": [Message(N_("%(delegation)s: this office edits the case, so it can't review it."), **named)]}
        )
    if any(assignment.reviewer_id == account.id for assignment in case.current.assignments):
        raise WrongState(N_("%(delegation)s: this reviewer has already been asked."), **named)
    return account


def _number(case: Case, reviewer: Account) -> int:
    """Return the number that stands for the reviewer's name: the one they already have in the case, or the next one."""
    assignments = [a for revision in case.revisions for a in revision.assignments]
    known = next((a.number for a in assignments if a.reviewer_id == reviewer.id), None)
    return known or max((a.number for a in assignments), default=0) + 1


def release_reviewer(session: Session, case: Case, assignment_id: int, actor: Actor, *, note: str = "") -> Assignment:
    """Release a reviewer who has not submitted a review. They can no longer see the case."""
    check_allowed_now(actor, case, Permission.ASSIGN)
    assignment = next((a for a in case.current.assignments if a.id == assignment_id), None)
    if assignment is None:
        raise NotVisible()
    if assignment.state not in RELEASABLE:
        raise WrongState(N_("This reviewer has already submitted a review, or has left."))
    assignment.state = AssignmentState.RELEASED
    entry = record_case_event(
        session, case, actor, HistoryAction.RELEASE_REVIEWER, note=note, subject=assignment.reviewer
    )
    notify(session, NotificationEvent.RELEASED, [assignment.reviewer], case, key=f"history:{entry.number}", actor=actor)
    session.flush()
    return assignment


def replace_reviewer(session: Session, case: Case, assignment_id: int, actor: Actor, email: str) -> Assignment:
    """Release a reviewer and invite another one, in one step."""
    release_reviewer(session, case, assignment_id, actor)
    return assign_reviewer(session, case, actor, email)


def find_assignment(
    session: Session, actor: Actor, assignment_id: int, *, for_change: bool = False
) -> tuple[Case, Assignment]:
    """Return the actor's own assignment with its case, which is locked if `for_change` is set.

    Raises NotVisible for everybody else, and for reviewers who declined, were released or came into conflict, or if
    the revision went back to its author.
    """
    if not actor.signed_in:
        raise NotSignedIn()
    case_of_assignment = select(Revision.case_id).join(Revision.assignments)
    case_id = case_of_assignment.where(Assignment.id == assignment_id, Assignment.reviewer_id == actor.account_id)
    query = select(Case).where(Case.id.in_(case_id), visible_to(actor))
    case = session.scalar(query.with_for_update(of=Case) if for_change else query)
    own = active_assignments(actor, case) if case is not None and not is_withdrawn(case) else []
    assignment = next((a for a in own if a.id == assignment_id and a.revision.submitted_at is not None), None)
    if case is None or assignment is None:
        raise NotVisible()
    return case, assignment


def previous_assignment(actor: Actor, case: Case, assignment: Assignment) -> Assignment | None:
    """Return the actor's assignment to the last earlier revision that they reviewed; None if there is none."""
    earlier = (a for a in active_assignments(actor, case) if a.revision.number < assignment.revision.number)
    return next((a for a in earlier if a.state == AssignmentState.SUBMITTED), None)


def respond_to_invitation(
    session: Session, case: Case, assignment: Assignment, actor: Actor, *, accept: bool, note: str = ""
) -> None:
    """Accept or decline an invitation. A reviewer who declines sees no more of the case than the public."""
    check_allowed_now(actor, case, Permission.ANSWER_INVITATION, assignment)
    assignment.state = AssignmentState.ACCEPTED if accept else AssignmentState.DECLINED
    assignment.answered_at = now(session)
    assignment.answer_note = note
    if accept:
        _extend_if_late(session, assignment)
    action = HistoryAction.ACCEPT_ASSIGNMENT if accept else HistoryAction.DECLINE_ASSIGNMENT
    entry = record_case_event(session, case, actor, action, note=note)
    mark_handled(session, case, (NotificationEvent.INVITED, NotificationEvent.INVITATION_REMINDER), actor.account)
    event = NotificationEvent.INVITATION_ACCEPTED if accept else NotificationEvent.INVITATION_DECLINED
    notify(session, event, recipients.editors(session, case), case, key=f"history:{entry.number}", actor=actor)


def _extend_if_late(session: Session, assignment: Assignment) -> None:
    """Give a reviewer who accepts after the date to answer the usual days to review."""
    today = now(session).date()
    if today > assignment.answer_by:
        assignment.due_on = max(assignment.due_on, today + timedelta(days=settings_of(session).review_days))
        assignment.paused_on = today if assignment.paused_on is not None else None
