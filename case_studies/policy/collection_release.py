"""What a reader may read of a collection itself. Its things are read as what they are."""

from typing import Any

from case_studies.models import Collection
from case_studies.policy.actor import Actor
from case_studies.policy.collections import is_of_owner
from case_studies.policy.items import owner_as_named_to
from case_studies.policy.readers import Submitter
from case_studies.vocabulary import FoundKind


class ReleasedCollection:
    """A collection as one reader may read it, without its things."""

    kind = FoundKind.COLLECTION

    def __init__(self, collection: Collection, actor: Actor) -> None:
        self._collection = collection
        self._actor = actor

    def __getattr__(self, name: str) -> Any:
        """Return what every reader of the collection may know."""
        if name not in OPEN_TO_READERS:
            raise AttributeError(name)
        return getattr(self._collection, name)

    @property
    def is_own(self) -> bool:
        """Whether the reader's office belongs to the delegation that made it."""
        return is_of_owner(self._actor, self._collection)

    @property
    def collected_by(self) -> Submitter:
        """The delegation that made it."""
        return owner_as_named_to(self._actor, self._collection)


OPEN_TO_READERS = frozenset(
    "reference state version register audience attribution demonstration language title introduction published_at "
    "created_at moved_at".split()
)
"""What every reader of a collection may know. Reasons are read with the things that they are about."""
