"""Inviting an office: the answer is the same whether its address has an account elsewhere or not.

An account belongs to one delegation, and which offices others have is theirs to say. So an invitation is listed as one
until the office has set its password, also where no mail was sent because the address has an account already.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotAllowed, NotVisible
from case_studies.models import Account, Delegation, OfficeInvitation
from case_studies.operations.accounts.accounts import add_account, set_active, set_roles
from case_studies.operations.accounts.password_links import invite_by_mail, mail_invitation_again
from case_studies.policy.actor import Actor
from case_studies.policy.delegations import roles_to_give
from case_studies.unit_of_work import now
from case_studies.vocabulary import Role

TAKEN = N_("An account with this address exists already.")


def open_invitation(
    session: Session, actor: Actor, delegation: Delegation, *, email: str, office: str, roles: Sequence[Role]
) -> OfficeInvitation:
    """Invite an office, or again one that has not accepted. Raises Incomplete for an office that works already."""
    account = session.scalar(select(Account).where(Account.email == email))
    invitation = session.get(OfficeInvitation, (delegation.code, email))
    is_own = account is not None and account.delegation_code == delegation.code
    if is_own and invitation is None:
        raise Incomplete({"email": [TAKEN]})
    if invitation is None:
        invitation = OfficeInvitation(delegation_code=delegation.code, email=email)
        session.add(invitation)
    invitation.office, invitation.roles = office, list(roles)
    invitation.invited_at, invitation.taken_back_at = now(session), None
    session.flush()
    if account is None:
        added = add_account(session, email, delegation.code, roles, office=office, actor=actor)
        invite_by_mail(session, added)
    elif is_own:
        _invite_again(session, actor, account, invitation)
    return invitation


def check_own_to_invite(session: Session, actor: Actor, delegation: Delegation, email: str) -> None:
    """Refuse to change an open invitation to roles that the actor may not give, or one that was closed by others."""
    invitation = session.get(OfficeInvitation, (delegation.code, email))
    if invitation is not None and not own_to_invite(session, actor, delegation, [invitation]):
        raise NotAllowed()


def own_to_invite(
    session: Session, actor: Actor, delegation: Delegation, invitations: Sequence[OfficeInvitation]
) -> set[str]:
    """Return the addresses of those invitations of a delegation that the actor may change and take back."""
    addresses = [invitation.email for invitation in invitations]
    own = select(Account).where(Account.delegation_code == delegation.code, Account.email.in_(addresses))
    accounts = {account.email: account for account in session.scalars(own)} if addresses else {}
    given = {*roles_to_give(session, actor, delegation)}
    return {one.email for one in invitations if _is_own_to_invite(one, accounts.get(one.email), given)}


def _is_own_to_invite(invitation: OfficeInvitation, account: Account | None, given: set[Role]) -> bool:
    roles = {*invitation.roles, *(account.roles if account is not None else ())}
    is_closed = account is not None and not account.active and invitation.taken_back_at is None
    return roles <= given and (not is_closed or Role.ADMINISTRATOR in given)


def _invite_again(session: Session, actor: Actor, account: Account, invitation: OfficeInvitation) -> None:
    if not account.active:
        set_active(session, account.email, is_open=True, actor=actor)
    set_roles(session, account.email, invitation.roles, actor=actor)
    account.office = invitation.office
    mail_invitation_again(session, account)


def take_back_invitation(session: Session, actor: Actor, delegation: Delegation, email: str) -> None:
    """Take an invitation back. Its link ends. Raises NotVisible if there is none."""
    invitation = session.get(OfficeInvitation, (delegation.code, email.strip().lower()))
    if invitation is None or invitation.taken_back_at is not None:
        raise NotVisible(N_("There is no such invitation. It may be accepted."))
    invitation.taken_back_at = now(session)
    account = session.scalar(select(Account).where(Account.email == invitation.email))
    if account is not None and account.delegation_code == delegation.code:
        set_active(session, account.email, is_open=False, actor=actor)


def open_invitations(session: Session, delegation: Delegation) -> Sequence[OfficeInvitation]:
    """Return the invitations of a delegation that nobody has accepted yet, the newest first."""
    query = select(OfficeInvitation).where(
        OfficeInvitation.delegation_code == delegation.code, OfficeInvitation.taken_back_at.is_(None)
    )
    return session.scalars(query.order_by(OfficeInvitation.invited_at.desc(), OfficeInvitation.email)).all()


def has_accepted() -> ColumnElement[bool]:
    """Return the condition that an office is not only invited."""
    same = (OfficeInvitation.delegation_code == Account.delegation_code) & (OfficeInvitation.email == Account.email)
    return ~select(OfficeInvitation.email).where(same).correlate(Account).exists()
