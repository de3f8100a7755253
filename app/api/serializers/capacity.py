"""Offers, requests and matches."""

from datetime import date
from typing import Any

from app.api.serializers import Json
from app.api.serializers.submitters import serialize_submitter
from app.phrases.capacity import place_name
from app.thing_urls import thing_url
from case_studies.models import Capacity, Match
from case_studies.operations.capacity.matching import FittingOffer, doubled_offers
from case_studies.policy.actor import Actor
from case_studies.policy.capacity_release import ReleasedCapacity
from case_studies.policy.match_release import ReleasedMatch
from case_studies.unit_of_work import Session
from case_studies.vocabulary import Kind
from case_studies.workflow.capacity import CAPACITY
from case_studies.workflow.matches import MATCHES

LISTED = (
    *("reference", "kind", "state", "register", "audience", "attribution", "language", "title", "support_kind"),
    *("valid_until", "shown_at"),
)
READ = (
    *("version", "details", "level", "languages", "quantity", "starts", "ends", "cost", "prerequisites"),
    *("conditions", "support_after", "contact", "source", "objections_until"),
)
OF_MATCH = (
    *("reference", "version", "state", "party", "created_at", "chosen_at", "delivery_reported_by", "quantity"),
    *("delivered_from", "delivered_until", "confirmed_at", "asked_on", "need_met"),
)
OF_REPORT = ("party", "outcome", "not_measured", "again", "reported_at")


def serialize_capacity_link(capacity: ReleasedCapacity) -> Json:
    """Return what lists show of an offer or a request."""
    return {
        **_fields(capacity, LISTED),
        "url": thing_url(capacity.reference, external=True),
        "posted_by": serialize_submitter(capacity.posted_by),
        "themes": [{"id": theme.id, "label": theme.label} for theme in capacity.themes],
    }


def serialize_capacity(session: Session, actor: Actor, capacity: Capacity) -> Json:
    """Return an offer or a request as the actor may read it."""
    released = ReleasedCapacity(capacity, actor)
    return {
        **serialize_capacity_link(released),
        **_fields(released, READ),
        "actions": CAPACITY.possible_actions(session, capacity, actor),
        "places": [{"id": code, "label": place_name(code)} for code in released.places],
        "recipients": [{"id": code, "label": place_name(code)} for code in released.recipients],
        "doubles": [one.offer.reference for one in doubled_offers(session, actor, capacity)],
    }


def serialize_fitting_offer(fitting: FittingOffer) -> Json:
    """Return an offer that fits a request, with what speaks for and against it."""
    match = fitting.match
    return {
        "offer": serialize_capacity_link(fitting.offer),
        "score": match.score,
        "reasons": [{"code": one.code, "values": [_plain(value) for value in one.values]} for one in match.reasons],
        "differences": [
            {"code": one.code, "values": [_plain(value) for value in one.values]} for one in match.differences
        ],
    }


def serialize_match(session: Session, actor: Actor, match: Match) -> Json:
    """Return a match as the actor may read it."""
    released = ReleasedMatch(match, actor)
    return {
        **_fields(released, OF_MATCH),
        "kind": Kind.MATCH,
        "url": thing_url(match.reference, external=True),
        "actions": MATCHES.possible_actions(session, match, actor),
        "things": [serialize_capacity_link(one) for one in released.readable],
        "asking": serialize_submitter(released.asking),
        "offering": serialize_submitter(released.offering),
        "posts": [
            {
                **_fields(post, ("party", "text", "posted_at")),
                "said_by": serialize_submitter(post.delegation) if post.delegation is not None else None,
            }
            for post in released.posts
        ],
        "reports": [_fields(report, OF_REPORT) for report in released.reports],
    }


def _plain(value: str | int | date) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _fields(row: Any, names: tuple[str, ...]) -> Json:
    return {name: getattr(row, name) for name in names}
