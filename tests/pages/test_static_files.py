"""The style sheets and scripts that pages load."""

from html.parser import HTMLParser

import pytest

from tests.support.page_reader import read
from tests.support.world import World

PAGES = ("/", "/search", "/fit", "/compare?case=CS-2026-0001&case=CS-2026-0002", "/api/v1/docs", "/desk")


class _StaticFiles(HTMLParser):
    """The addresses of the style sheets, icons and scripts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.urls: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        url = values.get("href") if tag == "link" else values.get("src") if tag == "script" else None
        if url and url.startswith("/static/"):
            self.urls.append(url)


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_loads_exists(library: World, page: str) -> None:
    client = library.browser("editor.bra")
    urls = _StaticFiles(read(client, page)).urls
    assert len(urls) > 10, "the frame of the page loads its style sheets"
    for url in urls:
        answer = client.get(url)
        assert answer.status_code == 200, f"{page} loads {url}"
        answer.close()
