"""Absolute links begin with PUBLIC_URL, whatever host a client names; forwarded headers are believed as configured."""

import logging
from typing import Any

import pytest

from tests.support.world import World

PUBLIC = "https://casebook.example.org"
INSIDE = "http://127.0.0.1:8000"  # where the proxy finds the server


@pytest.fixture
def public(library: World) -> World:
    """The library at a public address, behind one proxy."""
    library.reconnect(public_url=f"{PUBLIC}/", behind_proxies=1)
    return library


def get(world: World, path: str, host: str, **headers: str) -> Any:
    given = {"Host": host, "X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https", **headers}
    return world.visitor().get(path, base_url=INSIDE, headers=given)


@pytest.mark.slow
def test_every_absolute_link_begins_with_the_public_address(public: World) -> None:
    host = "casebook.example.org"
    first = get(public, "/api/v1/search?q=convoy", host).json["items"][0]
    assert first["url"] == f"{PUBLIC}/cases/{first['reference']}"
    reference = first["reference"]
    for path in (f"/cases/{reference}", "/search?q=convoy", "/search.atom", f"/compare?case={reference}",
                 "/api/v1/search?q=convoy", "/api/v1/suggest?q=gh", "/api/v1/docs", "/sitemap.xml"):  # fmt: skip
        answer = get(public, path, host)
        text = answer.get_data(as_text=True)
        assert (answer.status_code, "127.0.0.1" in text, "http://casebook" in text) == (200, False, False), path
    for path in (f"/cases/{reference}", "/search.atom", "/api/v1/search?q=convoy"):
        assert f"{PUBLIC}/" in get(public, path, host).get_data(as_text=True), path


def test_a_request_for_another_host_is_refused(public: World) -> None:
    for host in ("evil.example", "casebook.example.org.evil.example", "127.0.0.1:8000", "casebook.example.org:8443"):
        answer = get(public, "/", host, **{"X-Forwarded-Host": "casebook.example.org"})
        assert (answer.status_code, host in answer.get_data(as_text=True)) == (400, False)
        refused = get(public, "/api/v1/search", host)
        assert (refused.mimetype, refused.json["detail"]) == ("application/problem+json", "This request is not valid.")
    assert get(public, "/", "casebook.example.org:443").status_code == 200
    assert get(public, "/healthz", "127.0.0.1:8000").status_code == 200


def test_a_proxy_that_the_settings_do_not_know_is_logged_and_not_believed(
    bare: World, caplog: pytest.LogCaptureFixture
) -> None:
    bare.reconnect(requests_per_minute=1)
    with caplog.at_level(logging.WARNING):
        statuses = [
            get(bare, "/about", "localhost", **{"X-Forwarded-For": f"192.0.{n}.1"}).status_code for n in range(3)
        ]
    assert statuses.count(429) == 2, "each request came from the same network"
    assert [record.getMessage() for record in caplog.records if "BEHIND_PROXIES" in record.getMessage()] == [
        "X-Forwarded-For arrived and was not believed. If a proxy is in front, set BEHIND_PROXIES."
    ]
