"""How many cases a reader can read: by theme, year of publication, host State and submitting delegation."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from case_studies.models import Revision, Theme
from case_studies.operations.topics.kinds import DELEGATIONS, STATES, THEMES, published_cases
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


def compute_figures(session: Session, actor: Actor) -> Figures:
    """Count the published cases that the actor may read."""
    tops = session.scalars(select(Theme.id).where(Theme.parent_id.is_(None)).order_by(Theme.position)).all()
    themes = {entry.code: entry for entry in list_entries(session, actor, THEMES)}
    return Figures(
        total=session.scalar(published_cases(actor, func.count())) or 0,
        themes=[themes[code] for code in tops],
        years=_years(session, actor),
        states=[entry for entry in list_entries(session, actor, STATES) if entry.count],
        delegations=[entry for entry in list_entries(session, actor, DELEGATIONS) if entry.count],
    )


def _years(session: Session, actor: Actor) -> list[tuple[int, int]]:
    """Return year of publication and number of cases, the newest year first."""
    year = func.extract("year", Revision.published_at)
    rows = session.execute(published_cases(actor, year, func.count()).group_by(year)).all()
    return sorted(((int(number), count) for number, count in rows), reverse=True)
