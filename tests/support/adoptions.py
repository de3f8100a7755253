"""Adoptions for tests: brought into a state through the API."""

from typing import Any

from app.api.examples import ADOPTION
from case_studies.reference import kind_of
from case_studies.vocabulary import AdoptionState, Kind, State
from tests.support.api_client import Program, fine
from tests.support.snapshots import built_once
from tests.support.workflow_cases import case_in
from tests.support.world import World

OWNER, CLEARER = "focal-point.deu", "clearance.deu"


class AdoptionSteps:
    """One adoption, and what is done with it."""

    def __init__(self, world: World, adopts: str, **values: Any) -> None:
        self.world = world
        of = "case" if kind_of(adopts) == Kind.CASE else "practice"
        body = {**{name: value for name, value in ADOPTION.items() if name != "case"}, of: adopts, **values}
        self.reference = fine(Program(world, OWNER).post("/adoptions", body), 201)["reference"]

    @property
    def address(self) -> str:
        """Return the path of the adoption in the API."""
        return f"/adoptions/{self.reference}"

    def read(self, office: str | None = OWNER) -> Any:
        """Return what an office reads of it."""
        return fine(Program(self.world, office).get(self.address))

    def act(self, office: str | None, action: str, note: str = "") -> Any:
        """Perform an action and return the answer."""
        body = {"action": action, "note": note, "version": self.read()["version"]}
        return Program(self.world, office).post(f"{self.address}/transitions", body)

    def change(self, **values: Any) -> Any:
        """Change it and return the answer."""
        return Program(self.world, OWNER).patch(self.address, {**values, "version": self.read()["version"]})


@built_once
def adoption_in(world: World, state: AdoptionState, *, adopts: str = "", **values: Any) -> AdoptionSteps:
    """Return an adoption in a state, of a public case unless another one is given."""
    reference = adopts or case_in(world, State.PUBLISHED, audience="public").reference
    steps = AdoptionSteps(world, reference, **values)
    if state == AdoptionState.DRAFT:
        return steps
    fine(steps.act(OWNER, "adopt_by_us"))
    if state == AdoptionState.IN_CLEARANCE:
        return steps
    fine(steps.act(CLEARER, "clear"))
    if state == AdoptionState.CHANGE_IN_CLEARANCE:
        fine(steps.change(what_happened="Two of three drills were faster."))
        fine(steps.act(OWNER, "adopt_by_us"))
    if state == AdoptionState.WITHDRAWN:
        fine(steps.act(OWNER, "withdraw"))
    return steps
