"""Times are shown in the zone of the reader's device, with its name; without scripts in UTC."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORKSPACE = "/cases/CS-2026-0027/work"


@contextmanager
def signed_in(browser: Browser, address: str, office: str, **settings: object) -> Iterator[Page]:
    context = browser.new_context(base_url=address, **settings)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(f"{office}@demo.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    yield page
    context.close()


def first_time(page: Page) -> str:
    page.goto(WORKSPACE)
    return page.locator("time[data-moment]").first.inner_text()


def test_a_time_is_in_the_readers_zone_with_its_name(browser: Browser, address: str) -> None:
    with signed_in(browser, address, "focal-point.gha", java_script_enabled=False) as page:
        plain = first_time(page)
    match = re.fullmatch(r"(\d+ \w+ \d{4}), (\d\d):(\d\d) UTC", plain)
    assert match
    hour, minute = int(match[2]), match[3]
    with signed_in(browser, address, "focal-point.gha", timezone_id="Africa/Nairobi") as page:
        in_nairobi = first_time(page)
        expect(page.locator("time[data-moment]").first).to_have_attribute("title", plain)
    assert in_nairobi.endswith(f", {(hour + 3) % 24:02}:{minute} East Africa Time")
    with signed_in(browser, address, "focal-point.gha", timezone_id="Asia/Kathmandu") as page:
        assert first_time(page).endswith("Nepal Time")
    with signed_in(browser, address, "focal-point.gha", timezone_id="UTC") as page:
        assert first_time(page) == plain


def due_dates(page: Page) -> list[str]:
    """Return the lines of a reviewer's desk and of the overview of a case that name a due date."""
    found = []
    for url in ("/desk", "/cases/CS-2026-0002/work"):
        page.goto(url)
        found += [
            line for line in page.get_by_role("main").inner_text().splitlines() if re.search(r"\bdue\b", line, re.I)
        ]
    return found


def test_a_due_date_is_the_same_day_everywhere(browser: Browser, address: str) -> None:
    with signed_in(browser, address, "editor.idn", java_script_enabled=False) as page:
        plain = due_dates(page)
    assert any(re.search(r"\d+ \w+ 20\d\d", line) for line in plain), plain
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):  # 14 hours before UTC, and 11 hours after it
        with signed_in(browser, address, "editor.idn", timezone_id=zone) as page:
            assert due_dates(page) == plain
