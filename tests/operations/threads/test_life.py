"""What the platform does with discussions when time has passed, and that what expires is nowhere any more."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import String, cast, func, select, text

from case_studies.db import Base
from case_studies.models import HistoryEntry, Notification, Thread
from case_studies.operations.threads.life import run_discussions
from case_studies.vocabulary import ThreadState
from tests.support.api_client import Program, fine
from tests.support.mailbox import Post
from tests.support.threads import CONVENER, EDITOR, MEMBER, SPEAKER, ThreadSteps, thread_in
from tests.support.world import World

SENTINELS = ("zandrithpost", "zandrithreply", "zandrithobjection", "zandrithanswer", "zandrithhidden")


@pytest.mark.slow
def test_what_expires_is_nowhere_any_more(post: Post) -> None:
    world = post.world
    thread = ThreadSteps(world, text="zandrithpost", speaks_as="member", title="Search dogs")
    fine(thread.say(text="zandrithreply"), 201)
    fine(thread.say(text="zandrithhidden"), 201)
    fine(thread.act(EDITOR, "hide_post", "It names a person.", post=thread.read()["posts"][2]["id"]))
    fine(thread.act(EDITOR, "summarize", summary="A month is enough."))
    fine(thread.act(SPEAKER, "object", "zandrithobjection"))
    fine(thread.act(EDITOR, "keep_summary", "zandrithanswer"))
    assert found_in_database(world) == set(SENTINELS), "the proof finds what is there"
    assert thread.wait(6) == 1
    assert thread.wait(366) == 1
    post.send()
    assert found_in_database(world) == set()
    assert found_in_files(world) == set()
    assert not [mail for mail in post.server.taken if any(word in mail.everything for word in SENTINELS)]
    with world.platform.work.reading() as session:
        expired = session.scalars(select(Thread)).one()
        assert (expired.author_id, expired.owner_code, expired.summarized_by_id) == (None, None, None)
        assert session.scalar(select(func.count()).select_from(Notification)) == 0
    seen = thread.read()
    assert (seen["title"], seen["summary"], seen["posts"]) == ("Search dogs", "A month is enough.", [])


@pytest.mark.slow
def test_a_quiet_discussion_is_deleted_whole_after_a_reminder(bare: World) -> None:
    thread = thread_in(bare, ThreadState.OPEN)
    assert thread.wait(24) == 1, "its convener is reminded"
    assert run_discussions(bare.platform.work) == 0, "once"
    inbox = [notice["happened"] for notice in fine(Program(bare, CONVENER).get("/notices"))["items"]]
    assert any("has no summary" in text for text in inbox)
    assert thread.wait(7) == 1
    assert Program(bare, MEMBER).get(f"/threads/{thread.reference}").status_code == 404
    assert "zandrith" not in str(found_in_database(bare, ("We leave the handlers",)))
    assert found_in_database(bare, ("We leave the handlers", "Handing over search dogs")) == set()
    with bare.platform.work.reading() as session:
        entries = session.scalars(select(HistoryEntry).where(HistoryEntry.reference == thread.reference))
        assert [entry.action for entry in entries] == ["convene", "post", "post", "close_silent"]


def test_a_post_keeps_a_discussion_alive(bare: World) -> None:
    thread = thread_in(bare, ThreadState.OPEN, closes_on=(bare.clock.moment + timedelta(days=60)).date().isoformat())
    assert thread.wait(29) == 1, "its convener is reminded"
    fine(thread.say(), 201)
    assert thread.wait(29) == 1, "and again, because somebody spoke in between"
    assert thread.read()["state"] == "open"


def test_an_objection_that_nobody_answers_is_not_passed_over(bare: World) -> None:
    thread = thread_in(bare, ThreadState.CLOSING)
    fine(thread.act(SPEAKER, "object", "We said six weeks."))
    assert thread.wait(29) == 0
    assert thread.wait(2) == 1
    closed = thread.read()
    assert (closed["state"], closed["disputed"]) == ("closed", True)


def test_posts_are_kept_as_long_as_was_promised_before_the_first_one(bare: World) -> None:
    thread = thread_in(bare, ThreadState.CLOSED)
    bare.reconnect(posts_kept_days=30)
    later = thread_in(bare, ThreadState.CLOSED)
    assert (thread.read()["kept_days"], later.read()["kept_days"]) == (365, 30)
    assert thread.wait(31) == 1
    assert [one.read()["state"] for one in (thread, later)] == ["closed", "expired"]


def found_in_database(world: World, words: tuple[str, ...] = SENTINELS) -> set[str]:
    """Return the words that any column of any table has, whatever its type."""
    found: set[str] = set()
    with world.platform.work.reading() as session:
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                for word in words:
                    as_text = cast(column, String)
                    if session.scalar(select(func.count()).select_from(table).where(as_text.contains(word))):
                        found.add(word)
    return found


def found_in_files(world: World) -> set[str]:
    """Return the words that a file of the platform has: the database itself, the index, the mails."""
    with world.platform.work.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    files = [path for path in Path(world.config.data_dir).rglob("*") if path.is_file()]
    assert files
    return {word for path in files for word in SENTINELS if word.encode() in path.read_bytes()}
