"""The first step of a sign-in with a second factor: the password was right. The signed cookie remembers it."""

from datetime import timedelta

from flask import session as cookie

from app.current import current_platform, reading
from case_studies.models import Account
from case_studies.operations.accounts.passwords import account_with_password, mark_of_password

NAME = "password_step"
LASTS = timedelta(minutes=10)


def remember_password_step(account: Account) -> None:
    """Remember that the password of an account was right in this browser."""
    cookie[NAME] = [account.id, mark_of_password(account), current_platform().work.clock().timestamp()]


def forget_password_step() -> None:
    """Forget it: the account is signed in, or starts again."""
    cookie.pop(NAME, None)


def account_of_password_step() -> Account | None:
    """Return the account whose password was right in this browser some minutes ago, and is still the same."""
    number, mark, moment = cookie.get(NAME, (0, "", 0.0))
    if current_platform().work.clock().timestamp() - moment > LASTS.total_seconds():
        return None
    with reading() as session:
        return account_with_password(session, number, mark)
