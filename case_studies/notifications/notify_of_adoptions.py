"""Who is notified of which step of an adoption."""

from collections.abc import Callable, Iterable, Mapping

from sqlalchemy.orm import Session

from case_studies.models import Account, Adoption, PracticeEdition
from case_studies.notifications.notify import notify
from case_studies.notifications.recipients import offices_of
from case_studies.policy.actor import Actor
from case_studies.policy.practices import cited_by
from case_studies.vocabulary import AdoptionAction, NotificationEvent, Role

Recipients = Callable[[Session, Adoption], list[Account]]


def _focal_points(session: Session, adoption: Adoption) -> list[Account]:
    return offices_of(session, adoption.owner_code, Role.FOCAL_POINT)


def _clearance_officers(session: Session, adoption: Adoption) -> list[Account]:
    return offices_of(session, adoption.owner_code, Role.CLEARANCE_OFFICER)


def _authors(session: Session, adoption: Adoption) -> list[Account]:
    """Return the focal points of the delegations behind what is adopted, and the editors of those that develop it."""
    practice = adoption.practice
    if practice is None:
        codes = {adoption.case.submitting_code} if adoption.case is not None else set()
        return _focal_points_of(session, codes)
    cited = {code for edition in practice.editions for code in _cited(edition, adoption.edition_number)}
    codes = {practice.owner_code, *cited} - {adoption.owner_code}
    editors = offices_of(session, practice.owner_code, Role.EDITOR) if practice.owner_code in codes else []
    return list(dict.fromkeys([*_focal_points_of(session, codes), *editors]))


def _cited(edition: PracticeEdition, number: int | None) -> set[str]:
    """Return the delegations whose cases an edition cites, if it has this number."""
    return {code for row in edition.rows for code in cited_by(row)} if edition.number == number else set()


def _focal_points_of(session: Session, codes: Iterable[str]) -> list[Account]:
    return [account for code in sorted(codes) for account in offices_of(session, code, Role.FOCAL_POINT)]


ADOPTION_EVENTS: Mapping[AdoptionAction, tuple[NotificationEvent, Recipients]] = {
    AdoptionAction.ADOPT_BY_US: (NotificationEvent.ADOPTION_CLEARANCE_REQUESTED, _clearance_officers),
    AdoptionAction.STOP_USING: (NotificationEvent.ADOPTION_CLEARANCE_REQUESTED, _clearance_officers),
    AdoptionAction.SEND_BACK: (NotificationEvent.ADOPTION_SENT_BACK, _focal_points),
    AdoptionAction.CLEAR: (NotificationEvent.ADOPTION_RECORDED, _authors),
}


def notify_of_adoption(session: Session, adoption: Adoption, action: AdoptionAction, actor: Actor, entry: int) -> None:
    """Notify the accounts that a step concerns; `entry` is its number in the history."""
    if action in ADOPTION_EVENTS:
        event, recipients = ADOPTION_EVENTS[action]
        facts = {"reference": adoption.reference, "adopts": adoption.adopts}
        accounts = recipients(session, adoption)
        notify(session, event, accounts, None, key=f"history:{entry}", actor=actor, facts=facts)
