"""What became of a published case, in words: in a list, at the head of its page, in feeds and in the API."""

from dataclasses import dataclass
from datetime import date

from flask import g
from flask_babel import format_date
from flask_babel import gettext as _

from app.current import reading
from app.phrases.life_labels import LIVES
from case_studies.operations.cases.due_confirmations import first_day_that_counts
from case_studies.policy.release import AnyRevision, ReleasedRevision, whole
from case_studies.vocabulary import Life


@dataclass(frozen=True, slots=True)
class ShownLife:
    """What counts now of a case, as a short line, with the sentence of its delegation."""

    life: Life
    day: date
    line: str
    note: str

    @property
    def is_ended(self) -> bool:
        """Whether readers are warned: the practice stopped, or was harmful."""
        return self.life in (Life.STOPPED, Life.HARMFUL)

    @property
    def text(self) -> str:
        """The line with the sentence."""
        return f"{self.line}: {self.note}" if self.note else self.line


def shown_life(revision: AnyRevision) -> ShownLife | None:
    """Return what counts now of a published revision; None if its publication says enough."""
    known = (revision if isinstance(revision, ReleasedRevision) else whole(revision)).life
    life = known.now(_first_day_that_counts()) if known is not None else None
    if known is None or life is None:
        return None
    if life == Life.NOT_CONFIRMED:
        return ShownLife(life, known.on, _("Not confirmed since %(month)s", month=_month(known.on)), "")
    return ShownLife(life, known.on, f"{LIVES[life]}, {_month(known.on)}", known.note)


def _first_day_that_counts() -> date:
    """Return the first day on which a confirmation still counts, read once in a request."""
    if "confirmed_since" not in g:
        with reading() as session:
            g.confirmed_since = first_day_that_counts(session)
    first: date = g.confirmed_since
    return first


def _month(day: date) -> str:
    return str(format_date(day, "LLLL y"))
