"""What waits for whom in discussions, and whom a desk does not name."""

from datetime import timedelta

import pytest

from case_studies.vocabulary import ThreadState
from tests.support.api_client import Program, fine
from tests.support.desks import desk_cost, waiting
from tests.support.page_reader import read, words
from tests.support.threads import CONVENER, EDITOR, MEMBER, SPEAKER, SUMMARY, ThreadSteps, thread_in
from tests.support.world import World

S = ThreadState
OFFICES = (CONVENER, SPEAKER, EDITOR, MEMBER, "editor.bra", "clearance.gha", "reviewer.jpn", "admin")


def rows(world: World) -> dict[str, str]:
    """Return the step of each office that has one; nobody has two here."""
    found = {office: waiting(world, office) for office in OFFICES}
    assert all(len(tasks) < 2 for tasks in found.values())
    return {office: tasks[0][1] for office, tasks in found.items() if tasks}


@pytest.mark.slow
def test_the_rows_of_a_discussion_from_its_last_day_to_its_end(bare: World) -> None:
    thread = thread_in(bare, S.OPEN, closes_on="2026-11-10")
    assert rows(bare) == {}
    bare.clock.moment += timedelta(days=9)
    assert rows(bare) == {CONVENER: "sum_discussion_up"}
    assert "deleted on 2 December 2026 without a summary" in words(read(bare.browser(CONVENER), "/desk"))
    bare.clock.moment += timedelta(days=15)
    assert rows(bare) == {CONVENER: "sum_discussion_up", EDITOR: "sum_discussion_up", "editor.bra": "sum_discussion_up"}

    fine(thread.act(CONVENER, "summarize", summary=SUMMARY))
    assert rows(bare) == {SPEAKER: "read_summary"}
    fine(thread.act(SPEAKER, "object", "It was measured."))
    answering = dict.fromkeys((CONVENER, EDITOR, "editor.bra"), "answer_objection_to_summary")
    assert rows(bare) == answering
    fine(thread.act(CONVENER, "summarize", summary="One member measured it."))
    assert rows(bare) == {SPEAKER: "read_summary"}, "it may object to the new summary"
    fine(thread.act(SPEAKER, "object", "Two did."))
    fine(thread.act(CONVENER, "keep_summary", "One said so."))
    assert rows(bare) == {}, "its objection is answered"
    thread.wait(6)
    assert thread.read()["state"] == "closed"
    assert rows(bare) == {}


@pytest.mark.slow
def test_the_days_for_objections_are_on_the_desk_of_those_who_spoke_only(bare: World) -> None:
    thread = thread_in(bare, S.CLOSING, speaks_as="member")
    assert rows(bare) == dict.fromkeys((CONVENER, SPEAKER), "read_summary")
    row = fine(Program(bare, SPEAKER).get("/desk"))["items"][0]["items"][0]
    assert (row["kind"], row["due"], row["owner"]) == ("thread", "2026-11-07", {"id": None, "label": "A member"})
    page = read(bare.browser(SPEAKER), "/desk").split("<main", 1)[1]
    assert "objections until 7 November 2026" in words(page)
    assert "Ghana" not in words(page)
    own = next(post["id"] for post in thread.read(SPEAKER)["posts"] if post["is_own"])
    fine(thread.act(SPEAKER, "take_back", post=own))
    assert rows(bare) == {CONVENER: "read_summary"}, "nothing is left of what it said"
    bare.clock.moment += timedelta(days=6)
    assert rows(bare) == {}


@pytest.mark.slow
def test_a_discussion_without_posts_waits_for_nobody_and_the_statements_stay_the_same(bare: World) -> None:
    ThreadSteps(bare, text="", closes_on="2026-11-03")
    thread_in(bare, S.OPEN, closes_on="2026-11-03")
    bare.clock.moment += timedelta(days=25)
    assert rows(bare)[EDITOR] == "sum_discussion_up"
    before = desk_cost(bare, EDITOR)
    thread_in(bare, S.OPEN)
    thread_in(bare, S.OPEN)
    bare.clock.moment += timedelta(days=25)
    assert desk_cost(bare, EDITOR) == before
