"""The empty search page shows what is new in saved searches since their reader last looked."""

import pytest
from flask.testing import FlaskClient

from case_studies.vocabulary import Action, State
from tests.support.page import Element
from tests.support.page_reader import open_page, read
from tests.support.workflow_cases import EDITOR, case_in
from tests.support.world import World, csrf


def save(client: FlaskClient, query: str) -> None:
    assert client.post(f"/saved-searches?{query}", data=csrf(client, "/desk")).status_code == 303


def news(client: FlaskClient) -> Element:
    return open_page(client, "/search").one("region", "Your saved searches")


def mark_seen(client: FlaskClient) -> None:
    until = open_page(client, "/search").css("input[name=until]")[0].value
    data = {**csrf(client, "/desk"), "until": until}
    assert client.post("/saved-searches/seen", data=data).headers["Location"] == "/search"


@pytest.mark.slow
def test_new_cases_are_named_until_they_are_marked_as_seen(bare: World) -> None:
    case_in(bare, State.PUBLISHED, title="Old")
    client = bare.browser("practitioner")
    save(client, "theme=EXP")
    save(client, "theme=MED")
    assert news(client).words.count("nothing new") == 2
    case_in(bare, State.PUBLISHED, title="First of two")
    case_in(bare, State.PUBLISHED, title="Second of two", audience="members")
    found = news(client)
    assert "2 new results" in found.words
    assert "nothing new" in found.words
    assert "Old" not in found.words
    assert open_page(client, found.one("link", "Second of two").href).has_any("heading", "Second of two")
    mark_seen(client)
    assert news(client).words.count("nothing new") == 2
    case_in(bare, State.PUBLISHED, title="Third")
    assert "1 new result Third" in news(client).words


@pytest.mark.slow
def test_a_case_published_after_the_page_was_read_stays_new(bare: World) -> None:
    client = bare.browser("practitioner")
    save(client, "theme=EXP")
    case_in(bare, State.PUBLISHED, title="Seen")
    until = open_page(client, "/search").css("input[name=until]")[0].value
    case_in(bare, State.PUBLISHED, title="Not seen yet")
    client.post("/saved-searches/seen", data={**csrf(client, "/desk"), "until": until})
    assert "1 new result Not seen yet" in news(client).words


@pytest.mark.slow
def test_a_case_that_was_withdrawn_is_not_named(bare: World) -> None:
    client = bare.browser("practitioner")
    save(client, "theme=EXP")
    case = case_in(bare, State.PUBLISHED, title="Gone again")
    case.act(Action.ARCHIVE, EDITOR, "Out of date.")
    assert "nothing new" in news(client).words
    assert "Gone again" not in read(client, "/search")


def test_they_are_shown_to_their_owner_before_a_search_only(bare: World) -> None:
    client = bare.browser("practitioner")
    save(client, "theme=EXP")
    assert not open_page(client, "/search?q=convoy").has_any("region", "Your saved searches")
    assert not open_page(bare.browser("reviewer.jpn"), "/search").has_any("region", "Your saved searches")
    assert not open_page(bare.visitor(), "/search").has_any("region", "Your saved searches")


def test_a_number_that_no_page_has_is_refused(bare: World) -> None:
    client = bare.browser("practitioner")
    for until in ("-1", "99999999999999999999"):
        assert client.post("/saved-searches/seen", data={**csrf(client, "/desk"), "until": until}).status_code == 404
