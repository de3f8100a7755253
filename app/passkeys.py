"""What a page hands to the browser for a passkey, and what the browser sends back.

The page carries a challenge; the cookie remembers which, so that an answer counts only from the browser that was asked.
"""

from flask import request
from flask import session as cookie

from app.current import current_platform, reading
from case_studies.models import Account
from case_studies.operations.accounts.passkey_challenges import new_challenge, use_challenge
from case_studies.operations.accounts.passkeys import (
    RelyingParty,
    count_passkeys,
    registration_options,
    sign_in_options,
)

NAME = "passkey_challenge"


def relying_party() -> RelyingParty:
    """Return this site: at the address of the settings, or else at that of the request."""
    host = request.host.lower()
    return RelyingParty(host.partition(":")[0], f"{request.scheme}://{host}")


def options_to_add(account: Account) -> str:
    """Return, as JSON, what the browser needs to make a passkey."""
    challenge = _new_challenge(account)
    with reading() as session:
        return registration_options(session, account, relying_party(), challenge)


def options_to_sign_in(account: Account) -> str:
    """Return, as JSON, what the browser needs to sign in with a passkey; empty for an account that has none."""
    with reading() as session:
        if not count_passkeys(session, account.id):
            return ""
        return sign_in_options(session, account, relying_party(), _new_challenge(account))


def take_challenge(account: Account) -> bytes | None:
    """Return the challenge that this browser was asked to sign, or None if it was used or ended. It is used up now."""
    challenge = bytes.fromhex(cookie.pop(NAME, ""))
    with current_platform().work.writing(quietly=True) as session:
        return challenge if use_challenge(session, account, challenge) else None


def _new_challenge(account: Account) -> bytes:
    with current_platform().work.writing(quietly=True) as session:
        challenge = new_challenge(session, account)
    cookie[NAME] = challenge.hex()
    return challenge
