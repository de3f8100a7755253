"""Every operation with a body refuses every kind of bad input, names the field, and changes nothing."""

import json
from typing import Any

import pytest

from tests.support.api_client import EDITOR, PREFIX, WRITER, Program, everything, fine, refused
from tests.support.api_scene import NOW, Scene
from tests.support.world import World

# operation: office, method, path, a valid body into which each row puts one bad value
OPERATIONS: dict[str, tuple[str, str, str, dict[str, Any]]] = {
    "start": (WRITER, "POST", "/cases", {}),
    "change": (WRITER, "PATCH", "/cases/{draft}", {"version": NOW}),
    "act": (EDITOR, "POST", "/cases/{submitted}/transitions", {"action": "decline", "note": "Why.", "version": NOW}),
    "assign": (EDITOR, "POST", "/cases/{submitted}/assignments", {"reviewer": "reviewer.fra@demo.example"}),
    "answer": ("reviewer.bra", "POST", "/assignments/{invited}/response", {"response": "decline"}),
    "review": ("reviewer.bra", "PUT", "/assignments/{accepted}/review", {}),
}
DEEP: Any = "x"
for _ in range(200):
    DEEP = [DEEP]

TEXT_IS_NOT = {
    "null": None,
    "number": 5,
    "true": True,
    "list": ["text"],
    "object": {"text": "text"},
    "huge": "x" * 20_000,
    "deep": DEEP,
}
ONE_OF_IS_NOT = {**TEXT_IS_NOT, "unknown": "no-such-value", "empty": "", "other case": "EN"}
CODES_ARE_NOT = {
    "null": None,
    "text": "MLI",
    "number": 5,
    "object": {"MLI": 1},
    "unknown": ["no-such-code"],
    "many": [f"code-{number}" for number in range(50)],
}
# in a list, the message names the position too
CODE_IS_NOT = {
    "null": [None],
    "number": [5],
    "list": [["MLI"]],
    "long": ["x" * 999],
    "deep": DEEP,
}
YEAR_IS_NOT = {
    "text": "2019",
    "true": True,
    "half": 2019.5,
    "early": 1900,
    "late": 3000,
    "huge": 10**400,
    "list": [2019],
}
VERSION_IS_NOT = {"null": None, "text": "1", "true": True, "half": 1.5, "list": [1], "object": {"version": 1}}
DAY_IS_NOT = {
    "text": "soon",
    "number": 20301231,
    "impossible": "2030-02-30",
    "moment": "2030-01-31T00:00",
    "list": ["2030-01-31"],
}
SCORE_IS_NOT = {"text": "5", "true": True, "zero": 0, "six": 6, "half": 4.5, "huge": 10**400, "list": [5]}
TRUTH_IS_NOT = {"null": None, "text": "true", "number": 1, "list": [True]}
OBJECT_IS_NOT = {"null": None, "text": "text", "list": ["text"], "number": 5}

SECTIONS = ("summary", "situation", "actions", "resources", "results", "shortcomings", "lessons", "transfer")
CODED = ("themes", "host_states", "operations", "initiatives", "implemented_by", "co_submitters")
NULLABLE = {"stage", "evidence", "recommendation"}

REMARK = {"section": "results", "weight": "must", "text": "Say who counted."}
VERDICT = {"remark": 999_999, "verdict": "confirmed"}
IN_A_LIST = {"remarks": REMARK, "verdicts": VERDICT}

Rows = dict[str, dict[str, Any]]
CASE: Rows = {
    "title": TEXT_IS_NOT,
    "contact": {**TEXT_IS_NOT, "no address": "nobody", "two": "a@example.org, b@example.org"},
    "language": ONE_OF_IS_NOT,
    "audience": {**ONE_OF_IS_NOT, "amber": "TLP:AMBER"},
    "stage": ONE_OF_IS_NOT,
    "evidence": ONE_OF_IS_NOT,
    "started": YEAR_IS_NOT,
    "ended": YEAR_IS_NOT,
    **dict.fromkeys(CODED, CODES_ARE_NOT),
    **{f"{name}.0": CODE_IS_NOT for name in CODED},
    "sources.0": {**CODE_IS_NOT, "empty": [" "]},
    "sources": {"null": None, "text": "A report", "many": ["A report"] * 31},
    **{f"sections.{section}": TEXT_IS_NOT for section in SECTIONS},
    "sections": OBJECT_IS_NOT,
    "sections.other": {"unknown": "text"},
    "version_seen": {"unknown": 1},
    "state": {"unknown": "published"},
    "__proto__": {"unknown": {}},
    "<script>": {"unknown": "x"},
}
BAD: dict[str, Rows] = {
    "start": {**CASE, "version": {"unknown": 1}, "reference": {"unknown": "CS-2026-0001"}},
    "change": {**CASE, "version": VERSION_IS_NOT, "submitted_by": {"unknown": "DEU"}},
    "act": {
        "action": {**ONE_OF_IS_NOT, "case": "PUBLISH", "not an action": "start"},
        "note": TEXT_IS_NOT,
        "version": VERSION_IS_NOT,
        "state": {"unknown": "published"},
    },
    "assign": {
        "reviewer": {**TEXT_IS_NOT, "nobody": "nobody@example.org", "empty": ""},
        "due_on": DAY_IS_NOT,
        "state": {"unknown": "accepted"},
    },
    "answer": {
        "response": {**ONE_OF_IS_NOT, "near": "accepted"},
        "note": TEXT_IS_NOT,
        "state": {"unknown": "accepted"},
    },
    "review": {
        **{f"ratings.{name}": SCORE_IS_NOT for name in ("relevance", "clarity", "evidence", "transfer")},
        "ratings": OBJECT_IS_NOT,
        "ratings.beauty": {"unknown": 5},
        "recommendation": ONE_OF_IS_NOT,
        "overall": TEXT_IS_NOT,
        "remarks": {"null": None, "text": "text", "number": 5, "many": [REMARK] * 61},
        "remarks.0.section": {**ONE_OF_IS_NOT, "title": "title"},
        "remarks.0.weight": ONE_OF_IS_NOT,
        "remarks.0.text": TEXT_IS_NOT,
        "remarks.0.quote": TEXT_IS_NOT,
        "remarks.0.author": {"unknown": "somebody"},
        "verdicts": {"null": None, "text": "text", "number": 5, "strange": [VERDICT]},
        "verdicts.0.remark": {"null": None, "text": "one", "true": True, "half": 1.5, "list": [1]},
        "verdicts.0.verdict": ONE_OF_IS_NOT,
        "verdicts.0.text": TEXT_IS_NOT,
        "note_to_editors": TEXT_IS_NOT,
        "submit": TRUTH_IS_NOT,
        "reviewer": {"unknown": "somebody"},
    },
}


def _placed(field: str, value: Any) -> dict[str, Any]:
    """Return the part of a body that has the value in this field."""
    outer, _, inner = field.partition(".")
    if inner.startswith("0."):
        return {outer: [{**IN_A_LIST[outer], inner.removeprefix("0."): value}]}
    return {outer: value} if inner in ("", "0") else {outer: {inner: value}}


@pytest.mark.slow
@pytest.mark.parametrize(("operation", "field"), [(name, field) for name, rows in BAD.items() for field in rows])
def test_invalid_values_are_refused_with_the_name_of_the_field(scene: Scene, operation: str, field: str) -> None:
    office, method, path, body = OPERATIONS[operation]
    before = everything(scene.world)
    for kind, value in BAD[operation][field].items():
        if kind == "null" and field in NULLABLE:
            continue
        answer = scene.send(office, method, path, {**body, **_placed(field, value)})
        problem = refused(answer, 422, field)
        assert all(message.endswith(".") for message in problem["errors"][field]), (kind, problem)
    assert everything(scene.world) == before


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("value", [None, True, 5, "text", [], [{}]], ids=repr)
def test_a_body_that_is_not_an_object_is_refused(scene: Scene, operation: str, value: Any) -> None:
    office, method, path, _ = OPERATIONS[operation]
    answer = scene.programs[office].call(method, path.format(**scene.places), data=json.dumps(value), content_type=JSON)
    refused(answer, 422, "_")


JSON = "application/json"
NO_JSON = {
    "nothing": b"",
    "words": b"title=Mine",
    "cut off": b'{"title": "Mine"',
    "two": b"{} {}",
    "NaN": b'{"started": NaN}',
    "infinity": b'{"started": -Infinity}',
    "endless number": b'{"started": ' + b"9" * 10_000 + b"}",
    "endless nesting": b"[" * 200_000,
    "not UTF-8": b'{"title": "\xff\xfe\xfa"}',
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_malformed_json_is_refused(scene: Scene, operation: str) -> None:
    office, method, path, _ = OPERATIONS[operation]
    before = everything(scene.world)
    for kind, body in NO_JSON.items():
        answer = scene.programs[office].call(method, path.format(**scene.places), data=body, content_type=JSON)
        assert answer.status_code == 400, (kind, answer.status_code)
        refused(answer, 400)
    for content_type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", None):
        answer = scene.programs[office].call(method, path.format(**scene.places), data=b"{}", content_type=content_type)
        refused(answer, 415)
    huge = b'{"title": "' + b"x" * 1_100_000 + b'"}'
    refused(scene.programs[office].call(method, path.format(**scene.places), data=huge, content_type=JSON), 413)
    assert everything(scene.world) == before


@pytest.mark.parametrize("operation", ["change", "act"])
def test_the_version_is_required(scene: Scene, operation: str) -> None:
    office, method, path, body = OPERATIONS[operation]
    refused(
        scene.send(office, method, path, {name: value for name, value in body.items() if name != "version"}),
        422,
        "version",
    )


def test_all_errors_are_reported_together(scene: Scene) -> None:
    body = {"title": 5, "started": "x", "themes": ["EXP", None], "sections": {"summary": None, "other": "x"}}
    answer = scene.programs[WRITER].post("/cases", body)
    refused(answer, 422, "title", "started", "themes.1", "sections.summary", "sections.other")


def test_a_refused_length_is_reported_with_its_limit(scene: Scene) -> None:
    problem = refused(scene.programs[WRITER].post("/cases", {"title": "x" * 121}), 422, "title")
    assert problem["errors"]["title"] == ["At most 120 characters; this has 121."]
    words = {"sections": {"summary": "word " * 151}}
    problem = refused(scene.programs[WRITER].post("/cases", words), 422, "sections.summary")
    assert problem["errors"]["sections.summary"] == ["At most 150 words; this has 151."]


MARKUP = '<script>alert("1")</script> & <b onclick=x>\'; DROP TABLE cases; --'


def test_markup_is_stored_unchanged(bare: World) -> None:
    writer = Program(bare, WRITER)
    body = {"title": MARKUP, "sources": [MARKUP], "sections": {"results": MARKUP, "lessons": f"{MARKUP}\n\n{MARKUP}"}}
    started = fine(writer.post("/cases", body), 201)
    stored = writer.case(started["reference"])
    assert {name: stored[name] for name in ("title", "sources")} == {"title": MARKUP, "sources": [MARKUP]}
    assert stored["sections"] == {**dict.fromkeys(SECTIONS, ""), **body["sections"]}  # type: ignore[dict-item]


def test_every_writing_system_is_stored_unchanged(bare: World) -> None:
    writer = Program(bare, WRITER)
    title = "سلامة حفظة السلام · 维和人员安全 · Безопасность · 🕊"
    started = fine(writer.post("/cases", {"title": f"  {title}\r"}), 201)
    assert writer.case(started["reference"])["title"] == title


def test_no_character_is_refused_and_none_is_stored_that_deceives(bare: World) -> None:
    writer = Program(bare, WRITER)
    strange = "NUL \x00, half \ud800, turned \u202eround\u202c, e\u0301cole,\r\nline"
    body = {"title": strange, "sources": [strange], "sections": {"results": strange}}
    stored = writer.case(fine(writer.post("/cases", body), 201)["reference"])
    line = "NUL , half \ufffd, turned round\u2069, école, line"
    assert (stored["title"], stored["sources"]) == (line, [line])
    assert stored["sections"] == {**dict.fromkeys(SECTIONS, ""), "results": line.replace(", line", ",\nline")}


def test_a_refusal_is_never_a_page(bare: World) -> None:
    for method, path in (
        ("GET", "/nowhere"),
        ("TRACE", "/search"),
        ("POST", "/openapi.json"),
        ("GET", "/cases/<script>"),
    ):
        answer = bare.visitor().open(PREFIX + path, method=method, headers={"Accept": "text/html"})
        assert answer.content_type == "application/problem+json", (method, path)
        assert answer.status_code in (404, 405)
