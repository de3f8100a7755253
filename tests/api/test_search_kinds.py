"""One search over all kinds in the API: the filter, each item with its kind, and what is refused."""

from typing import Any

import pytest

from case_studies.study_vocabulary import StudyState
from case_studies.vocabulary import EventState, IssueState, PracticeState, ThreadState
from tests.support.api_client import Program, fine
from tests.support.events import EventSteps, event_in
from tests.support.issues import issue_in
from tests.support.practices import practice_in, two_cases
from tests.support.studies import study_in
from tests.support.threads import thread_in
from tests.support.world import World

MEMBER = "practitioner"
ITEM = {
    "kind", "reference", "title", "summary", "url", "state", "register", "audience", "attribution", "owner", "language",
    "since", "marking", "snippet", "highlights", "themes",
}  # fmt: skip


def ask(world: World, office: str | None, *kinds: str, q: str = "") -> Any:
    """Return the answer to a search."""
    return Program(world, office).get("/search", query_string={"q": q, "kind": kinds})


@pytest.mark.slow
def test_every_kind_is_found_and_filtered_and_an_unknown_one_is_refused(bare: World) -> None:
    practice = practice_in(bare, PracticeState.ADOPTED, two_cases(bare))
    issue = issue_in(bare, IssueState.OPEN)
    thread = thread_in(bare, ThreadState.OPEN)
    event, study = event_in(bare, EventState.ANNOUNCED), study_in(bare, StudyState.LISTED)
    everything = fine(ask(bare, MEMBER))
    kinds = [item["kind"] for item in everything["items"]]
    assert sorted(kinds) == ["case", "case", "event", "issue", "practice", "study", "thread"]
    counts = {value["id"]: (value["label"], value["count"]) for value in everything["facets"]["kind"]}
    assert counts["practice"] == ("Good practices", 1)
    things = {"practice": practice, "issue": issue, "thread": thread, "event": event, "study": study}
    for kind, steps in things.items():
        (item,) = fine(ask(bare, MEMBER, kind))["items"]
        assert set(item) == ITEM
        assert (item["kind"], item["reference"]) == (kind, steps.reference)
        assert item["url"].endswith(steps.reference)
        assert fine(ask(bare, MEMBER, q=f"kind:{kind}"))["items"] == [item]
    assert fine(ask(bare, MEMBER, "practice"))["items"][0]["owner"] is None
    assert fine(ask(bare, MEMBER, "issue"))["items"][0]["owner"]["id"] is None, "it is unnamed"
    assert fine(ask(bare, MEMBER, "case", "thread"))["total"] == 3
    assert {item["kind"] for item in fine(ask(bare, None))["items"]} == {"case", "practice"}
    for unknown in ("adoption", "nonsense"):
        assert ask(bare, MEMBER, unknown).status_code == 422


def test_titles_of_all_kinds_are_suggested_to_those_who_find_them(bare: World) -> None:
    thread = thread_in(bare, ThreadState.OPEN)
    EventSteps(bare, title="Handing over a draft")
    (suggestion,) = fine(Program(bare, MEMBER).get("/suggest?q=handing"))
    assert (suggestion["kind"], suggestion["id"]) == ("thread", thread.reference)
    assert suggestion["url"].endswith(f"/threads/{thread.reference}")
    assert fine(Program(bare).get("/suggest?q=handing")) == []
