"""A text with a table, numbers and addresses is shown whole: case page, comparison, differences, search, feed."""

from typing import Any

import pytest

from case_studies.text_diff import diff
from tests.support.api_client import published
from tests.support.page import Page
from tests.support.world import WHOLE_CASE, World

TABLE = "| Year | Devices found |\n|---|---|\n| 2014 | 12 of 90 |\n| 2020 | 47 of 95 |"
TEXT = f"1987. The programme began.\n\n{TABLE}\n\nSee https://example.org/annual?utm_source=x"
SUMMARY = "5. quokka searches\n\nThen:\n\n6. wombat drills"
CHANGES: dict[str, Any] = {
    "sources": ["Annual report, https://example.org/report.pdf (in English)"],
    "sections": {**WHOLE_CASE["sections"], "summary": SUMMARY, "results": TEXT},
}


@pytest.fixture
def reference(bare: World) -> str:
    return published(bare, **CHANGES)


def read(world: World, url: str) -> Page:
    answer = world.visitor().get(url)
    assert answer.status_code == 200, url
    return Page(answer.get_data(as_text=True))


@pytest.mark.slow
def test_the_case_page_shows_table_numbers_and_links(bare: World, reference: str) -> None:
    page = read(bare, f"/cases/{reference}")
    assert [cell.words for cell in page.one("table").all("cell")] == ["2014", "12 of 90", "2020", "47 of 95"]
    assert "1987. The programme began." in page.words
    report = page.first("link", "https://example.org/report.pdf")
    annual = page.first("link", "https://example.org/annual?utm_source=x")
    assert (report.href, annual.href) == ("https://example.org/report.pdf", "https://example.org/annual")
    assert {link.attribute("rel") for link in (report, annual)} == {"nofollow noopener noreferrer"}
    assert page.first("link", WHOLE_CASE["contact"]).href == f"mailto:{WHOLE_CASE['contact']}"


@pytest.mark.slow
def test_search_feed_and_comparison_show_cells_and_numbers(bare: World, reference: str) -> None:
    found = read(bare, "/search?q=%22devices+found%22+2020").words
    assert "Year · Devices found 2014 · 12 of 90" in found
    assert "|" not in found
    feed = bare.visitor().get("/search.atom").get_data(as_text=True)
    assert "5. quokka searches\nThen:\n6. wombat drills" in feed
    other = published(bare, title="Another title")
    compared = read(bare, f"/compare?case={reference}&case={other}")
    assert compared.one("columnheader", "Devices found")


def test_in_a_changed_table_only_the_cell_is_a_difference() -> None:
    pieces = diff(TABLE, TABLE.replace("47", "48"))
    assert [(piece.change, piece.text) for piece in pieces if piece.change != "same"] == [
        ("removed", "47"),
        ("added", "48"),
    ]
