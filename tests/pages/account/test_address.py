"""The address of an account changes when its old and its new mailbox have both confirmed it, and not before."""

import re

import pytest

from case_studies.models import Account
from case_studies.operations.audit import verify_history
from case_studies.operations.delegations.offices import hand_over_office
from case_studies.vocabulary import Role
from tests.support.mailbox import ADDRESS, Post, Taken
from tests.support.offices import REAL_PASSWORD, actor_of, open_office
from tests.support.page_reader import read, words
from tests.support.world import csrf

OLD, NEW, OTHER = "adviser@mission.example", "office@mission.example", "other@mission.example"
PAGE = "/account/address"


@pytest.fixture
def office(post: Post) -> Post:
    open_office(post.world, OLD, "GHA", Role.FOCAL_POINT)
    return post


def ask(post: Post, email: str = NEW, office: str = OLD) -> str:
    """Ask for a change in a browser of the office, and return the page that follows."""
    client = post.world.browser(office, REAL_PASSWORD)
    answer = client.post(PAGE, data={"email": email, **csrf(client, PAGE)})
    assert answer.status_code == 303, words(answer.get_data(as_text=True))
    return words(read(client, PAGE))


def mails(post: Post, recipient: str) -> list[Taken]:
    post.send()
    got = [mail for mail in post.server.taken if mail.recipient == recipient]
    return sorted(got, key=lambda mail: mail.message["Date"].datetime)


def link_to(post: Post, recipient: str) -> str:
    found = [re.search(rf"{ADDRESS}(/address-change/\S+)", mail.text) for mail in mails(post, recipient)]
    return [match[1] for match in found if match][-1]


def press(post: Post, link: str, button: str = "confirm") -> int:
    client = post.world.visitor()
    return client.post(f"{link}/{button}", data=csrf(client)).status_code


def address_of(post: Post, number: int) -> str:
    with post.world.platform.work.reading() as session:
        return session.get_one(Account, number).email


def number_of(post: Post) -> int:
    return actor_of(post.world, OLD).account


@pytest.mark.slow
@pytest.mark.parametrize("first", [OLD, NEW])
def test_it_changes_after_both_mailboxes_have_confirmed_with_a_button(office: Post, first: str) -> None:
    number, world = number_of(office), office.world
    elsewhere = world.browser(OLD, REAL_PASSWORD)
    assert f"{OLD}: not confirmed yet" in ask(office)
    links = {email: link_to(office, email) for email in (OLD, NEW)}
    for link in links.values():
        assert "adviser, Ghana" in words(read(world.visitor(), link))
    assert address_of(office, number) == OLD, "opening a link changes nothing"
    second = NEW if first == OLD else OLD
    assert press(office, links[first]) == 303
    assert press(office, links[first]) == 303, "confirming twice counts once"
    assert address_of(office, number) == OLD
    assert f"{first}: confirmed" in words(read(elsewhere, PAGE))
    assert press(office, links[second]) == 303
    assert address_of(office, number) == NEW
    assert [world.visitor().get(link).status_code for link in links.values()] == [404, 404], "the links work once"
    assert elsewhere.get("/account").status_code == 200, "nobody is signed out"
    world.browser(NEW, REAL_PASSWORD)
    with world.platform.work.reading() as session:
        assert verify_history(session) == []


def test_both_mailboxes_get_a_notice_and_the_new_one_what_waits(office: Post) -> None:
    ask(office)
    for email in (OLD, NEW):
        press(office, link_to(office, email))
    notice = f"was changed from {OLD} to {NEW}"
    for email in (OLD, NEW):
        assert [mail.message["Subject"] for mail in mails(office, email) if notice in mail.text] == ["Address changed"]
    assert notice in words(read(office.world.browser(NEW, REAL_PASSWORD), "/inbox"))


def test_a_link_for_the_password_from_before_no_longer_works(office: Post) -> None:
    client = office.world.visitor()
    client.post("/sign-in/forgotten", data={"email": OLD, **csrf(client)})
    (link,) = [m[1] for mail in mails(office, OLD) if (m := re.search(rf"{ADDRESS}(/sign-in/password/\S+)", mail.text))]
    assert client.get(link).status_code == 200
    ask(office)
    for email in (OLD, NEW):
        press(office, link_to(office, email))
    assert client.get(link).status_code == 404


def test_either_mailbox_cancels_and_so_does_the_office(office: Post) -> None:
    number, world = number_of(office), office.world
    for email in (OLD, NEW):
        ask(office)
        links = [link_to(office, mailbox) for mailbox in (OLD, NEW)]
        press(office, links[0])
        assert press(office, link_to(office, email), "cancel") == 303
        assert [press(office, link) for link in links] == [404, 404]
    ask(office)
    links = [link_to(office, mailbox) for mailbox in (OLD, NEW)]
    client = world.browser(OLD, REAL_PASSWORD)
    assert client.post(f"{PAGE}/cancel", data=csrf(client, PAGE)).status_code == 303
    assert [press(office, link) for link in links] == [404, 404]
    assert address_of(office, number) == OLD


def test_nobody_learns_whether_the_new_address_has_an_account(office: Post) -> None:
    number = number_of(office)
    open_office(office.world, OTHER, "DEU", Role.FOCAL_POINT)
    pages = [
        re.sub(r"\d\d:\d\d UTC|\d\d:\d\d:\d\d", "", ask(office, email)).replace(email, "") for email in (NEW, OTHER)
    ]
    assert pages[0] == pages[1]
    press(office, link_to(office, OLD))
    link = link_to(office, OTHER)
    assert "An account with this address exists already." in words(read(office.world.visitor(), link))
    assert press(office, link) == 409
    assert address_of(office, number) == OLD


def test_the_links_work_for_a_day_and_forged_ones_never(office: Post) -> None:
    ask(office)
    links = [link_to(office, email) for email in (OLD, NEW)]
    assert office.world.visitor().get(f"{links[0]}x").status_code == 404
    office.later(hours=24)
    assert [press(office, link) for link in links] == [404, 404]


def test_a_new_question_replaces_the_old_one_and_five_a_day_are_enough(office: Post) -> None:
    ask(office, OTHER)
    earlier = link_to(office, OTHER)
    for _ in range(4):
        ask(office)
    assert press(office, earlier) == 404
    client = office.world.browser(OLD, REAL_PASSWORD)
    answer = client.post(PAGE, data={"email": NEW, **csrf(client, PAGE)})
    assert (answer.status_code, "Ask again tomorrow" in answer.get_data(as_text=True)) == (422, True)


def test_a_hand_over_ends_it_and_the_earlier_mailbox_hears_of_it(office: Post) -> None:
    focal, number = actor_of(office.world, OLD), number_of(office)
    ask(office)
    links = [link_to(office, email) for email in (OLD, NEW)]
    press(office, links[0])
    with office.world.platform.work.writing() as session:
        hand_over_office(session, focal, "GHA", number, email=OTHER)
    assert [press(office, link) for link in links] == [404, 404]
    assert address_of(office, number) == OTHER
    (notice,) = [mail for mail in mails(office, OLD) if mail.message["Subject"] == "Office handed over"]
    assert f"was handed over from {OLD} to {OTHER}" in notice.text
    assert "report it to an administrator" in notice.text


def test_it_needs_a_fresh_sign_in_and_an_account_of_its_own(office: Post) -> None:
    shared = office.world.browser("focal-point.gha")
    assert shared.post(PAGE, data={"email": NEW, **csrf(shared, "/account")}).status_code == 403
    client = office.world.browser(OLD, REAL_PASSWORD)
    token = csrf(client, PAGE)
    office.later(minutes=16)
    assert client.post(PAGE, data={"email": NEW, **token}).headers["Location"].startswith("/sign-in/again")
    assert [mail for mail in office.mails() if mail.address_change_id is not None] == []
