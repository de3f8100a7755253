"""No refusal speaks the words of a library: every message of every field is plain and can be translated."""

import importlib
import pkgutil
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from marshmallow import Schema, ValidationError, fields
from werkzeug.exceptions import default_exceptions

import app.schemas
from app.errors import flatten_messages
from tests.support.messages import is_translatable
from tests.support.world import World

BAD_VALUES: list[Any] = [
    *(None, True, 5, -1, 0, 10**30, 1.5, float("nan"), float("inf")),
    *("", " ", "x", "x" * 13_000, "word " * 200, "a\x07b", "\u202eb", "\ud800", "2027-13-45", "no@", b"\xff"),
    *([], [None], [5], ["x"], [["x"]], ["x" * 9_999], [{}], {}, {"x": 1}, {"x": None}),
]
LONG_LISTS: list[Any] = [["x"] * 999, [{}] * 120]


def all_schemas() -> list[type[Schema]]:
    """Return the schemas of all that comes in, and what they are made of."""
    for module in pkgutil.iter_modules(app.schemas.__path__, "app.schemas."):
        importlib.import_module(module.name)
    schemas = {one for one in _subclasses(Schema) if one.__module__.startswith(("app.", "abc", "marshmallow."))}
    return sorted((one for one in schemas if not one.__name__.startswith("Output")), key=lambda one: one.__name__)


def _subclasses(kind: type[Schema]) -> Iterator[type[Schema]]:
    for one in kind.__subclasses__():
        yield one
        yield from _subclasses(one)


def messages_for(schema: Schema, value: Any) -> list[str]:
    try:
        schema.load(value)
    except ValidationError as error:
        return [text for texts in flatten_messages(error.messages).values() for text in texts]
    return []


@pytest.mark.slow
def test_every_message_of_every_schema_is_plain(bare: World) -> None:
    with bare.app.test_request_context():
        texts = {(kind.__name__, text) for kind in all_schemas() for text in _texts(kind(unknown="raise"))}
    assert len(texts) > 100
    assert [(name, text) for name, text in sorted(texts) if not is_translatable(text)] == []


def _texts(schema: Schema) -> Iterator[str]:
    for value in ({}, [], None, "x", 5, {"no-such-field": 1}):
        yield from messages_for(schema, value)
    for name, field in schema.load_fields.items():
        for bad in [*BAD_VALUES, *(LONG_LISTS if isinstance(field, fields.List) else [])]:
            yield from messages_for(schema, {name: bad})


@pytest.mark.slow
def test_every_kind_of_field_in_use_has_plain_messages(bare: World) -> None:
    """Also for messages that no value above causes."""
    kinds = {type(field) for kind in all_schemas() for field in _with_inner(kind().fields.values())}
    never = {"format", "invalid_awareness"}  # of times with a format of their own
    with bare.app.test_request_context():
        for kind in kinds:
            for key, text in _messages(kind).items():
                assert key in never or is_translatable(*map(str, text)), f"{kind.__name__}: {text}"


def _with_inner(some: Any) -> Iterator[fields.Field[Any]]:
    for field in some:
        yield field
        if isinstance(field, fields.List):
            yield from _with_inner([field.inner])


def _messages(kind: type[fields.Field[Any]]) -> dict[str, Any]:
    messages: dict[str, Any] = {}
    for one in reversed(kind.__mro__):
        messages |= getattr(one, "default_error_messages", {})
    return messages


@pytest.mark.parametrize(
    ("method", "path", "given", "status"),
    [
        ("POST", "/api/v1/cases", {"data": "{", "content_type": "application/json"}, 400),
        ("POST", "/api/v1/cases", {"data": "x", "content_type": "text/plain"}, 415),
        ("DELETE", "/api/v1/cases", {}, 405),
        ("GET", "/api/v1/no-such-thing", {}, 404),
        ("GET", "/api/v1/cases/CS-2026-9999", {}, 404),
        ("POST", "/api/v1/cases", {"data": "x" * 1_100_000, "content_type": "application/json"}, 413),
        ("GET", "/api/v1/search?page=0", {}, 422),
        ("GET", "/api/v1/search?per_page=none", {}, 422),
        ("GET", "/api/v1/search?no_such=1", {}, 422),
        ("GET", "/search?page=0", {}, 422),
        ("GET", "/no-such-page", {}, 404),
        ("POST", "/search", {}, 405),
        ("GET", "/api/v1/cases/%ff", {}, 404),
    ],
)
def test_no_answer_has_the_words_of_the_web_framework(
    bare: World, method: str, path: str, given: dict[str, Any], status: int
) -> None:
    headers = bare.headers("focal-point.gha")
    answer = bare.visitor().open(path, method=method, headers=headers, **given)
    text = answer.get_data(as_text=True)
    assert answer.status_code == status
    descriptions = [kind.description for kind in default_exceptions.values() if kind.description]
    assert [words for words in descriptions if words.split(".")[0] in text] == []
    if answer.is_json:
        problem = answer.get_json()
        assert problem["title"] == HTTPStatus(status).phrase
        assert is_translatable(problem["detail"])
        for messages in problem.get("errors", {}).values():
            assert [one for one in messages if not is_translatable(one)] == []
