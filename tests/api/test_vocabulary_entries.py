"""The entries of vocabularies by API, with the same rules and refusals as on the pages."""

from typing import Any

import pytest

from app.api.examples import INITIATIVE, OPERATION, THEME
from case_studies.vocabulary import State
from tests.support.api_client import Program, fine, refused
from tests.support.workflow_cases import Steps, case_in
from tests.support.world import World

THEMES = "/vocabularies/themes/entries"


@pytest.fixture
def admin(bare: World) -> Program:
    return Program(bare, "admin")


@pytest.mark.parametrize(("name", "body"), [("themes", THEME), ("operations", OPERATION), ("initiatives", INITIATIVE)])
def test_an_entry_is_added_changed_retired_and_restored(bare: World, admin: Program, name: str, body: Any) -> None:
    entries = f"/vocabularies/{name}/entries"
    added = fine(admin.post(entries, body), 201)
    assert (added["id"], added["edition"], added["changed_by"]["delegation"]["id"]) == (body["code"], 1, "CHN")
    path, details = f"{entries}/{body['code']}", {key: body[key] for key in body if key != "code"}
    changed = fine(admin.put(path, {**details, "label": "Another name", "names": {"es": "Otro"}, "edition": 1}))
    assert (changed["label"], changed["names"]["es"], changed["edition"]) == ("Another name", "Otro", 2)
    refused(admin.put(path, {**details, "edition": 1}), 409)
    retired = fine(admin.post(f"{path}/retire", {"edition": 2}))
    listed = {one["id"]: one["retired"] for one in fine(Program(bare).get(f"/{name}"))}
    assert listed[body["code"]] is retired["retired"] is True
    assert [one["id"] for one in fine(admin.get(f"{entries}?show=retired"))["items"]] == [body["code"]]
    fine(admin.post(f"{path}/restore", {"edition": retired["edition"]}))
    assert fine(admin.get(path))["retired"] is False
    refused(admin.post(entries, body), 422, "code")


def test_a_theme_is_moved_and_merged(bare: World, admin: Program) -> None:
    case = case_in(bare, State.PUBLISHED)
    Steps.start(bare)
    used = fine(admin.get(f"{THEMES}/EXP-SEARCH"))
    assert (used["cases"], used["published"], used["other_cases"]) == (1, [case.reference], 1)
    moved = fine(admin.post(f"{THEMES}/EXP-SEARCH/move", {"edition": 1, "direction": "up"}))
    refused(admin.post(f"{THEMES}/EXP-SEARCH/move", {"edition": 2, "direction": "left"}), 422, "direction")
    refused(admin.post(f"{THEMES}/EXP-SEARCH/merge", {"edition": 2, "into": "EXP-SEARCH"}), 422, "into")
    stays = fine(admin.post(f"{THEMES}/EXP-SEARCH/merge", {"edition": moved["edition"], "into": "EXP-EOD"}))
    assert (stays["id"], stays["merged"], stays["published"]) == ("EXP-EOD", ["EXP-SEARCH"], [case.reference])
    assert fine(admin.get(f"{THEMES}/EXP-SEARCH"))["merged_into"] == "EXP-EOD"
    refused(admin.post(f"{THEMES}/EXP-SEARCH/retire", {"edition": 3}), 409)
    themes = fine(Program(bare).get(f"/cases/{case.reference}"))["themes"]
    assert themes == ["EXP-EOD", "MOV-CONVOY"]


@pytest.mark.parametrize("office", ["editor.bra", "focal-point.gha", "reviewer.jpn", "practitioner"])
def test_others_are_refused(bare: World, office: str) -> None:
    caller = Program(bare, office)
    refused(caller.get(THEMES), 403)
    refused(caller.get(f"{THEMES}/EXP"), 403)
    refused(caller.post(THEMES, THEME), 403)
    refused(caller.post(f"{THEMES}/EXP-ECM/merge", {"edition": 1, "into": "EXP"}), 403)
    refused(Program(bare).get(THEMES), 401)


def test_invalid_bodies_are_refused_by_field(admin: Program) -> None:
    refused(admin.post(THEMES, {**THEME, "parent": "NONE"}), 422, "parent")
    refused(admin.post(THEMES, {**THEME, "names": {"de": "x"}}), 422, "names.de")
    refused(admin.post("/vocabularies/operations/entries", {**OPERATION, "started": "soon"}), 422, "started")
    refused(admin.post("/vocabularies/initiatives/entries", {**INITIATIVE, "themes": ["NONE"]}), 422, "themes")
    refused(admin.get(f"{THEMES}?show=mine"), 422, "show")
    refused(admin.get(f"{THEMES}/NONE"), 404)
    refused(admin.get("/vocabularies/places/entries"), 404)
