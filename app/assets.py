"""The one style sheet, the one script and the icon that pages load. Each is built from the files in `static/` once.

An address contains the hash of what it answers with, so browsers keep it for a year and never ask for it again.
"""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import brotli
import rcssmin
import rjsmin
from flask import Flask, Response, abort, request, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from app.access import open_to_all

STATIC = Path(__file__).parent / "static"
PREFIX = "/assets/"
A_YEAR = "public, max-age=31536000, immutable"

# In the order of the cascade: what comes later wins.
SHEETS = (
    "tokens",
    "casebook",
    "marks",
    "layout",
    "header",
    "forms",
    "editor",
    "lists",
    "results",
    "cases",
    "case_page",
    "files",
    "desk",
    "review",
    "reviewers",
    "inbox",
    "responses",
    "picker",
    "parts",
    "topics",
    "evidence_map",
    "provisions",
    "issues",
    "threads",
    "practices",
    "events",
    "texts",
    "compare",
    "situations",
    "api",
    "help",
    "print",
)
STYLES = ("vendor/bootstrap/bootstrap-reboot.min.css", *(f"css/{name}.css" for name in SHEETS))
# Each file is a scope of its own. An exception in one doesn't stop the others.
SCRIPTS = tuple(
    f"js/{name}.js"
    for name in (
        "casebook",
        "back",
        "counting",
        "autosave",
        "findings",
        "facets",
        "contents",
        "search",
        "compare",
        "review",
        "picker",
        "local_times",
        "passkeys",
        "upload",
    )
)
# Only for the pages where somebody writes a section. The files share one scope.
EDITOR = ("vendor/turndown/turndown.js", "js/paste.js", "js/editor.js")
ICON = "favicon.svg"

COMPRESSORS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=11),
    "gzip": lambda body: gzip.compress(body, 9, mtime=0),
}


@dataclass(frozen=True)
class Asset:
    """A file that pages load."""

    stem: str
    suffix: str
    mimetype: str
    body: bytes

    @cached_property
    def name(self) -> str:
        """The name in its address, with the hash of its content."""
        return f"{self.stem}-{hashlib.sha256(self.body).hexdigest()[:16]}.{self.suffix}"

    def encoded(self, encoding: str) -> bytes:
        """Return the content in a content encoding, compressed as far as it goes."""
        return _compress(self.body, encoding)


@cache
def _compress(body: bytes, encoding: str) -> bytes:
    return COMPRESSORS[encoding](body)


@cache
def assets() -> dict[str, Asset]:
    """Return the style sheet, the scripts and the icon."""
    return {
        "style": Asset("casebook", "css", "text/css", _style().encode()),
        "script": Asset("casebook", "js", "text/javascript", _script().encode()),
        "editor": Asset("editor", "js", "text/javascript", _editor().encode()),
        "icon": Asset("icon", "svg", "image/svg+xml", (STATIC / ICON).read_bytes()),
    }


def _style() -> str:
    return "\n".join(rcssmin.cssmin(_read(path), keep_bang_comments=True) for path in STYLES)


def _script() -> str:
    scopes = (f"try{{{rjsmin.jsmin(_read(path))}\n}}catch(error){{reportError(error)}}" for path in SCRIPTS)
    return '"use strict";\n' + "\n".join(scopes)


def _editor() -> str:
    return '"use strict";\n{' + "\n".join(rjsmin.jsmin(_read(path)) for path in EDITOR) + "\n}"


def _read(path: str) -> str:
    return (STATIC / path).read_text(encoding="utf-8")


class PageSessions(SecureCookieSessionInterface):
    """Session cookies of all answers but assets. `Vary: Cookie` would have them loaded again after each sign-in."""

    digest_method = staticmethod(hashlib.sha256)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set the cookie of a page."""
        if request.endpoint != "asset":
            super().save_session(app, session, response)


def start(app: Flask) -> None:
    """Add the address of the assets to an application, and `asset_url` to its templates."""
    app.session_interface = PageSessions()
    app.add_url_rule(f"{PREFIX}<name>", "asset", read_asset)
    app.jinja_env.globals["asset_url"] = asset_url


def asset_url(kind: str) -> str:
    """Return the address of the style sheet (`style`), a script (`script`, `editor`) or the icon (`icon`)."""
    return url_for("asset", name=assets()[kind].name)


@open_to_all
def read_asset(name: str) -> Response:
    """Answer with an asset, compressed as the browser accepts it."""
    asset = next((asset for asset in assets().values() if asset.name == name), None)
    if asset is None:
        abort(404)
    encoding = request.accept_encodings.best_match(list(COMPRESSORS))
    response = Response(asset.encoded(encoding) if encoding else asset.body, mimetype=asset.mimetype)
    if encoding:
        response.content_encoding = encoding
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = A_YEAR
    return response
