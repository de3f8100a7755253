"""An administrator sees what needs care: mails, the index, delegations without a clearance officer."""

import shutil

import pytest
from sqlalchemy import select

from case_studies.models import Account, Mail
from case_studies.unit_of_work import now
from case_studies.vocabulary import Role, State
from tests.support.crawl import check_markup
from tests.support.page_reader import open_page, read, words
from tests.support.workflow_cases import case_in
from tests.support.world import World, csrf


def give_up_a_mail(world: World) -> None:
    with world.platform.work.writing() as session:
        account = session.scalars(select(Account).order_by(Account.id)).first()
        assert account is not None
        moment = now(session)
        session.add(
            Mail(account_id=account.id, queued_at=moment, next_try_at=moment, failed_at=moment, tries=8, error="secret")
        )


def test_nothing_needs_care_on_a_platform_in_order(bare: World) -> None:
    case_in(bare, State.PUBLISHED)
    client = bare.browser("admin")
    with bare.platform.work.writing() as session:
        for mail in session.scalars(select(Mail)):
            mail.sent_at = now(session)
        for account in session.scalars(select(Account)):
            account.active = Role.FOCAL_POINT not in account.roles or account.delegation_code == "GHA"
    page = open_page(client, "/administration")
    check_markup("/administration", page.html)
    assert "Nothing needs your care now." in page.words
    assert "Search: Public (TLP:CLEAR) 1 case" in page.words


def test_mails_that_were_given_up_are_named_and_sent_again(bare: World) -> None:
    give_up_a_mail(bare)
    client = bare.browser("admin")
    page = open_page(client, "/administration")
    assert page.has_any("heading", "1 mail was given up")
    assert "after 8 tries" in page.words
    assert "secret" not in page.html
    assert client.post("/administration/mails", data=csrf(client, "/administration")).status_code == 303
    assert not open_page(client, "/administration").has_any("heading", "given up")
    with bare.platform.work.reading() as session:
        assert session.scalars(select(Mail)).one().failed_at is None


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
    assert client.post("/administration/mails", data=csrf(client, "/desk")).status_code == 403
    assert "/administration" not in read(client, "/desk")


def test_it_names_no_case(bare: World) -> None:
    case_in(bare, State.IN_REVIEW, title="Not for administrators")
    assert "Not for administrators" not in words(read(bare.browser("admin"), "/administration"))
