"""Password hashing: Argon2id with the parameters of RFC 9106, unless another hasher is passed in."""

import secrets
from functools import cache

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
        return self._hasher.hash(password)

    def match(self, password_hash: str | None, password: str) -> bool:
        """Whether a password belongs to a hash. Without a hash the answer is no, after the same time."""
        try:
            return self._hasher.verify(password_hash or self._decoy, password) and password_hash is not None
        except (VerificationError, InvalidHashError):
            return False


@cache
def default_passwords() -> Passwords:
    """Return the hashing of the product: RFC 9106's second recommended option (64 MiB, 3 passes, 4 lanes)."""
    return Passwords(PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY))
