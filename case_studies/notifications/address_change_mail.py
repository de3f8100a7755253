"""The mails that ask both mailboxes of an account to confirm a change of its address: their words, and their links.

The signed token holds the change and the mailbox that it was sent to. Nothing of it is stored; the mail is written when
it is sent.
"""

from datetime import datetime
from enum import StrEnum

from itsdangerous import BadData

from case_studies.errors import N_, NotVisible
from case_studies.models import AddressChange
from case_studies.signing import Keys, serializer

SALT = "address change"
PATH = "/address-change/{token}"
SUBJECT = "Confirm the new address of your office on Casebook"


class Mailbox(StrEnum):
    """One of the two mailboxes that confirm a change."""

    OLD = "old"
    NEW = "new"


TEXTS = {
    Mailbox.OLD: """Somebody who is signed in as {office}, {delegation}, asked to change the address of this account
on Casebook from {old} to {new}.

Confirm or cancel it here, until {until} UTC:

{link}

The address changes when both mailboxes have confirmed it. If your office did not ask for it, cancel it and change the
password.
""",
    Mailbox.NEW: """Somebody who is signed in as {office}, {delegation}, asked to use this mailbox for the account
of that office on Casebook.

Confirm or cancel it here, until {until} UTC:

{link}

The address changes when the present mailbox of the office has confirmed it too. If you know nothing of it, ignore this
mail: nothing happens.
""",
}


class AddressChangeEnded(NotVisible):
    """The change took effect or was cancelled, or its time is over, or the link was never one."""

    message = N_("This change of address has ended. Sign in and ask for it again.")


def make_token(secret: str, change: AddressChange, mailbox: Mailbox) -> str:
    """Return the token for one of the mailboxes."""
    return str(serializer(secret, SALT).dumps([change.id, change.asked_at.isoformat(), mailbox.value]))


def read_token(keys: Keys, token: str) -> tuple[int, datetime, Mailbox]:
    """Return the id of the change, when it was asked for, and the mailbox. Raises AddressChangeEnded if forged."""
    try:
        number, asked_at, mailbox = serializer(keys, SALT).loads(token)
        return int(number), datetime.fromisoformat(asked_at), Mailbox(mailbox)
    except (BadData, ValueError, TypeError) as error:
        raise AddressChangeEnded() from error


def address_change_text(change: AddressChange, mailbox: Mailbox, address: str, secret: str) -> tuple[str, str]:
    """Return subject and text of the mail to one of the mailboxes."""
    account = change.account
    text = TEXTS[mailbox].format(
        office=account.office,
        delegation=account.delegation.name,
        old=account.email,
        new=change.new_email,
        until=f"{change.until.day} {change.until:%B %Y, %H:%M}",
        link=address + PATH.format(token=make_token(secret, change, mailbox)),
    )
    return SUBJECT, text
