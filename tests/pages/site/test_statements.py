"""Contact, accessibility and privacy: what these pages say is true."""

import re
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest

from config import Config, UnsafeConfiguration
from tests.browser import test_every_page as every_page
from tests.support.page_reader import open_page
from tests.support.world import World

APP = Path(__file__).parents[3] / "app"
STORAGE = re.compile(r"(local|session)Storage|indexedDB|document\.cookie")


def test_without_a_mailbox_the_contact_page_says_whom_to_ask(bare: World) -> None:
    page = open_page(bare.visitor(), "/contact")
    assert "Write to the focal point of your delegation" in page.words
    assert [link.href for link in page.all("link") if link.href.startswith("mailto:")] == []


def test_with_a_mailbox_it_can_be_written_to(bare: World) -> None:
    bare.app.extensions["casebook_config"] = replace(bare.config, contact_email="casebook@example.org")
    page = open_page(bare.visitor(), "/contact")
    assert page.one("link", "casebook@example.org").href == "mailto:casebook@example.org"


@pytest.mark.parametrize("address", ["nobody", "a b@example.org", "a@b?subject=x", '"><script>@x', "a@b\nc"])
def test_a_mailbox_that_is_none_is_refused_at_the_start(address: str) -> None:
    with pytest.raises(UnsafeConfiguration, match="CONTACT_EMAIL"):
        Config.from_environment({"CONTACT_EMAIL": address, "DEMO_MODE": "1"})


def test_the_only_cookie_is_the_one_that_the_privacy_page_names(library: World) -> None:
    privacy = open_page(library.visitor(), "/privacy").words
    client = library.browser("focal-point.gha")
    for url in ("/", "/search?q=convoy", "/desk", "/inbox", "/account", "/cases/CS-2026-0027/edit/results"):
        answer = client.get(url)
        for header in answer.headers.getlist("Set-Cookie"):
            assert header.startswith("casebook=")
            assert "Expires" not in header
            assert "Max-Age" not in header
    assert "One cookie, “casebook”" in privacy


def test_scripts_keep_in_the_browser_only_what_the_privacy_page_says() -> None:
    scripts = (APP / "static/js").glob("*.js")
    uses = {path.name for path in scripts if STORAGE.search(path.read_text(encoding="utf-8"))}
    assert uses <= KEEPS_IN_THE_BROWSER


KEEPS_IN_THE_BROWSER = {"autosave.js", "back.js", "casebook.js"}
"""Scripts that keep or forget unsaved text or the mark of a sign-in, as the privacy page says.

Another purpose needs another sentence on that page."""


def test_no_page_loads_anything_from_another_site(library: World) -> None:
    for url in ("/", "/search", "/cases/CS-2026-0001", "/privacy"):
        page = open_page(library.visitor(), url)
        for element in page.css("[src], link[href]"):
            address = cast(str, element.attribute("src") or element.attribute("href"))
            assert not address.startswith(("http:", "https:", "//")) or "canonical" in (element.attribute("rel") or "")


def test_what_the_accessibility_page_says_is_checked_is_checked(library: World) -> None:
    words = open_page(library.visitor(), "/accessibility").words
    assert "WCAG 2.2 at level AA" in words
    assert {"wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"} <= set(every_page.TAGS)
    assert "a screen of 320 pixels" in words
    assert every_page.SMALLEST == 320
    assert "in light and dark, on a large and a small screen" in words
    for looks in every_page.LOOKS:  # those of one page
        assert {width > 1000 for width, _scheme in looks} == {True, False}
        assert {scheme for _width, scheme in looks} == {"light", "dark"}


def test_nothing_moves_and_nothing_plays_as_the_accessibility_page_says(library: World) -> None:
    assert "Nothing moves and nothing plays." in open_page(library.visitor(), "/accessibility").words
    styles = [path for path in (APP / "static/css").glob("*.css") if MOTION.search(path.read_text(encoding="utf-8"))]
    pages = [path for path in (APP / "templates").rglob("*.html") if PLAYS.search(path.read_text(encoding="utf-8"))]
    assert (styles, pages) == ([], [])


MOTION = re.compile(r"@keyframes|\b(animation|transition)[a-z-]*:|scroll-behavior")
PLAYS = re.compile(r"<(audio|video|marquee|blink)\b|http-equiv=.?refresh")
