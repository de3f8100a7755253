"""Signals in the API: what the page shows, for members."""

from case_studies.operations.signals.words import note_words
from case_studies.vocabulary import State
from tests.support.api_client import WRITER, Program, fine
from tests.support.issues import IssueSteps
from tests.support.workflow_cases import case_in
from tests.support.world import World

OFFICES = ("focal-point.rwa", "clearance.rwa", "focal-point.gha", "clearance.gha", "practitioner")


def test_a_member_reads_what_grows_what_waits_and_what_was_not_found(bare: World) -> None:
    case_in(bare, State.PUBLISHED, themes=["MED-AIR"])
    issue = IssueSteps(bare)
    fine(issue.act(WRITER, "post"))
    for office in OFFICES:
        with bare.platform.work.writing() as session:
            note_words(session, bare.platform.search, bare.actor(office), "zeppelin hangars", "a key")
    signals = fine(Program(bare, "practitioner").get("/signals"))
    assert signals["quarters"][-1] == {"year": 2026, "number": 4}
    assert [(theme["id"], theme["counts"]) for theme in signals["themes"]] == [("MED", [0, 0, 0, 1])]
    assert [(one["reference"], one["state"]) for one in signals["issues"]] == [(issue.reference, "open")]
    assert signals["issues"][0]["url"] == f"http://localhost/issues/{issue.reference}"
    assert signals["words"] == ["zeppelin hangars"]
    assert Program(bare).get("/signals").status_code == 401
