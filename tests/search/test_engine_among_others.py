"""What every engine must survive: other threads, other processes, held locks and killed processes."""

import multiprocessing
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from case_studies.search.contract import Query, SearchDocument
from case_studies.search.engine import SearchEngine
from case_studies.search.errors import IndexBusy, IndexMissing
from tests.support.languages import Process, said

Make = Callable[..., SearchDocument]
Open = Callable[..., SearchEngine]
Elsewhere = Callable[[str], AbstractContextManager[Process]]


@pytest.mark.slow
def test_another_process_writes_and_this_one_sees_it(
    engine: SearchEngine, make_document: Make, elsewhere: Elsewhere
) -> None:
    engine.rebuild("public", [make_document(1)])
    assert engine.search("public", Query("elsewhere")).total == 0
    write = "with engine.writing('public') as writer: writer.replace(document(7))\nprint('done')"
    with elsewhere(write) as process:
        assert said(process) == "done"
    assert [hit.reference for hit in engine.search("public", Query("elsewhere")).hits] == ["CS-2026-0007"]


@pytest.mark.slow
def test_another_process_rebuilds_and_this_one_sees_it(
    engine: SearchEngine, make_document: Make, elsewhere: Elsewhere
) -> None:
    engine.rebuild("public", [make_document(1)])
    engine.search("public", Query())
    with elsewhere("engine.rebuild('public', [document(7)])\nprint('done')") as process:
        assert said(process) == "done"
    assert list(engine.entries("public")) == ["CS-2026-0007"]


def test_forked_process_opens_its_own_files(engine: SearchEngine, make_document: Make) -> None:
    engine.rebuild("public", [make_document(n) for n in range(1, 30)])
    before = engine.search("public", Query("case"))
    fork = multiprocessing.get_context("fork")
    answers = fork.SimpleQueue()
    child = fork.Process(target=lambda: answers.put(engine.search("public", Query("case")) == before))
    child.start()
    assert engine.search("public", Query("case")) == before
    child.join()
    assert (child.exitcode, answers.get()) == (0, True)


def test_writer_waits_for_a_held_lock_and_lands(engine: SearchEngine, open_engine: Open, make_document: Make) -> None:
    """Whoosh's own writer gives up at once, so a second case that is published meanwhile would not be indexed."""
    held, written = threading.Event(), threading.Event()

    def publish() -> None:
        held.wait()
        with open_engine().writing("public") as writer:
            writer.replace(make_document(2))
        written.set()

    thread = threading.Thread(target=publish)
    thread.start()
    with engine.writing("public") as writer:
        held.set()
        writer.replace(make_document(1))
        assert not written.wait(0.2), "the second writer did not wait"
    thread.join()
    assert sorted(engine.entries("public")) == ["CS-2026-0001", "CS-2026-0002"]


def test_waiting_ends(engine: SearchEngine, open_engine: Open, make_document: Make) -> None:
    impatient = open_engine(wait=0)
    with engine.writing("public") as writer:
        writer.replace(make_document(1))
        with pytest.raises(IndexBusy, match="still being written"), impatient.writing("public"):
            pytest.fail("two writers at once")
        with pytest.raises(IndexBusy):
            impatient.rebuild("public", [])
        assert impatient.search("public", Query()).total == 0
    assert list(engine.entries("public")) == ["CS-2026-0001"]


@pytest.mark.slow
def test_lock_of_a_killed_writer_is_free(engine: SearchEngine, make_document: Make, elsewhere: Elsewhere) -> None:
    script = "with engine.writing('public') as w:\n  w.replace(document(7)); print('held', flush=True); input()"
    with elsewhere(script) as process:
        assert said(process) == "held"
        process.kill()
        process.wait()
    with engine.writing("public") as writer:
        writer.replace(make_document(1))
    assert list(engine.entries("public")) == ["CS-2026-0001"]


@pytest.mark.slow
def test_killed_rebuild_leaves_the_old_index_serving(
    engine: SearchEngine, make_document: Make, elsewhere: Elsewhere
) -> None:
    engine.rebuild("public", [make_document(1)])
    script = """
def documents():
    yield document(7)
    print("half", flush=True)
    input()
engine.rebuild("public", documents())
"""
    with elsewhere(script) as process:
        assert said(process) == "half"
        assert list(engine.entries("public")) == ["CS-2026-0001"]
        process.kill()
        process.wait()
    assert list(engine.entries("public")) == ["CS-2026-0001"]
    with engine.writing("public") as writer:
        writer.replace(make_document(2))
    engine.rebuild("public", [make_document(3)])
    assert list(engine.entries("public")) == ["CS-2026-0003"]


@pytest.mark.slow
def test_readers_never_see_a_gap(engine: SearchEngine, open_engine: Open, make_document: Make) -> None:
    documents = [make_document(n, "A mine.") for n in (1, 2, 3)]
    engine.rebuild("public", documents)
    totals: set[int] = set()
    failures: list[Exception] = []
    over = threading.Event()

    def read(reader: SearchEngine) -> None:
        try:
            while not over.is_set():
                totals.add(reader.search("public", Query("mine")).total)
        except Exception as error:
            failures.append(error)

    shared = open_engine()
    readers = [threading.Thread(target=read, args=(reader,)) for reader in (shared, shared, open_engine())]
    for thread in readers:
        thread.start()
    for _ in range(12):
        engine.rebuild("public", documents)
        with engine.writing("public") as writer:
            writer.replace(documents[0])
    over.set()
    for thread in readers:
        thread.join()
    assert (failures, totals) == ([], {3})


def test_a_missing_index_names_the_command(open_engine: Open) -> None:
    engine = open_engine()
    with pytest.raises(IndexMissing, match="casebook search rebuild"):
        engine.search("public", Query())
    with pytest.raises(IndexMissing), engine.writing("public"):
        pytest.fail("wrote into nothing")
