"""An office makes its API tokens on a page, sees them, and revokes them; the history and a notice say so."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from case_studies.models import HistoryEntry
from case_studies.operations.accounts.accounts import set_active
from tests.support.mailbox import Post
from tests.support.page_reader import read, words
from tests.support.world import World, csrf

URL = "/account/tokens"
OFFICE = "focal-point.gha"
API = "/api/v1/desk"


def make(client: FlaskClient, **values: object) -> tuple[int, str]:
    """Send the form, and return the status and the page."""
    data = {"name": "Weekly report", "scopes": ["write"], "days": "90", **values, **csrf(client, URL)}
    answer = client.post(URL, data=data)
    if answer.status_code == 200:
        assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code, answer.get_data(as_text=True)


def token_in(page: str) -> dict[str, str]:
    found = re.search(r"cb_[\w-]{43}", page)
    assert found
    return {"Authorization": f"Bearer {found[0]}"}


def entries(world: World) -> list[tuple[str, str | None, str | None]]:
    with world.platform.work.reading() as session:
        newest = session.scalars(select(HistoryEntry).order_by(HistoryEntry.number))
        return [(e.action, e.account_email, e.from_state or e.to_state) for e in newest if "token" in e.action]


def test_a_token_is_shown_once_listed_and_revoked(post: Post) -> None:
    world = post.world
    client = world.browser(OFFICE)
    status, page = make(client)
    assert status == 200
    headers = token_in(page)
    assert world.visitor().get(API, headers=headers).status_code == 200
    listed = read(client, URL)
    assert "cb_" not in listed
    assert "Weekly report Read · Write cases · ends on 31 January 2027 · last used" in words(listed)
    (revoke,) = re.findall(rf"{URL}/\d+/revoke", listed)
    assert client.post(revoke, data=csrf(client, URL)).status_code == 303
    assert world.visitor().get(API, headers=headers).status_code == 401
    assert "Weekly report" not in words(read(client, URL))
    email = f"{OFFICE}@demo.example"
    summary = "“Weekly report” (read, write), until 2027-01-31"
    assert entries(world) == [("create_token", email, summary), ("revoke_token", email, summary)]
    post.send()
    mails = post.server.taken_for(OFFICE)
    assert sorted(str(mail.message["Subject"]) for mail in mails) == ["API token created", "API token revoked"]
    assert not [mail for mail in mails if headers["Authorization"].split()[1] in mail.everything]


@pytest.mark.parametrize(
    ("values", "control"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"days": "366"}, "days"),
        ({"days": ""}, "days"),
        ({"scopes": ["administer"]}, "scopes"),
    ],
)
def test_a_refused_form_makes_none(bare: World, values: dict[str, object], control: str) -> None:
    client = bare.browser(OFFICE)
    status, page = make(client, **values)
    assert status == 422
    assert f'href="#f-{control}"' in page
    assert entries(bare) == []


def test_nobody_revokes_the_token_of_another(bare: World) -> None:
    owner, other = bare.browser(OFFICE), bare.browser("focal-point.deu")
    headers = token_in(make(owner)[1])
    (revoke,) = re.findall(rf"{URL}/\d+/revoke", read(owner, URL))
    assert "Weekly report" not in words(read(other, URL))
    other.post(revoke, data=csrf(other, URL))
    assert bare.visitor().get(API, headers=headers).status_code == 200
    assert [action for action, *_ in entries(bare)] == ["create_token"]


def test_a_token_makes_no_token(bare: World) -> None:
    client = bare.browser(OFFICE)
    headers = token_in(make(client)[1])
    program = bare.visitor()
    answer = program.post(URL, data={"name": "Second", "days": "90", **csrf(program)}, headers=headers)
    assert answer.status_code == 401
    assert len(entries(bare)) == 1


@pytest.mark.slow
def test_an_office_has_at_most_20(bare: World) -> None:
    client = bare.browser(OFFICE)
    assert [make(client)[0] for _ in range(21)] == [200] * 20 + [422]


def test_closing_an_account_deletes_its_tokens(bare: World) -> None:
    client = bare.browser(OFFICE)
    headers = token_in(make(client)[1])
    for is_open in (False, True):
        with bare.platform.work.writing() as session:
            set_active(session, f"{OFFICE}@demo.example", is_open=is_open)
    assert bare.visitor().get(API, headers=headers).status_code == 401


def test_a_token_made_by_a_command_leaves_the_same_trace(post: Post) -> None:
    token = post.run("accounts", "token", f"{OFFICE}@demo.example", "--name", "Archive", "--days", "7").strip()
    assert entries(post.world) == [("create_token", None, "“Archive” (read), until 2026-11-09")]
    post.send()
    assert [mail.message["Subject"] for mail in post.server.taken_for(OFFICE)] == ["API token created"]
    visitor = post.world.visitor()
    headers = {"Authorization": f"Bearer {token}"}
    assert visitor.get(API, headers=headers).status_code == 200
    assert visitor.post("/api/v1/cases", json={}, headers=headers).status_code == 403
