"""Which offices may sign in, by password or token; what is kept of either signs nobody in."""

import hashlib

import pytest
from sqlalchemy import select, text

from case_studies.errors import Incomplete, NotVisible
from case_studies.models import Account, ApiToken
from case_studies.operations.accounts.accounts import add_account, find_account, set_roles
from case_studies.operations.accounts.browser_sessions import find_session, start_session
from case_studies.operations.accounts.passwords import change_password, check_password, hash_password
from case_studies.operations.accounts.tokens import find_token
from case_studies.policy.actor import NOBODY, Actor
from case_studies.vocabulary import Role
from tests.support.world import PASSWORD, World, token_of

DEMO = "focal-point.gha@demo.example"
REAL = "office@mission.example"
FIRST = "a first long sentence"


@pytest.fixture
def office(bare: World) -> str:
    """Add an account that is not of the demonstration and return its password."""
    with bare.platform.work.writing() as session:
        password_hash = hash_password(session, FIRST)
        add_account(
            session, f" {REAL.upper()} ", "GHA", [Role.FOCAL_POINT], office="Office", password_hash=password_hash
        )
        return FIRST


def test_an_account_signs_in_with_its_first_password_and_no_other(bare: World, office: str) -> None:
    with bare.platform.work.reading() as session:
        found = check_password(session, " Office@Mission.example ", office, demonstration=False)
        assert found is not None
        assert found.email == REAL
        assert check_password(session, REAL, office + " ", demonstration=False) is None
        assert check_password(session, REAL, "", demonstration=False) is None
        assert check_password(session, "nobody@mission.example", office, demonstration=False) is None


def test_neither_passwords_nor_tokens_are_kept(bare: World, office: str) -> None:
    with bare.platform.work.writing() as session:
        token = token_of(session, find_account(session, REAL))
        kept = session.scalars(select(ApiToken)).one()
        account = find_account(session, REAL)
    assert kept.digest == hashlib.sha256(token.encode()).hexdigest()
    assert account.password_hash.startswith("$argon2id$")
    with bare.platform.work.reading() as session:
        everything = str([tuple(row) for table in ("api_tokens", "accounts") for row in session.execute(
            text(f"SELECT * FROM {table}"))])  # fmt: skip
        assert token not in everything
        assert office not in everything
        assert find_token(session, kept.digest, demonstration=True) is None


def test_a_token_acts_for_its_account_and_others_for_nobody(bare: World, office: str) -> None:
    with bare.platform.work.writing() as session:
        token = token_of(session, find_account(session, REAL))
    with bare.platform.work.reading() as session:
        found = find_token(session, token, demonstration=False)
        assert found is not None
        assert found.account.email == REAL
        for other in ("", token[:-1], token.upper(), "cb_\udcff"):
            assert find_token(session, other, demonstration=False) is None


def test_a_closed_account_enters_by_no_door(bare: World, office: str) -> None:
    with bare.platform.work.writing() as session:
        account = find_account(session, REAL)
        token = token_of(session, account)
        browser = start_session(session, account, browser="", network="")
        account.active = False
    with bare.platform.work.reading() as session:
        assert find_token(session, token, demonstration=False) is None
        assert check_password(session, REAL, office, demonstration=False) is None
        assert find_token(session, token, demonstration=False) is None
        assert find_session(session, browser, demonstration=False) is None
        assert Actor.of(find_account(session, REAL)) == NOBODY


def test_demonstration_offices_enter_in_demonstration_mode_only(bare: World) -> None:
    with bare.platform.work.writing() as session:
        token = token_of(session, find_account(session, DEMO))
        browser = start_session(session, find_account(session, DEMO), browser="", network="")
    with bare.platform.work.reading() as session:
        for demonstration in (True, False):
            doors = (
                check_password(session, DEMO, PASSWORD, demonstration=demonstration),
                find_token(session, token, demonstration=demonstration),
                find_session(session, browser, demonstration=demonstration),
            )
            assert [door is not None for door in doors] == [demonstration] * 3


def test_a_new_password_ends_the_sessions_before_it(bare: World, office: str) -> None:
    with bare.platform.work.writing() as session:
        account = find_account(session, REAL)
        before = start_session(session, account, browser="", network="")
        token = token_of(session, account)
        change_password(session, account, office, "a whole new sentence")
    with bare.platform.work.reading() as session:
        assert find_session(session, before, demonstration=False) is None
        assert find_token(session, token, demonstration=False) is None
        assert check_password(session, REAL, office, demonstration=False) is None
        assert check_password(session, REAL, "a whole new sentence", demonstration=False) is not None


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [("wrong", "a whole new sentence", {"old"}), (None, "short", {"new"}), ("wrong", "x" * 201, {"old", "new"})],
)
def test_changing_a_password_needs_the_old_one(
    bare: World, office: str, old: str | None, new: str, fields: set[str]
) -> None:
    with bare.platform.work.reading() as session, pytest.raises(Incomplete) as refusal:
        change_password(session, find_account(session, REAL), old or office, new)
    assert set(refusal.value.fields) == fields


@pytest.mark.parametrize(
    ("email", "delegation", "field"),
    [("no-address", "GHA", "email"), ("a@b.example", "XXX", "delegation"), (DEMO.upper(), "GHA", "email")],
)
def test_an_account_needs_an_address_of_its_own_and_a_delegation(
    bare: World, email: str, delegation: str, field: str
) -> None:
    with pytest.raises(Incomplete) as refusal, bare.platform.work.writing() as session:
        add_account(session, email, delegation, [], office="Office")
    assert set(refusal.value.fields) == {field}


def test_roles_are_set_exactly(bare: World) -> None:
    with bare.platform.work.writing() as session:
        set_roles(session, DEMO.upper(), [Role.REVIEWER, Role.EDITOR])
    with bare.platform.work.reading() as session:
        assert session.scalars(select(Account).where(Account.email == DEMO)).one().roles == ["reviewer", "editor"]
        with pytest.raises(NotVisible):
            find_account(session, "nobody@mission.example")
