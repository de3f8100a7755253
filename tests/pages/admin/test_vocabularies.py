"""The pages of the vocabularies: for administrators; they show where an entry is used and no unpublished case."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from case_studies.case_fields import CASE_FIELDS
from case_studies.vocabulary import State
from tests.support.page_reader import link, read, words
from tests.support.workflow_cases import Steps, case_in
from tests.support.world import World, csrf

SEARCH_TEAMS = "/vocabularies/themes/entries/EXP-SEARCH"
THEME = {"code": "TEC-LONG", "label": "Long-range drones", "parent": "TEC", "scope_note": "Far.", "names-fr": "Drones"}
OPERATION = {
    "code": "UNSOH 2",
    "label": "Office in Haiti",
    "category": "UN-PKO",
    "started": "2026",
    "host_states": ["HTI"],
}
INITIATIVE = {"code": "plan-1", "label": "Plan for roads", "kind": "action_plan", "year": "2026", "themes": ["EXP"]}


def send(client: FlaskClient, url: str, **controls: Any) -> TestResponse:
    names = {name.replace("__", "-"): value for name, value in controls.items()}
    return client.post(url, data={**csrf(client, "/vocabularies/themes/new"), **names})


def edition(client: FlaskClient, url: str) -> str:
    return read(client, url).split('name="edition" value="', 1)[1].split('"', 1)[0]


@pytest.mark.parametrize("office", ["practitioner", "focal-point.gha", "editor.bra", "reviewer.jpn"])
@pytest.mark.parametrize(
    "url", ["/vocabularies/themes", "/vocabularies/operations/new", SEARCH_TEAMS, f"{SEARCH_TEAMS}/merge"]
)
def test_others_are_refused(bare: World, office: str, url: str) -> None:
    assert bare.browser(office).get(url).status_code == 403
    assert bare.visitor().get(url).status_code == 303


def test_from_the_administration_to_an_entry_by_any_of_its_names(bare: World) -> None:
    client = bare.browser("admin")
    page = read(client, link(read(client, "/administration"), "Vocabularies"))
    assert "Changes take effect at once" in words(page)
    for said in ("exp search", "Search, detection"):
        found = read(client, f"/vocabularies/themes?q={said}")
        assert link(found, "Search, detection and route clearance") == SEARCH_TEAMS
    assert (
        link(read(client, "/vocabularies/operations?q=unef"), "First United")
        == "/vocabularies/operations/entries/UNEF-I"
    )
    assert "No entries" in words(read(client, "/vocabularies/themes?show=merged"))
    assert client.get("/vocabularies/themes?show=mine").status_code == 422
    assert client.get("/vocabularies/themes/entries/NONE").status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "controls"), [("themes", THEME), ("operations", OPERATION), ("initiatives", INITIATIVE)]
)
def test_a_new_entry_can_be_chosen_at_once(bare: World, name: str, controls: dict[str, Any]) -> None:
    client = bare.browser("admin")
    answer = send(client, f"/vocabularies/{name}/new", **controls)
    assert answer.status_code == 303, words(answer.text)
    shown = words(read(client, answer.headers["Location"]))
    assert "It can be chosen from now on" in shown
    assert f"Code {controls['code']}" in shown
    assert "Entry of a vocabulary added" in shown
    draft = Steps.start(bare)
    form = read(bare.browser("focal-point.gha"), f"/cases/{draft.reference}/edit/{CASE_FIELDS[name].part}")
    assert f'value="{controls["code"]}"' in form
    draft.edit(**{name: [controls["code"]]})
    again = send(client, f"/vocabularies/{name}/new", **controls)
    assert again.status_code == 422
    assert "A code is never used for a second entry" in words(again.text)
    assert controls["label"] in again.text


def test_a_published_case_shows_a_new_name_and_the_history_shows_the_old_one(bare: World) -> None:
    case, client = case_in(bare, State.PUBLISHED), bare.browser("admin")
    first = edition(client, SEARCH_TEAMS)
    changed = {"label": "Finding what is buried", "parent": "EXP", "scope_note": "Teams.", "edition": first}
    assert send(client, SEARCH_TEAMS, **changed).status_code == 303
    assert "Finding what is buried" in words(read(bare.visitor(), f"/cases/{case.reference}"))
    assert "route clearance → Finding what is buried" in words(read(client, SEARCH_TEAMS))
    stale = send(client, SEARCH_TEAMS, **{**changed, "label": "My own name"})
    assert stale.status_code == 409
    shown = words(stale.text)
    assert "The entry as it is now" in shown, shown
    assert "Finding what is buried" in shown
    assert 'value="My own name"' in stale.text


def test_where_used_names_published_cases_and_counts_the_others(bare: World) -> None:
    published = case_in(bare, State.PUBLISHED)
    draft = Steps.start(bare, title="Nobody else reads this")
    for url in (SEARCH_TEAMS, f"{SEARCH_TEAMS}/merge"):
        page = read(bare.browser("admin"), url)
        shown = words(page)
        assert link(page, published.reference) == f"/cases/{published.reference}"
        assert "1 published case" in shown
        assert "1 other case" in shown
        assert draft.reference not in page
        assert "Nobody else reads this" not in page


@pytest.mark.slow
def test_retire_move_and_bring_back(bare: World) -> None:
    client = bare.browser("admin")
    assert "Place 2 of 6" in words(read(client, SEARCH_TEAMS))
    moved = send(client, f"{SEARCH_TEAMS}/move", direction="up", edition=edition(client, SEARCH_TEAMS))
    assert "Place 1 of 6" in words(read(client, moved.headers["Location"]))
    send(client, f"{SEARCH_TEAMS}/retire", edition=edition(client, SEARCH_TEAMS))
    draft = Steps.start(bare, themes=["MED"])
    form = read(bare.browser("focal-point.gha"), f"/cases/{draft.reference}/edit/themes")
    assert 'value="EXP-SEARCH"' not in form
    assert "No, this entry is retired" in words(read(client, SEARCH_TEAMS))
    assert link(read(client, "/vocabularies/themes?show=retired"), "Search, detection") == SEARCH_TEAMS
    send(client, f"{SEARCH_TEAMS}/restore", edition=edition(client, SEARCH_TEAMS))
    assert 'value="EXP-SEARCH"' in read(bare.browser("focal-point.gha"), f"/cases/{draft.reference}/edit/themes")


def test_a_merge_is_explained_and_then_everything_leads_to_the_entry_that_stays(bare: World) -> None:
    case, client = case_in(bare, State.PUBLISHED), bare.browser("admin")
    page = words(read(client, f"{SEARCH_TEAMS}/merge"))
    assert "This cannot be undone" in page
    first = edition(client, f"{SEARCH_TEAMS}/merge")
    for into, said in (("", "Choose the entry that stays"), ("EXP-SEARCH", "into itself")):
        refused = send(client, f"{SEARCH_TEAMS}/merge", into=into, edition=first)
        assert refused.status_code == 422
        assert said in words(refused.text)
    done = send(client, f"{SEARCH_TEAMS}/merge", into="EXP-EOD", edition=first)
    assert done.headers["Location"] == "/vocabularies/themes/entries/EXP-EOD"
    shown = words(read(client, done.headers["Location"]))
    assert "Merged into it Search, detection and route clearance" in shown
    assert case.reference in shown
    merged = words(read(client, SEARCH_TEAMS))
    assert "Merged into EXP-EOD" in merged
    assert "Name in other languages" not in merged
    assert send(client, f"{SEARCH_TEAMS}/merge", into="MED", edition=first).status_code == 409
