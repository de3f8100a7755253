"""The demonstration of capacity: sources of what States did, nobody named otherwise, matches in every state."""

import pytest
from sqlalchemy import select

from case_studies.capacity_states import CapacityState, MatchState
from case_studies.demo.capacity_loader import load_capacity
from case_studies.models import Capacity, Match
from case_studies.vocabulary import Attribution
from tests.support.world import World

pytestmark = pytest.mark.slow


def test_matches_are_in_every_state_and_no_state_gets_a_position(library: World) -> None:
    work = library.platform.work
    added = load_capacity(work)
    with work.reading() as session:
        found = session.scalars(select(Capacity)).all()
        assert len(found) == added
        for one in found:
            assert one.demonstration
            assert (one.attribution == Attribution.NAMED) == bool(one.source), one.title
            assert one.state == CapacityState.LAPSED or not one.source, "what a source documents is history"
        matches = session.scalars(select(Match)).all()
        assert {match.state for match in matches} == set(MatchState)
        assert any(match.asked_on for match in matches), "a year after it was chosen"
    assert load_capacity(work) == 0
