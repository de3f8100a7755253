"""Concurrent changes in real threads with their own sessions: one or both succeed, and nothing is half done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import func, select

from case_studies.errors import Refusal, StaleVersion, WrongState
from case_studies.models import Case, HistoryEntry
from case_studies.operations.cases.editing import save_part, start_case
from case_studies.operations.cases.parts import part_mark
from case_studies.operations.cases.queries import find_case
from case_studies.operations.opened_page import OpenedPage
from case_studies.vocabulary import Action, State
from tests.support.workflow_cases import EDITOR, REVIEWERS, WRITER, Steps, case_in
from tests.support.world import WHOLE_CASE, World

pytestmark = pytest.mark.slow


def _at_once(*steps: Callable[[], object]) -> list[object]:
    """Take all steps at the same time and return the result or the refusal of each."""
    barrier = Barrier(len(steps))

    def take(step: Callable[[], object]) -> object:
        barrier.wait(timeout=30)
        try:
            return step()
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(len(steps)) as threads:
        return list(threads.map(take, steps))


def _start(world: World, office: str, form_key: str | None = None) -> Callable[[], str]:
    actor = world.actor(office)

    def start() -> str:
        with world.platform.work.writing() as session:
            return start_case(session, actor, WHOLE_CASE, form_key=form_key).reference

    return start


def test_references_are_never_used_twice(bare: World) -> None:
    offices = [WRITER, "focal-point.deu", WRITER, "focal-point.idn", WRITER, "focal-point.deu"]
    results = _at_once(*(_start(bare, office) for office in offices))
    assert sorted(map(str, results)) == [f"CS-2026-{number:04d}" for number in range(1, 7)]


def test_a_form_sent_twice_at_once_starts_one_case(bare: World) -> None:
    results = _at_once(_start(bare, WRITER, "k1"), _start(bare, WRITER, "k1"))
    assert results == ["CS-2026-0001"] * 2
    with bare.platform.work.reading() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 1


@pytest.mark.parametrize("second", [Action.PUBLISH, Action.DECLINE, Action.REQUEST_REVISION])
def test_of_two_editors_who_decide_at_once_one_wins(bare: World, second: Action) -> None:
    case = case_in(bare, State.IN_REVIEW)
    version = case.version
    results = _at_once(
        lambda: case.act(Action.PUBLISH, EDITOR, version=version),
        lambda: case.act(second, "editor.bra", "A reason.", version=version),
    )
    assert sum(outcome is None for outcome in results) == 1
    assert sum(isinstance(outcome, StaleVersion | WrongState) for outcome in results) == 1
    with bare.platform.work.reading() as session:
        decisions = [Action.PUBLISH, Action.DECLINE, Action.REQUEST_REVISION]
        assert session.scalar(select(func.count()).where(HistoryEntry.action.in_(decisions))) == 1
    assert case.found() == (case.state == State.PUBLISHED)


def test_two_writers_of_one_case_do_not_overwrite_each_other(bare: World) -> None:
    case = Steps.start(bare)
    version = case.version
    results = _at_once(
        lambda: case.edit(title="What one wrote", version=version),
        lambda: case.edit(sections={"results": "What the other wrote"}, version=version),
    )
    assert sum(isinstance(outcome, StaleVersion) for outcome in results) == 1
    revision = case.look().current
    stored = (revision.title == "What one wrote", revision.sections["results"] == "What the other wrote")
    assert sum(stored) == 1


def _save(case: Steps, part: str, text: str, page: OpenedPage) -> str:
    with case.world.platform.work.writing() as session:
        actor = case.actor(WRITER)
        locked = find_case(session, actor, case.reference, for_change=True)
        return save_part(session, locked, actor, part, {part: text}, page)


def _open(case: Steps, part: str) -> OpenedPage:
    return OpenedPage(f"page of {part}", part_mark(case.look().current, part))


def test_sections_that_are_saved_at_once_are_all_stored(bare: World) -> None:
    case = Steps.start(bare)
    sections = ("summary", "actions", "results", "lessons", "transfer")
    pages = {section: _open(case, section) for section in sections}
    for turn in range(4):
        saves = [partial(_save, case, section, f"Turn {turn}", pages[section]) for section in sections]
        results = _at_once(*saves, partial(_save, case, "resources", f"Turn {turn}", _open(case, "resources")))
        assert all(isinstance(outcome, str) for outcome in results), results
        stored = case.look().current.sections
        assert {stored[section] for section in (*sections, "resources")} == {f"Turn {turn}"}


def test_of_two_texts_of_one_section_at_once_one_is_stored_and_the_other_is_refused(bare: World) -> None:
    case = Steps.start(bare)
    first, second = (OpenedPage(key, _open(case, "results").mark) for key in ("first", "second"))
    results = _at_once(partial(_save, case, "results", "One.", first), partial(_save, case, "results", "Two.", second))
    refused = [isinstance(outcome, StaleVersion) for outcome in results]
    assert sorted(refused) == [False, True]
    assert case.look().current.sections["results"] == ("Two." if refused[0] else "One.")


def test_two_writers_of_different_cases_both_succeed(bare: World) -> None:
    cases = [Steps.start(bare) for _ in range(4)]
    results = _at_once(*(partial(case.edit, title=case.reference) for case in cases))
    assert results == [None] * 4
    assert [case.look().current.title for case in cases] == [case.reference for case in cases]


def test_two_publishes_at_once_are_both_found(bare: World) -> None:
    cases = [case_in(bare, State.IN_REVIEW) for _ in range(2)]
    results = _at_once(*(partial(case.act, Action.PUBLISH, EDITOR) for case in cases))
    assert results == [None, None]
    assert all(case.found("public") and case.found("members") for case in cases)
    assert all(not drift.references for drift in bare.platform.indexer.check())


def test_a_changed_review_and_a_publication_at_once_do_not_publish_with_one_approval(bare: World) -> None:
    case = case_in(bare, State.IN_REVIEW)
    version = case.version
    _at_once(
        lambda: case.act(Action.PUBLISH, EDITOR, version=version),
        lambda: case.review(REVIEWERS[0], recommendation="decline"),
    )
    first = case.look().revisions[0]
    approvals = [a.review.recommendation for a in first.assignments if a.review].count("approve")
    assert (first.state, approvals) in {(State.PUBLISHED, 2), (State.IN_REVIEW, 1)}


def test_inviting_one_reviewer_twice_at_once_invites_once(bare: World) -> None:
    case = case_in(bare, State.SUBMITTED)
    results = _at_once(
        lambda: case.assign("reviewer.chn", EDITOR),
        lambda: case.assign("reviewer.chn", "editor.bra"),
    )
    assert sum(isinstance(outcome, WrongState) for outcome in results) == 1
    assert len(case.look().current.assignments) == 1
