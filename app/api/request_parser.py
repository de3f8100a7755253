"""Reading JSON bodies, query strings and headers, however malformed.

Invalid values raise marshmallow's ValidationError; `app/errors.py` reports it as it does for a form.
"""

import json
from typing import Any, NoReturn

import marshmallow
from flask import Request
from webargs.flaskparser import FlaskParser, is_json_request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from app.schemas.search import parameters_from

# Unknown names are refused in a query string, as in a body. Unknown headers are ignored.
UNKNOWN = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": marshmallow.RAISE, "files": marshmallow.RAISE}


class MalformedJson(BadRequest):
    """The body is not valid JSON."""


class NotAForm(UnsupportedMediaType):
    """A file is not sent as a form."""


class RequestParser(FlaskParser):
    """The parser of all operations. It refuses unknown names, in a query string too."""

    DEFAULT_UNKNOWN_BY_LOCATION = UNKNOWN

    def load_json(self, req: Request, schema: marshmallow.Schema) -> Any:
        """Return the value of the body."""
        if not is_json_request(req):
            raise UnsupportedMediaType()
        return _read(req.get_data())

    def load_files(self, req: Request, schema: marshmallow.Schema) -> Any:
        """Return the values of a form with a file."""
        if req.mimetype != "multipart/form-data":
            raise NotAForm()
        return {**req.form.to_dict(), **req.files.to_dict()}

    def load_querystring(self, req: Request, schema: marshmallow.Schema) -> Any:
        """Return the parameters as the pages read them. An unknown parameter is refused even if it is empty."""
        unknown = {name: "" for name in req.args if name not in schema.fields}
        lists = [name for name, field in schema.fields.items() if isinstance(field, marshmallow.fields.List)]
        return unknown | parameters_from(req.args, lists)

    def handle_error(
        self,
        error: marshmallow.ValidationError,
        req: Request,
        schema: marshmallow.Schema,
        *,
        error_status_code: int | None,
        error_headers: Any,
    ) -> NoReturn:
        """Raise the messages by field, without the name of the location (body, query or headers)."""
        (messages,) = error.messages_dict.values()
        raise marshmallow.ValidationError(_by_field(messages))


def _by_field(messages: Any) -> Any:
    """Return the messages by field. Messages about a whole object get the name of the object."""
    if not isinstance(messages, dict):
        return messages
    if set(messages) == {"_schema"}:
        return messages["_schema"]
    return {name: _by_field(below) for name, below in messages.items()}


def _read(body: bytes) -> Any:
    """Return the value of a JSON text. Refuses extreme nesting, extreme numbers, NaN and infinity."""
    try:
        return json.loads(body, parse_constant=_refuse, parse_float=_number)
    except (ValueError, RecursionError) as error:
        raise MalformedJson() from error


def _number(digits: str) -> float | int:
    """Return 3.0 as 3: a number without a fraction is an integer in JSON Schema (2020-12, 6.1.1)."""
    number = float(digits)
    return int(number) if number.is_integer() else number


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
