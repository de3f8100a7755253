"""An adoption through the API: recorded, changed, stopped; who learns of it, and who does not."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from case_studies.models import HistoryEntry
from case_studies.vocabulary import Action, AdoptionState, PracticeState, State
from tests.support.adoptions import CLEARER, OWNER, AdoptionSteps, adoption_in
from tests.support.api_client import Program, fine, refused
from tests.support.practices import EDITOR, practice_in, two_cases
from tests.support.workflow_cases import case_in
from tests.support.world import World

SUBMITTER = "focal-point.gha"


@pytest.mark.slow
def test_from_use_to_its_end(bare: World) -> None:
    adoption = adoption_in(bare, AdoptionState.IN_CLEARANCE, audience="public")
    assert adoption.act(OWNER, "clear").status_code == 403, "its author does not clear it"
    fine(adoption.act(CLEARER, "clear"))
    told = [notice["happened"] for notice in fine(Program(bare, SUBMITTER).get("/notices"))["items"]]
    assert any(adoption.reference in text for text in told), told
    fine(adoption.change(what_happened="Two of three drills were faster.", not_measured=False))
    seen = adoption.read(None)
    assert (seen["statement"]["what_happened"], seen["change"]) == ("Drivers stop earlier.", None)
    assert adoption.read()["change"]["what_happened"] == "Two of three drills were faster."
    fine(adoption.act(OWNER, "adopt_by_us"))
    fine(adoption.act(CLEARER, "clear"))
    assert adoption.read(None)["statement"]["what_happened"] == "Two of three drills were faster."
    refused(adoption.act(OWNER, "stop_using"), 422, "note")
    fine(adoption.act(OWNER, "stop_using", "The road was paved."))
    assert adoption.read(None)["statement"]["use"] == "in_use"
    fine(adoption.act(CLEARER, "clear"))
    ended = adoption.read(None)["statement"]
    assert (ended["use"], ended["why_stopped"]) == ("stopped", "The road was paved.")
    assert adoption.read()["confirm_on"] is None
    assert [entry["action"] for entry in fine(Program(bare).get(f"{adoption.address}/history"))] == ["clear"] * 3


@pytest.mark.slow
def test_a_delegation_that_is_not_named_is_nowhere_named(bare: World) -> None:
    adoption = adoption_in(bare, AdoptionState.RECORDED, attribution="unnamed")
    for office in ("practitioner", SUBMITTER, "editor.idn", "admin"):
        assert adoption.read(office)["adopted_by"] == {"id": None, "label": "A troop-contributing country"}, office
        assert "Germany" not in str(fine(Program(bare, office).get(f"{adoption.address}/history"))), office
    notices = str(fine(Program(bare, SUBMITTER).get("/notices")))
    assert adoption.reference in notices
    assert "Germany" not in notices
    with bare.platform.work.reading() as session:
        entries = session.scalars(select(HistoryEntry).where(HistoryEntry.reference == adoption.reference))
        assert {(entry.account_id, entry.delegation_code) for entry in entries} == {(None, None)}
    to_members = adoption_in(bare, AdoptionState.RECORDED, attribution="named_to_members", audience="public")
    assert to_members.read("practitioner")["adopted_by"]["id"] == "DEU"
    assert to_members.read(None)["adopted_by"]["id"] is None


@pytest.mark.slow
def test_nobody_reads_the_adoption_of_a_case_that_they_may_not_read(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, audience="members")
    adoption = adoption_in(bare, AdoptionState.RECORDED, adopts=case.reference, audience="public")
    assert Program(bare).get(adoption.address).status_code == 404
    assert fine(Program(bare).get("/adoptions"))["total"] == 0
    assert fine(Program(bare, "practitioner").get(f"/adoptions?adopts={case.reference}"))["total"] == 1
    case.act(Action.WITHDRAW, SUBMITTER, "A mistake.")
    assert Program(bare, "practitioner").get(adoption.address).status_code == 404
    assert fine(Program(bare, "practitioner").get("/adoptions"))["total"] == 0
    assert adoption.read()["state"] == "recorded", "its own delegation keeps it"


@pytest.mark.slow
def test_those_behind_a_practice_are_notified_and_its_next_edition_is_shown(bare: World) -> None:
    practice = practice_in(bare, PracticeState.ADOPTED)
    adoption = adoption_in(
        bare, AdoptionState.RECORDED, adopts=practice.reference, audience="public", attribution="unnamed"
    )
    seen = adoption.read(None)
    assert (seen["case"], seen["practice"], seen["edition"], seen["became"]) == (None, practice.reference, 1, None)
    assert seen["adopted_by"]["id"] is None
    for office in ("focal-point.idn", SUBMITTER, "editor.idn"):
        notices = str(fine(Program(bare, office).get("/notices")))
        assert adoption.reference in notices, office
        assert "Germany" not in notices, office
    assert adoption.reference not in str(fine(Program(bare, "editor.bra").get("/notices")))
    listed = fine(Program(bare).get(f"/adoptions?adopts={practice.reference}"))["items"]
    assert [one["reference"] for one in listed] == [adoption.reference]

    practice.adopt_next_edition()
    assert (adoption.read(None)["edition"], adoption.read(None)["became"]) == (1, "superseded")
    fine(practice.act(EDITOR, "retire", "Two better practices replace it."))
    assert adoption.read(None)["became"] == "retired"
    later = Program(bare, OWNER).post("/adoptions", {"practice": practice.reference})
    refused(later, 422, "practice")


@pytest.mark.slow
def test_the_public_reads_the_adoption_of_a_practice_as_long_as_it_reads_the_practice(bare: World) -> None:
    cases = two_cases(bare, audience="public")
    practice = practice_in(bare, PracticeState.ADOPTED, cases)
    adoption = adoption_in(bare, AdoptionState.RECORDED, adopts=practice.reference, audience="public")
    assert Program(bare).get(adoption.address).status_code == 200
    cases[0].act(Action.WITHDRAW, SUBMITTER, "A mistake.")
    assert Program(bare).get(practice.address).status_code == 404
    assert Program(bare).get(adoption.address).status_code == 404
    assert fine(Program(bare).get("/adoptions"))["total"] == 0
    assert fine(Program(bare, "practitioner").get("/adoptions"))["total"] == 1


def test_what_can_be_adopted_and_what_has_to_be_said(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, audience="public")
    own = Program(bare, SUBMITTER).post("/adoptions", {"case": case.reference})
    refused(own, 422, "case")
    refused(Program(bare, OWNER).post("/adoptions", {"case": "CS-2026-9999"}), 422, "case")
    refused(Program(bare, OWNER).post("/adoptions", {}), 422, "case")
    refused(Program(bare, OWNER).post("/adoptions", {"case": case.reference, "practice": "GP-2026-0001"}), 422, "case")
    refused(Program(bare, OWNER).post("/adoptions", {"practice": "GP-2026-9999"}), 422, "practice")
    refused(Program(bare, "practitioner").post("/adoptions", {"case": case.reference}), 403)
    empty = AdoptionSteps(bare, case.reference, what_changed="", what_happened="", not_measured=False)
    refused(empty.act(OWNER, "adopt_by_us"), 422, "what_changed", "what_happened")
    considered = AdoptionSteps(bare, case.reference, use="considering", what_changed="", what_happened="")
    fine(considered.act(OWNER, "adopt_by_us"))
    dangerous = AdoptionSteps(bare, case.reference, what_changed="The post is at 12.8628° N, 30.2176° E.")
    refused(dangerous.act(OWNER, "adopt_by_us"), 422, "what_changed")


def test_readers_do_not_change_once_it_is_recorded(bare: World) -> None:
    adoption = adoption_in(bare, AdoptionState.RECORDED)
    refused(adoption.change(audience="public"), 422, "audience")
    refused(adoption.change(attribution="unnamed"), 422, "attribution")
    assert (adoption.read()["audience"], adoption.read()["attribution"]) == ("members", "named")


def test_a_year_later_the_delegation_says_that_it_still_holds(bare: World) -> None:
    adoption = adoption_in(bare, AdoptionState.RECORDED)
    before = adoption.read()
    version = {"version": before["version"]}
    refused(Program(bare, "practitioner").post(f"{adoption.address}/confirmation", version), 403)
    confirmed = fine(Program(bare, OWNER).post(f"{adoption.address}/confirmation", version))
    assert confirmed["confirm_on"] >= before["confirm_on"]
    refused(Program(bare, OWNER).post(f"{adoption.address}/confirmation", version), 409)
    steps = [entry["action"] for entry in fine(Program(bare, "practitioner").get(f"{adoption.address}/history"))]
    assert steps == ["clear", "confirm_in_use"]


@pytest.mark.slow
def test_the_desk_of_each_office_has_what_waits_for_it(bare: World) -> None:
    adoption = adoption_in(bare, AdoptionState.DRAFT)
    assert _on_the_desk(bare, OWNER) == ["adoption_drafts"]
    fine(adoption.act(OWNER, "adopt_by_us"))
    assert (_on_the_desk(bare, OWNER), _on_the_desk(bare, CLEARER)) == ([], ["adoptions_to_clear"])
    fine(adoption.act(CLEARER, "clear"))
    assert (_on_the_desk(bare, OWNER), _on_the_desk(bare, CLEARER)) == ([], [])
    bare.clock.moment += timedelta(days=366)
    assert _on_the_desk(bare, OWNER) == ["adoptions_to_confirm"]
    version = {"version": adoption.read()["version"]}
    fine(Program(bare, OWNER).post(f"{adoption.address}/confirmation", version))
    assert _on_the_desk(bare, OWNER) == []


def _on_the_desk(world: World, office: str) -> list[str]:
    groups = fine(Program(world, office).get("/desk"))["items"]
    return [group["group"] for group in groups if group["group"].startswith("adoption")]
