"""The office's own page, and its change of password."""

import pytest

from tests.pages.reader import link, read, words
from tests.world import PASSWORD, World, csrf

NEW = "a stone a lane a morning"
URL = "/account/password"


def test_it_says_who_one_is_and_where_tokens_come_from(bare: World) -> None:
    client = bare.browser("focal-point.gha")
    page = read(client, "/account")
    for said in ("Focal point, Ghana", "focal-point.gha@demo.example", "Observer", "accounts token"):
        assert said in words(page)
    read(client, link(page, "API documentation"))
    assert link(read(client, "/"), "Focal point, Ghana") == "/account"


def test_a_new_password_keeps_this_browser_and_ends_the_others(bare: World) -> None:
    here, elsewhere = bare.browser("focal-point.gha"), bare.browser("focal-point.gha")
    data = {"old": PASSWORD, "new": NEW, "again": NEW, **csrf(here, "/account")}
    assert here.post(URL, data=data).status_code == 303
    assert "The password is changed" in words(read(here, "/account"))
    assert elsewhere.get("/account").status_code == 303
    client = bare.visitor()
    signed = [
        client.post(
            "/sign-in", data={"email": "focal-point.gha@demo.example", "password": word, **csrf(client)}
        ).status_code
        for word in (PASSWORD, NEW)
    ]
    assert signed == [422, 303]


@pytest.mark.parametrize(
    ("old", "new", "again", "told", "control"),
    [
        ("wrong", NEW, NEW, "This is not the present password.", "old"),
        (PASSWORD, "short", "short", "Use 12 to 200 characters.", "new"),
        (PASSWORD, "x" * 201, "x" * 201, "Use 12 to 200 characters.", "new"),
        (PASSWORD, NEW, "another one entirely", "The two new passwords differ.", "again"),
        ("", "", "", "This is not the present password.", "old"),
    ],
)
def test_a_refusal_names_the_field_and_changes_nothing(
    bare: World, old: str, new: str, again: str, told: str, control: str
) -> None:
    client = bare.browser("focal-point.gha")
    data = {"old": old, "new": new, "again": again, **csrf(client, "/account")}
    answer = client.post(URL, data=data)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert told in words(page)
    assert f'href="#f-{control}"' in page
    assert NEW not in page
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
