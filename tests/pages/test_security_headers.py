"""The headers that protect readers: on pages, errors, redirects, the API, feeds and static files."""

import pytest

from app.assets import assets
from app.security_headers import CONTENT_SECURITY_POLICY
from tests.support.world import World

PAGES = ["/", "/search", "/themes", "/about", "/sign-in", "/nowhere", "/cases/CS-2026-0001", "/desk", "/account"]
OTHERS = ["/api/v1/openapi.json", "/api/v1/docs", "/api/v1/search", "/api/v1/desk", "/search.atom", "/healthz"]


@pytest.mark.parametrize("url", [*PAGES, *OTHERS])
def test_no_answer_loads_from_elsewhere_or_is_kept_by_a_shared_cache(library: World, url: str) -> None:
    headers = library.visitor().get(url).headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
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
