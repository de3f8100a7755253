"""The style sheet and the script that pages load: one of each, made of all files in `app/static/`."""

import gzip

import brotli
import pytest

from app.assets import EDITOR, SCRIPTS, STATIC, STYLES, assets
from tests.support.page import Page
from tests.support.page_reader import read
from tests.support.world import World

PAGES = ("/", "/search", "/fit", "/compare?case=CS-2026-0001&case=CS-2026-0002", "/api/v1/docs", "/desk")


@pytest.mark.slow
@pytest.mark.parametrize("url", PAGES)
def test_a_page_loads_one_style_sheet_one_script_and_one_icon(library: World, url: str) -> None:
    client = library.browser("editor.bra")
    page = Page(read(client, url))
    loaded = [link.required("href") for link in page.css("link[rel=stylesheet], link[rel=icon]")]
    loaded += [script.required("src") for script in page.css("script[src]")]
    assert loaded == [f"/assets/{assets()[kind].name}" for kind in ("style", "icon", "script")]
    for address in loaded:
        assert client.get(address).status_code == 200


def test_every_source_file_is_part_of_one_of_them() -> None:
    files = {str(path.relative_to(STATIC)) for path in STATIC.rglob("*") if path.suffix in (".css", ".js")}
    assert files == {*STYLES, *SCRIPTS, *EDITOR}
    assert len(files) == len(STYLES) + len(SCRIPTS) + len(EDITOR)


@pytest.mark.parametrize("kind", ["style", "script"])
def test_an_asset_comes_as_compressed_as_the_browser_takes_it(bare: World, kind: str) -> None:
    client = bare.visitor()
    url = f"/assets/{assets()[kind].name}"
    plain = client.get(url)
    assert "Content-Encoding" not in plain.headers
    smallest = client.get(url, headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    zipped = client.get(url, headers={"Accept-Encoding": "gzip"})
    assert smallest.headers["Content-Encoding"] == "br"
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert brotli.decompress(smallest.data) == gzip.decompress(zipped.data) == plain.data
    assert len(smallest.data) < len(zipped.data) < len(plain.data) / 2


def test_the_name_of_an_asset_is_that_of_its_content_alone(bare: World) -> None:
    client = bare.visitor()
    for url in ("/assets/casebook.css", "/assets/casebook-0123456789abcdef.css", "/static/css/tokens.css"):
        assert client.get(url).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("url", [*PAGES, "/cases/CS-2026-0001", "/sign-in"])
def test_a_page_has_each_drawing_that_it_uses_once(library: World, url: str) -> None:
    page = Page(read(library.browser("editor.bra"), url))
    used = {use.required("href").removeprefix("#") for use in page.css("svg use")}
    drawn = [symbol.required("id") for symbol in page.css("svg symbol")]
    assert used
    assert sorted(used) == sorted(drawn)
    assert all(symbol.css("*") for symbol in page.css("svg symbol"))
