"""The first day of a new Group: a fresh installation outside the demonstration, until its first case is found."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import editor as scenes
from tests.support.browser.person import Person, write_the_case
from tests.support.browser.reviewer import recommend_approval
from tests.support.installation import Installation
from tests.support.mailbox import MailServer
from tests.support.nginx import nginx
from tests.support.ports import free_port
from tests.support.web_server import serving_with

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CO_CHAIRS = {"BRA": "Brazil", "CHN": "China", "IDN": "Indonesia", "RWA": "Rwanda"}
NEW_MEMBERS = ("Ghana", "Kenya", "Nepal", "Senegal", "Tunisia", "Uruguay")  # beside those whose membership is known
ADMINISTRATOR = "administrator@friends.example.org"


def address_of(code: str, role: str) -> str:
    return f"{role}.{code}@mission.example.org".lower()


def invite(host: Person, code: str, role: str, label: str) -> str:
    """Invite an office on the page of its delegation, and return its address."""
    address = address_of(code, role)
    host.page.goto(f"/delegations/{code}/offices/invite")
    host.page.get_by_label("Office", exact=True).fill(label)
    host.page.get_by_label("E-mail of the office").fill(address)
    host.page.get_by_label(label, exact=True).check()
    host.press("Send the invitation")
    expect(host.page.get_by_role("status")).to_contain_text(re.compile(rf"{re.escape(address)}.* gets a mail"))
    return address


@pytest.mark.usefixtures("nginx_program")
def test_a_new_group_publishes_its_first_case(browser: Browser, tmp_path: Path, mail_server: MailServer) -> None:
    plain, tls = free_port(), free_port()
    public = f"https://localhost:{tls}"
    group = Installation(tmp_path / "data", mail_server, public)
    group.run("settings", "check")
    group.run("database", "upgrade")
    group.run("taxonomy", "load")
    known = group.run("delegations", "list")
    assert all(f"{code}     co_chair" in known for code in CO_CHAIRS)
    group.run(
        "accounts", "add", ADMINISTRATOR, "--delegation", "RWA", "--office", "Operators", "--role", "administrator"
    )

    front = tmp_path / "front"
    front.mkdir()
    with serving_with(group.settings) as inside, nginx(front, plain=plain, tls=tls, casebook=inside):

        def join(address: str) -> Person:
            """Let an office follow its invitation, in a window of its own."""
            person = Person(browser, public)
            person.join(group.invitation(address))
            return person

        administrator = join(ADMINISTRATOR)
        add_the_members(administrator)
        for code in CO_CHAIRS:
            invite(administrator, code, "editor", "Editor")
        editors = [join(address_of(code, "editor")) for code in CO_CHAIRS]
        publish_a_case(administrator, editors[0], join)

        visitor = Person(browser, public)
        assert visitor.finds("painted+stones")
        assert visitor.page.url.startswith(public)
        everybody = [administrator, *editors, visitor]
        assert [person.problems for person in everybody] == [[]] * len(everybody)
    assert "was not changed" in group.run("history", "verify")


def add_the_members(administrator: Person) -> None:
    """Add delegations that nobody knew of; more than ten take part then."""
    page = administrator.page
    for name in NEW_MEMBERS:
        page.goto("/delegations/add")
        page.get_by_label("State or organization").select_option(label=name)
        administrator.press("Add the delegation")
        expect(page.get_by_role("status")).to_contain_text(name)
    page.goto("/delegations/records")
    for name in (*CO_CHAIRS.values(), *NEW_MEMBERS):
        expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()


def publish_a_case(administrator: Person, editor: Person, join: Callable[[str], Person]) -> None:
    """Write a case for one delegation, clear it, review it by two others, and publish it."""
    author = join(invite(editor, "GHA", "focal-point", "Focal point"))
    officer = join(invite(author, "GHA", "clearance", "Clearance officer"))
    reviewers = [join(invite(administrator, code, "reviewer", "Reviewer")) for code in ("BRA", "JPN")]
    author.page.goto("/desk")
    write_the_case(author)
    scenes.ask_for_clearance(author)
    scenes.clear(officer)
    scenes.start_the_review(editor)
    for reviewer in reviewers:
        recommend_approval(reviewer)
    editor.follow("Decide")
    editor.press("Publish")
    editor.press("Publish")
    expect(editor.page.get_by_role("status")).to_contain_text("Published")
    people = [author, officer, *reviewers]
    assert [person.problems for person in people] == [[]] * len(people)
