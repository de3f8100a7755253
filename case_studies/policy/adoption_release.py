"""What a reader may read of an adoption: what was recorded last, and which delegation says so.

Pages, notices and the API take adoptions from here and from nowhere else.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from case_studies.models import Adoption, AdoptionStatement, PracticeEdition, Revision
from case_studies.policy.actor import Actor
from case_studies.policy.adoptions import adopted_as_read_by
from case_studies.policy.items import is_office_of_owner, owner_as_named_to
from case_studies.policy.practice_release import ReleasedPractice
from case_studies.policy.readers import Reader, Submitter
from case_studies.policy.release import ReleasedRevision
from case_studies.vocabulary import AdoptedChange, Kind, PracticeState, State


class ReleasedAdoption:
    """An adoption as one reader may read it. `statement` is what was cleared last; only its offices see a later one."""

    def __init__(self, adoption: Adoption, actor: Actor) -> None:
        self._adoption = adoption
        self._actor = actor

    def __getattr__(self, name: str) -> Any:
        """Return what every reader of the adoption may know."""
        if name not in OPEN_TO_READERS:
            raise AttributeError(name)
        return getattr(self._adoption, name)

    @property
    def is_own(self) -> bool:
        """Whether the reader writes or clears for the delegation that adopts."""
        return is_office_of_owner(self._actor, self._adoption)

    @property
    def state(self) -> Any:
        """The state, as far as the reader may know it."""
        return self._adoption.state if self.is_own or self.statement is None else "recorded"

    @property
    def adopted_by(self) -> Submitter:
        """The delegation that adopts. Editors do not learn it either where it is not named."""
        return owner_as_named_to(self._actor, self._adoption)

    @property
    def adopts_kind(self) -> Kind:
        """Whether it adopts a case or a practice."""
        return Kind.CASE if self._adoption.case is not None else Kind.PRACTICE

    @cached_property
    def adopted(self) -> ReleasedRevision | ReleasedPractice | None:
        """What is adopted, as the reader may read it. Its own delegation may have lost that right since."""
        found = adopted_as_read_by(self._actor, self._adoption)
        return release_adopted(found, self._actor) if found is not None else None

    @property
    def became(self) -> AdoptedChange | None:
        """What became of it since the delegation read it."""
        if self.adopted is None:
            return AdoptedChange.CLOSED
        if self.adopted.state in ENDED:
            return ENDED[self.adopted.state]
        is_later = self.adopted.number not in (self._adoption.revision_number, self._adoption.edition_number)
        return AdoptedChange.SUPERSEDED if is_later else None

    @property
    def statement(self) -> AdoptionStatement | None:
        """What was recorded last; for its offices what they write, if nothing was recorded yet."""
        recorded = self._adoption.recorded
        return recorded if recorded is not None or not self.is_own else self._adoption.written

    @property
    def change(self) -> AdoptionStatement | None:
        """What its offices write or clear and others do not read yet."""
        return self._adoption.written if self.is_own and self._adoption.recorded is not None else None


ENDED = {State.ARCHIVED: AdoptedChange.ARCHIVED, PracticeState.RETIRED: AdoptedChange.RETIRED}
OPEN_TO_READERS = frozenset(
    "id reference adopts version register audience attribution demonstration language revision_number edition_number "
    "recorded_at confirm_on".split()
)
"""What every reader of a recorded adoption may know."""


def release_adopted(adopted: Revision | PracticeEdition, actor: Actor) -> ReleasedRevision | ReleasedPractice:
    """Return what is adopted, which the actor may read, as they may read it."""
    if isinstance(adopted, Revision):
        return ReleasedRevision(adopted, Reader.of(actor))
    return ReleasedPractice(adopted, actor)


def release_adoptions(adoptions: Iterable[Adoption], actor: Actor) -> list[ReleasedAdoption]:
    """Return adoptions, which the actor may see, as they may read them."""
    return [ReleasedAdoption(adoption, actor) for adoption in adoptions]
