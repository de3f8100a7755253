"""The tasks of a person in discussions: one query for each group, with a limit."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from case_studies.models import Account, Thread, ThreadObjection, ThreadPost
from case_studies.operations.desk.item_task import MOST_SHOWN, ItemGroup, ItemTask
from case_studies.operations.threads.life import is_in_its_last_week, needs_a_summary, quiet_on
from case_studies.policy.actor import Actor
from case_studies.policy.thread_release import ReleasedThread
from case_studies.policy.threads import takes_part_in_discussion, thread_visible_to
from case_studies.unit_of_work import now
from case_studies.vocabulary import Kind, Role, ThreadState

OF_THREAD = ThreadPost.thread_id == Thread.id


def thread_tasks(session: Session, actor: Actor) -> Iterator[ItemTask]:
    """Return the tasks of the actor in discussions, the most urgent of each group first."""
    if takes_part_in_discussion(actor):
        yield from _to_read(session, actor)
        yield from _disputed(session, actor)
        yield from _to_sum_up(session, actor)


def _to_read(session: Session, actor: Actor) -> Iterator[ItemTask]:
    """Return the summaries to which the actor may object and has not objected."""
    spoke = select(ThreadPost.id).where(OF_THREAD, ThreadPost.account_id == actor.account_id)
    objected = select(ThreadObjection.id).where(
        ThreadObjection.thread_id == Thread.id,
        ThreadObjection.account_id == actor.account_id,
        ThreadObjection.made_at >= Thread.summarized_at,
    )
    may_object = and_(Thread.state == ThreadState.CLOSING, Thread.objections_until >= now(session).date())
    others = or_(Thread.summarized_by_id.is_(None), Thread.summarized_by_id != actor.account_id)
    query = _threads(actor, may_object, others, spoke.exists(), ~objected.exists())
    for thread in session.scalars(query.order_by(Thread.objections_until, Thread.id)):
        yield _task(ItemGroup.SUMMARIES_TO_READ, thread, actor, "read_summary", due=thread.objections_until)


def _disputed(session: Session, actor: Actor) -> Iterator[ItemTask]:
    """Return the summaries with an objection that the actor may answer."""
    open_objection = select(ThreadObjection.id).where(
        ThreadObjection.thread_id == Thread.id, ThreadObjection.answered_at.is_(None)
    )
    conditions = [Thread.state == ThreadState.CLOSING, open_objection.exists()]
    if not actor.is_a(Role.EDITOR):
        conditions.append(Thread.summarized_by_id == actor.account_id)
    for thread in session.scalars(_threads(actor, *conditions).order_by(Thread.moved_at, Thread.id)):
        yield _task(ItemGroup.SUMMARIES_DISPUTED, thread, actor, "answer_objection_to_summary", due=quiet_on(thread))


def _to_sum_up(session: Session, actor: Actor) -> Iterator[ItemTask]:
    """Return the discussions that wait for a summary of the actor: an editor helps in the last week."""
    moment = now(session)
    whose = Thread.author_id == actor.account_id
    if actor.is_a(Role.EDITOR):
        left = Thread.author_id.in_(select(Account.id).where(Account.active.is_(False)))
        whose = or_(whose, left, is_in_its_last_week(moment))
    has_posts = select(ThreadPost.id).where(OF_THREAD, ThreadPost.taken_back.is_(False)).exists()
    query = _threads(actor, needs_a_summary(moment), whose, has_posts)
    for thread in session.scalars(query.order_by(Thread.moved_at, Thread.id)):
        ended = datetime.combine(thread.closes_on, time(), UTC) if thread.closes_on < moment.date() else None
        yield _task(ItemGroup.SUMMARIES_DUE, thread, actor, "sum_discussion_up", since=ended, due=quiet_on(thread))


def _threads(actor: Actor, *conditions: ColumnElement[bool]) -> Select[Thread]:
    return select(Thread).where(thread_visible_to(actor), *conditions).limit(MOST_SHOWN)


def _task(
    group: ItemGroup, thread: Thread, actor: Actor, step: str, *, due: date | None, since: datetime | None = None
) -> ItemTask:
    released = ReleasedThread(thread, actor)
    return ItemTask(
        group=group,
        kind=Kind.THREAD,
        reference=released.reference,
        title=released.title,
        language=released.language,
        owner=released.convened_by,
        state=released.state,
        since=since or released.moved_at,
        step=step,
        due=due,
    )
