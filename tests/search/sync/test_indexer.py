"""The database is the truth: what it publishes is found at once, and an index can be deleted or wrong at any time."""

import json
import logging
import shutil
from dataclasses import replace

import pytest
from sqlalchemy import delete, func, select

from case_studies.models import IndexTask, Revision
from case_studies.operations.search.search import search
from case_studies.search.contract import Query
from case_studies.search.engine import SearchEngine
from case_studies.search.errors import IndexMissing
from case_studies.search.sync.indexer import Indexer
from case_studies.search.sync.search_documents import INDEXES, search_documents
from case_studies.search.whoosh_engine import WhooshEngine
from case_studies.vocabulary import Action, Audience, State
from tests.support.workflow_cases import EDITOR, WRITER, Steps, case_in, second_round
from tests.support.world import World

IN_ANY_WAY = (
    Query("choke point"),
    Query(filters={"theme": ("EXP-SEARCH",)}),
    Query(filters={"theme": ("EXP",)}),  # a theme includes its sub-themes
    Query(filters={"host_state": ("MLI",)}),
    Query("Mali"),
    Query("CS-2026-0001"),
)


def _found(world: World, query: Query, office: str | None = None) -> list[str]:
    actor = Steps(world, "").actor(office)
    with world.platform.work.reading() as session:
        return [found.revision.case.reference for found in search(session, world.platform.search, actor, query).items]


def _waiting(world: World) -> int:
    with world.platform.work.reading() as session:
        return session.scalar(select(func.count()).select_from(IndexTask)) or 0


def _in_line(world: World) -> bool:
    return all(not drift.references for drift in world.platform.indexer.check())


def test_a_published_case_is_found_at_once_by_text_theme_and_host_state(bare: World) -> None:
    case = case_in(bare, State.IN_REVIEW)
    assert not any(_found(bare, query) for query in IN_ANY_WAY)
    case.act(Action.PUBLISH, EDITOR)
    for query in IN_ANY_WAY:
        assert _found(bare, query) == [case.reference], query


@pytest.mark.parametrize("action", [Action.WITHDRAW, Action.ARCHIVE])
def test_a_withdrawn_or_archived_case_is_removed_at_once(bare: World, action: Action) -> None:
    case = case_in(bare, State.PUBLISHED)
    case.act(action, WRITER, "A reason.")
    for query in (Query(), *IN_ANY_WAY):
        assert _found(bare, query) == _found(bare, query, "practitioner") == []
    for audience in Audience:
        assert bare.platform.search.suggest(audience, "search", 5) == []
        assert bare.platform.search.entries(audience) == {}


def test_a_case_for_members_is_in_the_members_index_only(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED, audience="members")
    assert bare.platform.search.entries(Audience.PUBLIC) == {}
    assert _found(bare, Query("choke point")) == []
    assert bare.platform.search.search(Audience.PUBLIC, Query()).facets.get("theme", {}) == {}
    assert bare.platform.search.suggest(Audience.PUBLIC, "search", 5) == []
    assert _found(bare, Query("choke point"), "practitioner") == [case.reference]


def test_a_case_that_is_now_for_members_is_removed_from_the_public_index(bare: World) -> None:
    case = second_round(bare)
    second = case.look().current.id
    with bare.platform.work.writing() as session:
        session.get_one(Revision, second).audience = "members"
    case.act(Action.PUBLISH, EDITOR)
    assert (case.found("public"), case.found("members")) == (False, True)


def test_the_index_has_the_published_text_while_the_next_revision_is_written(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    case.act(Action.REVISE, WRITER)
    case.edit(title="Zebra crossing")
    bare.platform.indexer.sync()
    assert _found(bare, Query("zebra")) == []
    assert _found(bare, Query("choke point")) == [case.reference]


@pytest.mark.slow
def test_a_deleted_index_is_restored_by_a_rebuild(library: World) -> None:
    before = {index: library.platform.search.entries(index) for index in INDEXES}
    shutil.rmtree(library.config.index_dir)
    with pytest.raises(IndexMissing):
        library.platform.search.entries(Audience.PUBLIC)
    counts = library.platform.indexer.rebuild()
    assert {index: library.platform.search.entries(index) for index in INDEXES} == before
    assert counts == {index: len(entries) for index, entries in before.items()}


def test_a_start_builds_a_missing_index(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    shutil.rmtree(bare.config.index_dir)
    bare.platform.indexer.prepare()
    assert case.found()
    assert _in_line(bare)


def test_a_start_builds_an_index_of_another_version_again(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    for audience in Audience:
        pointer = bare.config.index_dir / audience / "current"
        pointer.write_text(json.dumps({**json.loads(pointer.read_text()), "signature": "4-older"}))
    assert bare.visitor().get("/search?q=road").status_code == 503
    assert bare.platform.indexer.prepare()
    assert case.found()
    assert _in_line(bare)


def test_without_an_index_publishing_works_and_nothing_is_lost(bare: World, caplog: pytest.LogCaptureFixture) -> None:
    case = case_in(bare, State.IN_REVIEW)
    shutil.rmtree(bare.config.index_dir)
    with caplog.at_level(logging.ERROR):
        case.act(Action.PUBLISH, EDITOR)
    assert case.state == State.PUBLISHED
    assert _waiting(bare) == 1
    assert "search rebuild" in caplog.text
    bare.platform.indexer.rebuild()
    assert case.found()
    assert _waiting(bare) == 0


def test_a_damaged_index_is_not_changed_and_the_command_is_named(bare: World, caplog: pytest.LogCaptureFixture) -> None:
    case = case_in(bare, State.PUBLISHED)
    pointer = bare.config.index_dir / Audience.PUBLIC / "current"
    pointer.write_text("not json")
    with caplog.at_level(logging.ERROR):
        bare.platform.indexer.prepare()
    assert "search rebuild" in caplog.text
    assert pointer.read_text() == "not json"
    bare.platform.indexer.rebuild()
    assert case.found()


def test_while_the_index_is_busy_the_task_stays_and_the_case_is_published(
    bare: World, caplog: pytest.LogCaptureFixture
) -> None:
    case = case_in(bare, State.IN_REVIEW)
    _wait_no_longer_than(bare, 0.05)
    elsewhere: SearchEngine = WhooshEngine(bare.config.index_dir)
    with elsewhere.writing(Audience.MEMBERS), caplog.at_level(logging.ERROR):
        case.act(Action.PUBLISH, EDITOR)
    assert case.state == State.PUBLISHED
    assert "it is tried again later" in caplog.text
    assert _waiting(bare) == 1
    assert not case.found("public")
    assert not case.found("members")
    Steps.start(bare)  # any next commit
    assert case.found("public")
    assert case.found("members")
    assert _waiting(bare) == 0


def _wait_no_longer_than(world: World, seconds: float) -> None:
    """Make the platform's own writer wait only that long."""
    impatient: SearchEngine = WhooshEngine(world.config.index_dir, wait=seconds)
    world.platform.work.after_commit = (Indexer(world.platform.work, impatient).drain,)


@pytest.mark.slow
def test_a_sync_repairs_surplus_absent_and_outdated_references(bare: World) -> None:
    absent, outdated, gone, unchanged = (case_in(bare, State.PUBLISHED) for _ in range(4))
    work = bare.platform.work
    with work.writing(quietly=True) as session:  # directly, not through an operation
        session.get_one(Revision, outdated.look().current.id).title = "Another title"
        session.get_one(Revision, gone.look().current.id).state = State.ARCHIVED
        session.execute(delete(IndexTask))
    for audience in Audience:
        with bare.platform.search.writing(audience) as writer:
            writer.remove(absent.reference)
    with work.reading() as session:
        document = next(
            document
            for document in search_documents(session, Audience.PUBLIC)
            if document.reference == unchanged.reference
        )
    stranger = replace(document, reference="CS-1999-0001")
    with bare.platform.search.writing(Audience.PUBLIC) as writer:
        writer.replace(stranger)

    public, members, *_layers = bare.platform.indexer.sync()
    assert (public.absent, public.outdated) == ((absent.reference,), (outdated.reference,))
    assert set(public.surplus) == {gone.reference, "CS-1999-0001"}
    assert (members.absent, members.outdated) == ((absent.reference,), (outdated.reference,))
    assert members.surplus == (gone.reference,)
    assert _in_line(bare)
    assert not bare.platform.indexer.sync()[0].references
    assert set(bare.platform.search.entries(Audience.PUBLIC)) == {
        case.reference for case in (absent, outdated, unchanged)
    }


def test_a_check_changes_nothing(bare: World) -> None:
    case = case_in(bare, State.PUBLISHED)
    with bare.platform.search.writing(Audience.PUBLIC) as writer:
        writer.remove(case.reference)
    assert [drift.absent for drift in bare.platform.indexer.check()] == [(case.reference,), (), (), ()]
    assert not case.found("public")


def test_the_demonstration_library_has_no_drift(library: World) -> None:
    assert _in_line(library)
    assert _waiting(library) == 0
