"""Published cases similar to a text: only those that the actor may read, whatever the index still contains."""

import shutil
from dataclasses import replace

import pytest
from sqlalchemy import delete, event, select

from case_studies.errors import Unavailable
from case_studies.models import IndexTask, Revision
from case_studies.operations.cases.queries import get_case_view
from case_studies.operations.search.search import (
    LEAST_SIMILARITY,
    LIKELY_DUPLICATE,
    MOST_SIMILAR,
    SimilarCase,
    most_similar_cases,
    similar_cases,
)
from case_studies.search.sync.search_documents import query_document
from case_studies.vocabulary import Action, Audience, State
from tests.support.similar_cases import OTHER, RETOLD
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


def found_for(case: Steps, office: str) -> list[SimilarCase]:
    """Return the cases similar to the revision that an office sees of a case."""
    work, actor = case.world.platform.work, case.actor(office)
    with work.reading() as session:
        seen = get_case_view(session, actor, case.reference)[1]
        return most_similar_cases(session, case.world.platform.search, actor, seen.revision)


def references(case: Steps, office: str = WRITER) -> list[str]:
    """Return the references of the cases similar to the revision that an office sees of a case."""
    return [item.revision.case.reference for item in found_for(case, office)]


def test_a_case_in_other_words_is_a_likely_duplicate(bare: World) -> None:
    published = case_in(bare, State.PUBLISHED)
    again = Steps.start(bare, **RETOLD)
    (item,) = found_for(again, WRITER)
    assert (item.revision.case.reference, item.likely_duplicate) == (published.reference, True)
    assert LIKELY_DUPLICATE <= item.likeness < 1


def test_a_copy_is_the_same_text(bare: World) -> None:
    case_in(bare, State.PUBLISHED)
    assert [item.likeness for item in found_for(Steps.start(bare), WRITER)] == [1]


def test_a_case_about_something_else_is_not_shown_at_all(bare: World) -> None:
    case_in(bare, State.PUBLISHED)
    assert found_for(Steps.start(bare, **OTHER), WRITER) == []


@pytest.mark.slow
def test_a_title_alone_finds_what_it_names_and_nothing_finds_nothing(bare: World) -> None:
    case_in(bare, State.PUBLISHED, **OTHER)
    named = Steps.start(bare, **{**OTHER, "themes": [], "host_states": [], "sections": {}})
    empty = Steps.start(bare, title="", themes=[], host_states=[], operations=[], initiatives=[], sections={})
    (item,) = found_for(named, WRITER)
    assert LEAST_SIMILARITY <= item.likeness < 1
    assert found_for(empty, WRITER) == []


@pytest.mark.slow
@pytest.mark.parametrize("office", [WRITER, OFFICER, EDITOR, *REVIEWERS])
def test_everybody_who_takes_part_sees_the_same_list(bare: World, office: str) -> None:
    published = case_in(bare, State.PUBLISHED)
    again = unanswered_round(bare, **RETOLD)
    assert references(again, office) == [published.reference]


def test_cases_for_members_are_found_for_signed_in_readers(bare: World) -> None:
    published = case_in(bare, State.PUBLISHED, audience="members")
    assert references(Steps.start(bare)) == [published.reference]


@pytest.mark.slow
@pytest.mark.parametrize("state", [state for state in State if state not in (State.PUBLISHED, State.SUPERSEDED)])
def test_what_is_not_published_is_never_found(bare: World, state: State) -> None:
    case_in(bare, state)
    assert references(Steps.start(bare)) == []


def test_what_follows_a_published_revision_is_neither_compared_nor_found(bare: World) -> None:
    """The next revision of a case is not like its own published one, and nobody else's text is like the next."""
    published = second_draft(bare)
    published.edit(**OTHER)
    assert references(published) == []
    assert references(Steps.start(bare, **OTHER)) == []
    assert references(Steps.start(bare)) == [published.reference]


@pytest.mark.slow
@pytest.mark.parametrize("action", [Action.WITHDRAW, Action.ARCHIVE])
def test_a_withdrawn_case_is_not_found_while_the_index_still_has_it(bare: World, action: Action) -> None:
    published = case_in(bare, State.PUBLISHED)
    kept = [case_in(bare, State.PUBLISHED, **RETOLD) for _ in range(3)]
    bare.platform.work.after_commit = ()
    published.act(action, WRITER, "A reason.")
    assert published.found(Audience.MEMBERS)
    again = Steps.start(bare)
    assert sorted(references(again)) == sorted(case.reference for case in kept)


def test_a_withdrawn_case_is_not_found_without_an_index_task(bare: World) -> None:
    """The database is asked, not only the outbox."""
    published = case_in(bare, State.PUBLISHED)
    bare.platform.work.after_commit = ()
    published.act(Action.WITHDRAW, WRITER)
    with bare.platform.work.writing() as session:
        session.execute(delete(IndexTask))
    assert references(Steps.start(bare)) == []


@pytest.mark.slow
def test_an_office_in_conflict_reads_what_is_published_and_no_more(bare: World) -> None:
    """Germany has an interest in both cases: the published one is everybody's to read, the other is none of theirs."""
    shared = {"implemented_by": ["GHA", "DEU"]}
    published = case_in(bare, State.PUBLISHED, **shared)
    hidden = case_in(bare, State.IN_REVIEW, **shared)
    own = Steps.start(bare, "focal-point.deu", **shared)
    assert references(own, "focal-point.deu") == [published.reference]
    assert hidden.reference not in references(own, "focal-point.deu")


@pytest.mark.slow
def test_an_editor_compares_what_they_see_and_not_what_is_being_written(bare: World) -> None:
    published = case_in(bare, State.PUBLISHED, **OTHER)
    case = case_in(bare, State.REVISION_REQUESTED)
    case.edit(**OTHER)
    assert references(case, WRITER) == [published.reference]
    assert references(case, EDITOR) == []


def test_an_index_that_does_not_answer_empties_the_list_or_says_so(bare: World) -> None:
    case = Steps.start(bare)
    shutil.rmtree(bare.config.data_dir / "index")
    assert found_for(case, WRITER) == []
    actor = case.actor(WRITER)
    with bare.platform.work.reading() as session, pytest.raises(Unavailable):
        similar_cases(session, bare.platform.search, actor, get_case_view(session, actor, case.reference)[1].revision)


@pytest.mark.slow
def test_no_two_cases_of_the_library_are_taken_for_one_and_each_is_known_again(library: World) -> None:
    """The threshold was measured on these cases."""
    actor, engine = library.actor("practitioner"), library.platform.search
    with library.platform.work.reading() as session:
        published = session.scalars(select(Revision).where(Revision.state == State.PUBLISHED))
        for revision in published:
            found = most_similar_cases(session, engine, actor, revision)
            assert not any(item.likely_duplicate for item in found), revision.title
            assert len(found) <= MOST_SIMILAR
            copy = replace(query_document(revision), reference="CS-1999-0001")
            assert engine.similar_to(Audience.MEMBERS, copy, 1) == [(revision.case.reference, 1)]


def test_asking_changes_nothing(bare: World) -> None:
    case_in(bare, State.PUBLISHED)
    case = Steps.start(bare)
    before = [bare.platform.search.entries(audience) for audience in Audience]
    flushed: list[object] = []
    with bare.platform.work.reading() as session:
        event.listen(session, "after_flush", lambda *args: flushed.append(args))
        actor = case.actor(WRITER)
        assert most_similar_cases(
            session, bare.platform.search, actor, get_case_view(session, actor, case.reference)[1].revision
        )
    assert not flushed
    assert [bare.platform.search.entries(audience) for audience in Audience] == before
