"""The tasks of a person in adoptions: one query for each group, with a limit."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, joinedload

from case_studies.errors import N_
from case_studies.models import Adoption, Case, Practice
from case_studies.operations.desk.item_task import MOST_SHOWN, ItemGroup, ItemTask
from case_studies.policy.actor import Actor
from case_studies.policy.adoption_release import ReleasedAdoption
from case_studies.policy.adoptions import WAITS
from case_studies.policy.practice_queries import with_evidence
from case_studies.unit_of_work import now
from case_studies.vocabulary import AdoptionState, Kind, Role


def adoption_tasks(session: Session, actor: Actor) -> Iterator[ItemTask]:
    """Return the tasks of the actor in adoptions of their delegation, the oldest of each group first."""
    if actor.is_a(Role.CLEARANCE_OFFICER):
        for adoption in session.scalars(_own(actor, Adoption.state.in_(WAITS)).order_by(Adoption.moved_at)):
            own = actor.account_id == adoption.author_id and not adoption.owner.clears_itself
            note = N_("You wrote it, so another officer has to clear it.") if own else ""
            yield _task(ItemGroup.ADOPTIONS_TO_CLEAR, adoption, actor, "clear_adoption", note=note)
    if actor.is_a(Role.FOCAL_POINT):
        due = _own(actor, Adoption.state == AdoptionState.RECORDED, Adoption.confirm_on <= now(session).date())
        for adoption in session.scalars(due.order_by(Adoption.confirm_on)):
            due_on = adoption.confirm_on
            yield _task(ItemGroup.ADOPTIONS_TO_CONFIRM, adoption, actor, "confirm_adoption", due=due_on)
        for adoption in session.scalars(_own(actor, Adoption.state == AdoptionState.DRAFT).order_by(Adoption.moved_at)):
            yield _task(ItemGroup.ADOPTION_DRAFTS, adoption, actor, "continue_adoption")


def _own(actor: Actor, *conditions: ColumnElement[bool]) -> Select[Adoption]:
    query = select(Adoption).where(Adoption.owner_code == actor.delegation, *conditions).limit(MOST_SHOWN)
    practice = joinedload(Adoption.practice).selectinload(Practice.editions).options(*with_evidence())
    return query.options(joinedload(Adoption.owner), joinedload(Adoption.case).selectinload(Case.revisions), practice)


def _task(
    group: ItemGroup, adoption: Adoption, actor: Actor, step: str, *, due: date | None = None, note: str = ""
) -> ItemTask:
    released = ReleasedAdoption(adoption, actor)
    adopted = released.adopted
    return ItemTask(
        group=group,
        kind=Kind.ADOPTION,
        reference=adoption.reference,
        title=adopted.title if adopted is not None else released.adopts,
        language=adopted.language if adopted is not None else adoption.language,
        owner=released.adopted_by,
        state=adoption.state,
        since=adoption.moved_at,
        step=step,
        due=due,
        note=note,
    )
