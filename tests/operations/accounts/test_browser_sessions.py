"""Sessions: each ends at its limits and by whom it should; what is stored signs nobody in; ended ones are deleted."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, text

from case_studies.errors import NotAllowed
from case_studies.models import Account, BrowserSession
from case_studies.operations.accounts.accounts import add_account, find_account
from case_studies.operations.accounts.browser_sessions import (
    SessionLimits,
    delete_ended_sessions,
    end_other_sessions,
    end_own_session,
    find_session,
    note_use,
    sessions_of,
    start_session,
)
from case_studies.policy.actor import Actor
from case_studies.vocabulary import Role
from tests.support.world import World

WRITER, EDITOR = "writer@mission.example", "editor@mission.example"
LIMITS = SessionLimits(timedelta(hours=12), timedelta(days=7), timedelta(hours=2), timedelta(hours=24))
MINUTE = timedelta(minutes=1)


@pytest.fixture
def offices(bare: World) -> World:
    with bare.platform.work.writing() as session:
        session.execute(delete(BrowserSession))
        add_account(session, WRITER, "GHA", [Role.FOCAL_POINT], office="Writer")
        add_account(session, EDITOR, "IDN", [Role.EDITOR], office="Editor")
    return bare


def _start(world: World, email: str = WRITER) -> str:
    with world.platform.work.writing() as session:
        return start_session(session, find_account(session, email), browser="Firefox, Windows", network="192.0.2.0/24")


def _pass(world: World, time: timedelta) -> None:
    world.clock.moment += time


def _goes_on(world: World, session_id: str) -> bool:
    with world.platform.work.reading() as session:
        return find_session(session, session_id, demonstration=False) is not None


def _use(world: World, session_id: str) -> None:
    with world.platform.work.writing() as session:
        stored = find_session(session, session_id, demonstration=False)
        assert stored is not None
        note_use(session, stored)


@pytest.mark.parametrize(
    ("email", "idle", "longest"),
    [(WRITER, LIMITS.idle, LIMITS.longest), (EDITOR, LIMITS.privileged_idle, LIMITS.privileged_longest)],
)
def test_a_session_ends_without_use_and_at_the_latest(
    offices: World, email: str, idle: timedelta, longest: timedelta
) -> None:
    unused, used = _start(offices, email), _start(offices, email)
    passed = timedelta()
    while passed + idle - MINUTE < longest:
        _pass(offices, idle - MINUTE)
        passed += idle - MINUTE
        assert _goes_on(offices, used)
        _use(offices, used)
        assert _goes_on(offices, unused) == (passed < idle)
    _pass(offices, longest - passed)
    assert not _goes_on(offices, used)
    assert not _goes_on(offices, unused)


def test_the_limits_of_editors_are_the_shorter_ones(offices: World) -> None:
    writer, editor = _start(offices), _start(offices, EDITOR)
    _pass(offices, LIMITS.privileged_idle)
    assert (_goes_on(offices, writer), _goes_on(offices, editor)) == (True, False)


def test_what_is_stored_signs_nobody_in(offices: World) -> None:
    session_id = _start(offices)
    with offices.platform.work.reading() as session:
        rows = [tuple(row) for row in session.execute(text("SELECT * FROM browser_sessions"))]
        digest = session.scalars(select(BrowserSession.digest)).one()
    assert session_id not in str(rows)
    assert _goes_on(offices, session_id)
    for other in (digest, session_id[:-1], session_id.swapcase(), "", "\udcff"):
        assert not _goes_on(offices, other)


def test_an_office_ends_its_own_sessions_and_no_others(offices: World) -> None:
    here, there, foreign = _start(offices), _start(offices), _start(offices, EDITOR)
    with offices.platform.work.writing() as session:
        rows = {row.digest: row.id for row in session.scalars(select(BrowserSession))}
        numbers = sorted(rows.values())
        actor = Actor.of(find_account(session, WRITER))
        assert [row.id for row in sessions_of(session, actor)] == [numbers[1], numbers[0]]
        end_own_session(session, actor, numbers[2])
    assert _goes_on(offices, foreign)
    with offices.platform.work.writing() as session:
        end_other_sessions(session, Actor.of(find_account(session, WRITER)), numbers[0])
    assert [_goes_on(offices, one) for one in (here, there, foreign)] == [True, False, True]
    with offices.platform.work.writing() as session:
        end_own_session(session, Actor.of(find_account(session, WRITER)), numbers[0])
    assert [_goes_on(offices, one) for one in (here, there, foreign)] == [False, False, True]


def test_nobody_signs_out_the_others_of_a_demonstration_account(offices: World) -> None:
    with offices.platform.work.writing() as session:
        account = session.scalars(select(Account).where(Account.email == "focal-point.gha@demo.example")).one()
        start_session(session, account, browser="", network="")
        actor = Actor.of(account)
    with offices.platform.work.writing() as session:
        with pytest.raises(NotAllowed):
            end_own_session(session, actor, 1)
        with pytest.raises(NotAllowed):
            end_other_sessions(session, actor, 0)


def test_sessions_that_ended_are_deleted_and_no_others(offices: World) -> None:
    _start(offices)
    _start(offices, EDITOR)
    _pass(offices, LIMITS.privileged_idle)
    kept = _start(offices, EDITOR)
    delete_ended_sessions(offices.platform.work)
    with offices.platform.work.reading() as session:
        assert [row.account.email for row in session.scalars(select(BrowserSession))] == [WRITER, EDITOR]
    _pass(offices, LIMITS.idle - LIMITS.privileged_idle)
    delete_ended_sessions(offices.platform.work)
    with offices.platform.work.reading() as session:
        assert session.scalars(select(BrowserSession)).all() == []
    assert not _goes_on(offices, kept)
