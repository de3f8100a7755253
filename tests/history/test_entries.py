"""Every action leaves one entry: who, of which delegation, when, what, from, to, why, on which revision."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.errors import Refusal
from case_studies.models import Account, Case, HistoryEntry
from case_studies.operations.accounts.accounts import add_account, set_active, set_roles
from case_studies.operations.audit import verify_history
from case_studies.operations.cases.queries import find_case
from case_studies.operations.review.assignments import (
    find_assignment,
    release_reviewer,
    replace_reviewer,
    respond_to_invitation,
)
from case_studies.operations.review.conflicts import declare_conflict, propose_override, second_override
from case_studies.operations.review.responses import remarks_to_respond_to, respond_to_remark
from case_studies.policy.actor import Actor
from case_studies.vocabulary import Action, Role, State
from tests.support.workflow_cases import (
    EDITOR,
    OFFICER,
    REVIEWERS,
    WRITER,
    Steps,
    case_in,
    second_draft,
    unanswered_round,
)
from tests.support.world import World

A = Action
FIRST = REVIEWERS[0]
WHY = "Because of this."
OFFICE = "practitioner@demo.example"


@dataclass(frozen=True)
class Row:
    """An action, its starting point, and the expected entry. `by` is None for the server."""

    action: str
    before: Callable[[World], Steps]
    do: Callable[[Steps], object]
    by: str | None
    moved: tuple[str | None, str | None] = (None, None)
    why: str = ""
    about: str | None = None  # the address of the account
    revision: int | None = 1
    beside: tuple[str, ...] = ()  # other entries that it leaves, each once


def _in(state: State, **changes: Any) -> Callable[[World], Steps]:
    return lambda world: case_in(world, state, **changes)


def _act(action: Action, office: str, note: str = "") -> Callable[[Steps], None]:
    return lambda case: case.act(action, office, note)


def _with(office: str, do: Callable[[Session, Case, Actor], object]) -> Callable[[Steps], None]:
    """Return a step that an office takes with the case, in its own transaction."""

    def step(case: Steps) -> None:
        with case.world.platform.work.writing() as session:
            actor = case.actor(office)
            do(session, find_case(session, actor, case.reference, for_change=True), actor)

    return step


def _on_the_server(do: Callable[[Session], object]) -> Callable[[Steps], None]:
    def step(case: Steps) -> None:
        with case.world.platform.work.writing() as session:
            do(session)

    return step


def _moved(action: Action, before: State, after: State, by: str, why: str = "", **rest: Any) -> Row:
    """Return the row for a transition."""
    return Row(action, rest.pop("case", _in(before)), _act(action, by, why), by, (before, after), why, **rest)


def _assigned(world: World) -> Steps:
    case = case_in(world, State.SUBMITTED)
    case.assign(FIRST)
    return case


def _decline(case: Steps) -> None:
    with case.world.platform.work.writing() as session:
        actor = case.actor(FIRST)
        found, assignment = find_assignment(session, actor, case.assignment(FIRST))
        respond_to_invitation(session, found, assignment, actor, accept=False, note=WHY)


def _accepted(world: World) -> Steps:
    case = unanswered_round(world)
    case.respond(FIRST)
    return case


def _sent_back(world: World) -> Steps:
    """Return a case whose revision is requested, with one remark to answer."""
    case = _accepted(world)
    case.review(FIRST)
    case.act(A.REQUEST_REVISION, EDITOR, WHY)
    return case


def _answer(session: Session, case: Case, actor: Actor) -> None:
    (thread,) = remarks_to_respond_to(actor, case)
    respond_to_remark(session, case, actor, thread.remark.id, done=False, text=WHY)


def _answered(world: World) -> Steps:
    """Return a case whose next revision is with its reviewers, and the first one accepted."""
    case = _sent_back(world)
    case.answer()
    case.act(A.REQUEST_CLEARANCE, WRITER)
    case.act(A.CLEAR, OFFICER)
    case.respond(FIRST)
    return case


def _judge(verdict: str) -> Callable[[Steps], None]:
    return lambda case: case.review(FIRST, verdict=verdict)


def _proposed(world: World) -> Steps:
    case = case_in(world, State.SUBMITTED, co_submitters=["BRA"])
    _propose(case)
    return case


_propose = _with(EDITOR, lambda s, case, actor: propose_override(s, case, actor, "editor.bra@demo.example", WHY))
_second = _with("editor.rwa", lambda s, case, actor: second_override(s, case, actor, case.overrides[0].id))
_EXCEPTED = "editor.bra@demo.example"
_FIRST_ADDRESS = f"{FIRST}@demo.example"

ROWS = (
    Row("start", Steps.start, lambda case: Steps.start(case.world, audience="members"), WRITER, (None, State.DRAFT)),
    Row(
        "start", Steps.start, lambda case: Steps.start(case.world), WRITER, (None, State.DRAFT),
        beside=("change_audience",),
    ),
    _moved(A.REQUEST_CLEARANCE, State.DRAFT, State.IN_CLEARANCE, WRITER),
    _moved(A.CLEAR, State.IN_CLEARANCE, State.SUBMITTED, OFFICER),
    _moved(A.SEND_BACK, State.IN_CLEARANCE, State.DRAFT, OFFICER, WHY),
    _moved(A.TAKE_BACK, State.IN_CLEARANCE, State.DRAFT, WRITER),
    _moved(A.RECALL, State.SUBMITTED, State.DRAFT, WRITER),
    _moved(A.RETURN_TO_SUBMITTER, State.SUBMITTED, State.DRAFT, EDITOR, WHY),
    _moved(A.REQUEST_REVISION, State.IN_REVIEW, State.REVISION_REQUESTED, EDITOR, WHY),
    _moved(A.REQUEST_CLEARANCE, State.REVISION_REQUESTED, State.IN_CLEARANCE, WRITER, revision=2),
    _moved(A.PUBLISH, State.IN_REVIEW, State.PUBLISHED, EDITOR),
    _moved(A.DECLINE, State.IN_REVIEW, State.DECLINED, EDITOR, WHY),
    _moved(A.REVISE, State.PUBLISHED, State.DRAFT, WRITER, revision=2),
    _moved(A.ARCHIVE, State.PUBLISHED, State.ARCHIVED, EDITOR, WHY),
    _moved(A.RESTORE, State.ARCHIVED, State.PUBLISHED, EDITOR, WHY),
    _moved(A.WITHDRAW, State.IN_REVIEW, State.WITHDRAWN, OFFICER),
    _moved(A.WITHDRAW, State.DRAFT, State.WITHDRAWN, WRITER, case=second_draft, revision=2),
    Row("assign", _in(State.SUBMITTED), lambda case: case.assign(FIRST), EDITOR, about=_FIRST_ADDRESS),
    Row(
        "release_reviewer", _assigned,
        _with(EDITOR, lambda s, case, actor: release_reviewer(s, case, case.current.assignments[0].id, actor)),
        EDITOR, about=_FIRST_ADDRESS,
    ),
    Row(
        "release_reviewer", _assigned,
        _with(EDITOR, lambda s, case, actor: replace_reviewer(
            s, case, case.current.assignments[0].id, actor, "reviewer.ken@demo.example")),
        EDITOR, about=_FIRST_ADDRESS, beside=("assign",),
    ),
    Row("accept_assignment", _assigned, lambda case: case.respond(FIRST), FIRST),
    Row("decline_assignment", _assigned, _decline, FIRST, why=WHY),
    Row("submit_review", _accepted, lambda case: case.review(FIRST), FIRST),
    Row("resubmit_review", _in(State.IN_REVIEW), lambda case: case.review(FIRST, overall="Again."), FIRST),
    Row("answer_remark", _sent_back, _with(WRITER, _answer), WRITER, (None, "not_done"), why=WHY, revision=2),
    Row("confirm_remark", _answered, _judge("confirmed"), FIRST, revision=2, beside=("submit_review",)),
    Row("reopen_remark", _answered, _judge("reopened"), FIRST, why="Not yet.", revision=2, beside=("submit_review",)),
    Row(
        "declare_conflict", _in(State.IN_REVIEW),
        _with(FIRST, lambda s, case, actor: declare_conflict(s, case, actor, WHY)), FIRST, why=WHY,
    ),
    Row("propose_override", _in(State.SUBMITTED, co_submitters=["BRA"]), _propose, EDITOR, why=WHY, about=_EXCEPTED),
    Row("second_override", _proposed, _second, "editor.rwa", why=WHY, about=_EXCEPTED),
    Row("change_audience", Steps.start, lambda case: case.edit(audience="members"), WRITER, ("public", "members")),
    Row(
        "add_account", Steps.start,
        _on_the_server(lambda s: add_account(s, "New@b.example", "GHA", [Role.EDITOR, Role.REVIEWER], office="New")),
        None, (None, "editor, reviewer"), about="new@b.example", revision=None,
    ),
    Row(
        "change_roles", Steps.start, _on_the_server(lambda s: set_roles(s, OFFICE, [Role.EDITOR])),
        None, ("practitioner", "editor"), about=OFFICE, revision=None,
    ),
    Row(
        "close_account", Steps.start, _on_the_server(lambda s: set_active(s, OFFICE, is_open=False)),
        None, ("open", "closed"), about=OFFICE, revision=None,
    ),
)  # fmt: skip


def _entries(world: World) -> list[HistoryEntry]:
    with world.platform.work.reading() as session:
        assert verify_history(session) == []
        return list(session.scalars(select(HistoryEntry).order_by(HistoryEntry.number)))


@pytest.mark.slow
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.action)
def test_every_action_leaves_its_entry(bare: World, row: Row) -> None:
    case = row.before(bare)
    known, started = len(_entries(bare)), bare.clock()
    row.do(case)
    made = _entries(bare)[known:]
    assert sorted(entry.action for entry in made) == sorted([row.action, *row.beside])
    (entry,) = (entry for entry in made if entry.action == row.action)
    _check_who(entry, row.by)
    assert started < entry.at < bare.clock()
    assert (entry.from_state, entry.to_state) == row.moved
    assert (entry.subject_email, entry.note) == (row.about, row.why)
    assert _email(bare, entry.subject_id) == row.about
    assert entry.revision_number == row.revision


def _email(world: World, account_id: int | None) -> str | None:
    with world.platform.work.reading() as session:
        return session.scalar(select(Account.email).where(Account.id == account_id))


def _check_who(entry: HistoryEntry, office: str | None) -> None:
    if office is None:
        assert (entry.account_id, entry.account_email, entry.delegation_code, entry.case_id) == (None,) * 4
        return
    assert entry.account_email == f"{office}@demo.example"
    assert entry.account is not None
    assert (entry.account.email, entry.account.delegation_code) == (entry.account_email, entry.delegation_code)
    assert entry.reference is not None


def test_the_table_has_every_action_of_the_workflow() -> None:
    """All except the start of the review, which other rows need as a step."""
    assert {*Action} - {row.action for row in ROWS} == {A.START_REVIEW}


def test_starting_the_review_leaves_one_entry(bare: World) -> None:
    case = unanswered_round(bare)
    (entry,) = (entry for entry in _entries(bare) if entry.action == A.START_REVIEW)
    _check_who(entry, EDITOR)
    assert (entry.from_state, entry.to_state) == (State.SUBMITTED, State.IN_REVIEW)
    assert entry.reference == case.reference


def test_an_account_that_is_opened_again_leaves_an_entry(bare: World) -> None:
    for is_open in (False, True):
        with bare.platform.work.writing() as session:
            set_active(session, OFFICE, is_open=is_open)
    last = _entries(bare)[-1]
    found = (last.action, last.from_state, last.to_state, last.subject_email, last.note)
    assert found == ("open_account", "closed", "open", OFFICE, "")


def test_an_action_without_a_change_leaves_no_entry(bare: World) -> None:
    case = Steps.start(bare)
    known = len(_entries(bare))
    with bare.platform.work.writing() as session:
        set_roles(session, OFFICE, [Role.PRACTITIONER])
        set_active(session, OFFICE, is_open=True)
    case.edit(title="Another title", audience="public")
    assert len(_entries(bare)) == known


def test_a_refused_change_of_audience_leaves_no_entry(bare: World) -> None:
    case = case_in(bare, State.IN_CLEARANCE)
    known = len(_entries(bare))
    for office in (WRITER, EDITOR, "practitioner"):
        with pytest.raises(Refusal):
            case.edit(office, audience="members")
    assert len(_entries(bare)) == known
