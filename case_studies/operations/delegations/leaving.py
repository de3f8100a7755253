"""Leaving the Group. It takes effect at once; the delegation decides what becomes of its published cases."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from case_studies.errors import N_, NotAllowed, WrongState
from case_studies.models import Account, Case, Delegation
from case_studies.operations.accounts.accounts import own_account, set_active
from case_studies.operations.delegations.records import get_delegation
from case_studies.policy.actor import Actor
from case_studies.policy.delegations import DelegationRight, check_right
from case_studies.unit_of_work import now
from case_studies.vocabulary import Action, HistoryAction, Standing, State
from case_studies.workflow.cases import CASES
from case_studies.workflow.history import record_delegation_event

IN_PROGRESS = (State.IN_CLEARANCE, State.SUBMITTED, State.IN_REVIEW, State.REVISION_REQUESTED)
STAYS, STANDS_DOWN = "published cases stay", "published cases stand down"


def leave_group(session: Session, actor: Actor, code: str, *, stand_down: bool = False) -> Delegation:
    """Let a delegation leave: it is former from today, and its accounts are closed.

    Where its own office does it, its cases that are on their way are withdrawn, as nobody could answer for them any
    more; with `stand_down` its published cases too.
    """
    delegation = get_delegation(session, code, for_update=True)
    check_can_leave(session, actor, delegation)
    is_own = actor.delegation == delegation.code
    if stand_down and not is_own:
        raise NotAllowed(N_("Only the delegation itself withdraws its published cases."))
    if is_own:
        for case in _cases(session, delegation):
            if stand_down or (case.readable is None and case.state in IN_PROGRESS):
                _withdraw(session, case, actor)
    before = delegation.standing
    delegation.standing, delegation.left_on = Standing.FORMER, now(session).date()
    session.flush()
    note = STANDS_DOWN if stand_down else STAYS
    record_delegation_event(
        session, delegation, actor, HistoryAction.LEAVE_GROUP, note=note, before=before, after=Standing.FORMER
    )
    for email in session.scalars(select(Account.email).where(Account.delegation_code == code.upper(), Account.active)):
        set_active(session, email, is_open=False, actor=actor)
    return delegation


def check_can_leave(session: Session, actor: Actor, delegation: Delegation) -> None:
    """Refuse: not visible, not allowed, shared by many, not taking part, in the chair."""
    check_right(session, actor, DelegationRight.LEAVE, delegation)
    if actor.signed_in and own_account(session, actor).is_of_demonstration:
        raise NotAllowed(N_("Many people share the accounts of the demonstration, so its delegations can't leave."))
    if not delegation.takes_part:
        raise WrongState(N_("This delegation does not take part."))
    if delegation.standing == Standing.CO_CHAIR:
        raise WrongState(N_("Hand over the chair first. Editors of two co-chairs agree on it."))


def _cases(session: Session, delegation: Delegation) -> list[Case]:
    query = select(Case).where(Case.submitting_code == delegation.code, Case.deleted_at.is_(None))
    return list(session.scalars(query.options(selectinload(Case.revisions)).order_by(Case.id)))


def _withdraw(session: Session, case: Case, actor: Actor) -> None:
    if Action.WITHDRAW in CASES.possible_actions(session, case, actor):
        CASES.perform(session, case, Action.WITHDRAW, actor, version=case.version)
