"""Asking for the second factor, beside the password: a passkey, the code of an app, or a recovery code."""

from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from app.current import current_platform, reading
from app.passkeys import options_to_sign_in, relying_party, take_challenge
from case_studies.errors import Incomplete
from case_studies.models import Account
from case_studies.operations.accounts.authenticator_app import has_app
from case_studies.operations.accounts.factors import check_code
from case_studies.operations.accounts.passkeys import check_passkey

PASSKEY = "passkey"  # the field that a script fills


@dataclass(frozen=True, slots=True)
class FactorQuestion:
    """What a page asks for: a code of the app or a recovery code, and a passkey if the account has one."""

    has_app: bool
    passkey_options: str


def ask_for_factor(account: Account) -> FactorQuestion:
    """Return what the page asks an account for."""
    with reading() as session:
        return FactorQuestion(has_app(session, account.id), options_to_sign_in(account))


def check_factor_here(account: Account, code: str) -> None:
    """Check the passkey of this request, or else the code. Neither works twice. Raises Incomplete."""
    answer = request.form.get(PASSKEY, "")
    if answer:
        _check_passkey(account, answer)
        return
    with current_platform().work.writing() as session:
        is_right = check_code(session, account, code)
    if not is_right:
        raise Incomplete({"factor_code": [_("This code is wrong or was used. Wait for the next one.")]})


def _check_passkey(account: Account, answer: str) -> None:
    challenge = take_challenge(account)
    with current_platform().work.writing(quietly=True) as session:
        is_right = challenge is not None and check_passkey(session, account, relying_party(), challenge, answer)
    if not is_right:
        raise Incomplete({PASSKEY: [_("The passkey was not accepted, or this page was open for too long. Try again.")]})
