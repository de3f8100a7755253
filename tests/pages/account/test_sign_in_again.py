"""Signing in where somebody is signed in already."""

from tests.support.world import World, csrf


def test_signing_in_again_ends_the_session_before_it(bare: World) -> None:
    client, copied = bare.browser("practitioner"), bare.visitor()
    cookie = client.get_cookie("casebook")
    assert cookie is not None
    copied.set_cookie("casebook", cookie.value)
    assert copied.get("/account").status_code == 200
    password = bare.config.demo_password
    data = {"email": "practitioner@demo.example", "password": password, **csrf(client, "/account")}
    assert client.post("/sign-in", data=data).status_code == 303
    now = client.get_cookie("casebook")
    assert now is not None
    assert now.value != cookie.value
    assert client.get("/account").status_code == 200
    assert copied.get("/account").status_code == 303
