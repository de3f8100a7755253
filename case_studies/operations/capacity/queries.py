"""Finding offers and requests for a reader. No function returns one that the reader may not see."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from case_studies.capacity_states import CapacitySide, CapacityState
from case_studies.capacity_vocabulary import CapacityKind
from case_studies.errors import NotVisible
from case_studies.models import Capacity, HistoryEntry, Theme
from case_studies.models.capacity import capacity_themes
from case_studies.policy.actor import Actor
from case_studies.policy.capacity import capacity_visible_to, is_current, is_of_side, is_shown_to
from case_studies.policy.capacity_release import ReleasedCapacity, release_capacities
from case_studies.policy.items import is_office_of_owner
from case_studies.unit_of_work import now
from case_studies.vocabulary import HistoryAction

PAGE_SIZE = 20
OPEN_STEPS = frozenset({HistoryAction.CLEAR, HistoryAction.CIRCULATE, HistoryAction.RENEW, HistoryAction.LAPSE})
"""What everybody who reads an offer or a request may know of its history."""


@dataclass(frozen=True, slots=True)
class CapacityPage:
    """One page of a list, and how many there are on all pages."""

    rows: list[ReleasedCapacity]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def find_capacity(session: Session, actor: Actor, reference: str, *, for_change: bool = False) -> Capacity:
    """Return an offer or a request that the actor may see. With `for_change`, lock it. Raises NotVisible."""
    query = select(Capacity).where(Capacity.reference == reference, capacity_visible_to(actor))
    query = query.options(selectinload(Capacity.themes))
    capacity = session.scalar(query.with_for_update(of=Capacity) if for_change else query)
    if capacity is None:
        raise NotVisible()
    return capacity


def list_capacities(
    session: Session,
    actor: Actor,
    side: CapacitySide,
    *,
    state: CapacityState | None = None,
    support_kind: CapacityKind | None = None,
    theme: str = "",
    page: int = 1,
) -> CapacityPage:
    """Return a page of what everybody like the actor reads, the newest first: what is valid, or what has lapsed."""
    current = is_current(now(session).date())
    found = select(Capacity.id).where(is_of_side(side), is_shown_to(actor))
    found = found.where(~current if state == CapacityState.LAPSED else current)
    if support_kind is not None:
        found = found.where(Capacity.support_kind == support_kind)
    if theme:
        found = found.where(is_on_themes(select(Theme.id).where(or_(Theme.id == theme, Theme.parent_id == theme))))
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    newest = (Capacity.shown_at.desc(), Capacity.id.desc())
    on_page = found.order_by(*newest).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    rows = session.scalars(_with_themes(select(Capacity).where(Capacity.id.in_(on_page))).order_by(*newest))
    return CapacityPage(release_capacities(rows, actor), total, page)


def own_hidden(session: Session, actor: Actor, side: CapacitySide) -> list[ReleasedCapacity]:
    """Return what only the actor's delegation sees, the newest first: not shown to others yet, or withdrawn."""
    unseen = or_(Capacity.shown_at.is_(None), Capacity.stored_state == CapacityState.WITHDRAWN)
    own = (capacity_visible_to(actor), Capacity.owner_code == actor.delegation, is_of_side(side), unseen)
    rows = session.scalars(select(Capacity).where(*own).order_by(Capacity.id.desc()).limit(PAGE_SIZE))
    return release_capacities(rows, actor)


def current_offers(session: Session, actor: Actor) -> list[Capacity]:
    """Return the valid offers that the actor may read, in the order of their references."""
    shown = and_(is_of_side(CapacitySide.OFFER), is_shown_to(actor), is_current(now(session).date()))
    return list(session.scalars(_with_themes(select(Capacity).where(shown)).order_by(Capacity.reference)))


def own_offers(session: Session, actor: Actor) -> list[ReleasedCapacity]:
    """Return the valid offers of the actor's delegation."""
    return [one for one in release_capacities(current_offers(session, actor), actor) if one.is_own]


def newest_capacities(
    session: Session, actor: Actor, side: CapacitySide, about: ColumnElement[bool], most: int
) -> list[ReleasedCapacity]:
    """Return the newest offers or requests about something that are valid or documented, as far as their titles go."""
    listed = or_(is_current(now(session).date()), Capacity.source != "")
    shown = and_(is_of_side(side), is_shown_to(actor), listed)
    newest = select(Capacity).where(shown, about).order_by(Capacity.shown_at.desc(), Capacity.id.desc()).limit(most)
    return release_capacities(session.scalars(newest), actor)


def capacity_history(session: Session, actor: Actor, capacity: Capacity) -> list[HistoryEntry]:
    """Return the entries that the actor may read, the oldest first. Its own delegation reads all of them."""
    query = select(HistoryEntry).where(HistoryEntry.reference == capacity.reference).order_by(HistoryEntry.number)
    entries = list(session.scalars(query))
    return entries if is_office_of_owner(actor, capacity) else [e for e in entries if e.action in OPEN_STEPS]


def readable_note(actor: Actor, capacity: Capacity, entry: HistoryEntry) -> str:
    """Return the reason of a step, which only its own delegation reads."""
    return entry.full_note if is_office_of_owner(actor, capacity) else ""


def is_on_themes(codes: Collection[str] | Select[str]) -> ColumnElement[bool]:
    """Return the condition on Capacity that one of these themes is among its own."""
    return Capacity.id.in_(select(capacity_themes.c.capacity_id).where(capacity_themes.c.theme_id.in_(codes)))


def _with_themes(query: Select[Capacity]) -> Select[Capacity]:
    return query.options(selectinload(Capacity.themes))
