"""The headers of every response: what a browser may load and run, and whether a page may be framed."""

from http import HTTPStatus

from flask import Flask, Response, current_app

# Only scripts, styles, images and forms of this site; no plugins, no <base>, no frames around a page.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ONLY_HTTPS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}  # a year, also for hosts below this


def protecting_headers(*, is_secure: bool) -> dict[str, str]:
    """Return the headers of every response of a site that is served over HTTPS, or not."""
    return HEADERS | (ONLY_HTTPS if is_secure else {})


def start(app: Flask) -> None:
    """Add the headers to every response of an application."""
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    for name, value in protecting_headers(is_secure=current_app.config["SESSION_COOKIE_SECURE"]).items():
        response.headers.setdefault(name, value)
    if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        response.headers["Cache-Control"] = "no-store"
    return response
