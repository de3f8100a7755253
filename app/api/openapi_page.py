"""Turning the OpenAPI document into rows that the documentation page shows. Nothing here knows the operations."""

import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from flask import request
from flask_babel import gettext as _

from case_studies.errors import N_

Document = dict[str, Any]

LIMITS = {
    "maximum": N_("%(minimum)s to %(maximum)s"),
    "maxLength": N_("at most %(maxLength)s characters"),
    "maxItems": N_("at most %(maxItems)s values"),
}
TELLING = {"description", "enum", "pattern", *LIMITS}  # a field that has one of these gets a row of its own
PLACES = {  # for the examples
    "reference": "CS-2026-0001",
    "assignment_id": "1",
    "absence_id": "1",
    "override_id": "1",
    "remark_id": "1",
    "search_id": "1",
    "number": "1",
    "q": "convoy",
    "theme": "MOV",
    "concept_id": "theme:EXP",
    "case": "CS-2026-0001&case=CS-2026-0002",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter or field: its name, what it holds, what it is for."""

    name: str
    kind: str
    required: bool
    about: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes back with one status. Where another operation answers the same, `like` is the anchor of that one."""

    status: str
    about: str
    rows: tuple[Row, ...]
    like: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation with all that a caller needs to know."""

    anchor: str
    method: str
    path: str
    summary: str
    about: str
    who: str
    parameters: tuple[Row, ...]
    body: tuple[Row, ...]
    answers: tuple[Answer, ...]
    refusals: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A group of operations."""

    name: str
    about: str
    operations: tuple[Operation, ...]


def headings(document: Document) -> list[Heading]:
    """Return the operations under their headings, in the order of the document."""
    found = [
        (detail["tags"][0], _operation(document, path, method, detail))
        for path, methods in document["paths"].items()
        for method, detail in methods.items()
        if method != "parameters"
    ]
    shown: dict[tuple[Row, ...], str] = {}
    return [
        Heading(
            tag["name"],
            tag["description"],
            tuple(_shown_once(told, shown) for name, told in found if name == tag["name"]),
        )
        for tag in document["tags"]
    ]


def _shown_once(operation: Operation, shown: dict[tuple[Row, ...], str]) -> Operation:
    """Refer to the operation above that answers the same, so that the page stays short."""
    answers = []
    for answer in operation.answers:
        like = shown.setdefault(answer.rows, operation.anchor) if len(answer.rows) > 1 else operation.anchor
        answers.append(answer if like == operation.anchor else replace(answer, rows=(), like=like))
    return replace(operation, answers=tuple(answers))


def _operation(document: Document, path: str, method: str, detail: Document) -> Operation:
    parameters = [*document["paths"][path].get("parameters", []), *detail.get("parameters", [])]
    answers = [_answer(document, status, answer) for status, answer in sorted(detail["responses"].items())]
    body = detail.get("requestBody", {}).get("content", {}).get("application/json", {})
    return Operation(
        anchor=f"{method}-{path.strip('/').replace('/', '-').translate({ord(c): None for c in '{}'})}",
        method=method.upper(),
        path=path,
        summary=detail["summary"],
        about=detail["description"].rpartition("Who may: ")[0].strip(),
        who=detail["x-who-may"],
        parameters=tuple(_parameter(document, parameter) for parameter in parameters),
        body=tuple(_rows(document, body.get("schema", {}))),
        answers=tuple(answer for answer in answers if answer.status < "400"),
        refusals=tuple(answer.status for answer in answers if answer.status >= "400"),
        example=_example(path, method, detail, parameters, body.get("example")),
    )


def _parameter(document: Document, parameter: Document) -> Row:
    (row,) = _rows(document, {"properties": {parameter["name"]: parameter["schema"]}})
    return Row(row.name, row.kind, parameter.get("required", False), parameter.get("description", ""), row.values)


def _answer(document: Document, status: str, answer: Document) -> Answer:
    answer = _resolved(document, answer)
    rows = [row for content in answer.get("content", {}).values() for row in _rows(document, content["schema"])]
    return Answer(status, answer["description"], tuple(rows))


def _resolved(document: Document, part: Document) -> Document:
    """Follow references; of a value or null, take the value."""
    if "$ref" in part:
        found = document
        for step in part["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return {**found, **{name: value for name, value in part.items() if name != "$ref"}}
    several = part.get("anyOf") or part.get("allOf")
    return {**_resolved(document, several[0]), **part} if several else part


def _rows(document: Document, schema: Document, prefix: str = "") -> Iterator[Row]:
    """Yield the fields of a schema; those of an inner object are named `outer.inner`, of a list `outer[].inner`."""
    schema = _resolved(document, schema)
    if schema.get("type") == "array":
        prefix, schema = f"{prefix}[].", _resolved(document, schema["items"])
    for name, inner in schema.get("properties", {}).items():
        part = _resolved(document, inner)
        items = _resolved(document, part.get("items", {}))
        required = name in schema.get("required", [])
        values = tuple(str(value) for value in (items or part).get("enum", []) if value is not None)
        yield Row(f"{prefix}{name}", _kind(document, part), required, part.get("description", ""), values)
        if not _is_plain(document, items or part):
            mark = "[]." if items else "."
            yield from _rows(document, items or part, f"{prefix}{name}{mark}")


def _is_plain(document: Document, part: Document) -> bool:
    """Whether naming the fields inside says all there is to say."""
    inner = [_resolved(document, field) for field in part.get("properties", {}).values()]
    return all(TELLING.isdisjoint(field) and "properties" not in field and "items" not in field for field in inner)


def _kind(document: Document, part: Document) -> str:
    """Say what a value is: `string (at most 120 characters)`, `list of {id, label}`, `integer or null`."""
    if "items" in part:
        items = {name: value for name, value in _resolved(document, part["items"]).items() if name != "maxLength"}
        word = _("list of %(kind)s", kind=_kind(document, items))
    elif "properties" in part and _is_plain(document, part):
        word = "{" + ", ".join(part["properties"]) + "}"
    else:
        types = part.get("type", "object")
        types = types if isinstance(types, list) else [types]
        word = _(" or ").join(part.get("format", kind) if kind == "string" else kind for kind in types)
    return ", ".join([word, *(_(text) % part for name, text in LIMITS.items() if name in part)])


def _example(path: str, method: str, detail: Document, parameters: list[Document], body: Any) -> str:
    """Return a command that calls the operation."""
    asked = "&".join(
        f"{p['name']}={PLACES[p['name']]}" for p in parameters if p["in"] == "query" and p["name"] in PLACES
    )
    address = request.host_url.rstrip("/") + path.format_map(PLACES) + (f"?{asked}" if asked else "")
    lines = [f"curl {shlex.quote(address)}"]
    if method != "get" and (method != "post" or body is None):
        lines.append(f"-X {method.upper()}")
    if detail.get("security"):
        lines.append('-H "Authorization: Bearer $TOKEN"')
    if body is not None:
        lines += ["-H 'Content-Type: application/json'", f"-d {shlex.quote(json.dumps(body, ensure_ascii=False))}"]
    return " \\\n  ".join(lines)
