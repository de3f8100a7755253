"""The editors' overview: figures in tables with bars beside them, for editors alone."""

import csv
import io

import pytest
from flask.testing import FlaskClient

from case_studies.vocabulary import Action, State
from tests.support.crawl import check_markup
from tests.support.page import Page
from tests.support.page_reader import link, open_page, read, words
from tests.support.workflow_cases import EDITOR, case_in, unanswered_round
from tests.support.world import World


def rows(page: str) -> list[str]:
    """Return the rows of the tables as words."""
    return [row.words for row in Page(page).all("row")]


def test_editors_find_it_from_their_desk(bare: World) -> None:
    client = bare.browser(EDITOR)
    page = read(client, link(read(client, "/desk"), "Overview"))
    check_markup("/overview", page)
    assert "No reviewer has been invited yet." in page
    assert "Cases that name your State, or in which you declared a conflict, are left out." in page


@pytest.mark.parametrize("office", ["focal-point.gha", "clearance.gha", "reviewer.chn", "practitioner", "admin"])
def test_it_is_for_editors_alone(bare: World, office: str) -> None:
    client = bare.browser(office)
    assert client.get("/overview").status_code == 403
    assert "/overview" not in read(client, "/desk")


def test_a_visitor_is_asked_to_sign_in(bare: World) -> None:
    assert bare.visitor().get("/overview").status_code in (302, 303)


def test_the_tables_say_the_numbers_and_the_bars_show_them(bare: World) -> None:
    unanswered_round(bare)
    case_in(bare, State.PUBLISHED)
    page = read(bare.browser(EDITOR), "/overview")
    found = rows(page)
    assert "In review 1" in found
    assert "Published 1" in found
    assert "China reviewer.chn@demo.example 2 1 0 1 1 0" in found
    assert "1 round 1" in found
    bars = Page(page).css("svg.bar")
    assert bars
    assert all(bar.attribute("aria-hidden") == "true" for bar in bars)
    assert "style=" not in page


def test_nothing_of_a_case_in_conflict_is_on_it(bare: World) -> None:
    case_in(bare, State.IN_REVIEW, host_states=["RWA"])
    declared = case_in(bare, State.SUBMITTED)
    declared.declare("editor.rwa")
    client = bare.browser("editor.rwa")
    page = words(read(client, "/overview"))
    assert "0 cases submitted to the editors." in page
    assert "reviewer." not in page
    declared.act(Action.DECLINE, EDITOR, "Not about safety.")
    assert words(read(client, "/overview")) == page


def csv_rows(client: FlaskClient, url: str) -> list[list[str]]:
    answer = client.get(url)
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.get_data().startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))


@pytest.mark.slow
def test_each_figure_leads_to_as_many_cases_as_it_counts(bare: World) -> None:
    unanswered_round(bare)
    case_in(bare, State.PUBLISHED)
    case_in(bare, State.IN_REVIEW, title="Titled by the delegation")
    client = bare.browser(EDITOR)
    counts = open_page(client, "/overview").css("td.is-number a")
    assert len(counts) > 5
    for count in counts:
        page = open_page(client, count.href)
        check_markup(count.href, page.html)
        assert len(page.one("table").all("rowheader")) == int(count.words)
        assert len(csv_rows(client, page.one("link", "Download as CSV").href)) == int(count.words) + 1
    assert open_page(client, "/overview/cases?state=in_review").has_any("link", "Titled by the delegation")


def test_the_figures_leave_as_csv(bare: World) -> None:
    unanswered_round(bare)
    client = bare.browser(EDITOR)
    rows = csv_rows(client, open_page(client, "/overview").one("link", "Download as CSV").href)
    assert ["Cases by state", "In review", "Cases", "1"] in rows
    assert ["Reviews by reviewer", "China, reviewer.chn@demo.example", "Invited", "1"] in rows


@pytest.mark.slow
@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "＝1+1"])
def test_a_title_that_looks_like_a_formula_stays_a_text(bare: World, title: str) -> None:
    case_in(bare, State.SUBMITTED, title=title)
    assert csv_rows(bare.browser(EDITOR), "/overview/cases.csv")[1][1] == f"'{title}"


@pytest.mark.parametrize("tail", ["?state=draft", "?state=none", "?rounds=99999999999999999999", "?page=2", "?page=0"])
def test_no_other_figure_has_cases(bare: World, tail: str) -> None:
    read(bare.browser(EDITOR), f"/overview/cases{tail}", 404)


@pytest.mark.slow
@pytest.mark.parametrize("url", ["/overview.csv", "/overview/cases", "/overview/cases.csv"])
def test_cases_and_files_are_for_editors_without_a_conflict(bare: World, url: str) -> None:
    case_in(bare, State.IN_REVIEW, host_states=["RWA"], title="In conflict")
    assert bare.browser("focal-point.gha").get(url).status_code == 403
    assert bare.visitor().get(url).status_code == 303
    assert "In conflict" not in read(bare.browser("editor.rwa"), url)
