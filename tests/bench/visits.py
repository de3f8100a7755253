"""What a visit costs on a satellite link (600 ms, 256 kbit/s), in a Chromium: `make bench-visits` beside `make run`."""

import sys

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.support.browser.visits import Visit, Visitor

PAGES = {"home": "/", "search": "/search", "search, one word": "/search?q=convoy", "case": "/cases/CS-2026-0001"}
BEFORE = "/about"  # the page from which a reader comes who has been here before
ROUNDS = 3


def main() -> None:
    """Print each page: the first visit, the visit of a reader who has been on another page, and the same page again."""
    address, chromium = sys.argv[1:]
    print("| page | first visit | from another page | the same page again |\n| --- | --- | --- | --- |")  # noqa: T201
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for name, url in PAGES.items():
            rounds = [_visits(browser, address, url) for _ in range(ROUNDS)]
            cells = [
                _cell(sorted(kind, key=lambda visit: visit.paint)[ROUNDS // 2]) for kind in zip(*rounds, strict=True)
            ]
            print(f"| {name} | {' | '.join(cells)} |")  # noqa: T201
        browser.close()


def _visits(browser: Browser, address: str, url: str) -> tuple[Visit, Visit, Visit]:
    reader = Visitor(browser, address, slow=True)
    first = reader.visit(url)
    reader.visit(BEFORE)
    again = reader.visit(url)
    reader.page.context.close()
    other = Visitor(browser, address, slow=True)
    other.visit(BEFORE)
    later = other.visit(url)
    other.page.context.close()
    return first, later, again


def _cell(visit: Visit) -> str:
    requests = "1 request" if visit.requests == 1 else f"{visit.requests} requests"
    return f"{visit.bytes / 1000:.1f} KB, {requests}, {visit.paint / 1000:.2f} s"


if __name__ == "__main__":
    main()
