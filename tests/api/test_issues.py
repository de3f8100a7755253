"""A difficult issue through the API: from the question to what came of it, and who learns who speaks."""

import pytest
from sqlalchemy import select

from app.api.examples import ISSUE
from case_studies.models import HistoryEntry
from case_studies.vocabulary import Action, IssueState, State
from tests.support.api_client import Program, fine, refused
from tests.support.issues import ANSWERER, ASKER, CLEARER, EDITOR, OUTCOME, SYNTHESIS, IssueSteps, issue_in
from tests.support.page_reader import link, read
from tests.support.workflow_cases import OFFICER, case_in
from tests.support.world import World


@pytest.mark.slow
def test_from_the_question_to_what_came_of_it(bare: World) -> None:
    issue = issue_in(bare, IssueState.OPEN)
    version = issue.read(EDITOR)["version"]
    invitation = {"delegations": ["DEU", "KEN"], "version": version}
    fine(Program(bare, EDITOR).post(f"/issues/{issue.reference}/invitations", invitation))
    inbox = fine(Program(bare, ANSWERER).get("/notices"))["items"]
    assert any(issue.reference in notice["happened"] for notice in inbox), inbox
    answered = fine(issue.answer(), 201)
    assert answered["state"] == "answered"
    fine(issue.act(EDITOR, "synthesize", synthesis=SYNTHESIS))
    trying = fine(issue.act(ASKER, "take_up", answers=[answered["answers"][0]["id"]]))
    assert (trying["state"], trying["answers"][0]["taken_up"]) == ("trying", True)
    early = fine(issue.act(ASKER, "report_outcome", outcome={**OUTCOME, "result": "too_early"}))
    assert early["state"] == "trying"
    resolved = fine(issue.act(ASKER, "report_outcome", outcome=OUTCOME))
    assert resolved["state"] == "resolved"
    seen = issue.read("practitioner")
    assert seen["synthesis"]["they_differ"] == SYNTHESIS["they_differ"]
    assert [outcome["result"] for outcome in seen["outcomes"]] == ["too_early", "better"]
    steps = [entry["action"] for entry in fine(Program(bare, "practitioner").get(f"/issues/{issue.reference}/history"))]
    assert steps == ["post", "answer", "synthesize", "take_up", "report_outcome", "report_outcome"]


def test_members_do_not_learn_who_asks_or_answers_unnamed(bare: World) -> None:
    issue = issue_in(bare, IssueState.OPEN)
    fine(issue.answer(named=False), 201)
    fine(issue.answer("reviewer.jpn", named=True), 201)
    member = issue.read("practitioner")
    assert member["asked_by"] == {"id": None, "label": "A troop-contributing country"}
    assert [one["answered_by"]["id"] for one in member["answers"]] == [None, "JPN"]
    asker = issue.read(ASKER)
    assert [one["answered_by"]["id"] for one in asker["answers"]] == ["DEU", "JPN"]
    assert issue.read(EDITOR)["asked_by"]["id"] == "GHA"
    with bare.platform.work.reading() as session:
        entries = session.scalars(select(HistoryEntry).where(HistoryEntry.reference == issue.reference))
        named = {(entry.action, entry.delegation_code) for entry in entries}
    assert named == {("start", None), ("post", None), ("answer", None), ("answer", "JPN")}


@pytest.mark.slow
def test_another_delegation_that_tried_reports_and_does_not_move_the_issue(bare: World) -> None:
    issue = issue_in(bare, IssueState.ANSWERED)
    for state in (IssueState.ANSWERED, IssueState.TRYING):
        for result in ("better", "worse"):
            reported = fine(issue.act(ANSWERER, "report_outcome", outcome={**OUTCOME, "result": result}))
            assert reported["state"] == state
        if state == IssueState.ANSWERED:
            fine(issue.act(ASKER, "take_up", answers=[issue.read(ASKER)["answers"][0]["id"]]))
    fine(issue.act(ANSWERER, "report_outcome", outcome={**OUTCOME, "named": True}))
    resolved = fine(issue.act(ASKER, "report_outcome", outcome=OUTCOME))
    assert resolved["state"] == "resolved"
    read = {office: issue.read(office)["outcomes"] for office in ("practitioner", ASKER, EDITOR)}
    assert [one["reported_by"]["id"] for one in read["practitioner"]] == [None] * 4 + ["DEU", None]
    assert [one["by_asker"] for one in read["practitioner"]] == [False] * 5 + [True]
    assert [one["reported_by"]["id"] for one in read[ASKER]] == ["DEU"] * 5 + ["GHA"]
    assert read[EDITOR] == read[ASKER]
    with bare.platform.work.reading() as session:
        entries = select(HistoryEntry.delegation_code).where(HistoryEntry.action == "report_outcome")
        assert list(session.scalars(entries)) == [None] * 4 + ["DEU", None]


def test_a_resolved_issue_becomes_the_draft_of_a_case_and_only_its_delegation_knows(bare: World) -> None:
    issue = issue_in(bare, IssueState.ANSWERED)
    refused(issue.act(ASKER, "turn_into_case"), 409)
    fine(issue.act(ANSWERER, "report_outcome", outcome={**OUTCOME, "tried": "A zandrith."}))
    fine(issue.act(ASKER, "report_outcome", outcome={**OUTCOME, "made_possible_by": "A short form."}))
    reference = fine(issue.act(ASKER, "turn_into_case"))["became"]
    draft = fine(Program(bare, ASKER).get(f"/cases/{reference}"))
    sections = draft["sections"]
    assert (draft["state"], draft["title"], draft["attribution"]) == ("draft", ISSUE["question"], "unnamed")
    assert ISSUE["setting"] in sections["situation"]
    assert sections["actions"].endswith(OUTCOME["tried"])
    assert ISSUE["already_tried"] in sections["actions"]
    assert sections["lessons"] == f"Repeat: {OUTCOME['tried']}"
    assert (sections["results"], sections["transfer"]) == ("It is better than before.", "A short form.")
    assert draft["themes"] == ISSUE["themes"]
    assert "zandrith" not in str(draft)
    refused(issue.act(ASKER, "turn_into_case"), 409)
    page = read(bare.browser(ASKER), f"/cases/{reference}/work")
    assert link(page, issue.reference) == f"/issues/{issue.reference}"
    for office in (EDITOR, ANSWERER, "practitioner"):
        assert issue.read(office)["became"] is None
    history = fine(Program(bare, "admin").get(f"/issues/{issue.reference}/history"))
    assert "turn_into_case" not in [entry["action"] for entry in history]


def test_an_informal_issue_is_for_members_and_one_on_record_is_cleared_first(bare: World) -> None:
    informal = IssueSteps(bare)
    change = {"audience": "public", "version": informal.read(ASKER)["version"]}
    refused(Program(bare, ASKER).patch(f"/issues/{informal.reference}", change), 422, "audience")
    on_record = issue_in(bare, IssueState.IN_CLEARANCE, register="on_record", audience="public", attribution="named")
    assert Program(bare).get(f"/issues/{on_record.reference}").status_code == 404
    assert on_record.act(ASKER, "clear").status_code == 403
    fine(on_record.act(CLEARER, "clear"))
    assert fine(Program(bare).get(f"/issues/{on_record.reference}"))["asked_by"]["id"] == "GHA"
    listed = fine(Program(bare).get("/issues"))
    assert [item["reference"] for item in listed["items"]] == [on_record.reference]


def test_an_answer_with_a_case_names_the_revision_that_its_author_reads(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, audience="members")
    issue = issue_in(bare, IssueState.OPEN)
    refused(issue.answer(kind="case", text="See it.", case="CS-2026-9999"), 422, "case")
    answer = fine(issue.answer(kind="case", text="See it.", case=case.reference, section="lessons"), 201)["answers"][0]
    assert (answer["case"], answer["revision"], answer["section"]) == (case.reference, 1, "lessons")


@pytest.mark.slow
def test_an_answer_names_its_case_only_to_those_who_read_the_case(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, audience="members")
    issue = issue_in(bare, IssueState.IN_CLEARANCE, register="on_record", audience="public")
    fine(issue.act(CLEARER, "clear"))
    fine(issue.answer(kind="case", text="See it.", case=case.reference, section="lessons"), 201)
    assert issue.read("practitioner")["answers"][0]["case"] == case.reference
    seen = fine(Program(bare).get(f"/issues/{issue.reference}"))["answers"][0]
    assert (seen["kind"], seen["case"], seen["revision"], seen["section"]) == ("case", None, None, None)
    assert case.reference not in read(bare.visitor(), f"/issues/{issue.reference}")
    case.act(Action.WITHDRAW, OFFICER)
    assert issue.read("practitioner")["answers"][0]["case"] is None


def test_an_answer_that_is_taken_back_leaves_no_text(bare: World) -> None:
    issue = issue_in(bare, IssueState.OPEN)
    number = fine(issue.answer(text="A zandrith of an answer."), 201)["answers"][0]["id"]
    address = f"/issues/{issue.reference}/answers/{number}"
    assert Program(bare, "reviewer.jpn").call("DELETE", address).status_code == 403
    assert Program(bare, ANSWERER).call("DELETE", address).status_code == 204
    assert issue.read(ASKER)["answers"] == []
    assert "zandrith" not in str(fine(Program(bare, ASKER).get(f"/issues/{issue.reference}/history")))


def test_everybody_reads_why_an_issue_was_closed_and_nothing_dangerous_in_it(bare: World) -> None:
    issue = issue_in(bare, IssueState.OPEN)
    refused(issue.act(ASKER, "overtake", "The post at 12.8628° N, 30.2176° E closed."), 422, "note")
    fine(issue.act(ASKER, "overtake", "The operation ended."))
    history = fine(Program(bare, "practitioner").get(f"/issues/{issue.reference}/history"))
    assert [(entry["action"], entry["note"], entry["by"]) for entry in history] == [
        ("post", "", None),
        ("overtake", "The operation ended.", None),
    ]
    assert "The operation ended." in read(bare.browser("practitioner"), f"/issues/{issue.reference}")


def test_what_must_not_leave_is_refused(bare: World) -> None:
    issue = IssueSteps(bare, setting="The post is at 12.8628° N, 30.2176° E.")
    refused(issue.act(ASKER, "post"), 422, "setting")
    posted = issue_in(bare, IssueState.OPEN)
    refused(posted.answer(text="Meet at 12.8628° N, 30.2176° E."), 422, "text")
    assert posted.read(ASKER)["answers"] == []


def test_what_the_check_finds_is_listed_and_may_stay_with_a_reason(bare: World) -> None:
    issue = IssueSteps(bare, setting="Call +233 30 266 5555 at night.")
    address = f"/issues/{issue.reference}/check"
    found = fine(Program(bare, ASKER).get(address))
    assert [(one["section"], one["kind"], one["justified"]) for one in found] == [("setting", "phone_number", False)]
    body = {"justification": "The public number of the operation."}
    assert fine(Program(bare, ASKER).put(f"{address}/{found[0]['id']}", body))["justified"]
    assert Program(bare, ASKER).put(f"{address}/nothing", body).status_code == 404
    fine(issue.act(ASKER, "post"))
    assert Program(bare, ASKER).get(address).status_code == 409
    assert Program(bare, "practitioner").get(address).status_code == 403


def test_a_state_is_named_only_if_it_agreed(bare: World) -> None:
    issue = IssueSteps(bare, setting="The authorities of Mali close the road at night.")
    refused(issue.act(ASKER, "post"), 422, "names_agreed")
    change = {"names_agreed": True, "version": issue.read(ASKER)["version"]}
    fine(Program(bare, ASKER).patch(f"/issues/{issue.reference}", change))
    fine(issue.act(ASKER, "post"))


def test_a_stale_page_and_a_form_sent_twice(bare: World) -> None:
    issue = IssueSteps(bare)
    version = issue.read(ASKER)["version"]
    fine(Program(bare, ASKER).patch(f"/issues/{issue.reference}", {"setting": "Elsewhere.", "version": version}))
    answer = Program(bare, ASKER).patch(f"/issues/{issue.reference}", {"setting": "Here.", "version": version})
    refused(answer, 409)
    headers = {"Idempotency-Key": "one"}
    twice = [fine(Program(bare, ASKER).post("/issues", {"question": "Who?"}, headers=headers), 201) for _ in range(2)]
    assert twice[0]["reference"] == twice[1]["reference"]


def test_at_most_five_delegations_are_asked_and_never_the_one_that_asks(bare: World) -> None:
    issue = issue_in(bare, IssueState.OPEN)
    for codes in (["GHA"], ["XXX"]):
        body = {"delegations": codes, "version": issue.read(EDITOR)["version"]}
        refused(Program(bare, EDITOR).post(f"/issues/{issue.reference}/invitations", body), 422, "delegations")


def test_an_issue_follows_entries_that_are_merged(bare: World) -> None:
    issue = issue_in(bare, IssueState.OPEN, themes=["MED-CASEVAC", "MED-AIR"], operation="MINUSMA")
    for vocabulary, code, into in (("themes", "MED-CASEVAC", "MED-AIR"), ("operations", "MINUSMA", "MINUSCA")):
        address = f"/vocabularies/{vocabulary}/entries/{code}"
        edition = fine(Program(bare, "admin").get(address))["edition"]
        fine(Program(bare, "admin").post(f"{address}/merge", {"into": into, "edition": edition}))
    seen = issue.read("practitioner")
    assert [theme["id"] for theme in seen["themes"]] == ["MED-AIR"]
    assert seen["operation"]["id"] == "MINUSCA"
