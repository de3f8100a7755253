"""The headers that protect readers: on pages, errors, redirects, the API, feeds and static files."""

from datetime import datetime, timedelta

import pytest

from app.assets import assets
from app.security_headers import CONTENT_SECURITY_POLICY
from tests.support.world import World

PAGES = ["/", "/search", "/themes", "/about", "/sign-in", "/nowhere", "/cases/CS-2026-0001", "/desk", "/account"]
OTHERS = ["/api/v1/openapi.json", "/api/v1/docs", "/api/v1/search", "/api/v1/desk", "/search.atom", "/healthz"]


@pytest.mark.slow
@pytest.mark.parametrize("url", [*PAGES, *OTHERS])
def test_no_answer_loads_from_elsewhere_or_is_kept_by_a_shared_cache(library: World, url: str) -> None:
    headers = library.visitor().get(url).headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers, "this site is not served over HTTPS"
    assert headers["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "Authorization"} <= {name.strip() for name in headers["Vary"].split(",")}


def test_the_policy_allows_this_site_alone() -> None:
    assert dict(directive.split(" ", 1) for directive in CONTENT_SECURITY_POLICY.split("; ")) == {
        "default-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


@pytest.mark.parametrize("kind", ["style", "script", "icon"])
def test_an_asset_may_be_kept_by_everybody_for_a_year(bare: World, kind: str) -> None:
    headers = bare.visitor().get(f"/assets/{assets()[kind].name}").headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in headers


def test_a_site_over_https_asks_browsers_to_stay_with_it(bare: World) -> None:
    bare.reconnect(secure_cookies=True)
    for url in ("/", "/nowhere", "/api/v1/search"):
        assert bare.visitor().get(url).headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_security_txt_names_the_mailbox_for_reports(bare: World) -> None:
    url = "/.well-known/security.txt"
    assert bare.visitor().get(url).status_code == 404, "nobody is named"
    bare.reconnect(contact_email="office@example.org", public_url="https://casebook.example.org")
    answer = bare.visitor().get(url)
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    fields = dict(line.split(": ", 1) for line in answer.get_data(as_text=True).splitlines())
    assert fields["Contact"] == "mailto:office@example.org"
    assert fields["Canonical"] == f"https://casebook.example.org{url}"
    assert timedelta() < datetime.fromisoformat(fields["Expires"]) - bare.clock.moment < timedelta(days=366)
