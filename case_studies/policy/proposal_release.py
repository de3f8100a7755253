"""What a member may read of a study proposal: all but the delegations that were asked. Search takes it from here."""

from typing import Any

from case_studies.models import Place, StudyProposal
from case_studies.policy.actor import Actor
from case_studies.policy.items import owner_as_named_to
from case_studies.policy.readers import Submitter
from case_studies.vocabulary import FoundKind, Language


class ReleasedProposal:
    """A proposal as one member may read it. Its title is its question."""

    kind = FoundKind.PROPOSAL
    language = Language.ENGLISH

    def __init__(self, proposal: StudyProposal, actor: Actor) -> None:
        self._proposal = proposal
        self._actor = actor

    def __getattr__(self, name: str) -> Any:
        """Return what every reader of the proposal may know."""
        if name not in OPEN_TO_READERS:
            raise AttributeError(name)
        return getattr(self._proposal, name)

    @property
    def title(self) -> str:
        """The question that the study would answer."""
        return self._proposal.question

    @property
    def host_states(self) -> list[Place]:
        """The State or area that the gap is about, if it is about one."""
        return [self._proposal.place] if self._proposal.place is not None else []

    @property
    def led_by(self) -> Submitter:
        """The delegation that leads the study."""
        return owner_as_named_to(self._actor, self._proposal)


OPEN_TO_READERS = frozenset(
    "reference state version register audience attribution demonstration themes funds due reason created_at "
    "moved_at".split()
)
"""What every reader of a proposal may know besides."""
