"""What a reader may read of an event: its facts and papers, and who takes part.

Pages, calendars, mails and the API take events from here and from nowhere else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from case_studies.models import Event
from case_studies.policy.actor import Actor
from case_studies.policy.events import AHEAD, EVENT_POLICY, HIDDEN, OVER, EventPermission, is_of_owner
from case_studies.policy.items import owner_as_named_to
from case_studies.policy.readers import Submitter, as_named
from case_studies.vocabulary import Attendance, EventState, FoundKind


@dataclass(frozen=True, slots=True)
class ReleasedAttendance:
    """The answer of an office, for the organiser."""

    delegation: Submitter
    office: str
    answer: Attendance
    answered_at: datetime


class ReleasedEvent:
    """An event as one reader may read it."""

    kind = FoundKind.EVENT

    def __init__(self, event: Event, actor: Actor) -> None:
        self._event = event
        self._actor = actor

    def __getattr__(self, name: str) -> Any:
        """Return what every reader of the event may know."""
        if name not in OPEN_TO_READERS:
            raise AttributeError(name)
        return getattr(self._event, name)

    @property
    def is_own(self) -> bool:
        """Whether the reader's office belongs to the delegation that announces it."""
        return is_of_owner(self._actor, self._event)

    @property
    def announced_by(self) -> Submitter:
        """The delegation that announces it, as far as the reader may know it."""
        return owner_as_named_to(self._actor, self._event)

    @property
    def link(self) -> str:
        """The address of an online meeting, which only members get."""
        return self._event.link if self._actor.signed_in else ""

    @property
    def starts(self) -> str:
        """The day, or the month if the day is open; empty if nothing is known yet."""
        return as_known(self._event.first_day, day_open=self._event.day_open)

    @property
    def ends(self) -> str:
        """The last day, if it is known."""
        return as_known(self._event.last_day)

    @property
    def begins_at(self) -> datetime | None:
        """The moment of the beginning, if the hour is known."""
        return self._moment(self._event.from_hour)

    @property
    def finishes_at(self) -> datetime | None:
        """The moment of the end, if the hour is known."""
        return self._moment(self._event.to_hour)

    @property
    def is_ahead(self) -> bool:
        """Whether it was announced and has not ended as far as the platform knows."""
        return self._event.state in AHEAD

    @property
    def is_over(self) -> bool:
        """Whether it was held."""
        return self._event.state in OVER

    @property
    def is_cancelled(self) -> bool:
        """Whether it was cancelled."""
        return self._event.state == EventState.CANCELLED

    @property
    def is_hidden(self) -> bool:
        """Whether only its delegation sees it."""
        return self._event.state in HIDDEN

    @property
    def is_certain(self) -> bool:
        """Whether its organiser confirmed it, or it was held."""
        return self._event.state == EventState.CONFIRMED or self.is_over

    @property
    def own_answer(self) -> Attendance | None:
        """The answer of the reader's own office."""
        mine = self._actor.account_id
        return next((one.answer for one in self._event.attendances if one.account_id == mine), None)

    @property
    def attendances(self) -> list[ReleasedAttendance] | None:
        """The answers of the offices for the organiser; None for everybody else, who do not learn the number either."""
        if EventPermission.READ_ATTENDANCE not in EVENT_POLICY.usable(self._actor, self._event):
            return None
        return [
            ReleasedAttendance(
                as_named(one.account.delegation, is_named=True), one.account.office, one.answer, one.answered_at
            )
            for one in self._event.attendances
        ]

    def _moment(self, hour: time | None) -> datetime | None:
        day, zone = self._event.first_day, self._event.time_zone
        if hour is None or day is None or zone is None:
            return None
        return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


OPEN_TO_READERS = frozenset(
    "id reference state version register audience attribution demonstration language title event_kind first_day "
    "last_day day_open from_hour to_hour time_zone ends_at place organised_by concept_note agenda "
    "asked_of_members came_of_it documents announced_at cancelled_at moved_at reason sequence stamped_at "
    "themes initiatives".split()
)
"""What every reader of an announced event may know. Everything else of it is for its delegation."""


def as_known(day: date | None, *, day_open: bool = False) -> str:
    """Return a day as precisely as it is known: `2027-05-12`, or `2027-05`."""
    return f"{day:%Y-%m}" if day is not None and day_open else day.isoformat() if day is not None else ""


def release_events(events: Iterable[Event], actor: Actor) -> list[ReleasedEvent]:
    """Return events, which the actor may see, as they may read them."""
    return [ReleasedEvent(event, actor) for event in events]
