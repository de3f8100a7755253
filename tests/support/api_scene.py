"""One case in each situation, and a program of each office that calls the API."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from case_studies.capacity_states import CapacityState, MatchState
from case_studies.collection_vocabulary import CollectionState
from case_studies.models import Case
from case_studies.study_vocabulary import ProposalState, StudyState
from case_studies.text_vocabulary import TextState
from case_studies.vocabulary import AdoptionState, EventState, IssueState, PracticeState, ThreadState
from tests.support.adoptions import adoption_in
from tests.support.api_client import (
    EDITOR,
    OFFICER,
    WRITER,
    Program,
    ask,
    draft,
    fine,
    in_review,
    judged,
    published,
    submitted,
)
from tests.support.capacity import PROVIDER, capacity_in, match_in
from tests.support.collections import collection_in
from tests.support.events import event_in
from tests.support.issues import issue_in
from tests.support.practices import practice_in
from tests.support.proposals import proposal_in
from tests.support.provisions import link, provision_in
from tests.support.studies import study_in
from tests.support.texts import text_in
from tests.support.threads import thread_in
from tests.support.world import World

OFFICES = (
    WRITER,
    OFFICER,
    EDITOR,
    "editor.bra",
    "focal-point.deu",
    "reviewer.bra",
    "reviewer.jpn",
    "reviewer.fra",
    "practitioner",
    "admin",
)


def open_cases(world: World) -> dict[str, Any]:
    """Bring a case into each situation; return references and assignments by the name of the situation."""
    places: dict[str, Any] = {"draft": draft(world)}
    bare = Program(world, WRITER).post("/cases", {"title": "Only a title"})
    places["bare_draft"] = fine(bare, 201)["reference"]
    places["submitted"] = submitted(world)
    body = {"reviewer": "reviewer.bra@demo.example"}
    answer = Program(world, EDITOR).post(f"/cases/{places['submitted']}/assignments", body)
    places["invited"] = fine(answer, 201)["id"]
    places["in_review"], (places["accepted"], _) = in_review(world)
    places["revision_asked"] = judged(world)
    Program(world, EDITOR).act(places["revision_asked"], "request_revision", "Say who counted.")
    places["published"] = published(world)
    places["withdrawn"] = draft(world)
    Program(world, OFFICER).act(places["withdrawn"], "withdraw")
    places["accepted_before_review"] = ask(world, places["submitted"], "reviewer.jpn")
    return places


@dataclass
class Scene:
    """Cases by situation, programs by office."""

    world: World
    places: dict[str, Any]
    programs: dict[str | None, Program] = field(init=False)
    issues: list[str] = field(init=False)
    """References of difficult issues, one in each of several states."""
    adoptions: list[str] = field(init=False)
    """References of adoptions, likewise."""
    threads: list[str] = field(init=False)
    """References of discussions, likewise."""

    events: list[str] = field(init=False)
    """References of events, likewise."""

    practices: list[str] = field(init=False)
    """References of good practices, one in each of several states."""
    studies: list[str] = field(init=False)
    """References of studies, listed and checked."""
    proposals: list[str] = field(init=False)
    """References of study proposals, in each state."""
    texts: list[str] = field(init=False)
    """References of joint texts, a draft and one for comments."""
    offers: list[str] = field(init=False)
    requests: list[str] = field(init=False)
    matches: list[str] = field(init=False)
    """References of offers, requests and matches, likewise."""
    collections: list[str] = field(init=False)
    """References of collections, a draft and a published one."""
    provisions: list[int] = field(init=False)
    """A provision with a case, and one without evidence."""

    def __post_init__(self) -> None:
        states = (IssueState.DRAFT, IssueState.OPEN, IssueState.ANSWERED, IssueState.RESOLVED)
        self.issues = [issue_in(self.world, state).reference for state in states]
        uses = (AdoptionState.DRAFT, AdoptionState.RECORDED, AdoptionState.CHANGE_IN_CLEARANCE)
        self.adoptions = [adoption_in(self.world, state).reference for state in uses]
        self.threads = [thread_in(self.world, state).reference for state in (ThreadState.OPEN, ThreadState.CLOSING)]
        stages = (PracticeState.PROPOSED, PracticeState.DRAFT, PracticeState.IN_CONSULTATION, PracticeState.ADOPTED)
        self.practices = [practice_in(self.world, state).reference for state in stages]
        times = (EventState.DRAFT, EventState.ANNOUNCED, EventState.HELD)
        self.events = [event_in(self.world, state).reference for state in times]
        self.proposals = [proposal_in(self.world, state).reference for state in ProposalState]
        things = {str(self.places["published"]): "It is first."}
        stages_of = (CollectionState.DRAFT, CollectionState.PUBLISHED)
        self.collections = [collection_in(self.world, state, things).reference for state in stages_of]
        self.studies = [study_in(self.world, state).reference for state in (StudyState.LISTED, StudyState.CHECKED)]
        self.texts = [text_in(self.world, state).reference for state in (TextState.DRAFT, TextState.UNDER_COMMENT)]
        matches = [match_in(self.world, state) for state in (MatchState.TALKING, MatchState.DELIVERED)]
        self.matches = [match.reference for match in matches]
        self.offers = [capacity_in(self.world, CapacityState.DRAFT, PROVIDER).reference, matches[0].offer.reference]
        self.requests = [capacity_in(self.world, CapacityState.DRAFT).reference, matches[0].request.reference]
        self.provisions = [provision_in(self.world), provision_in(self.world, title="Another one")]
        fine(link(self.world, self.provisions[0], self.places["published"]), 201)
        self.programs = {office: Program(self.world, office) for office in (None, *OFFICES)}

    def send(self, office: str | None, method: str, path: str, body: Any) -> Any:
        """Call the API; `{draft}` in the path is replaced by that case, NOW in the body by its version."""
        if isinstance(body, dict) and body.get("version") == NOW:
            reference = path.format(**self.places).split("/")[2]
            with self.world.platform.work.reading() as session:
                version = session.scalar(select(Case.version).where(Case.reference == reference))
            body = {**body, "version": version}
        return self.programs[office].call(method, path.format(**self.places), json=body)


NOW = "the present version"
