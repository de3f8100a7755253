"""Everything beside the cases in the index: it follows each step, and has no more than a page shows."""

import pytest

from app.api.examples_of_proposals import PROPOSAL
from app.api.examples_of_studies import STUDY
from case_studies.study_vocabulary import ProposalState, StudyState
from case_studies.vocabulary import Audience, EventState, IssueState, PracticeState, Role, State, ThreadState
from tests.support import events, issues, practices, proposals, studies, threads
from tests.support.api_client import Program, fine
from tests.support.effort import STATEMENTS, effort_of
from tests.support.events import EventSteps, event_in
from tests.support.issues import IssueSteps, issue_in
from tests.support.practices import practice_in, two_cases
from tests.support.proposals import proposal_in
from tests.support.studies import study_in
from tests.support.threads import ThreadSteps, thread_in
from tests.support.workflow_cases import case_in
from tests.support.world import World

MEMBER = "practitioner"


def found(world: World, office: str | None, words: str = "", kind: str = "") -> list[str]:
    """Return the references that an office finds; the total, the counts and the suggestions say the same."""
    asked = {"q": words, "per_page": 100, **({"kind": kind} if kind else {})}
    answer = fine(Program(world, office).get("/search", query_string=asked))
    references = [item["reference"] for item in answer["items"]]
    assert answer["total"] == len(references)
    counted = {value["id"]: value["count"] for value in answer["facets"]["kind"]}
    assert counted.get(kind, 0) == len(references) or not kind
    return references


def is_followed(world: World) -> bool:
    """Whether the indexes are as the database says, and the public one has nothing informal."""
    informal = [one for one in world.platform.search.entries(Audience.PUBLIC) if one.startswith("TH-")]
    return not informal and all(not drift.references for drift in world.platform.indexer.check())


@pytest.mark.slow
def test_an_issue_is_found_from_its_posting_to_its_withdrawal(bare: World) -> None:
    steps = issue_in(bare, IssueState.DRAFT)
    assert found(bare, MEMBER, "casualty sit") == found(bare, issues.ASKER, kind="issue") == []
    fine(steps.act(issues.ASKER, "post"))
    assert found(bare, MEMBER, "casualty sit") == found(bare, MEMBER, kind="issue") == [steps.reference]
    assert found(bare, None, "casualty sit") == []
    number = fine(steps.answer(text="A stretcher decides."), 201)["answers"][0]["id"]
    assert found(bare, MEMBER, "stretcher") == [steps.reference]
    path = f"/issues/{steps.reference}/answers/{number}"
    assert Program(bare, issues.ANSWERER).call("DELETE", path).status_code == 204
    assert found(bare, MEMBER, "stretcher") == []
    fine(steps.answer(), 201)
    fine(steps.act(issues.EDITOR, "synthesize", synthesis={**issues.SYNTHESIS, "members_do": "Doctors decide."}))
    assert found(bare, MEMBER, "doctors", "issue") == [steps.reference]
    assert is_followed(bare)
    fine(steps.act(issues.ASKER, "withdraw"))
    assert found(bare, MEMBER, kind="issue") == found(bare, issues.ASKER, kind="issue") == []
    assert is_followed(bare)


def test_only_an_issue_on_record_for_everybody_is_public(bare: World) -> None:
    steps = IssueSteps(bare, register="on_record", audience="public")
    fine(steps.act(issues.ASKER, "post"))
    assert found(bare, MEMBER, kind="issue") == []
    fine(steps.act(issues.CLEARER, "clear"))
    assert found(bare, None, kind="issue") == found(bare, MEMBER, kind="issue") == [steps.reference]
    assert is_followed(bare)


@pytest.mark.slow
def test_a_practice_is_found_as_far_as_its_evidence_is_read(bare: World) -> None:
    cases = two_cases(bare)
    steps = practice_in(bare, PracticeState.DRAFT)
    for case in cases:
        fine(steps.cite(case, shows="The column lost no vehicle to a tripwire."), 201)
    assert found(bare, practices.EDITOR, kind="practice") == []
    fine(steps.act(practices.EDITOR, "consult"))
    assert found(bare, MEMBER, "tripwire", "practice") == [steps.reference]
    assert found(bare, None, kind="practice") == []
    change = {"costs": "A bulldozer.", "version": steps.read()["version"]}
    fine(Program(bare, practices.EDITOR).patch(steps.address, change))
    assert found(bare, MEMBER, "bulldozer") == [steps.reference], "an edit is no step, and readers read it"
    steps.adopt()
    assert found(bare, None, "tripwire", "practice") == [steps.reference]
    assert is_followed(bare)
    cases[0].narrow(audience="members")
    assert found(bare, None, "tripwire", "practice") == [], "the public reads only one of its cases"
    assert found(bare, MEMBER, "tripwire", "practice") == [steps.reference]
    assert is_followed(bare)
    row = steps.read()["evidence"][0]["id"]
    assert steps.remove(practices.CITED, row).status_code == 204
    fine(steps.act(practices.EDITOR, "retire", "Two better practices replace it."))
    (hit,) = fine(Program(bare, MEMBER).get("/search?kind=practice"))["items"]
    assert hit["state"] == "retired"
    assert is_followed(bare)


@pytest.mark.slow
def test_of_a_discussion_only_title_and_summary_are_found_by_those_who_take_part(bare: World) -> None:
    steps = ThreadSteps(bare, text="A handler whistles.")
    assert found(bare, MEMBER, "search dogs", "thread") == [steps.reference]
    assert found(bare, MEMBER, "whistles") == []
    only_administers = found(bare, "admin", kind="thread")
    assert bare.actor("admin").roles == {Role.ADMINISTRATOR}
    assert only_administers == found(bare, None, kind="thread") == []
    fine(steps.act(threads.CONVENER, "summarize", summary=threads.SUMMARY))
    assert found(bare, MEMBER, "overlap", "thread") == [steps.reference]
    assert is_followed(bare)
    steps.wait(6)
    steps.wait(365)
    assert steps.read()["state"] == ThreadState.EXPIRED
    assert found(bare, MEMBER, "overlap", "thread") == [steps.reference]
    assert is_followed(bare)


def test_a_discussion_that_fell_silent_leaves_at_once(bare: World) -> None:
    steps = ThreadSteps(bare)
    steps.wait(31)
    assert found(bare, MEMBER, kind="thread") == []
    assert is_followed(bare)


@pytest.mark.slow
def test_an_event_is_found_from_its_announcement_even_if_it_is_cancelled_until_it_is_withdrawn(bare: World) -> None:
    days = {"starts": "2027-12-30", "ends": "2028-01-02", "from_hour": None, "to_hour": None, "time_zone": ""}
    steps = EventSteps(bare, **days, place="Gabiro", audience="public", link="https://example.org/join")
    assert found(bare, MEMBER, kind="event") == found(bare, events.WRITER, kind="event") == []
    fine(steps.act(events.WRITER, "announce"))
    assert found(bare, MEMBER, kind="event") == [], "its delegation has not cleared it"
    fine(steps.act(events.CLEARER, "clear"))
    assert found(bare, None, "gabiro", "event") == found(bare, MEMBER, "kind:event") == [steps.reference]
    assert found(bare, None, "year:2028") == found(bare, None, "evacuation", "event") == [steps.reference]
    assert found(bare, MEMBER, "year:2026") == found(bare, None, "join") == [], (
        "its years are those in which it is held"
    )
    fine(steps.change(asked_of_members="Bring a stretcher."))
    assert found(bare, None, "stretcher") == [steps.reference], "papers change without a step"
    fine(steps.act(events.WRITER, "cancel", "The hall is closed."))
    (hit,) = fine(Program(bare).get("/search?kind=event"))["items"]
    assert (hit["state"], hit["url"]) == ("cancelled", f"http://localhost/events/{steps.reference}")
    closed = event_in(bare, EventState.DOCUMENTED)
    assert found(bare, MEMBER, '"note follows"') == [closed.reference]
    assert found(bare, None, kind="event") == [steps.reference], "the other one is for members"
    assert is_followed(bare)
    fine(steps.act(events.WRITER, "withdraw"))
    assert found(bare, None, kind="event") == found(bare, events.WRITER, "gabiro") == []
    assert is_followed(bare)


@pytest.mark.slow
def test_a_study_is_found_by_members_first_and_by_everybody_once_it_is_checked(bare: World) -> None:
    study = study_in(bare, StudyState.LISTED, finding="Drones cost a quarter.", year=2019, host_states=["MLI"])
    assert found(bare, MEMBER, "quarter", "study") == [study.reference]
    (hit,) = fine(Program(bare, MEMBER).get("/search?kind=study"))["items"]
    assert (hit["audience"], hit["marking"], hit["owner"]["id"]) == ("members", "TLP:GREEN", "GHA")
    assert found(bare, None, "quarter") == found(bare, None, kind="study") == []
    entry = {name: value for name, value in STUDY.items() if name != "cases"} | {"finding": "Drones cost a third."}
    changed = {**entry, "version": study.version}
    fine(Program(bare, studies.LISTS).put(f"/studies/{study.reference}", changed))
    assert found(bare, MEMBER, "third") == [study.reference], "an edit is no step, and readers read it"
    assert found(bare, MEMBER, "quarter") == []
    study.version += 1
    fine(study.act(studies.CHECKS, "check"))
    assert found(bare, None, "third", "study") == found(bare, None, f"year:{STUDY['year']}") == [study.reference]
    fine(study.act(studies.CHECKS, "supersede"))
    assert fine(Program(bare).get("/search?q=kind:study"))["items"][0]["state"] == "superseded"
    assert is_followed(bare)
    fine(study.act(studies.CHECKS, "withdraw"))
    assert found(bare, MEMBER, kind="study") == found(bare, None, kind="study") == []
    assert is_followed(bare)


@pytest.mark.slow
def test_a_proposal_of_a_study_is_found_by_members_alone_and_stays_when_it_is_dropped(bare: World) -> None:
    proposal = proposal_in(bare, ProposalState.PROPOSED, question="Do floodlights shorten an attack?")
    assert found(bare, MEMBER, "floodlights", "proposal") == [proposal.reference]
    assert found(bare, None, "floodlights") == found(bare, None, kind="proposal") == []
    (hit,) = fine(Program(bare, MEMBER).get("/search?kind=proposal"))["items"]
    assert (hit["state"], hit["owner"]["id"], hit["audience"]) == ("proposed", "GHA", "members")
    assert hit["url"] == f"http://localhost/studies/proposals/{proposal.reference}"
    changed = {**PROPOSAL, "question": "Do trenches shorten an attack?", "version": proposal.version}
    answer = fine(Program(bare, proposals.LEADS).put(f"/study-proposals/{proposal.reference}", changed))
    assert found(bare, MEMBER, "trenches") == [proposal.reference], "an edit is no step, and readers read it"
    assert found(bare, MEMBER, "floodlights") == []
    proposal.version = answer["version"]
    fine(proposal.act(proposals.LEADS, "drop_study", "The quorbel is missing."))
    assert found(bare, MEMBER, "quorbel", "proposal") == [proposal.reference]
    assert is_followed(bare)


def test_what_waits_for_the_index_is_not_found(bare: World, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = thread_in(bare, ThreadState.OPEN)
    monkeypatch.setattr(bare.platform.work, "after_commit", ())
    fine(steps.act(threads.EDITOR, "summarize", summary=threads.SUMMARY))
    assert found(bare, MEMBER, "search dogs", "thread") == []
    bare.platform.indexer.drain()
    assert found(bare, MEMBER, "search dogs", "thread") == [steps.reference]


@pytest.mark.slow
def test_a_lost_index_is_built_with_everything(bare: World) -> None:
    references = {
        case_in(bare, State.PUBLISHED).reference,
        issue_in(bare, IssueState.ANSWERED).reference,
        practice_in(bare, PracticeState.IN_CONSULTATION, two_cases(bare)).reference,
        thread_in(bare, ThreadState.CLOSED).reference,
        event_in(bare, EventState.ANNOUNCED).reference,
        study_in(bare, StudyState.LISTED).reference,
        proposal_in(bare, ProposalState.PROPOSED).reference,
    }
    bare.platform.indexer.rebuild()
    assert references < set(bare.platform.search.entries(Audience.MEMBERS))
    assert is_followed(bare)


@pytest.mark.slow
def test_a_page_costs_the_same_whatever_it_finds(bare: World) -> None:
    cases = two_cases(bare)
    practice_in(bare, PracticeState.ADOPTED, cases)
    issue_in(bare, IssueState.OPEN, register="on_record", audience="public")
    event_in(bare, EventState.ANNOUNCED, audience="public")
    study_in(bare, StudyState.CHECKED)
    few = effort_of(bare, "/search")[STATEMENTS]
    event_in(bare, EventState.ANNOUNCED, audience="public")
    study_in(bare, StudyState.CHECKED)
    practice_in(bare, PracticeState.ADOPTED, cases, title="Put disposal into the convoy")
    case_in(bare, State.PUBLISHED, title="A third column")
    assert effort_of(bare, "/search")[STATEMENTS] == few
