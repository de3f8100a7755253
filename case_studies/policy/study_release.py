"""What a reader may read of a study: all of its entry, and who listed it. Search takes studies from here."""

from typing import Any

from case_studies.models import Study
from case_studies.policy.actor import Actor
from case_studies.policy.items import owner_as_named_to
from case_studies.policy.readers import Submitter
from case_studies.study_vocabulary import StudyState
from case_studies.vocabulary import Audience, FoundKind, Language


class ReleasedStudy:
    """A study as one reader may read it."""

    kind = FoundKind.STUDY
    language = Language.ENGLISH  # of its entry, whatever the language of the study

    def __init__(self, study: Study, actor: Actor) -> None:
        self._study = study
        self._actor = actor

    def __getattr__(self, name: str) -> Any:
        """Return what every reader of the study may know."""
        if name not in OPEN_TO_READERS:
            raise AttributeError(name)
        return getattr(self._study, name)

    @property
    def audience(self) -> Audience:
        """Who reads it now: members alone until it is checked."""
        return Audience.MEMBERS if self._study.state == StudyState.LISTED else Audience.PUBLIC

    @property
    def listed_by(self) -> Submitter:
        """The delegation that listed it."""
        return owner_as_named_to(self._actor, self._study)


OPEN_TO_READERS = frozenset(
    "reference state register attribution demonstration study_kind title authors publisher year method finding "
    "address certainty created_at moved_at themes host_states".split()
)
"""What every reader of a study may know. The cases beside it are read as cases."""
