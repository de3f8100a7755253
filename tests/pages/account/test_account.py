"""The office's own page, and its change of password."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from case_studies.operations.accounts.accounts import add_account
from case_studies.operations.accounts.passwords import hash_password
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


@pytest.mark.slow
def test_it_says_who_one_is_and_where_tokens_are(bare: World) -> None:
    client = bare.browser("focal-point.gha")
    page = read(client, "/account")
    for said in ("Focal point, Ghana", "focal-point.gha@demo.example", "Observer", "API tokens"):
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


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "again", "told", "control"),
    [
        ("wrong", NEW, NEW, "This is not the current password.", "old"),
        (PASSWORD, "short", "short", "Use 12 to 200 characters.", "new"),
        (PASSWORD, "x" * 201, "x" * 201, "Use 12 to 200 characters.", "new"),
        (PASSWORD, NEW, "another one entirely", "The two new passwords are different.", "again"),
        (PASSWORD, "1q2w3e4r5t6y", "1q2w3e4r5t6y", "Many people use this password", "new"),
        (PASSWORD, "PassWordPassWord", "PassWordPassWord", "Many people use this password", "new"),
        (PASSWORD, "\uff41dministrator", "\uff41dministrator", "Many people use this password", "new"),
        (PASSWORD, "Adviser-Ghana-2026", "Adviser-Ghana-2026", "Do not make it of the name", "new"),
        (PASSWORD, "ADVISER@mission.example!", "ADVISER@mission.example!", "Do not make it of the name", "new"),
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


def test_an_office_sees_its_browsers_and_signs_them_out(adviser: World) -> None:
    here, there, third = (adviser.browser(OFFICE) for _ in range(3))
    page = read(here, "/account")
    assert words(page).count("network 127.0.0.0/24") == 3
    assert words(page).count("this browser") == 1
    there.get("/desk")
    one = re.findall(r"/account/sessions/\d+/end", page)[0]
    assert here.post(one, data=csrf(here, "/account")).status_code == 303
    assert [client.get("/account").status_code for client in (here, there, third)].count(303) == 1
    assert here.post("/account/sessions/end", data=csrf(here, "/account")).status_code == 303
    assert [client.get("/account").status_code for client in (here, there, third)] == [200, 303, 303]


def test_signing_out_ends_the_session_and_a_copy_of_the_cookie(adviser: World) -> None:
    client, copy = adviser.browser(OFFICE), adviser.visitor()
    cookie = client.get_cookie("casebook")
    assert cookie is not None
    copy.set_cookie("casebook", cookie.value)
    assert copy.get("/account").status_code == 200
    client.post("/sign-out", data=csrf(client, "/account"))
    assert copy.get("/account").status_code == 303


def test_people_who_share_an_account_of_the_demonstration_see_only_themselves(bare: World) -> None:
    here, there = bare.browser("focal-point.gha"), bare.visitor()
    data = {"email": "focal-point.gha@demo.example", "password": PASSWORD, **csrf(there)}
    assert there.post("/sign-in", data=data).status_code == 303
    for client in (here, there):
        assert words(read(client, "/account")).count("Signed in 2 November 2026") == 1
    assert here.post("/account/sessions/end", data=csrf(here, "/account")).status_code == 403
    assert there.get("/account").status_code == 200


def test_the_use_of_a_session_is_stored_now_and_then(adviser: World) -> None:
    client = adviser.browser(OFFICE)
    for _ in range(3):  # in use for longer than the time without use
        adviser.clock.moment += timedelta(hours=11)
        assert client.get("/account").status_code == 200
    adviser.clock.moment += timedelta(hours=12)
    assert client.get("/account").status_code == 303


def test_over_https_only_this_host_can_set_the_cookie(bare: World) -> None:
    secure = World(replace(bare.config, secure_cookies=True))
    answer = secure.visitor().get("/sign-in", base_url="https://localhost")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-casebook=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    secure.close()
