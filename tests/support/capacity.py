"""Offers, requests and matches for tests: brought into a state through the API and the worker's job."""

from datetime import timedelta
from typing import Any

from app.api.examples_of_capacity import OFFER, REQUEST
from case_studies.capacity_states import CapacityState, MatchState
from case_studies.operations.capacity.life import run_capacity
from tests.support.api_client import Program, fine
from tests.support.snapshots import built_once
from tests.support.world import World

ASKER, ASKERS_OFFICER = "focal-point.gha", "clearance.gha"
PROVIDER, PROVIDERS_OFFICER = "focal-point.deu", "clearance.deu"
EDITOR, OTHER = "editor.idn", "practitioner"
DELIVERY = {"quantity": "12 of 12 seats", "delivered_from": "2026-12-01", "delivered_until": "2026-12-12"}
REPORT = {"outcome": "Ten of twelve teach.", "not_measured": False, "again": True}
OFFICERS = {ASKER: ASKERS_OFFICER, PROVIDER: PROVIDERS_OFFICER}
PATH: dict[CapacityState, tuple[str, ...]] = {
    CapacityState.DRAFT: (),
    CapacityState.IN_CLEARANCE: ("post",),
    CapacityState.POSTED: ("post", "clear"),
    CapacityState.CIRCULATED: ("post", "clear", "circulate"),
    CapacityState.LAPSED: ("post", "clear", "circulate", "lapse"),
    CapacityState.WITHDRAWN: ("post", "clear", "circulate", "withdraw"),
}
"""State → the steps that lead to it. Offers are not circulated."""


DAY = timedelta(days=1)


class Waiting:
    """What time does on a platform."""

    def __init__(self, world: World) -> None:
        self.world = world

    def wait(self, days: float) -> int:
        """Let days pass and the worker do what is due; return how much it did."""
        self.world.clock.moment += timedelta(days=days)
        return run_capacity(self.world.platform.work)


class CapacitySteps(Waiting):
    """One offer or request, and what is done with it."""

    def __init__(self, world: World, writer: str = ASKER, *, side: str = "", **values: Any) -> None:
        super().__init__(world)
        self.writer = writer
        self.side = side or ("offers" if writer == PROVIDER else "requests")
        body = {**(OFFER if self.side == "offers" else REQUEST), **values}
        self.reference = fine(Program(world, writer).post(f"/{self.side}", body), 201)["reference"]

    @property
    def address(self) -> str:
        """Return its path in the API, which is that of its page, too."""
        return f"/{self.side}/{self.reference}"

    def read(self, office: str | None = None) -> Any:
        """Return what an office reads of it."""
        return fine(Program(self.world, office or self.writer).get(self.address))

    def act(self, office: str | None, action: str, note: str = "", **needs: Any) -> Any:
        """Perform an action and return the answer."""
        body = {"action": action, "note": note, "version": self.read()["version"], **needs}
        return Program(self.world, office).post(f"{self.address}/transitions", body)

    def step(self, action: str) -> None:
        """Take one step on the way to a state."""
        if action == "circulate":
            if self.side == "requests":
                self.wait(8)
        elif action == "lapse":
            self.wait(400)
        else:
            fine(self.act(OFFICERS[self.writer] if action == "clear" else self.writer, action))


@built_once
def capacity_in(world: World, state: CapacityState, writer: str = ASKER, **values: Any) -> CapacitySteps:
    """Return an offer or a request in a state."""
    steps = CapacitySteps(world, writer, **values)
    for action in PATH[state]:
        steps.step(action)
    return steps


class MatchSteps(Waiting):
    """A match of a circulated request and a posted offer, and what is done with it."""

    def __init__(self, world: World, **values: Any) -> None:
        super().__init__(world)
        self.request = capacity_in(world, CapacityState.CIRCULATED, **values)
        self.offer = capacity_in(world, CapacityState.POSTED, PROVIDER)
        sent = {"request": self.request.reference, "offer": self.offer.reference}
        self.reference = fine(Program(world, PROVIDER).post("/matches", sent), 201)["reference"]

    @property
    def address(self) -> str:
        """Return its path in the API, which is that of its page, too."""
        return f"/matches/{self.reference}"

    def read(self, office: str = EDITOR) -> Any:
        """Return what an office reads of it."""
        return fine(Program(self.world, office).get(self.address))

    def say(self, office: str, text: str = "When does your rotation begin?") -> Any:
        """Say something and return the answer."""
        return Program(self.world, office).post(f"{self.address}/posts", {"text": text})

    def act(self, office: str | None, action: str, **needs: Any) -> Any:
        """Perform an action and return the answer."""
        body = {"action": action, "version": self.read()["version"], **needs}
        return Program(self.world, office).post(f"{self.address}/transitions", body)


STEPS: dict[MatchState, tuple[tuple[str, str, dict[str, Any]], ...]] = {
    MatchState.TALKING: (),
    MatchState.ENDED: ((PROVIDER, "end", {}),),
    MatchState.MATCHED: ((ASKER, "choose", {}),),
    MatchState.UNDER_WAY: ((ASKER, "choose", {}), (PROVIDER, "deliver", {"delivery": DELIVERY})),
}
STEPS[MatchState.DELIVERED] = (*STEPS[MatchState.UNDER_WAY], (ASKER, "confirm_delivery", {}))
STEPS[MatchState.CLOSED] = (
    *STEPS[MatchState.DELIVERED],
    (PROVIDER, "report", {"report": REPORT}),
    (ASKER, "report", {"report": {**REPORT, "outcome": "", "not_measured": True}}),
)


@built_once
def match_in(world: World, state: MatchState, **values: Any) -> MatchSteps:
    """Return a match in a state."""
    steps = MatchSteps(world, **values)
    for office, action, needs in STEPS[state]:
        fine(steps.act(office, action, **needs))
    return steps
