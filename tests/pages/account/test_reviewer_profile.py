"""A reviewer's own page: what is kept is shown again, what is refused is kept on the page."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.support.crawl import check_markup
from tests.support.page_reader import link, read, words
from tests.support.world import START, World, csrf

URL = "/account/reviewing"


@pytest.fixture
def reviewer(bare: World) -> FlaskClient:
    return bare.browser("reviewer.jpn")


def post(client: FlaskClient, tail: str = "", **data: object) -> tuple[int, str]:
    answer = client.post(URL + tail, data={**csrf(client, URL), **data})
    return answer.status_code, answer.get_data(as_text=True)


def day(number: int) -> str:
    return (START.date() + timedelta(days=number)).isoformat()


def box(page: str, value: str) -> str:
    return next(part.split(">", 1)[0] for part in page.split("<input ") if f'value="{value}"' in part.split(">", 1)[0])


def test_the_account_page_leads_there_for_reviewers_alone(bare: World, reviewer: FlaskClient) -> None:
    assert link(read(reviewer, "/account"), "days away") == URL
    writer = bare.browser("focal-point.gha")
    assert URL not in read(writer, "/account")
    read(writer, URL, 403)
    assert bare.visitor().get(URL).status_code == 303


def test_themes_languages_and_load_are_kept(reviewer: FlaskClient) -> None:
    assert post(reviewer, themes=["EXP-SEARCH", "COM"], languages=["fr"], largest_load=" 5 ")[0] == 303
    page = read(reviewer, URL)
    assert "Saved" in words(page)
    for value, checked in (("EXP-SEARCH", True), ("COM", True), ("fr", True), ("en", False), ("MED-FIRST", False)):
        assert ("checked" in box(page, value)) is checked, value
    assert 'value="5"' in page


@pytest.mark.slow
@pytest.mark.parametrize("load", ["", "0", "21", "many", "2.5", "-1", "9" * 30])
def test_a_load_that_is_no_load_is_refused_and_the_choice_stays(reviewer: FlaskClient, load: str) -> None:
    status, page = post(reviewer, themes=["COM"], languages=["ar"], largest_load=load)
    assert status == 422
    assert "Give a number from 1 to 20." in words(page)
    assert 'href="#f-largest_load"' in page
    assert "checked" in box(page, "COM")
    assert "checked" in box(page, "ar")
    assert "checked" not in box(read(reviewer, URL), "COM")


def test_a_forged_theme_is_refused(reviewer: FlaskClient) -> None:
    status, page = post(reviewer, themes=["NO-SUCH"], languages=["en"], largest_load="3")
    assert status == 422
    assert "Not a known code: NO-SUCH" in words(page)


def test_days_away_are_added_and_taken_back(bare: World, reviewer: FlaskClient) -> None:
    assert post(reviewer, "/absences", first_day=day(2), last_day=day(9))[0] == 303
    page = read(reviewer, URL)
    assert "4 November 2026 – 11 November 2026" in words(page)
    assert "Remove" in words(page)
    check_markup(URL, page)
    bare.clock.moment += timedelta(days=3)
    reviewer = bare.browser("reviewer.jpn")
    page = read(reviewer, URL)
    assert "I am back" in words(page)
    tail = page.split(f'action="{URL}', 1)[1].split('"', 1)[0]
    assert post(reviewer, tail)[0] == 303
    assert "4 November 2026" not in words(read(reviewer, URL))
    assert post(reviewer, tail)[0] == 409
    assert post(bare.browser("reviewer.ken"), tail)[0] == 404


@pytest.mark.parametrize(
    ("first", "last", "control", "says"),
    [
        ("", "", "first_day", "Give a day"),
        ("soon", "2026-12-01", "first_day", "Give a day"),
        ("2026-01-01", "2026-12-01", "first_day", "has passed"),
        ("2026-12-02", "2026-12-01", "last_day", "before the first day"),
        ("2026-12-02", "2099-12-01", "last_day", "two years"),
    ],
)
def test_days_that_cannot_be_are_refused_in_words(
    reviewer: FlaskClient, first: str, last: str, control: str, says: str
) -> None:
    status, page = post(reviewer, "/absences", first_day=first, last_day=last)
    assert status == 422
    assert says in words(page)
    assert f'href="#f-{control}"' in page
    assert f'value="{last}"' in page


def test_only_reviewers_post(bare: World) -> None:
    writer = bare.browser("focal-point.gha")
    for tail in ("", "/absences", "/absences/1/end"):
        answer = writer.post(URL + tail, data={**csrf(writer, "/account"), "largest_load": "3"})
        assert answer.status_code == 403
