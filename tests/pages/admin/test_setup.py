"""A fresh installation greets its administrator with what is left to do, until the Group can work."""

import pytest

from case_studies.models import Delegation
from case_studies.operations.accounts.accounts import add_account, set_active
from case_studies.operations.accounts.passwords import hash_password
from case_studies.operations.administration.setup import FIRST_DELEGATIONS, read_setup
from case_studies.policy.delegations import ON_SERVER
from case_studies.vocabulary import Role, Standing
from tests.pages.account.test_second_factor import add_app
from tests.support.crawl import check_markup
from tests.support.mailbox import MailServer, Post
from tests.support.page import Page
from tests.support.page_reader import open_page
from tests.support.world import PASSWORD, World, csrf

URL = "/administration"
OPERATORS, DEPUTY = "operators@group.example", "deputy@group.example"
HEADING = "Before the Group can work"
STEPS = (
    "Public address",
    "Mail",
    "Second factor of the administrators",
    "An editor for each co-chair",
    "The first delegations have a focal point",
)


def add(world: World, email: str, code: str, role: Role) -> None:
    with world.platform.work.writing() as session:
        hashed = hash_password(session, PASSWORD)
        add_account(session, email, code, [role], office="Mission", password_hash=hashed)


def to_do(page: Page) -> list[str]:
    """Return the steps that are not done, each with where its links lead."""
    items = page.one("region", HEADING).css("li")
    assert len(items) == len(STEPS)
    return [step for step, item in zip(STEPS, items, strict=True) if f"{step} to do" in item.words]


@pytest.mark.slow
def test_the_checklist_goes_from_empty_to_gone(bare: World, mail_server: MailServer) -> None:
    add(bare, OPERATORS, "RWA", Role.ADMINISTRATOR)
    add(bare, DEPUTY, "RWA", Role.ADMINISTRATOR)
    bare.reconnect(demo_mode=False, allow_http=True)
    client = bare.browser(OPERATORS)
    add_app(bare, client)
    page = open_page(client, URL)
    check_markup(URL, page.html)
    assert to_do(page) == [*STEPS]
    assert "set PUBLIC_URL" in page.words
    assert "set SMTP_HOST" in page.words

    bare.reconnect(public_url="http://localhost", smtp_host="127.0.0.1", smtp_port=mail_server.port)
    page = open_page(client, URL)
    assert to_do(page) == [*STEPS[1:]]
    mails = page.one("link", "Send a test mail").href
    assert client.post(f"{mails}/test", data=csrf(client, mails)).status_code == 303
    assert to_do(open_page(client, URL)) == [*STEPS[1:]]
    assert Post(bare, mail_server).send() > 0
    page = open_page(client, URL)
    assert to_do(page) == [*STEPS[2:]]

    assert "Second factor None yet" in open_page(client, page.one("link", f"{DEPUTY} has none yet").href).words
    add_app(bare, bare.browser(DEPUTY))
    page = open_page(client, URL)
    assert to_do(page) == [*STEPS[3:]]

    with bare.platform.work.reading() as session:
        co_chairs = read_setup(session, ON_SERVER).without_editor
    assert len(co_chairs) > 1
    for one in co_chairs:
        assert to_do(open_page(client, URL)) == [*STEPS[3:]]
        form = open_page(client, URL).one("region", HEADING).one("link", one.name).href
        assert open_page(client, form).has_any("heading", "Invite an office")
        add(bare, f"editor.{one.code}@group.example".lower(), one.code, Role.EDITOR)
    page = open_page(client, URL)
    assert to_do(page) == [STEPS[4]]

    assert open_page(client, page.one("link", "Choose a delegation and invite its focal point").href).words
    for number, code in enumerate(("GHA", "JPN")):
        assert f"{number} of the first {FIRST_DELEGATIONS} have one." in open_page(client, URL).words
        add(bare, f"focal-point.{code}@group.example".lower(), code, Role.FOCAL_POINT)
    assert not open_page(client, URL).has_any("heading", HEADING)

    with bare.platform.work.writing() as session:
        set_active(session, f"editor.{co_chairs[0].code}@group.example".lower(), is_open=False)
    assert to_do(open_page(client, URL)) == [STEPS[3]]


def test_without_co_chairs_it_asks_who_they_are(bare: World) -> None:
    add(bare, OPERATORS, "RWA", Role.ADMINISTRATOR)
    bare.reconnect(demo_mode=False, allow_http=True)
    with bare.platform.work.writing(quietly=True) as session:
        for delegation in session.query(Delegation).where(Delegation.standing == Standing.CO_CHAIR):
            delegation.standing = Standing.MEMBER
    client = bare.browser(OPERATORS)
    add_app(bare, client)
    assert open_page(client, URL).one("link", "Record who the co-chairs are").href == "/delegations/records"


def test_the_demonstration_has_no_checklist(bare: World) -> None:
    assert not open_page(bare.browser("admin"), URL).has_any("heading", HEADING)
