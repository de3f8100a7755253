"""Finding adoptions for a reader. No function returns an adoption that the reader may not see."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from case_studies.errors import NotVisible
from case_studies.models import Adoption, AdoptionStatement, Case, HistoryEntry, Practice
from case_studies.policy.actor import Actor
from case_studies.policy.adoption_release import ReleasedAdoption, release_adoptions
from case_studies.policy.adoptions import RECORDED, adoption_visible_to
from case_studies.policy.items import is_office_of_owner
from case_studies.policy.practice_queries import with_evidence
from case_studies.vocabulary import AdoptionState, HistoryAction

PAGE_SIZE = 20
ON_A_PAGE = 5
UNRECORDED = (AdoptionState.DRAFT, AdoptionState.IN_CLEARANCE)
OPEN_STEPS = frozenset({HistoryAction.CLEAR, HistoryAction.CONFIRM_IN_USE})
"""What everybody who reads an adoption may know of its history."""


@dataclass(frozen=True, slots=True)
class AdoptionPage:
    """One page of a list, and how many adoptions there are on all pages."""

    rows: list[Adoption]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def find_adoption(session: Session, actor: Actor, reference: str, *, for_change: bool = False) -> Adoption:
    """Return an adoption that the actor may see. With `for_change`, lock it. Raises NotVisible."""
    query = _with_all(select(Adoption)).where(Adoption.reference == reference, adoption_visible_to(actor))
    adoption = session.scalar(query.with_for_update(of=Adoption) if for_change else query)
    if adoption is None:
        raise NotVisible()
    return adoption


def list_adoptions(session: Session, actor: Actor, *, adopts: str = "", page: int = 1) -> AdoptionPage:
    """Return a page of what was recorded and the actor may read, the newest first; `adopts` is a reference."""
    found = select(Adoption.id).where(adoption_visible_to(actor), Adoption.state.in_(RECORDED))
    if adopts:
        cases, practices = (select(of.id).where(of.reference == adopts) for of in (Case, Practice))
        found = found.where(or_(Adoption.case_id.in_(cases), Adoption.practice_id.in_(practices)))
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    newest = _with_all(select(Adoption).where(Adoption.id.in_(found)))
    ordered = newest.order_by(Adoption.recorded_at.desc(), Adoption.id.desc())
    rows = session.scalars(ordered.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return AdoptionPage(list(rows), total, page)


def latest_adoptions_of(session: Session, actor: Actor, adopted: Case | Practice) -> list[ReleasedAdoption]:
    """Return the adoptions of a case or a practice that its page shows, the newest first."""
    of = Adoption.case_id if isinstance(adopted, Case) else Adoption.practice_id
    return latest_adoptions(session, actor, of == adopted.id, ON_A_PAGE)


def latest_adoptions(session: Session, actor: Actor, about: ColumnElement[bool], most: int) -> list[ReleasedAdoption]:
    """Return the recorded adoptions that the actor may read and a condition holds for, the newest first."""
    found = select(Adoption).where(about, Adoption.state.in_(RECORDED), adoption_visible_to(actor))
    newest = _with_all(found).order_by(Adoption.recorded_at.desc(), Adoption.id.desc()).limit(most)
    return release_adoptions(session.scalars(newest), actor)


def latest_adoptions_in(
    session: Session, actor: Actor, operations: Collection[str], most: int
) -> list[ReleasedAdoption]:
    """Return the adoptions that were last recorded in one of these operations, the newest first."""
    later = aliased(AdoptionStatement)
    is_last = ~exists().where(
        later.adoption_id == AdoptionStatement.adoption_id,
        later.cleared_at.is_not(None),
        later.number > AdoptionStatement.number,
    )
    there = select(AdoptionStatement.adoption_id).where(
        AdoptionStatement.operation_id.in_(operations), AdoptionStatement.cleared_at.is_not(None), is_last
    )
    return latest_adoptions(session, actor, Adoption.id.in_(there), most)


def own_unrecorded(session: Session, actor: Actor) -> list[ReleasedAdoption]:
    """Return what the actor's delegation writes or clears and nobody else reads yet, the newest first."""
    own = (Adoption.owner_code == actor.delegation, Adoption.state.in_(UNRECORDED), adoption_visible_to(actor))
    rows = session.scalars(_with_all(select(Adoption).where(*own)).order_by(Adoption.id.desc()))
    return release_adoptions(rows, actor)


def adoption_history(session: Session, actor: Actor, adoption: Adoption) -> list[HistoryEntry]:
    """Return the entries that the actor may read, the oldest first. Its own delegation reads all of them."""
    query = select(HistoryEntry).where(HistoryEntry.reference == adoption.reference).order_by(HistoryEntry.number)
    entries = list(session.scalars(query))
    return entries if is_office_of_owner(actor, adoption) else [e for e in entries if e.action in OPEN_STEPS]


def _with_all(query: Select[Adoption]) -> Select[Adoption]:
    return query.options(
        joinedload(Adoption.owner),
        joinedload(Adoption.case).selectinload(Case.revisions),
        joinedload(Adoption.practice).selectinload(Practice.editions).options(*with_evidence()),
        selectinload(Adoption.statements).joinedload(AdoptionStatement.operation),
    )
