"""Offers that match a request, the best first, with reasons and differences."""

from collections.abc import Iterable
from dataclasses import dataclass

from case_studies.matching.criteria import CRITERIA
from case_studies.matching.points import Agreement, Difference, Exclusion, Point
from case_studies.matching.terms import CapacityTerms


@dataclass(frozen=True, slots=True)
class Match:
    """An offer that may answer a request, with its score from 0 to 100."""

    offer: CapacityTerms
    score: float
    reasons: tuple[Point, ...]
    differences: tuple[Point, ...]


def rank_matches(request: CapacityTerms, offers: Iterable[CapacityTerms]) -> tuple[Match, ...]:
    """Return the offers that are not excluded, the best first. Ties are in the order of their keys."""
    matches = (_match(request, offer) for offer in offers if exclusion(request, offer) is None)
    return tuple(sorted(matches, key=lambda match: (-match.score, match.offer.key)))


def exclusion(request: CapacityTerms, offer: CapacityTerms) -> Exclusion | None:
    """Return why an offer can't match a request; None if it can."""
    checks = (
        (Exclusion.OWN, offer.owner == request.owner),
        (Exclusion.OTHER_SUBJECT, request.families.isdisjoint(offer.families)),
        (
            Exclusion.NOT_FOR_YOU,
            bool(offer.recipients) and offer.recipients.isdisjoint({request.owner, request.region}),
        ),
        (Exclusion.OVER, bool(offer.ends and request.starts and offer.ends < request.starts)),
    )
    return next((reason for reason, applies in checks if applies), None)


def _match(request: CapacityTerms, offer: CapacityTerms) -> Match:
    results = [(weight, *criterion(request, offer)) for weight, criterion in CRITERIA]
    points = [point for _, _, found in results for point in found]
    return Match(
        offer,
        round(sum(weight * share for weight, share, _ in results), 2),
        tuple(point for point in points if isinstance(point.code, Agreement)),
        tuple(point for point in points if isinstance(point.code, Difference)),
    )
