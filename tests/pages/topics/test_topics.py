"""A page for each delegation, host State, operation, theme and initiative: what it is, its cases, gaps and contacts."""

import pytest
from sqlalchemy import select

from case_studies.models import Concept
from case_studies.operations.topics.kinds import TOPIC_KINDS
from case_studies.operations.topics.topic import slug
from case_studies.vocabulary import Action, State
from tests.support.crawl import check_markup
from tests.support.effort import STATEMENTS, effort_of
from tests.support.page_reader import link, open_page, read, words
from tests.support.workflow_cases import WRITER, case_in
from tests.support.world import World

TITLE = "Searching the road before the column leaves"
OF_THE_CASE = ("/delegations/GHA", "/states/MLI", "/operations/MINUSMA", "/themes/EXP-SEARCH", "/initiatives/res-2518")


@pytest.mark.slow
@pytest.mark.parametrize("url", [*OF_THE_CASE, "/themes/EXP"])
def test_each_page_lists_its_published_case_with_its_contact(bare: World, url: str) -> None:
    case_in(bare, State.PUBLISHED)
    page = open_page(bare.visitor(), url)
    check_markup(url, page.html)
    assert page.has_any("heading", "1 case")
    assert page.one("link", TITLE).href.startswith("/cases/")
    assert TITLE in read(bare.visitor(), page.one("link", "Search in these cases").href)
    assert page.one("link", "peacekeeping@example.org").href == "mailto:peacekeeping@example.org"


@pytest.mark.slow
@pytest.mark.parametrize("url", OF_THE_CASE)
def test_nobody_finds_a_case_there_that_they_may_not_read(bare: World, url: str) -> None:
    """Drafts, submitted and withdrawn cases, members' cases: no title, no count, no contact."""
    empty = read(bare.visitor(), url)
    case_in(bare, State.SUBMITTED)
    case_in(bare, State.WITHDRAWN)
    revised = case_in(bare, State.PUBLISHED, audience="members")
    revised.act(Action.REVISE, WRITER)
    assert read(bare.visitor(), url) == empty
    assert open_page(bare.browser("practitioner"), url).has_any("heading", "1 case")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("/states/mli", "/states/MLI"),
        ("/operations/minusma", "/operations/MINUSMA"),
        ("/operations/unef-i", "/operations/UNEF-I"),
        ("/operations/UNEF%20I", "/operations/UNEF-I"),
        ("/themes/exp-search?page=1", "/themes/EXP-SEARCH"),
        ("/initiatives/A4P", "/initiatives/a4p"),
        ("/delegations/gha", "/delegations/GHA"),
    ],
)
def test_every_way_to_write_a_code_leads_to_its_page(bare: World, typed: str, url: str) -> None:
    answer = bare.visitor().get(typed)
    assert (answer.status_code, answer.headers["Location"]) == (301, url)
    read(bare.visitor(), url)


@pytest.mark.parametrize(
    "url", ["/states/XXX", "/themes/a4p", "/delegations/%00", "/themes/EXP?page=2", "/themes/EXP?page=0"]
)
def test_what_is_in_no_vocabulary_and_pages_beyond_the_last_are_not_found(bare: World, url: str) -> None:
    read(bare.visitor(), url, 404)


@pytest.mark.slow
def test_every_entry_of_every_vocabulary_has_an_address_of_its_own(bare: World) -> None:
    with bare.platform.work.reading() as session:
        for kind in TOPIC_KINDS.values():
            codes = session.scalars(select(kind.code)).all()
            assert len({slug(code).lower() for code in codes}) == len(codes)
            for code in codes[:: max(1, len(codes) // 9)]:
                read(bare.visitor(), f"/{kind.name}/{slug(code)}")


def test_it_says_what_it_is_and_leads_on(bare: World) -> None:
    client = bare.visitor()
    operation = open_page(client, "/operations/MINUSMA")
    assert "United Nations peacekeeping operation." in operation.words
    assert "Years 2013–2023" in operation.words
    assert "MINUSMA" in open_page(client, operation.one("link", "Mali").href).words
    theme = open_page(client, "/themes/EXP-EOD")
    assert open_page(client, theme.one("link", "Explosive threats").href).has_any("link", "Explosive ordnance disposal")
    assert "bomb disposal" in theme.words
    delegation = open_page(client, "/delegations/GHA")
    assert delegation.has_any("link", "Ghana")
    assert open_page(client, "/states/GHA").one("link", "Ghana").href == "/delegations/GHA"


@pytest.mark.slow
def test_what_is_missing_is_what_no_case_covers(bare: World) -> None:
    """The one case is about search and convoys in Mali, in English, and self-reported."""
    theme = open_page(bare.visitor(), "/themes/EXP")
    assert "No case yet" in theme.words
    assert "All results are self-reported" not in theme.words
    case_in(bare, State.PUBLISHED)
    theme = open_page(bare.visitor(), "/themes/EXP").one("region", "Not covered yet")
    assert theme.has_any("link", "Explosive ordnance disposal")
    assert not theme.has_any("link", "Search, detection")
    assert theme.has_any("link", "Lebanon")
    assert "العربية" in theme.words
    assert "English" not in theme.words
    assert "All results are self-reported" in theme.words
    state = open_page(bare.visitor(), "/states/MLI").one("region", "Not covered yet")
    assert not state.has_any("link", "Explosive threats")
    assert state.has_any("link", "Medical")


def test_a_retired_entry_says_so(bare: World) -> None:
    with bare.platform.work.writing() as session:
        session.get_one(Concept, "theme:EXP-EOD").retired = True
    page = words(read(bare.visitor(), "/themes/EXP-EOD"))
    assert "retired" in page
    assert "bomb disposal" not in page


@pytest.mark.slow
def test_more_cases_than_a_page_holds_go_on_with_as_many_statements(
    bare: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("case_studies.operations.topics.topic.PER_PAGE", 2)
    case_in(bare, State.PUBLISHED)
    few = effort_of(bare, "/states/MLI")[STATEMENTS]
    for number in range(2):
        case_in(bare, State.PUBLISHED, title=f"Case number {number}")
    client = bare.visitor()
    first = read(client, "/states/MLI")
    assert TITLE not in first
    assert "Case number 1" in first
    assert TITLE in read(client, link(first, "Next"))
    assert effort_of(bare, "/states/MLI")[STATEMENTS] <= few + 1


def test_the_lists_name_every_entry_with_the_readers_count(bare: World) -> None:
    case_in(bare, State.PUBLISHED, audience="members")
    for url, entry in (("/states", "Mali"), ("/operations", "MINUSMA"), ("/delegations", "Ghana")):
        visitor, member = open_page(bare.visitor(), url), open_page(bare.browser("practitioner"), url)
        check_markup(url, member.html)
        assert visitor.one("group", "Without a case").has_any("link", entry)
        assert f"{entry}" in member.one("region", "With cases").words
        assert "1 case" in member.one("region", "With cases").words


@pytest.mark.slow
def test_the_case_page_links_every_name(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, co_submitters=["RWA"])
    page = open_page(bare.visitor(), f"/cases/{case.reference}")
    urls = {link.href for link in page.all("link")}
    assert {*OF_THE_CASE, "/themes/MOV-CONVOY", "/states/GHA", "/delegations/RWA"} <= urls
