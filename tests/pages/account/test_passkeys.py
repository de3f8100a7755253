"""A passkey as the second factor: made and used for this site, by its account, and each answer once."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from webauthn.helpers import bytes_to_base64url
from werkzeug.test import TestResponse

from case_studies.models import Passkey
from case_studies.operations.accounts.passkey_challenges import LASTS, MOST_OPEN, delete_old_challenges
from case_studies.operations.accounts.recovery_codes import HOW_MANY
from case_studies.vocabulary import Role
from tests.pages.account.test_second_factor import OFFICE, URL, add, add_app, code_at, real, type_code, type_password
from tests.support.authenticator import Device, options_on
from tests.support.mailbox import Post
from tests.support.page_reader import open_page, read, words
from tests.support.world import PASSWORD, World, csrf

__all__ = ["real"]

ADD = f"{URL}/passkeys/add"
CODE = "/sign-in/code"


@pytest.fixture
def office(bare: World) -> World:
    add(bare, OFFICE, Role.FOCAL_POINT)
    return bare


def add_passkey(client: FlaskClient, device: Device, name: str = "Key in the safe") -> TestResponse:
    answer = device.make(options_on(client, ADD))
    return client.post(ADD, data={"name": name, "passkey": answer, **csrf(client)})


def with_passkey(world: World, device: Device, email: str = OFFICE) -> FlaskClient:
    client = world.browser(email)
    assert add_passkey(client, device).status_code == 200
    return client


def send(client: FlaskClient, answer: str) -> TestResponse:
    return client.post(CODE, data={"passkey": answer, "next": "/inbox", **csrf(client)})


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


def test_a_passkey_signs_in_after_the_password(office: World) -> None:
    device = Device()
    client = office.browser(OFFICE)
    intruder = office.browser(OFFICE)
    first = add_passkey(client, device)
    codes = re.findall(r"<code>([a-z2-9-]{29})</code>", first.get_data(as_text=True))
    assert (len(codes), first.headers["Cache-Control"]) == (HOW_MANY, "no-store")
    assert not is_signed_in(intruder), "who knew the password alone is signed out"
    visitor = type_password(office)
    assert not is_signed_in(visitor)
    answer = send(visitor, device.sign(options_on(visitor, CODE)))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/inbox")
    assert is_signed_in(visitor)
    assert "last used" in words(read(visitor, URL))
    other = type_password(office)
    assert type_code(other, codes[0]).status_code == 303, "a recovery code serves as before"


def test_several_passkeys_and_an_app_serve_beside_each_other(office: World) -> None:
    first, second = Device(), Device(count=4)
    client = with_passkey(office, first)
    assert add_passkey(client, second, "Desk").status_code == 303
    secret, _codes = add_app(office, client)
    for device in (first, second, second):
        visitor = type_password(office)
        assert send(visitor, device.sign(options_on(visitor, CODE))).status_code == 303
    assert type_code(type_password(office), code_at(office, secret, 1)).status_code == 303
    assert [strong.words for strong in open_page(client, URL).css(".action-rows strong")] == ["Key in the safe", "Desk"]


Cheat = Callable[[Device], Device]
CHEATS: dict[str, Cheat] = {
    "another origin": lambda device: device.cheating(origin="https://casebook.example"),
    "another site": lambda device: device.cheating(host="casebook.example"),
    "a frame of another site": lambda device: device.cheating(is_framed=True),
    "nobody touched it": lambda device: device.cheating(flags=0),
}
FORGERIES: dict[str, Cheat] = {
    "another key": lambda device: device.cheating(key=Device().key),
    "an unknown passkey": lambda _device: Device(),
    "a count that went back": lambda device: device.cheating(count=1),
    "a count that stayed": lambda device: device.cheating(count=6),
}


@pytest.mark.slow
@pytest.mark.parametrize("cheat", [*CHEATS, *FORGERIES])
def test_a_signature_that_is_not_of_this_passkey_for_this_site_is_refused(office: World, cheat: str) -> None:
    device = Device(count=7)
    with_passkey(office, device)
    client = type_password(office)
    forged = {**CHEATS, **FORGERIES}[cheat](device)
    answer = send(client, forged.sign(options_on(client, CODE)))
    assert answer.status_code == 422
    assert "The passkey was not accepted" in words(answer.get_data(as_text=True))
    assert not is_signed_in(client)
    assert send(client, device.sign(options_on(client, CODE))).status_code == 303


@pytest.mark.parametrize("cheat", CHEATS)
def test_a_passkey_that_was_not_made_for_this_site_is_not_added(office: World, cheat: str) -> None:
    client = office.browser(OFFICE)
    assert add_passkey(client, CHEATS[cheat](Device())).status_code == 422
    with office.platform.work.reading() as session:
        assert session.query(Passkey).count() == 0


@pytest.mark.slow
@pytest.mark.parametrize("answer", ["{}", "null", "x", '{"id": "é", "rawId": 3}', "[" * 20_000, "\x00"])
def test_an_answer_that_no_browser_sends_is_refused(office: World, answer: str) -> None:
    client = with_passkey(office, Device())
    visitor = type_password(office)
    read(visitor, CODE)
    assert send(visitor, answer).status_code == 422
    read(client, ADD)
    assert client.post(ADD, data={"name": "x", "passkey": answer, **csrf(client)}).status_code == 422


def test_an_answer_works_once_and_in_the_browser_that_was_asked(office: World) -> None:
    device = Device()
    with_passkey(office, device)
    first, second = type_password(office), type_password(office)
    answer = device.sign(options_on(first, CODE))
    read(second, CODE)
    assert send(second, answer).status_code == 422, "the challenge of another browser"
    with first.session_transaction() as cookie:
        kept = dict(cookie)
    assert send(first, answer).status_code == 303
    with second.session_transaction() as cookie:
        cookie.update(kept)
    assert send(second, answer).status_code == 422, "replayed, with the cookie of then"
    assert not is_signed_in(second)


def test_a_refused_answer_uses_the_challenge_up(office: World) -> None:
    device = Device()
    with_passkey(office, device)
    client = type_password(office)
    options = options_on(client, CODE)
    with client.session_transaction() as cookie:
        kept = dict(cookie)
    assert send(client, Device().sign(options)).status_code == 422
    with client.session_transaction() as cookie:
        cookie.update(kept)
    assert send(client, device.sign(options)).status_code == 422


def test_a_challenge_ends_and_is_forgotten(office: World) -> None:
    device = Device()
    client = with_passkey(office, device)
    answer = device.make(options_on(client, ADD))
    office.clock.moment += LASTS
    assert client.post(ADD, data={"name": "Late", "passkey": answer, **csrf(client)}).status_code == 422
    delete_old_challenges(office.platform.work)
    for _ in range(MOST_OPEN + 2):
        read(client, ADD)
    with office.platform.work.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM passkey_challenges").scalar() == MOST_OPEN


def test_the_passkey_of_another_office_signs_nobody_in(office: World) -> None:
    other, device, own = "other@mission.example", Device(), Device()
    add(office, other, Role.FOCAL_POINT)
    with_passkey(office, device)
    with_passkey(office, own, other)
    client = type_password(office)
    assert send(client, own.sign(options_on(client, CODE))).status_code == 422
    options = options_on(client, CODE)
    assert send(client, device.sign(options, user_handle=b"another account")).status_code == 422
    assert not is_signed_in(client)


def test_no_passkey_is_in_two_accounts(office: World) -> None:
    device = Device()
    with_passkey(office, device)
    add(office, "other@mission.example", Role.FOCAL_POINT)
    assert add_passkey(office.browser("other@mission.example"), device).status_code == 422


def test_a_passkey_that_is_removed_signs_nobody_in(office: World) -> None:
    first, second = Device(), Device()
    client = with_passkey(office, first)
    add_passkey(client, second, "Desk")
    forms = [form.node.attributes["action"] for form in open_page(client, URL).css(".action-rows form")]
    assert client.post(str(forms[0]), data=csrf(client)).status_code == 303
    visitor = type_password(office)
    assert send(visitor, first.sign(options_on(visitor, CODE))).status_code == 422
    assert send(visitor, second.sign(options_on(visitor, CODE))).status_code == 303
    assert visitor.post(str(forms[1]), data=csrf(visitor)).status_code == 303
    assert is_signed_in(office.browser(OFFICE)), "without a factor the password is enough again"


def test_nobody_removes_the_passkey_of_another_office(office: World) -> None:
    add(office, "other@mission.example", Role.FOCAL_POINT)
    client = with_passkey(office, Device())
    (form,) = open_page(client, URL).css(".action-rows form")
    other = office.browser("other@mission.example")
    other.post(str(form.node.attributes["action"]), data=csrf(other))
    assert "Key in the safe" in words(read(client, URL))


def test_it_is_added_and_removed_after_a_fresh_sign_in_with_the_passkey(office: World) -> None:
    device = Device()
    client = with_passkey(office, device)
    (form,) = open_page(client, URL).css(".action-rows form")
    office.clock.moment += timedelta(minutes=16)
    remove = str(form.node.attributes["action"])
    assert client.post(remove, data=csrf(client, "/account")).headers["Location"].startswith("/sign-in/again")
    again = "/sign-in/again"
    assert client.get(ADD).headers["Location"] == f"{again}?next={ADD}"
    options = options_on(client, again)
    data = {"password": PASSWORD, "next": ADD, **csrf(client, "/account")}
    assert client.post(again, data={**data, "passkey": Device().sign(options)}).status_code == 422
    answer = client.post(again, data={**data, "passkey": device.sign(options_on(client, again))})
    assert (answer.status_code, answer.headers["Location"]) == (303, ADD)
    assert client.post(remove, data=csrf(client, "/account")).headers["Location"] == URL


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CLEARANCE_OFFICER, Role.ADMINISTRATOR])
def test_a_passkey_alone_is_enough_for_the_roles_that_need_a_factor(real: World, role: Role) -> None:
    add(real, OFFICE, role)
    client = real.browser(OFFICE)
    assert client.get("/inbox").headers["Location"] == URL
    assert add_passkey(client, Device()).status_code == 200
    assert client.get("/inbox").status_code == 200


def test_the_office_is_notified_and_only_those_with_the_password_see_whether_it_has_one(post: Post) -> None:
    world = post.world
    add(world, OFFICE, Role.FOCAL_POINT)
    with_passkey(world, Device(origin=world.config.address, host=str(urlsplit(world.config.address).hostname)))
    post.send()
    texts = [mail.text for mail in post.server.taken]
    assert len([text for text in texts if "was changed: passkey added (Key in the safe)." in text]) == 1
    visitor = world.visitor()
    for email in (OFFICE, "nobody@mission.example"):
        data = {"email": email, "password": "a wrong long password", **csrf(visitor)}
        assert "passkey" not in words(visitor.post("/sign-in", data=data).get_data(as_text=True))
    assert visitor.get(CODE).headers["Location"] == "/sign-in"
    assert send(visitor, "{}").status_code == 401


def test_a_form_that_arrives_after_the_session_is_sent_on_with_a_passkey(office: World) -> None:
    device = Device()
    client = with_passkey(office, device)
    client.post("/sign-out", data=csrf(client, "/account"))
    kept = {"q": "convoy", "resume_to": "/inbox/read"}
    data = {**kept, "sign_in_email": OFFICE, "sign_in_password": PASSWORD, **csrf(client)}
    asked = client.post("/sign-in/resume", data=data)
    assert asked.status_code == 422
    with client.session_transaction() as cookie:
        challenge = bytes.fromhex(cookie["passkey_challenge"])
    answer = device.sign({"challenge": bytes_to_base64url(challenge)})
    data = {**kept, "sign_in_code": "", "passkey": answer, **csrf(client)}
    assert client.post("/sign-in/resume", data=data).headers["Location"] == "/inbox/read"
    assert is_signed_in(client)


def test_an_account_that_many_share_has_none(bare: World) -> None:
    client = bare.browser("focal-point.gha")
    assert "so it has no second factor" in words(read(client, ADD))
    assert client.post(ADD, data={"name": "x", "passkey": "{}", **csrf(client)}).status_code in (403, 422)


def test_guessing_is_slowed_down(office: World) -> None:
    with_passkey(office, Device())
    client = type_password(office)
    office.clock.step *= 0
    assert [send(client, "{}").status_code for _ in range(6)][-1] == 429


def test_a_site_with_an_address_accepts_answers_for_that_address_alone(bare: World) -> None:
    add(bare, OFFICE, Role.FOCAL_POINT)
    bare.reconnect(public_url="https://Casebook.example")
    client = bare.browser(OFFICE)
    assert options_on(client, ADD)["rp"]["id"] == "casebook.example"
    assert add_passkey(client, Device()).status_code == 422
    device = Device(origin="https://casebook.example", host="casebook.example")
    assert add_passkey(client, device).status_code == 200
