"""The passkeys of an account (WebAuthn): keys that a telephone, a computer or a security key holds.

The browser signs a challenge with the key, for this site alone. What each step checks is in the W3C's recommendation
Web Authentication, 7.1 and 7.2; the library does it.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from case_studies.errors import N_, Incomplete
from case_studies.models import Account, Passkey
from case_studies.unit_of_work import now

LONGEST_NAME = 60
LONGEST_ANSWER = 20_000  # characters of what a browser sends
LONGEST_CREDENTIAL = 1023  # bytes of its id (Web Authentication, 7.1)
MOST_PASSKEYS = 20  # of an account
TIMEOUT = 300_000  # milliseconds that a browser waits for its user
ISSUER = "Casebook"


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """The site that a passkey is for: its host name, and the origin of its pages."""

    host: str
    origin: str


def registration_options(session: Session, account: Account, party: RelyingParty, challenge: bytes) -> str:
    """Return, as JSON, what a browser needs to make a passkey. A device that has one already makes no second."""
    return options_to_json(
        generate_registration_options(
            rp_id=party.host,
            rp_name=ISSUER,
            user_id=_user_handle(account),
            user_name=account.email,
            user_display_name=account.office,
            challenge=challenge,
            timeout=TIMEOUT,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.PREFERRED,
                user_verification=UserVerificationRequirement.PREFERRED,
            ),
            exclude_credentials=_descriptors(session, account),
        )
    )


def sign_in_options(session: Session, account: Account, party: RelyingParty, challenge: bytes) -> str:
    """Return, as JSON, what a browser needs to sign with one of the passkeys of an account."""
    return options_to_json(
        generate_authentication_options(
            rp_id=party.host,
            challenge=challenge,
            timeout=TIMEOUT,
            allow_credentials=_descriptors(session, account),
            user_verification=UserVerificationRequirement.PREFERRED,
        )
    )


def add_passkey(
    session: Session, account: Account, party: RelyingParty, challenge: bytes, *, answer: str, name: str
) -> Passkey:
    """Add the passkey that a browser has made for this challenge. Raises Incomplete."""
    if not name or len(name) > LONGEST_NAME:
        raise Incomplete({"name": [N_("Give it a name of at most 60 characters.")]})
    if count_passkeys(session, account.id) >= MOST_PASSKEYS:
        raise Incomplete({"name": [N_("Your office has 20 passkeys. Remove one that is no longer used.")]})
    made = _verify_registration(party, challenge, answer)
    if made is None or _is_known(session, made.credential_id):
        raise Incomplete({"passkey": [N_("The passkey was not added. Try again.")]})
    added = Passkey(
        account_id=account.id,
        credential=bytes_to_base64url(made.credential_id),
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        name=name,
        added_at=now(session),
        last_used_at=None,
    )
    session.add(added)
    session.flush()
    return added


def check_passkey(session: Session, account: Account, party: RelyingParty, challenge: bytes, answer: str) -> bool:
    """Return whether a passkey of this account has signed this challenge for this site.

    A passkey that counts its signatures and has gone back is refused: perhaps there are two of it.
    """
    used = _used_passkey(session, account, answer)
    signed = _verify_signature(used, party, challenge, answer) if used is not None else None
    if used is None or signed is None:
        return False
    unchanged = update(Passkey).where(Passkey.id == used.id, Passkey.sign_count == used.sign_count)
    counted = unchanged.values(sign_count=signed.new_sign_count, last_used_at=now(session)).returning(Passkey.id)
    return bool(session.scalars(counted).all())


def passkeys_of(session: Session, account_id: int) -> Sequence[Passkey]:
    """Return the passkeys of an account, the oldest first."""
    own = select(Passkey).where(Passkey.account_id == account_id)
    return session.scalars(own.order_by(Passkey.added_at, Passkey.id)).all()


def count_passkeys(session: Session, account_id: int) -> int:
    """Return how many passkeys an account has."""
    own = select(func.count()).select_from(Passkey).where(Passkey.account_id == account_id)
    return session.scalar(own) or 0


def remove_passkey(session: Session, account: Account, number: int) -> str | None:
    """Remove a passkey of an account and return its name, or None if the account has none with this number."""
    own = delete(Passkey).where(Passkey.id == number, Passkey.account_id == account.id)
    return session.scalars(own.returning(Passkey.name)).one_or_none()


def remove_passkeys(session: Session, account: Account) -> None:
    """Remove all passkeys of an account."""
    session.execute(delete(Passkey).where(Passkey.account_id == account.id))


def _verify_registration(party: RelyingParty, challenge: bytes, answer: str) -> VerifiedRegistration | None:
    """Return what a browser has made, or None if it is not for this challenge and this site."""
    try:
        credential = parse_registration_credential_json(answer[:LONGEST_ANSWER])
        made = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.host,
            expected_origin=party.origin,
        )
        is_framed = parse_client_data_json(credential.response.client_data_json).cross_origin
    except Exception:  # the library raises anything for bytes that no browser sends
        return None
    return None if is_framed or len(made.credential_id) > LONGEST_CREDENTIAL else made


def _verify_signature(
    passkey: Passkey, party: RelyingParty, challenge: bytes, answer: str
) -> VerifiedAuthentication | None:
    """Return the signature of a passkey, or None if it is not of this challenge and for this site."""
    try:
        credential = parse_authentication_credential_json(answer)
        signed = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.host,
            expected_origin=party.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
        )
        is_framed = parse_client_data_json(credential.response.client_data_json).cross_origin
    except Exception:  # the library raises anything for bytes that no browser sends
        return None
    return None if is_framed else signed


def _used_passkey(session: Session, account: Account, answer: str) -> Passkey | None:
    """Return the passkey of this account that an answer names."""
    try:
        credential = parse_authentication_credential_json(answer[:LONGEST_ANSWER])
    except Exception:  # as above
        return None
    handle = credential.response.user_handle
    if handle and not secrets.compare_digest(handle, _user_handle(account)):
        return None
    name = bytes_to_base64url(credential.raw_id)
    return session.scalar(select(Passkey).where(Passkey.credential == name, Passkey.account_id == account.id))


def _is_known(session: Session, credential_id: bytes) -> bool:
    """Return whether an account has this passkey already. None is in two accounts (Web Authentication, 7.1)."""
    same = select(Passkey.id).where(Passkey.credential == bytes_to_base64url(credential_id))
    return session.scalar(same) is not None


def _user_handle(account: Account) -> bytes:
    """Return what a device knows an account by: always the same, and nothing that names the office."""
    return hashlib.sha256(f"passkeys of account {account.id}".encode()).digest()


def _descriptors(session: Session, account: Account) -> list[PublicKeyCredentialDescriptor]:
    own = passkeys_of(session, account.id)
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential)) for one in own]
