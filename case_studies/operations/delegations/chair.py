"""Handing over the chair: an editor of one co-chair proposes it, an editor of another confirms it.

One of the two belongs to the co-chair that hands over, so that no two others take its chair from it.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.db import by_name
from case_studies.errors import N_, Incomplete, NotAllowed, NotVisible, WrongState
from case_studies.models import Account, ChairHandover, Delegation
from case_studies.operations.accounts.accounts import own_account, set_roles
from case_studies.operations.delegations.records import get_delegation
from case_studies.policy.actor import Actor
from case_studies.policy.delegations import ON_SERVER, DelegationRight, check_right
from case_studies.unit_of_work import UnitOfWork, now
from case_studies.vocabulary import HistoryAction, Role, Standing
from case_studies.workflow.history import record_delegation_event

LATEST = timedelta(days=731)  # two years ahead


def read_co_chairs(session: Session, actor: Actor) -> Sequence[Delegation]:
    """Return the co-chairs by name, for those who read all records."""
    check_right(session, actor, DelegationRight.READ_ALL)
    co_chairs = select(Delegation).where(Delegation.standing == Standing.CO_CHAIR)
    return session.scalars(co_chairs.order_by(by_name(Delegation.name))).all()


def open_handovers(session: Session, actor: Actor) -> Sequence[ChairHandover]:
    """Return the hand-overs that are proposed or agreed and not done, the oldest first."""
    check_right(session, actor, DelegationRight.READ_ALL)
    return session.scalars(
        select(ChairHandover).where(ChairHandover.done_at.is_(None)).order_by(ChairHandover.id)
    ).all()


def propose_handover(
    session: Session, actor: Actor, outgoing: str, incoming: str, *, on_day: date, until: date | None = None
) -> ChairHandover:
    """Propose that the chair passes from one delegation to another. Raises Incomplete by field."""
    check_right(session, actor, DelegationRight.AGREE_ON_CHAIR)
    today = now(session).date()
    if not today <= on_day <= today + LATEST:
        raise Incomplete({"on_day": [N_("Give a day from today on, within two years.")]})
    if until is not None and until <= on_day:
        raise Incomplete({"until": [N_("The term ends after it begins.")]})
    old, new = _both(session, outgoing, incoming)
    handover = ChairHandover(
        outgoing_code=old.code,
        incoming_code=new.code,
        on_day=on_day,
        until=until,
        proposed_by_id=actor.account,
        proposed_at=now(session),
    )
    session.add(handover)
    session.flush()
    record_delegation_event(session, new, actor, HistoryAction.PROPOSE_CHAIR, note=f"from {old.code} on {on_day}")
    return handover


def confirm_handover(session: Session, actor: Actor, number: int) -> ChairHandover:
    """Confirm what an editor of another co-chair proposed. On its day, or now if that has come, it is done."""
    check_right(session, actor, DelegationRight.AGREE_ON_CHAIR)
    handover = session.get(ChairHandover, number, with_for_update=True)
    if handover is None or handover.done_at is not None:
        raise NotVisible()
    if handover.confirmed_at is not None:
        raise WrongState(N_("This hand-over is confirmed already."))
    if not may_confirm(session, actor, handover):
        raise NotAllowed(N_("An editor of another co-chair confirms it. One of the two is of the one that hands over."))
    if own_account(session, actor).is_of_demonstration:
        raise NotAllowed(N_("Many people share the accounts of the demonstration, so its chair stays."))
    handover.confirmed_by_id, handover.confirmed_at = actor.account, now(session)
    if handover.on_day <= now(session).date():
        _finish(session, handover, actor)
    return handover


def may_confirm(session: Session, actor: Actor, handover: ChairHandover) -> bool:
    """Whether an actor is the second of two co-chairs that agree, one of which is the one that hands over."""
    proposer = session.get_one(Account, handover.proposed_by_id).delegation_code
    return proposer != actor.delegation and handover.outgoing_code in (proposer, actor.delegation)


def hand_over_chair(
    session: Session,
    actor: Actor,
    outgoing: str,
    incoming: str,
    *,
    since: date | None = None,
    until: date | None = None,
) -> Delegation:
    """Pass the chair on. Editors of the outgoing delegation lose this role. Return the new co-chair."""
    old, new = _both(session, outgoing, incoming)
    old.standing, old.chair_until = Standing.MEMBER, now(session).date()
    new.standing, new.chair_since, new.chair_until = Standing.CO_CHAIR, since or now(session).date(), until
    session.flush()
    for one, other, before in ((old, new, Standing.CO_CHAIR), (new, old, Standing.MEMBER)):
        record_delegation_event(
            session, one, actor, HistoryAction.HAND_OVER_CHAIR, note=other.code, before=before, after=one.standing
        )
    for account in session.scalars(select(Account).where(Account.delegation_code == old.code)).all():
        if Role.EDITOR in account.roles:
            others = [role for role in account.roles if role != Role.EDITOR]
            set_roles(session, account.email, others or [Role.PRACTITIONER], actor=actor)
    return new


def hand_over_due_chairs(work: UnitOfWork) -> int:
    """Do the confirmed hand-overs whose day has come, and return their number."""
    with work.writing(quietly=True) as session:
        due = select(ChairHandover).where(
            ChairHandover.done_at.is_(None),
            ChairHandover.confirmed_at.is_not(None),
            ChairHandover.on_day <= now(session).date(),
        )
        handovers = session.scalars(due.order_by(ChairHandover.id).with_for_update(skip_locked=True)).all()
        for handover in handovers:
            _finish(session, handover, ON_SERVER)
        return len(handovers)


def _finish(session: Session, handover: ChairHandover, actor: Actor) -> None:
    """Pass the chair on. If one of the two delegations has left or changed in between, the hand-over lapses."""
    handover.done_at = now(session)
    try:
        hand_over_chair(
            session, actor, handover.outgoing_code, handover.incoming_code, since=handover.on_day, until=handover.until
        )
    except Incomplete:
        return


def _both(session: Session, outgoing: str, incoming: str) -> tuple[Delegation, Delegation]:
    """Return the co-chair and the member that follows it. Raises Incomplete by field."""
    old, new = (get_delegation(session, code, for_update=True) for code in (outgoing, incoming))
    if old.standing != Standing.CO_CHAIR:
        raise Incomplete({"outgoing": [N_("This delegation is not a co-chair.")]})
    if new.standing != Standing.MEMBER:
        raise Incomplete({"incoming": [N_("Only a member can take the chair.")]})
    return old, new
