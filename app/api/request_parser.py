"""How values arrive: JSON bodies, query strings and headers, with every way in which they can be broken.

What is not valid leaves here as marshmallow's error, told by `app/errors.py` like that of a form.
"""

import json
from typing import Any, NoReturn

import marshmallow
from flask import Request
from webargs.flaskparser import FlaskParser, is_json_request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from app.schemas.search import parameters_from

# What to do with unknown names: in a query string refuse them as in a body, among headers pass over them.
UNKNOWN = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": marshmallow.RAISE}


class RequestParser(FlaskParser):
    """The parser of all operations: unknown names are refused, in a query string too."""

    DEFAULT_UNKNOWN_BY_LOCATION = UNKNOWN

    def load_json(self, req: Request, schema: marshmallow.Schema) -> Any:
        """Return the body's value."""
        if not is_json_request(req):
            raise UnsupportedMediaType()
        return _read(req.get_data())

    def load_querystring(self, req: Request, schema: marshmallow.Schema) -> Any:
        """Return the parameters as the pages read them; one that doesn't exist is told even where it is empty."""
        strangers = {name: "" for name in req.args if name not in schema.fields}
        lists = [name for name, field in schema.fields.items() if isinstance(field, marshmallow.fields.List)]
        return strangers | parameters_from(req.args, lists)

    def handle_error(
        self,
        error: marshmallow.ValidationError,
        req: Request,
        schema: marshmallow.Schema,
        *,
        error_status_code: int | None,
        error_headers: Any,
    ) -> NoReturn:
        """Raise the messages by field, without the name of the place they came from."""
        (messages,) = error.messages_dict.values()
        raise marshmallow.ValidationError(_by_field(messages))


def _by_field(messages: Any) -> Any:
    """Return the messages with those on a value as a whole under the value's own name."""
    if not isinstance(messages, dict):
        return messages
    if set(messages) == {"_schema"}:
        return messages["_schema"]
    return {name: _by_field(below) for name, below in messages.items()}


def _read(body: bytes) -> Any:
    """Return a JSON text's value. Endless nesting, endless numbers and NaN are no JSON that anybody means."""
    try:
        return json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BadRequest() from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
