"""Role × state × action: what each person gets for each action in each situation, written by hand from the design.

Ghana's case is public, took place in Mali, and has Brazil as co-submitter. Every attempt carries the present version
and a reason. `.` is 403, seen and not allowed; `-` is 404, for this person there is no case; 401 asks to sign in; 409
is the wrong state (or a round that lacks something), 422 a form that lacks something. A situation "as" another one
lists only the rows that differ.
"""

import itertools
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.errors import status_of
from case_studies.errors import NotVisible, Refusal
from case_studies.models import Case
from case_studies.operations.cases.queries import case_with_all
from case_studies.policy.actor import Actor
from case_studies.vocabulary import Action, State
from case_studies.workflow.cases import CASES
from tests.support.workflow_cases import REVIEWERS, Steps, case_in, second_draft, second_round, unanswered_round
from tests.support.world import World

PERSONS: dict[str, str | None] = {
    "writer": "focal-point.gha",
    "officer": "clearance.gha",  # of the same delegation, wrote nothing
    "editor": "editor.idn",
    "recused": "editor.bra",  # an editor of the co-submitter
    "asked": "reviewer.chn",
    "other": "reviewer.ken",  # a reviewer who was not asked
    "stranger": "focal-point.deu",
    "reader": "practitioner",
    "admin": "admin",
    "nobody": None,
}

TABLE = """
draft                writer officer editor recused asked other stranger reader admin nobody
request_clearance    ok     .       -      -       -     -     -        -      -     -
take_back            409    .       -      -       -     -     -        -      -     -
clear                .      409     -      -       -     -     -        -      -     -
send_back            .      409     -      -       -     -     -        -      -     -
recall               409    409     -      -       -     -     -        -      -     -
return_to_submitter  .      .       -      -       -     -     -        -      -     -
start_review         .      .       -      -       -     -     -        -      -     -
request_revision     .      .       -      -       -     -     -        -      -     -
publish              .      .       -      -       -     -     -        -      -     -
decline              .      .       -      -       -     -     -        -      -     -
revise               409    .       -      -       -     -     -        -      -     -
archive              409    .       -      -       -     -     -        -      -     -
restore              .      .       -      -       -     -     -        -      -     -
withdraw             ok     ok      -      -       -     -     -        -      -     -

unfinished_draft as draft
request_clearance    422    .       -      -       -     -     -        -      -     -

in_clearance         writer officer editor recused asked other stranger reader admin nobody
request_clearance    409    .       -      -       -     -     -        -      -     -
take_back            ok     .       -      -       -     -     -        -      -     -
clear                .      ok      -      -       -     -     -        -      -     -
send_back            .      ok      -      -       -     -     -        -      -     -
recall               409    409     -      -       -     -     -        -      -     -
return_to_submitter  .      .       -      -       -     -     -        -      -     -
start_review         .      .       -      -       -     -     -        -      -     -
request_revision     .      .       -      -       -     -     -        -      -     -
publish              .      .       -      -       -     -     -        -      -     -
decline              .      .       -      -       -     -     -        -      -     -
revise               409    .       -      -       -     -     -        -      -     -
archive              409    .       -      -       -     -     -        -      -     -
restore              .      .       -      -       -     -     -        -      -     -
withdraw             ok     ok      -      -       -     -     -        -      -     -

submitted            writer officer editor recused asked other stranger reader admin nobody
request_clearance    409    .       .      -       .     -     -        -      -     -
take_back            409    .       .      -       .     -     -        -      -     -
clear                .      409     .      -       .     -     -        -      -     -
send_back            .      409     .      -       .     -     -        -      -     -
recall               409    409     .      -       .     -     -        -      -     -
return_to_submitter  .      .       ok     -       .     -     -        -      -     -
start_review         .      .       ok     -       .     -     -        -      -     -
request_revision     .      .       409    -       .     -     -        -      -     -
publish              .      .       409    -       .     -     -        -      -     -
decline              .      .       ok     -       .     -     -        -      -     -
revise               409    .       .      -       .     -     -        -      -     -
archive              409    .       409    -       .     -     -        -      -     -
restore              .      .       409    -       .     -     -        -      -     -
withdraw             ok     ok      .      -       .     -     -        -      -     -

half_assigned as submitted
start_review         .      .       409    -       .     -     -        -      -     -

unassigned           writer officer editor recused asked other stranger reader admin nobody
request_clearance    409    .       .      -       -     -     -        -      -     -
take_back            409    .       .      -       -     -     -        -      -     -
clear                .      409     .      -       -     -     -        -      -     -
send_back            .      409     .      -       -     -     -        -      -     -
recall               ok     ok      .      -       -     -     -        -      -     -
return_to_submitter  .      .       ok     -       -     -     -        -      -     -
start_review         .      .       409    -       -     -     -        -      -     -
request_revision     .      .       409    -       -     -     -        -      -     -
publish              .      .       409    -       -     -     -        -      -     -
decline              .      .       ok     -       -     -     -        -      -     -
revise               409    .       .      -       -     -     -        -      -     -
archive              409    .       409    -       -     -     -        -      -     -
restore              .      .       409    -       -     -     -        -      -     -
withdraw             ok     ok      .      -       -     -     -        -      -     -

in_review            writer officer editor recused asked other stranger reader admin nobody
request_clearance    409    .       .      -       .     -     -        -      -     -
take_back            409    .       .      -       .     -     -        -      -     -
clear                .      409     .      -       .     -     -        -      -     -
send_back            .      409     .      -       .     -     -        -      -     -
recall               409    409     .      -       .     -     -        -      -     -
return_to_submitter  .      .       409    -       .     -     -        -      -     -
start_review         .      .       409    -       .     -     -        -      -     -
request_revision     .      .       ok     -       .     -     -        -      -     -
publish              .      .       ok     -       .     -     -        -      -     -
decline              .      .       ok     -       .     -     -        -      -     -
revise               409    .       .      -       .     -     -        -      -     -
archive              409    .       409    -       .     -     -        -      -     -
restore              .      .       409    -       .     -     -        -      -     -
withdraw             ok     ok      .      -       .     -     -        -      -     -

unreviewed as in_review
request_revision     .      .       409    -       .     -     -        -      -     -
publish              .      .       409    -       .     -     -        -      -     -

revision_requested   writer officer editor recused asked other stranger reader admin nobody
request_clearance    ok     .       .      -       .     -     -        -      -     -
take_back            409    .       .      -       .     -     -        -      -     -
clear                .      409     .      -       .     -     -        -      -     -
send_back            .      409     .      -       .     -     -        -      -     -
recall               409    409     .      -       .     -     -        -      -     -
return_to_submitter  .      .       409    -       .     -     -        -      -     -
start_review         .      .       409    -       .     -     -        -      -     -
request_revision     .      .       409    -       .     -     -        -      -     -
publish              .      .       409    -       .     -     -        -      -     -
decline              .      .       409    -       .     -     -        -      -     -
revise               409    .       .      -       .     -     -        -      -     -
archive              409    .       409    -       .     -     -        -      -     -
restore              .      .       409    -       .     -     -        -      -     -
withdraw             ok     ok      .      -       .     -     -        -      -     -

published            writer officer editor recused asked other stranger reader admin nobody
request_clearance    409    .       .      .       .     .     .        .      .     401
take_back            409    .       .      .       .     .     .        .      .     401
clear                .      409     .      .       .     .     .        .      .     401
send_back            .      409     .      .       .     .     .        .      .     401
recall               409    409     .      .       .     .     .        .      .     401
return_to_submitter  .      .       409    .       .     .     .        .      .     401
start_review         .      .       409    .       .     .     .        .      .     401
request_revision     .      .       409    .       .     .     .        .      .     401
publish              .      .       409    .       .     .     .        .      .     401
decline              .      .       409    .       .     .     .        .      .     401
revise               ok     .       .      .       .     .     .        .      .     401
archive              ok     .       ok     .       .     .     .        .      .     401
restore              .      .       409    .       .     .     .        .      .     401
withdraw             ok     ok      .      .       .     .     .        .      .     401

second_draft         writer officer editor recused asked other stranger reader admin nobody
request_clearance    ok     .       .      .       .     .     .        .      .     401
take_back            409    .       .      .       .     .     .        .      .     401
clear                .      409     .      .       .     .     .        .      .     401
send_back            .      409     .      .       .     .     .        .      .     401
recall               409    409     .      .       .     .     .        .      .     401
return_to_submitter  .      .       409    .       .     .     .        .      .     401
start_review         .      .       409    .       .     .     .        .      .     401
request_revision     .      .       409    .       .     .     .        .      .     401
publish              .      .       409    .       .     .     .        .      .     401
decline              .      .       409    .       .     .     .        .      .     401
revise               409    .       .      .       .     .     .        .      .     401
archive              409    .       409    .       .     .     .        .      .     401
restore              .      .       409    .       .     .     .        .      .     401
withdraw             ok     ok      .      .       .     .     .        .      .     401

second_round         writer officer editor recused asked other stranger reader admin nobody
request_clearance    409    .       .      .       .     .     .        .      .     401
take_back            409    .       .      .       .     .     .        .      .     401
clear                .      409     .      .       .     .     .        .      .     401
send_back            .      409     .      .       .     .     .        .      .     401
recall               409    409     .      .       .     .     .        .      .     401
return_to_submitter  .      .       409    .       .     .     .        .      .     401
start_review         .      .       409    .       .     .     .        .      .     401
request_revision     .      .       ok     .       .     .     .        .      .     401
publish              .      .       ok     .       .     .     .        .      .     401
decline              .      .       ok     .       .     .     .        .      .     401
revise               409    .       .      .       .     .     .        .      .     401
archive              409    .       409    .       .     .     .        .      .     401
restore              .      .       409    .       .     .     .        .      .     401
withdraw             ok     ok      .      .       .     .     .        .      .     401

archived             writer officer editor recused asked other stranger reader admin nobody
request_clearance    409    .       .      .       .     .     .        .      .     401
take_back            409    .       .      .       .     .     .        .      .     401
clear                .      409     .      .       .     .     .        .      .     401
send_back            .      409     .      .       .     .     .        .      .     401
recall               409    409     .      .       .     .     .        .      .     401
return_to_submitter  .      .       409    .       .     .     .        .      .     401
start_review         .      .       409    .       .     .     .        .      .     401
request_revision     .      .       409    .       .     .     .        .      .     401
publish              .      .       409    .       .     .     .        .      .     401
decline              .      .       409    .       .     .     .        .      .     401
revise               409    .       .      .       .     .     .        .      .     401
archive              409    .       409    .       .     .     .        .      .     401
restore              .      .       ok     .       .     .     .        .      .     401
withdraw             ok     ok      .      .       .     .     .        .      .     401

declined             writer officer editor recused asked other stranger reader admin nobody
request_clearance    409    .       .      -       .     -     -        -      -     -
take_back            409    .       .      -       .     -     -        -      -     -
clear                .      409     .      -       .     -     -        -      -     -
send_back            .      409     .      -       .     -     -        -      -     -
recall               409    409     .      -       .     -     -        -      -     -
return_to_submitter  .      .       409    -       .     -     -        -      -     -
start_review         .      .       409    -       .     -     -        -      -     -
request_revision     .      .       409    -       .     -     -        -      -     -
publish              .      .       409    -       .     -     -        -      -     -
decline              .      .       409    -       .     -     -        -      -     -
revise               409    .       .      -       .     -     -        -      -     -
archive              409    .       409    -       .     -     -        -      -     -
restore              .      .       409    -       .     -     -        -      -     -
withdraw             409    409     .      -       .     -     -        -      -     -

withdrawn            writer officer editor recused asked other stranger reader admin nobody
request_clearance    409    .       -      -       -     -     -        -      -     -
take_back            409    .       -      -       -     -     -        -      -     -
clear                .      409     -      -       -     -     -        -      -     -
send_back            .      409     -      -       -     -     -        -      -     -
recall               409    409     -      -       -     -     -        -      -     -
return_to_submitter  .      .       -      -       -     -     -        -      -     -
start_review         .      .       -      -       -     -     -        -      -     -
request_revision     .      .       -      -       -     -     -        -      -     -
publish              .      .       -      -       -     -     -        -      -     -
decline              .      .       -      -       -     -     -        -      -     -
revise               409    .       -      -       -     -     -        -      -     -
archive              409    .       -      -       -     -     -        -      -     -
restore              .      .       -      -       -     -     -        -      -     -
withdraw             409    409     -      -       -     -     -        -      -     -
"""

MARKS = {".": "403", "-": "404"}


def _table() -> dict[str, dict[tuple[str, str], str]]:
    """Return situation → (person, action) → what is expected."""
    found: dict[str, dict[tuple[str, str], str]] = {}
    for block in TABLE.strip().split("\n\n"):
        head, *rows = [line.split() for line in block.splitlines()]
        cells = dict(found[head[2]]) if head[1] == "as" else {}
        for action, *marks in rows:
            cells |= {(p, action): MARKS.get(mark, mark) for p, mark in zip(PERSONS, marks, strict=True)}
        found[head[0]] = cells
    return found


MATRIX = _table()


def _submitted(world: World, *reviewers: str) -> Steps:
    case = case_in(world, State.SUBMITTED, co_submitters=["BRA"])
    for reviewer in reviewers:
        case.assign(reviewer)
    return case


def _confirmed(world: World) -> Steps:
    case = case_in(world, State.IN_CLEARANCE, co_submitters=["BRA"])
    case.consent_all()
    return case


SITUATIONS: dict[str, Callable[[World], Steps]] = {
    "unfinished_draft": lambda world: Steps.start(world, co_submitters=["BRA"], contact=""),
    "in_clearance": _confirmed,
    "submitted": lambda world: _submitted(world, *REVIEWERS),
    "unassigned": _submitted,
    "half_assigned": lambda world: _submitted(world, "reviewer.chn"),
    "unreviewed": lambda world: unanswered_round(world, co_submitters=["BRA"]),
    "second_draft": lambda world: second_draft(world, co_submitters=["BRA"]),
    "second_round": lambda world: second_round(world, co_submitters=["BRA"]),
}


def _situation(world: World, name: str) -> Steps:
    return SITUATIONS[name](world) if name in SITUATIONS else case_in(world, State(name), co_submitters=["BRA"])


def _attempt(session: Session, case: Case, actor: Actor, action: Action) -> str:
    """Return what becomes of an attempt; what it changed is undone."""
    try:
        CASES.perform(session, case, action, actor, note="A reason.", version=case.version)
    except Refusal as refusal:
        assert not session.dirty | session.new | session.deleted
        return str(status_of(refusal).value)
    session.rollback()
    return "ok"


@pytest.mark.slow
@pytest.mark.parametrize("situation", MATRIX)
def test_every_person_gets_for_every_action_what_the_table_says(bare: World, situation: str) -> None:
    way = _situation(bare, situation)
    load = case_with_all().where(Case.reference == way.reference)
    actors = {person: way.actor(office) for person, office in PERSONS.items()}
    found = {}
    with bare.platform.work.reading() as session:
        case = session.scalars(load).one()
        offered = {(p, action.value) for p in PERSONS for action in CASES.possible_actions(session, case, actors[p])}
        for person, action in itertools.product(PERSONS, Action):
            found[person, action.value] = _attempt(session, case, actors[person], action)
            if found[person, action.value] == "ok":
                case = session.scalars(load).one()
    assert found == MATRIX[situation]
    assert offered == {cell for cell, mark in found.items() if mark == "ok"}  # buttons offer just that


def test_the_table_speaks_of_every_action_and_every_state() -> None:
    cases = {(situation, action) for situation, cells in MATRIX.items() for _, action in cells}
    assert cases == {(situation, action.value) for situation in MATRIX for action in Action}
    assert set(State) - set(MATRIX) == {State.SUPERSEDED}  # no case is ever at a superseded revision


def test_nobody_finds_no_case_that_is_published_for_members(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, audience="members")
    for action in Action:
        with pytest.raises(NotVisible):
            case.act(action, None, "A reason.")
