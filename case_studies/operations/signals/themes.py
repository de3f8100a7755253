"""The themes on which more cases were published lately than before, as far as the reader may read them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from case_studies.models import Case, Revision, Theme
from case_studies.operations.topics.kinds import published_cases
from case_studies.operations.topics.map_cases import top_themes_of
from case_studies.policy.actor import Actor
from case_studies.unit_of_work import now

QUARTERS = 4
"""The last two are compared with the two before them."""


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A quarter of a year, from 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date | datetime) -> "Quarter":
        """Return the quarter of a day."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def before(self) -> "Quarter":
        """The quarter before it."""
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)


@dataclass(frozen=True, slots=True)
class GrowingTheme:
    """A theme, and how many cases were published on it in each of the last quarters, the oldest first."""

    id: str
    label: str
    counts: tuple[int, ...]

    @property
    def growth(self) -> int:
        """How many more there are in the last half than in the one before."""
        half = QUARTERS // 2
        return sum(self.counts[half:]) - sum(self.counts[:half])


def last_quarters(today: date) -> list[Quarter]:
    """Return the last quarters, the oldest first; the present one is the last."""
    found = [Quarter.of(today)]
    while len(found) < QUARTERS:
        found.append(found[-1].before)
    return found[::-1]


def growing_themes(session: Session, actor: Actor) -> list[GrowingTheme]:
    """Return the top themes that grow, the fastest first. A case counts once, in the quarter of its first revision."""
    quarters = last_quarters(now(session).date())
    published = _first_published(session, actor)
    counted = Counter((theme, Quarter.of(published[number])) for number, theme in set(top_themes_of(session, actor)))
    labels: Mapping[str, str] = dict(session.execute(select(Theme.id, Theme.label)).all())
    themes = sorted({theme for theme, _quarter in counted})
    found = [GrowingTheme(one, labels[one], _counts(counted, one, quarters)) for one in themes]
    return sorted((one for one in found if one.growth > 0), key=lambda one: (-one.growth, one.label))


def _counts(counted: Mapping[tuple[str, Quarter], int], theme: str, quarters: Sequence[Quarter]) -> tuple[int, ...]:
    return tuple(counted.get((theme, quarter), 0) for quarter in quarters)


def _first_published(session: Session, actor: Actor) -> dict[int, datetime]:
    """Return the number of each readable revision → when a revision of its case was published first."""
    first = select(Revision.case_id, func.min(Revision.published_at)).group_by(Revision.case_id)
    rows = session.execute(first.where(Revision.published_at.is_not(None)))
    moments = {case: moment for case, moment in rows if moment is not None}
    numbers = session.execute(published_cases(actor, Revision.id, Case.id))
    return {number: moments[case] for number, case in numbers}
