"""Conflicts of interest: by State, by one's own word; exceptions by two editors, on record for good."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from case_studies.errors import Incomplete, NotAllowed, NotVisible, WrongState
from case_studies.models import Case, HistoryEntry, Notification
from case_studies.operations.accounts.accounts import find_account
from case_studies.operations.cases.history import case_history
from case_studies.operations.review.review_access import visible_reviews
from case_studies.policy.visibility import case_view, visible_to
from case_studies.vocabulary import Action, AssignmentState, State
from tests.support.workflow_cases import EDITOR, OFFICER, WRITER, Steps, case_in, unanswered_round
from tests.support.world import World

REVIEWER = "reviewer.chn"
SECOND = "editor.rwa"


@pytest.fixture
def round_(bare: World) -> Steps:
    """A round that China and France are asked to; Brazil co-submitted."""
    return unanswered_round(bare, co_submitters=["BRA"])


def sees(case: Steps, office: str) -> bool:
    return case_view(case.actor(office), case.look()) is not None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tie", "office"),
    [
        ({"co_submitters": ["BRA"]}, "editor.bra"),
        ({"implemented_by": ["BRA"]}, "editor.bra"),
        ({"host_states": ["RWA"]}, "editor.rwa"),
        ({"co_submitters": ["KEN"]}, "reviewer.ken"),
        ({"implemented_by": ["KEN"]}, "reviewer.ken"),
        ({"host_states": ["KEN"]}, "reviewer.ken"),
    ],
)
def test_every_tie_of_a_state_recuses(bare: World, tie: dict[str, list[str]], office: str) -> None:
    case = case_in(bare, State.SUBMITTED, **tie)
    assert not sees(case, office)
    with pytest.raises(NotVisible):
        case.act(Action.DECLINE, office, "A reason.")
    if office.startswith("reviewer"):
        with pytest.raises(Incomplete):
            case.assign(office)


def test_who_declares_a_conflict_is_out_at_once(round_: Steps) -> None:
    round_.respond(REVIEWER)
    round_.review(REVIEWER, submit=False, overall="Half a review.")
    round_.declare(REVIEWER, "I advised on this project.")
    assert not sees(round_, REVIEWER)
    assert round_.look().current.assignments[0].state == AssignmentState.RELEASED
    for step in (round_.respond, round_.review):
        with pytest.raises(NotVisible):
            step(REVIEWER)
    with pytest.raises(NotVisible):
        round_.declare(REVIEWER)
    with round_.world.platform.work.reading() as session:
        found = session.scalars(select(HistoryEntry).where(HistoryEntry.action == "declare_conflict")).one()
        assert (found.note, found.delegation_code, found.reference) == (
            "I advised on this project.",
            "CHN",
            round_.reference,
        )


def test_a_review_no_longer_counts_once_its_author_declares_a_conflict(bare: World) -> None:
    case = case_in(bare, State.IN_REVIEW)
    assert Action.PUBLISH in case.open_to(EDITOR)
    case.declare(REVIEWER)
    assert Action.PUBLISH not in case.open_to(EDITOR)
    with case.world.platform.work.reading() as session:  # it stays in the record
        assert len(visible_reviews(session, case.actor(EDITOR), session.merge(case.look()))) == 2


def test_an_editor_who_declares_a_conflict_is_recused(round_: Steps) -> None:
    round_.declare(EDITOR)
    assert not sees(round_, EDITOR)
    with pytest.raises(NotVisible):
        round_.act(Action.DECLINE, EDITOR, "A reason.")
    assert sees(round_, SECOND)


@pytest.mark.parametrize("office", [WRITER, OFFICER])
def test_the_submitting_delegation_has_no_conflict_to_declare(round_: Steps, office: str) -> None:
    with pytest.raises(NotAllowed):
        round_.declare(office)


def test_one_editor_alone_makes_no_exception(round_: Steps) -> None:
    round_.propose(EDITOR, "editor.bra")
    assert not sees(round_, "editor.bra")
    with pytest.raises(NotAllowed):
        round_.second(EDITOR)
    with pytest.raises(NotVisible):  # nor can the one it is for agree to it
        round_.second("editor.bra")
    assert not sees(round_, "editor.bra")


def test_two_editors_make_an_exception_which_is_in_the_history(round_: Steps) -> None:
    round_.except_("editor.bra")
    assert sees(round_, "editor.bra")
    round_.act(Action.DECLINE, "editor.bra", "Not about safety.")
    with pytest.raises(WrongState):
        round_.second("editor.chn", 1)
    with round_.world.platform.work.reading() as session:
        entries = case_history(session, round_.actor(EDITOR), session.merge(round_.look()))
        told = [(e.action, e.delegation_code, e.subject_email, e.note) for e in entries if "override" in e.action]
        reason = "editor.bra@demo.example", "Nobody else reads the language."
        assert told == [("propose_override", "IDN", *reason), ("second_override", "RWA", *reason)]
        inside = case_history(session, round_.actor(WRITER), session.merge(round_.look()))
        assert not [entry for entry in inside if "override" in entry.action]


def test_an_excepted_reviewer_can_be_asked(round_: Steps) -> None:
    with pytest.raises(Incomplete):
        round_.assign("reviewer.bra")
    round_.except_("reviewer.bra")
    round_.assign("reviewer.bra")
    round_.respond("reviewer.bra")


def is_visible(case: Steps, office: str) -> bool:
    """Whether the database finds the case for an office, as lists do."""
    with case.world.platform.work.reading() as session:
        return session.scalar(select(Case.id).where(visible_to(case.actor(office)))) is not None


@pytest.mark.parametrize("set_back", [timedelta(0), timedelta(days=30)], ids=["clock runs", "clock set back"])
def test_a_conflict_that_is_declared_after_an_exception_ends_it(round_: Steps, set_back: timedelta) -> None:
    round_.except_("editor.bra")
    round_.world.clock.moment -= set_back
    round_.declare("editor.bra")
    assert not sees(round_, "editor.bra")
    assert not is_visible(round_, "editor.bra")


@pytest.mark.parametrize("set_back", [timedelta(0), timedelta(days=30)], ids=["clock runs", "clock set back"])
def test_an_exception_covers_a_conflict_that_was_declared_before(round_: Steps, set_back: timedelta) -> None:
    round_.declare("editor.chn")
    round_.world.clock.moment -= set_back
    round_.except_("editor.chn")
    assert sees(round_, "editor.chn")
    assert is_visible(round_, "editor.chn")


def test_who_is_there_by_an_exception_makes_none(round_: Steps) -> None:
    round_.except_("editor.bra")
    with pytest.raises(NotAllowed):
        round_.propose("editor.bra", "reviewer.bra")
    number = round_.propose(EDITOR, "reviewer.bra")
    with pytest.raises(NotAllowed):
        round_.second("editor.bra", number)


@pytest.mark.parametrize("excepted", ["reviewer.ken", "focal-point.gha", "practitioner", "nobody"])
def test_only_an_editor_or_reviewer_in_conflict_is_excepted(round_: Steps, excepted: str) -> None:
    with pytest.raises(Incomplete) as refusal:
        round_.propose(EDITOR, excepted)
    assert list(refusal.value.fields) == ["account"]


def test_nobody_is_excepted_to_judge_a_case_of_their_own_delegation(round_: Steps) -> None:
    with round_.world.platform.work.writing() as session:
        find_account(session, f"{WRITER}@demo.example").roles = ["focal_point", "reviewer"]
    with pytest.raises(Incomplete):
        round_.propose(EDITOR, WRITER)


def test_an_exception_needs_a_reason(round_: Steps) -> None:
    with pytest.raises(Incomplete) as refusal:
        round_.propose(EDITOR, "editor.bra", "")
    assert list(refusal.value.fields) == ["reason"]


@pytest.mark.parametrize("office", [WRITER, REVIEWER, "practitioner"])
def test_only_editors_make_exceptions(round_: Steps, office: str) -> None:
    with pytest.raises((NotAllowed, NotVisible)):
        round_.propose(office, "editor.bra")


def test_the_database_wants_two_editors_too(round_: Steps) -> None:
    number = round_.propose(EDITOR, "editor.bra")
    engine = round_.world.platform.work.engine
    statement = text(
        "UPDATE conflict_overrides SET seconded_by_id = proposed_by_id, seconded_at = proposed_at, "
        "seconded_number = 1 WHERE id = :id"
    )
    with pytest.raises(IntegrityError, match="override_needs_two_editors"), engine.begin() as connection:
        connection.execute(statement, {"id": number})


def test_editors_hear_of_it_and_the_recused_do_not(round_: Steps) -> None:
    round_.respond(REVIEWER)
    round_.declare(REVIEWER, "A secret between us.")
    round_.propose(EDITOR, "reviewer.bra")
    with round_.world.platform.work.reading() as session:
        heard = session.scalars(
            select(Notification).where(Notification.event.in_(["conflict_declared", "override_proposed"]))
        )
        accounts = {(notice.event, notice.account_id) for notice in heard}
    offices = {round_.actor(name).account_id: name for name in ("editor.idn", "editor.rwa", "editor.chn", "editor.bra")}
    assert {(event, offices[account]) for event, account in accounts} == {
        ("conflict_declared", "editor.idn"),
        ("conflict_declared", "editor.rwa"),
        ("conflict_declared", "editor.chn"),
        ("override_proposed", "editor.rwa"),
        ("override_proposed", "editor.chn"),
    }
