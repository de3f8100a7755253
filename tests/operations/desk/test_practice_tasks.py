"""What waits for whom in good practices, from the consultation to evidence that changed."""

from datetime import timedelta

import pytest

from case_studies.operations.practices.evidence_watch import flag_evidence
from case_studies.vocabulary import Action, PracticeState
from tests.support.api_client import Program, fine
from tests.support.desks import desk_cost, waiting
from tests.support.page_reader import link, read, words
from tests.support.practices import CITED, EDITOR, OTHER, SECOND, practice_in, two_cases
from tests.support.workflow_cases import WRITER
from tests.support.world import World

S = PracticeState
OFFICES = (EDITOR, SECOND, CITED, OTHER, "clearance.gha", "reviewer.jpn", "practitioner", "admin")


def rows(world: World) -> dict[str, str]:
    """Return the step of each office that has one; nobody has two here."""
    found = {office: waiting(world, office) for office in OFFICES}
    assert all(len(tasks) < 2 for tasks in found.values())
    return {office: tasks[0][1] for office, tasks in found.items() if tasks}


@pytest.mark.slow
def test_the_rows_of_a_practice_from_the_consultation_to_the_next_edition(bare: World) -> None:
    cases = two_cases(bare)
    practice = practice_in(bare, S.IN_CONSULTATION, cases)
    assert rows(bare) == {CITED: "consider_practice"}
    page = words(read(bare.browser(CITED), "/desk"))
    assert "It rests on a case of your delegation." in page
    assert "consultation until 16 November 2026" in page

    objection = fine(practice.act(CITED, "object", "The figure is not ours."))["remarks"][0]["id"]
    assert rows(bare) == {EDITOR: "answer_objection", SECOND: "answer_objection"}
    assert "Objections without an answer: 1." in words(read(bare.browser(EDITOR), "/desk"))
    fine(practice.answer(objection))
    assert rows(bare) == {}, "it waits for the end of the consultation"

    bare.clock.moment += timedelta(days=15)
    assert rows(bare) == {EDITOR: "propose_adoption", SECOND: "propose_adoption"}
    fine(practice.assess())
    fine(practice.act(EDITOR, "adopt"))
    assert rows(bare) == {SECOND: "agree_to_adoption"}, "an editor of another delegation has to agree"
    fine(practice.act(SECOND, "adopt"))
    assert rows(bare) == {}
    bare.clock.moment += timedelta(days=340)
    assert rows(bare) == {EDITOR: "look_again", SECOND: "look_again"}, "a year after the adoption"
    assert "look again by 17 November 2027" in words(read(bare.browser(EDITOR), "/desk"))

    cases[0].act(Action.WITHDRAW, WRITER, "A reason.")
    assert flag_evidence(bare.platform.work) == 1
    assert rows(bare) == {EDITOR: "look_at_evidence", SECOND: "look_at_evidence"}
    fine(practice.act(EDITOR, "revise", "A case was withdrawn."))
    assert rows(bare) == {EDITOR: "continue_practice"}


@pytest.mark.slow
def test_a_delegation_is_asked_until_it_objects_or_the_consultation_is_over(bare: World) -> None:
    practice = practice_in(bare, S.IN_CONSULTATION)
    group = fine(Program(bare, CITED).get("/desk"))["items"][0]
    (row,) = group["items"]
    assert (group["group"], row["kind"], row["due"]) == ("practices_to_consider", "practice", "2026-11-16")
    assert row["owner"] == {"id": "IDN", "label": "Indonesia"}
    assert link(read(bare.browser(CITED), "/desk"), "Read it").endswith(practice.reference)
    fine(practice.act("practitioner", "correct", "A typing error."))
    assert rows(bare) == {CITED: "consider_practice"}, "others spoke"
    for row in practice.read(CITED)["evidence"]:
        practice.remove(CITED, row["id"])
    assert rows(bare) == {}, "its rows are withdrawn"
    other = practice_in(bare, S.IN_CONSULTATION)
    bare.clock.moment += timedelta(days=14)
    assert waiting(bare, CITED) == []
    assert "object" in other.read(CITED)["actions"]


@pytest.mark.slow
def test_a_proposal_waits_on_the_desk_of_its_author_for_another_delegation(bare: World) -> None:
    proposal = practice_in(bare, S.PROPOSED)
    assert rows(bare) == {OTHER: "continue_practice"}
    assert "waits for a focal point of another delegation" in words(read(bare.browser(OTHER), "/desk"))
    fine(proposal.act(CITED, "support"))
    assert "waits for a focal point" not in words(read(bare.browser(OTHER), "/desk"))


@pytest.mark.slow
def test_the_number_of_statements_does_not_grow_with_the_practices(bare: World) -> None:
    cases = two_cases(bare)

    def add() -> None:
        fine(practice_in(bare, S.IN_CONSULTATION, cases).act(CITED, "object", "The figure is not ours."))

    add()
    before = [desk_cost(bare, office) for office in (EDITOR, CITED)]
    add()
    add()
    assert [desk_cost(bare, office) for office in (EDITOR, CITED)] == before
    assert len(waiting(bare, EDITOR)) == 3
