"""Rows of the documentation page, made from any OpenAPI document."""

import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from flask import request
from flask_babel import gettext as _

from app.api.blueprint import CALLERS
from case_studies.errors import N_

Document = dict[str, Any]

LIMITS = {
    "maximum": N_("%(minimum)s to %(maximum)s"),
    "maxLength": N_("at most %(maxLength)s characters"),
    "maxItems": N_("at most %(maxItems)s values"),
}
DETAILS = {"description", "enum", "pattern", *LIMITS}  # a field with one of these gets its own row
EXAMPLE_VALUES = {  # in the addresses of the examples
    "reference": "CS-2026-0001",
    "issue_reference": "DI-2026-0001",
    "adoption_reference": "AD-2026-0001",
    "answer_id": "1",
    "thread_reference": "TH-2026-0001",
    "practice_reference": "GP-2026-0001",
    "event_reference": "EV-2026-0001",
    "study_reference": "ST-2026-0001",
    "proposal_reference": "SP-2026-0001",
    "text_reference": "JT-2026-0001",
    "offer_reference": "OF-2026-0001",
    "request_reference": "RQ-2026-0001",
    "match_reference": "MT-2026-0001",
    "export_id": "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
    "collection_reference": "CO-2026-0001",
    "provision_id": "1",
    "evidence_id": "1",
    "suffix": "bib",
    "form": "csv",
    "assignment_id": "1",
    "attachment_id": "0a1b2c3d4e5f60718293",
    "absence_id": "1",
    "override_id": "1",
    "remark_id": "1",
    "finding": "b7578e63b55281c8",
    "search_id": "1",
    "number": "1",
    "code": "GHA",
    "application_id": "1",
    "q": "convoy",
    "theme": "MOV",
    "concept_id": "theme:EXP",
    "vocabulary": "themes",
    "case": "CS-2026-0001&case=CS-2026-0002",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter or a field: its name, its type and its meaning."""

    name: str
    kind: str
    required: bool
    about: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentedResponse:
    """What is returned with one status. If an earlier operation returns the same fields, `same_as` is its anchor."""

    status: str
    about: str
    rows: tuple[Row, ...]
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation, with everything that a caller needs to know."""

    anchor: str
    method: str
    path: str
    summary: str
    about: str
    callers: str
    parameters: tuple[Row, ...]
    body: tuple[Row, ...]
    responses: tuple[DocumentedResponse, ...]
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
    operations = [
        (detail["tags"][0], _operation(document, path, method, detail))
        for path, methods in document["paths"].items()
        for method, detail in methods.items()
        if method != "parameters"
    ]
    anchors: dict[tuple[Row, ...], str] = {}
    return [
        Heading(
            tag["name"],
            tag["description"],
            tuple(_without_repeated_rows(operation, anchors) for name, operation in operations if name == tag["name"]),
        )
        for tag in document["tags"]
    ]


def _without_repeated_rows(operation: Operation, anchors: dict[tuple[Row, ...], str]) -> Operation:
    """Refer to the first operation that returns the same fields, so that the page stays short."""
    responses = []
    for response in operation.responses:
        same_as = anchors.setdefault(response.rows, operation.anchor) if len(response.rows) > 1 else operation.anchor
        responses.append(response if same_as == operation.anchor else replace(response, rows=(), same_as=same_as))
    return replace(operation, responses=tuple(responses))


def _operation(document: Document, path: str, method: str, detail: Document) -> Operation:
    parameters = [*document["paths"][path].get("parameters", []), *detail.get("parameters", [])]
    responses = [_response(document, status, response) for status, response in sorted(detail["responses"].items())]
    body = detail.get("requestBody", {}).get("content", {}).get("application/json", {})
    return Operation(
        anchor=f"{method}-{path.strip('/').replace('/', '-').translate({ord(c): None for c in '{}'})}",
        method=method.upper(),
        path=path,
        summary=detail["summary"],
        about=detail["description"].rpartition(CALLERS)[0].strip(),
        callers=detail["x-who-may"],
        parameters=tuple(_parameter(document, parameter) for parameter in parameters),
        body=tuple(_rows(document, body.get("schema", {}))),
        responses=tuple(response for response in responses if response.status < "400"),
        refusals=tuple(response.status for response in responses if response.status >= "400"),
        example=_example(path, method, detail, parameters, body.get("example")),
    )


def _parameter(document: Document, parameter: Document) -> Row:
    (row,) = _rows(document, {"properties": {parameter["name"]: parameter["schema"]}})
    return Row(row.name, row.kind, parameter.get("required", False), parameter.get("description", ""), row.values)


def _response(document: Document, status: str, response: Document) -> DocumentedResponse:
    response = _resolve(document, response)
    rows = [row for content in response.get("content", {}).values() for row in _rows(document, content["schema"])]
    return DocumentedResponse(status, response["description"], tuple(rows))


def _resolve(document: Document, part: Document) -> Document:
    """Follow references. For "a value or null", return the value; of several objects, all their fields."""
    if "$ref" in part:
        target = document
        for step in part["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        return {**target, **{name: value for name, value in part.items() if name != "$ref"}}
    options = [_resolve(document, option) for option in part.get("anyOf") or part.get("allOf") or ()]
    if not options:
        return part
    properties = {name: field for option in reversed(options) for name, field in option.get("properties", {}).items()}
    required = set.intersection(*(set(option.get("required", ())) for option in options))
    merged = {"properties": properties, "required": sorted(required)} if properties else {}
    return {**options[0], **merged, **part}


def _rows(document: Document, schema: Document, prefix: str = "") -> Iterator[Row]:
    """Yield the fields of a schema. Fields of an inner object are named `outer.inner`, or `outer[].inner` in a list."""
    schema = _resolve(document, schema)
    if schema.get("type") == "array":
        prefix, schema = f"{prefix}[].", _resolve(document, schema["items"])
    for name, inner in schema.get("properties", {}).items():
        part = _resolve(document, inner)
        items = _resolve(document, part.get("items", {}))
        required = name in schema.get("required", [])
        values = tuple(str(value) for value in (items or part).get("enum", []) if value is not None)
        yield Row(f"{prefix}{name}", _type_phrase(document, part), required, part.get("description", ""), values)
        if not _is_plain(document, items or part):
            mark = "[]." if items else "."
            yield from _rows(document, items or part, f"{prefix}{name}{mark}")


def _is_plain(document: Document, part: Document) -> bool:
    """Whether the names of the inner fields are enough, because none of them has details."""
    inner = [_resolve(document, field) for field in part.get("properties", {}).values()]
    return all(DETAILS.isdisjoint(field) and "properties" not in field and "items" not in field for field in inner)


def _type_phrase(document: Document, part: Document) -> str:
    """Describe the type of a value: `string (at most 120 characters)`, `list of {id, label}`, `integer or null`."""
    if "items" in part:
        items = {name: value for name, value in _resolve(document, part["items"]).items() if name != "maxLength"}
        word = _("list of %(kind)s", kind=_type_phrase(document, items))
    elif "properties" in part and _is_plain(document, part):
        word = "{" + ", ".join(part["properties"]) + "}"
    else:
        types = part.get("type", "object")
        types = types if isinstance(types, list) else [types]
        word = _(" or ").join(part.get("format", kind) if kind == "string" else kind for kind in types)
    return ", ".join([word, *(_(text) % part for name, text in LIMITS.items() if name in part)])


def _example(path: str, method: str, detail: Document, parameters: list[Document], body: Any) -> str:
    """Return a command that calls the operation."""
    query = "&".join(
        f"{p['name']}={EXAMPLE_VALUES[p['name']]}"
        for p in parameters
        if p["in"] == "query" and p["name"] in EXAMPLE_VALUES
    )
    address = request.host_url.rstrip("/") + path.format_map(EXAMPLE_VALUES) + (f"?{query}" if query else "")
    lines = [f"curl {shlex.quote(address)}"]
    if method != "get" and (method != "post" or body is None):
        lines.append(f"-X {method.upper()}")
    if detail.get("security"):
        lines.append('-H "Authorization: Bearer $TOKEN"')
    if body is not None:
        lines += ["-H 'Content-Type: application/json'", f"-d {shlex.quote(json.dumps(body, ensure_ascii=False))}"]
    return " \\\n  ".join(lines)
