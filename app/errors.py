"""The HTTP status of each refusal, and its answer: a page for people, problem+json (RFC 9457) for programs."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, json, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from marshmallow import ValidationError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from app.identity import API, FEED, actor
from app.log_lines import request_id
from app.rejected_forms import refused_cookie, show_rejected_form
from app.schemas.check import FindingSchema
from app.url_converters import tidy_address
from case_studies.db import is_busy
from case_studies.errors import (
    Deleted,
    FactorRequired,
    FreshSignInRequired,
    Incomplete,
    Message,
    NotAllowed,
    NotSignedIn,
    NotVisible,
    Refusal,
    Term,
    TooManyTries,
    Unavailable,
    Unsettled,
    WrongState,
)
from case_studies.event_log import LogEvent, log_event

log = logging.getLogger(__name__)

STATUS: dict[type[Refusal], HTTPStatus] = {
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    NotAllowed: HTTPStatus.FORBIDDEN,
    NotVisible: HTTPStatus.NOT_FOUND,
    Deleted: HTTPStatus.GONE,
    WrongState: HTTPStatus.CONFLICT,  # StaleVersion too
    Incomplete: HTTPStatus.UNPROCESSABLE_ENTITY,
    TooManyTries: HTTPStatus.TOO_MANY_REQUESTS,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}


def status_of(refusal: Refusal) -> HTTPStatus:
    """Return the status of a refusal, by its nearest class in the table."""
    return next(STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS)


def message_of(refusal: Refusal) -> str:
    """Return a refusal's message in the reader's language."""
    message: str = gettext(refusal.message)
    return message % refusal.parameters if refusal.parameters else message


def translate_messages(messages: list[str]) -> list[str]:
    """Return field messages in the reader's language."""
    return [
        gettext(message.template) % _translated(message.parameters)
        if isinstance(message, Message)
        else gettext(str(message))
        for message in messages
    ]


def _translated(parameters: Mapping[str, object]) -> dict[str, object]:
    return {name: gettext(value) if isinstance(value, Term) else value for name, value in parameters.items()}


def flatten_messages(messages: Any, prefix: str = "") -> dict[str, list[str]]:
    """Return marshmallow's nested messages as field → messages. The name of a nested field is `outer.inner`."""
    if not isinstance(messages, dict):
        return {prefix or "_": [str(message) for message in messages]}
    flat: dict[str, list[str]] = {}
    for name, nested in messages.items():
        for field, texts in flatten_messages(nested, f"{prefix}.{name}" if prefix else str(name)).items():
            flat.setdefault(field, []).extend(texts)
    return flat


def wants_json() -> bool:
    """Return whether the request comes from a program."""
    return is_for_programs(request.path)


def is_for_programs(path: str) -> bool:
    """Return whether an address is part of the API, or the feed."""
    return path.startswith(API) or path == FEED


def problem_document(
    status: int,
    title: str,
    detail: str,
    fields: dict[str, list[str]] | None = None,
    **more: Any,
) -> str:
    """Return a problem document as JSON; `more` are its members beyond the usual ones."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if fields:
        body["errors"] = fields
    return json.dumps({**body, **more})


def problem(status: int, title: str, detail: str, fields: dict[str, list[str]] | None = None, **more: Any) -> Response:
    """Return a problem document (RFC 9457); `errors` has the messages of each field."""
    document = problem_document(status, title, detail, fields, **more)
    response = Response(document, status, mimetype="application/problem+json")
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Casebook"'
    return response


def attach(app: Flask) -> None:
    """Add the handlers for refusals, invalid input, unknown addresses and failures to an application."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(ValidationError, _invalid)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(TooManyTries, _too_often)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(Exception, _failed)


def _refused(refusal: Refusal) -> Any:
    status = status_of(refusal)
    log_event(LogEvent.REFUSAL, status=status.value, reason=type(refusal))
    if isinstance(refusal, FreshSignInRequired):
        after = request.full_path.rstrip("?") if request.method == "GET" else url_for("account.account")
        return redirect(url_for("sign_in_again.ask", next=after), HTTPStatus.SEE_OTHER)
    if isinstance(refusal, FactorRequired) and request.method != "POST":
        return redirect(url_for("second_factor.second_factor"), HTTPStatus.SEE_OTHER)
    if status is HTTPStatus.GONE and wants_json():
        status = HTTPStatus.NOT_FOUND  # for programs a case is there or not; the message says why
    if status is HTTPStatus.UNAUTHORIZED and not wants_json():
        if request.method == "POST":
            return _refuse_form(status, gettext("You are signed out."))
        return redirect(url_for("sign_in.sign_in", next=request.full_path.rstrip("?")), HTTPStatus.SEE_OTHER)
    if request.method == "POST" and not wants_json():
        return _refuse_form(status, message_of(refusal))
    fields = _fields_of(refusal)
    more = {"findings": FindingSchema(many=True).dump(refusal.findings)} if isinstance(refusal, Unsettled) else {}
    return _answer(status, message_of(refusal), fields, **more)


def _fields_of(refusal: Refusal) -> dict[str, list[str]] | None:
    if not isinstance(refusal, Incomplete):
        return None
    return {field: translate_messages(messages) for field, messages in refusal.fields.items()}


def _invalid(error: ValidationError) -> Any:
    log_event(LogEvent.REFUSAL, status=HTTPStatus.UNPROCESSABLE_ENTITY.value, reason=type(error))
    return _answer(
        HTTPStatus.UNPROCESSABLE_ENTITY, gettext("Something is missing or not valid."), flatten_messages(error.messages)
    )


def _forged(_error: CSRFError) -> Any:
    log_event(LogEvent.CSRF, account=actor().account_id)
    cookie_is_refused = refused_cookie()
    if request.endpoint == "sign_in.sign_in_now":
        why = "cookie" if cookie_is_refused else "old"
        return redirect(url_for("sign_in.sign_in", next=request.form.get("next"), problem=why), HTTPStatus.SEE_OTHER)
    if cookie_is_refused:
        return _refuse_form(
            HTTPStatus.BAD_REQUEST, gettext("Your browser refused our cookie. Allow cookies for this site.")
        )
    return _refuse_form(
        HTTPStatus.BAD_REQUEST, gettext("You were signed out, or this form did not come from Casebook.")
    )


# The form itself can be sent again: the session was lost, the database was busy, or somebody tried too often.
CAN_RETRY = frozenset(
    {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
)


def _refuse_form(status: HTTPStatus, message: str) -> Response:
    """Return a page that refuses a form and shows the texts that were typed into it."""
    if wants_json():
        return problem(status, status.phrase, message)
    return show_rejected_form(status, message, can_retry=status in CAN_RETRY)


def _too_often(refusal: TooManyTries) -> Any:
    log_event(LogEvent.THROTTLE, seconds=refusal.seconds)
    is_resumed = request.endpoint == "sign_in.resume"
    answer = (_refuse_form if is_resumed else _answer)(HTTPStatus.TOO_MANY_REQUESTS, message_of(refusal))
    answer.headers["Retry-After"] = str(refusal.seconds)
    return answer


def _http(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    if error is request.routing_exception and request.method in ("GET", "HEAD") and not wants_json():
        address = tidy_address(request.path)
        if address:
            query = request.query_string.decode("latin-1")
            return redirect(quote(address) + (f"?{query}" if query else ""), HTTPStatus.PERMANENT_REDIRECT)
    messages = {
        404: gettext("There is nothing here that you may read."),
        405: gettext("This address does not accept this kind of request."),
        413: gettext("The request is too large."),
    }
    answer = _answer(HTTPStatus(error.code), messages.get(error.code, gettext("This request is not valid.")))
    if error.code == HTTPStatus.METHOD_NOT_ALLOWED and getattr(error, "valid_methods", None):
        answer.headers["Allow"] = ", ".join(error.valid_methods)  # type: ignore[attr-defined]
    return answer


def _busy(error: OperationalError) -> Any:
    """Answer 503 when the database is locked. Nothing is lost, and trying again helps. Other errors are failures."""
    if not is_busy(error):
        return _failed(error)
    log.warning("the database did not answer: %s", str(error.orig).partition("\n")[0])
    status, message = HTTPStatus.SERVICE_UNAVAILABLE, gettext("The database is busy. Try again in a minute.")
    if request.method == "POST":
        answer = _refuse_form(status, message)
    else:
        answer = _answer(status, message, again=request.full_path.rstrip("?"))
    answer.headers["Retry-After"] = "60"
    return answer


def _failed(error: Exception) -> Any:
    log.error("a request failed", exc_info=error)
    status, message = HTTPStatus.INTERNAL_SERVER_ERROR, gettext("Something went wrong on the server.")
    if request.method == "POST" and not wants_json():
        log_number = gettext("The log of the server has it under %(number)s.", number=request_id())
        return _refuse_form(status, f"{message} {log_number}")
    return _answer(status, message)


def _answer(
    status: HTTPStatus, message: str, fields: dict[str, list[str]] | None = None, *, again: str = "", **more: Any
) -> Response:
    """Return a refusal; `again` is the address of a page that can be opened a little later, `more` is for programs."""
    if wants_json():
        return problem(status, status.phrase, message, fields, **more)
    page = render_template(
        "error.html", status=status, message=message, fields=fields or {}, again=again, number=request_id()
    )
    return Response(page, status)
