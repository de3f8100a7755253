"""Who is notified of which step of an adoption."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from case_studies.models import Account, Adoption
from case_studies.notifications.notify import notify
from case_studies.notifications.recipients import offices_of
from case_studies.policy.actor import Actor
from case_studies.vocabulary import AdoptionAction, NotificationEvent, Role

Recipients = Callable[[Session, Adoption], list[Account]]


def _focal_points(session: Session, adoption: Adoption) -> list[Account]:
    return offices_of(session, adoption.owner_code, Role.FOCAL_POINT)


def _clearance_officers(session: Session, adoption: Adoption) -> list[Account]:
    return offices_of(session, adoption.owner_code, Role.CLEARANCE_OFFICER)


def _submitters(session: Session, adoption: Adoption) -> list[Account]:
    """Return the focal points of the delegation that submitted what is adopted."""
    return offices_of(session, adoption.case.submitting_code, Role.FOCAL_POINT)


ADOPTION_EVENTS: Mapping[AdoptionAction, tuple[NotificationEvent, Recipients]] = {
    AdoptionAction.ADOPT_BY_US: (NotificationEvent.ADOPTION_CLEARANCE_REQUESTED, _clearance_officers),
    AdoptionAction.STOP_USING: (NotificationEvent.ADOPTION_CLEARANCE_REQUESTED, _clearance_officers),
    AdoptionAction.SEND_BACK: (NotificationEvent.ADOPTION_SENT_BACK, _focal_points),
    AdoptionAction.CLEAR: (NotificationEvent.ADOPTION_RECORDED, _submitters),
}


def notify_of_adoption(session: Session, adoption: Adoption, action: AdoptionAction, actor: Actor, entry: int) -> None:
    """Notify the accounts that a step concerns; `entry` is its number in the history."""
    if action in ADOPTION_EVENTS:
        event, recipients = ADOPTION_EVENTS[action]
        facts = {"reference": adoption.reference, "adopts": adoption.case.reference}
        accounts = recipients(session, adoption)
        notify(session, event, accounts, None, key=f"history:{entry}", actor=actor, facts=facts)
