"""What the web server itself answers, when a request can't reach the application."""

from http import HTTPStatus

from app.errors import is_for_programs, problem_document
from app.security_headers import protecting_headers

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body><h1>{title}</h1><p>{detail}</p><p><a href="/search">Search</a></p></body>
</html>
"""


def refusal_of_server(status: HTTPStatus, detail: str, path: str, *, is_secure: bool) -> bytes:
    """Return a whole answer: problem+json for programs, a short page for people."""
    title = status.phrase
    if is_for_programs(path):
        kind, body = "application/problem+json", problem_document(status, title, detail)
    else:
        kind, body = "text/html; charset=utf-8", PAGE.format(title=title, detail=detail)
    content = body.encode()
    headers = {
        "Connection": "close",
        "Content-Type": kind,
        "Content-Length": str(len(content)),
        "Cache-Control": "no-store",
        **protecting_headers(is_secure=is_secure),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status.value} {title}\r\n{head}\r\n".encode() + content
