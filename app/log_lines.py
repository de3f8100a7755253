"""Log lines: one JSON object each, in UTC, with the request that it belongs to.

No line has a text, an address or a token. So the path of a request is left out (a link with a token is a path), of an
error its message (a database names the values that it refused), and addresses in messages of libraries are masked.
"""

import json
import logging
import re
import secrets
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, g, has_request_context, request

from app.browser_names import network_of

HEADER = "X-Request-Id"
ADDRESS = re.compile(
    r"[^\s<>\"'(=]+@[^\s<>\"')]+"  # a mailbox
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b"  # IPv4
    r"|(?<![\w:])(?:[0-9a-fA-F]{0,4}:){3,7}[0-9a-fA-F]{0,4}(?![\w:])"  # IPv6
)


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            **_request_values(),
            **_content(record),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line |= {"error": record.exc_info[0].__name__, "trace": _trace(record.exc_info[2])}
        return json.dumps(line, ensure_ascii=False)


def configure(level: str) -> None:
    """Send all log lines of this process to its standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level, handlers=[handler])
    for name in ("alembic", "werkzeug"):  # werkzeug logs each path
        logging.getLogger(name).setLevel(logging.WARNING)


def start(app: Flask) -> None:
    """Return the id of each request in a header."""
    app.after_request(_add_id)


def request_id() -> str:
    """Return the id of the present request, by which its log lines are found."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(8)
    return str(g.request_id)


def route() -> str:
    """Return the rule that the address of the present request follows, without the values in it."""
    return str(request.url_rule) if request.url_rule is not None else "unknown"


def _add_id(response: Response) -> Response:
    response.headers[HEADER] = request_id()
    return response


def _request_values() -> dict[str, Any]:
    if not has_request_context():
        return {}
    return {
        "request": request_id(),
        "method": request.method,
        "route": route(),
        "network": network_of(request),
        "account": _account_id(),
    }


def _account_id() -> int | None:
    """Return the account that the request was found to come from, without asking the database."""
    bearer = g.get("bearer")
    if bearer is not None:
        return bearer.account_id  # type: ignore[no-any-return]
    account = getattr(g.get("_login_user"), "account", None)
    return account.id if account is not None else None


def _content(record: logging.LogRecord) -> Mapping[str, Any]:
    event = getattr(record, "event", None)
    if event is None:
        return {"message": ADDRESS.sub("…", record.getMessage())}
    values: Mapping[str, Any] = record.values  # type: ignore[attr-defined]
    named = {name: value.__name__ if isinstance(value, type) else value for name, value in values.items()}
    return {"event": event, **named}


def _trace(trace: Any) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
