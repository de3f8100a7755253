"""What a reader may read of a match: who talks with whom, what was said, delivered and reported.

Pages and the API take matches from here and from nowhere else. The delegation that asks stays as hidden in a talk as in
its request, until it chooses: nobody learns who asks by expressing interest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from case_studies.capacity_states import MatchParty, MatchState
from case_studies.models import Match, MatchPost
from case_studies.policy.actor import Actor
from case_studies.policy.capacity import sees as sees_capacity
from case_studies.policy.capacity_release import ReleasedCapacity
from case_studies.policy.matches import party_of
from case_studies.policy.readers import Submitter, as_named
from case_studies.vocabulary import Role


@dataclass(frozen=True, slots=True)
class ReleasedPost:
    """What somebody said. `delegation` is None for an editor."""

    party: MatchParty
    delegation: Submitter | None
    text: str
    posted_at: datetime
    is_own: bool


class ReleasedMatch:
    """A match as one reader may read it."""

    def __init__(self, match: Match, actor: Actor) -> None:
        self._match = match
        self._actor = actor

    def __getattr__(self, name: str) -> Any:
        """Return what every reader of the match may know."""
        if name not in OPEN_TO_READERS:
            raise AttributeError(name)
        return getattr(self._match, name)

    @property
    def party(self) -> MatchParty:
        """On which side the reader is."""
        return party_of(self._actor, self._match)

    @property
    def request(self) -> ReleasedCapacity:
        """The request, as the reader may read it."""
        return ReleasedCapacity(self._match.request, self._actor)

    @property
    def offer(self) -> ReleasedCapacity | None:
        """The offer, as the reader may read it."""
        return ReleasedCapacity(self._match.offer, self._actor) if self._match.offer is not None else None

    @property
    def readable(self) -> list[ReleasedCapacity]:
        """The request and the offer, as far as the reader may still read them."""
        match = self._match
        both = [match.request, *([match.offer] if match.offer is not None else [])]
        return [ReleasedCapacity(one, self._actor) for one in both if sees_capacity(self._actor, one)]

    @property
    def asking(self) -> Submitter:
        """The delegation that asks; those who offer learn it once it has chosen them, if it is not named."""
        request = self.request
        if self._match.chosen_at is not None:
            return as_named(self._match.owner, is_named=True)
        return request.posted_by

    @property
    def offering(self) -> Submitter:
        """The delegation that offers; the one that asks learns it at once, unless others brought the two together."""
        match = self._match
        is_named = MatchParty.OFFERING in (match.started_by, self.party) or match.chosen_at is not None
        if is_named or self._actor.is_a(Role.EDITOR) or self.offer is None:
            return as_named(match.offering, is_named=True)
        return self.offer.posted_by

    @property
    def posts(self) -> list[ReleasedPost]:
        """What was said, the oldest first."""
        return [self._post(post) for post in self._match.posts]

    @property
    def reports(self) -> list[Any]:
        """What the sides say came of it. Each reads the other's report once both have reported."""
        is_open = self._match.state == MatchState.CLOSED or self.party == MatchParty.EDITOR
        return [one for one in self._match.reports if is_open or one.party == self.party]

    @property
    def asked_on(self) -> date | None:
        """Since when the reader's delegation is asked whether its need was met."""
        return self._match.asked_on if self.party == MatchParty.ASKING else None

    def _post(self, post: MatchPost) -> ReleasedPost:
        speakers = {MatchParty.ASKING: self.asking, MatchParty.OFFERING: self.offering}
        is_own = post.account_id == self._actor.account_id
        return ReleasedPost(post.party, speakers.get(post.party), post.text, post.posted_at, is_own)


OPEN_TO_READERS = frozenset(
    "id reference state version demonstration started_by created_at moved_at chosen_at delivery_reported_by quantity "
    "delivered_from delivered_until confirmed_at need_met".split()
)
"""What both delegations and the editors may know."""


def release_matches(matches: Iterable[Match], actor: Actor) -> list[ReleasedMatch]:
    """Return matches, which the actor may see, as they may read them."""
    return [ReleasedMatch(match, actor) for match in matches]
