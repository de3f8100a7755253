"""Which revisions a person may read because they take part, written by hand; it agrees with what they see at once."""

from collections.abc import Callable

import pytest

from case_studies.operations.cases.queries import case_with_all
from case_studies.policy.visibility import case_view, readable_revisions_of
from case_studies.vocabulary import Action, State
from tests.support.policy_cases import all_actors
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in, second_draft, second_round
from tests.support.world import World

OWN = (WRITER, OFFICER)
JUDGES = (EDITOR, "reviewer.chn")
OTHERS = ("reviewer.ken", "focal-point.deu", "practitioner", "admin", None)
Numbers = dict[str | None, list[int]]


def _returned(world: World) -> Steps:
    """A text that was submitted, and went back to its author."""
    case = case_in(world, State.SUBMITTED)
    case.assign("reviewer.chn")
    case.act(Action.RETURN_TO_SUBMITTER, EDITOR, "The summary names a route.")
    return case


def _cleared_again(world: World) -> Steps:
    case = case_in(world, State.REVISION_REQUESTED)
    case.act(Action.REQUEST_CLEARANCE, WRITER)
    case.act(Action.CLEAR, OFFICER)
    return case


def _left(world: World) -> Steps:
    """A second round that one reviewer of the first one does not take part in, and a third one asked for."""
    case = _cleared_again(world)
    case.respond("reviewer.chn", accept=False)
    case.respond("reviewer.fra")
    case.review("reviewer.fra")
    case.act(Action.REQUEST_REVISION, EDITOR, "Once more.")
    return case


def _published_again(world: World) -> Steps:
    case = second_round(world)
    case.act(Action.PUBLISH, EDITOR)
    return case


def _for(offices: tuple[str | None, ...], *numbers: int) -> Numbers:
    return {office: list(numbers) for office in offices}


# Nobody but those named reads a revision for taking part.
READABLE: dict[str, tuple[Callable[[World], Steps], Numbers]] = {
    "draft": (lambda w: case_in(w, State.DRAFT), _for(OWN, 1)),
    "in clearance": (lambda w: case_in(w, State.IN_CLEARANCE), _for(OWN, 1)),
    "submitted": (lambda w: case_in(w, State.SUBMITTED), _for((*OWN, EDITOR), 1)),
    "returned": (_returned, _for(OWN, 1)),
    "in review": (lambda w: case_in(w, State.IN_REVIEW), _for((*OWN, *JUDGES), 1)),
    "revision requested": (lambda w: case_in(w, State.REVISION_REQUESTED), _for(OWN, 1, 2) | _for(JUDGES, 1)),
    "cleared again": (_cleared_again, _for((*OWN, *JUDGES), 1, 2)),
    "one reviewer left": (
        _left,
        _for(OWN, 1, 2, 3) | _for((EDITOR, "reviewer.fra"), 1, 2) | _for(("reviewer.chn",), 1),
    ),
    "published": (lambda w: case_in(w, State.PUBLISHED), _for((*OWN, *JUDGES), 1)),
    "second draft": (second_draft, _for(OWN, 1, 2) | _for(JUDGES, 1)),
    "published again": (_published_again, _for((*OWN, *JUDGES), 1, 2)),
    "declined": (lambda w: case_in(w, State.DECLINED), _for((*OWN, *JUDGES), 1)),
    "withdrawn": (lambda w: case_in(w, State.WITHDRAWN), _for(OWN, 1)),
}


def _numbers(case: Steps, office: str | None) -> list[int]:
    with case.world.platform.work.reading() as session:
        found = session.scalars(case_with_all()).all()
        whole = next(other for other in found if other.reference == case.reference)
        return [revision.number for revision in readable_revisions_of(case.actor(office), whole)]


@pytest.mark.slow
@pytest.mark.parametrize("situation", READABLE)
def test_everybody_reads_the_revisions_that_the_table_says_and_no_more(bare: World, situation: str) -> None:
    make, expected = READABLE[situation]
    case = make(bare)
    offices = (*OWN, *JUDGES, "reviewer.fra" if situation == "one reviewer left" else EDITOR, *OTHERS)
    assert {office: _numbers(case, office) for office in offices} == {o: expected.get(o, []) for o in offices}


def test_an_editor_or_reviewer_in_conflict_reads_none(bare: World) -> None:
    case = second_round(bare, co_submitters=["BRA"])
    assert _numbers(case, "editor.bra") == _numbers(case, "reviewer.bra") == []


@pytest.mark.slow
def test_what_is_readable_agrees_with_what_is_seen(special_library: World) -> None:
    """Who takes part may read what they see at once, and nothing after the last revision they may know of."""
    with special_library.platform.work.reading() as session:
        cases = list(session.scalars(case_with_all()))
        for actor in all_actors(special_library):
            for case in cases:
                seen, found = case_view(actor, case), readable_revisions_of(actor, case)
                if seen is None or not seen.inside:
                    assert found == [], (actor, case.reference)
                else:
                    assert seen.revision in found, (actor, case.reference)
                    assert found[-1].number <= seen.last, (actor, case.reference)
