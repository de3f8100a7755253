"""The frame of every page: a header of one height for all offices, and one place where pages begin."""

import pytest
from playwright.sync_api import Browser

from tests.support.browser.person import Person
from tests.support.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTHS = [320, 375, 768, 1024, 1280]
SHORT = ("Desk", "Chad")
LONGEST = ("Directorate for Operations and Crisis Response", "United Kingdom of Great Britain and Northern Ireland")
OFFICES = ("Focal point", "Clearance officer", "Practitioner", LONGEST[0])

# Puts each name into the header; returns those that change its height or make the page wider than the screen.
MISFITS = """names => {
  const [office, delegation] = document.querySelectorAll(".account__office > span");
  const header = document.querySelector(".site-header");
  const measure = name => {
    [office.textContent, delegation.textContent] = name;
    return [header.offsetHeight, document.documentElement.scrollWidth > innerWidth, office.offsetHeight].join();
  };
  const usual = measure(names[0]);
  return names.filter(name => measure(name) !== usual);
}"""
# The search page has a heading for screen readers, and begins with its box.
BEGINNING = """[...document.querySelectorAll("main h1, main .search-box")]
  .find(part => part.offsetWidth > 1).getBoundingClientRect().left"""
PAGES = ("/", "/search", "/themes", "/fit", "/about", "/desk", "/inbox", "/account", "/cases/CS-2026-0001", "/nowhere")


def delegations(library: World) -> list[str]:
    from case_studies.taxonomy.catalogue import load_vocabularies

    with library.platform.work.reading() as session:
        return [*load_vocabularies(session).places.values()]


def test_no_name_of_an_office_changes_the_height_of_the_header(browser: Browser, address: str, library: World) -> None:
    page = Person(browser, address, "focal-point.gha").page
    names = [SHORT, LONGEST, *((office, name) for office in OFFICES for name in delegations(library))]
    assert len(names) > 700
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 600})
        assert page.evaluate(MISFITS, names) == [], f"at {width} px"


def test_the_header_fits_at_every_width(browser: Browser, address: str) -> None:
    page = Person(browser, address, "focal-point.gha").page
    heights = []
    for width in range(320, 1400, 20):
        page.set_viewport_size({"width": width, "height": 600})
        assert page.evaluate(MISFITS, [SHORT, LONGEST]) == [], f"at {width} px"
        heights.append(page.evaluate("document.querySelector('.site-header').offsetHeight"))
    assert heights == sorted(heights, reverse=True), "one row on a wide screen, two below"
    assert len(set(heights)) <= 3


@pytest.mark.parametrize("office", [None, "editor.bra"], ids=["visitor", "editor"])
def test_all_pages_begin_at_the_same_place(browser: Browser, address: str, office: str | None) -> None:
    page = Person(browser, address, office).page
    begin = {}
    for url in PAGES:
        page.goto(url)
        begin[url] = page.evaluate(BEGINNING)
    assert len(set(begin.values())) == 1, begin
