"""Events for tests: brought into a state through the API and the worker's job."""

from datetime import UTC, datetime, timedelta
from typing import Any

from app.api.examples import EVENT
from case_studies.operations.events.life import run_events
from case_studies.vocabulary import EventState
from tests.support.api_client import Program, fine
from tests.support.snapshots import built_once
from tests.support.world import World

WRITER, CLEARER, EDITOR, OTHER = "focal-point.deu", "clearance.deu", "editor.idn", "practitioner"
OUTCOME = {"came_of_it": "Members agreed on two questions for the Committee. A note follows in May.", "documents": []}
PATH = {
    EventState.ANNOUNCED: ("announce", "clear"),
    EventState.IN_CLEARANCE: ("announce",),
    EventState.CONFIRMED: ("announce", "clear", "confirm"),
    EventState.CANCELLED: ("announce", "clear", "cancel"),
    EventState.WITHDRAWN: ("announce", "clear", "withdraw"),
    EventState.HELD: ("announce", "clear", "confirm", "hold"),
    EventState.DOCUMENTED: ("announce", "clear", "confirm", "hold", "document"),
    EventState.DRAFT: (),
}
"""State → the steps that lead to it."""


class EventSteps:
    """One event, and what is done with it. It begins in ten days, unless `starts` says otherwise."""

    def __init__(self, world: World, writer: str = WRITER, **values: Any) -> None:
        self.world = world
        self.writer = writer
        starts = (world.clock.moment + timedelta(days=10)).date().isoformat()
        body = {**EVENT, "starts": starts, **values}
        self.reference = fine(Program(world, writer).post("/events", body), 201)["reference"]

    @property
    def address(self) -> str:
        """Return the path of the event in the API."""
        return f"/events/{self.reference}"

    def read(self, office: str | None = WRITER) -> Any:
        """Return what an office reads of it."""
        return fine(Program(self.world, office).get(self.address))

    def act(self, office: str | None, action: str, note: str = "", **needs: Any) -> Any:
        """Perform an action and return the answer."""
        body = {"action": action, "note": note, "version": self.read(self.writer)["version"], **needs}
        return Program(self.world, office).post(f"{self.address}/transitions", body)

    def change(self, **values: Any) -> Any:
        """Change it and return the answer."""
        version = self.read(self.writer)["version"]
        return Program(self.world, self.writer).patch(self.address, {**values, "version": version})

    def wait(self, days: float) -> int:
        """Let days pass and the worker do what is due; return how many events changed."""
        self.world.clock.moment += timedelta(days=days)
        return run_events(self.world.platform.work)

    def step(self, action: str) -> None:
        """Take one step on the way to a state."""
        if action == "hold":
            self.wait(12)
        else:
            office = CLEARER if action == "clear" else self.writer
            needs = {"outcome": OUTCOME} if action == "document" else {}
            fine(self.act(office, action, "The hall is closed." if action == "cancel" else "", **needs))


@built_once
def event_in(world: World, state: EventState, **values: Any) -> EventSteps:
    """Return an event in a state."""
    steps = EventSteps(world, **values)
    for action in PATH[state]:
        steps.step(action)
    return steps


def at(day: str, hour: int = 9) -> datetime:
    """Return a moment in UTC."""
    return datetime.fromisoformat(f"{day}T{hour:02}:00:00+00:00").astimezone(UTC)
