"""Consent to be named, for programs: the same answers and refusals as on pages."""

from case_studies.vocabulary import Action, State
from tests.support.api_client import Program, fine, refused
from tests.support.workflow_cases import OFFICER, WRITER, Steps, case_in
from tests.support.world import World

CONFIRMER = "clearance.bra"


def test_an_author_answers_for_states_and_partners(bare: World) -> None:
    case = Steps.start(bare, implemented_by=["GHA"])
    case.edit(implemented_by=["GHA", "KEN"], partners=["UNMAS"])
    author, address = Program(bare, WRITER), f"/cases/{case.reference}/consents"
    asked = fine(author.get(address))["partners"]
    assert [(one["partner"], one["answer"]) for one in asked] == [("KEN", "not_asked"), ("UNMAS", "not_asked")]
    agreed = {"partner": "KEN", "answer": "agreed", "note": "Ministry of Defence, 3 March 2027"}
    body = {"consents": [agreed], "version": case.version}
    assert fine(author.put(address, body))["partners"][0] == {**agreed, "name": "Kenya"}
    refused(author.put(address, body), 409)
    unknown = {"consents": [{"partner": "CHN", "answer": "refused"}], "version": case.version}
    refused(author.put(address, unknown), 422, "consents.0.partner")
    refused(Program(bare, OFFICER).put(address, {**body, "version": case.version}), 403)


def test_a_co_submitter_reads_confirms_and_withdraws(bare: World) -> None:
    case = case_in(bare, State.IN_CLEARANCE, co_submitters=["BRA"])
    officer, address = Program(bare, CONFIRMER), f"/cases/{case.reference}/consent"
    seen = fine(officer.get(address))
    assert (seen["state"], seen["may_answer"], seen["may_withdraw"]) == ("awaited", True, False)
    assert seen["case"]["sections"]["resources"] == "Twelve searchers, two vehicles on loan."
    refused(officer.call("DELETE", address), 409)
    refused(officer.put(address, {"answer": "confirmed", "mark": "another"}), 409)
    refused(officer.put(address, {"answer": "refused", "mark": seen["mark"]}), 422, "reason")
    assert officer.put(address, {"answer": "confirmed", "mark": seen["mark"]}).status_code == 204
    (found,) = fine(Program(bare, WRITER).get(f"/cases/{case.reference}/consents"))["co_submitters"]
    assert (found["delegation"], found["state"], found["reason"]) == ("BRA", "confirmed", "")
    case.act(Action.CLEAR, OFFICER)
    assert officer.call("DELETE", address).status_code == 204
    refused(officer.get(address), 404)
    (gone,) = fine(Program(bare, WRITER).get(f"/cases/{case.reference}/consents"))["withdrawn"]
    assert gone["delegation"] == "BRA"


def test_a_program_without_the_scope_confirms_nothing(bare: World) -> None:
    case = case_in(bare, State.IN_CLEARANCE, co_submitters=["BRA"])
    refused(Program(bare).put(f"/cases/{case.reference}/consent", {"answer": "confirmed", "mark": "0"}), 401)
    refused(Program(bare, "reviewer.bra").get(f"/cases/{case.reference}/consent"), 403)
