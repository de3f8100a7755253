"""The demonstration's discussions: all there in their states, in the past, and loaded once."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from case_studies.demo.thread_files import read_thread_file, thread_files
from case_studies.demo.thread_loader import load_threads
from case_studies.models import HistoryEntry, Mail, Notification, Thread
from case_studies.vocabulary import ThreadState
from tests.support.world import World

pytestmark = pytest.mark.slow

COUNTED = (Thread, HistoryEntry, Notification, Mail)


def test_each_is_in_its_state_in_the_past_and_a_second_load_adds_nothing(library: World) -> None:
    work, loaded_at = library.platform.work, library.platform.work.clock()
    with work.reading() as session:
        mails = session.scalar(select(func.count()).select_from(Mail))
    assert load_threads(work) == len(thread_files())
    with work.reading() as session:
        threads = {thread.title: thread for thread in session.scalars(select(Thread))}
        assert {title: thread.state for title, thread in threads.items()} == {
            file.title: file.state for file in thread_files()
        }
        assert {thread.state for thread in threads.values()} == set(ThreadState)
        for thread in threads.values():
            assert thread.demonstration
            assert thread.moved_at <= loaded_at
            assert bool(thread.posts) == (thread.state != ThreadState.EXPIRED)
        assert any(thread.open_objections for thread in threads.values())
        assert any(thread.anchor for thread in threads.values())
        assert session.scalar(select(func.count()).select_from(Mail)) == mails
        before = [session.scalar(select(func.count()).select_from(table)) for table in COUNTED]
    assert load_threads(work) == 0
    with work.reading() as session:
        assert [session.scalar(select(func.count()).select_from(table)) for table in COUNTED] == before


def test_a_file_without_a_title_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "08-nothing.yaml"
    broken.write_text("convened_by: focal-point.gha\n")
    with pytest.raises(ValueError, match=r"08-nothing\.yaml"):
        read_thread_file(broken)
