"""The link with which an office sets its password: a new one after it forgot the old, or its first.

The signed token holds the account, the end of its time, and a digest of the present password and address, so that a
link works once, and not after the address has changed. Nothing of it is stored; the mail is written when it is sent.
"""

from collections.abc import Sequence
from datetime import datetime

from itsdangerous import BadData

from case_studies.errors import N_, NotVisible
from case_studies.models import Account
from case_studies.models.account import digest_of
from case_studies.signing import Keys, serializer

SALT = "password"
PATH = "/sign-in/password/{token}"
SUBJECT = "Set your password on Casebook"
TEXT = """With this link you set the password of {office}, {delegation}:

{link}

It works once, until {until} UTC. If nobody of your office asked for it, ignore this mail: nothing has changed.
"""


class LinkEnded(NotVisible):
    """The link was used, or its time is over, or it was never one."""

    message = N_("This link has ended or was used. Ask for another.")


def make_token(secret: str, account: Account, until: datetime) -> str:
    """Return the token for an account, until a moment."""
    return str(serializer(secret, SALT).dumps([account.id, until.isoformat(), _mark_of(account)]))


def read_token(keys: Keys, token: str) -> tuple[int, datetime, str]:
    """Return account, end and mark of the password that a token holds. Raises LinkEnded for a forged one."""
    try:
        account_id, until, mark = serializer(keys, SALT).loads(token)
        return int(account_id), datetime.fromisoformat(until), str(mark)
    except (BadData, ValueError, TypeError) as error:
        raise LinkEnded() from error


def is_for(account: Account, mark: str) -> bool:
    """Return whether the account still has the password and the address that it had when the link was made."""
    return _mark_of(account) == mark


def password_link(address: str, secret: str, account: Account, until: datetime) -> str:
    """Return the whole link."""
    return address + PATH.format(token=make_token(secret, account, until))


def mail_text(address: str, secret: str, account: Account, until: datetime) -> Sequence[str]:
    """Return the subject and the text of the mail with the link."""
    link = password_link(address, secret, account, until)
    day = f"{until.day} {until:%B %Y, %H:%M}"
    return SUBJECT, TEXT.format(office=account.office, delegation=account.delegation.name, link=link, until=day)


def _mark_of(account: Account) -> str:
    return digest_of(f"{account.password_hash} {account.email}")[:16]
