"""The demonstration's events: in every state, real ones on their real days with what came of them, loaded once."""

import pytest
from sqlalchemy import select

from case_studies.demo.event_loader import load_events
from case_studies.models import Event
from case_studies.vocabulary import EventState
from tests.support.world import World

pytestmark = pytest.mark.slow


def test_they_are_in_every_state_and_a_second_load_adds_nothing(library: World) -> None:
    work = library.platform.work
    added = load_events(work)
    with work.reading() as session:
        events = session.scalars(select(Event)).all()
        assert len(events) == added
        assert {event.state for event in events} == set(EventState)
        documented = [event for event in events if event.state == EventState.DOCUMENTED]
        assert len(documented) > 25
        assert all(event.came_of_it and event.documents for event in documented)
        assert any(event.day_open for event in documented), "a day that no source gives is not made up"
        assert any(event.about for event in documented)
    assert load_events(work) == 0
