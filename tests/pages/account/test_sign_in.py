"""Signing in: one answer for every wrong pair, nowhere off this site, and demonstration accounts in their mode only."""

from dataclasses import replace

import pytest

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
