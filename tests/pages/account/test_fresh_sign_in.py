"""What decides who may sign in is changed soon after a sign-in only, and a sign-in renews the secret of forms."""

from datetime import timedelta

import pytest

from case_studies.operations.accounts.accounts import find_account
from case_studies.operations.accounts.tokens import tokens_of
from case_studies.vocabulary import Role
from tests.pages.account.test_second_factor import OFFICE, add, add_app, code_at
from tests.support.offices import REAL_PASSWORD, open_office
from tests.support.page_reader import read, words
from tests.support.world import PASSWORD, World, csrf

AGAIN = "/sign-in/again"


@pytest.fixture
def office(bare: World) -> World:
    add(bare, OFFICE, Role.FOCAL_POINT)
    return bare


def later(world: World) -> None:
    world.clock.moment += timedelta(minutes=16)


@pytest.mark.parametrize("page", ["/account/tokens", "/account/second-factor", "/account/second-factor/app"])
def test_a_page_asks_for_a_fresh_sign_in_and_opens_after_it(office: World, page: str) -> None:
    client = office.browser(OFFICE)
    assert client.get(page).status_code == 200
    later(office)
    assert client.get(page).headers["Location"] == f"{AGAIN}?next={page}"
    wrong = client.post(AGAIN, data={"password": "wrong", "next": page, **csrf(client, AGAIN)})
    assert wrong.status_code == 422
    assert "This is not the current password." in words(wrong.get_data(as_text=True))
    assert client.get(page).status_code == 303
    right = client.post(AGAIN, data={"password": PASSWORD, "next": page, **csrf(client, AGAIN)})
    assert (right.status_code, right.headers["Location"]) == (303, page)
    assert client.get(page).status_code == 200


def test_a_form_of_an_old_session_changes_nothing(office: World) -> None:
    client = office.browser(OFFICE)
    token = csrf(client, "/account/tokens")
    later(office)
    answer = client.post("/account/tokens", data={"name": "Stolen", "days": "365", **token})
    assert answer.headers["Location"] == f"{AGAIN}?next=/account"
    with office.platform.work.reading() as session:
        assert not tokens_of(session, find_account(session, OFFICE).id)


def test_ending_other_sessions_needs_a_fresh_sign_in(office: World) -> None:
    """Somebody at an open browser can't lock the office out of its others."""
    here, elsewhere = office.browser(OFFICE), office.browser(OFFICE)
    token = csrf(here, "/account")
    later(office)
    for url in ("/account/sessions/end", "/account/sessions/2/end"):
        assert here.post(url, data=token).headers["Location"] == f"{AGAIN}?next=/account"
    assert elsewhere.get("/account").status_code == 200
    here.post(AGAIN, data={"password": PASSWORD, "next": "/account", **csrf(here, AGAIN)})
    assert here.post("/account/sessions/end", data=csrf(here, "/account")).status_code == 303
    assert elsewhere.get("/account").status_code == 303


def test_it_asks_for_the_second_factor_too(office: World) -> None:
    client = office.browser(OFFICE)
    secret, _codes = add_app(office, client)
    later(office)
    page = "/account/tokens"
    data = {"password": PASSWORD, "next": page, **csrf(client, AGAIN)}
    assert client.post(AGAIN, data=data).status_code == 422
    answer = client.post(AGAIN, data={**data, "factor_code": code_at(office, secret)})
    assert (answer.status_code, answer.headers["Location"]) == (303, page)


def test_an_administrator_changes_roles_only_after_a_fresh_sign_in(bare: World) -> None:
    client = bare.browser("admin")
    url = "/administration/people/1"
    token = csrf(client, url)
    later(bare)
    answer = client.post(f"{url}/roles", data={"roles": ["administrator"], **token})
    assert answer.headers["Location"].startswith(AGAIN)


def test_a_token_of_a_form_from_before_the_sign_in_no_longer_works(office: World) -> None:
    client = office.visitor()
    before = csrf(client)
    assert client.post("/sign-in", data={"email": OFFICE, "password": PASSWORD, **before}).status_code == 303
    read(client, "/desk")
    assert client.post("/inbox/read", data=before).status_code == 400
    assert client.post("/inbox/read", data=csrf(client, "/account")).status_code == 303


@pytest.mark.parametrize(
    ("role", "code", "page"),
    [
        (Role.FOCAL_POINT, "GHA", "/delegations/GHA/leave"),
        (Role.FOCAL_POINT, "GHA", "/delegations/GHA/offices/invite"),
        (Role.EDITOR, "BRA", "/delegations/chair"),
    ],
)
def test_what_ends_or_opens_many_accounts_needs_a_fresh_sign_in(bare: World, role: Role, code: str, page: str) -> None:
    open_office(bare, "office@mission.example", code, role)
    client = bare.browser("office@mission.example", REAL_PASSWORD)
    assert client.get(page).status_code == 200
    form = csrf(client, page)
    later(bare)
    assert client.get(page).headers["Location"] == f"{AGAIN}?next={page}"
    answer = client.post(page, data={**form, "sure": "yes", "cases": "stand_down"})
    assert answer.headers["Location"] == f"{AGAIN}?next=/account"
