"""The record of a delegation, the chair and applications to join, in JSON."""

from collections.abc import Sequence

from app.api.serializers import Json
from case_studies.models import ChairHandover, Delegation
from case_studies.operations.delegations.applications import SeenApplication
from case_studies.operations.delegations.records import DelegationRecord

RECORD = ("kind", "standing", "mailbox", "languages", "is_public", "clears_itself", "joined_on", "left_on")
CONTRIBUTION = ("kind", "since", "source", "certainty")
OFFICE = ("id", "office", "email", "roles", "active")
APPLICATION = (
    *("id", "standing", "state", "office", "mailbox", "letter_reference", "letter_date", "contributions"),
    *("is_public", "proved_at", "decided_at"),
)


def serialize_record(record: DelegationRecord) -> Json:
    """Return a record, with the offices that the reader may know and what the reader may do."""
    delegation = record.delegation
    return {
        "id": delegation.code,
        "label": delegation.name,
        **{name: getattr(delegation, name) for name in RECORD},
        "contributions": [{name: getattr(one, name) for name in CONTRIBUTION} for one in delegation.contributions],
        "offices": [{name: getattr(one, name) for name in OFFICE} for one in record.offices],
        "rights": sorted(record.rights),
    }


def serialize_chair(co_chairs: Sequence[Delegation], handovers: Sequence[ChairHandover]) -> Json:
    """Return the co-chairs, and the hand-overs that are not done."""
    return {
        "co_chairs": [
            {"id": one.code, "label": one.name, "since": one.chair_since, "until": one.chair_until} for one in co_chairs
        ],
        "proposed": [
            {
                "id": one.id,
                "outgoing": one.outgoing_code,
                "incoming": one.incoming_code,
                "on_day": one.on_day,
                "until": one.until,
                "confirmed_at": one.confirmed_at,
            }
            for one in handovers
        ],
    }


def serialize_application(seen: SeenApplication) -> Json:
    """Return an application as its reader sees it."""
    application = seen.application
    return {
        **{name: getattr(application, name) for name in APPLICATION},
        "delegation": {"id": seen.delegation.code, "label": seen.delegation.name},
        "supporters": [one.code for one in seen.supporters],
        "waiting": [one.code for one in seen.waiting],
        "questions": [
            {"co_chair": one.co_chair_code, "question": one.question, "answer": one.answer}
            for one in application.opinions
            if one.question is not None
        ],
        "accepted_after": seen.accepted_after,
        "may_support": seen.may_support,
        "reason": seen.reason,
    }
