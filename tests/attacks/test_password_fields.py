"""Passwords as they are typed: masked, open to password managers, with any characters, and taken as they are."""

import pytest

from case_studies.operations.accounts.accounts import add_account
from case_studies.operations.accounts.passwords import hash_password
from case_studies.vocabulary import Role
from tests.support.page import Page
from tests.support.world import PASSWORD, World, csrf

OFFICE = "adviser@mission.example"
MANAGED = {"current-password", "new-password"}


@pytest.fixture
def adviser(bare: World) -> World:
    """A platform with an office that is not of the demonstration."""
    with bare.platform.work.writing() as session:
        hashed = hash_password(session, PASSWORD)
        add_account(session, OFFICE, "GHA", [Role.FOCAL_POINT], office="Adviser", password_hash=hashed)
    return bare


def test_password_fields_are_masked_and_open_to_managers(adviser: World) -> None:
    """Nothing keeps a password manager or a pasted password out, and no field asks for a hint or a secret answer."""
    signing_in = Page(adviser.visitor().get("/sign-in").get_data(as_text=True))
    changing = Page(adviser.browser(OFFICE).get("/account").get_data(as_text=True))
    for page, names in ((signing_in, ["password"]), (changing, ["old", "new", "again"])):
        fields = [field for name in names for field in page.css(f"input[name={name}]") if field.has("autocomplete")]
        assert len(fields) == len(names)
        for field in fields:
            assert field.required("type") == "password"
            assert field.required("autocomplete") in MANAGED
            assert not field.has("onpaste")
    (form,) = [form for form in signing_in.css("form") if form.css("input[type=password]")]
    asked = [field.required("name") for field in form.css("input") if field.attribute("type") != "hidden"]
    assert asked == ["email", "password"]


def change(world: World, new: str) -> int:
    client = world.browser(OFFICE)
    data = {"old": PASSWORD, "new": new, "again": new, **csrf(client, "/account")}
    return int(client.post("/account/password", data=data).status_code)


def sign_in(world: World, password: str) -> int:
    client = world.visitor()
    return int(client.post("/sign-in", data={"email": OFFICE, "password": password, **csrf(client)}).status_code)


@pytest.mark.slow
@pytest.mark.parametrize(
    "password",
    [
        "tobrukmeadowlantern",
        "9471 0358 2264 81",
        "مفتاح الباب القديم",
        "钥匙在旧门后面的石头下边呢",
        "🗝🚪🪨🌒🗝🚪🪨🌒🪵🌾🐪🏺",
        " # \\ ' \" < & % ; -- ",
    ],
    ids=["small letters", "digits", "Arabic", "Chinese", "pictures", "signs"],
)
def test_any_characters_make_a_password(adviser: World, password: str) -> None:
    assert change(adviser, password) == 303
    assert sign_in(adviser, password) == 303


def test_case_and_every_character_of_a_long_password_count(adviser: World) -> None:
    password = "a Stone " * 24 + "a lane A"
    assert len(password) == 200
    assert change(adviser, password) == 303
    for other in (password.lower(), password[:-1], f"{password}A", password[:72], password + "x" * 5000):
        assert sign_in(adviser, other) == 422
    assert sign_in(adviser, password) == 303
