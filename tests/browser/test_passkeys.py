"""Passkeys in a real browser, with Chromium's virtual authenticator; and what the page says without one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from case_studies.vocabulary import Role
from tests.pages.account.test_second_factor import OFFICE, URL, add
from tests.support.browser.person import Person
from tests.support.web_server import serving_at_once
from tests.support.world import PASSWORD, World

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TELEPHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def site(bare: World) -> Iterator[str]:
    add(bare, OFFICE, Role.FOCAL_POINT)
    with serving_at_once(bare, NETWORK_TRIES="10000") as address:
        yield address.replace("127.0.0.1", "localhost")  # no passkey is for a number


def connect_device(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": TELEPHONE})


def type_password(page: Page) -> None:
    page.goto("/sign-in?next=/account")
    page.get_by_label("E-mail").first.fill(OFFICE)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()


def add_passkey(page: Page, name: str) -> None:
    page.goto(URL)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Name").press("Enter")


def test_a_passkey_is_made_and_signs_in(browser: Browser, site: str) -> None:
    person = Person(browser, site)
    page = person.page
    connect_device(page)
    type_password(page)
    add_passkey(page, "Telephone on duty")
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="Done").click()
    expect(page.get_by_text("Telephone on duty").first).to_be_visible()

    add_passkey(page, "The same telephone")
    expect(page.get_by_text("This device has a passkey of this account already.")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    type_password(page)
    expect(page.get_by_text("can’t use passkeys")).to_be_hidden()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("button", name="Sign out").first).to_be_visible()
    expect(page).to_have_url(f"{site}/account")
    assert not person.problems


def test_a_device_that_does_not_know_the_passkey_leaves_the_code(browser: Browser, site: str) -> None:
    page = Person(browser, site).page
    connect_device(page)
    type_password(page)
    add_passkey(page, "Telephone on duty")
    code = page.locator(".recovery-codes code").first.inner_text()
    page.get_by_role("link", name="Done").click()

    other = Person(browser, site).page
    connect_device(other)
    type_password(other)
    other.get_by_role("button", name="Use a passkey").click()
    expect(other.get_by_text("The passkey did not answer.")).to_be_visible()
    other.get_by_label("Code").fill(code)
    other.get_by_label("Code").press("Enter")
    expect(other).to_have_url(f"{site}/account")


def test_without_scripts_the_page_names_the_other_ways(browser: Browser, site: str) -> None:
    page = Person(browser, site).page
    connect_device(page)
    type_password(page)
    add_passkey(page, "Telephone on duty")
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()

    plain = Person(browser, site, scripts=False).page
    type_password(plain)
    expect(plain.get_by_text("This browser can’t use passkeys, or scripts are off. Use a code.")).to_be_visible()
    expect(plain.get_by_role("button", name="Use a passkey")).to_be_hidden()
    expect(plain.get_by_label("Code")).to_be_visible()
