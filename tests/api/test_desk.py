"""The desk and the statistics by API."""

from datetime import timedelta

import pytest

from case_studies.vocabulary import State
from tests.support.api_client import Program, fine, refused
from tests.support.workflow_cases import EDITOR, OFFICER, REVIEWERS, WRITER, case_in, unanswered_round
from tests.support.world import WHOLE_CASE, World


def waiting(world: World, office: str) -> list[tuple[str, str, str | None]]:
    """Return group, step and due day of every task of an office."""
    groups = fine(Program(world, office).get("/desk"))["groups"]
    return [(group["group"], item["step"], item["due"]) for group in groups for item in group["items"]]


@pytest.mark.slow
def test_each_role_reads_its_own_desk(bare: World) -> None:
    case_in(bare, State.IN_CLEARANCE)
    unanswered_round(bare)
    assert waiting(bare, WRITER) == []
    assert waiting(bare, OFFICER) == [("to_clear", "decide_clearance", None)]
    assert waiting(bare, REVIEWERS[0]) == [("invitations", "answer_invitation", "2026-11-09")]
    assert waiting(bare, EDITOR) == [("reviews_out", "wait_for_reviews", "2026-11-23")]
    assert waiting(bare, "practitioner") == []


def test_a_task_has_the_page_of_its_next_step(bare: World) -> None:
    case = unanswered_round(bare)
    bare.clock.moment += timedelta(days=9)
    ((group,), client) = (fine(Program(bare, REVIEWERS[0]).get("/desk"))["groups"], bare.browser(REVIEWERS[0]))
    (item,) = group["items"]
    assert (item["reference"], item["title"], item["state"]) == (case.reference, WHOLE_CASE["title"], "in_review")
    assert item["overdue"] is True
    assert item["delegation"] == "GHA"
    assert item["url"].endswith(f"/assignments/{case.assignment(REVIEWERS[0])}")
    assert client.get(item["url"]).status_code == 200


def test_a_recused_editor_reads_only_the_number_of_cases(bare: World) -> None:
    case = case_in(bare, State.SUBMITTED, co_submitters=["IDN"])
    editor = Program(bare, EDITOR)
    assert fine(editor.get("/desk")) == {"applications": [], "items": [], "groups": [], "recused": 1}
    for tail in ("", "/history", "/reviews", "/assignments", "/candidates", "/changes"):
        refused(editor.get(f"/cases/{case.reference}{tail}"), 404)


def test_editors_read_statistics(bare: World) -> None:
    case_in(bare, State.PUBLISHED)
    statistics = fine(Program(bare, EDITOR).get("/overview"))
    assert {"state": "published", "cases": 1} in statistics["states"]
    assert [(r["reviewer"], r["asked"], r["on_time"]) for r in statistics["reviewers"]] == [
        ("reviewer.chn@demo.example", 1, 1),
        ("reviewer.fra@demo.example", 1, 1),
    ]
    assert statistics["rounds"] == [{"rounds": 1, "cases": 1}]
    assert [(s["state"], s["ended"], s["median_days_present"]) for s in statistics["stays"]] == [
        ("submitted", 1, None),
        ("in_review", 1, None),
        ("revision_requested", 0, None),
    ]


@pytest.mark.parametrize("office", [WRITER, OFFICER, REVIEWERS[0], "practitioner", "admin"])
def test_only_editors_read_statistics(bare: World, office: str) -> None:
    refused(Program(bare, office).get("/overview"), 403)


def test_the_desk_needs_a_token(bare: World) -> None:
    refused(Program(bare).get("/desk"), 401)
    refused(Program(bare).get("/overview"), 401)


def test_the_version_does_not_reveal_that_reviewers_are_at_work(bare: World) -> None:
    """The version counts the steps of reviewers. Only callers with an action that needs it get the true one."""
    case = unanswered_round(bare)
    first, second = REVIEWERS
    programs = {office: Program(bare, office) for office in (WRITER, OFFICER, first, EDITOR)}
    before = {office: program.case(case.reference)["version"] for office, program in programs.items()}
    case.respond(second)
    case.review(second)
    after = {office: program.case(case.reference)["version"] for office, program in programs.items()}
    assert [office for office in programs if after[office] != before[office]] == [EDITOR]
    assert programs[WRITER].act(case.reference, "withdraw")["state"] == "withdrawn"
