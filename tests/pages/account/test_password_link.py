"""A new password by a link in a mail: once, in its time, and with the same answer for every address."""

import re
from datetime import timedelta

import pytest

from case_studies.operations.accounts.accounts import add_account, set_active
from case_studies.vocabulary import Role
from tests.support.mailbox import ADDRESS, OFFICE, Post
from tests.support.page_reader import read, words
from tests.support.world import PASSWORD, World, csrf

NEW = "a stone a lane a morning"


def ask(world: World, email: str) -> str:
    client = world.visitor()
    answer = client.post("/sign-in/forgotten", data={"email": email, **csrf(client)})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def link_in(text: str) -> str:
    found = re.search(rf"{ADDRESS}(/sign-in/password/\S+)", text)
    assert found
    return found[1]


def use(world: World, link: str, new: str = NEW, again: str | None = None) -> tuple[int, str]:
    client = world.visitor()
    answer = client.post(link, data={"new": new, "again": again or new, **csrf(client)})
    return answer.status_code, words(answer.get_data(as_text=True))


def signs_in(world: World, password: str) -> bool:
    client = world.visitor()
    answer = client.post("/sign-in", data={"email": OFFICE, "password": password, **csrf(client)})
    return answer.status_code == 303


def test_an_office_that_forgot_its_password_sets_a_new_one(office: Post) -> None:
    world = office.world
    elsewhere = world.browser(OFFICE)
    assert "a mail with a link is on its way" in words(ask(world, f" {OFFICE.upper()}"))
    assert office.send() == 2
    assert {mail.recipient for mail in office.server.taken} == {OFFICE}
    (mail,) = [mail for mail in office.server.taken if "/sign-in/password/" in mail.text]
    assert mail.message["Subject"] == "Set your password on Casebook"
    assert mail.message["List-Unsubscribe"] is None, "nobody can turn this mail off"
    link = link_in(mail.text)
    assert "Adviser, Ghana" in words(read(world.visitor(), link))
    status, _page = use(world, link)
    assert status == 303
    assert (signs_in(world, PASSWORD), signs_in(world, NEW)) == (False, True)
    assert elsewhere.get("/account").status_code == 303, "the sessions before it have ended"
    status, page = use(world, link, "another long sentence")
    assert (status, "This link has ended or was used." in page) == (404, True)
    assert signs_in(world, NEW)


def test_the_link_works_for_one_hour(office: Post) -> None:
    ask(office.world, OFFICE)
    office.send()
    link = link_in(office.server.taken[0].text)
    office.later(minutes=58)
    assert use(office.world, link, "short")[0] == 422, "a refused password leaves the link"
    office.later(minutes=2)
    assert use(office.world, link)[0] == 404
    assert not signs_in(office.world, NEW)


def test_a_mail_that_waited_too_long_is_not_sent(office: Post) -> None:
    ask(office.world, OFFICE)
    office.later(hours=1)
    assert office.send() == 0
    assert office.mail().error == "The time of its link is over."


def test_the_answer_is_the_same_for_every_address(office: Post) -> None:
    with office.world.platform.work.writing() as session:
        add_account(session, "closed@mission.example", "GHA", [Role.FOCAL_POINT], office="Closed")
        set_active(session, "closed@mission.example", is_open=False)
    pages = {
        re.sub(r'name="csrf_token" value="[^"]*"', "", ask(office.world, email))
        for email in (
            OFFICE,
            "nobody@mission.example",
            "closed@mission.example",
            "focal-point.gha@demo.example",
            "",
            "a\nb",
        )
    }
    assert len(pages) == 1
    assert [mail.account.email for mail in office.mails()] == [OFFICE]


def test_a_mailbox_is_not_filled(office: Post) -> None:
    for _ in range(4):
        ask(office.world, OFFICE)
    assert len(office.mails()) == 1
    office.send()
    office.later(minutes=11)
    ask(office.world, OFFICE)
    assert len(office.mails()) == 2


def test_asking_too_often_waits(office: Post) -> None:
    office.world.clock.step = timedelta()
    for _ in range(5):
        ask(office.world, OFFICE)
    client = office.world.visitor()
    answer = client.post("/sign-in/forgotten", data={"email": OFFICE, **csrf(client)})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "2")


@pytest.mark.slow
@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: token[1:], lambda _token: "x"])
def test_a_forged_link_sets_nothing(office: Post, change: object) -> None:
    ask(office.world, OFFICE)
    office.send()
    before, token = link_in(office.server.taken[0].text).rsplit("/", 1)
    assert callable(change)
    link = f"{before}/{change(token)}"
    assert office.world.visitor().get(link).status_code == 404
    assert use(office.world, link)[0] == 404
    assert signs_in(office.world, PASSWORD)


def test_a_new_office_sets_its_first_password_and_nobody_else_knows_it(office: Post) -> None:
    printed = office.run(
        "accounts", "add", "new@mission.example", "--delegation", "GHA", "--office", "New", "--role", "reviewer"
    )
    assert printed == "new@mission.example gets a mail with a link, which works once, for seven days.\n"
    office.later(days=6)
    office.send()
    link = link_in(office.server.taken[0].text)
    assert use(office.world, link)[0] == 303
    assert office.world.browser("new@mission.example", NEW).get("/desk").status_code == 200


def test_without_mail_the_page_and_the_command_say_so(bare: World) -> None:
    assert "This Casebook sends no mail. Ask your administrator" in words(read(bare.visitor(), "/sign-in/forgotten"))
    with bare.platform.work.writing() as session:
        add_account(session, OFFICE, "GHA", [Role.FOCAL_POINT], office="Adviser")
    result = bare.app.test_cli_runner().invoke(args=["accounts", "invite", OFFICE])
    link = result.output.split("http://localhost:8000", 1)[1].strip()
    assert use(bare, link)[0] == 303
    assert signs_in(bare, NEW)
