"""What a browser keeps of a page: nothing of an account; else a second visit costs no page."""

import gzip

import brotli
import pytest
from flask.testing import FlaskClient

from case_studies.vocabulary import Action, State
from tests.support.page import Page
from tests.support.workflow_cases import WRITER, case_in
from tests.support.world import World

PAGES = ["/", "/search?q=convoy", "/cases/CS-2026-0001", "/themes"]
ALL = {"Accept-Encoding": "gzip, deflate, br, zstd"}
COMPRESSED = [
    "/",
    "/cases/CS-2026-0001",
    "/api/v1/search?q=convoy",
    "/search.atom",
    "/api/v1/openapi.json",
    "/desk",
    "/figures.csv",
]


def tag_of(client: FlaskClient, url: str) -> str:
    return client.get(url).headers["ETag"]


@pytest.mark.slow
@pytest.mark.parametrize("url", [*PAGES, "/desk", "/account", "/nowhere", "/search/suggest?q=mali", "/search.atom"])
def test_a_browser_stores_nothing_that_was_for_an_account(library: World, url: str) -> None:
    answer = library.browser("practitioner").get(url)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


@pytest.mark.slow
@pytest.mark.parametrize("url", PAGES)
def test_an_unchanged_page_is_not_sent_twice(library: World, url: str) -> None:
    client = library.visitor()
    again = client.get(url, headers={"If-None-Match": tag_of(client, url), **ALL})
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["Cache-Control"] == "private, no-cache"


def test_a_changed_page_is_sent_again(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    client = bare.visitor()
    urls = ["/", "/search", f"/cases/{case.reference}"]
    before = [tag_of(client, url) for url in urls]
    case.act(Action.WITHDRAW, WRITER)
    now = [client.get(url, headers={"If-None-Match": tag}) for url, tag in zip(urls, before, strict=True)]
    assert [answer.status_code for answer in now] == [200, 200, 404]


def test_a_page_kept_for_one_reader_is_not_shown_to_another(library: World) -> None:
    """The same browser, the same address, another reader: the kept copy does not count as the present page."""
    tag = tag_of(library.visitor(), "/")
    for name in ("practitioner", "admin"):
        assert library.browser(name).get("/", headers={"If-None-Match": tag}).status_code == 200


def test_a_form_that_was_kept_can_still_be_sent_and_one_of_an_earlier_session_is_not_kept(library: World) -> None:
    client = library.visitor()
    first = client.get("/join")
    assert client.get("/join", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    token = Page(first.get_data(as_text=True)).css("input[name=csrf_token]")[0].required("value")
    with client.session_transaction() as session:
        del session["csrf_token"]
    assert client.get("/join", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    assert client.post("/join", data={"csrf_token": token}).status_code == 400


@pytest.mark.slow
@pytest.mark.parametrize("url", COMPRESSED)
def test_what_compresses_leaves_compressed(library: World, url: str) -> None:
    client = library.browser("editor.bra")
    plain = client.get(url)
    for encoding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        answer = client.get(url, headers={"Accept-Encoding": encoding})
        assert answer.headers["Content-Encoding"] == encoding
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert len(answer.data) < len(plain.data) / 1.5
        assert answer.content_length in (len(answer.data), None), "a table that is streamed has no length"
        assert len(unpack(answer.data)) == len(plain.data)
        asked = client.head(url, headers={"Accept-Encoding": encoding})
        assert asked.data == b""
        assert asked.headers["Content-Encoding"] == encoding
