"""A good practice through the API: from a draft to the next edition, and what each reader gets of its evidence."""

from datetime import timedelta

import pytest

from case_studies.operations.practices.evidence_watch import flag_evidence
from case_studies.vocabulary import Action, PracticeState, State
from tests.support.api_client import Program, fine, refused
from tests.support.practices import CITED, EDITOR, OTHER, REASON, SECOND, PracticeSteps, practice_in, two_cases
from tests.support.workflow_cases import WRITER, case_in
from tests.support.world import World


@pytest.mark.slow
def test_from_a_draft_to_the_next_edition(bare: World) -> None:
    first, other = two_cases(bare)
    practice = PracticeSteps(bare)
    refused(practice.act(EDITOR, "consult"), 422, "evidence")
    fine(practice.cite(first), 201)
    refused(practice.act(EDITOR, "consult"), 422, "evidence")
    fine(practice.cite(other, shows="Nobody was hurt."), 201)
    fine(practice.act(EDITOR, "consult"))
    inbox = fine(Program(bare, CITED).get("/notices"))["items"]
    assert any("cites a case of your delegation" in notice["happened"] for notice in inbox)
    objecting = fine(practice.act(CITED, "object", "The figure is not ours."))
    bare.clock.moment += timedelta(days=13)
    refused(practice.act(EDITOR, "adopt"), 422, "consultation")
    bare.clock.moment += timedelta(days=1)
    refused(practice.act(EDITOR, "adopt"), 422, "objections")
    fine(practice.answer(objecting["remarks"][0]["id"]))
    refused(practice.act(EDITOR, "adopt"), 422, "confidence")
    fine(practice.assess())
    proposed = fine(practice.act(EDITOR, "adopt"))
    assert proposed["state"] == "in_consultation"
    assert practice.act(EDITOR, "adopt").status_code == 403
    adopted = fine(practice.act(SECOND, "adopt"))
    assert (adopted["state"], adopted["level"], adopted["cases"]) == ("adopted", "moderate", 2)
    assert (
        Program(bare, EDITOR).patch(practice.address, {"title": "X", "version": adopted["version"]}).status_code == 409
    )

    first.act(Action.WITHDRAW, WRITER, "A reason.")
    assert flag_evidence(bare.platform.work) == 1
    flagged = practice.read("practitioner")
    assert (flagged["state"], flagged["evidence_changed"], flagged["cases"]) == ("adopted", True, 1)
    assert [change["change"] for change in flagged["changes"]] == ["withdrawn"]
    assert flag_evidence(bare.platform.work) == 0, "nothing new"
    inbox = fine(Program(bare, EDITOR).get("/notices"))["items"]
    assert any(practice.reference in notice["happened"] and "changed" in notice["happened"] for notice in inbox)

    draft = fine(practice.act(EDITOR, "revise", "A case was withdrawn."))
    assert (draft["edition"], draft["state"], len(draft["evidence"])) == (2, "draft", 1)
    assert practice.read("practitioner")["edition"] == 1
    third = case_in(bare, State.PUBLISHED, operations=["UNMISS"], title="A third column")
    fine(practice.cite(third), 201)
    refused(practice.act(EDITOR, "consult"), 422, "search_result")
    search = {"search_result": "Nothing.", "version": practice.read()["version"]}
    fine(Program(bare, EDITOR).patch(practice.address, search))
    fine(practice.act(EDITOR, "consult"))
    assert practice.adopt()["edition"] == 2
    assert practice.read("practitioner", 1)["state"] == "superseded"
    actions = [entry["action"] for entry in fine(Program(bare, "practitioner").get(f"{practice.address}/history"))]
    assert actions == ["consult", "adopt", "flag_evidence", "revise", "consult", "adopt"]


@pytest.mark.slow
def test_a_level_needs_a_reason_and_the_evidence_that_it_was_assessed_on(bare: World) -> None:
    practice = practice_in(bare, PracticeState.IN_CONSULTATION)
    refused(practice.assess(reason=""), 422, "reason")
    refused(practice.assess(reason="Because I say so."), 422, "reason")
    fine(practice.assess())
    fine(practice.cite(case_in(bare, State.PUBLISHED, title="A third column"), relation="contradicts"), 201)
    bare.clock.moment += timedelta(days=15)
    refused(practice.act(EDITOR, "adopt"), 422, "confidence")
    fine(practice.assess(reason=REASON))
    fine(practice.act(EDITOR, "adopt"))


def test_two_delegations_propose(bare: World) -> None:
    practice = PracticeSteps(bare, OTHER)
    assert practice.read()["state"] == "proposed"
    assert Program(bare, "practitioner").get(practice.address).status_code == 404
    assert practice.act(OTHER, "support").status_code == 403
    assert fine(practice.act(CITED, "support"))["state"] == "draft"


@pytest.mark.slow
def test_the_public_reads_public_rows_with_a_assessment_of_their_own(bare: World) -> None:
    cases = two_cases(bare)
    secret = case_in(bare, State.PUBLISHED, audience="members", operations=["UNMISS"], title="A zandrith of a column")
    practice = practice_in(bare, PracticeState.IN_CONSULTATION, (*cases, secret))
    assert Program(bare).get(practice.address).status_code == 404
    practice.adopt()
    member, public = practice.read("practitioner"), practice.read(None)
    assert (member["cases"], public["cases"]) == (3, 2)
    assert public["level"] == "moderate"
    assert "zandrith" in str(member)
    assert "zandrith" not in str(public)
    assert secret.reference not in str(public)
    secret.act(Action.WITHDRAW, WRITER, "A reason.")
    flag_evidence(bare.platform.work)
    after = practice.read(None)
    assert {**public, "version": 0} == {**after, "version": 0}, "the public learns nothing of a case that it never read"
    cases[0].act(Action.WITHDRAW, WRITER, "A reason.")
    assert Program(bare).get(practice.address).status_code == 404, "one public case is no practice"
    assert fine(Program(bare).get("/practices"))["total"] == 0
    assert practice.read("practitioner")["cases"] == 1


@pytest.mark.slow
def test_without_a_assessment_on_its_rows_the_public_gets_no_level(bare: World) -> None:
    one, other = two_cases(bare)
    third = case_in(bare, State.PUBLISHED, operations=["UNMISS"], title="A third column")
    practice = practice_in(bare, PracticeState.ADOPTED, (one, other, third))
    assert practice.read(None)["level"] == "moderate"
    third.act(Action.ARCHIVE, EDITOR, "Old.")
    assert practice.read(None)["level"] is None
    fine(practice.assess("public", level="low"))
    assert practice.read(None)["level"] == "low"
    assert practice.assess("members").status_code == 409


@pytest.mark.slow
def test_two_unnamed_cases_of_one_operation_are_not_enough(bare: World) -> None:
    one = case_in(bare, State.PUBLISHED, attribution="unnamed")
    other = case_in(bare, State.PUBLISHED, attribution="unnamed", title="The other column")
    practice = PracticeSteps(bare)
    for case in (one, other):
        fine(practice.cite(case), 201)
    refused(practice.act(EDITOR, "consult"), 422, "evidence")


@pytest.mark.slow
def test_an_unnamed_delegation_stays_unnamed(bare: World) -> None:
    cases = two_cases(bare, attribution="unnamed")
    practice = PracticeSteps(bare)
    for case in cases:
        fine(practice.cite(case), 201)
    fine(practice.cite(cases[0], shows="The Ghanaian team lost no vehicle."), 201)
    refused(practice.act(EDITOR, "consult"), 422, "evidence")
    fine(practice.cite(cases[0]), 201)
    fine(practice.act(EDITOR, "consult"))
    fine(practice.act(CITED, "object", "The figure is not ours."))
    for office in ("practitioner", OTHER):
        seen = practice.read(office)
        assert seen["remarks"][0]["delegation"] is None
        assert "GHA" not in str(seen)
        assert "Ghana" not in str(seen)
    assert practice.read(EDITOR)["remarks"][0]["delegation"] == "GHA"
    history = fine(Program(bare, EDITOR).get(f"{practice.address}/history"))
    assert [entry["by"] for entry in history if entry["action"] == "object"] == [None]


@pytest.mark.slow
def test_a_delegation_withdraws_its_row_at_once_from_every_edition(bare: World) -> None:
    practice = practice_in(bare, PracticeState.ADOPTED)
    fine(practice.act(EDITOR, "revise", "Something is missing."))
    number = practice.read("practitioner")["evidence"][0]["id"]
    assert practice.remove(OTHER, number).status_code == 403
    assert practice.remove("practitioner", number).status_code == 403
    assert practice.remove(CITED, number).status_code == 204
    for edition in (1, 2):
        assert len(practice.read(EDITOR, edition)["evidence"]) == 1
    assert practice.read("practitioner")["evidence_changed"]
    assert Program(bare).get(practice.address).status_code == 404


@pytest.mark.slow
def test_what_was_proposed_to_adopt_is_proposed_again_after_a_change(bare: World) -> None:
    practice = practice_in(bare, PracticeState.IN_CONSULTATION)
    bare.clock.moment += timedelta(days=15)
    fine(practice.assess())
    fine(practice.act(EDITOR, "adopt"))
    fine(Program(bare, SECOND).patch(practice.address, {"costs": "Two.", "version": practice.read()["version"]}))
    assert fine(practice.act(SECOND, "adopt"))["state"] == "in_consultation"


@pytest.mark.slow
def test_a_new_case_with_the_same_theme_flags_and_only_what_is_published_can_be_cited(bare: World) -> None:
    practice = practice_in(bare, PracticeState.ADOPTED)
    bare.clock.moment += timedelta(days=1)
    draft = case_in(bare, State.SUBMITTED, title="Not yet")
    flag_evidence(bare.platform.work)
    assert not practice.read()["changes"]
    new = case_in(bare, State.PUBLISHED, title="Just published")
    assert flag_evidence(bare.platform.work) == 1
    changes = practice.read("practitioner")["changes"]
    assert [(one["change"], one["case"]) for one in changes] == [("new_case", new.reference)]
    fine(practice.act(EDITOR, "revise", "A new case."))
    refused(practice.cite(draft), 422, "case")
    refused(practice.cite(new, revision=2), 422, "case")


def test_a_stale_page_and_a_form_sent_twice(bare: World) -> None:
    practice = PracticeSteps(bare)
    version = practice.read()["version"]
    fine(Program(bare, EDITOR).patch(practice.address, {"costs": "Two.", "version": version}))
    refused(Program(bare, EDITOR).patch(practice.address, {"costs": "Three.", "version": version}), 409)
    headers = {"Idempotency-Key": "one"}
    twice = [fine(Program(bare, EDITOR).post("/practices", {"title": "Do it"}, headers=headers), 201) for _ in "ab"]
    assert twice[0]["reference"] == twice[1]["reference"]
