"""A process killed at any moment of publishing leaves the database correct, and the index is repaired by itself."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from case_studies.models import HistoryEntry, IndexTask
from case_studies.vocabulary import Action, State
from tests.support.processes.publish import BEFORE_THE_COMMIT, INSTANTS, NEVER
from tests.support.workflow_cases import EDITOR, Steps, case_in
from tests.support.world import World

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]


def _publish(case: Steps, instant: str) -> subprocess.Popen[bytes]:
    config = case.world.config
    words = [instant, config.database, str(config.index_dir), case.reference]
    return subprocess.Popen([sys.executable, "-m", "tests.support.processes.publish", *words], cwd=ROOT)


def _in_line(world: World) -> bool:
    return all(not drift.references for drift in world.platform.indexer.check())


def _waiting(world: World) -> int:
    with world.platform.work.reading() as session:
        return session.scalar(select(func.count()).select_from(IndexTask)) or 0


# Four ways in which the index is repaired; each one is enough.
WAYS: dict[str, Callable[[World], object]] = {
    "the next commit": lambda world: Steps.start(world),
    "the worker": lambda world: world.app.test_cli_runner().invoke(args=["worker", "--once"]),
    "the next start": lambda world: world.platform.indexer.prepare(),
    "search sync": lambda world: world.platform.indexer.sync(),
}


@pytest.mark.parametrize("instant", INSTANTS)
def test_a_publication_killed_at_any_moment_is_complete_or_has_no_effect(bare: World, instant: str) -> None:
    case = case_in(bare, State.IN_REVIEW)
    assert _publish(case, instant).wait(timeout=60) == -signal.SIGKILL

    published = instant != BEFORE_THE_COMMIT
    assert case.state == (State.PUBLISHED if published else State.IN_REVIEW)
    with bare.platform.work.reading() as session:
        entries = session.scalar(select(func.count()).where(HistoryEntry.action == Action.PUBLISH))
    assert entries == published
    assert _waiting(bare) == published
    left = bare.config.data_dir / "left"
    shutil.copytree(bare.config.index_dir, left)
    for way, recover in WAYS.items():
        _as_it_was_left(bare, case, left, published)
        recover(bare)
        assert case.found("public") == case.found("members") == published, way
        assert _in_line(bare), way
        assert _waiting(bare) == 0, way
    if not published:  # the lock went with the process, and so did its transaction
        case.act(Action.PUBLISH, EDITOR)
        assert case.found()


def _as_it_was_left(world: World, case: Steps, left: Path, published: bool) -> None:
    """Restore the index and the outbox as the killed process left them."""
    shutil.rmtree(world.config.index_dir)
    shutil.copytree(left, world.config.index_dir)
    if published and not _waiting(world):
        with world.platform.work.writing(quietly=True) as session:
            session.add(IndexTask(reference=case.reference, queued_at=world.clock()))


def test_two_processes_publish_at_the_same_time(bare: World) -> None:
    cases = [case_in(bare, State.IN_REVIEW) for _ in range(2)]
    processes = [_publish(case, NEVER) for case in cases]
    assert [process.wait(timeout=60) for process in processes] == [0, 0]
    for case in cases:
        assert case.state == State.PUBLISHED
        assert case.found("public")
        assert case.found("members")
    assert _waiting(bare) == 0
    assert _in_line(bare)
