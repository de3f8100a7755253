"""Saved searches on the pages: one button saves, one page lists them, private to each person."""

import pytest
from flask.testing import FlaskClient

from case_studies.models import Theme
from case_studies.operations.search.saved_searches import save_search
from case_studies.search.contract import Query
from case_studies.vocabulary import AlertFrequency
from tests.support.api_client import Program, fine
from tests.support.page_reader import link, read, words
from tests.support.saved_searches import save_many
from tests.support.world import World, csrf

PAGE = "/saved-searches"
SEARCH = "/search?q=road&theme=EXP&host_state=MLI&sort=title"
SAVED = "/saved-searches?q=road&host_state=MLI&theme=EXP"


def save(client: FlaskClient, url: str = SAVED) -> str:
    """Press the button, and return where it leads."""
    answer = client.post(url, data=csrf(client, PAGE if PAGE in words(read(client, PAGE)) else "/account"))
    assert answer.status_code == 303
    return answer.headers["Location"]


def change(client: FlaskClient, name: str, rhythm: str, number: int = 1) -> tuple[int, str]:
    sent = {f"name-{number}": name, f"rhythm-{number}": rhythm, **csrf(client, "/account")}
    answer = client.post(f"{PAGE}/{number}", data=sent)
    return answer.status_code, words(answer.get_data(as_text=True))


def test_a_search_is_saved_with_one_button_and_says_so(library: World) -> None:
    client = library.browser("practitioner")
    page = read(client, SEARCH)
    assert f'action="{SAVED.replace("&", "&amp;")}"' in page
    assert save(client) == "/search?q=road&host_state=MLI&theme=EXP"
    page = read(client, SEARCH)
    assert "Saved. You are notified of new cases once a day." in words(page)
    assert link(page, "Saved search: once a day") == PAGE
    assert "Save this search" not in page
    save(client)
    assert "This search was already saved." in words(read(client, SEARCH))
    listed = read(client, PAGE)
    name = "road, Explosive threats (C-IED, EOD, mines), Mali"
    assert link(listed, name) == "/search?q=road&host_state=MLI&theme=EXP"
    assert link(listed, "Feed") == "/search.atom?q=road&host_state=MLI&theme=EXP"


def test_a_visitor_gets_the_feed_and_no_button(library: World) -> None:
    visitor = library.visitor()
    page = read(visitor, SEARCH)
    assert "Save this search" not in page
    assert link(page, "Feed of new results") == "/search.atom?q=road&host_state=MLI&theme=EXP"
    assert '<link rel="alternate" type="application/atom+xml"' in page
    assert visitor.get(PAGE).status_code == 303
    assert visitor.post(SAVED, data=csrf(visitor)).status_code == 401


def test_an_invalid_search_is_neither_saved_nor_a_feed(library: World) -> None:
    client = library.browser("practitioner")
    page = read(client, "/search?theme=NONE", 422)
    assert "Save this search" not in page
    assert "search.atom" not in page
    assert client.post(f"{PAGE}?theme=NONE", data=csrf(client, "/account")).status_code == 422
    assert "You have no saved searches" in words(read(client, PAGE))


def test_the_account_leads_to_them(bare: World) -> None:
    client = bare.browser("practitioner")
    assert link(read(client, "/account"), "Choose which new cases you are notified of") == PAGE
    assert link(read(client, PAGE), "Search") == "/search"


def test_name_and_rhythm_change(bare: World) -> None:
    client = bare.browser("practitioner")
    save(client)
    assert change(client, "Roads in the north", "weekly")[0] == 303
    page = words(read(client, PAGE))
    assert "The changes are saved." in page
    assert "Roads in the north Once a week" in page


def test_an_error_is_at_its_control_and_the_input_stays(bare: World) -> None:
    client = bare.browser("practitioner")
    save(client)
    sent = {"name-1": "x" * 121, "rhythm-1": "weekly", **csrf(client, "/account")}
    answer = client.post(f"{PAGE}/1", data=sent)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'href="#f-name-1"' in page
    assert "x" * 121 in page
    assert '<option value="weekly" selected>' in page
    assert "<details open>" in page
    for name, rhythm, message in (("", "daily", "Give it a name."), ("Roads", "hourly", "Choose one of")):
        status, page = change(client, name, rhythm)
        assert status == 422
        assert message in page


def test_one_button_deletes(bare: World) -> None:
    client = bare.browser("practitioner")
    save(client)
    assert client.post(f"{PAGE}/1/delete", data=csrf(client, "/account")).status_code == 303
    page = words(read(client, PAGE))
    assert "is deleted. Its notifications stay in your inbox." in page
    assert "You have no saved searches" in page


def test_others_searches_do_not_exist(bare: World) -> None:
    save(bare.browser("practitioner"))
    other = bare.browser("focal-point.gha")
    assert "You have no saved searches" in words(read(other, PAGE))
    assert "Save this search" in read(other, SEARCH)
    assert change(other, "Mine", "daily")[0] == 404
    for number in (1, 99, 2**80):
        assert other.post(f"{PAGE}/{number}/delete", data=csrf(other, "/account")).status_code == 404


def test_a_name_does_no_harm(bare: World) -> None:
    client = bare.browser("practitioner")
    save(client, f"{PAGE}?q=%3Cscript%3Ealert(1)%3C/script%3E%00%E2%80%AE")
    page = read(client, PAGE)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "\u202e" not in page


@pytest.mark.slow
def test_the_number_of_saved_searches_is_limited(bare: World) -> None:
    client = bare.browser("practitioner")
    save_many(bare, "practitioner", 49)
    save(client, f"{PAGE}?q=last")
    assert save(client, f"{PAGE}?q=more") == PAGE
    assert "You have 50 saved searches" in words(read(client, PAGE))


def test_an_entry_that_was_retired_or_renamed_is_named_in_the_list(bare: World) -> None:
    """On the page and in the API; the search itself stays."""
    with bare.platform.work.writing() as session:
        query = Query("mine host:atlantis", {"theme": ("EXP", "OLD")})
        save_search(session, bare.actor("practitioner"), query, name="Mines", rhythm=AlertFrequency.DAILY)
        exp = session.get_one(Theme, "EXP")
        exp.label = "Mines and more"
    page = words(read(bare.browser("practitioner"), "/saved-searches"))
    assert "No longer in the lists of Casebook: OLD, host:atlantis." in page
    assert "Searches for: mine host:atlantis, Mines and more, OLD" in page
    (saved,) = fine(Program(bare, "practitioner").get("/saved-searches"))
    assert saved["unknown_entries"] == ["OLD", "host:atlantis"]
