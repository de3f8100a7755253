"""Finding studies for a reader, with the cases beside them that the reader may read."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from case_studies.errors import NotVisible
from case_studies.models import HistoryEntry, Study, Theme
from case_studies.models.study import study_themes
from case_studies.operations.cases.queries import readable_revisions
from case_studies.policy.actor import Actor
from case_studies.policy.release import ReleasedRevision
from case_studies.policy.studies import study_visible_to
from case_studies.study_vocabulary import StudyState

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class StudyPage:
    """One page of the list, and how many studies there are on all pages."""

    studies: list[Study]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def find_study(session: Session, actor: Actor, reference: str, *, for_change: bool = False) -> Study:
    """Return a study that the actor may see. With `for_change`, lock it. Raises NotVisible."""
    query = _with_all(select(Study)).where(Study.reference == reference, study_visible_to(actor))
    study = session.scalar(query.with_for_update(of=Study) if for_change else query)
    if study is None:
        raise NotVisible()
    return study


def list_studies(session: Session, actor: Actor, *, theme: str = "", page: int = 1) -> StudyPage:
    """Return a page of the studies that the actor may see, the newest first; those on a theme or one below it."""
    found = select(Study.id).where(study_visible_to(actor))
    if theme:
        below = select(Theme.id).where(or_(Theme.id == theme, Theme.parent_id == theme))
        found = found.where(Study.id.in_(select(study_themes.c.study_id).where(study_themes.c.theme_id.in_(below))))
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    newest = _with_all(select(Study).where(Study.id.in_(found))).order_by(Study.year.desc(), Study.id.desc())
    rows = session.scalars(newest.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return StudyPage(list(rows), total, page)


def newest_studies(session: Session, actor: Actor, about: ColumnElement[bool], most: int) -> list[Study]:
    """Return the newest studies about something that the actor may see and no later study replaces."""
    found = select(Study).where(study_visible_to(actor), Study.state != StudyState.SUPERSEDED, about)
    return list(session.scalars(found.order_by(Study.year.desc(), Study.id.desc()).limit(most)))


def cases_of(session: Session, actor: Actor, study: Study) -> list[ReleasedRevision]:
    """Return the cases that a study is linked to and the actor may read, as they may read them."""
    references = [case.reference for case in study.cases]
    found = readable_revisions(session, actor, references, classified=False)
    return [found[reference] for reference in references if reference in found]


def study_history(session: Session, study: Study) -> list[HistoryEntry]:
    """Return the entries of the history, the oldest first."""
    query = select(HistoryEntry).where(HistoryEntry.reference == study.reference)
    return list(session.scalars(query.order_by(HistoryEntry.number)))


def _with_all(query: Select[Study]) -> Select[Study]:
    links = (selectinload(Study.themes), selectinload(Study.host_states), selectinload(Study.cases))
    return query.options(joinedload(Study.owner), *links)
