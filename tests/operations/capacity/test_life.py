"""What time does with offers, requests and matches: held, reminded, lapsed, asked after a year."""

from random import Random

import pytest
from sqlalchemy import func, select

from case_studies.capacity_states import CapacityState, MatchState
from case_studies.models import Match, MatchPost, Notification
from case_studies.unit_of_work import UnitOfWork
from case_studies.vocabulary import NotificationEvent
from tests.support.api_client import Program, fine, refused
from tests.support.capacity import ASKER, DAY, OTHER, PROVIDER, CapacitySteps, Waiting, capacity_in, match_in
from tests.support.page_reader import read, words
from tests.support.world import World


def _times(work: UnitOfWork, event: NotificationEvent) -> int:
    with work.reading() as session:
        return session.scalar(select(func.count()).select_from(Notification).where(Notification.event == event)) or 0


@pytest.mark.slow
def test_a_request_is_acknowledged_held_for_five_working_days_and_circulated(bare: World) -> None:
    held, back = (capacity_in(bare, CapacityState.POSTED) for _ in range(2))
    work, inbox = bare.platform.work, words(read(bare.browser(ASKER), "/inbox"))
    assert f"Your request is received as {held.reference}" in inbox
    last = held.read()["objections_until"]
    fine(back.act(ASKER, "hold_back"))
    counts = []
    for _ in range(9):
        is_over = bare.clock.moment.date().isoformat() > last
        held.wait(0)
        counts.append((is_over, Program(bare, OTHER).get(held.address).status_code == 200))
        bare.clock.moment += DAY
    assert {over == seen for over, seen in counts} == {True}
    assert back.read()["state"] == "draft"
    assert _times(work, NotificationEvent.REQUEST_CIRCULATED) > 1


def test_a_request_that_lapses_while_it_is_held_is_held_again_once_it_is_renewed(bare: World) -> None:
    today = bare.clock.moment.date()
    soon = CapacitySteps(bare, valid_until=(today + 7 * DAY).isoformat())
    refused(soon.act(ASKER, "post"), 422, "valid_until")
    held = capacity_in(bare, CapacityState.POSTED, valid_until=(today + 20 * DAY).isoformat())
    bare.clock.moment += 21 * DAY  # the worker did not run
    held.wait(0)
    assert held.read()["state"] == "lapsed"
    tomorrow = (bare.clock.moment.date() + DAY).isoformat()
    refused(held.act(ASKER, "renew", valid_until=tomorrow), 422, "valid_until")
    fine(held.act(ASKER, "renew", valid_until="2027-06-01"))
    held.wait(0)
    assert Program(bare, OTHER).get(held.address).status_code == 404
    held.wait(12)
    assert held.read(OTHER)["state"] == "circulated"


@pytest.mark.slow
def test_an_owner_is_reminded_twice_and_nothing_is_posted_past_its_last_day(bare: World) -> None:
    offer = capacity_in(bare, CapacityState.POSTED, PROVIDER, valid_until="2027-01-15")
    refused(offer.act(PROVIDER, "renew", valid_until="2028-01-15"), 422, "valid_until")
    seen = []
    while bare.clock.moment.date().isoformat() < "2027-01-20":
        day = bare.clock.moment.date().isoformat()
        listed = fine(Program(bare, None).get("/offers"))["total"]
        state = offer.read(OTHER)["state"]  # the worker is late
        assert (state == "posted") == (listed == 1) == (day <= "2027-01-15"), day
        offer.wait(0)
        seen.append(_times(bare.platform.work, NotificationEvent.CAPACITY_ENDS_SOON))
        bare.clock.moment += DAY
    assert sorted(set(seen)) == [0, 1, 2]
    assert _times(bare.platform.work, NotificationEvent.CAPACITY_LAPSED) == 1
    fine(offer.act(PROVIDER, "renew", valid_until="2027-06-01"))
    assert offer.read(OTHER)["state"] == "posted"


@pytest.mark.slow
def test_every_match_that_was_chosen_is_asked_after_a_year(bare: World) -> None:
    random, asked = Random(8), {}
    for state in (MatchState.TALKING, MatchState.MATCHED, MatchState.UNDER_WAY, MatchState.CLOSED):
        match = match_in(bare, state)
        asked[match.reference] = state != MatchState.TALKING
        fine(match.say(PROVIDER), 201) if state != MatchState.CLOSED else None
    passed = 0
    while passed < 380:
        step = random.randint(1, 60)
        passed += step
        Waiting(bare).wait(step)
    with bare.platform.work.reading() as session:
        found = {match.reference: match.asked_on is not None for match in session.scalars(select(Match))}
        kept = {post.match_id for post in session.scalars(select(MatchPost))}
    assert found == asked
    assert len(kept) == 3, "those that are not over"
    for reference, is_asked in asked.items():
        address = f"/matches/{reference}"
        if is_asked:
            version = fine(Program(bare, ASKER).get(address))["version"]
            answer = {"action": "answer_year", "version": version, "need_met": "too_early"}
            assert fine(Program(bare, ASKER).post(f"{address}/transitions", answer))["need_met"] == "too_early"
    assert Waiting(bare).wait(364) == 0
    assert Waiting(bare).wait(2) == 3, "too early to say: asked again in a year"


@pytest.mark.slow
def test_a_talk_is_deleted_90_days_after_its_match_is_over_whatever_is_asked_meanwhile(bare: World) -> None:
    match = match_in(bare, MatchState.MATCHED)
    fine(match.say(PROVIDER), 201)
    match.wait(300)
    fine(match.act(PROVIDER, "end"))
    match.wait(66)
    fine(match.act(ASKER, "answer_year", need_met="no"))
    match.wait(23)
    assert len(match.read()["posts"]) == 1
    match.wait(2)
    assert match.read()["posts"] == []
