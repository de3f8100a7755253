"""Offices are invited by mail and handed over in one step; nothing of an office is lost, and nothing old signs in."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, func, select

from case_studies.db import Base
from case_studies.errors import Incomplete, NotAllowed, NotVisible
from case_studies.models import Account, ApiToken, AuthenticatorApp, BrowserSession, KnownBrowser, RecoveryCode
from case_studies.operations.accounts.accounts import find_account
from case_studies.operations.audit import verify_history
from case_studies.operations.delegations.offices import change_roles, hand_over_office, invite_office
from case_studies.operations.desk.desk import desk as load_desk
from case_studies.vocabulary import Role
from tests.support.mailbox import ADDRESS, Post
from tests.support.offices import REAL_PASSWORD, actor_of, open_office
from tests.support.page import Page
from tests.support.page_reader import read, words
from tests.support.world import World, csrf

FOCAL, NEXT = "adviser@gha.example", "successor@gha.example"
OWN_PASSWORD = "nine plain words in a row"
ENDS = {  # what signs the old person in
    model.__table__ for model in (BrowserSession, KnownBrowser, ApiToken, AuthenticatorApp, RecoveryCode)
}


def owned(world: World, account: int) -> dict[str, int]:
    """Return, for each column that refers to accounts, how many rows refer to this one."""
    tables: list[Table] = [table for table in Base.metadata.sorted_tables if table not in ENDS]
    columns = [
        column
        for table in tables
        for column in table.columns
        if any(key.column.table is Account.__table__ for key in column.foreign_keys)
    ]
    with world.platform.work.reading() as session:
        counts = {
            str(column): session.scalar(select(func.count()).select_from(column.table).where(column == account)) or 0
            for column in columns
        }
    return {name: count for name, count in counts.items() if not name.startswith(("history.", "mails."))}


def hand_over(world: World, email: str, new: str) -> None:
    with world.platform.work.writing() as session:
        office = find_account(session, email)
        hand_over_office(session, actor_of(world, email), office.delegation_code, office.id, email=new)


@pytest.mark.slow
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_is_orphaned_by_a_hand_over(library: World, data: Any) -> None:
    """Whichever office of the library changes hands: all that refers to it stays, and the successor has its desk."""
    with library.platform.work.reading() as session:
        offices = [account.email for account in session.scalars(select(Account).order_by(Account.id))]
    email = data.draw(st.sampled_from(offices))
    number = data.draw(st.integers(1, 10**9))
    old, new = f"old{number}@mission.test.org", f"new{number}@mission.test.org"
    with library.platform.work.writing() as session:
        account = find_account(session, email)
        account.email, account_id = old, account.id
    before, desk_before = owned(library, account_id), desk_of(library, old)
    hand_over(library, old, new)
    after = owned(library, account_id)
    assert {name: count for name, count in after.items() if count < before[name]} == {}
    assert desk_of(library, new) == desk_before
    with library.platform.work.writing() as session:
        find_account(session, new).email = email


def desk_of(world: World, email: str) -> list[str]:
    with world.platform.work.reading() as session:
        desk = load_desk(session, actor_of(world, email))
        return [task.case.reference for task in desk.tasks]


def link_in(post: Post, recipient: str) -> str:
    while post.send():
        pass
    texts = "\n".join(mail.text for mail in post.server.taken if mail.recipient == recipient)
    found = re.search(rf"{ADDRESS}(/sign-in/password/\S+)", texts)
    assert found
    return found[1]


def set_password(world: World, link: str) -> int:
    client = world.visitor()
    return client.post(link, data={"new": OWN_PASSWORD, "again": OWN_PASSWORD, **csrf(client)}).status_code


@pytest.mark.slow
def test_the_next_person_takes_over_and_the_old_one_is_out(post: Post) -> None:
    world = post.world
    open_office(world, FOCAL, "GHA", Role.FOCAL_POINT)
    old = world.browser(FOCAL, REAL_PASSWORD)
    reference = case_in_name_of(world, old)
    account = actor_of(world, FOCAL).account
    url = f"/delegations/GHA/offices/{account}/hand-over"
    answer = old.post(url, data={"email": NEXT, **csrf(old, url)})
    assert answer.headers["Location"] == "/"
    assert old.get("/desk").status_code != 200, "the old session ended"
    visitor = world.visitor()
    for email in (FOCAL, NEXT):
        tried = visitor.post("/sign-in", data={"email": email, "password": REAL_PASSWORD, **csrf(visitor)})
        assert tried.status_code == 422, "the old password ended"
    link = link_in(post, NEXT)
    assert set_password(world, link) == 303
    assert set_password(world, link) == 404, "the link works once"
    successor = world.browser(NEXT, OWN_PASSWORD)
    assert reference in read(successor, "/desk")
    with world.platform.work.reading() as session:
        assert verify_history(session) == []


def test_cancel_leads_back_to_where_the_hand_over_began(bare: World) -> None:
    open_office(bare, FOCAL, "GHA", Role.FOCAL_POINT)
    client = bare.browser(FOCAL, REAL_PASSWORD)
    url = f"/delegations/GHA/offices/{actor_of(bare, FOCAL).account}/hand-over"
    for began, back in ((url, "/delegations/GHA/record"), (f"{url}?back=account", "/account")):
        links = Page(read(client, began)).all("link")
        assert [link.attribute("href") for link in links if link.name == "Cancel"] == [back]
    assert f"{url}?back=account" in read(client, "/account")


def case_in_name_of(world: World, client: Any) -> str:
    answer = client.post("/cases/new", data={"title": "Kept", "language": "en", **csrf(client, "/cases/new")})
    assert answer.status_code == 303, answer.status_code
    return answer.headers["Location"].split("/")[2]


def test_a_changed_address_without_its_entry_is_found(bare: World) -> None:
    open_office(bare, FOCAL, "GHA", Role.FOCAL_POINT)
    hand_over(bare, FOCAL, NEXT)
    with bare.platform.work.reading() as session:
        assert verify_history(session) == []
    with bare.platform.work.writing() as session:
        find_account(session, NEXT).email = "forged@gha.example"
    with bare.platform.work.reading() as session:
        assert any("its row refers to" in error.what for error in verify_history(session))


def test_a_focal_office_invites_its_own_officers_and_no_others(post: Post) -> None:
    world = post.world
    open_office(world, FOCAL, "GHA", Role.FOCAL_POINT)
    client = world.browser(FOCAL, REAL_PASSWORD)
    url = "/delegations/GHA/offices/invite"
    offered = words(read(client, url))
    assert "Clearance officer" in offered
    assert "Administrator" not in offered
    sent = {"email": "legal@gha.example", "office": "Legal adviser", **csrf(client, url)}
    assert client.post(url, data={**sent, "roles": ["administrator"]}).status_code == 422
    assert client.post(url, data={**sent, "roles": ["clearance_officer"]}).status_code == 303
    assert set_password(world, link_in(post, "legal@gha.example")) == 303
    assert actor_of(world, "legal@gha.example").roles == {Role.CLEARANCE_OFFICER}
    assert client.get("/delegations/DEU/offices/invite").status_code == 404


INVITE, RECORD = "/delegations/GHA/offices/invite", "/delegations/GHA/record"


def invite(client: Any, email: str) -> tuple[int, str]:
    """Invite an office. Return the status, and the record that the inviter reads then, without the address."""
    sent = {"email": email, "office": "Legal adviser", "roles": ["clearance_officer"], **csrf(client, INVITE)}
    status = client.post(INVITE, data=sent).status_code
    return status, words(read(client, RECORD)).replace(email, "ADDRESS")


def take_back(client: Any, email: str) -> tuple[int, str]:
    url = "/delegations/GHA/offices/invitations/take-back"
    status = client.post(url, data={"email": email, **csrf(client, RECORD)}).status_code
    return status, words(read(client, RECORD)).replace(email, "ADDRESS")


@pytest.mark.slow
def test_who_invites_does_not_learn_whether_an_address_has_an_account(post: Post) -> None:
    world, taken, free = post.world, "adviser@deu.example", "adviser@new.example"
    open_office(world, FOCAL, "GHA", Role.FOCAL_POINT)
    stranger = open_office(world, taken, "DEU", Role.FOCAL_POINT)
    client = world.browser(FOCAL, REAL_PASSWORD)
    answers = []
    for email in (taken, free):
        first, withdrawn = invite(client, email), take_back(client, email)
        answers.append((*first, *withdrawn, *invite(client, email)))
        if email == taken:
            take_back(client, email)
    assert answers[0] == answers[1]
    assert answers[0][0] == 303
    assert "Invited, not accepted yet Legal adviser" in answers[0][1]
    assert "Invited, not accepted yet" not in answers[0][3]
    assert actor_of(world, taken) == stranger
    while post.send():
        pass
    assert taken not in {mail.recipient for mail in post.server.taken}
    pending = actor_of(world, free).account
    for page in ("roles", "hand-over"):
        assert client.get(f"/delegations/GHA/offices/{pending}/{page}").status_code == 404


@pytest.mark.slow
def test_an_invitation_that_is_taken_back_ends_and_one_that_is_accepted_becomes_an_office(post: Post) -> None:
    world, email = post.world, "legal@gha.example"
    open_office(world, FOCAL, "GHA", Role.FOCAL_POINT)
    client = world.browser(FOCAL, REAL_PASSWORD)
    invite(client, email)
    link = link_in(post, email)
    assert take_back(client, email)[0] == 303
    assert set_password(world, link) == 404
    assert take_back(client, email)[0] == 404
    post.later(days=1)
    client = world.browser(FOCAL, REAL_PASSWORD)
    invite(client, email)
    assert set_password(world, link_in(post, email)) == 303
    record = words(read(client, RECORD))
    assert "Invited, not accepted yet" not in record
    assert email in record
    number = actor_of(world, email).account
    assert client.get(f"/delegations/GHA/offices/{number}/roles").status_code == 200
    assert invite(client, email)[0] == 422, "its own office, which it sees"


def test_an_administrator_learns_that_an_address_is_taken(bare: World) -> None:
    open_office(bare, "adviser@deu.example", "DEU", Role.FOCAL_POINT)
    administrator = open_office(bare, "operators@rwa.example", "RWA", Role.ADMINISTRATOR)
    with pytest.raises(Incomplete), bare.platform.work.writing() as session:
        invite_office(
            session, administrator, "GHA", email="adviser@deu.example", office="New", roles=[Role.PRACTITIONER]
        )


@pytest.mark.parametrize(
    ("office", "code", "roles", "error"),
    [
        ("focal-point.gha", "DEU", [Role.PRACTITIONER], NotVisible),
        ("focal-point.gha", "GHA", [Role.FOCAL_POINT], Incomplete),
        ("clearance.gha", "GHA", [Role.PRACTITIONER], NotAllowed),
        ("editor.bra", "GHA", [Role.FOCAL_POINT], NotAllowed),
        ("editor.bra", "EGY", [Role.EDITOR], Incomplete),
        ("editor.bra", "EGY", [], Incomplete),
        ("practitioner", "GHA", [Role.PRACTITIONER], NotVisible),
    ],
)
def test_nobody_gives_a_role_that_is_not_theirs_to_give(
    bare: World, office: str, code: str, roles: list[Role], error: type[Exception]
) -> None:
    with pytest.raises(error), bare.platform.work.writing() as session:
        invite_office(session, bare.actor(office), code, email="new@demo.example", office="New", roles=roles)


def test_roles_that_somebody_may_not_give_stay_as_they_are(bare: World) -> None:
    focal = open_office(bare, FOCAL, "GHA", Role.FOCAL_POINT)
    both = open_office(bare, "both@gha.example", "GHA", Role.REVIEWER, Role.PRACTITIONER)
    with bare.platform.work.writing() as session:
        change_roles(session, focal, "GHA", both.account, [Role.CLEARANCE_OFFICER])
    assert actor_of(bare, "both@gha.example").roles == {Role.REVIEWER, Role.CLEARANCE_OFFICER}
    with pytest.raises(NotAllowed), bare.platform.work.writing() as session:
        change_roles(session, focal, "GHA", focal.account, [Role.CLEARANCE_OFFICER])


@pytest.mark.parametrize("roles", [(Role.ADMINISTRATOR,), (Role.CLEARANCE_OFFICER, Role.EDITOR)])
def test_nobody_takes_over_an_office_with_roles_that_they_may_not_give(bare: World, roles: tuple[Role, ...]) -> None:
    focal = open_office(bare, FOCAL, "GHA", Role.FOCAL_POINT)
    other = open_office(bare, "other@gha.example", "GHA", *roles)
    with pytest.raises(NotAllowed), bare.platform.work.writing() as session:
        hand_over_office(session, focal, "GHA", other.account, email=NEXT)


def test_shared_accounts_are_not_handed_over_and_invite_nobody_outside(bare: World) -> None:
    focal = bare.actor("focal-point.gha")
    with pytest.raises(NotAllowed), bare.platform.work.writing() as session:
        hand_over_office(session, focal, "GHA", focal.account, email=NEXT)
    with pytest.raises(Incomplete), bare.platform.work.writing() as session:
        invite_office(session, focal, "GHA", email=NEXT, office="New", roles=[Role.PRACTITIONER])
