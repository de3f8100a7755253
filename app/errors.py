"""The table from refusal to HTTP status. People get a page, programs get problem+json (RFC 9457)."""

import logging
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, json, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from marshmallow import ValidationError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from app.identity import API, FEED
from case_studies.errors import (
    Incomplete,
    Message,
    NotAllowed,
    NotSignedIn,
    NotVisible,
    Refusal,
    Unavailable,
    WrongState,
)

log = logging.getLogger(__name__)

NEVER_SHOWN = frozenset({"csrf_token", "password", "old", "new", "again", "form_key"})
WORTH_KEEPING = 12  # characters; a shorter value was chosen, not typed, except in a control for text
# Parts of the names of controls for text, such as `remarks-results-0-text` or `text-17`.
TEXT_CONTROLS = ("text", "quote", "note", "reason", "overall", "note_to_editors")

STATUS: dict[type[Refusal], HTTPStatus] = {
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    NotAllowed: HTTPStatus.FORBIDDEN,
    NotVisible: HTTPStatus.NOT_FOUND,
    WrongState: HTTPStatus.CONFLICT,  # StaleVersion too
    Incomplete: HTTPStatus.UNPROCESSABLE_ENTITY,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}


def status_of(refusal: Refusal) -> HTTPStatus:
    """Return the status of a refusal by the nearest of its kinds."""
    return next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)


def message_of(refusal: Refusal) -> str:
    """Return a refusal's message in the reader's language."""
    message: str = gettext(refusal.message)
    return message % refusal.parameters if refusal.parameters else message


def translate_messages(messages: list[str]) -> list[str]:
    """Return field messages in the reader's language."""
    return [
        gettext(message.template) % message.parameters if isinstance(message, Message) else gettext(str(message))
        for message in messages
    ]


def flatten_messages(messages: Any, prefix: str = "") -> dict[str, list[str]]:
    """Return marshmallow's nested messages as field → messages; nested fields are named `outer.inner`."""
    if not isinstance(messages, dict):
        return {prefix or "_": [str(message) for message in messages]}
    flat: dict[str, list[str]] = {}
    for name, below in messages.items():
        for field, texts in flatten_messages(below, f"{prefix}.{name}" if prefix else str(name)).items():
            flat.setdefault(field, []).extend(texts)
    return flat


def wants_json() -> bool:
    """Whether the client is a program."""
    return request.path.startswith(API) or request.path == FEED


def problem(status: int, title: str, detail: str, fields: dict[str, list[str]] | None = None) -> Response:
    """Return a problem document (RFC 9457); `errors` has the messages of each field."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if fields:
        body["errors"] = fields
    response = Response(json.dumps(body), status, mimetype="application/problem+json")
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Casebook"'
    return response


def attach(app: Flask) -> None:
    """Register the handlers of refusals, malformed input, unknown addresses and failures."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(ValidationError, _invalid)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(RateLimitExceeded, _too_often)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(Exception, _failed)


def _refused(refusal: Refusal) -> Any:
    status = status_of(refusal)
    if status is HTTPStatus.UNAUTHORIZED and not wants_json():
        if request.method == "POST":
            return _keeping(status, gettext("You are signed out."))
        return redirect(url_for("sign_in.sign_in", next=request.full_path.rstrip("?")), HTTPStatus.SEE_OTHER)
    if request.method == "POST" and not wants_json():
        return _keeping(status, message_of(refusal))
    fields = None
    if isinstance(refusal, Incomplete):
        fields = {field: translate_messages(messages) for field, messages in refusal.fields.items()}
    return _answer(status, message_of(refusal), fields)


def _invalid(error: ValidationError) -> Any:
    return _answer(
        HTTPStatus.UNPROCESSABLE_ENTITY, gettext("Something is missing or not valid."), flatten_messages(error.messages)
    )


def _forged(_error: CSRFError) -> Any:
    return _keeping(HTTPStatus.BAD_REQUEST, gettext("You were signed out, or this form was not ours."))


def _keeping(status: HTTPStatus, message: str) -> Response:
    """Refuse a form outside its page, and show the text that was typed into it."""
    if wants_json():
        return problem(status, status.phrase, message)
    typed = {
        name: text for name, text in request.form.items() if name not in NEVER_SHOWN and _is_worth_keeping(name, text)
    }
    return Response(render_template("rejected_form.html", message=message, typed=typed), status)


def _is_worth_keeping(name: str, text: str) -> bool:
    """Whether a value was typed, not chosen."""
    return len(text) >= WORTH_KEEPING or (bool(text.strip()) and not set(TEXT_CONTROLS).isdisjoint(name.split("-")))


def _too_often(_error: RateLimitExceeded) -> Any:
    return _answer(HTTPStatus.TOO_MANY_REQUESTS, gettext("Too many tries. Wait a minute, then try again."))


def _http(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    known = {
        404: gettext("There is nothing here that you may read."),
        405: gettext("This address does not take that kind of request."),
        413: gettext("This is too large to send."),
    }
    answer = _answer(HTTPStatus(error.code), known.get(error.code, gettext("This request can't be read.")))
    if error.code == HTTPStatus.METHOD_NOT_ALLOWED and getattr(error, "valid_methods", None):
        answer.headers["Allow"] = ", ".join(error.valid_methods)  # type: ignore[attr-defined]
    return answer


def _busy(error: OperationalError) -> Any:
    """The database is locked by a long job, or not available. Nothing is lost; trying again helps."""
    log.warning("the database did not answer: %s %s: %s", request.method, request.path, error.orig)
    answer = _keeping(HTTPStatus.SERVICE_UNAVAILABLE, gettext("The database is busy. Try again in a minute."))
    answer.headers["Retry-After"] = "60"
    return answer


def _failed(error: Exception) -> Any:
    log.exception("a request failed: %s %s", request.method, request.path)
    return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, gettext("Something went wrong on our side. Nothing was changed."))


def _answer(status: HTTPStatus, message: str, fields: dict[str, list[str]] | None = None) -> Response:
    if wants_json():
        return problem(status, status.phrase, message, fields)
    page = render_template("error.html", status=status, message=message, fields=fields or {})
    return Response(page, status)
