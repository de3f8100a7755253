"""Studies in a state."""

from dataclasses import dataclass
from typing import Any

from app.api.examples_of_studies import STUDY
from case_studies.study_vocabulary import StudyState
from tests.support.api_client import Program, fine
from tests.support.snapshots import built_once
from tests.support.world import World

LISTS, CHECKS = "focal-point.gha", "editor.bra"
PATHS: dict[StudyState, tuple[str, ...]] = {
    StudyState.LISTED: (),
    StudyState.CHECKED: ("check",),
    StudyState.SUPERSEDED: ("check", "supersede"),
    StudyState.WITHDRAWN: ("withdraw",),
}


@dataclass
class StudySteps:
    """A study, and what offices do with it through the API."""

    world: World
    reference: str
    version: int

    def act(self, office: str | None, action: str, note: str = "A later one.") -> Any:
        """Perform an action and return the answer."""
        body = {"action": action, "note": note, "version": self.version}
        answer = Program(self.world, office).post(f"/studies/{self.reference}/transitions", body)
        if answer.status_code == 200:
            self.version = answer.get_json()["version"]
        return answer

    def read(self, office: str | None) -> Any:
        """Return the answer that an office gets."""
        return Program(self.world, office).get(f"/studies/{self.reference}")


@built_once
def study_in(world: World, state: StudyState, **changes: Any) -> StudySteps:
    """Return a study that has come to a state."""
    listed = fine(Program(world, LISTS).post("/studies", {**STUDY, **changes}), 201)
    study = StudySteps(world, listed["reference"], listed["version"])
    for action in PATHS[state]:
        fine(study.act(CHECKS, action))
    return study
