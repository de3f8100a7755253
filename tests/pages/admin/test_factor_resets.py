"""The second factor of an office is removed by two administrators, neither of them the office itself."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from case_studies.models import Account
from case_studies.operations.accounts.accounts import set_roles
from case_studies.operations.administration.factor_resets import LASTS
from case_studies.vocabulary import Role
from tests.pages.account.test_second_factor import URL, add_app, code_at, type_code
from tests.pages.admin.test_people import EMAIL, PASSWORD, an_office, page_of, send
from tests.support.crawl import check_markup
from tests.support.mailbox import Post
from tests.support.offices import REAL_PASSWORD, open_office
from tests.support.page_reader import open_page, read, words
from tests.support.world import World, csrf

ASK, CONFIRM, REFUSE = "factor-reset", "factor-reset/confirm", "factor-reset/refuse"
SECOND = "second@mission.example"
WITH_ONE = "Second factor Authenticator app"


@pytest.fixture
def office(bare: World) -> Account:
    open_office(bare, SECOND, "JPN", Role.ADMINISTRATOR)
    account = an_office(bare, EMAIL, Role.EDITOR)
    add_app(bare, bare.browser(EMAIL, PASSWORD))
    return account


def administrators(world: World) -> tuple[FlaskClient, FlaskClient]:
    return world.browser("admin"), world.browser(SECOND, REAL_PASSWORD)


def has_one(client: FlaskClient, account: Account) -> bool:
    return WITH_ONE in open_page(client, page_of(account)).words


@pytest.mark.slow
def test_one_administrator_asks_and_another_confirms(bare: World, office: Account) -> None:
    first, second = administrators(bare)
    assert send(first, office, CONFIRM) == 409, "nobody asked"
    assert send(first, office, ASK) == 303
    assert send(second, office, ASK) == 409
    assert send(first, office, CONFIRM) == 403, "not the one who asked"
    page = open_page(second, page_of(office))
    check_markup(page_of(office), page.html)
    assert "admin@demo.example asked to remove it on 2 November 2026" in page.words
    assert page.one("button", "Remove the second factor")
    listed = open_page(second, "/administration/people?show=reset")
    assert [link.name for link in listed.css("ul.words a") if link.href == page_of(office)]
    assert has_one(second, office)
    assert send(second, office, CONFIRM) == 303
    assert not has_one(second, office)
    shown = open_page(second, page_of(office)).words
    assert f"Second factor changed , {SECOND}" in shown
    assert "Reset of the second factor asked for , admin@demo.example" in shown
    assert bare.browser(EMAIL, PASSWORD).get("/account").status_code == 200, "its password stays"


def test_the_office_must_add_a_new_one_where_its_role_needs_one(bare: World, office: Account) -> None:
    first, second = administrators(bare)
    send(first, office, ASK)
    send(second, office, CONFIRM)
    bare.reconnect(demo_mode=False, allow_http=True)
    client = bare.browser(EMAIL, PASSWORD)
    assert client.get("/desk").headers["Location"] == URL


@pytest.mark.slow
def test_both_are_notified_and_the_office_refuses(post: Post) -> None:
    world = post.world
    open_office(world, SECOND, "JPN", Role.ADMINISTRATOR)
    account = an_office(world, EMAIL, Role.EDITOR)
    client = world.browser(EMAIL, PASSWORD)
    secret, _codes = add_app(world, client)
    first, second = administrators(world)
    send(first, account, ASK)
    post.send()
    asked = {mail.recipient: mail.text for mail in post.server.taken if "asked to remove" in mail.text}
    assert set(asked) == {EMAIL, SECOND}
    assert "refuse it there" in asked[EMAIL]
    assert "/administration/people?show=reset" in asked[SECOND]
    assert "An administrator asked to remove your second factor" in words(read(client, URL))
    assert client.post(f"{URL}/reset/refuse", data=csrf(client, URL)).headers["Location"] == URL
    assert send(second, account, CONFIRM) == 409
    assert has_one(second, account)
    assert "Reset of the second factor refused" in open_page(second, page_of(account)).words
    assert secret


def test_what_nobody_confirms_ends(bare: World, office: Account) -> None:
    first, _second = administrators(bare)
    send(first, office, ASK)
    bare.clock.moment += LASTS
    later = bare.browser(SECOND, REAL_PASSWORD)
    assert send(later, office, CONFIRM) == 409
    assert send(later, office, ASK) == 303, "it can be asked for again"


@pytest.mark.slow
@pytest.mark.parametrize("end", ["roles", "factor", "withdrawn"])
def test_what_has_lost_its_reason_ends(bare: World, office: Account, end: str) -> None:
    third = "third@mission.example"
    open_office(bare, third, "BRA", Role.ADMINISTRATOR)
    asker, confirmer = bare.browser(third, REAL_PASSWORD), bare.browser("admin")
    assert send(asker, office, ASK) == 303
    if end == "roles":
        with bare.platform.work.writing() as session:
            set_roles(session, third, [Role.PRACTITIONER])
    elif end == "withdrawn":
        assert send(asker, office, REFUSE) == 303
    else:
        bare.clock.moment += timedelta(minutes=2)
        again = bare.visitor()
        again.post("/sign-in", data={"email": EMAIL, "password": PASSWORD, **csrf(again)})
        with bare.platform.work.engine.connect() as connection:
            secret = str(connection.exec_driver_sql("SELECT secret FROM authenticator_apps").scalar())
        assert type_code(again, code_at(bare, secret)).status_code == 303
        assert again.post(f"{URL}/codes", data=csrf(again, URL)).status_code == 200
    assert send(confirmer, office, CONFIRM) == 409
    assert has_one(confirmer, office)


@pytest.mark.slow
def test_nobody_resets_their_own_or_without_the_role(bare: World, office: Account) -> None:
    with bare.platform.work.writing() as session:
        set_roles(session, EMAIL, [Role.ADMINISTRATOR])
    first, _second = administrators(bare)
    assert send(first, office, ASK) == 303
    with bare.platform.work.reading() as session:
        secret = session.connection().exec_driver_sql("SELECT secret FROM authenticator_apps").scalar()
    own = bare.visitor()
    own.post("/sign-in", data={"email": EMAIL, "password": PASSWORD, **csrf(own)})
    assert type_code(own, code_at(bare, str(secret), 1)).status_code == 303
    editor = bare.browser("editor.bra")
    for act in (ASK, CONFIRM, REFUSE):
        assert own.post(f"{page_of(office)}/{act}", data=csrf(own, "/account")).status_code == 403
        assert editor.post(f"{page_of(office)}/{act}", data=csrf(editor, "/desk")).status_code == 403
    assert has_one(first, office)


def test_the_server_lists_accounts_and_their_factors(bare: World, office: Account) -> None:
    listed = bare.app.test_cli_runner().invoke(args=["accounts", "list"]).output.splitlines()
    assert f"{EMAIL}  GHA  editor; second factor" in listed
    assert f"{SECOND}  JPN  administrator; no second factor" in listed
