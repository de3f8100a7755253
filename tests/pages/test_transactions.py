"""How often a request reads: one transaction for a GET, a new one after a change."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from app.current import reading
from case_studies.models import Account, ApiToken
from case_studies.operations.accounts.accounts import set_active
from tests.support.page_reader import read, transactions
from tests.support.world import World, csrf

BUSIEST = (
    ("practitioner", "/"),
    ("practitioner", "/search?q=convoy"),
    ("practitioner", "/search?q=convoy&theme=EXP"),
    ("practitioner", "/cases/CS-2026-0001"),
    ("practitioner", "/saved-searches"),
    ("focal-point.gha", "/desk"),
    ("focal-point.gha", "/inbox"),
    ("focal-point.gha", "/account/notices"),
    ("reviewer.jpn", "/account/reviewing"),
    ("editor.bra", "/desk"),
    ("editor.bra", "/overview"),
    ("editor.bra", "/overview/cases?state=published"),
    ("practitioner", "/states/MLI"),
    ("practitioner", "/figures"),
    ("admin", "/administration"),
)


@pytest.mark.slow
@pytest.mark.parametrize(("office", "url"), BUSIEST)
def test_a_page_reads_account_content_and_unread_count_in_one_transaction(
    library: World, office: str, url: str
) -> None:
    client = library.browser(office)
    read(client, url)
    with transactions(library) as begun:
        read(client, url)
    assert begun == ["read"]


@pytest.mark.slow
@pytest.mark.parametrize("url", ["/api/v1/search?q=convoy", "/api/v1/desk", "/api/v1/notices"])
def test_the_api_reads_caller_and_content_in_one_transaction(library: World, url: str) -> None:
    headers = library.headers("editor.bra")
    client = library.visitor()
    assert client.get(url, headers=headers).status_code == 200  # the use of the token is stored, once in some minutes
    with transactions(library) as begun:
        assert client.get(url, headers=headers).status_code == 200
    assert begun == ["read"]


def test_each_request_reads_in_a_transaction_of_its_own(library: World) -> None:
    """An account that is closed between two requests is refused at the second one, by token and by cookie."""
    headers = library.headers("editor.bra")
    client, browser = library.visitor(), library.browser("editor.bra")
    assert client.get("/api/v1/desk", headers=headers).status_code == 200
    assert browser.get("/desk").status_code == 200
    with library.platform.work.writing() as session:
        set_active(session, "editor.bra@demo.example", is_open=False)
    assert client.get("/api/v1/desk", headers=headers).status_code == 401
    assert browser.get("/desk").status_code == 303


def test_two_programs_are_not_mixed_up(library: World) -> None:
    client = library.visitor()
    editor, writer = library.headers("editor.bra"), library.headers("focal-point.gha")
    for _ in range(2):
        assert client.get("/api/v1/overview", headers=editor).status_code == 200
        assert client.get("/api/v1/overview", headers=writer).status_code == 403
        assert client.get("/api/v1/overview").status_code == 401


def test_what_a_form_shows_after_a_change_is_read_after_it(bare: World) -> None:
    """A POST reads in new sessions: its page must not show the state before its own change."""
    with bare.app.test_request_context("/", method="POST"):
        with reading() as before:
            office = before.scalar(select(Account.office).order_by(Account.id))
        with bare.platform.work.writing(quietly=True) as session:
            account = session.scalars(select(Account).order_by(Account.id)).first()
            assert account is not None
            account.office = f"{office}, renamed"
        with reading() as after:
            assert after is not before
            assert after.scalar(select(Account.office).order_by(Account.id)) == f"{office}, renamed"


def test_the_page_of_a_database_fault_reads_in_a_new_transaction(bare: World) -> None:
    with bare.app.test_request_context("/"):
        with pytest.raises(OperationalError), reading() as session:
            session.execute(text("SELECT no_such_function()"))
        with reading() as session:
            assert session.scalar(select(Account.id).limit(1)) is not None


def test_the_session_of_a_request_is_closed_with_it(bare: World) -> None:
    with bare.app.test_request_context("/"), reading() as session:
        session.scalars(select(ApiToken)).all()
        assert session.in_transaction()
    assert not session.in_transaction()


def test_a_form_writes_in_a_transaction_of_its_own(bare: World) -> None:
    client = bare.browser("focal-point.gha")
    token = csrf(client, "/desk")
    with transactions(bare) as begun:
        assert client.post("/account/notices", data=token).status_code == 303
    assert begun.count("write") == 1
