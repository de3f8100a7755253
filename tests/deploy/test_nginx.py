"""The nginx configuration of deploy/, with TLS, in front of the server that `make run` starts."""

import socket
import ssl
import warnings
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path
from typing import Any

import pytest

from tests.support.nginx import nginx
from tests.support.page import words
from tests.support.ports import free_port
from tests.support.web_server import serving
from tests.support.world import World

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("nginx_program")]


def ask(
    port: int, path: str, tls: ssl.SSLContext | None = None, method: str = "GET", **given: Any
) -> tuple[HTTPResponse, str]:
    """Return an answer, and its content."""
    kind = HTTPSConnection("localhost", port, context=tls, timeout=30) if tls else HTTPConnection("localhost", port)
    with closing(kind) as connection:
        connection.request(method, path, body=given.get("body"), headers=given.get("headers", {}))
        response = connection.getresponse()
        return response, response.read().decode()


def test_casebook_behind_nginx(library: World, tmp_path: Path) -> None:
    plain, tls = free_port(), free_port()
    public = f"https://localhost:{tls}"
    settings = {
        "PUBLIC_URL": public,
        "SECURE_COOKIES": "1",
        "BEHIND_PROXIES": "1",
        "WEB_WORKERS": "1",
        "REQUESTS_PER_MINUTE": "12",
    }
    with serving(library, **settings) as inside, nginx(tmp_path, plain=plain, tls=tls, casebook=inside) as trust:
        moved, _ = ask(plain, "/search?q=convoy")
        assert (moved.status, moved.headers["Location"]) == (308, f"{public}/search?q=convoy")

        for path in ("/api/v1/cases", "/search.atom"):
            in_the_clear, _ = ask(plain, path, headers={"Authorization": "Bearer cb_token"})
            assert (in_the_clear.status, in_the_clear.headers["Location"]) == (403, None), path
        assert_only_tls_of_today(tls, trust)

        page, text = ask(tls, "/search?q=convoy", trust)
        assert page.status == 200
        assert "convoy" in words(text)
        for header in ("Strict-Transport-Security", "X-Content-Type-Options", "Content-Security-Policy"):
            assert len(page.headers.get_all(header, [])) == 1, header
        form, _ = ask(tls, "/sign-in", trust)
        assert form.headers["Set-Cookie"].startswith("__Host-casebook=")
        feed, text = ask(tls, "/search.atom", trust)
        assert (feed.status, f"{public}/cases/" in text, "127.0.0.1" in text) == (200, True, False)

        spoofed = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
        assert ask(tls, "/", trust, headers=spoofed)[0].status in (400, 421)
        for path in ("/metrics", "/readyz", "/.git/config", "/assets/"):
            assert ask(tls, path, trust)[0].status == 404
        assert ask(tls, "/", trust, "TRACE")[0].status == 405
        large, _ = ask(tls, "/api/v1/cases", trust, "POST", body=b"a" * 1_100_000)
        assert large.status == 413
        assert_nginx_protects(large)
        claims = ({"X-Forwarded-For": f"198.51.{number}.1"} for number in range(100))
        assert any(ask(tls, "/about", trust, headers=claim)[0].status == 429 for claim in claims), "it passes for many"
    with nginx(tmp_path, plain=plain, tls=tls, casebook=inside) as trust:
        away, text = ask(tls, "/", trust)
        assert (away.status, away.headers["Retry-After"]) == (502, "60")
        assert "Try again in a minute" in words(text)
        assert_nginx_protects(away)


def assert_nginx_protects(response: HTTPResponse) -> None:
    """Check the headers of what nginx answers itself."""
    expected = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    assert {name: response.headers[name] for name in expected} == expected
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    for directive in ("frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"):
        assert directive in response.headers["Content-Security-Policy"]


def assert_only_tls_of_today(port: int, trust: ssl.SSLContext) -> None:
    """Check that TLS 1.2 with forward secrecy and TLS 1.3 are spoken, and nothing older or weaker."""
    for version, expected in ((ssl.TLSVersion.TLSv1_2, "TLSv1.2"), (ssl.TLSVersion.TLSv1_3, "TLSv1.3")):
        trust.minimum_version, trust.maximum_version = version, version
        with (
            socket.create_connection(("localhost", port)) as line,
            trust.wrap_socket(line, server_hostname="localhost") as spoken,
        ):
            assert spoken.version() == expected
    trust.minimum_version, trust.maximum_version = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.MAXIMUM_SUPPORTED
    for old, ciphers in ((ssl.TLSVersion.TLSv1, "ALL:@SECLEVEL=0"), (ssl.TLSVersion.TLSv1_2, "AES128-SHA:@SECLEVEL=0")):
        weak = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        weak.check_hostname, weak.verify_mode = False, ssl.CERT_NONE
        weak.set_ciphers(ciphers)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of Python, about old versions
            weak.minimum_version, weak.maximum_version = old, old
        with socket.create_connection(("localhost", port)) as line, pytest.raises(ssl.SSLError):
            weak.wrap_socket(line)
