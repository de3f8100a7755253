"""The demonstration's practices: in their states, in the past, marked as examples, and loaded once."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from case_studies.demo.practice_files import practice_files, read_practice_file
from case_studies.demo.practice_journeys import KEY
from case_studies.demo.practice_loader import load_practices
from case_studies.models import HistoryEntry, Mail, Practice
from case_studies.operations.practices.queries import list_practices
from case_studies.policy.actor import NOBODY
from case_studies.policy.practice_release import ReleasedPractice
from case_studies.vocabulary import PracticeRemarkKind, PracticeState
from case_studies.word_count import count_words
from tests.support.world import World

pytestmark = pytest.mark.slow

NUMBER = 12


def test_each_is_in_its_state_in_the_past_and_a_second_load_adds_nothing(library: World) -> None:
    work = library.platform.work
    with work.reading() as session:
        mails = session.scalar(select(func.count()).select_from(Mail))
    assert load_practices(work) == NUMBER
    with work.reading() as session:
        practices = {practice.form_key: practice for practice in session.scalars(select(Practice))}
        files = {KEY + file.name: file for file in practice_files()}
        assert {key: one.editions[0].state for key, one in practices.items()} == {
            key: file.state for key, file in files.items()
        }
        editions = [edition for practice in practices.values() for edition in practice.editions]
        assert {edition.state for edition in editions} == set(PracticeState), "each state is shown"
        waiting = [one for edition in editions for one in edition.remarks if one.answered_at is None]
        assert PracticeRemarkKind.OBJECTION in {one.kind for one in waiting}
        in_second = {key: one.editions[1].state for key, one in practices.items() if len(one.editions) == 2}
        assert in_second == {
            KEY + "10-agree-before-work-starts": PracticeState.ADOPTED,
            KEY + "11-plan-the-second-one": PracticeState.DRAFT,
        }
        for practice in practices.values():
            assert practice.demonstration
            assert practice.moved_at <= work.clock()
            for edition in practice.editions:
                assert len(edition.title) <= 90
                assert count_words(edition.statement) <= 40
                assert all(count_words(row.shows) <= 60 for row in edition.evidence)
                assert all(one.level != "high" for one in edition.assessments)
        flagged = [one for one in practices.values() if any(edition.flags for edition in one.editions)]
        assert {one.form_key for one in flagged} >= {KEY + "09-be-there-often", KEY + "11-plan-the-second-one"}
        public = list_practices(session, NOBODY).practices
        assert len(public) == 6
        assert all(one.assessment is not None for one in public), "each public page has its own assessment"
        assert all(one.against or one.search_result for one in public if isinstance(one, ReleasedPractice))
        assert session.scalar(select(func.count()).select_from(Mail)) == mails
        before = session.scalar(select(func.count()).select_from(HistoryEntry))
    assert load_practices(work) == 0
    with work.reading() as session:
        assert session.scalar(select(func.count()).select_from(HistoryEntry)) == before


def test_a_file_without_a_state_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "13-nothing.yaml"
    broken.write_text("proposed_by: IDN\n")
    with pytest.raises(ValueError, match=r"13-nothing\.yaml"):
        read_practice_file(broken)
