"""How many cases a reader can read: by theme, year of publication, host State and submitting delegation."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from case_studies.models import Revision, Theme
from case_studies.operations.topics.kinds import DELEGATIONS, STATES, THEMES, count_by_entry, published_cases
from case_studies.operations.topics.topic import Entry, list_entries
from case_studies.policy.actor import Actor


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the library. Top themes are in reading order; States and delegations without a case are left out.

    A case can have several themes and host States.
    """

    total: int
    themes: Sequence[Entry]
    years: Sequence[tuple[int, int]]
    states: Sequence[Entry]
    delegations: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class LibraryOverview:
    """The numbers of cases that a reader may read: in total, by theme (parents included), by host State."""

    total: int
    by_theme: Counter[str]
    by_host_state: Counter[str]


def library_overview(session: Session, actor: Actor) -> LibraryOverview:
    """Count the cases that the actor may read."""
    themes, states = (Counter(count_by_entry(session, actor, kind)) for kind in (THEMES, STATES))
    return LibraryOverview(_count_all(session, actor), themes, states)


def compute_figures(session: Session, actor: Actor) -> Figures:
    """Count the published cases that the actor may read."""
    query = select(Theme.id).where(Theme.parent_id.is_(None), Theme.merged_into_id.is_(None))
    tops = session.scalars(query.order_by(Theme.position)).all()
    themes = {entry.code: entry for entry in list_entries(session, actor, THEMES)}
    return Figures(
        total=_count_all(session, actor),
        themes=[themes[code] for code in tops if code in themes],
        years=_years(session, actor),
        states=[entry for entry in list_entries(session, actor, STATES) if entry.count],
        delegations=[entry for entry in list_entries(session, actor, DELEGATIONS) if entry.count],
    )


def _count_all(session: Session, actor: Actor) -> int:
    return session.scalar(published_cases(actor, func.count())) or 0


def _years(session: Session, actor: Actor) -> list[tuple[int, int]]:
    """Return year of publication and number of cases, the newest year first."""
    year = func.extract("year", Revision.published_at)
    rows = session.execute(published_cases(actor, year, func.count()).group_by(year)).all()
    return sorted(((int(number), count) for number, count in rows), reverse=True)
