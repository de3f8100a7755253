"""Good practices for tests: brought into a state through the API."""

from datetime import timedelta
from typing import Any

from app.api.examples import ASSESSMENT, PRACTICE
from case_studies.vocabulary import PracticeState, State
from tests.support.api_client import Program, fine
from tests.support.snapshots import built_once
from tests.support.workflow_cases import Steps, case_in
from tests.support.world import World

EDITOR, SECOND, CITED, OTHER = "editor.idn", "editor.bra", "focal-point.gha", "focal-point.deu"
REASON = ASSESSMENT["reason"]


class PracticeSteps:
    """One practice, and what is done with it."""

    def __init__(self, world: World, office: str = EDITOR, **values: Any) -> None:
        self.world = world
        self.reference = fine(Program(world, office).post("/practices", {**PRACTICE, **values}), 201)["reference"]
        self.address = f"/practices/{self.reference}"

    def read(self, office: str | None = EDITOR, edition: int | None = None) -> Any:
        """Return what an office reads of it."""
        address = f"{self.address}?edition={edition}" if edition else self.address
        return fine(Program(self.world, office).get(address))

    def act(self, office: str | None, action: str, note: str = "", version: int | None = None) -> Any:
        """Perform an action and return the answer."""
        body = {"action": action, "note": note, "version": version or self.read()["version"]}
        return Program(self.world, office).post(f"{self.address}/transitions", body)

    def cite(self, case: Steps, office: str = EDITOR, **values: Any) -> Any:
        """Add a row of evidence and return the answer."""
        body = {
            "case": case.reference,
            "revision": 1,
            "section": "results",
            "relation": "supports",
            "shows": "The column lost no vehicle.",
            "sentences": [1],
            "version": self.read()["version"],
            **values,
        }
        return Program(self.world, office).post(f"{self.address}/evidence", body)

    def remove(self, office: str, number: int) -> Any:
        """Remove a row of evidence and return the answer."""
        return Program(self.world, office).call("DELETE", f"{self.address}/evidence/{number}")

    def assess(self, audience: str = "members", office: str = EDITOR, **values: Any) -> Any:
        """Assess the confidence and return the answer."""
        body = {**ASSESSMENT, "audience": audience, "version": self.read()["version"], **values}
        return Program(self.world, office).post(f"{self.address}/confidence", body)

    def answer(self, number: int, office: str = EDITOR) -> Any:
        """Answer an objection and return the answer of the API."""
        return Program(self.world, office).post(f"{self.address}/remarks/{number}/answer", {"text": "We changed it."})

    def adopt(self) -> Any:
        """Let the consultation pass, assess for both audiences, and let two editors adopt it."""
        self.world.clock.moment += timedelta(days=15)
        fine(self.assess("members"))
        self.assess("public")
        fine(self.act(EDITOR, "adopt"))
        return fine(self.act(SECOND, "adopt"))

    def adopt_next_edition(self) -> Any:
        """Write the next edition with a new search, and let two editors adopt it."""
        fine(self.act(EDITOR, "revise", "A case was added."))
        search = {"search_result": "Nothing.", "version": self.read()["version"]}
        fine(Program(self.world, EDITOR).patch(self.address, search))
        fine(self.act(EDITOR, "consult"))
        return self.adopt()


def two_cases(world: World, **changes: Any) -> tuple[Steps, Steps]:
    """Return two published cases of two operations."""
    one = case_in(world, State.PUBLISHED, **changes)
    other = case_in(world, State.PUBLISHED, **{**changes, "operations": ["MINUSCA"], "title": "The other column"})
    return one, other


@built_once
def practice_in(
    world: World, state: PracticeState, cases: tuple[Steps, ...] | None = None, **values: Any
) -> PracticeSteps:
    """Return a practice in a state that rests on two public cases, or on these."""
    if state == PracticeState.PROPOSED:
        return PracticeSteps(world, OTHER, **values)
    practice = PracticeSteps(world, **values)
    if state == PracticeState.DRAFT:
        return practice
    if state == PracticeState.WITHDRAWN:
        fine(practice.act(EDITOR, "withdraw", "It repeats another one."))
        return practice
    for case in cases or two_cases(world):
        fine(practice.cite(case), 201)
    fine(practice.act(EDITOR, "consult"))
    if state in (PracticeState.ADOPTED, PracticeState.RETIRED):
        practice.adopt()
    if state == PracticeState.RETIRED:
        fine(practice.act(EDITOR, "retire", "Two better practices replace it."))
    return practice
