"""Writing an offer or a request: starting it, changing it, deleting it before it is posted."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from case_studies.capacity_states import CapacitySide, CapacityState
from case_studies.capacity_vocabulary import Prerequisite
from case_studies.errors import N_, Incomplete, NotAllowed, NotSignedIn, StaleVersion
from case_studies.models import Capacity, Delegation, Place, Theme
from case_studies.operations.items import first_values, lock_owner, started_before
from case_studies.policy.actor import Actor
from case_studies.policy.capacity import CAPACITY_POLICY, CapacityPermission, may_post_capacity
from case_studies.taxonomy.entries import chosen_entries
from case_studies.unit_of_work import now
from case_studies.vocabulary import Attribution, Audience, HistoryAction, Kind, Language, Register
from case_studies.workflow.capacity import STALE
from case_studies.workflow.history import record_item_event

COLUMNS = (
    *("language", "title", "details", "support_kind", "level", "languages", "places", "recipients", "quantity"),
    *("starts", "ends", "cost", "prerequisites", "conditions", "support_after", "contact", "valid_until"),
    *("audience", "attribution"),
)
CLOSED_LISTS: Mapping[str, type[StrEnum]] = {"languages": Language, "prerequisites": Prerequisite}
KINDS: Mapping[CapacitySide, Kind] = {CapacitySide.OFFER: Kind.OFFER, CapacitySide.REQUEST: Kind.REQUEST}
READERS: Mapping[CapacitySide, dict[str, Any]] = {
    CapacitySide.OFFER: {"audience": Audience.PUBLIC, "attribution": Attribution.NAMED},
    CapacitySide.REQUEST: {"audience": Audience.MEMBERS, "attribution": Attribution.UNNAMED},
}
"""Who reads it and who is named, unless its delegation chooses otherwise."""


def start_capacity(
    session: Session,
    actor: Actor,
    side: CapacitySide,
    values: Mapping[str, Any],
    *,
    form_key: str | None = None,
    **of_demonstration: Any,
) -> Capacity:
    """Start an offer or a request as a draft. A second call with the same form key returns the first."""
    if not actor.signed_in:
        raise NotSignedIn()
    if not may_post_capacity(actor):
        raise NotAllowed(N_("Only a focal point of a delegation can offer or ask for capacity."))
    owner = lock_owner(session, actor)
    earlier = started_before(session, Capacity, owner, form_key)
    if earlier is not None:
        return earlier
    capacity = _new(session, actor, owner, side, form_key=form_key, **of_demonstration)
    with session.no_autoflush:
        session.add(capacity)
        _write(session, capacity, values)
    session.flush()
    record_item_event(session, capacity, actor, HistoryAction.START, after=CapacityState.DRAFT, is_named=False)
    return capacity


def _new(session: Session, actor: Actor, owner: Delegation, side: CapacitySide, **rest: Any) -> Capacity:
    return Capacity(
        **first_values(session, KINDS[side], actor),
        **READERS[side],
        owner=owner,
        side=side,
        stored_state=CapacityState.DRAFT,
        register=Register.ON_RECORD,
        language=Language.ENGLISH,
        title="",
        **rest,
    )


def edit_capacity(
    session: Session, capacity: Capacity, actor: Actor, values: Mapping[str, Any], *, version: int
) -> None:
    """Change a draft. Fields that are not in `values` stay as they are."""
    _check(capacity, actor, CapacityPermission.EDIT, version)
    with session.no_autoflush:
        _write(session, capacity, values)
    capacity.author_id = actor.account
    capacity.changed_at = now(session)


def delete_capacity(session: Session, capacity: Capacity, actor: Actor, *, version: int) -> None:
    """Delete a draft. Its reference is not given again."""
    _check(capacity, actor, CapacityPermission.DELETE, version)
    record_item_event(session, capacity, actor, HistoryAction.DELETE, is_named=False)
    session.flush()
    session.delete(capacity)


def _check(capacity: Capacity, actor: Actor, permission: CapacityPermission, version: int) -> None:
    CAPACITY_POLICY.check_usable(actor, capacity, permission)
    if capacity.version != version:
        raise StaleVersion(STALE)


def _write(session: Session, capacity: Capacity, values: Mapping[str, Any]) -> None:
    values = {**values, **_members(values)}
    for name in COLUMNS:
        if name in values:
            setattr(capacity, name, values[name])
    if capacity.is_request and capacity.audience != Audience.MEMBERS:
        raise Incomplete({"audience": [N_("A request is for members only.")]})
    if capacity.starts is not None and capacity.ends is not None and capacity.ends < capacity.starts:
        raise Incomplete({"ends": [N_("The last day comes after the first.")]})
    for name in ("places", "recipients"):
        if name in values:
            _check_places(session, values[name], name)
    if "themes" in values:
        capacity.themes = chosen_entries(session, Theme, values["themes"], "themes")


def _members(values: Mapping[str, Any]) -> dict[str, list[StrEnum]]:
    """Return the codes of closed lists as their members. Raises Incomplete."""
    sent = {name: (kind, values[name]) for name, kind in CLOSED_LISTS.items() if name in values}
    unknown = {name: [N_("Not a known value.")] for name, (kind, codes) in sent.items() if set(codes) - set(kind)}
    if unknown:
        raise Incomplete(unknown)
    return {name: [kind(code) for code in codes] for name, (kind, codes) in sent.items()}


def _check_places(session: Session, codes: list[str], field: str) -> None:
    known = session.scalars(select(Place.code).where(Place.code.in_(codes)))
    if set(codes) - set(known):
        raise Incomplete({field: [N_("Not a known value.")]})
