"""Which offers fit a request, and which offers repeat each other, from the view of one reader.

For a reader who may not know who asks, neither the delegation nor its region is used.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from case_studies.matching.overlaps import Overlap, find_overlaps
from case_studies.matching.ranking import Match as RankedMatch
from case_studies.matching.ranking import rank_matches
from case_studies.matching.terms import CapacityTerms
from case_studies.models import Capacity
from case_studies.models.capacity import CURRENT
from case_studies.operations.capacity.queries import current_offers
from case_studies.policy.actor import Actor
from case_studies.policy.capacity import UNPOSTED
from case_studies.policy.capacity_release import ReleasedCapacity
from case_studies.taxonomy.places import region_codes

MOST_MATCHES = 10


@dataclass(frozen=True, slots=True)
class FittingOffer:
    """An offer that fits a request, with what speaks for and against it."""

    offer: ReleasedCapacity
    match: RankedMatch


@dataclass(frozen=True, slots=True)
class DoubledOffer:
    """An offer that another one would repeat, with what both have in common."""

    offer: ReleasedCapacity
    overlap: Overlap


def fitting_offers(session: Session, actor: Actor, request: Capacity) -> list[FittingOffer]:
    """Return the offers that fit a request best, as far as the actor may read them; none once it has lapsed."""
    terms = terms_of(request, actor)
    if terms is None or request.state not in (*UNPOSTED, *CURRENT):
        return []
    offers = {offer.reference: offer for offer in current_offers(session, actor)}
    ranked = rank_matches(terms, _all_terms(offers.values(), actor))
    return [FittingOffer(ReleasedCapacity(offers[match.offer.key], actor), match) for match in ranked[:MOST_MATCHES]]


def doubled_offers(session: Session, actor: Actor, offer: Capacity) -> list[DoubledOffer]:
    """Return the posted offers that an offer would repeat, before it is posted itself."""
    terms = terms_of(offer, actor)
    if terms is None or offer.is_request or offer.state not in UNPOSTED:
        return []
    offers = {other.reference: other for other in current_offers(session, actor)}
    found = find_overlaps(terms, _all_terms(offers.values(), actor), region_codes())
    return [DoubledOffer(ReleasedCapacity(offers[one.other.key], actor), one) for one in found[:MOST_MATCHES]]


def terms_of(capacity: Capacity, actor: Actor) -> CapacityTerms | None:
    """Return what is compared of an offer or a request, as far as the actor may know it; None if it has no kind yet."""
    if capacity.support_kind is None:
        return None
    posted_by = ReleasedCapacity(capacity, actor).posted_by
    known = posted_by.code or posted_by.region_of
    return CapacityTerms(
        key=capacity.reference,
        owner=posted_by.code or capacity.reference,
        region=region_codes().get(known, ""),
        kind=capacity.support_kind,
        themes={theme.id: theme.parent_id for theme in capacity.themes},
        level=capacity.level,
        languages=frozenset(capacity.languages),
        places=frozenset(capacity.places),
        prerequisites=frozenset(capacity.prerequisites),
        recipients=frozenset(capacity.recipients),
        starts=capacity.starts,
        ends=capacity.ends,
        quantity=capacity.quantity,
        cost=capacity.cost,
    )


def _all_terms(offers: Any, actor: Actor) -> list[CapacityTerms]:
    found = (terms_of(offer, actor) for offer in offers)
    return [terms for terms in found if terms is not None]
