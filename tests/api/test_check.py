"""The check over HTTP: who reads the findings in which state, who says why one may stay, and when that counts."""

import pytest

from case_studies.vocabulary import State
from tests.support.api_client import EDITOR, OFFICER, WRITER, Answer, Program, everything, fine, refused
from tests.support.workflow_cases import REVIEWERS, Steps, case_in
from tests.support.world import WHOLE_CASE, World

PLACE = "30P XA 123 456"
RESULTS = f"The cache was at {PLACE}."
WHY = "The place is on the map that the operation itself printed."
SECTIONS = {**WHOLE_CASE["sections"], "results": RESULTS}

OWN = {WRITER, OFFICER}
JUDGES = {*OWN, EDITOR, "editor.bra", REVIEWERS[0]}
PERSONS = (*sorted(JUDGES), "reviewer.ken", "focal-point.deu", "practitioner", "admin", None)
DESK = {WRITER}  # while the revision is on the desk of the delegation

EXPECTED = (  # state → who reads the findings, who says why one may stay
    (State.DRAFT, OWN, DESK),
    (State.IN_CLEARANCE, OWN, set()),
    (State.SUBMITTED, {*OWN, EDITOR, "editor.bra"}, set()),
    (State.IN_REVIEW, JUDGES, set()),
    (State.REVISION_REQUESTED, JUDGES, DESK),
    (State.PUBLISHED, JUDGES, set()),
    (State.DECLINED, JUDGES, set()),
    (State.WITHDRAWN, OWN, set()),
)


def address(case: Steps) -> str:
    return f"/cases/{case.reference}/check"


def findings(case: Steps, office: str = WRITER) -> list[Answer]:
    found: list[Answer] = fine(Program(case.world, office).get(address(case)))
    return found


@pytest.fixture
def case(bare: World) -> Steps:
    return Steps.start(bare, sections=SECTIONS)


@pytest.mark.slow
@pytest.mark.parametrize(("state", "readers", "writers"), EXPECTED, ids=[row[0] for row in EXPECTED])
def test_who_reads_findings_and_who_says_why_one_may_stay(
    bare: World, monkeypatch: pytest.MonkeyPatch, state: State, readers: set[str], writers: set[str]
) -> None:
    with monkeypatch.context() as before_there_was_a_rule:
        before_there_was_a_rule.setattr("case_studies.case_findings.find", lambda *_args, **_rest: [])
        case = case_in(bare, state, sections=SECTIONS)
    (finding,) = findings(case)
    stored = everything(bare)
    body = {"justification": WHY}
    for person in PERSONS:
        read = Program(bare, person).get(address(case))
        assert (read.status_code == 200) == (person in readers), person
        if person not in readers:
            assert read.status_code in (401, 403, 404), person
            assert PLACE not in read.get_data(as_text=True)
        if person not in writers:
            answer = Program(bare, person).put(f"{address(case)}/{finding['id']}", body)
            assert answer.status_code in (401, 403, 404, 409), person
            assert everything(bare) == stored, person
    for person in writers:
        fine(Program(bare, person).put(f"{address(case)}/{finding['id']}", body))
        assert findings(case)[0]["justification"] == WHY


def test_a_finding_says_where_it_is_and_what_could_be_written(case: Steps) -> None:
    (finding,) = findings(case)
    assert RESULTS[finding["start"] : finding["end"]] == finding["text"] == PLACE
    about = {name: finding[name] for name in ("kind", "section", "suggestion", "justified", "justification")}
    assert about == {
        "kind": "grid_reference",
        "section": "results",
        "suggestion": "a place in the region",
        "justified": False,
        "justification": "",
    }


def test_a_reason_is_said_changed_and_taken_back(case: Steps) -> None:
    writer, (finding,) = Program(case.world, WRITER), findings(case)
    one = f"{address(case)}/{finding['id']}"
    for reason in (WHY, "Both sides published it.", ""):
        answer = fine(writer.put(one, {"justification": reason}))
        assert (answer["justification"], answer["justified"]) == (reason, bool(reason))
        assert findings(case, OFFICER) == [answer]


def test_a_version_that_is_not_the_present_one_is_refused(case: Steps) -> None:
    writer, (finding,) = Program(case.world, WRITER), findings(case)
    version = writer.case(case.reference)["version"]
    case.edit(contact="office@example.org")
    stored = everything(case.world)
    refused(writer.put(f"{address(case)}/{finding['id']}", {"justification": WHY, "version": version}), 409)
    assert everything(case.world) == stored
    fine(writer.put(f"{address(case)}/{finding['id']}", {"justification": WHY, "version": version + 1}))


def test_a_finding_that_the_text_has_no_longer_is_not_there(case: Steps) -> None:
    writer, (finding,) = Program(case.world, WRITER), findings(case)
    fine(writer.put(f"{address(case)}/{finding['id']}", {"justification": WHY}))
    case.edit(sections={"results": "The cache was found."})
    assert findings(case) == []
    refused(writer.put(f"{address(case)}/{finding['id']}", {"justification": WHY}), 404)
    refused(writer.put(f"{address(case)}/{'0' * 16}", {"justification": WHY}), 404)


def test_a_reason_moves_with_its_text_and_is_gone_when_the_text_changes(case: Steps) -> None:
    writer, (finding,) = Program(case.world, WRITER), findings(case)
    fine(writer.put(f"{address(case)}/{finding['id']}", {"justification": WHY}))
    case.edit(sections={"results": f"After the rains they came back. {RESULTS}"})
    (moved,) = findings(case)
    assert (moved["id"], moved["justified"], moved["start"]) == (finding["id"], True, finding["start"] + 32)
    case.edit(sections={"results": RESULTS.replace("456", "457")})
    (changed,) = findings(case)
    assert (changed["justified"], changed["justification"]) == (False, "")
    case.edit(sections={"results": RESULTS})
    assert findings(case)[0]["justified"] is False  # it was gone with its text


def test_a_marking_is_taken_out_and_not_justified(bare: World) -> None:
    case = Steps.start(bare, sections={**WHOLE_CASE["sections"], "lessons": "TLP:AMBER\n\nMore searchers."})
    (finding,) = findings(case)
    assert finding["suggestion"] is None
    stored = everything(bare)
    answer = Program(bare, WRITER).put(f"{address(case)}/{finding['id']}", {"justification": WHY})
    refused(answer, 422, "justification")
    assert everything(bare) == stored
    assert findings(case)[0]["justified"] is False


@pytest.mark.parametrize(
    "body", [{}, {"justification": 5}, {"justification": "x" * 1001}, {"justification": "x", "y": 1}]
)
def test_a_body_that_is_no_reason_is_refused(case: Steps, body: Answer) -> None:
    (finding,) = findings(case)
    answer = Program(case.world, WRITER).put(f"{address(case)}/{finding['id']}", body)
    assert answer.status_code == 422
    assert findings(case)[0]["justified"] is False
