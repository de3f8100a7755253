"""Saved searches by API: the same limits and refusals as on the pages, for each caller's own searches."""

from typing import Any

import pytest

from tests.support.api_client import Program, fine, refused
from tests.support.saved_searches import save_many
from tests.support.world import World

SEARCH: dict[str, Any] = {"q": "road", "theme": ["MOV", "EXP"], "year_from": 2015}
FIELDS = {"id", "name", "rhythm", "address", "url", "feed", "saved_at", "unknown_entries"}
ADDRESS = "q=road&theme=EXP&theme=MOV&year_from=2015"


@pytest.fixture
def reader(bare: World) -> Program:
    return Program(bare, "practitioner")


def test_a_search_is_saved_read_changed_and_deleted(reader: Program) -> None:
    saved = fine(reader.post("/saved-searches", {**SEARCH, "name": "Roads", "rhythm": "at_once"}), 201)
    assert set(saved) == FIELDS
    assert (saved["name"], saved["rhythm"], saved["address"]) == ("Roads", "at_once", ADDRESS)
    assert saved["url"] == f"http://localhost/search?{ADDRESS}"
    assert reader.client.get(saved["url"]).status_code == 200
    assert reader.client.get(saved["feed"]).status_code == 200
    assert fine(reader.get("/saved-searches")) == [saved]
    path = f"/saved-searches/{saved['id']}"
    assert fine(reader.patch(path, {"rhythm": "weekly"})) == {**saved, "rhythm": "weekly"}
    assert fine(reader.patch(path, {"name": "Moves"}))["name"] == "Moves"
    assert reader.call("DELETE", path).status_code == 204
    assert fine(reader.get("/saved-searches")) == []
    refused(reader.call("DELETE", path), 404)


def test_a_name_is_proposed_from_words_and_filters(reader: Program) -> None:
    names = [
        fine(reader.post("/saved-searches", body), 201)["name"]
        for body in (SEARCH, {}, {"language": ["fr"], "year_from": 2015, "year_to": 2019}, {"q": "road " * 40})
    ]
    assert names[0].startswith("road, Convoy, patrol and movement security, Explosive threats")
    assert names[0].endswith("2015–")
    assert names[1:3] == ["All results", "Français, 2015–2019"]
    assert names[3].endswith("…")
    assert len(names[3]) <= 120


def test_saving_the_same_search_twice_changes_nothing(reader: Program) -> None:
    first = fine(reader.post("/saved-searches", {**SEARCH, "name": "Roads"}), 201)
    again = {**SEARCH, "theme": ["EXP", "MOV"], "name": "Other", "rhythm": "weekly"}
    assert fine(reader.post("/saved-searches", again), 200) == first


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"theme": ["NONE"]}, "theme"),
        ({"year_to": 2010}, "year_to"),
        ({"rhythm": "hourly"}, "rhythm"),
        ({"name": "x" * 121}, "name"),
        ({"q": "врач " * 200}, "q"),
        ({"page": 2}, "page"),
        ({"alerted_until": 1}, "alerted_until"),
    ],
)
def test_invalid_values_are_refused_by_field(reader: Program, changes: dict[str, Any], field: str) -> None:
    refused(reader.post("/saved-searches", {**SEARCH, **changes}), 422, field)
    assert fine(reader.get("/saved-searches")) == []


def test_a_change_changes_what_it_names_and_the_name_has_letters(reader: Program) -> None:
    path = f"/saved-searches/{fine(reader.post('/saved-searches', SEARCH), 201)['id']}"
    assert fine(reader.patch(path, {})) == fine(reader.get("/saved-searches"))[0], "nothing to change"
    refused(reader.patch(path, {"name": " "}), 422, "name")
    refused(reader.patch(path, {"q": "other"}), 422, "q")


def test_a_caller_can_save_a_limited_number_of_searches(bare: World, reader: Program) -> None:
    save_many(bare, "practitioner", 49)
    fine(reader.post("/saved-searches", {"q": "last"}), 201)
    refused(reader.post("/saved-searches", {"q": "more"}), 409)


def test_searches_of_others_are_not_found_and_a_token_is_needed(bare: World, reader: Program) -> None:
    path = f"/saved-searches/{fine(reader.post('/saved-searches', SEARCH), 201)['id']}"
    other, nobody = Program(bare, "admin"), Program(bare)
    assert fine(other.get("/saved-searches")) == []
    refused(other.patch(path, {"name": "Mine"}), 404)
    refused(other.call("DELETE", path), 404)
    refused(nobody.get("/saved-searches"), 401)
    refused(nobody.post("/saved-searches", SEARCH), 401)
    refused(reader.patch("/saved-searches/99999999999999999999", {"name": "x"}), 404)


def test_a_saved_search_does_not_reveal_when_others_acted(reader: Program) -> None:
    """`alerted_until`, the last entry that alerts cover, would show that somebody did something."""
    assert "alerted_until" not in fine(reader.post("/saved-searches", SEARCH), 201)
