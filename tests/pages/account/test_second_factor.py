"""A second factor: nobody signs in without it, no code works twice, and some roles need one."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from case_studies.operations.accounts.accounts import add_account
from case_studies.operations.accounts.passwords import hash_password
from case_studies.operations.accounts.recovery_codes import HOW_MANY
from case_studies.vocabulary import Role
from tests.support.mailbox import Post
from tests.support.page_reader import read, words
from tests.support.world import PASSWORD, World, csrf

OFFICE = "adviser@mission.example"
URL = "/account/second-factor"


def add(world: World, email: str, *roles: Role) -> None:
    with world.platform.work.writing() as session:
        password_hash = hash_password(session, PASSWORD)
        add_account(session, email, "GHA", roles, office="Adviser", password_hash=password_hash)


@pytest.fixture
def office(bare: World) -> World:
    add(bare, OFFICE, Role.FOCAL_POINT)
    return bare


@pytest.fixture
def real(bare: World) -> Iterator[World]:
    """The same platform outside of the demonstration."""
    world = World(replace(bare.config, demo_mode=False, allow_http=True), clock=bare.clock)
    yield world
    world.close()


def code_at(world: World, secret: str, steps: int = 0) -> str:
    """Return the code that an app with this secret shows now, or some half minutes from now."""
    return pyotp.TOTP(secret).at(int(world.clock.moment.timestamp()) + 30 * steps)


def add_app(world: World, client: FlaskClient) -> tuple[str, list[str]]:
    """Add an app as its office does, and return the secret and the recovery codes."""
    page = read(client, f"{URL}/app")
    secret = re.sub(r"\s", "", re.findall(r"<code>([A-Z2-7 ]+)</code>", page)[0])
    signed = re.findall(r'name="secret" value="([^"]+)"', page)[0]
    data = {"secret": signed, "factor_code": code_at(world, secret), **csrf(client, f"{URL}/app")}
    answer = client.post(f"{URL}/app", data=data)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return secret, re.findall(r"<code>([a-z2-9-]{29})</code>", answer.get_data(as_text=True))


def type_password(world: World, email: str = OFFICE) -> FlaskClient:
    client = world.visitor()
    answer = client.post("/sign-in", data={"email": email, "password": PASSWORD, "next": "/inbox", **csrf(client)})
    assert answer.headers["Location"] == "/sign-in/code?next=/inbox"
    return client


def type_code(client: FlaskClient, code: str) -> TestResponse:
    data = {"factor_code": code, "next": "/inbox", **csrf(client, "/sign-in/code")}
    return client.post("/sign-in/code", data=data)


def test_with_an_app_the_password_alone_signs_nobody_in(office: World) -> None:
    secret, _codes = add_app(office, office.browser(OFFICE))
    office.clock.moment = office.clock.moment.replace(second=0, minute=30)
    client = type_password(office)
    assert client.get("/account").status_code == 303
    assert type_code(client, "000000").status_code == 422
    assert client.get("/account").status_code == 303
    answer = type_code(client, code_at(office, secret))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/inbox")
    assert client.get("/account").status_code == 200


def test_a_code_of_the_app_works_once_and_not_long(office: World) -> None:
    secret, _codes = add_app(office, office.browser(OFFICE))
    first, second = type_password(office), type_password(office)
    old = code_at(office, secret, -3)
    next_code = code_at(office, secret, 1)
    assert type_code(first, old).status_code == 422
    assert type_code(first, next_code).status_code == 303
    assert type_code(second, next_code).status_code == 422, "a code that somebody saw being typed"
    assert second.get("/account").status_code == 303


def test_a_recovery_code_works_once_and_the_office_learns_of_it(post: Post) -> None:
    world = post.world
    add(world, OFFICE, Role.FOCAL_POINT)
    _secret, codes = add_app(world, world.browser(OFFICE))
    assert len(set(codes)) == HOW_MANY
    assert type_code(type_password(world), codes[0].upper().replace("-", " ")).status_code == 303
    assert type_code(type_password(world), codes[0]).status_code == 422
    post.send()
    texts = [mail.text for mail in post.server.taken]
    assert len([text for text in texts if "Codes left: 7." in text]) == 1
    assert len([text for text in texts if "was changed: authenticator app added." in text]) == 1
    assert not [text for text in texts if codes[0] in text or codes[1] in text]


def test_neither_another_browser_nor_a_later_day_skips_the_password(office: World) -> None:
    secret, codes = add_app(office, office.browser(OFFICE))
    client = office.visitor()
    assert client.get("/sign-in/code").headers["Location"] == "/sign-in"
    answer = client.post("/sign-in/code", data={"factor_code": code_at(office, secret, 1), **csrf(client)})
    assert answer.status_code == 401
    client = type_password(office)
    token = csrf(client, "/sign-in/code")
    office.clock.moment = office.clock.moment.replace(hour=23)
    assert client.post("/sign-in/code", data={"factor_code": codes[0], **token}).status_code == 401


def test_guessing_codes_is_slowed_down(office: World) -> None:
    add_app(office, office.browser(OFFICE))
    client = type_password(office)
    office.clock.step *= 0
    answers = [type_code(client, f"00000{number}").status_code for number in range(6)]
    assert answers[-1] == 429


def test_the_code_of_another_office_signs_nobody_in(office: World) -> None:
    other = "other@mission.example"
    add(office, other, Role.FOCAL_POINT)
    add_app(office, office.browser(OFFICE))
    secret, codes = add_app(office, office.browser(other))
    client = type_password(office)
    assert type_code(client, code_at(office, secret, 1)).status_code == 422
    assert type_code(client, codes[0]).status_code == 422


def test_a_forgotten_password_leaves_the_second_factor(post: Post) -> None:
    world = post.world
    add(world, OFFICE, Role.FOCAL_POINT)
    secret, _codes = add_app(world, world.browser(OFFICE))
    visitor = world.visitor()
    visitor.post("/sign-in/forgotten", data={"email": OFFICE, **csrf(visitor)})
    post.send()
    (link,) = [found[0] for m in post.server.taken if (found := re.findall(r"/sign-in/password/\S+", m.text))]
    new = "a stone a lane a morning"
    answer = visitor.post(link, data={"new": new, "again": new, **csrf(visitor)})
    assert answer.headers["Location"] == "/sign-in/code"
    assert visitor.get("/account").status_code == 303
    world.clock.moment += timedelta(minutes=5)
    assert type_code(visitor, code_at(world, secret)).status_code == 303


def test_a_secret_that_casebook_did_not_choose_is_refused(office: World) -> None:
    client = office.browser(OFFICE)
    secret = pyotp.random_base32()
    data = {"secret": secret, "factor_code": code_at(office, secret), **csrf(client, f"{URL}/app")}
    assert client.post(f"{URL}/app", data=data).status_code == 422
    assert "Add an app" in words(read(client, URL))


def test_a_removed_or_reset_factor_is_no_longer_asked_for(office: World) -> None:
    client = office.browser(OFFICE)
    _secret, codes = add_app(office, client)
    assert client.post(f"{URL}/app/remove", data=csrf(client, URL)).status_code == 303
    assert office.browser(OFFICE).get("/account").status_code == 200
    _secret, _codes = add_app(office, client)
    assert type_code(type_password(office), codes[0]).status_code == 422, "codes of the factor before are gone"
    result = office.app.test_cli_runner().invoke(args=["accounts", "reset", OFFICE])
    assert result.output == f"The second factor of {OFFICE} is removed, and its browsers are signed out.\n"
    assert client.get("/account").status_code == 303
    assert office.browser(OFFICE).get("/account").status_code == 200


def test_an_account_that_many_share_has_none(bare: World) -> None:
    client = bare.browser("focal-point.gha")
    assert "so it has no second factor" in words(read(client, URL))
    with pytest.raises(AssertionError):
        add_app(bare, client)


@pytest.mark.slow
@pytest.mark.parametrize("role", [Role.EDITOR, Role.CLEARANCE_OFFICER, Role.ADMINISTRATOR])
def test_some_roles_do_nothing_before_they_have_one(real: World, role: Role) -> None:
    add(real, OFFICE, role)
    client = real.browser(OFFICE)
    for page in ("/desk", "/inbox", "/account", "/account/tokens"):
        answer = client.get(page)
        assert (answer.status_code, answer.headers.get("Location")) == (303, URL), page
    assert client.post("/account/tokens", data={"name": "x", "days": "30", **csrf(client, URL)}).status_code == 403
    assert "Your role needs a second factor. Add one to continue." in words(read(client, URL))
    add_app(real, client)
    assert client.get("/inbox").status_code == 200


def test_other_roles_are_offered_one(real: World) -> None:
    add(real, OFFICE, Role.FOCAL_POINT)
    client = real.browser(OFFICE)
    assert client.get("/desk").status_code == 200
    assert "Add an app" in words(read(client, URL))


def test_a_form_that_arrives_after_the_session_asks_for_the_code_too(office: World) -> None:
    client = office.browser(OFFICE)
    secret, _codes = add_app(office, client)
    page = read(client, "/saved-searches")
    assert page
    client.post("/sign-out", data=csrf(client, "/account"))
    kept = {"q": "convoy"}
    first = client.post("/inbox/read", data={**kept, **csrf(client)})
    assert first.status_code == 401
    data = {**kept, "resume_to": "/inbox/read", "sign_in_email": OFFICE, "sign_in_password": PASSWORD}
    second = client.post("/sign-in/resume", data={**data, **csrf(client)})
    assert second.status_code == 422
    assert "six digits" in words(second.get_data(as_text=True))
    code = code_at(office, secret, 1)
    answer = client.post(
        "/sign-in/resume",
        data={**kept, "resume_to": "/inbox/read", "sign_in_code": code, **csrf(client)},
    )
    assert (answer.status_code, answer.headers["Location"]) == (307, "/inbox/read")


def test_a_new_second_factor_signs_out_who_knew_the_password_alone(office: World) -> None:
    intruder, client = office.browser(OFFICE), office.browser(OFFICE)
    add_app(office, client)
    assert client.get(URL).status_code == 200
    assert intruder.get(URL).status_code == 303
