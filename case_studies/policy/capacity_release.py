"""What a reader may read of an offer or a request.

Pages, indexes, mails and the API take offers and requests from here and from nowhere else.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from case_studies.models import Capacity
from case_studies.models.capacity import CURRENT
from case_studies.policy.actor import Actor
from case_studies.policy.capacity import HIDDEN, UNPOSTED
from case_studies.policy.readers import NAMED_TO, Submitter, as_named
from case_studies.vocabulary import Attribution, FoundKind, Role


class ReleasedCapacity:
    """An offer or a request as one reader may read it."""

    def __init__(self, capacity: Capacity, actor: Actor) -> None:
        self._capacity = capacity
        self._actor = actor

    def __getattr__(self, name: str) -> Any:
        """Return what every reader of it may know."""
        if name not in OPEN_TO_READERS:
            raise AttributeError(name)
        return getattr(self._capacity, name)

    @property
    def kind(self) -> FoundKind:
        """Whether it is an offer or a request."""
        return FoundKind.REQUEST if self._capacity.is_request else FoundKind.OFFER

    @property
    def is_own(self) -> bool:
        """Whether the reader's delegation posts it."""
        return self._actor.delegation == self._capacity.owner_code

    @property
    def is_named(self) -> bool:
        """Whether the reader may know which delegation posts it. The editors do, and the form says so."""
        named = self._capacity.attribution in NAMED_TO[self._actor.audience]
        return named or self.is_own or self._actor.is_a(Role.EDITOR)

    @property
    def posted_by(self) -> Submitter:
        """The delegation that posts it, as far as the reader may know it."""
        shows_region = self._capacity.attribution == Attribution.REGION
        return as_named(self._capacity.owner, is_named=self.is_named, shows_region=shows_region)

    @property
    def contact(self) -> str:
        """The mailbox, which would say whose it is: for members who may know that."""
        return self._capacity.contact if self.is_named and self._actor.signed_in else ""

    @property
    def objections_until(self) -> date | None:
        """Until when its delegation may hold a request back. Nobody else sees a request before."""
        return self._capacity.objections_until if self.is_own else None

    @property
    def is_documented(self) -> bool:
        """Whether it is a programme that a public source documents."""
        return bool(self._capacity.source)

    @property
    def is_draft(self) -> bool:
        """Whether it is not posted yet."""
        return self._capacity.state in UNPOSTED

    @property
    def is_current(self) -> bool:
        """Whether it is posted or circulated, and its last day has not passed."""
        return self._capacity.state in CURRENT

    @property
    def is_hidden(self) -> bool:
        """Whether only its delegation sees it."""
        return self._capacity.state in HIDDEN


OPEN_TO_READERS = frozenset(
    "id reference side state version register audience attribution demonstration language title details support_kind "
    "level languages places recipients quantity starts ends cost prerequisites conditions support_after source "
    "valid_until shown_at moved_at themes".split()
)
"""What every reader of an offer or a request may know. Everything else of it is for its delegation."""


def release_capacities(capacities: Iterable[Capacity], actor: Actor) -> list[ReleasedCapacity]:
    """Return offers and requests, which the actor may see, as they may read them."""
    return [ReleasedCapacity(capacity, actor) for capacity in capacities]
