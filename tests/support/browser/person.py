"""One office in a browser window of its own, and how it writes a case: the cast of the journeys.

Where the environment variable SCREENSHOTS names a folder, the journeys leave pictures of their pages there.
"""

import os
import re
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, expect
from pyotp import TOTP

from tests.support.world import PASSWORD

PICTURES = os.environ.get("SCREENSHOTS")
WIDE: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 375, "height": 800}
KEEP = "addEventListener('DOMContentLoaded', () => keepPage(document.documentElement.outerHTML))"

TITLE = "Marking a safe lane before the water trucks leave"
TEXT = {
    "summary": "A search team marked one safe lane each morning before the water trucks left the camp.",
    "situation": "The road to the borehole had been mined twice in one season.",
    "actions": "Searchers walked ahead of the first truck and marked the lane with painted stones.",
    "resources": "Six searchers, one vehicle, paint.",
    "results": "Not measured.",
    "shortcomings": "Rain moved the stones; the lane had to be marked again after each storm.",
    "lessons": "Repeat: mark on the day. Avoid: trusting yesterday's marks.",
    "transfer": "Fits unpaved roads with one daily movement.",
}


class Person:
    """One office in a browser window of its own; `seen` is the HTML of every page since the sign-in."""

    def __init__(self, browser: Browser, address: str, name: str | None = None, *, scripts: bool = True) -> None:
        window = browser.new_context(
            base_url=address, viewport=WIDE, java_script_enabled=scripts, ignore_https_errors=True
        )
        window.set_default_timeout(10_000)
        self.seen: list[str] = []
        window.expose_binding("keepPage", lambda _source, html: self.seen.append(html))
        window.add_init_script(KEEP)
        self.page: Page = window.new_page()
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", self._listen)
        if name is not None:
            self.sign_in(name)

    def _listen(self, line: ConsoleMessage) -> None:
        """Keep what the console says is wrong; that a form or a page is refused is no fault."""
        refused = line.text.startswith("Failed to load resource") and "/assets/" not in line.location["url"]
        if line.type == "error" and not refused:
            self.problems.append(line.text)

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        """Sign in as an office of the demonstration, or as any by its whole address."""
        self.page.goto("/sign-in")
        self.page.get_by_label("E-mail").first.fill(name if "@" in name else f"{name}@demo.example")
        self.page.get_by_label("Password").fill(password)
        self.page.locator("main").get_by_role("button", name="Sign in", exact=True).first.click()
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()
        self.seen.clear()

    def join(self, link: str, password: str = PASSWORD) -> None:
        """Set the first password by the link of an invitation, and add a second factor where it is needed."""
        self.page.goto(link)
        self.page.get_by_label("New password", exact=True).fill(password)
        self.page.get_by_label("Repeat the new password").fill(password)
        self.press("Set the password")
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()
        if self.page.get_by_text("Your role needs a second factor").count():
            self.press("Add an app")
            secret = self.page.get_by_text("Or type this key").locator("code").inner_text().replace(" ", "")
            self.page.get_by_role("textbox", name="Code").fill(TOTP(secret).now())
            self.press("Add the app")
            self.press("Done")

    def press(self, name: str) -> None:
        """Press a button, or follow a link that looks like one."""
        main = self.page.locator("main")
        main.get_by_role("button", name=name, exact=True).or_(
            main.get_by_role("link", name=name, exact=True)
        ).first.click()

    def follow(self, step: str, title: str = TITLE) -> None:
        """Take the one next step that the desk offers for the case."""
        self.page.goto("/desk")
        self.page.get_by_role("listitem").filter(has_text=title).get_by_role("link", name=step).click()

    def pick(self, name: str, typed: str) -> None:
        """Choose the first value that a picker offers for what is typed."""
        box = self.page.get_by_role("combobox", name=name)
        box.fill(typed)
        box.press("Enter")
        expect(box).to_have_value("")

    def inbox_of(self, reference: str) -> list[str]:
        """Return the names of the notifications about a case in the inbox, the oldest first."""
        self.page.goto("/inbox")
        notices = self.page.get_by_role("listitem").filter(has_text=reference)
        return [name.removeprefix("New ") for name in notices.get_by_role("heading").all_inner_texts()[::-1]]

    def picture(self, name: str) -> None:
        """Leave a picture of the page for a desk and for a telephone, where pictures are wanted."""
        if not PICTURES:
            return
        for size in (NARROW, WIDE):
            self.page.set_viewport_size(size)
            self.page.screenshot(path=Path(PICTURES) / f"{name}-{size['width']}.png", full_page=True)

    def finds(self, words: str, **filters: str) -> bool:
        """Whether a search shows the case."""
        query = "&".join([f"q={words}", *(f"{name}={value}" for name, value in filters.items())])
        self.page.goto(f"/search?{query}")
        return self.page.get_by_role("link", name=TITLE).count() > 0


def write_the_case(author: Person) -> str:
    """Write a whole case part by part, as the form leads; return its reference."""
    page = author.page
    author.press("Start a case")
    page.get_by_label("Title").fill(TITLE)
    author.press("Start the draft")
    reference = re.search(r"CS-\d{4}-\d{4}", page.url)
    assert reference is not None
    page.goto(f"/cases/{reference.group()}/edit")
    page.get_by_role("link", name=re.compile("^Write ?: Themes")).click()
    author.pick("Themes", "route clearance")
    author.press("Save and continue")
    author.pick("Host States and areas", "mali")
    author.pick("Operations", "minusma")
    author.press("Save and continue")
    page.get_by_label("First year").fill("2019")
    page.get_by_label("Last year").fill("2021")
    page.get_by_label("Ended").check()
    author.press("Save and continue")
    expect(page).to_have_url(re.compile("/initiatives$"))
    author.press("Save and continue")  # they are optional
    page.get_by_label("Self-reported").check()
    author.press("Save and continue")
    page.get_by_label("Public (TLP:CLEAR)").check()
    page.get_by_label("Contact").fill("peacekeeping@example.org")
    author.press("Save and continue")
    for section, text in TEXT.items():
        page.locator(f"#f-{section}").fill(text)
        author.press("Save and continue" if text is not TEXT["transfer"] else "Save and show what is missing")
    expect(page.get_by_text("Nothing is missing")).to_be_visible()
    return reference.group()
