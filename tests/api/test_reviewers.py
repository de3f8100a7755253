"""Finding, releasing and replacing reviewers through the API, and what reviewers say of themselves."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.api_client import EDITOR, WRITER, Program, everything, fine, in_review, refused, submitted
from tests.support.world import START, World

KENYA = {"reviewer": "reviewer.ken@demo.example"}
PROFILE = {"themes": ["EXP-SEARCH", "MED"], "languages": ["en", "fr"], "largest_load": 3}


def day(number: int) -> str:
    return (START.date() + timedelta(days=number)).isoformat()


def names(told: list[dict[str, Any]]) -> list[str]:
    return [one["reviewer"]["email"].split("@")[0] for one in told]


def test_every_reviewer_is_told_once_with_why(bare: World) -> None:
    reference = submitted(bare, host_states=["KEN"])
    told = fine(Program(bare, EDITOR).get(f"/cases/{reference}/candidates"))
    assert set(names(told["candidates"])[:2]) == {"reviewer.chn", "reviewer.fra"}
    assert names(told["barred"]) == ["reviewer.ken"]
    assert told["barred"][0]["reasons"] == [{"ground": "hosts", "text": "Belongs to a host State"}]
    best = told["candidates"][0]
    assert best["score"] > told["candidates"][-1]["score"]
    assert best["full"] is False
    assert {"ground": "reads", "text": "Reads English"} in best["reasons"]


def test_a_request_is_taken_back_and_given_to_another(bare: World) -> None:
    reference, (first, second) = in_review(bare)
    editor = Program(bare, EDITOR)
    path = f"/cases/{reference}/assignments"
    assert fine(editor.post(f"{path}/{first}/release", {"note": "Too busy."}))["state"] == "released"
    asked = fine(editor.post(f"{path}/{second}/replace", KENYA), 201)
    assert (asked["state"], asked["reviewer"]["email"]) == ("invited", KENYA["reviewer"])
    assert [one["state"] for one in fine(editor.get(path))] == ["released", "released", "invited"]
    refused(editor.post(f"{path}/{first}/release", {}), 409)
    refused(Program(bare, "reviewer.bra").get(f"/cases/{reference}"), 404)


def test_a_replacement_that_cannot_be_changes_nothing(bare: World) -> None:
    reference, (first, _) = in_review(bare, host_states=["KEN"])
    editor = Program(bare, EDITOR)
    before = everything(bare)
    path = f"/cases/{reference}/assignments/{first}/replace"
    refused(editor.post(path, KENYA), 422, "reviewer")
    refused(editor.post(path, {}), 422, "reviewer")
    refused(editor.post(path, {**KENYA, "due_on": "2030-01-01"}), 422, "due_on")
    refused(editor.post(path, {"reviewer": "reviewer.jpn@demo.example"}), 409)
    refused(editor.post(f"/cases/{reference}/assignments/999/release", {}), 404)
    assert everything(bare) == before


@pytest.mark.parametrize(
    ("office", "status"),
    [(None, 401), (WRITER, 403), ("reviewer.bra", 403), ("editor.rwa", 404), ("practitioner", 404), ("admin", 404)],
)
def test_only_an_editor_without_a_conflict_finds_and_releases(bare: World, office: str | None, status: int) -> None:
    reference, (first, _) = in_review(bare, co_submitters=["RWA"])
    program = Program(bare, office)
    before = everything(bare)
    refused(program.get(f"/cases/{reference}/candidates"), status)
    refused(program.post(f"/cases/{reference}/assignments/{first}/release", {}), status)
    refused(program.post(f"/cases/{reference}/assignments/{first}/replace", KENYA), status)
    assert everything(bare) == before


def test_a_reviewer_keeps_a_profile(bare: World) -> None:
    reviewer = Program(bare, "reviewer.jpn")
    assert fine(reviewer.put("/reviewer-profile", PROFILE)) == {**PROFILE, "absences": []}
    absence = fine(reviewer.post("/absences", {"first_day": day(3), "last_day": day(5)}), 201)
    assert (absence["first_day"], absence["last_day"]) == (day(3), day(5))
    assert fine(reviewer.get("/reviewer-profile")) == {**PROFILE, "absences": [absence]}
    refused(Program(bare, "reviewer.ken").call("DELETE", f"/absences/{absence['id']}"), 404)
    assert fine(reviewer.call("DELETE", f"/absences/{absence['id']}")) == {**PROFILE, "absences": []}
    refused(reviewer.call("DELETE", f"/absences/{absence['id']}"), 404)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"themes": ["NO-SUCH"]}, "themes"),
        ({"themes": "MED"}, "themes"),
        ({"languages": ["de"]}, "languages"),
        ({"largest_load": 0}, "largest_load"),
        ({"largest_load": 21}, "largest_load"),
        ({"largest_load": True}, "largest_load"),
        ({"largest_load": "3"}, "largest_load"),
        ({"largest_load": None}, "largest_load"),
        ({"name": "x"}, "name"),
    ],
)
def test_what_is_wrong_in_a_profile_is_named(bare: World, change: dict[str, Any], field: str) -> None:
    before = everything(bare)
    refused(Program(bare, "reviewer.jpn").put("/reviewer-profile", {**PROFILE, **change}), 422, field)
    assert everything(bare) == before


@pytest.mark.parametrize(
    ("first", "last", "fields"),
    [
        (day(-1), day(1), ["first_day"]),
        (day(3), day(2), ["last_day"]),
        (day(3), day(2000), ["last_day"]),
        ("soon", None, ["first_day", "last_day"]),
    ],
)
def test_what_is_wrong_in_an_absence_is_named(bare: World, first: Any, last: Any, fields: list[str]) -> None:
    answer = Program(bare, "reviewer.jpn").post("/absences", {"first_day": first, "last_day": last})
    refused(answer, 422, *fields)


@pytest.mark.parametrize(("office", "status"), [(None, 401), (WRITER, 403), (EDITOR, 403), ("practitioner", 403)])
def test_only_reviewers_have_a_profile(bare: World, office: str | None, status: int) -> None:
    program = Program(bare, office)
    refused(program.get("/reviewer-profile"), status)
    refused(program.put("/reviewer-profile", PROFILE), status)
    refused(program.post("/absences", {"first_day": day(1), "last_day": day(2)}), status)
    refused(program.call("DELETE", "/absences/1"), status)
