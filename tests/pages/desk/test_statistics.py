"""The editors' overview: figures in tables with bars beside them, for editors alone."""

import pytest

from case_studies.vocabulary import Action, State
from tests.support.crawl import check_markup
from tests.support.page import Page
from tests.support.page_reader import link, read, words
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
