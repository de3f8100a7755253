"""Delegations and applications by API: the same rights as on the pages, and nothing that needs a fresh sign-in."""

from datetime import date
from typing import Any

import pytest

from case_studies.operations.delegations.chair import propose_handover
from tests.operations.delegations.test_joining import EDITORS, apply, mailed, send
from tests.support.api_client import Program, everything, fine, refused
from tests.support.mailbox import Post
from tests.support.world import World

RECORD = "/delegations/GHA/record"
FOCAL, CO_CHAIR, OTHER = "focal-point.gha", "editor.bra", "focal-point.deu"


def test_each_reads_the_records_that_they_may_read(bare: World) -> None:
    for office in (FOCAL, CO_CHAIR, "admin"):
        record = fine(Program(bare, office).get(RECORD))
        assert (record["id"], record["standing"]) == ("GHA", "observer")
        assert "focal-point.gha@demo.example" in [one["email"] for one in record["offices"]]
    own = fine(Program(bare, "clearance.gha").get(RECORD))
    assert (own["offices"], own["rights"]) == ([], ["read_record"])
    for office in (OTHER, "practitioner"):
        hidden = refused(Program(bare, office).get(RECORD), 404)
        assert refused(Program(bare, office).get("/delegations/XXX/record"), 404)["detail"] == hidden["detail"]
    refused(Program(bare).get(RECORD), 401)


def test_a_record_is_changed_field_by_field_with_the_right_of_each(bare: World) -> None:
    focal = Program(bare, FOCAL)
    police = {"kind": "police", "since": 2012, "source": "Annual report", "certainty": "unchecked"}
    changed = fine(focal.patch(RECORD, {"languages": ["fr", "en"], "contributions": [police]}))
    assert (changed["languages"], changed["contributions"]) == (["en", "fr"], [{**police, "certainty": "declared"}])
    assert changed["is_public"] == fine(focal.get(RECORD))["is_public"]
    before = everything(bare)
    refused(focal.patch(RECORD, {"standing": "member"}), 403)
    refused(focal.patch(RECORD, {"mailbox": "x@y.example", "clears_itself": True}), 403)
    refused(Program(bare, OTHER).patch(RECORD, {"is_public": True}), 404)
    refused(Program(bare, "admin").patch("/delegations/BRA/record", {"standing": "member"}), 409)
    refused(focal.patch(RECORD, {"mailbox": "no address"}), 422, "mailbox")
    refused(focal.patch(RECORD, {"name": "Other"}), 422, "name")
    assert everything(bare) == before
    assert fine(Program(bare, CO_CHAIR).patch(RECORD, {"standing": "member"}))["standing"] == "member"


def test_a_delegation_is_added_by_those_who_may(bare: World) -> None:
    body = {"code": "NZL", "standing": "member"}
    for office in (FOCAL, "practitioner"):
        refused(Program(bare, office).post("/delegations", body), 403)
    assert fine(Program(bare, CO_CHAIR).post("/delegations", body), 201)["id"] == "NZL"
    refused(Program(bare, CO_CHAIR).post("/delegations", body), 422, "code")


@pytest.fixture
def applied(post: Post) -> Post:
    assert apply(post.world, is_public="yes") == 303
    assert send(post.world.visitor(), mailed(post, "/join/proof/")) == 200
    return post


@pytest.mark.slow
def test_the_co_chairs_answer_applications(applied: Post) -> None:
    world = applied.world
    programs = {office: Program(world, office) for office in EDITORS}
    (waiting,) = fine(programs[CO_CHAIR].get("/applications"))["open"]
    assert (waiting["delegation"]["id"], waiting["is_public"], waiting["may_support"]) == ("NZL", True, True)
    assert waiting["accepted_after"] == "2026-11-16"
    number = waiting["id"]
    asked = fine(programs["editor.idn"].post(f"/applications/{number}/question", {"question": "Which unit?"}))
    assert asked["questions"] == [{"co_chair": "IDN", "question": "Which unit?", "answer": None}]
    assert asked["accepted_after"] is None
    refused(programs[CO_CHAIR].post("/applications/99/support", None), 404)
    for office, program in programs.items():
        seen = fine(program.post(f"/applications/{number}/support", None))
        assert seen["state"] == ("accepted" if office == EDITORS[-1] else "applied")
    refused(programs[CO_CHAIR].post(f"/applications/{number}/support", None), 409)
    assert fine(Program(world, "admin").get("/applications"))["decided"][0]["supporters"] == [
        "BRA",
        "CHN",
        "IDN",
        "RWA",
    ]


def test_only_co_chairs_read_why_an_application_is_deferred(applied: Post) -> None:
    world = applied.world
    editor, administrator = Program(world, CO_CHAIR), Program(world, "admin")
    url = "/applications/1/deferral"
    refused(editor.post(url, {"reason": " "}), 422, "reason")
    for office in (FOCAL, "practitioner", "admin"):
        refused(Program(world, office).post(url, {"reason": "Not now."}), 403)
    assert fine(editor.post(url, {"reason": "Not now."}))["state"] == "deferred"
    reasons: list[Any] = [fine(one.get("/applications"))["decided"][0]["reason"] for one in (editor, administrator)]
    assert reasons == ["Not now.", ""]
    for office in (FOCAL, "practitioner"):
        refused(Program(world, office).get("/applications"), 403)


def test_the_chair_is_read_by_editors_and_administrators(bare: World) -> None:
    """It is handed over on the pages: a token proposes and confirms nothing."""
    with bare.platform.work.writing() as session:
        propose_handover(session, bare.actor(CO_CHAIR), "BRA", "ITA", on_day=date(2026, 12, 1))
    for office in (CO_CHAIR, "admin"):
        chair = fine(Program(bare, office).get("/chair"))
        assert [one["id"] for one in chair["co_chairs"]] == ["BRA", "CHN", "IDN", "RWA"]
        (proposed,) = chair["proposed"]
        assert (proposed["outgoing"], proposed["incoming"], proposed["on_day"]) == ("BRA", "ITA", "2026-12-01")
        assert (proposed["until"], proposed["confirmed_at"]) == (None, None)
    refused(Program(bare, FOCAL).get("/chair"), 403)


def test_nothing_that_needs_a_fresh_sign_in_is_done_by_a_token(bare: World) -> None:
    rules = [rule.rule for rule in bare.app.url_map.iter_rules() if rule.rule.startswith("/api/")]
    changing = [rule.rule for rule in bare.app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    assert not [rule for rule in changing if rule.startswith("/api/v1/chair")]
    assert not [
        rule for rule in rules if "offices" in rule or "roles" in rule or "hand-over" in rule or "leave" in rule
    ]
