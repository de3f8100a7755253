"""Study proposals in a state."""

from dataclasses import dataclass
from typing import Any

from app.api.examples_of_proposals import PROPOSAL
from case_studies.study_vocabulary import ProposalState, StudyState
from tests.support.api_client import Program, fine
from tests.support.snapshots import built_once
from tests.support.studies import study_in
from tests.support.world import World

LEADS = "focal-point.gha"
JOIN = ("focal-point.deu", "editor.idn", "editor.bra")
PATHS: dict[ProposalState, tuple[str, ...]] = {
    ProposalState.PROPOSED: (),
    ProposalState.JOINED: (),
    ProposalState.UNDER_WAY: ("begin_study",),
    ProposalState.DELIVERED: ("begin_study", "deliver_study"),
    ProposalState.DROPPED: ("drop_study",),
}


@dataclass
class ProposalSteps:
    """A proposal, and what offices do with it through the API."""

    world: World
    reference: str
    version: int

    def act(self, office: str | None, action: str, note: str = "No funds were found.", study: str = "") -> Any:
        """Perform an action and return the answer."""
        body = {"action": action, "note": note, "study": study, "version": self.version}
        answer = Program(self.world, office).post(f"/study-proposals/{self.reference}/transitions", body)
        if answer.status_code == 200:
            self.version = answer.get_json()["version"]
        return answer

    def read(self, office: str | None) -> Any:
        """Return the answer that an office gets."""
        return Program(self.world, office).get(f"/study-proposals/{self.reference}")


@built_once
def proposal_in(world: World, state: ProposalState, **changes: Any) -> ProposalSteps:
    """Return a proposal that has come to a state. Delegations join it in every state but the first."""
    made = fine(Program(world, LEADS).post("/study-proposals", {**PROPOSAL, **changes}), 201)
    proposal = ProposalSteps(world, made["reference"], made["version"])
    for office in JOIN if state != ProposalState.PROPOSED else JOIN[:1]:
        fine(proposal.act(office, "join_study"))
    study = study_in(world, StudyState.LISTED).reference if state == ProposalState.DELIVERED else ""
    for action in PATHS[state]:
        fine(proposal.act(LEADS, action, study=study))
    return proposal
