"""The chain only grows at its end: no change, no gap and no fork, even with several writers at once."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from case_studies.errors import WrongState
from case_studies.models import HistoryEntry
from case_studies.operations.accounts.accounts import set_active, set_roles
from case_studies.operations.audit import verify_history
from case_studies.operations.cases.editing import start_case
from case_studies.operations.cases.queries import find_case
from case_studies.operations.review.assignments import release_reviewer
from case_studies.vocabulary import Role, State
from tests.support.workflow_cases import EDITOR, WRITER, Steps, case_in
from tests.support.world import WHOLE_CASE, World

ROOT = Path(__file__).parents[2]
CHANGES = ("UPDATE history SET note = 'another'", "DELETE FROM history", "DELETE FROM history WHERE number = 3")
ON_SERVERS = ("TRUNCATE history", "TRUNCATE history CASCADE")


def _numbers(world: World) -> list[int]:
    """Verify the whole chain and return the numbers of all entries; none may be missing."""
    with world.platform.work.reading() as session:
        assert verify_history(session) == []
        return list(session.scalars(select(HistoryEntry.number).order_by(HistoryEntry.id)))


def test_the_database_refuses_to_change_or_delete_an_entry(bare: World) -> None:
    Steps.start(bare)
    before = _numbers(bare)
    engine = bare.platform.work.engine
    for statement in (*CHANGES, *(ON_SERVERS if engine.dialect.name == "postgresql" else ())):
        with pytest.raises(IntegrityError, match="the history is append-only"), engine.begin() as connection:
            connection.execute(text(statement))
    assert _numbers(bare) == before


def test_the_platform_itself_can_not_change_an_entry(bare: World) -> None:
    Steps.start(bare)
    with pytest.raises(WrongState), bare.platform.work.writing() as session:
        session.scalars(select(HistoryEntry).limit(1)).one().note = "another"
    with pytest.raises(WrongState), bare.platform.work.writing() as session:
        session.delete(session.scalars(select(HistoryEntry).limit(1)).one())
    _numbers(bare)


def _start_and_fail(world: World) -> None:
    with world.platform.work.writing() as session:
        start_case(session, world.actor(WRITER), WHOLE_CASE)
        session.flush()
        raise RuntimeError


def test_a_change_that_is_rolled_back_leaves_no_gap(bare: World) -> None:
    before = _numbers(bare)
    with pytest.raises(RuntimeError):
        _start_and_fail(bare)
    assert _numbers(bare) == before
    Steps.start(bare, audience="members")
    assert _numbers(bare) == [*before, before[-1] + 1]


def _at_once(*steps: Callable[[], object]) -> None:
    barrier = Barrier(len(steps))

    def take(step: Callable[[], object]) -> None:
        barrier.wait(timeout=30)
        for _ in range(5):
            step()

    with ThreadPoolExecutor(len(steps)) as threads:
        list(threads.map(take, steps))


@pytest.mark.slow
def test_writers_in_many_threads_never_fork_the_chain(bare: World) -> None:
    case = case_in(bare, State.SUBMITTED)
    before = _numbers(bare)
    office = "practitioner@demo.example"

    def assign_and_release() -> None:
        number = case.assign(next(free))
        with bare.platform.work.writing() as session:
            actor = case.actor(EDITOR)
            release_reviewer(session, find_case(session, actor, case.reference, for_change=True), number, actor)

    def change_roles_and_back() -> None:
        for roles in ([Role.PRACTITIONER, Role.REVIEWER], [Role.PRACTITIONER]):
            with bare.platform.work.writing() as session:
                set_roles(session, office, roles)

    def close_and_open() -> None:
        for is_open in (False, True):
            with bare.platform.work.writing() as session:
                set_active(session, "admin@demo.example", is_open=is_open)

    free = iter(("reviewer.bra", "reviewer.chn", "reviewer.fra", "reviewer.ken", "reviewer.jpn"))
    _at_once(
        lambda: Steps.start(bare, audience="members"),
        lambda: Steps.start(bare, "focal-point.deu", audience="members"),
        assign_and_release,
        change_roles_and_back,
        close_and_open,
    )
    after = _numbers(bare)
    # the second of these drafts names another State, so it is also said that it agreed
    assert after == list(range(1, len(before) + 5 * (1 + 2 + 2 + 2 + 2) + 1))


@pytest.mark.slow
def test_two_processes_never_fork_the_chain(bare: World) -> None:
    before = _numbers(bare)
    config = bare.config
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.support.processes.write_history", config.database, str(config.index_dir),
             f"{office}@demo.example", "12"],
            cwd=ROOT,
        )
        for office in (WRITER, "focal-point.deu")
    ]  # fmt: skip
    assert [process.wait(timeout=120) for process in processes] == [0, 0]
    assert _numbers(bare) == list(range(1, len(before) + 24 + 1))
