"""On paper: who may read it and the number of the page on every sheet, what it is, and tables that are whole."""

import re
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PageObject, PdfReader

from tests.support.browser.long_cases import COLUMNS, ROWS, add_long_case
from tests.support.browser.person import Person
from tests.support.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PUBLIC, MEMBERS = "TLP:CLEAR", "TLP:GREEN"
MARGIN = 38  # points at the head and at the foot of a sheet
SIDE = 55


@pytest.fixture
def printed(library: World) -> dict[tuple[str, str], str]:
    """A long case in English and one in Arabic, each for the public and for members."""
    kinds = [(language, audience) for language in ("en", "ar") for audience in ("public", "members")]
    return {kind: add_long_case(library, kind[0], audience=kind[1]) for kind in kinds}


def print_sheets(page: Page, url: str) -> list[PageObject]:
    """Open a page and return its printed sheets."""
    page.goto(url)
    return PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages[:]


def words_of(sheets: list[PageObject]) -> str:
    return " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())


def placed(sheet: PageObject) -> list[tuple[str, float, float]]:
    """Return the pieces of text of a sheet, with where each begins: points from the left edge and from the foot."""
    pieces: list[tuple[str, float, float]] = []

    def note(text: str, outer: list[float], inner: list[float], *_rest: Any) -> None:
        if text.strip():
            x, y = inner[4], inner[5]
            pieces.append(
                (text.strip(), x * outer[0] + y * outer[2] + outer[4], x * outer[1] + y * outer[3] + outer[5])
            )

    sheet.extract_text(visitor_text=note)
    return pieces


def check_marks(sheets: list[PageObject], mark: str) -> None:
    """The header of each sheet is the mark, its footer the mark and the number of the page."""
    for number, sheet in enumerate(sheets, 1):
        pieces = sorted(placed(sheet), key=lambda piece: piece[1])
        header = " ".join(text for text, _x, y in pieces if y > sheet.mediabox.height - MARGIN)
        footer = " ".join(text for text, _x, y in pieces if y < MARGIN)
        assert (header, footer) == (mark, f"{mark} {number} / {len(sheets)}"), f"sheet {number}"


def test_every_sheet_of_a_case(
    browser: Browser, printed: dict[tuple[str, str], str], address: str, library: World
) -> None:
    page = Person(browser, address, "practitioner").page
    for (language, audience), reference in printed.items():
        sheets = print_sheets(page, f"/cases/{reference}")
        assert len(sheets) > 3
        check_marks(sheets, PUBLIC if audience == "public" else MEMBERS)
        head = words_of(sheets[:1])
        for text in ("Casebook", f"{reference}, revision 1, published", f"/cases/{reference}", "Host States and areas"):
            assert text in head, (language, text)
        assert "Sign out" not in words_of(sheets), "no navigation on paper"
        if language == "en":
            assert page.get_by_role("heading", level=1).inner_text() in head


def test_tables_are_printed_whole(browser: Browser, printed: dict[tuple[str, str], str], address: str) -> None:
    """No column is cut, and each sheet repeats the heads of the columns."""
    page = Person(browser, address).page
    for language in ("en", "ar"):
        cells: set[str] = set()
        for sheet in print_sheets(page, f"/cases/{printed[language, 'public']}"):
            pieces = placed(sheet)
            found = [(text, x) for text, x, _y in pieces if re.match(r"Cell\d+x\d", text)]
            heads = [(text, x) for text, x, _y in pieces if text.startswith("Heading")]
            assert len(heads) == (COLUMNS if found else 0), pieces
            assert all(SIDE < x < sheet.mediabox.width - SIDE for _text, x in found + heads), language
            cells |= {text.split()[0] for text, _x in found}
        assert len(cells) == COLUMNS * ROWS


@pytest.mark.parametrize(("office", "mark"), [(None, PUBLIC), ("practitioner", MEMBERS)])
def test_every_sheet_of_a_search(browser: Browser, address: str, office: str | None, mark: str) -> None:
    page = Person(browser, address, office).page
    for query, shown in (("convoy", "Search: convoy"), ("وقود", None), ("", None)):
        sheets = print_sheets(page, f"/search?q={query}&host_state=MLI&per_page=50")
        check_marks(sheets, mark)
        head = words_of(sheets[:1])
        total = page.locator("#results-name").inner_text()
        for text in ("Casebook", "Search of 2", "/search?q=", "Host State or area: Mali", total, shown or "Search"):
            assert text in head, (query, text, head)
        assert "Narrow the results" not in head


def test_every_sheet_of_a_comparison(browser: Browser, printed: dict[tuple[str, str], str], address: str) -> None:
    page = Person(browser, address, "practitioner").page
    public, members = printed["en", "public"], printed["en", "members"]
    check_marks(print_sheets(page, f"/compare?case={public}&case=CS-2026-0001"), PUBLIC)
    check_marks(print_sheets(page, f"/compare?case={public}&case={members}"), MEMBERS)
