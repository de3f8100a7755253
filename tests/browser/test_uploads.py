"""Sending a file on a bad link: it goes on from where it was, says how far it is, and can be given up."""

import os
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from tests.support.browser.person import Person
from tests.support.workflow_cases import WRITER, Steps
from tests.support.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PIECES = "**/attachments/uploads/*/*"


@pytest.fixture
def case(library: World) -> Steps:
    return Steps.start(library)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A picture that takes several pieces, because nothing in it repeats."""
    path = tmp_path / "gate.png"
    Image.frombytes("RGB", (600, 600), os.urandom(600 * 600 * 3)).save(path)
    return path


def open_page(browser: Browser, address: str, case: Steps) -> Person:
    person = Person(browser, address, WRITER)
    person.page.goto(f"/cases/{case.reference}/attachments")
    return person


class Link:
    """A link that lets some pieces through and then breaks."""

    def __init__(self, page: Page, lets_through: int) -> None:
        self.left = lets_through
        self.starts: list[int] = []
        page.route(PIECES, self._take)

    def _take(self, route: Route) -> None:
        if route.request.method == "PUT" and self.left <= 0:
            return route.abort("connectionreset")
        self.left -= 1
        if route.request.method == "PUT":
            self.starts.append(int(route.request.url.rpartition("/")[2]))
        return route.continue_()


def choose(page: Page, file: Path, description: str = "The gate of the camp") -> None:
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_label("What it shows").last.fill(description)


def test_a_link_that_breaks_and_comes_back_costs_one_piece(
    browser: Browser, address: str, case: Steps, file: Path
) -> None:
    person = open_page(browser, address, case)
    page, link = person.page, Link(person.page, lets_through=2)
    choose(page, file)
    page.get_by_role("button", name="Attach the file").click()
    expect(page.get_by_text("No connection").first).to_be_visible()
    bar = page.get_by_role("progressbar")
    expect(bar).to_have_attribute("value", re.compile("[1-9]"))
    expect(page.get_by_role("status").filter(has_text="No connection")).to_be_attached()
    assert link.starts[0] == 0 < link.starts[1]
    link.left = 1000
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("“gate.png” is attached.")).to_be_visible()
    assert link.starts == sorted(set(link.starts)), "no piece was sent twice"
    expect(page.get_by_alt_text("The gate of the camp")).to_be_visible()
    assert person.problems == []


def test_after_a_closed_page_it_goes_on_from_where_it_was(
    browser: Browser, address: str, case: Steps, file: Path
) -> None:
    person = open_page(browser, address, case)
    first = Link(person.page, lets_through=2)
    choose(person.page, file)
    person.page.get_by_role("button", name="Attach the file").click()
    expect(person.page.get_by_text("No connection").first).to_be_visible()
    person.page.close()
    page = person.page = person.page.context.new_page()
    second = Link(page, lets_through=1000)
    page.goto(f"/cases/{case.reference}/attachments")
    expect(page.get_by_text(re.compile("[1-9][0-9]? % of 1 MB is here"))).to_be_visible()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Go on").click()
    chooser.value.set_files(file)
    expect(page.get_by_text("Describe what the picture shows").first).to_be_visible()
    assert second.starts[0] > first.starts[-1]
    page.get_by_label("What it shows").last.fill("The gate of the camp")
    page.get_by_role("button", name="Attach the file").click()
    expect(page.get_by_text("“gate.png” is attached.")).to_be_visible()


def test_cancelling_deletes_what_had_arrived(browser: Browser, address: str, case: Steps, file: Path) -> None:
    person = open_page(browser, address, case)
    page = person.page
    Link(page, lets_through=2)
    choose(page, file)
    page.get_by_role("button", name="Attach the file").click()
    expect(page.get_by_text("No connection").first).to_be_visible()
    with page.expect_response("**/discard"):
        page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_label("File", exact=True)).to_be_focused()
    page.reload()
    expect(page.get_by_text("is here")).to_have_count(0)


def test_without_scripts_the_form_sends_the_file(browser: Browser, address: str, case: Steps, file: Path) -> None:
    person = Person(browser, address, WRITER, scripts=False)
    person.page.goto(f"/cases/{case.reference}/attachments")
    choose(person.page, file)
    person.page.get_by_role("button", name="Attach the file").click()
    expect(person.page.get_by_text("“gate.png” is attached.")).to_be_visible()
