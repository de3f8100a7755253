"""What one process publishes or withdraws, two web processes and the worker find at their next search.

`make bench` measures how long it takes; the limit here only stops a process that waits for something.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

import pytest

from case_studies.vocabulary import Action, State
from tests.support.processes.publish import NEVER
from tests.support.workflow_cases import EDITOR, WRITER, case_in
from tests.support.world import World

pytestmark = pytest.mark.slow

HOUSE = Path(__file__).parents[3]
LIMIT = 10.0
"""Seconds. It takes a fraction of one; a busy machine can need more."""
Process = subprocess.Popen[str]


class Reader:
    """A process that has the index open and searches it."""

    def __init__(self, process: Process) -> None:
        self.process = process

    def finds(self, text: str) -> list[list[str]]:
        """Return the references that the public and the members find."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{text}\n")
        self.process.stdin.flush()
        found: list[list[str]] = json.loads(self.process.stdout.readline())
        return found


@pytest.fixture
def readers(bare: World) -> Iterator[list[Reader]]:
    """Two web processes and the worker; each has opened the indexes already."""
    words = ["tests.support.processes.read", bare.config.database, str(bare.config.index_dir)]
    with ExitStack() as ends:
        started = []
        for _ in range(3):
            command = [sys.executable, "-m", *words]
            process = subprocess.Popen(command, cwd=HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            ends.enter_context(process)
            ends.callback(process.kill)
            started.append(Reader(process))
        assert [reader.finds("choke point") for reader in started] == [[[], []]] * 3
        yield started


def _seen_at_once(readers: list[Reader], change: Callable[[], object], expected: list[list[str]]) -> None:
    """Make a change. After it every process must give the new answer."""
    change()
    start = monotonic()
    for reader in readers:
        assert reader.finds("choke point") == expected
    assert monotonic() - start < LIMIT


def test_changes_of_cases_and_indexes_are_seen_by_all(bare: World, readers: list[Reader]) -> None:
    public, members = case_in(bare, State.IN_REVIEW), case_in(bare, State.IN_REVIEW, audience="members")
    one, two = public.reference, members.reference
    _seen_at_once(readers, lambda: public.act(Action.PUBLISH, EDITOR), [[one], [one]])
    _seen_at_once(readers, lambda: members.act(Action.PUBLISH, EDITOR), [[one], [one, two]])
    for _ in range(3):  # each rebuild deletes an older generation
        _seen_at_once(readers, bare.platform.indexer.rebuild, [[one], [one, two]])
        _seen_at_once(readers, lambda: members.act(Action.ARCHIVE, EDITOR, "A reason."), [[one], [one]])
        _seen_at_once(readers, lambda: members.act(Action.RESTORE, EDITOR, "A reason."), [[one], [one, two]])
    _seen_at_once(readers, lambda: public.act(Action.WITHDRAW, WRITER, "A reason."), [[], [two]])


def test_what_another_process_publishes_is_seen_by_all(bare: World, readers: list[Reader]) -> None:
    case = case_in(bare, State.IN_REVIEW)
    words = [NEVER, bare.config.database, str(bare.config.index_dir), case.reference]
    publish = [sys.executable, "-m", "tests.support.processes.publish", *words]
    _seen_at_once(readers, lambda: subprocess.run(publish, cwd=HOUSE, check=True), [[case.reference]] * 2)


def test_what_could_not_be_written_is_seen_by_all_after_the_worker_ran(bare: World, readers: list[Reader]) -> None:
    case = case_in(bare, State.IN_REVIEW)
    bare.platform.work.after_commit = ()
    case.act(Action.PUBLISH, EDITOR)
    assert [reader.finds("choke point") for reader in readers] == [[[], []]] * 3
    worker = bare.app.test_cli_runner()
    _seen_at_once(readers, lambda: worker.invoke(args=["worker", "--once"]), [[case.reference]] * 2)
