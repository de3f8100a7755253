"""A real server and a real browser. Without a Chromium the journey is skipped, and says how to get one."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.support.programs import find_program
from tests.support.web_server import serving_at_once
from tests.support.world import World

WITH_WINDOWS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NAMES = ("chromium-headless-shell", *WITH_WINDOWS)
"""The first one draws pages as the others do, without the processes that their windows need."""
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-quic"]


@pytest.fixture(scope="session")
def chromium() -> str:
    return os.environ.get("CHROMIUM") or find_program("chromium-headless-shell or chromium", *NAMES)


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def open_browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """A Chromium for the tests of a file."""
    found = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
    yield found
    found.close()


@pytest.fixture
def browser(open_browser: Browser) -> Iterator[Browser]:
    """A Chromium without windows. What a test keeps in one, such as its cookies, ends with the window."""
    yield open_browser
    for window in open_browser.contexts:
        window.close()


@pytest.fixture
def keeping_browser(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium that keeps whole pages for Back, as people's browsers do; Playwright turns that off.

    The one without windows never keeps any.
    """
    chromium = os.environ.get("CHROMIUM") or find_program("chromium", *WITH_WINDOWS)
    browser = playwright.chromium.launch(
        executable_path=chromium, args=ARGUMENTS, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield browser
    browser.close()


@pytest.fixture
def address(library: World) -> Iterator[str]:
    """The demonstration library, served by gunicorn."""
    with serving_at_once(library, NETWORK_TRIES="10000") as address:
        yield address
