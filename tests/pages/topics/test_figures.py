"""The public figures and the map: the reader's own counts, as tables, as dots with numbers, and as CSV."""

import csv
import io

import pytest

from case_studies.vocabulary import State
from tests.support.crawl import check_markup
from tests.support.effort import STATEMENTS, effort_of
from tests.support.page import Page
from tests.support.page_reader import open_page, read
from tests.support.workflow_cases import case_in
from tests.support.world import World


def csv_rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def table(page: Page, name: str) -> list[str]:
    """Return the rows of a table as words, without its head."""
    return [row.words for row in page.one("table", name).all("row")][1:]


@pytest.mark.slow
def test_the_tables_count_what_the_reader_may_read(bare: World) -> None:
    for _ in range(2):
        case_in(bare, State.PUBLISHED)
    case_in(bare, State.PUBLISHED, audience="members", host_states=["MLI", "LBN"])
    case_in(bare, State.SUBMITTED)
    visitor, member = open_page(bare.visitor(), "/figures"), open_page(bare.browser("practitioner"), "/figures")
    check_markup("/figures", member.html)
    assert table(visitor, "By host State or area") == ["Mali 2"]
    assert table(member, "By host State or area") == ["Mali 3", "Lebanon 1"]
    assert table(visitor, "By year of publication") == ["2026 2"]
    assert table(visitor, "By submitting delegation") == ["Ghana 2"]
    assert "Convoy, patrol and movement security 3" in table(member, "By theme")
    assert "Medical support, CASEVAC and MEDEVAC 0" in table(member, "By theme")
    assert visitor.one("link", "Mali").href == "/states/MLI"


def test_the_csv_has_the_same_figures(library: World) -> None:
    page = open_page(library.visitor(), "/figures")
    answer = library.visitor().get(page.one("link", "Download as CSV").href)
    assert answer.content_type == "text/csv; charset=utf-8"
    assert "filename=casebook-figures.csv" in answer.headers["Content-Disposition"]
    assert answer.get_data().startswith(b"\xef\xbb\xbf")
    header, *rows = csv_rows(answer.get_data(as_text=True))
    assert header == ["Figure", "Code", "Name", "Cases"]
    told = {
        heading: [f"{name} {count}" for figure, _, name, count in rows if figure == heading] for heading, *_ in rows
    }
    assert told == {heading: table(page, heading) for heading in told}
    assert len(told) == 4


@pytest.mark.slow
def test_more_cases_cost_no_more_statements(bare: World) -> None:
    case_in(bare, State.PUBLISHED)
    few = effort_of(bare, "/figures")[STATEMENTS]
    case_in(bare, State.PUBLISHED, host_states=["LBN"])
    assert effort_of(bare, "/figures")[STATEMENTS] == few


def test_the_map_repeats_the_list_beside_it(library: World) -> None:
    """Each dot leads to the State's page and has its number. Keyboard and screen reader use the list."""
    for url in ("/", "/states"):
        page = open_page(library.browser("practitioner"), url)
        (drawing,) = page.css("svg.world-map")
        dots = {dot.required("href"): dot.css("text")[0].words for dot in drawing.css("a")}
        region = page.one("region", "With cases" if url == "/states" else "By host State or area")
        listed = {item.all("link")[0].href: item.words for item in region.all("listitem")}
        assert dots
        assert all(count in listed[address] for address, count in dots.items() if address in listed)
        assert set(dots) >= set(listed)
        assert drawing.attribute("aria-hidden") == "true"
        assert all(dot.attribute("tabindex") == "-1" for dot in drawing.css("a"))


def test_the_map_shows_nothing_of_a_members_case(bare: World) -> None:
    before = read(bare.visitor(), "/states")
    case_in(bare, State.PUBLISHED, audience="members")
    assert read(bare.visitor(), "/states") == before
