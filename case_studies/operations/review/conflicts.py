"""Conflicts of interest: declaring a conflict, and exceptions that need the agreement of two editors."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotAllowed, NotVisible, WrongState
from case_studies.models import Account, Case, ConflictOverride, DeclaredConflict
from case_studies.notifications import recipients
from case_studies.notifications.notify import notify
from case_studies.policy.actor import Actor
from case_studies.policy.allowed_now import check_allowed_now
from case_studies.policy.permissions import Permission, may
from case_studies.policy.predicates import active_assignments, has_an_interest, is_excepted
from case_studies.unit_of_work import now
from case_studies.vocabulary import AssignmentState, HistoryAction, NotificationEvent, Role
from case_studies.workflow.history import record_case_event

PARTICIPANT_ROLES = (Role.EDITOR, Role.REVIEWER)


def declare_conflict(session: Session, case: Case, actor: Actor, reason: str = "") -> DeclaredConflict:
    """Declare a conflict of the actor. From now on they see no more of the case than the public.

    Their open assignments are released. A submitted review stays on record but no longer counts.
    """
    check_allowed_now(actor, case, Permission.DECLARE_CONFLICT)
    for assignment in active_assignments(actor, case):
        if assignment.state in (AssignmentState.INVITED, AssignmentState.ACCEPTED):
            assignment.state = AssignmentState.RELEASED
    entry = record_case_event(session, case, actor, HistoryAction.DECLARE_CONFLICT, note=reason)
    declared = next((conflict for conflict in case.declared if conflict.account_id == actor.account_id), None)
    if declared is None:
        declared = DeclaredConflict(case_id=case.id, account_id=actor.account)
        case.declared.append(declared)
    declared.reason, declared.declared_at = reason, entry.at  # the history keeps an earlier one
    declared.declared_number = entry.number
    session.flush()
    notified = recipients.editors(session, case)
    notify(session, NotificationEvent.CONFLICT_DECLARED, notified, case, key=f"history:{entry.number}", actor=actor)
    return declared


def accounts_in_conflict(session: Session, case: Case) -> list[Account]:
    """Return the editors and reviewers in conflict for whom an exception can be proposed."""
    accounts = session.scalars(select(Account).where(Account.active).order_by(Account.delegation_code, Account.email))
    proposed = {override.account_id for override in case.overrides if not _has_lapsed(session, case, override)}
    return [account for account in accounts if _may_be_excepted(account, case) and account.id not in proposed]


def _may_be_excepted(account: Account, case: Case) -> bool:
    actor = Actor.of(account)
    outside = account.delegation_code != case.submitting_code  # nobody handles a case of their own delegation
    return actor.is_a(*PARTICIPANT_ROLES) and outside and has_an_interest(actor, case) and not is_excepted(actor, case)


def _has_lapsed(session: Session, case: Case, override: ConflictOverride) -> bool:
    """Whether a proposal without agreement has ended because its proposer is no longer an editor of the case."""
    proposer = Actor.of(session.get_one(Account, override.proposed_by_id))
    return override.seconded_at is None and not may(proposer, Permission.OVERRIDE_CONFLICT, case)


def propose_override(session: Session, case: Case, actor: Actor, email: str, reason: str) -> ConflictOverride:
    """Propose that a person takes part despite a conflict. It takes effect when another editor agrees."""
    check_allowed_now(actor, case, Permission.OVERRIDE_CONFLICT)
    if not reason:
        raise Incomplete({"reason": [N_("Say why nobody else can do it. The history keeps the reason permanently.")]})
    account = next((account for account in accounts_in_conflict(session, case) if account.email == email.lower()), None)
    if account is None:
        raise Incomplete({"account": [N_("Nobody with this address is in conflict with the case.")]})
    override = next((other for other in case.overrides if other.account_id == account.id), None)
    if override is None:
        override = ConflictOverride(account=account)
        case.overrides.append(override)
    override.reason, override.proposed_by_id, override.proposed_at = reason, actor.account, now(session)
    entry = record_case_event(session, case, actor, HistoryAction.PROPOSE_OVERRIDE, note=reason, subject=account)
    session.flush()
    notified = recipients.editors(session, case)
    notify(session, NotificationEvent.OVERRIDE_PROPOSED, notified, case, key=f"history:{entry.number}", actor=actor)
    return override


def second_override(session: Session, case: Case, actor: Actor, override_id: int) -> ConflictOverride:
    """Agree to the exception that another editor proposed. It takes effect, and the history keeps its reason."""
    check_allowed_now(actor, case, Permission.OVERRIDE_CONFLICT)
    override = next((other for other in case.overrides if other.id == override_id), None)
    if override is None:
        raise NotVisible()
    if override.seconded_at is not None:
        raise WrongState(N_("This exception is already in effect."))
    if override.proposed_by_id == actor.account_id:
        raise NotAllowed(N_("Another editor has to agree to what you proposed."))
    if _has_lapsed(session, case, override):
        raise WrongState(N_("The editor who proposed this is no longer an editor of the case. Propose it again."))
    entry = record_case_event(
        session, case, actor, HistoryAction.SECOND_OVERRIDE, note=override.reason, subject=override.account
    )
    override.seconded_by_id, override.seconded_at, override.seconded_number = actor.account, entry.at, entry.number
    session.flush()
    notified = [override.account, *recipients.editors(session, case)]
    notify(session, NotificationEvent.OVERRIDE_SECONDED, notified, case, key=f"history:{entry.number}", actor=actor)
    return override
