"""Changing the address of an account. It takes effect after its old and its new mailbox have both confirmed it.

Nobody learns whether the new address has an account already, except who reads that mailbox. Sessions, API tokens,
passwords and second factors stay. Links that set the password and were mailed before no longer work; mails that wait
go to the new address.
"""

from datetime import timedelta

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, NotAllowed, WrongState
from case_studies.models import Account, AddressChange, Mail
from case_studies.models.account import DEMONSTRATION
from case_studies.notifications.address_change_mail import AddressChangeEnded, Mailbox, read_token
from case_studies.operations.accounts.accounts import is_free_address, is_reachable
from case_studies.policy.actor import Actor
from case_studies.signing import Keys
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction
from case_studies.workflow.history import record_account_event

VALID_FOR = timedelta(hours=24)
MOST_A_DAY = 5  # so that nobody fills a mailbox


def ask_for_change(session: Session, account: Account, typed: str) -> AddressChange:
    """Mail a link to both mailboxes of an account. A change that it asked for before ends. Raises Incomplete."""
    if account.is_of_demonstration:
        raise NotAllowed(N_("Many people share this account, so its address can't be changed."))
    email, moment = typed.strip().lower(), now(session)
    _check_address(session, account, email)
    end_changes(session, account)
    change = AddressChange(account=account, new_email=email, asked_at=moment, until=moment + VALID_FOR)
    session.add(change)
    for address in (None, email):
        session.add(Mail(account=account, address_change=change, address=address, queued_at=moment, next_try_at=moment))
    session.flush()
    record_account_event(
        session, account, Actor.of(account), HistoryAction.ASK_ADDRESS_CHANGE, before=account.email, after=email
    )
    return change


def _check_address(session: Session, account: Account, email: str) -> None:
    if not is_reachable(email) or email.endswith(DEMONSTRATION):
        raise Incomplete({"email": [N_("Give an e-mail address of an office, such as peacekeeping@example.org.")]})
    if email == account.email:
        raise Incomplete({"email": [N_("This is the address of your office already.")]})
    asked = select(func.count()).where(
        AddressChange.account_id == account.id, AddressChange.asked_at > now(session) - timedelta(days=1)
    )
    if (session.scalar(asked) or 0) >= MOST_A_DAY:
        raise Incomplete({"email": [N_("Your office asked for this five times today. Ask again tomorrow.")]})


def open_change(session: Session, account: Account) -> AddressChange | None:
    """Return the change that waits for a mailbox, if there is one."""
    return session.scalar(
        select(AddressChange).where(_is_open_of(account), AddressChange.until > now(session)).limit(1)
    )


def change_of_link(
    session: Session, keys: Keys, token: str, *, for_update: bool = False
) -> tuple[AddressChange, Mailbox]:
    """Return the change that a link is for, and the mailbox that it was sent to. Raises AddressChangeEnded."""
    number, asked_at, mailbox = read_token(keys, token)
    change = session.scalar(
        select(AddressChange).where(AddressChange.id == number).with_for_update(of=AddressChange)
        if for_update
        else select(AddressChange).where(AddressChange.id == number)
    )
    if change is None or change.asked_at != asked_at or change.ended_at is not None:
        raise AddressChangeEnded()
    if not change.account.active or now(session) >= change.until:
        raise AddressChangeEnded()
    return change, mailbox


def is_taken(session: Session, change: AddressChange) -> bool:
    """Return whether an account has the new address; only for those who read that mailbox."""
    return not is_free_address(session, change.new_email)


def confirm_change(session: Session, keys: Keys, token: str) -> AddressChange:
    """Confirm a change from the mailbox of a link. If the other one has confirmed it, it takes effect."""
    change, mailbox = change_of_link(session, keys, token, for_update=True)
    if mailbox == Mailbox.NEW:
        if is_taken(session, change):
            raise WrongState(N_("An account with this address exists already."))
        change.new_confirmed_at = change.new_confirmed_at or now(session)
    else:
        change.old_confirmed_at = change.old_confirmed_at or now(session)
    if change.old_confirmed_at is not None and change.new_confirmed_at is not None:
        _take_effect(session, change)
    return change


def _take_effect(session: Session, change: AddressChange) -> None:
    if is_taken(session, change):  # since the new mailbox confirmed it
        raise AddressChangeEnded()
    account = change.account
    before, account.email = account.email, change.new_email
    change.ended_at = now(session)
    session.flush()
    action = HistoryAction.CHANGE_ADDRESS
    record_account_event(session, account, Actor.of(account), action, before=before, after=account.email)


def cancel_by_link(session: Session, keys: Keys, token: str) -> None:
    """Cancel a change from one of the two mailboxes. Raises AddressChangeEnded."""
    change, _mailbox = change_of_link(session, keys, token, for_update=True)
    _cancel(session, change)


def cancel_own_change(session: Session, account: Account) -> None:
    """Cancel the change that an account asked for; nothing if there is none."""
    change = open_change(session, account)
    if change is not None:
        _cancel(session, change)


def _cancel(session: Session, change: AddressChange) -> None:
    account = change.account
    end_changes(session, account)
    record_account_event(
        session, account, Actor.of(account), HistoryAction.CANCEL_ADDRESS_CHANGE, before=change.new_email
    )


def end_changes(session: Session, account: Account) -> None:
    """End what an account asked for, such as when somebody else takes the office over."""
    session.execute(update(AddressChange).where(_is_open_of(account)).values(ended_at=now(session)))


def _is_open_of(account: Account) -> ColumnElement[bool]:
    return (AddressChange.account_id == account.id) & AddressChange.ended_at.is_(None)
