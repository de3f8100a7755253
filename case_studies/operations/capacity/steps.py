"""Moving an offer or a request on: one function for every action of a person, with what the action needs."""

from datetime import date

from sqlalchemy.orm import Session

from case_studies.capacity_states import CapacityAction
from case_studies.errors import N_, Incomplete, StaleVersion
from case_studies.models import Capacity
from case_studies.policy.actor import Actor
from case_studies.policy.capacity import CAPACITY_POLICY
from case_studies.workflow.capacity import CAPACITY, STALE, check_last_day


def move(
    session: Session,
    capacity: Capacity,
    actor: Actor,
    *,
    action: CapacityAction,
    version: int,
    note: str = "",
    valid_until: date | None = None,
) -> None:
    """Perform an action, or refuse and change nothing. `renew` takes the new last day."""
    if action == CapacityAction.RENEW:
        CAPACITY_POLICY.check_usable(actor, capacity, action)
        if capacity.version != version:
            raise StaleVersion(STALE)
        _write_last_day(session, capacity, valid_until)
    CAPACITY.perform(session, capacity, action, actor, note=note, version=version)


def _write_last_day(session: Session, capacity: Capacity, last: date | None) -> None:
    if last is None:
        raise Incomplete({"valid_until": [N_("Give the new last day.")]})
    check_last_day(session, capacity, last)
    with session.no_autoflush:
        capacity.valid_until = last
