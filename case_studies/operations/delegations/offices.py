"""The offices of a delegation: inviting one by mail, its roles, and handing it over to the next person.

An office keeps its account when persons change. So its drafts, assignments, answers, notifications and saved searches
stay where they are; only the address changes, and nobody knows the old password, session or token any more.
"""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotAllowed, NotVisible
from case_studies.models import Account, Delegation, KnownBrowser, OfficeInvitation
from case_studies.models.account import DEMONSTRATION
from case_studies.operations.accounts.accounts import is_free_address, is_reachable, own_account, set_roles
from case_studies.operations.accounts.address_change import end_changes
from case_studies.operations.accounts.factors import reset_factors
from case_studies.operations.accounts.password_links import invite_by_mail
from case_studies.operations.accounts.passwords import unknown_password
from case_studies.operations.accounts.provider_identities import remove_all_identities
from case_studies.operations.accounts.tokens import end_all_tokens
from case_studies.operations.delegations.invitations import (
    TAKEN,
    check_own_to_invite,
    has_accepted,
    open_invitation,
    take_back_invitation,
)
from case_studies.operations.delegations.records import get_delegation
from case_studies.policy.actor import Actor
from case_studies.policy.delegations import DelegationRight, check_right, may_hand_over, roles_to_give
from case_studies.vocabulary import HistoryAction, Role
from case_studies.workflow.history import record_account_event

NO_ROLE = N_("Choose at least one role.")


def invite_office(
    session: Session, actor: Actor, code: str, *, email: str, office: str, roles: Sequence[Role]
) -> OfficeInvitation:
    """Invite an office of a delegation: a mail has a link with which it sets its first password. Raises Incomplete.

    Only administrators, who see all accounts, learn that an address has one.
    """
    delegation = get_delegation(session, code)
    check_right(session, actor, DelegationRight.INVITE, delegation)
    errors = {}
    if not office:
        errors["office"] = [N_("Name the office, such as Military adviser.")]
    if not roles or not {*roles} <= {*roles_to_give(session, actor, delegation)}:
        errors["roles"] = [NO_ROLE]
    if errors:
        raise Incomplete(errors)
    address = email.strip().lower()
    _check_address(session, actor, address)
    if actor.is_a(Role.ADMINISTRATOR):
        _check_free(session, address)
    check_own_to_invite(session, actor, delegation, address)
    return open_invitation(session, actor, delegation, email=address, office=office, roles=roles)


def take_back(session: Session, actor: Actor, code: str, email: str) -> None:
    """Take the invitation of an office back."""
    delegation = get_delegation(session, code)
    check_right(session, actor, DelegationRight.INVITE, delegation)
    check_own_to_invite(session, actor, delegation, email.strip().lower())
    take_back_invitation(session, actor, delegation, email)


def change_roles(session: Session, actor: Actor, code: str, number: int, roles: Sequence[Role]) -> Account:
    """Give an office these of the roles that the actor may give. Its other roles stay. Raises Incomplete for none."""
    account, delegation = find_office(session, actor, code, number)
    check_right(session, actor, DelegationRight.INVITE, delegation)
    if account.id == actor.account_id:
        raise NotAllowed(N_("Nobody changes the roles of their own office."))
    if account.is_of_demonstration:
        raise NotAllowed(N_("The accounts of the demonstration can't be changed."))
    may_give = roles_to_give(session, actor, delegation)
    kept = [role for role in Role if (role in roles if role in may_give else role in account.roles)]
    if not kept:
        raise Incomplete({"roles": [NO_ROLE]})
    return set_roles(session, account.email, kept, actor=actor)


def hand_over_office(session: Session, actor: Actor, code: str, number: int, *, email: str) -> Account:
    """Let a new address take an office over. It gets a link by mail; old sessions, tokens and the password end."""
    account, _delegation = find_office(session, actor, code, number)
    check_can_hand_over(session, actor, account)
    _check_address(session, actor, email)
    _check_free(session, email.strip().lower())
    reset_factors(session, account, actor)
    end_changes(session, account)
    remove_all_identities(session, account)
    before, account.email = account.email, email.strip().lower()
    account.password_hash = unknown_password(session)
    end_all_tokens(session, account)
    session.execute(delete(KnownBrowser).where(KnownBrowser.account_id == account.id))
    session.flush()
    record_account_event(session, account, actor, HistoryAction.HAND_OVER_OFFICE, before=before, after=account.email)
    invite_by_mail(session, account)
    return account


def check_can_hand_over(session: Session, actor: Actor, account: Account) -> None:
    """Refuse those who may not, closed accounts, and accounts that many people share."""
    if not may_hand_over(session, actor, account):
        raise NotAllowed()
    if account.is_of_demonstration:
        raise NotAllowed(N_("Many people share the accounts of the demonstration, so they are not handed over."))


def find_office(session: Session, actor: Actor, code: str, number: int) -> tuple[Account, Delegation]:
    """Return an open office of a delegation that has accepted its invitation. Raises NotVisible."""
    delegation = get_delegation(session, code)
    check_right(session, actor, DelegationRight.READ_RECORD, delegation)
    account = session.scalar(select(Account).where(Account.id == number, Account.active, has_accepted()))
    if account is None or account.delegation_code != delegation.code:
        raise NotVisible()
    if account.id != actor.account_id:
        check_right(session, actor, DelegationRight.INVITE, delegation)
    return account, delegation


def _check_address(session: Session, actor: Actor, email: str) -> None:
    """Check an address. Accounts of the demonstration, which many share, invite nobody outside of it."""
    address = email.strip().lower()
    if not is_reachable(address):
        raise Incomplete({"email": [N_("Give an e-mail address of an office, such as peacekeeping@example.org.")]})
    if actor.signed_in and own_account(session, actor).is_of_demonstration and not address.endswith(DEMONSTRATION):
        raise Incomplete({"email": [N_("In the demonstration, use an address that ends in @demo.example.")]})


def _check_free(session: Session, address: str) -> None:
    if not is_free_address(session, address):
        raise Incomplete({"email": [TAKEN]})
