"""What all operations of the API share: how they are described in the OpenAPI document, and what they may refuse.

`app/errors.py` makes the refusals; this module only describes them.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from http import HTTPStatus
from threading import Lock
from typing import Any

from flask import Flask, Response, current_app, request
from flask_babel import gettext as _
from flask_smorest import Api, Blueprint
from flask_smorest.utils import load_info_from_docstring
from marshmallow import Schema
from werkzeug.exceptions import UnsupportedMediaType

from app.access import View
from app.api.request_parser import MalformedJson, NotAForm, RequestParser
from app.errors import problem
from app.identity import check_scope
from app.schemas.output_fields import describe_by_kind
from app.schemas.problem import ProblemSchema
from app.url_converters import REFERENCES, AttachmentId
from case_studies.vocabulary import TokenScope

PREFIX = "/api/v1"
PROBLEM = "application/problem+json"
TEXT = {"type": "string"}
ANY: dict[str, Any] = {}  # a form of JSON has a schema of its own
CALLERS = "Who may call: "  # starts the last paragraph of each description

REFUSALS: dict[HTTPStatus, str] = {
    HTTPStatus.BAD_REQUEST: "The body is not valid JSON.",
    HTTPStatus.UNAUTHORIZED: "The token is missing or unknown.",
    HTTPStatus.FORBIDDEN: "The caller may see it, but may not do this, or the token does not have the scope.",
    HTTPStatus.NOT_FOUND: "Nothing is here that the caller may read.",
    HTTPStatus.CONFLICT: "The case is in another state, or was changed after this `version`. Nothing was changed.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is larger than 1 MB, or a file larger than 10 MB.",
    HTTPStatus.REQUEST_URI_TOO_LONG: "The address is longer than 8 KB.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "The body is not sent as application/json; a file: as multipart/form-data.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "A value is missing or not valid. `errors` has the messages of each field.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many requests came from this network. `Retry-After` says when to try again.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The search index, or the store of the files, is not available at the moment.",
}
EVERYWHERE = (414, 429)  # the refusals of every operation
BODY = (400, 413, 415, 422)  # the refusals of every operation that takes a body

ABOUT = """Case studies on the safety and security of UN peacekeepers: written, reviewed, searched.

Programs send `Authorization: Bearer TOKEN`. An office makes its tokens on its account page, with an end and with
scopes: `read`, `write`, `review`. Without a token, a program reads what
the public reads. Cookies are ignored. A refusal is sent as `application/problem+json` (RFC 9457) and changes nothing.
"""


class Token(StrEnum):
    """Whether an operation needs a token."""

    NEEDED = "needed"
    OPTIONAL = "optional"  # with a token, the caller also reads members' cases and their own work
    IGNORED = "ignored"


SECURITY: dict[Token, list[dict[str, list[str]]]] = {
    Token.NEEDED: [{"bearer": []}],
    Token.OPTIONAL: [{}, {"bearer": []}],
    Token.IGNORED: [],
}


class CasebookApi(Api):  # type: ignore[misc]
    """The API with its OpenAPI document."""

    ERROR_SCHEMA = ProblemSchema
    DEFAULT_ERROR_RESPONSE_NAME = None

    def __init__(self, app: Flask) -> None:
        self._groups: list[Blueprint] = []
        self._document: dict[str, Any] | None = None
        self._lock = Lock()
        info = {"description": ABOUT, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}}
        super().__init__(
            app, spec_kwargs={"title": "Casebook", "version": "1", "openapi_version": "3.1.0", "info": info}
        )
        self.spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer"})
        self.ma_plugin.converter.add_attribute_function(describe_by_kind)
        for converter in (*REFERENCES, AttachmentId):
            self.register_converter(converter, lambda used: {"type": "string", "pattern": f"^{used.regex}$"})

    def register_blueprint(self, blueprint: Blueprint, **options: Any) -> None:
        """Add a group of operations to the application; they are described when the document is read."""
        self._app.extensions["flask-smorest"]["blp_name_to_api"][blueprint.name] = self
        self._app.register_blueprint(blueprint, **options)
        self._groups.append(blueprint)

    def document(self) -> dict[str, Any]:
        """Return the OpenAPI document. It is made at the first call: most processes never need it."""
        with self._lock:
            if self._document is None:
                self._document = self._describe()
            return self._document

    def _describe(self) -> dict[str, Any]:
        for group in self._groups:
            group.register_views_in_doc(self, self._app, self.spec, name=group.name, parameters=None)
            self.spec.tag({"name": group.name, "description": group.description})
        described: dict[str, Any] = self.spec.to_dict()
        return described

    def _register_error_handlers(self) -> None:
        """Register none: `app/errors.py` handles refusals."""

    def _register_responses(self) -> None:
        for status, description in REFUSALS.items():
            content = {PROBLEM: {"schema": ProblemSchema}}
            self.spec.components.response(status.name, {"description": description, "content": content}, lazy=True)


class ApiBlueprint(Blueprint):  # type: ignore[misc]
    """A group of operations, with one heading in the document."""

    ARGUMENTS_PARSER = RequestParser()

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name, __name__, url_prefix=PREFIX, description=description)
        self.before_request(_check_token)
        self.register_error_handler(MalformedJson, _refuse_malformed_json)
        self.register_error_handler(UnsupportedMediaType, _refuse_content_type)
        self.register_error_handler(NotAForm, _refuse_other_than_form)

    def route(self, rule: str, **options: Any) -> Callable[[View], View]:
        """Give an operation its address."""
        decorate: Callable[[View], View] = super().route(rule, **options)
        return decorate

    def arguments(self, schema: type[Schema], **options: Any) -> Callable[[View], View]:
        """Pass valid values to an operation."""
        decorate: Callable[[View], View] = super().arguments(schema, **options)
        return decorate

    def returns(
        self,
        status: int,
        schema: type[Schema] | Schema | dict[str, Any] | None,
        *,
        callers: str,
        token: Token = Token.NEEDED,
        scope: TokenScope = TokenScope.READ,
        refusals: Sequence[int] = (),
        **rest: Any,
    ) -> Callable[[View], View]:
        """Describe what an operation returns, who may call it, with a token of which scope, and what it may refuse."""
        if scope != TokenScope.READ:
            callers = f"{callers} The token needs the scope `{scope}`."
            refusals = sorted({*refusals, HTTPStatus.FORBIDDEN})
        extensions = {"x-who-may": callers, "security": SECURITY[token]}

        def decorate(view: View) -> View:
            about = load_info_from_docstring(view.__doc__).get("description", "")
            described = self.doc(description=f"{about}\n\n{CALLERS}{callers}".strip(), **extensions)(view)
            for code in (*refusals, *EVERYWHERE):
                described = self.alt_response(code, HTTPStatus(code).name)(described)
            decorated: View = self.response(status, schema, **rest)(described)
            decorated.scope = scope  # type: ignore[attr-defined]
            return decorated

        return decorate

    def returns_file(self, media_types: Iterable[str], **rest: Any) -> Callable[[View], View]:
        """Describe an operation that returns a file of one of these media types; the rest as for `returns`."""
        content = {media_type: {"schema": ANY if media_type.endswith("json") else TEXT} for media_type in media_types}
        described = self.returns(200, TEXT, **rest)
        in_every_form: Callable[[View], View] = self.doc(
            responses={"200": {"description": "The file.", "content": content}}
        )
        return lambda view: in_every_form(described(view))


def _check_token() -> None:
    """Refuse a token without the scope that the operation needs, before anything else."""
    view: Any = current_app.view_functions[str(request.endpoint)]
    if view.scope != TokenScope.READ:
        check_scope(view.scope)


def _refuse_malformed_json(_error: MalformedJson) -> Response:
    return _refusal(HTTPStatus.BAD_REQUEST, _("The body is not valid JSON."))


def _refuse_content_type(_error: UnsupportedMediaType) -> Response:
    return _refusal(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE, _("Send the body as JSON, with the header Content-Type: application/json.")
    )


def _refuse_other_than_form(_error: NotAForm) -> Response:
    return _refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, _("Send the file as a form: Content-Type: multipart/form-data."))


def _refusal(status: HTTPStatus, detail: str) -> Response:
    return problem(status, status.phrase, detail)
