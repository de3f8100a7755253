"""Alerts and feeds name a members' case only to readers who may see it. A mail never names it."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from mailbox import Maildir
from pathlib import Path

import pytest

from case_studies.operations.accounts.accounts import find_account
from case_studies.operations.search.alerts import send_alerts
from case_studies.operations.search.saved_searches import save_search
from case_studies.search.contract import Query
from case_studies.vocabulary import Action, AlertFrequency, Audience, State
from tests.support.api_client import Program, fine
from tests.support.template import Template
from tests.support.twins import SECRET
from tests.support.workflow_cases import WRITER, Steps, case_in
from tests.support.world import World

pytestmark = pytest.mark.slow

OPEN, CLOSED, OTHER = "practitioner", "reviewer.jpn", "reviewer.ken"
NAME = "Zandrith, the name of a search"
SENTINELS = ("anthoquill", "uorbel", "andrith", "Зверобойник", "KHM", "Cambodia", "UNTAC")
ASKED = Query("xanthoquill", {"host_state": ("KHM",)})
FEEDS = ("/search.atom", "/search.atom?q=xanthoquill&host_state=KHM", "/search.atom?year_to=1970")


@dataclass(frozen=True)
class Kept:
    """A platform on which two people saved a search and one account was closed before the case was published."""

    world: World
    secret: Steps
    told: int

    def mails(self, office: str) -> list[Message]:
        """Return the alerts that were mailed to an office."""
        while self.world.platform.outbox.send():
            pass
        mails = Maildir(self.world.config.mail_dir, create=False)
        return [mail for mail in mails if office in mail["To"] and self.secret.reference in written(mail)]


@pytest.fixture
def kept(library_template: Template, tmp_path: Path) -> Iterator[Kept]:
    world = library_template.copy(tmp_path)
    for office in (OPEN, CLOSED):
        with world.platform.work.writing() as session:
            save_search(session, world.actor(office), ASKED, name=NAME, rhythm=AlertFrequency.AT_ONCE)
    secret = case_in(world, State.PUBLISHED, **{**SECRET, "audience": Audience.MEMBERS.value})
    open_or_close(world, CLOSED, active=False)
    told = send_alerts(world.platform.work, world.platform.search)
    yield Kept(world, secret, told)
    world.close()


def open_or_close(world: World, office: str, *, active: bool) -> None:
    with world.platform.work.writing() as session:
        find_account(session, f"{office}@demo.example").active = active


def written(mail: Message) -> str:
    """Return header and text of a mail, decoded."""
    payload = mail.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return "\n".join([*map(str, mail.values()), payload.decode()])


def test_only_owners_of_a_search_who_may_read_the_case_are_notified(kept: Kept) -> None:
    assert kept.told == 1
    assert SECRET["title"] in kept.world.browser(OPEN).get("/inbox").get_data(as_text=True)
    assert NAME not in kept.world.browser(OTHER).get("/inbox").get_data(as_text=True)
    notices = fine(Program(kept.world, OPEN).get("/notices"))["items"]
    assert [case["reference"] for notice in notices for case in notice["cases"]] == [kept.secret.reference]
    assert not kept.mails(CLOSED)
    open_or_close(kept.world, CLOSED, active=True)
    assert not [n for n in fine(Program(kept.world, CLOSED).get("/notices"))["items"] if n["event"] == "new_cases"]


def test_the_mail_has_no_word_of_the_case_or_of_the_search(kept: Kept) -> None:
    (mail,) = kept.mails(OPEN)
    assert not [word for word in (*SENTINELS, NAME, "q=") if word in written(mail)]


def test_a_notification_does_not_name_a_case_that_was_withdrawn_since(kept: Kept) -> None:
    kept.secret.act(Action.WITHDRAW, WRITER, "Not to be read any more.")
    assert not kept.mails(OPEN)
    for text in (
        kept.world.browser(OPEN).get("/inbox").get_data(as_text=True),
        Program(kept.world, OPEN).get("/notices").get_data(as_text=True),
    ):
        assert kept.secret.reference not in text
        assert SECRET["title"] not in text


def test_a_feed_names_it_only_with_a_token_of_an_open_account(kept: Kept) -> None:
    open_or_close(kept.world, CLOSED, active=True)
    closed = kept.world.headers(CLOSED)
    open_or_close(kept.world, CLOSED, active=False)
    client = kept.world.app.test_client(use_cookies=False)
    for feed in FEEDS:
        assert SECRET["title"] in client.get(feed, headers=kept.world.headers(OPEN)).get_data(as_text=True)
        assert SECRET["title"] not in client.get(feed).get_data(as_text=True)
        nobodys = {"Authorization": "Bearer cb_nothing"}
        refused = [client.get(feed, headers=headers) for headers in (closed, nobodys)]
        assert [answer.status_code for answer in refused] == [401, 401]
        assert refused[0].get_data() == refused[1].get_data()


def test_each_reader_gets_their_own_feed(kept: Kept) -> None:
    """A visitor with the ETag of a member's feed does not get “not modified”."""
    client = kept.world.app.test_client(use_cookies=False)
    mine = client.get(FEEDS[0], headers=kept.world.headers(OPEN))
    asked = {"If-None-Match": mine.headers["ETag"]}
    assert client.get(FEEDS[0], headers={**kept.world.headers(OPEN), **asked}).status_code == 304
    public = client.get(FEEDS[0], headers=asked)
    assert public.status_code == 200
    assert "private" in public.headers["Cache-Control"]
