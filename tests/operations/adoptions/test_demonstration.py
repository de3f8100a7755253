"""The demonstration's adoptions: recorded in the past, marked as examples, and loaded once."""

import pytest
from sqlalchemy import select

from case_studies.demo.adoption_loader import load_adoptions
from case_studies.demo.practice_loader import load_practices
from case_studies.models import Adoption
from case_studies.operations.adoptions.queries import list_adoptions
from case_studies.policy.actor import NOBODY
from case_studies.policy.adoption_release import release_adoptions
from case_studies.vocabulary import AdoptionState, AdoptionUse
from tests.support.world import World

pytestmark = pytest.mark.slow


def test_they_are_recorded_in_the_past_and_a_second_load_adds_nothing(library: World) -> None:
    work = library.platform.work
    load_practices(work)
    assert load_adoptions(work) == 7
    assert load_adoptions(work) == 0
    with work.reading() as session:
        for adoption in session.scalars(select(Adoption)):
            assert adoption.demonstration
            assert adoption.state == AdoptionState.RECORDED
            assert adoption.moved_at <= work.clock()
        practitioner = library.actor("practitioner")
        shown = release_adoptions(list_adoptions(session, practitioner).rows, practitioner)
        uses = [one.statement.use for one in shown if one.statement is not None]
        assert sorted(uses) == sorted([*[AdoptionUse.CONSIDERING] * 2, AdoptionUse.STOPPED, *[AdoptionUse.IN_USE] * 4])
        assert [one.adopted_by.name for one in shown].count("") == 2, "two are not named to members"
        assert len(list_adoptions(session, NOBODY).rows) == 5
