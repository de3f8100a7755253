"""Password hashing: Argon2id with the parameters of RFC 9106, unless another hasher is passed in."""

import secrets
from functools import cache
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY


class Passwords:
    """Hashes passwords and checks them against their hashes."""

    def __init__(self, hasher: PasswordHasher) -> None:
        self._hasher = hasher
        self._decoy = hasher.hash(secrets.token_hex())

    def hash(self, password: str) -> str:
        """Return the hash of a password, with its parameters and its salt."""
        return self._hasher.hash(normal_form(password))

    def is_outdated(self, password_hash: str) -> bool:
        """Return whether a hash was made with other parameters than those in use."""
        return self._hasher.check_needs_rehash(password_hash)

    def match(self, password_hash: str | None, password: str) -> bool:
        """Whether a password belongs to a hash. Without a hash the answer is no, after the same time.

        The password is also tried as it was typed: older hashes were made of that.
        """
        forms = dict.fromkeys((normal_form(password), password))
        return any(self._verify(password_hash or self._decoy, form) for form in forms) and password_hash is not None

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False


def normal_form(password: str) -> str:
    """Return a password as it is hashed (NFKC): keyboards write the same letter in different ways."""
    return normalize("NFKC", password)


@cache
def default_passwords() -> Passwords:
    """Return the hashing of the product: RFC 9106's second recommended option (64 MiB, 3 passes, 4 lanes)."""
    return Passwords(PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY))
