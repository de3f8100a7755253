"""Finding discussions for a member. No function returns one that the reader may not see."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from case_studies.errors import NotVisible
from case_studies.models import HistoryEntry, Thread, ThreadPost
from case_studies.policy.actor import Actor
from case_studies.policy.thread_release import ReleasedThread, release_threads
from case_studies.policy.threads import thread_visible_to
from case_studies.vocabulary import ThreadState

PAGE_SIZE = 20
MOST_BESIDE = 10


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """One page of a list, and how many discussions there are on all pages."""

    threads: list[ReleasedThread]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def find_thread(session: Session, actor: Actor, reference: str, *, for_change: bool = False) -> Thread:
    """Return a discussion that the actor may see. With `for_change`, lock it. Raises NotVisible."""
    query = _with_all(select(Thread)).where(Thread.reference == reference, thread_visible_to(actor))
    thread = session.scalar(query.with_for_update(of=Thread) if for_change else query)
    if thread is None:
        raise NotVisible()
    return thread


def list_threads(
    session: Session,
    actor: Actor,
    *,
    states: Collection[ThreadState] = tuple(ThreadState),
    anchor: str = "",
    page: int = 1,
) -> ThreadPage:
    """Return a page of the discussions, those with the newest step first."""
    found = select(Thread.id).where(thread_visible_to(actor), Thread.state.in_(states))
    if anchor:
        found = found.where(Thread.anchor == anchor)
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    ordered = _with_all(select(Thread).where(Thread.id.in_(found))).order_by(Thread.moved_at.desc(), Thread.id.desc())
    rows = session.scalars(ordered.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return ThreadPage(release_threads(rows, actor), total, page)


def threads_beside(session: Session, actor: Actor, reference: str) -> list[ReleasedThread]:
    """Return the newest discussions about what has a reference; none for those who take no part in discussion."""
    query = _with_all(select(Thread)).where(Thread.anchor == reference, thread_visible_to(actor))
    return release_threads(session.scalars(query.order_by(Thread.moved_at.desc()).limit(MOST_BESIDE)), actor)


def open_threads_about(session: Session, actor: Actor, references: Collection[str], most: int) -> list[ReleasedThread]:
    """Return the newest open discussions about these things, as far as their titles go."""
    about = (Thread.anchor.in_(references), Thread.state == ThreadState.OPEN, thread_visible_to(actor))
    newest = select(Thread).where(*about).order_by(Thread.moved_at.desc(), Thread.id.desc()).limit(most)
    return release_threads(session.scalars(newest), actor) if actor.signed_in else []


def thread_history(session: Session, thread: Thread) -> list[HistoryEntry]:
    """Return the history of a discussion, the oldest entry first. It has nothing that was said."""
    query = select(HistoryEntry).where(HistoryEntry.reference == thread.reference).order_by(HistoryEntry.number)
    return list(session.scalars(query))


def _with_all(query: Select[Thread]) -> Select[Thread]:
    return query.options(
        selectinload(Thread.posts).options(joinedload(ThreadPost.delegation)),
        selectinload(Thread.objections),
        selectinload(Thread.follows),
    )
