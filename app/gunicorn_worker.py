"""The web worker: answers requests that are too long for gunicorn like every other refusal.

Such a request never reaches the application. Programs get problem+json, people a short page.
"""

from http import HTTPStatus
from typing import Any

from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine
from gunicorn.http.message import Request
from gunicorn.http.parser import RequestParser
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from app.errors import is_for_programs, problem_document

STATUS = {
    LimitRequestLine: (HTTPStatus.REQUEST_URI_TOO_LONG, "The address is too long. Use fewer words or filters."),
    LimitRequestHeaders: (HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers of the request are too large."),
}
PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body><h1>{title}</h1><p>{detail}</p><p><a href="/search">Search</a></p></body>
</html>
"""


class AddressedRequest(Request):  # type: ignore[misc]
    """A request that says where it went, if it is refused before it is read."""

    def parse(self, unreader: Any) -> Any:
        """Read the request. An error for its length has the path as `path`."""
        try:
            return super().parse(unreader)
        except tuple(STATUS) as error:
            error.path = self.path or ""
            raise

    def read_line(self, unreader: Any, buf: bytearray, limit: int = 0) -> Any:
        """Read the request line, and remember the path also if the line is too long."""
        try:
            return super().read_line(unreader, buf, limit)
        except LimitRequestLine:
            _method, _space, target = buf.partition(b" ")
            self.path = target.partition(b"?")[0].decode("latin-1")
            raise


class Worker(ThreadWorker):  # type: ignore[misc]
    """A worker of gunicorn with threads."""

    def init_process(self) -> None:
        """Read requests as `AddressedRequest`."""
        RequestParser.mesg_class = AddressedRequest
        super().init_process()

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer a request that can't be read."""
        if type(exc) not in STATUS:
            super().handle_error(req, client, addr, exc)
            return
        status, detail = STATUS[type(exc)]
        self.log.warning("%s: %s", status.phrase, exc)
        try:
            write_nonblock(client, _answer(status, detail, getattr(exc, "path", "")))
        except OSError as error:
            self.log.debug("the client did not wait for the answer: %s", error)


def _answer(status: HTTPStatus, detail: str, path: str) -> bytes:
    title = status.phrase
    if is_for_programs(path):
        kind, body = "application/problem+json", problem_document(status, title, detail)
    else:
        kind, body = "text/html; charset=utf-8", PAGE.format(title=title, detail=detail)
    content = body.encode()
    head = (
        f"HTTP/1.1 {status.value} {title}\r\nConnection: close\r\nContent-Type: {kind}\r\n"
        f"Content-Length: {len(content)}\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\r\n"
    )
    return head.encode() + content
