"""What Casebook signs and gives out: cookies, tokens of forms, links in mails. Each opens one thing, here alone."""

import hmac
from base64 import urlsafe_b64decode
from hashlib import sha256

import pytest
from itsdangerous import URLSafeSerializer, URLSafeTimedSerializer

from case_studies.errors import NotVisible
from case_studies.notifications import password_link, unsubscribe_token
from case_studies.operations.accounts.accounts import find_account
from tests.support.page import Page
from tests.support.world import START, World

SHA_256 = 32  # bytes


def signature_of(text: str) -> bytes:
    signature = text.rsplit(".", 1)[-1]
    return urlsafe_b64decode(signature + "=" * (-len(signature) % 4))


def secret_of(world: World) -> str:
    return str(world.app.config["SECRET_KEY"])


def link_token(world: World, secret: str) -> str:
    with world.platform.work.reading() as session:
        office = find_account(session, "practitioner@demo.example")
        return password_link.make_token(secret, office, world.clock())


def test_what_is_signed_names_no_algorithm_and_is_signed_with_sha_256(bare: World) -> None:
    client = bare.visitor()
    answer = client.get("/sign-in")
    cookie = answer.headers["Set-Cookie"].partition("=")[2].partition(";")[0]
    form = Page(answer.get_data(as_text=True)).css("input[name=csrf_token]")[0].required("value")
    link = link_token(bare, secret_of(bare))
    leave = unsubscribe_token.make_token(secret_of(bare), 1, "digest", sent_on=START.date())
    assert [len(signature_of(text)) for text in (cookie, form, link, leave)] == [SHA_256] * 4
    key = sha256(b"password" + b"signer" + secret_of(bare).encode()).digest()
    text, _, _signature = link.rpartition(".")
    assert signature_of(link) == hmac.digest(key, text.encode(), "sha256")


def test_what_is_signed_with_another_key_opens_nothing(bare: World) -> None:
    """Each installation has a key of its own, so its links and cookies work nowhere else."""
    client = bare.visitor()
    other = "another secret of another installation"
    assert client.get(f"/sign-in/password/{link_token(bare, other)}").status_code == 404
    with pytest.raises(NotVisible):
        unsubscribe_token.read_token(
            secret_of(bare), unsubscribe_token.make_token(other, 1, "digest", sent_on=START.date()), today=START.date()
        )
    forged = URLSafeTimedSerializer(other, "cookie-session").dumps({"_user_id": "1"})
    client.set_cookie("casebook", forged)
    assert client.get("/account").status_code == 303


def test_a_link_for_one_thing_does_nothing_else(bare: World) -> None:
    """The same content, signed for another purpose, is refused."""
    secret = secret_of(bare)
    link = link_token(bare, secret)
    password_link.read_token(secret, link)
    content = URLSafeSerializer(secret, password_link.SALT).loads(link)
    for purpose in (unsubscribe_token.SALT, "cookie-session", "wtf-csrf-token", ""):
        with pytest.raises(password_link.LinkEnded):
            password_link.read_token(secret, str(URLSafeSerializer(secret, purpose).dumps(content)))
    leave = unsubscribe_token.make_token(secret, 1, "digest", sent_on=START.date())
    assert bare.visitor().get(f"/sign-in/password/{leave}").status_code == 404
