"""Passwords are hashed as RFC 9106 recommends, and an unknown address takes as long as a wrong password."""

from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from app import create_app
from case_studies.passwords import Passwords
from config import Config

MEMORY, PASSES, LANES = 64 * 1024, 3, 4  # KiB; the second recommended option, RFC 9106 section 4


class CountingHasher(PasswordHasher):
    """A hasher that records the hashes it checks."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.checked: list[str] = []

    def verify(self, hash: Any, password: Any) -> Any:  # noqa: A002 - the library's name
        self.checked.append(hash)
        return super().verify(hash, password)


@pytest.mark.slow
def test_the_application_hashes_as_rfc_9106_recommends(tmp_path: Path) -> None:
    passwords = create_app(Config(data_dir=tmp_path, demo_mode=True)).extensions["casebook"].work.passwords
    password_hash = passwords.hash("a whole sentence")
    parameters = extract_parameters(password_hash)
    assert parameters.type is Type.ID
    assert (parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (MEMORY, PASSES, LANES)
    assert (parameters.hash_len, parameters.salt_len) == (32, 16)
    assert passwords.match(password_hash, "a whole sentence")
    assert not passwords.match(password_hash, "another sentence")


def test_a_password_is_the_same_however_a_keyboard_writes_its_letters() -> None:
    passwords = Passwords(CountingHasher())
    composed, decomposed, wide = "cœur d'été à 12h", "cœur d'e\u0301te\u0301 a\u0300 12h", "cœur d'été à １２h"
    password_hash = passwords.hash(decomposed)
    assert all(passwords.match(password_hash, typed) for typed in (composed, decomposed, wide))
    older_hash = CountingHasher().hash(decomposed)  # made before passwords had a normal form
    assert passwords.match(older_hash, decomposed)
    assert not passwords.match(older_hash, "another sentence")


def test_equal_passwords_have_different_hashes() -> None:
    passwords = Passwords(CountingHasher())
    assert passwords.hash("a whole sentence") != passwords.hash("a whole sentence")


def test_without_a_hash_the_check_costs_the_same_and_fails() -> None:
    hasher = CountingHasher()
    passwords = Passwords(hasher)
    stored = passwords.hash("a whole sentence")
    assert not passwords.match(stored, "another sentence")
    assert not passwords.match(None, "another sentence")
    first, second = hasher.checked
    assert extract_parameters(first) == extract_parameters(second)


def test_a_damaged_hash_matches_nothing() -> None:
    passwords = Passwords(CountingHasher())
    assert not passwords.match("-", "")
    assert not passwords.match("", "")
