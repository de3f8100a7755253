"""Signing in: one answer for every wrong pair, nowhere off this site, and demonstration accounts in their mode only."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from case_studies.operations.accounts.accounts import add_account, find_account
from case_studies.operations.accounts.passwords import hash_password
from case_studies.passwords import Passwords
from case_studies.vocabulary import Role
from tests.support.page_reader import read, words
from tests.support.world import PASSWORD, World, csrf

OFFICE = "focal-point.gha@demo.example"


def test_an_office_signs_in_and_lands_on_its_desk(bare: World) -> None:
    client = bare.visitor()
    answer = client.post("/sign-in", data={"email": OFFICE, "password": PASSWORD, **csrf(client)})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/desk"
    assert "Focal point, Ghana" in words(read(client, "/desk"))


@pytest.mark.parametrize(("email", "password"), [(OFFICE, "wrong"), ("nobody@demo.example", PASSWORD), ("", "")])
def test_a_wrong_pair_says_nothing_of_what_was_wrong(bare: World, email: str, password: str) -> None:
    client = bare.visitor()
    answer = client.post("/sign-in", data={"email": email, "password": password, **csrf(client)})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Address and password do not match" in words(page)
    assert f'value="{email}"' in page, "the address stays"
    assert 'href="#f-email"' in page
    assert 'name="password" value="wrong"' not in page


@pytest.mark.parametrize(
    "forged", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "desk"]
)
def test_a_forged_link_does_not_lead_to_another_site(bare: World, forged: str) -> None:
    client = bare.visitor()
    data = {"email": OFFICE, "password": PASSWORD, "next": forged, **csrf(client)}
    assert client.post("/sign-in", data=data).headers["Location"] == "/desk"


def test_a_page_that_needs_an_account_leads_here_and_back(bare: World) -> None:
    client = bare.visitor()
    asked = client.get("/account")
    assert asked.status_code == 303
    page = read(client, asked.headers["Location"])
    assert 'name="next" value="/account"' in page
    data = {"email": OFFICE, "password": PASSWORD, "next": "/account", **csrf(client)}
    assert client.post("/sign-in", data=data).headers["Location"] == "/account"


def test_every_demonstration_account_can_be_entered_without_typing(bare: World) -> None:
    page = read(bare.visitor(), "/sign-in")
    assert PASSWORD in words(page)
    for name in ("focal-point.gha", "clearance.rwa", "reviewer.sen", "editor.bra", "practitioner", "admin"):
        assert f'name="email" value="{name}@demo.example"' in page
        assert f"as {name}@demo.example" in words(page)


def test_outside_demonstration_mode_there_are_no_such_accounts(bare: World) -> None:
    serious = World(replace(bare.config, demo_mode=False, allow_http=True))
    page = read(serious.visitor(), "/sign-in")
    assert "demo.example" not in page
    assert PASSWORD not in page
    client = serious.visitor()
    assert client.post("/sign-in", data={"email": OFFICE, "password": PASSWORD, **csrf(client)}).status_code == 422
    serious.close()


def test_signing_out_ends_it(bare: World) -> None:
    client = bare.browser("focal-point.gha")
    assert client.post("/sign-out", data=csrf(client, "/desk")).status_code == 303
    assert "You are signed out" in words(read(client, "/"))
    assert client.get("/desk").status_code == 303


@pytest.mark.slow
@pytest.mark.parametrize(
    ("office", "url"),
    [
        ("practitioner", "/search"),
        ("admin", "/administration"),
        ("focal-point.gha", "/desk"),
        ("reviewer.jpn", "/desk"),
        ("editor.bra", "/desk"),
    ],
)
def test_each_role_lands_on_the_page_that_it_needs_first(bare: World, office: str, url: str) -> None:
    client = bare.visitor()
    data = {"email": f"{office}@demo.example", "password": PASSWORD, **csrf(client)}
    assert client.post("/sign-in", data=data).headers["Location"] == url
    assert client.get(url).status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("email", ["office@mission.example", "nobody@mission.example"])
def test_each_further_try_at_a_password_waits_for_longer(bare: World, email: str) -> None:
    with bare.platform.work.writing() as session:
        add_account(
            session, "office@mission.example", "GHA", [Role.FOCAL_POINT], office="Office",
            password_hash=hash_password(session, PASSWORD),
        )  # fmt: skip
    bare.clock.step = timedelta()
    client = bare.visitor()
    token = csrf(client)

    def try_(password: str) -> tuple[int, str | None]:
        answer = client.post("/sign-in", data={"email": email, "password": password, **token})
        return answer.status_code, answer.headers.get("Retry-After")

    assert [try_("wrong")[0] for _ in range(5)] == [422] * 5
    for seconds in (1, 2, 4, 8, 16, 32, 60, 60):
        assert try_(PASSWORD) == (429, str(seconds + 1)), "even the right one waits, so that guesses learn nothing"
        bare.clock.moment += timedelta(seconds=seconds)
        assert try_("wrong")[0] == 422
    bare.clock.moment += timedelta(minutes=1)
    known = email.startswith("office")
    assert try_(PASSWORD)[0] == (303 if known else 422), "nobody is locked out for good"
    if known:
        token = csrf(client, "/account")  # a sign-in renews the secret of forms
        assert [try_("wrong")[0] for _ in range(5)] == [422] * 5, "the count begins again"


def test_tries_from_one_network_are_counted_together_whatever_the_address(bare: World) -> None:
    bare.clock.step = timedelta()
    client = bare.visitor()
    token = csrf(client)

    def try_(number: int, network: int = 1) -> int:
        data = {"email": f"x{number}@demo.example", "password": "y", **token}
        place = {"REMOTE_ADDR": f"198.51.{network}.{number}"}
        return client.post("/sign-in", data=data, environ_base=place).status_code

    assert [try_(number) for number in range(21)] == [422] * 20 + [429]
    assert try_(1, network=2) == 422


def test_offices_that_sign_in_from_one_network_do_not_wait(bare: World) -> None:
    bare.clock.step = timedelta()
    for _ in range(30):
        client = bare.visitor()
        assert client.post("/sign-in", data={"email": OFFICE, "password": PASSWORD, **csrf(client)}).status_code == 303


@pytest.mark.slow
def test_many_processes_count_together(bare: World) -> None:
    """Tries at the same time, each in a platform of its own over one database: none of them slips through."""
    bare.clock.step = timedelta()
    platforms = [World(bare.config, clock=bare.clock) for _ in range(4)]

    def try_(number: int) -> int:
        client = platforms[number % 4].visitor()
        data = {"email": "office@mission.example", "password": "y", **csrf(client)}
        return client.post("/sign-in", data=data).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(try_, range(24))) == [422] * 5 + [429] * 19
    for platform in platforms:
        platform.close()


def test_a_hash_with_older_parameters_is_made_again(bare: World) -> None:
    older = Passwords(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)).hash(PASSWORD)
    with bare.platform.work.writing() as session:
        add_account(session, "a@mission.example", "GHA", [Role.FOCAL_POINT], office="Office", password_hash=older)
    hashes = []
    for _ in range(2):
        bare.browser("a@mission.example")
        with bare.platform.work.reading() as session:
            hashes.append(find_account(session, "a@mission.example").password_hash)
    assert "$m=8,t=1,p=1$" in hashes[0]
    assert hashes[0] == hashes[1]
