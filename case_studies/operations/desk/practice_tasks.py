"""The tasks of a person in good practices: one query for each group, with a limit."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, contains_eager

from case_studies.errors import N_
from case_studies.models import EvidenceFlag, Practice, PracticeEdition, PracticeRemark
from case_studies.operations.desk.item_task import MOST_SHOWN, ItemGroup, ItemTask
from case_studies.policy.actor import Actor
from case_studies.policy.items import owner_as_named_to
from case_studies.policy.practice_queries import cites, edition_visible_to
from case_studies.unit_of_work import now
from case_studies.vocabulary import Kind, PracticeRemarkKind, PracticeState, Role
from case_studies.workflow.practice_guards import CONSULTATION, adoptable_from

S = PracticeState
LOOKED_AT_BEFORE = timedelta(days=30)
IN_CONSULTATION = PracticeEdition.state == S.IN_CONSULTATION


def practice_tasks(session: Session, actor: Actor) -> Iterator[ItemTask]:
    """Return the tasks of the actor in good practices, for all their roles, the most urgent of each group first."""
    if actor.is_a(Role.FOCAL_POINT):
        yield from _to_consider(session, actor)
    if actor.is_a(Role.EDITOR):
        yield from _objections(session, actor)
        yield from _to_adopt(session, actor)
        yield from _changed(session, actor)
        yield from _to_look_at(session, actor)
    if actor.is_a(Role.FOCAL_POINT, Role.EDITOR):
        yield from _drafts(session, actor)


def _to_consider(session: Session, actor: Actor) -> Iterator[ItemTask]:
    """Return what cites a case of the delegation, until it objects, the actor speaks, or the consultation is over."""
    objects = and_(
        PracticeRemark.kind == PracticeRemarkKind.OBJECTION, PracticeRemark.delegation_code == actor.delegation
    )
    spoke = select(PracticeRemark.id).where(
        PracticeRemark.edition_id == PracticeEdition.id,
        PracticeRemark.given_at >= PracticeEdition.consulted_at,
        or_(objects, PracticeRemark.account_id == actor.account_id),
    )
    lasts = PracticeEdition.consulted_at > now(session) - CONSULTATION
    query = _editions(actor, IN_CONSULTATION, lasts, cites(actor), ~spoke.exists())
    for edition in session.scalars(query.order_by(PracticeEdition.consulted_at, PracticeEdition.id)):
        end = adoptable_from(edition)
        yield _task(
            ItemGroup.PRACTICES_TO_CONSIDER, edition, actor, "consider_practice",
            since=edition.consulted_at, due=end and end.date(), note=N_("It rests on a case of your delegation."),
        )  # fmt: skip


def _objections(session: Session, actor: Actor) -> Iterator[ItemTask]:
    waiting = _of_edition(PracticeRemark.edition_id, PracticeRemark.given_at, _is_open_objection())
    for edition, since, count in _with(session, _editions(actor, IN_CONSULTATION), waiting):
        note = N_("Objections without an answer: %(number)s.")
        yield _task(
            ItemGroup.OBJECTIONS_TO_PRACTICES, edition, actor, "answer_objection", since=since, note=note, number=count
        )


def _to_adopt(session: Session, actor: Actor) -> Iterator[ItemTask]:
    """Return what can be adopted: first what an editor of another delegation proposes."""
    proposed_by = PracticeEdition.adoption_proposed_code
    objections = select(PracticeRemark.id).where(PracticeRemark.edition_id == PracticeEdition.id, _is_open_objection())
    is_over = PracticeEdition.consulted_at <= now(session) - CONSULTATION
    is_free = or_(proposed_by.is_(None), proposed_by != actor.delegation)
    query = _editions(actor, IN_CONSULTATION, is_over, is_free, ~objections.exists())
    for edition in session.scalars(query.order_by(proposed_by.is_(None), PracticeEdition.consulted_at)):
        group, is_second = ItemGroup.PRACTICES_TO_ADOPT, edition.adoption_proposed_code is not None
        if is_second:
            note = N_("An editor of another delegation proposes it.")
            yield _task(group, edition, actor, "agree_to_adoption", since=edition.practice.moved_at, note=note)
        else:
            note = N_("The consultation is over.")
            yield _task(group, edition, actor, "propose_adoption", since=adoptable_from(edition), note=note)


def _changed(session: Session, actor: Actor) -> Iterator[ItemTask]:
    """Return the adopted editions whose evidence moved, until somebody opens the next edition."""
    moved = _of_edition(EvidenceFlag.edition_id, EvidenceFlag.flagged_at)
    for edition, since, count in _with(session, _editions(actor, _is_current_and_adopted()), moved):
        note = N_("Changes in its evidence: %(number)s.")
        yield _task(
            ItemGroup.PRACTICES_CHANGED, edition, actor, "look_at_evidence", since=since, note=note, number=count
        )


def _drafts(session: Session, actor: Actor) -> Iterator[ItemTask]:
    """Return the drafts of practices that the actor started, also of their next editions."""
    own = and_(Practice.author_id == actor.account_id, Practice.owner_code == actor.delegation)
    query = _editions(actor, PracticeEdition.state.in_((S.PROPOSED, S.DRAFT)), own)
    for edition in session.scalars(query.order_by(PracticeEdition.created_at, PracticeEdition.id)):
        waits = N_("It waits for a focal point of another delegation who supports it.")
        note = waits if edition.state == S.PROPOSED else ""
        yield _task(ItemGroup.PRACTICE_DRAFTS, edition, actor, "continue_practice", since=edition.created_at, note=note)


def _to_look_at(session: Session, actor: Actor) -> Iterator[ItemTask]:
    """Return the adopted editions on which editors look again soon. One whose evidence moved waits for them already."""
    look_on, today = PracticeEdition.next_look_on, now(session).date()
    moved = select(EvidenceFlag.id).where(EvidenceFlag.edition_id == PracticeEdition.id)
    query = _editions(actor, _is_current_and_adopted(), look_on <= today + LOOKED_AT_BEFORE, ~moved.exists())
    for edition in session.scalars(query.order_by(look_on, PracticeEdition.id)):
        group, since = ItemGroup.PRACTICES_TO_LOOK_AT, edition.adopted_at
        yield _task(group, edition, actor, "look_again", since=since, due=edition.next_look_on)


def _is_current_and_adopted() -> ColumnElement[bool]:
    """Return the condition that nobody has opened the next edition of an adopted one."""
    later = aliased(PracticeEdition)
    is_revised = select(later.id).where(
        later.practice_id == PracticeEdition.practice_id,
        later.number > PracticeEdition.number,
        later.state != S.WITHDRAWN,
    )
    return and_(PracticeEdition.state == S.ADOPTED, ~is_revised.exists())


def _is_open_objection() -> ColumnElement[bool]:
    return and_(PracticeRemark.kind == PracticeRemarkKind.OBJECTION, PracticeRemark.answered_at.is_(None))


def _editions(actor: Actor, *conditions: ColumnElement[bool]) -> Select[PracticeEdition]:
    query = select(PracticeEdition).join(PracticeEdition.practice).where(edition_visible_to(actor), *conditions)
    return query.options(contains_eager(PracticeEdition.practice)).limit(MOST_SHOWN)


def _of_edition(
    edition: InstrumentedAttribute[int], moment: InstrumentedAttribute[datetime], *conditions: ColumnElement[bool]
) -> Subquery:
    """Return the first moment and the number of the rows of each edition."""
    query = select(edition.label("edition_id"), func.min(moment).label("since"), func.count().label("number"))
    return query.where(*conditions).group_by(edition).subquery()


def _with(
    session: Session, query: Select[PracticeEdition], rows: Subquery
) -> Iterator[tuple[PracticeEdition, datetime, int]]:
    """Return editions with these rows, those with the oldest row first."""
    joined = query.join(rows, rows.c.edition_id == PracticeEdition.id).add_columns(rows.c.since, rows.c.number)
    yield from session.execute(joined.order_by(rows.c.since, PracticeEdition.id))


def _task(
    group: ItemGroup,
    edition: PracticeEdition,
    actor: Actor,
    step: str,
    *,
    since: datetime | None,
    due: date | None = None,
    note: str = "",
    number: int = 0,
) -> ItemTask:
    practice: Practice = edition.practice
    return ItemTask(
        group=group,
        kind=Kind.PRACTICE,
        reference=practice.reference,
        title=edition.title,
        language=edition.language,
        owner=owner_as_named_to(actor, practice),
        state=edition.state,
        since=since or practice.moved_at,
        step=step,
        due=due,
        note=note,
        numbers={"number": number},
    )
