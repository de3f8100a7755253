"""The authenticator app of an account: it shows a code every half minute (TOTP, RFC 6238). A code works once."""

from datetime import datetime

import pyotp
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from case_studies.models import Account, AuthenticatorApp
from case_studies.unit_of_work import now

ISSUER = "Casebook"
STEP = 30  # seconds
CLOCKS_DIFFER_BY = 1  # steps that the clock of a telephone may be early or late


def new_secret() -> str:
    """Return a random secret for an app: 160 bits."""
    return pyotp.random_base32()


def setup_address(account: Account, secret: str) -> str:
    """Return the address that an app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name=ISSUER)


def add_app(session: Session, account: Account, secret: str, code: str) -> bool:
    """Add an app, or replace that of before, if the code shows that the app has the secret. Return whether it does."""
    step = _step_of(secret, code, now(session))
    if step is None:
        return False
    session.merge(AuthenticatorApp(account_id=account.id, secret=secret, last_step=step, added_at=now(session)))
    return True


def check_app_code(session: Session, account: Account, code: str) -> bool:
    """Return whether a code is right and was not used before. It works once, also in two browsers at the same time."""
    app = session.get(AuthenticatorApp, account.id)
    step = _step_of(app.secret, code, now(session)) if app is not None else None
    if step is None:
        return False
    unused = update(AuthenticatorApp).where(
        AuthenticatorApp.account_id == account.id, AuthenticatorApp.last_step < step
    )
    return bool(session.scalars(unused.values(last_step=step).returning(AuthenticatorApp.account_id)).all())


def has_app(session: Session, account_id: int) -> bool:
    """Return whether an account has an app."""
    own = select(AuthenticatorApp.account_id).where(AuthenticatorApp.account_id == account_id)
    return session.scalar(own) is not None


def remove_app(session: Session, account: Account) -> None:
    """Remove the app of an account."""
    session.execute(delete(AuthenticatorApp).where(AuthenticatorApp.account_id == account.id))


def _step_of(secret: str, code: str, moment: datetime) -> int | None:
    """Return the step of time that a code is for, or None if it is wrong or too old."""
    digits, generator, current = code.replace(" ", ""), pyotp.TOTP(secret), int(moment.timestamp()) // STEP
    steps = range(current - CLOCKS_DIFFER_BY, current + CLOCKS_DIFFER_BY + 1)
    right = [step for step in steps if pyotp.utils.strings_equal(digits, generator.generate_otp(step))]
    return right[-1] if right else None
