"""An administrator sees what needs care: mails, the index, delegations without a clearance officer."""

import shutil
from datetime import timedelta
from typing import NamedTuple

import pytest
from sqlalchemy import select

from case_studies.models import Account, Mail
from case_studies.operations.administration.health import note_worker_round
from case_studies.operations.administration.mails import PER_PAGE
from case_studies.unit_of_work import now
from case_studies.vocabulary import Role, State
from tests.support.crawl import check_markup
from tests.support.mailbox import Post
from tests.support.page_reader import open_page, read, words
from tests.support.workflow_cases import case_in
from tests.support.world import World, csrf


class Disk(NamedTuple):
    total: int
    free: int


def give_up_a_mail(world: World) -> None:
    with world.platform.work.writing() as session:
        account = session.scalars(select(Account).order_by(Account.id)).first()
        assert account is not None
        moment = now(session)
        session.add(
            Mail(
                account_id=account.id,
                queued_at=moment,
                next_try_at=moment,
                failed_at=moment,
                tries=8,
                error="550 secret",
            )
        )


def test_nothing_needs_care_on_a_platform_in_order(bare: World) -> None:
    case_in(bare, State.PUBLISHED)
    client = bare.browser("admin")
    with bare.platform.work.writing() as session:
        for mail in session.scalars(select(Mail)):
            mail.sent_at = now(session)
        for account in session.scalars(select(Account)):
            account.active = Role.FOCAL_POINT not in account.roles or account.delegation_code == "GHA"
    note_worker_round(bare.platform.work)
    page = open_page(client, "/administration")
    check_markup("/administration", page.html)
    assert "Nothing needs your care now." in page.words
    assert "Search: Public (TLP:CLEAR) 1 result" in page.words


def test_a_worker_that_stopped_is_named(bare: World) -> None:
    client = bare.browser("admin")
    assert open_page(client, "/administration").has_any("heading", "The worker does not run")
    note_worker_round(bare.platform.work)
    assert not open_page(client, "/administration").has_any("heading", "The worker does not run")
    bare.clock.moment += timedelta(minutes=6)
    assert open_page(client, "/administration").has_any("heading", "The worker does not run")


def test_a_disk_that_is_nearly_full_is_named(bare: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Disk(total=100 * 10**9, free=3 * 10**9))
    page = open_page(bare.browser("admin"), "/administration")
    assert page.has_any("heading", "Little space is left on the disk")
    assert "3.0 GB of 100.0 GB are free" in page.words


def test_mails_that_were_given_up_are_named_and_sent_again(bare: World) -> None:
    give_up_a_mail(bare)
    client = bare.browser("admin")
    assert open_page(client, "/administration").has_any("heading", "1 mail was given up")
    page = open_page(client, "/administration/mails?show=failed")
    check_markup("/administration/mails", page.html)
    assert "after 8 tries" in page.words
    assert "The mail server answered 550." in page.words
    assert "550 no" not in page.html
    assert client.post("/administration/mails", data=csrf(client, "/administration/mails")).status_code == 303
    assert not open_page(client, "/administration").has_any("heading", "given up")
    with bare.platform.work.reading() as session:
        assert session.scalars(select(Mail)).one().failed_at is None


def test_a_test_mail_arrives_in_the_mailbox_of_the_administrator(post: Post) -> None:
    client = post.world.browser("admin")
    assert client.post("/administration/mails/test", data=csrf(client, "/administration/mails")).status_code == 303
    assert post.send() == 1
    (mail,) = post.server.taken_for("admin")
    assert "mails arrive" in mail.text
    assert "admin@demo.example" in open_page(client, "/administration/mails?show=sent").words


def test_the_mails_are_listed_by_page(bare: World) -> None:
    for _number in range(PER_PAGE + 1):
        give_up_a_mail(bare)
    client = bare.browser("admin")
    assert "Page 1 of 2" in open_page(client, "/administration/mails?show=failed").words
    assert len(open_page(client, "/administration/mails?show=failed&page=2").css("tbody tr")) == 1


def test_a_delegation_whose_focal_point_has_nobody_to_ask_is_named(bare: World) -> None:
    client = bare.browser("admin")
    before = read(client, "/administration")
    with bare.platform.work.writing() as session:
        for account in session.scalars(select(Account).where(Account.delegation_code == "GHA")):
            account.active = Role.CLEARANCE_OFFICER not in account.roles
    page = open_page(client, "/administration")
    assert page.one("region", "nobody can clear").one("link", "Ghana").href == "/delegations/GHA"
    assert page.html != before


def test_an_index_that_does_not_answer_is_named(bare: World) -> None:
    case_in(bare, State.PUBLISHED)
    client = bare.browser("admin")
    shutil.rmtree(bare.config.index_dir)
    assert open_page(client, "/administration").has_any("heading", "Search is not complete: Public (TLP:CLEAR)")


@pytest.mark.parametrize("office", ["practitioner", "editor.bra", "focal-point.gha"])
def test_it_is_for_administrators_alone(bare: World, office: str) -> None:
    client = bare.browser(office)
    assert client.get("/administration").status_code == 403
    assert client.get("/administration/mails").status_code == 403
    assert client.post("/administration/mails", data=csrf(client, "/desk")).status_code == 403
    assert "/administration" not in read(client, "/desk")


@pytest.mark.slow
def test_it_names_no_case(bare: World) -> None:
    case_in(bare, State.IN_REVIEW, title="Not for administrators")
    assert "Not for administrators" not in words(read(bare.browser("admin"), "/administration"))
