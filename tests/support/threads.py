"""Discussions for tests: brought into a state through the API and the worker's job."""

from datetime import timedelta
from typing import Any

from case_studies.operations.threads.life import run_discussions
from case_studies.vocabulary import ThreadState
from tests.support.api_client import Program, fine
from tests.support.snapshots import built_once
from tests.support.world import World

CONVENER, SPEAKER, EDITOR, MEMBER = "focal-point.gha", "focal-point.deu", "editor.idn", "practitioner"
SUMMARY = "Two members overlap their handlers by a month. Nobody measured what that changes."


class ThreadSteps:
    """One discussion, and what is done with it."""

    def __init__(self, world: World, **values: Any) -> None:
        self.world = world
        body = {"title": "Handing over search dogs", "text": "How do you hand them over?", **values}
        self.reference = fine(Program(world, CONVENER).post("/threads", body), 201)["reference"]

    def read(self, office: str | None = MEMBER) -> Any:
        """Return what an office reads of it."""
        return fine(Program(self.world, office).get(f"/threads/{self.reference}"))

    def say(self, office: str = SPEAKER, **values: Any) -> Any:
        """Say something and return the answer of the API."""
        body = {"text": "We leave the handlers for a month.", "speaks_as": "member", **values}
        return Program(self.world, office).post(f"/threads/{self.reference}/posts", body)

    def act(self, office: str, action: str, note: str = "", **needs: Any) -> Any:
        """Perform an action and return the answer."""
        body = {"action": action, "note": note, "version": self.read()["version"], **needs}
        return Program(self.world, office).post(f"/threads/{self.reference}/transitions", body)

    def wait(self, days: float) -> int:
        """Let days pass and the worker do what is due; return how many discussions changed."""
        self.world.clock.moment += timedelta(days=days)
        return run_discussions(self.world.platform.work)


@built_once
def thread_in(world: World, state: ThreadState, **values: Any) -> ThreadSteps:
    """Return a discussion in a state, with a post of its convener and one of another member."""
    steps = ThreadSteps(world, **values)
    fine(steps.say(), 201)
    if state != ThreadState.OPEN:
        fine(steps.act(EDITOR, "summarize", summary=SUMMARY))
    if state in (ThreadState.CLOSED, ThreadState.EXPIRED):
        steps.wait(6)
    if state == ThreadState.EXPIRED:
        steps.wait(365)
    return steps
