"""The office's own page, and its change of password."""

import pytest

from case_studies.operations.accounts import add_account, hash_password
from case_studies.vocabulary import Role
from tests.support.page_reader import link, read, words
from tests.support.world import PASSWORD, World, csrf

OFFICE = "adviser@mission.example"
NEW = "a stone a lane a morning"
URL = "/account/password"


@pytest.fixture
def adviser(bare: World) -> World:
    """A platform with an office that is not of the demonstration."""
    with bare.platform.work.writing() as session:
        add_account(
            session, OFFICE, "GHA", [Role.FOCAL_POINT], office="Adviser", password_hash=hash_password(session, PASSWORD)
        )
    return bare


def test_it_says_who_one_is_and_where_tokens_come_from(bare: World) -> None:
    client = bare.browser("focal-point.gha")
    page = read(client, "/account")
    for said in ("Focal point, Ghana", "focal-point.gha@demo.example", "Observer", "Ask your administrator"):
        assert said in words(page)
    read(client, link(page, "API documentation"))
    assert link(read(client, "/"), "Focal point, Ghana") == "/account"


def test_a_new_password_keeps_this_browser_and_ends_the_others(adviser: World) -> None:
    here, elsewhere = adviser.browser(OFFICE), adviser.browser(OFFICE)
    data = {"old": PASSWORD, "new": NEW, "again": NEW, **csrf(here, "/account")}
    assert here.post(URL, data=data).status_code == 303
    assert "The password is changed" in words(read(here, "/account"))
    assert elsewhere.get("/account").status_code == 303
    client = adviser.visitor()
    signed = [
        client.post("/sign-in", data={"email": OFFICE, "password": word, **csrf(client)}).status_code
        for word in (PASSWORD, NEW)
    ]
    assert signed == [422, 303]


@pytest.mark.parametrize(
    ("old", "new", "again", "told", "control"),
    [
        ("wrong", NEW, NEW, "This is not the current password.", "old"),
        (PASSWORD, "short", "short", "Use 12 to 200 characters.", "new"),
        (PASSWORD, "x" * 201, "x" * 201, "Use 12 to 200 characters.", "new"),
        (PASSWORD, NEW, "another one entirely", "The two new passwords are different.", "again"),
        ("", "", "", "This is not the current password.", "old"),
    ],
)
def test_a_refusal_names_the_field_and_changes_nothing(
    adviser: World, old: str, new: str, again: str, told: str, control: str
) -> None:
    client = adviser.browser(OFFICE)
    data = {"old": old, "new": new, "again": again, **csrf(client, "/account")}
    answer = client.post(URL, data=data)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert told in words(page)
    assert f'href="#f-{control}"' in page
    assert NEW not in page
    adviser.browser(OFFICE)


def test_a_demonstration_account_keeps_the_password_that_all_share(bare: World) -> None:
    client = bare.browser("focal-point.gha")
    assert "The password of the demonstration accounts can" in words(read(client, "/account"))
    data = {"old": PASSWORD, "new": NEW, "again": NEW, **csrf(client, "/cases/new")}
    assert client.post(URL, data=data).status_code == 403
    bare.browser("focal-point.gha")


def test_a_forged_form_changes_nothing(bare: World) -> None:
    client = bare.browser("focal-point.gha")
    assert client.post(URL, data={"old": PASSWORD, "new": NEW, "again": NEW}).status_code == 400
    bare.browser("focal-point.gha")


def test_a_visitor_has_no_account(bare: World) -> None:
    client = bare.visitor()
    assert client.get("/account").status_code == 303
    answer = client.post(URL, data={"old": PASSWORD, "new": NEW, "again": NEW, **csrf(client)})
    assert answer.status_code == 401
    assert NEW not in answer.get_data(as_text=True), "no page shows a password that was typed"
