"""Difficult issues for tests: brought into a state through the API."""

from typing import Any

from app.api.examples import ISSUE
from case_studies.vocabulary import IssueState
from tests.support.api_client import Program, fine
from tests.support.snapshots import built_once
from tests.support.world import World

ASKER, CLEARER, EDITOR, ANSWERER = "focal-point.gha", "clearance.gha", "editor.idn", "focal-point.deu"
OUTCOME = {"tried": "The sectors decide.", "result": "better", "advice": "repeat", "since": 2024}
SYNTHESIS = {"members_do": "Sectors decide.", "they_differ": "On who pays.", "nobody_knows": "What it costs."}


class IssueSteps:
    """One issue, and what is done with it."""

    def __init__(self, world: World, **values: Any) -> None:
        self.world = world
        self.reference = fine(Program(world, ASKER).post("/issues", {**ISSUE, **values}), 201)["reference"]

    def read(self, office: str | None = EDITOR) -> Any:
        """Return what an office reads of it."""
        return fine(Program(self.world, office).get(f"/issues/{self.reference}"))

    def act(self, office: str, action: str, note: str = "", **needs: Any) -> Any:
        """Perform an action and return the answer."""
        version = self.read(ASKER)["version"]
        body = {"action": action, "note": note, "version": version, **needs}
        return Program(self.world, office).post(f"/issues/{self.reference}/transitions", body)

    def answer(self, office: str = ANSWERER, **values: Any) -> Any:
        """Answer it and return the answer of the API."""
        body = {"kind": "advice", "text": "We let the sector decide.", **values}
        return Program(self.world, office).post(f"/issues/{self.reference}/answers", body)


@built_once
def issue_in(world: World, state: IssueState, **values: Any) -> IssueSteps:
    """Return an issue in a state."""
    steps = IssueSteps(world, **values)
    if state == IssueState.DRAFT:
        return steps
    if state == IssueState.IN_CLEARANCE:
        change = {"register": "on_record", "version": steps.read(ASKER)["version"]}
        fine(Program(world, ASKER).patch(f"/issues/{steps.reference}", change))
        fine(steps.act(ASKER, "post"))
        return steps
    fine(steps.act(ASKER, "post"))
    _move_on(steps, state)
    return steps


def _move_on(steps: IssueSteps, state: IssueState) -> None:
    """Bring a posted issue into its state."""
    if state == IssueState.WITHDRAWN:
        fine(steps.act(ASKER, "withdraw"))
    elif state == IssueState.OVERTAKEN:
        fine(steps.act(ASKER, "overtake", "The operation ended."))
    elif state == IssueState.NO_ANSWER:
        fine(steps.act(EDITOR, "synthesize"))
    elif state != IssueState.OPEN:
        number = fine(steps.answer(), 201)["answers"][0]["id"]
        if state != IssueState.ANSWERED:
            fine(steps.act(ASKER, "take_up", answers=[number]))
        if state in (IssueState.RESOLVED, IssueState.NOT_RESOLVED):
            result = "better" if state == IssueState.RESOLVED else "worse"
            fine(steps.act(ASKER, "report_outcome", outcome={**OUTCOME, "result": result}))
