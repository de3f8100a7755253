"""The thesaurus by API, with the same rules and refusals as on the pages."""

from typing import Any

import pytest

from tests.support.api_client import Program, everything, fine, refused
from tests.support.world import World

DUKW: dict[str, Any] = {"names": {"any": ["DUKW"], "en": ["amphibious truck"]}, "note": "It swims."}
ONE = "/concepts/ied"


@pytest.fixture
def admin(bare: World) -> Program:
    return Program(bare, "admin")


def test_the_list_is_filtered_by_any_name(admin: Program) -> None:
    body = fine(admin.get("/concepts?q=c ied"))
    assert body["items"][0]["id"] == "theme:EXP"
    assert body["items"][0]["name"] == "Explosive threats (C-IED, EOD, mines)"
    assert (body["items"][0]["facet"], body["items"][0]["value"]) == ("theme", "EXP")
    assert fine(admin.get("/concepts/theme:EXP"))["names"]["any"] == ["C-IED"]
    assert fine(admin.get("/concepts?show=changed")) == {"items": [], "total": 0, "page": 1, "per_page": 50}
    assert len(fine(admin.get("/concepts?page=2"))["items"]) == 50
    refused(admin.get("/concepts?show=mine"), 422, "show")
    refused(admin.get("/concepts?page=0"), 422, "page")
    refused(admin.get("/concepts?name=ied"), 422, "name")


def test_a_concept_is_added_changed_retired_and_restored(admin: Program) -> None:
    added = fine(admin.post("/concepts", DUKW), 201)
    assert added["id"] == "own:dukw"
    assert added["names"] == {**{language: [] for language in ("fr", "es", "ar", "zh", "ru")}, **DUKW["names"]}
    assert added["changed_by"]["delegation"] == {"id": "CHN", "label": "China"}
    path, body = f"/concepts/{added['id']}", {**DUKW, "names": {"ru": ["плавающий грузовик"]}}
    changed = fine(admin.put(path, {**body, "facet": "theme", "value": "EXP-VEH", "edition": added["edition"]}))
    assert (changed["value"], changed["names"]["any"], changed["edition"]) == ("EXP-VEH", [], added["edition"] + 1)
    retired = fine(admin.post(f"{path}/retire", {"edition": changed["edition"]}))
    assert retired["retired"] is True
    assert [one["id"] for one in fine(admin.get("/concepts?show=retired"))["items"]] == ["own:dukw"]
    restored = fine(admin.post(f"{path}/restore", {"edition": retired["edition"]}))
    assert restored == fine(admin.get(path))
    assert restored["retired"] is False


def test_a_shared_name_is_reported(admin: Program) -> None:
    added = fine(admin.post("/concepts", {"names": {"es": ["Seguridad"]}}), 201)
    assert added["shared"] == [{"name": "Seguridad", "concept": c} for c in ("safety", "security")]
    shared = fine(admin.get("/concepts/safety"))["shared"]
    assert {"name": "seguridad", "concept": added["id"]} in shared
    assert [one["name"] for one in shared][:2] == ["sécurité", "seguridad"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["names"]),
        ({"names": {}}, ["names.any"]),
        ({"names": {"en": [" "]}}, ["names.en"]),
        ({"names": {"en": ["x" * 161]}}, ["names.en"]),
        ({"names": {"en": "a word"}}, ["names.en"]),
        ({"names": {"en": ["fine", None]}}, ["names.en"]),
        ({"names": {"de": ["Sprengsatz"]}}, ["names.de"]),
        ({"names": {"en": [str(number) for number in range(61)]}}, ["names.en"]),
        ({**DUKW, "facet": "language", "value": "en"}, ["facet"]),
        ({**DUKW, "facet": "theme"}, ["value"]),
        ({**DUKW, "value": "EXP"}, ["facet"]),
        ({**DUKW, "note": "x" * 401}, ["note"]),
        ({**DUKW, "id": "mine"}, ["id"]),
    ],
)
def test_invalid_concepts_are_refused_and_change_nothing(
    bare: World, admin: Program, body: dict[str, Any], fields: list[str]
) -> None:
    before = everything(bare)
    refused(admin.post("/concepts", body), 422, *fields)
    refused(admin.put(ONE, {**body, "edition": 1}), 422, *fields)
    assert everything(bare) == before


def test_a_stale_edition_and_a_wrong_state_are_409(bare: World, admin: Program) -> None:
    before = everything(bare)
    for edition in (0, 2, 10**30):
        refused(admin.put(ONE, {**DUKW, "edition": edition}), 409)
        refused(admin.post(f"{ONE}/retire", {"edition": edition}), 409)
    refused(admin.post(f"{ONE}/restore", {"edition": 1}), 409)
    for edition in ("1", None, True, 1.5):
        refused(admin.put(ONE, {**DUKW, "edition": edition}), 422, "edition")
    refused(admin.post(f"{ONE}/retire", {}), 422, "edition")
    refused(admin.put("/concepts/theme:EXP", {**DUKW, "edition": 1}), 422, "value")
    assert everything(bare) == before


@pytest.mark.parametrize("path", ["/concepts/nothing", "/concepts/a%00b", "/concepts/" + "x" * 101, "/concepts/a/b"])
def test_an_unknown_concept_is_404(admin: Program, path: str) -> None:
    refused(admin.get(path), 404)


@pytest.mark.parametrize("office", [None, "practitioner", "editor.bra", "focal-point.gha"])
def test_only_administrators_read_and_change_concepts(bare: World, office: str | None) -> None:
    program, status = Program(bare, office), 403 if office else 401
    for answer in (
        program.get("/concepts"),
        program.get(ONE),
        program.post("/concepts", DUKW),
        program.put(ONE, {**DUKW, "edition": 1}),
        program.post(f"{ONE}/retire", {"edition": 1}),
        program.post(f"{ONE}/restore", {"edition": 1}),
    ):
        refused(answer, status)
