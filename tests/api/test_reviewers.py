"""Recommended reviewers, release, replacement, profiles and absences by API."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.api_client import EDITOR, WRITER, Program, everything, fine, in_review, refused, submitted
from tests.support.world import START, World

KENYA = {"reviewer": "reviewer.ken@demo.example"}
PROFILE = {"themes": ["EXP-SEARCH", "MED"], "languages": ["en", "fr"], "largest_load": 3}


def day(number: int) -> str:
    return (START.date() + timedelta(days=number)).isoformat()


def names(reviewers: list[dict[str, Any]]) -> list[str]:
    return [one["reviewer"]["email"].split("@")[0] for one in reviewers]


def test_every_reviewer_is_listed_once_with_reasons(bare: World) -> None:
    reference = submitted(bare, host_states=["KEN"])
    recommendations = fine(Program(bare, EDITOR).get(f"/cases/{reference}/candidates"))
    assert set(names(recommendations["candidates"])[:2]) == {"reviewer.chn", "reviewer.fra"}
    assert names(recommendations["barred"]) == ["reviewer.ken"]
    assert recommendations["barred"][0]["reasons"] == [{"ground": "hosts", "text": "Belongs to a host State"}]
    best = recommendations["candidates"][0]
    assert best["score"] > recommendations["candidates"][-1]["score"]
    assert best["full"] is False
    assert {"ground": "reads", "text": "Reads English"} in best["reasons"]


@pytest.mark.slow
def test_a_reviewer_is_released_and_another_one_invited(bare: World) -> None:
    reference, (first, second) = in_review(bare)
    editor = Program(bare, EDITOR)
    path = f"/cases/{reference}/assignments"
    assert fine(editor.post(f"{path}/{first}/release", {"note": "Too busy."}))["state"] == "released"
    replacement = fine(editor.post(f"{path}/{second}/replace", KENYA), 201)
    assert (replacement["state"], replacement["reviewer"]["email"]) == ("invited", KENYA["reviewer"])
    assert [one["state"] for one in fine(editor.get(path))] == ["released", "released", "invited"]
    refused(editor.post(f"{path}/{first}/release", {}), 409)
    refused(Program(bare, "reviewer.bra").get(f"/cases/{reference}"), 404)


@pytest.mark.slow
def test_an_impossible_replacement_changes_nothing(bare: World) -> None:
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


@pytest.mark.slow
@pytest.mark.parametrize(
    ("office", "status"),
    [(None, 401), (WRITER, 403), ("reviewer.bra", 403), ("editor.rwa", 404), ("practitioner", 404), ("admin", 404)],
)
def test_only_editors_without_a_conflict_manage_reviewers(bare: World, office: str | None, status: int) -> None:
    reference, (first, _) = in_review(bare, co_submitters=["RWA"])
    program = Program(bare, office)
    before = everything(bare)
    refused(program.get(f"/cases/{reference}/candidates"), status)
    refused(program.post(f"/cases/{reference}/assignments/{first}/release", {}), status)
    refused(program.post(f"/cases/{reference}/assignments/{first}/replace", KENYA), status)
    assert everything(bare) == before


def test_a_reviewer_changes_their_profile(bare: World) -> None:
    reviewer = Program(bare, "reviewer.jpn")
    assert fine(reviewer.put("/reviewer-profile", PROFILE)) == {**PROFILE, "absences": []}
    absence = fine(reviewer.post("/absences", {"first_day": day(3), "last_day": day(5)}), 201)
    assert (absence["first_day"], absence["last_day"]) == (day(3), day(5))
    assert fine(reviewer.get("/reviewer-profile")) == {**PROFILE, "absences": [absence]}
    refused(Program(bare, "reviewer.ken").call("DELETE", f"/absences/{absence['id']}"), 404)
    assert fine(reviewer.call("DELETE", f"/absences/{absence['id']}")) == {**PROFILE, "absences": []}
    refused(reviewer.call("DELETE", f"/absences/{absence['id']}"), 404)


@pytest.mark.slow
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
def test_an_invalid_profile_is_refused_by_field(bare: World, change: dict[str, Any], field: str) -> None:
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
def test_an_invalid_absence_is_refused_by_field(bare: World, first: Any, last: Any, fields: list[str]) -> None:
    answer = Program(bare, "reviewer.jpn").post("/absences", {"first_day": first, "last_day": last})
    refused(answer, 422, *fields)


@pytest.mark.parametrize(("office", "status"), [(None, 401), (WRITER, 403), (EDITOR, 403), ("practitioner", 403)])
def test_only_reviewers_have_a_profile(bare: World, office: str | None, status: int) -> None:
    program = Program(bare, office)
    refused(program.get("/reviewer-profile"), status)
    refused(program.put("/reviewer-profile", PROFILE), status)
    refused(program.post("/absences", {"first_day": day(1), "last_day": day(2)}), status)
    refused(program.call("DELETE", "/absences/1"), status)
