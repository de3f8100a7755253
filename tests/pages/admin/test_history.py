"""Administrators prove that nobody changed the history, and read what happened to accounts, but nothing about cases."""

from sqlalchemy import text

from case_studies.operations.accounts.accounts import add_account
from case_studies.vocabulary import Role, State
from tests.support.crawl import check_markup
from tests.support.page_reader import open_page
from tests.support.workflow_cases import case_in
from tests.support.world import World, csrf

URL = "/administration/history"


def verify(world: World, **fields: object) -> str:
    client = world.browser("admin")
    return client.post(URL, data={**csrf(client, URL), **fields}).get_data(as_text=True)


def test_a_kept_end_proves_later_that_nothing_was_changed(bare: World) -> None:
    case_in(bare, State.PUBLISHED)
    client = bare.browser("admin")
    page = open_page(client, URL)
    check_markup(URL, page.html)
    kept = client.get(f"{URL}.json").get_json()
    assert kept["hash"] in page.words
    case_in(bare, State.DRAFT)
    assert "The history was not changed." in verify(bare)
    assert "The history was not changed." in verify(bare, number=kept["end"], hash=kept["hash"])
    assert "The history was changed." in verify(bare, number=kept["end"], hash="0" * 64)
    assert "Type the number and the hash" in verify(bare, number="12x", hash=kept["hash"])


def test_a_changed_entry_is_found(bare: World) -> None:
    case_in(bare, State.PUBLISHED)
    with bare.platform.work.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE history DISABLE TRIGGER ALL"))
        else:
            for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("UPDATE history SET note = 'something else' WHERE number = 3"))
    assert "The history was changed." in verify(bare)


def test_events_are_those_of_accounts_and_none_of_a_case(bare: World) -> None:
    case = case_in(bare, State.IN_REVIEW, title="Sentinel of a draft")
    with bare.platform.work.writing() as session:
        add_account(session, "=office@mission.example", "GHA", [Role.EDITOR], office="Mission")
    client = bare.browser("admin")
    page = open_page(client, "/administration/events?kind=add_account")
    check_markup("/administration/events", page.html)
    (latest, *_others) = page.css("li.history__entry")
    assert latest.words.startswith("Account added : =office@mission.example, on the server")
    assert "Editor" in latest.words
    file = client.get("/administration/events.csv").get_data(as_text=True)
    assert "'=office@mission.example" in file
    for shown in (page.html, file, open_page(client, "/administration/events").html, open_page(client, URL).html):
        assert case.reference not in shown
        assert "Sentinel" not in shown
        assert "reviewer assigned" not in shown.lower()
