"""An administrator finds an account, gives it roles, closes and reopens it, and invites it again."""

import pytest
from flask.testing import FlaskClient

from case_studies.models import Account
from case_studies.operations.accounts.accounts import add_account, find_account
from case_studies.operations.accounts.passwords import hash_password
from case_studies.operations.administration.people import PER_PAGE
from case_studies.vocabulary import Role
from tests.pages.account.test_second_factor import add_app
from tests.support.crawl import check_markup
from tests.support.mailbox import Post
from tests.support.page_reader import open_page, read
from tests.support.world import World, csrf

EMAIL = "peacekeeping@mission.example"
PASSWORD = "a long row of unusual words"


def an_office(world: World, email: str = EMAIL, *roles: Role) -> Account:
    with world.platform.work.writing() as session:
        hashed = hash_password(session, PASSWORD)
        given = roles or (Role.PRACTITIONER,)
        return add_account(session, email, "GHA", given, office="Military adviser", password_hash=hashed)


def page_of(account: Account) -> str:
    return f"/administration/people/{account.id}"


def send(client: FlaskClient, account: Account, act: str, **fields: object) -> int:
    url = page_of(account)
    return client.post(f"{url}/{act}", data={**csrf(client, url), **fields}).status_code


def test_an_account_is_found_by_address_office_or_delegation(bare: World) -> None:
    office, client = an_office(bare), bare.browser("admin")
    for words in ("PEACEKEEPING@", "military adviser", "mission.ex"):
        page = open_page(client, f"/administration/people?q={words}")
        check_markup("/administration/people", page.html)
        assert page.one("link", "Military adviser, Ghana").href == page_of(office)
        assert "Never signed in" in page.words
    assert not open_page(client, "/administration/people?q=%25").css("ul.words li")
    bare.browser(EMAIL, PASSWORD)
    assert "Last seen on 2 November 2026" in open_page(client, f"/administration/people?q={EMAIL}").words


def test_accounts_are_listed_by_page(bare: World) -> None:
    for number in range(PER_PAGE):
        an_office(bare, f"office{number}@mission.example")
    client = bare.browser("admin")
    page = open_page(client, "/administration/people")
    assert len(page.css("ul.words li")) == PER_PAGE
    assert page.one("link", "Next").href.endswith("page=2")


def test_roles_change_by_tick_boxes_and_are_recorded(bare: World) -> None:
    office, client = an_office(bare), bare.browser("admin")
    browser = bare.browser(EMAIL, PASSWORD)
    assert browser.get("/account/reviewing").status_code == 403
    assert send(client, office, "roles", roles=["reviewer", "focal_point"]) == 303
    assert browser.get("/account/reviewing").status_code == 200
    page = open_page(client, page_of(office))
    check_markup(page_of(office), page.html)
    assert "Roles changed , admin@demo.example" in page.words
    assert "Practitioner → Focal point, Reviewer" in page.words
    assert send(client, office, "roles") == 422
    assert "Roles changed : peacekeeping@mission.example" in open_page(client, "/administration/events").words


def test_a_closed_account_is_signed_out_and_can_be_opened_again(bare: World) -> None:
    office, client = an_office(bare), bare.browser("admin")
    browser = bare.browser(EMAIL, PASSWORD)
    assert send(client, office, "close") == 303
    assert browser.get("/desk").status_code == 303
    assert "Closed" in open_page(client, "/administration/people?show=closed").words
    assert send(client, office, "invite") == 409
    assert send(client, office, "reopen") == 303
    assert bare.browser(EMAIL, PASSWORD).get("/desk").status_code == 200


def test_an_office_is_invited_again_and_nobody_signs_in_as_before(post: Post) -> None:
    office, client = an_office(post.world), post.world.browser("admin")
    assert send(client, office, "invite") == 303
    assert post.send() > 0
    assert [mail.recipient for mail in post.server.taken if "/sign-in/password/" in mail.text] == [EMAIL]
    visitor = post.world.visitor()
    data = {"email": EMAIL, "password": PASSWORD, **csrf(visitor)}
    assert visitor.post("/sign-in", data=data).status_code == 422


def test_an_administrator_changes_neither_the_own_account_nor_those_of_the_demonstration(bare: World) -> None:
    office = an_office(bare, EMAIL, Role.ADMINISTRATOR)
    client = bare.browser(EMAIL, PASSWORD)
    with bare.platform.work.reading() as session:
        shared = find_account(session, "practitioner@demo.example")
    for account in (office, shared):
        token = csrf(client, "/administration/people")
        for act in ("roles", "close", "reopen", "invite"):
            answer = client.post(f"{page_of(account)}/{act}", data={**token, "roles": "editor"})
            assert answer.status_code == 403, act
        assert "Save the roles" not in read(client, page_of(account))


@pytest.mark.slow
@pytest.mark.parametrize("office", ["practitioner", "editor.bra", "focal-point.gha", "reviewer.jpn"])
def test_accounts_are_for_administrators_alone(bare: World, office: str) -> None:
    account, client = an_office(bare), bare.browser(office)
    token = csrf(client, "/desk")
    for url in ("/administration/people", page_of(account), "/administration/events", "/administration/history"):
        assert client.get(url).status_code == 403
    for url in ("/administration/events.csv", "/administration/history.json"):
        assert client.get(url).status_code == 403
    for act in ("roles", "close", "reopen", "invite"):
        assert client.post(f"{page_of(account)}/{act}", data={**token, "roles": "editor"}).status_code == 403


def test_the_second_factor_of_an_account_is_shown_and_an_invitation_removes_it(post: Post) -> None:
    office, client = an_office(post.world), post.world.browser("admin")
    assert "Second factor None; its roles need none" in open_page(client, page_of(office)).words
    add_app(post.world, post.world.browser(EMAIL, PASSWORD))
    assert "Second factor Authenticator app, 8 recovery codes left" in open_page(client, page_of(office)).words
    assert send(client, office, "invite") == 303
    assert "Second factor None; its roles need none" in open_page(client, page_of(office)).words
    assert send(client, office, "roles", roles="editor") == 303
    assert "Second factor None yet; its roles need one" in open_page(client, page_of(office)).words


@pytest.mark.parametrize("url", ["/administration", "/words", "/words/new"])
def test_every_page_of_the_administration_leads_to_what_an_administrator_looks_after(bare: World, url: str) -> None:
    page = open_page(bare.browser("admin"), url)
    ways = {link.href for link in page.one("navigation", "Administration").all("link")}
    assert {"/delegations/records", "/applications", "/words", "/administration/people"} <= ways
