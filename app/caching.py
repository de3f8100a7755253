"""What a browser may keep of a page: nothing of what it shows to somebody who has signed in.

Of other answers it may keep a copy, which it asks about each time. An unchanged page costs 304. Only the ETag decides
that: a withdrawal has to take a case off a page or a feed at once, and changes no date.
"""

import hashlib

from flask import Flask, Response, g, request
from flask import session as cookie

from app.assets import PREFIX
from app.identity import is_for_signed_in_browser

FORM_FIELD = "csrf_token"  # its name in the session, and in `g` once a form has it


def start(app: Flask) -> None:
    """Add the rules of caching to an application."""
    app.after_request(_keep_privately)


def _keep_privately(response: Response) -> Response:
    """Let only this reader's browser keep the answer, and not for another reader of the same browser."""
    if request.path.startswith(PREFIX):
        return response
    response.vary.update(["Cookie", "Authorization"])
    if is_for_signed_in_browser():
        response.headers["Cache-Control"] = "no-store"
        return response
    response.headers.setdefault("Cache-Control", "private, no-cache")
    if request.method in ("GET", "HEAD") and response.status_code == 200 and not response.is_streamed:
        tag = _digest(response.get_data())
        response.set_etag(tag, weak=True)
        if request.if_none_match.contains_weak(tag):
            response.status_code = 304
            response.set_data(b"")
            response.headers.remove("Link")  # the copy that is kept has it (RFC 9110, 15.4.5)
    return response


def _digest(body: bytes) -> str:
    """Return the hash of a page. The token of its forms differs each second, but stays valid for the session."""
    token = g.get(FORM_FIELD)
    if token:
        body = body.replace(token.encode(), str(cookie.get(FORM_FIELD)).encode())
    return hashlib.sha256(body).hexdigest()[:32]
