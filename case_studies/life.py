"""Life after publication: what a delegation last said about a practice, when, and whether that is too long ago.

The passing of time changes nothing in the database. What shows, counts or ranks cases compares their day with
`confirmed_since`.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from case_studies.vocabulary import ENDED_LIVES, Life, SaidLife

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class KnownLife:
    """What a delegation last said about a case, and on which day; None if only the publication says that it is current.

    `note` is the sentence, as far as its reader may know it.
    """

    said: SaidLife | None
    on: date
    note: str = ""

    @property
    def is_ended(self) -> bool:
        """Whether the practice is not used any more, so that nobody is asked to confirm it."""
        return self.said in ENDED_LIVES

    def now(self, since: date) -> Life | None:
        """Return what counts, if confirmations count that were given on a day or later."""
        if not self.is_ended and self.on < since:
            return Life.NOT_CONFIRMED
        return Life(self.said) if self.said is not None else None


def confirm_by(on: date, months: int) -> date:
    """Return the last day on which a case counts as confirmed that was confirmed on a day."""
    years, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(years, month + 1, min(on.day, monthrange(years, month + 1)[1]))


def confirmed_since(today: date, months: int) -> date:
    """Return the first day on which a confirmation still counts today."""
    day = confirm_by(today, -months)
    while confirm_by(day, months) < today:
        day += DAY
    return day
