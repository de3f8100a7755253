"""A declared conflict is final, even after an exception. Reviewers never see names that they may not know."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from case_studies.errors import Incomplete, NotVisible, WrongState
from case_studies.models import Case
from case_studies.operations.accounts.accounts import find_account
from case_studies.policy.visibility import conflict_of, visible_to
from case_studies.vocabulary import Action, Role, State
from tests.support.api_client import Program, fine, refused
from tests.support.rounds import revision_asked
from tests.support.workflow_cases import EDITOR, REVIEWERS, WRITER, Steps, case_in
from tests.support.world import World

EXCEPTED, SECOND = "editor.bra", "editor.rwa"


@pytest.fixture
def tied(bare: World) -> Steps:
    return case_in(bare, State.SUBMITTED, co_submitters=["BRA"])


def _is_out(case: Steps, office: str) -> None:
    """Check that both forms of the rule, for one case and for a query, keep an office out."""
    refused(Program(case.world, office).get(f"/cases/{case.reference}"), 404)
    with case.world.platform.work.reading() as session:
        actor = case.actor(office)
        assert session.scalars(select(Case.reference).where(visible_to(actor))).all() == []
        assert session.scalars(select(Case.reference).where(conflict_of(actor))).all() == [case.reference]


def test_a_person_with_an_exception_can_still_declare_a_conflict(tied: Steps) -> None:
    tied.except_(EXCEPTED, (EDITOR, SECOND))
    fine(Program(tied.world, EXCEPTED).get(f"/cases/{tied.reference}"))
    tied.declare(EXCEPTED, "I was there.")
    _is_out(tied, EXCEPTED)
    with pytest.raises(NotVisible):
        tied.act(Action.DECLINE, EXCEPTED, "A reason.")
    with pytest.raises(Incomplete):  # it is final: there is no second exception
        tied.propose(EDITOR, EXCEPTED)


def test_a_declared_conflict_with_an_exception_can_be_declared_again(bare: World) -> None:
    case = case_in(bare, State.SUBMITTED)
    case.declare(EXCEPTED, "A relative works there.")
    case.except_(EXCEPTED, (EDITOR, SECOND))
    fine(Program(bare, EXCEPTED).get(f"/cases/{case.reference}"))
    case.declare(EXCEPTED, "And I do now.")
    _is_out(case, EXCEPTED)


def _declares(case: Steps) -> None:
    case.declare(EDITOR, "I know the author.")


def _loses_the_role(case: Steps) -> None:
    with case.world.platform.work.writing() as session:
        find_account(session, f"{EDITOR}@demo.example").roles = [Role.PRACTITIONER]


@pytest.mark.parametrize("leaves", [_declares, _loses_the_role])
def test_a_proposal_of_a_former_editor_does_not_count(tied: Steps, leaves: Callable[[Steps], None]) -> None:
    number = tied.propose(EDITOR, EXCEPTED)
    leaves(tied)
    with pytest.raises(WrongState):
        tied.second(SECOND, number)
    _is_out(tied, EXCEPTED)
    assert tied.propose(SECOND, EXCEPTED, "Proposed anew.") == number
    tied.second("editor.chn", number)
    fine(Program(tied.world, EXCEPTED).get(f"/cases/{tied.reference}"))


@pytest.mark.parametrize("asking", [EDITOR, SECOND])
def test_an_editor_of_a_case_can_not_review_it(bare: World, asking: str) -> None:
    case = case_in(bare, State.SUBMITTED)
    with bare.platform.work.writing() as session:
        find_account(session, f"{EDITOR}@demo.example").roles = [Role.EDITOR, Role.REVIEWER]
    with pytest.raises(Incomplete) as refusal:
        case.assign(EDITOR, asking)
    assert list(refusal.value.fields) == ["reviewer"]
    told = fine(Program(bare, asking).get(f"/cases/{case.reference}/candidates"))
    barred = {one["reviewer"]["email"]: [r["ground"] for r in one["reasons"]] for one in told["barred"]}
    assert barred[f"{EDITOR}@demo.example"] == ["edits"]


def test_a_delegation_does_not_notice_a_declared_conflict(bare: World) -> None:
    """While it writes, its page is not stale, and neither the time of saving nor the version changes."""
    case = revision_asked(bare)
    writer = Program(bare, WRITER)
    before = writer.case(case.reference)
    saved = _saved(bare.browser(WRITER), case)
    case.world.clock.moment = case.world.clock.moment.replace(day=25)
    case.declare(SECOND)
    assert _saved(bare.browser(WRITER), case) == saved
    case.declare(REVIEWERS[0], "I know the author.")
    assert writer.case(case.reference) == before
    fine(writer.patch(f"/cases/{case.reference}", {"version": before["version"], "title": "Written on."}))


def _saved(client: FlaskClient, case: Steps) -> str:
    """Return the time of the last save, as the page shows it."""
    page = client.get(f"/cases/{case.reference}/edit").get_data(as_text=True)
    return page.split('class="saved">', 1)[1].split("<", 1)[0]


def test_the_list_of_remarks_does_not_reveal_a_conflict(bare: World) -> None:
    """Neither a declared conflict nor naming a reviewer's State makes the delegation's list shorter."""
    case = revision_asked(bare)
    writer = Program(bare, WRITER)
    path = f"/cases/{case.reference}/remarks"
    before = fine(writer.get(path))
    assert before
    case.declare(REVIEWERS[0])
    assert fine(writer.get(path)) == before
    case.edit(implemented_by=["GHA", "FRA"])
    assert fine(writer.get(path)) == before
